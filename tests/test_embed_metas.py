"""What a WordPress export holds of its embeds: an answer where WordPress had one, with its date, and never over what the cache knows."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path, PurePosixPath
from typing import Any
from xml.sax.saxutils import escape

import httpx
import pytest

from embedkit import Client
from embedkit.build import build
from embedkit.build.answers import bring
from embedkit.build.inputs import Raw, raw
from embedkit.build.sources import wxr
from embedkit.build.sources.model import Answer
from embedkit.cache import Cache
from embedkit.cache.upkeep import lines
from embedkit.models import Card
from tests.cases import FIXTURES

EXPORT = FIXTURES / "exports" / "wordpress-embeds.xml"
TODAY = datetime(2026, 11, 26, tzinfo=UTC)
URL = "https://www.youtube.com/watch?v=Whee1Turn5a"
PLAYER = '<iframe title="The wheel" width="640" height="360" src="https://www.youtube.com/embed/Whee1Turn5a?feature=oembed"></iframe>'
USUAL = 'a:2:{s:5:"width";i:640;s:6:"height";i:960;}'


def _key(url: str, attributes: str = USUAL) -> str:
    return md5((url + attributes).encode(), usedforsecurity=False).hexdigest()


def _item(body: str, metas: Mapping[str, str], kind: str = "post", name: str = "a") -> str:
    fields = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{escape(value)}</wp:meta_value></wp:postmeta>"
        for key, value in metas.items()
    )
    said = f"<wp:post_id>1</wp:post_id><wp:post_name>{name}</wp:post_name><wp:post_type>{kind}</wp:post_type>"
    return f"<item><content:encoded>{escape(body)}</content:encoded>{said}{fields}</item>"


def _export(*items: str) -> bytes:
    head = '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
    return (head + "".join(items) + "</channel></rss>").encode()


def _answers(*items: str) -> list[tuple[Answer, ...]]:
    """The answers of each post of an export."""
    return [one.answers for one in wxr.articles(io.BytesIO(_export(*items)))]


def _said(body: str, metas: Mapping[str, str]) -> list[tuple[str, Any]]:
    (found,) = _answers(_item(body, metas))
    return [(answer.url, answer.said.get("title")) for answer in found]


def _cards(client: Client, folder: Path) -> dict[str, Card]:
    return {card.id: card for card in build([EXPORT], folder, client).cards}


def test_a_stored_embed_need_not_be_asked(tmp_path: Path) -> None:
    """Offline, with an empty cache: the cards of embeds that WordPress had stored this week are resolved, with the words of their HTML."""
    with Client(cache=None, offline=True, now=lambda: TODAY) as client:
        cards = _cards(client, tmp_path)
    assert {name: (card.status, card.title) for name, card in cards.items()} == {
        "youtube:L0ckK33per1": ("resolved", "Forty years at the wheel"),
        "youtube:N0tTh3reAny": ("synthesised", None),
        "dailymotion:x7weir1": ("resolved", "Ice on the weir"),
        "vimeo:90112255": ("resolved", "The boat lift, seen from below"),
        "x:1987000000000000061": ("resolved", None),
        "youtube:Butt0nStill": ("synthesised", None),
        "youtube:Whee1Fl00d1": ("stale", "The wheel in the flood"),
    }
    assert cards["x:1987000000000000061"].authors == ("Ottervale Locks (@ottervale)",)
    assert cards["youtube:L0ckK33per1"].provenance["title"] == "oembed"


def test_an_old_answer_outlives_its_video(tmp_path: Path) -> None:
    """What WordPress stored years ago is asked again; where the provider has it no more, the card keeps its title."""
    asked: list[str] = []

    def gone(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params["url"])
        return httpx.Response(404)

    with Client(cache=None, http=httpx.Client(transport=httpx.MockTransport(gone)), now=lambda: TODAY) as client:
        card = _cards(client, tmp_path)["youtube:Whee1Fl00d1"]
    assert "https://www.youtube.com/watch?v=Whee1Fl00d1" in asked
    assert "https://www.youtube.com/watch?v=L0ckK33per1" not in asked
    assert (card.status, card.title) == ("stale", "The wheel in the flood")


def test_a_real_answer_is_never_replaced(tmp_path: Path) -> None:
    """What a provider answered before, good or bad, stays as it is."""

    def newer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"type": "video", "title": "Forty-one years at the wheel", "author_name": "Ottervale Locks"})

    with Client(cache=None, http=httpx.Client(transport=httpx.MockTransport(newer)), now=lambda: TODAY) as client:
        client.card("https://www.youtube.com/watch?v=L0ckK33per1")
        card = _cards(client, tmp_path)["youtube:L0ckK33per1"]
    assert (card.title, card.authors) == ("Forty-one years at the wheel", ("Ottervale Locks",))


def test_what_a_later_post_brings_is_no_answer_for_earlier_ones(tmp_path: Path) -> None:
    """Offline, one process and two make the same cards of an export: how far reading is ahead of building decides nothing."""
    metas = {f"_oembed_{_key(URL)}": PLAYER, f"_oembed_time_{_key(URL)}": str(int(TODAY.timestamp()))}
    posts = [_item(f"<p>{URL}</p>", metas if number == 150 else {}, name=f"post-{number}") for number in range(160)]
    (tmp_path / "export.xml").write_bytes(_export(*posts))
    found = []
    for jobs in (1, 2):
        with Client(cache=tmp_path / f"cache-{jobs}", offline=True, now=lambda: TODAY) as client:
            built = build([tmp_path / "export.xml"], tmp_path / f"out-{jobs}", client, jobs=jobs)
            found.append([card.title for card in built.cards])
    assert found[0] == found[1]
    assert (found[0][0], found[0][159]) == (None, "The wheel")


def _brought(found: Raw, folder: Path) -> list[dict[str, Any]]:
    """What of an article's stored embeds is in an empty cache after its build."""
    with Client(cache=folder, offline=True, now=lambda: TODAY) as client:
        bring(found, client)
    return [entry for line in lines(Cache(folder)) if (entry := json.loads(line).get("entry"))]


