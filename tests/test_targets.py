"""Cards in every output format: what is written is valid there, and what a card lacks is told and not made up."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import feedparser
import pytest
from jsonschema import Draft202012Validator

from embedkit.build.gallery import samples
from embedkit.errors import ConfigurationError
from embedkit.models import CARD, KINDS, Card
from embedkit.render import render, render_all, targets
from embedkit.render.view import iso_duration
from tests.cases import FIXTURES
from tests.test_render import VALUES, card_of, judged

FOLDER = FIXTURES / "targets"
SAMPLES: list[Card] = samples()
_JSON = ("json", "jsonld", "ans", "ninjs", "apple-news", "oembed")
MEDIA = "{http://search.yahoo.com/mrss/}"


def sample(kind: str) -> Card:
    return next(card for card in SAMPLES if card.kind == kind)


def test_the_sample_cards_are_of_every_kind() -> None:
    """Each kind of card has a sample, so that no target can forget one."""
    assert {card.kind for card in SAMPLES} == set(KINDS)


@pytest.mark.parametrize("to", targets())
def test_a_target_writes_what_is_recorded(to: str) -> None:
    """Each target writes the sample cards as `fixtures/targets/expected` has them: a change of a format is seen in review."""
    recorded = (FOLDER / "expected" / f"{to}.txt").read_text("utf-8")
    assert render_all(SAMPLES, to).text + "\n" == recorded, f"embedkit render src/embedkit/render/samples.json --to {to}"


@pytest.mark.parametrize("to", ["ans", "ninjs", "apple-news", "oembed"])
def test_json_targets_keep_to_their_schema(to: str, fixture_cards: list[Card]) -> None:
    """Every element of every fixture card is valid by the rules of its format."""
    schema = json.loads((FOLDER / "schemas" / f"{to}.json").read_text("utf-8"))
    written = json.loads(render_all([*SAMPLES, *fixture_cards], to).text)
    wrong = [f"{error.json_path}: {error.message[:200]}" for error in Draft202012Validator(schema).iter_errors(written)]
    assert wrong == []
    assert len(written) > len(SAMPLES)


def test_cards_keep_to_their_own_schema(fixture_cards: list[Card]) -> None:
    """The JSON of a card is what `embedkit schema` describes, in JSON Schema 2020-12."""
    schema = CARD.json_schema(mode="serialization")
    Draft202012Validator.check_schema(schema)
    for line in render_all([*SAMPLES, *fixture_cards], "jsonl").text.splitlines():
        Draft202012Validator(schema).validate(json.loads(line))


def test_media_rss_is_read_back(fixture_cards: list[Card]) -> None:
    """A feed reader finds titles, files, players and credits of the channel."""
    made = render_all([*SAMPLES, *fixture_cards], "mrss")
    feed = feedparser.parse(made.text)
    assert not feed.bozo, feed.get("bozo_exception")
    assert len(feed.entries) + len(made.warnings) == len(SAMPLES) + len(fixture_cards)
    video = feed.entries[0]
    assert (video.title, video.media_player["url"], video.media_credit[0]["content"]) == (
        SAMPLES[0].title,
        "https://www.youtube-nocookie.com/embed/Tgt_Video01",
        "Ane Skog",
    )


def test_media_rss_counts_whole_seconds() -> None:
    """A duration of 63.4 seconds is 63 in a feed, 63400 in ANS and PT1M3S in JSON-LD."""
    card = SAMPLES[1]
    contents = ET.fromstring(render(card, "mrss")).iter(f"{MEDIA}content")  # noqa: S314 - our own output
    assert {content.get("duration") for content in contents} == {"63"}
    assert json.loads(render(card, "ans"))["duration"] == 63_400
    assert json.loads(render(card, "jsonld"))["duration"] == "PT1M3S"


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, None), (0.5, None), (59, "PT59S"), (60, "PT1M"), (3723.9, "PT1H2M3S"), (7200, "PT2H")]
)
def test_durations_of_iso_8601(seconds: float | None, said: str | None) -> None:
    """Hours, minutes and seconds are written only where there are any."""
    assert iso_duration(seconds) == said


def test_a_video_without_a_date_is_no_video_object() -> None:
    """Where Google requires an upload date and the card has none, nothing is written and a warning says what is missing."""
    made = render_all([sample("video").model_copy(update={"published_at": None})], "jsonld")
    assert json.loads(made.text)["@graph"] == []
    assert [(warning.code, warning.field) for warning in made.warnings] == [("EK160", "published_at")]


def test_a_format_without_an_element_says_so() -> None:
    """A promotion is nothing in JSON-LD: it is left out, with a code."""
    assert [warning.code for warning in render_all([sample("promo")], "jsonld").warnings] == ["EK161"]
    assert render(sample("promo"), "jsonld") == ""


def test_a_lost_video_is_never_framed() -> None:
    """No target frames or describes a video that is gone."""
    lost = next(card for card in SAMPLES if card.status == "gone")
    for to in targets():
        assert not {"<iframe", "<amp-", "embedUrl", "embedwebvideo", "media:player"} & set(
            render(lost, to).replace("\n", " ").split(" ")
        ), to


def test_apple_takes_players_of_three_houses_at_their_own_address() -> None:
    """Apple refuses the cookieless host, and a post of X must be at twitter.com."""
    assert json.loads(render(sample("video"), "apple-news"))["URL"] == "https://www.youtube.com/embed/Tgt_Video01"
    assert json.loads(render(sample("post"), "apple-news"))["URL"].startswith("https://twitter.com/ahlenfire/")


def test_feed_html_holds_nothing_that_readers_strip(fixture_cards: list[Card]) -> None:
    """For feeds and mail there is neither frame nor script nor class, and every video is a link."""
    text = render_all([*SAMPLES, *fixture_cards], "feed").text
    assert not [word for word in ("<iframe", "<script", "class=", "style=", "<video", "loading=") if word in text]
    assert 'href="https://www.youtube.com/watch?v=Tgt_Video01"' in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("to", [target for target in targets() if target != "html"])
def test_hostile_values_stay_values(kind: str, to: str) -> None:
    """Hostile text and addresses end no script, open no element and leave no string, in any target."""
    for card in [card_of(kind, value) for value in VALUES["text"]] + [card_of(kind, url=value) for value in VALUES["url"]]:
        text = render(card, to)
        if to == "feed":
            assert judged(text) == []
        elif to in _JSON and text:
            json.loads(text)
            assert to == "json" or not set("<>&\u2028") & set(text)
        elif to == "mrss" and text:
            ET.fromstring(text)  # noqa: S314 - our own output


def test_an_unknown_target_or_option_is_told() -> None:
    """The error names the targets or options that there are."""
    with pytest.raises(ConfigurationError, match="known: html, json"):
        render(SAMPLES[0], "pdf")
    with pytest.raises(ConfigurationError, match="takes no options"):
        render(SAMPLES[0], "ans", load="eager")
    with pytest.raises(ConfigurationError, match="unknown option for html: colour"):
        render(SAMPLES[0], colour="red")


def test_amp_loads_each_extension_once() -> None:
    """The scripts for the head are those that are used, once each: AMP refuses others."""
    text = render_all([*SAMPLES, SAMPLES[0]], "amp").text
    assert text.count('custom-element="amp-youtube"') == 1
    assert "amp-vimeo" not in text


def test_expected_outputs_have_no_strays() -> None:
    """Each recorded output belongs to a target."""
    assert {file.stem for file in (FOLDER / "expected").iterdir()} == set(targets())