def test_a_stored_answer_says_that_an_export_brought_it(tmp_path: Path) -> None:
    """Entries of an export carry a mark, and the time at which the provider had been asked; their week begins there."""
    entries = _brought(next(one for one in raw([EXPORT]) if isinstance(one, Raw)), tmp_path)
    assert {entry["exported"] for entry in entries} == {True}
    assert {entry["provider"]: (entry["fetched_at"], entry["fresh_until"]) for entry in entries} == {
        "youtube": ("2026-11-24T06:00:00Z", "2026-12-01T06:00:00Z"),
        "dailymotion": ("2026-11-24T06:01:40Z", "2026-12-01T06:01:40Z"),
        "x": ("2026-11-24T06:03:20Z", "2026-12-01T06:03:20Z"),
        "vimeo": ("2026-11-21T09:30:00Z", "2026-11-28T09:30:00Z"),
    }


@pytest.mark.parametrize("time", ["", "soon", "-5", "0", str(int(TODAY.timestamp()) + 90_000_000), "9" * 30])
def test_a_time_that_cannot_be_is_now(tmp_path: Path, time: str) -> None:
    """No time, as before WordPress 4.0, or a wrong clock: the answer counts from today."""
    (answers,) = _answers(_item(URL, {f"_oembed_{_key(URL)}": PLAYER, f"_oembed_time_{_key(URL)}": time}))
    (entry,) = _brought(Raw("a", PurePosixPath("a"), b"", answers=answers), tmp_path)
    assert entry["fetched_at"] == "2026-11-26T00:00:00Z"


@pytest.mark.parametrize(
    ("body", "url", "attributes"),
    [
        (URL, URL, USUAL),
        (f"a\n\n  {URL}  \r\n\nb", URL, USUAL),
        (f'<p class="has-text">{URL}</p>', URL, USUAL),
        (f'<div class="wp-block-embed__wrapper">\n{URL}\n</div>', URL, USUAL),
        (f"{URL}&amp;t=9", f"{URL}&t=9", USUAL),
        (f"a [embed]{URL}[/embed]", URL, 'a:2:{s:5:"width";i:500;s:6:"height";d:750;}'),
        (URL, URL, 'a:2:{s:5:"width";i:1168;s:6:"height";i:1000;}'),
        (URL, URL, 'a:2:{s:5:"width";i:610;s:6:"height";i:700;}'),
        (f'[embed width="420" height="315"]{URL}[/embed]', URL, 'a:2:{s:5:"width";s:3:"420";s:6:"height";s:3:"315";}'),
        (f"[embed height=315]{URL}[/embed]", URL, 'a:2:{s:5:"width";i:731;s:6:"height";s:3:"315";}'),
        (f'[embed src="{URL}"][/embed]', URL, f'a:3:{{s:5:"width";i:640;s:6:"height";i:960;s:3:"src";s:{len(URL)}:"{URL}";}}'),
        (f'[embed class="größe"]{URL}[/embed]', URL, 'a:3:{s:5:"width";i:640;s:6:"height";i:960;s:5:"class";s:7:"größe";}'),
    ],
)
def test_the_key_is_the_one_that_wordpress_makes(body: str, url: str, attributes: str) -> None:
    """The md5 of the URL and PHP's form of its attributes, for every place where WordPress embeds and every default size it had."""
    other = PLAYER.replace("Whee1Turn5a", "0therVide0z")
    assert _said(body, {f"_oembed_{_key(url, attributes)}": other}) == [(url, "The wheel")]


@pytest.mark.parametrize(
    ("body", "stored"),
    [
        (URL, "{{unknown}}"),
        (URL, " {{unknown}}\n"),
        (URL, ""),
        (URL, "<p>Blocked until you agree.</p>"),
        (URL, '<img src="https://courier.test/still.jpg" alt="Play" width="640" height="360">'),
        (URL, PLAYER.replace("https://www.youtube.com/embed/", "https://player.vimeo.com/video/9")),
        (URL, PLAYER + "x" * 100_000),
        (f"Words before {URL}", PLAYER),
    ],
)
def test_what_is_no_answer(body: str, stored: str) -> None:
    """A noted failure, a plugin's placeholder, another provider's player, and a URL that WordPress would not have embedded."""
    assert _said(body, {f"_oembed_{_key(URL)}": stored}) == []


@pytest.mark.parametrize(
    "html",
    [
        PLAYER,
        f'<div class="video">{PLAYER}</div>',
        PLAYER.replace("www.youtube.com", "www.youtube-nocookie.com"),
    ],
)
def test_an_unknown_key_is_matched_by_what_it_embeds(html: str) -> None:
    """Attributes that a plugin filtered make a key that nobody can guess: the player itself says which URL it is of."""
    assert _said("https://youtu.be/Whee1Turn5a", {f"_oembed_{'0' * 32}": html}) == [("https://youtu.be/Whee1Turn5a", "The wheel")]
    assert _said("https://youtu.be/An0therFi1m", {f"_oembed_{'0' * 32}": html}) == []


def test_a_photo_is_its_picture() -> None:
    """WordPress makes a photo's HTML of its address and title; the answer is a photo again."""
    url = "https://www.flickr.com/photos/ottervale/5236536/"
    html = f'<a href="{url}"><img src="https://live.staticflickr.com/1/5236536_a.jpg" alt="The weir" width="500" height="300" /></a>'
    (((_, said, _),),) = _answers(_item(url, {f"_oembed_{_key(url)}": html}))
    assert (said["type"], said["title"], said["url"]) == ("photo", "The weir", "https://live.staticflickr.com/1/5236536_a.jpg")


def test_a_cache_post_answers_the_posts_behind_it() -> None:
    """A cache post holds HTML or the whole answer as JSON; it is no article, and posts that stood before it are read already."""
    cached = _item('{"type": "video", "title": "All of it"}', {}, "oembed_cache", _key(URL))
    post = _item(URL, {})
    assert [[answer.said["title"] for answer in found] for found in _answers(post, cached, post)] == [[], ["All of it"]]


def test_keys_that_nobody_can_guess_cost_no_build() -> None:
    """Two thousand posts whose keys no size explains are read in seconds: widths are tried for some hundred URLs, not for all."""
    body = "\n".join(f"https://courier.test/film/{number}" for number in range(5))
    began = datetime.now(UTC)
    assert not any(_answers(*[_item(body, {f"_oembed_{number:032x}": "<p>x</p>"}) for number in range(2_000)]))
    assert datetime.now(UTC) - began < timedelta(seconds=30)
