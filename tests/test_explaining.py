"""An explanation: for each block the evidence, for all else that looks like media the reason."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embedkit import explain, parse
from embedkit.explaining import REASONS, Claims, Explanation, Finding, jsons
from embedkit.explaining.words import told
from embedkit.models import ROLES, Block
from embedkit.page import Page, Rule, attr
from embedkit.profiles import load
from embedkit.rules import RULES, Rules
from tests.cases import FIXTURES, Case, folder

CASES = folder("explain")
ARTICLES = sorted((FIXTURES / "articles").iterdir())
BASE = "https://news.test/story"
PROSE = "<p>A paragraph of a story that is long enough to count as the prose of an article, with a full stop at its end.</p>"


def _refused(explanation: Explanation) -> str:
    return "\n".join(" ".join(filter(None, (r.reason, r.place.element, r.address))) for r in explanation.refused)


def _only(markup: str) -> Finding:
    (finding,) = explain(markup, base_url=BASE, format="html").blocks
    return finding


def _where(finding: Finding) -> dict[str, str]:
    return {evidence.field: evidence.where for evidence in finding.evidence}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where} {case.name}")
def test_case(case: Case) -> None:
    """What looks like media and is no block is told with its reason, element and address, in document order."""
    assert _refused(explain(case.source, base_url=BASE, format="html")) == case.expected


def test_every_reason_has_a_case() -> None:
    """No reason of the vocabulary is unheard of; `ignored` needs a profile and has its own test."""
    shown = {line.split()[0] for case in CASES for line in case.expected.splitlines()}
    assert set(REASONS) - {"ignored"} == shown


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name)
def test_the_blocks_are_those_of_parse(path: Path) -> None:
    """An explanation is one of what `parse` does: the same blocks, each with its place, and where its item stands."""
    explanation = explain(path.read_bytes())
    assert [finding.block for finding in explanation.blocks] == parse(path.read_bytes())
    for finding in explanation.blocks:
        assert finding.place is not None
        assert finding.place.line is not None
        assert {evidence.field for evidence in finding.evidence} & {"item", "items", "provider", "source"}, finding.block
    assert told(explanation)


@pytest.mark.parametrize("path", [p for p in ARTICLES if p.suffix == ".html"], ids=lambda p: p.name)
def test_nothing_is_both_found_and_refused(path: Path) -> None:
    """What stands inside a block is not refused."""
    explanation = explain(path.read_bytes())
    spans = [finding.block.span for finding in explanation.blocks if finding.block.span]
    for refusal in explanation.refused:
        span = refusal.place.span
        assert span is None or not any(start <= span[0] and span[1] <= end for start, end in spans), refusal


@pytest.mark.parametrize("path", [p for p in ARTICLES if p.suffix == ".html"], ids=lambda p: p.name)
def test_all_that_an_editor_did_not_place_is_refused(path: Path) -> None:
    """Every block of another role that has an address has a refusal with it."""
    explanation = explain(path.read_bytes())
    told_of = {refusal.address for refusal in explanation.refused}
    kept = {finding.block.url for finding in explanation.blocks}
    aside = [block for block in parse(path.read_bytes(), roles=ROLES) if block.role not in ("lead", "body", "related")]
    assert [block.url for block in aside if block.url and block.url not in kept and block.url not in told_of] == []


def test_evidence_names_element_attribute_and_line() -> None:
    """Each field's place is told as a selector; the line counts from one."""
    finding = _only(
        '<p>a</p>\n<figure class="big wide">\n<iframe src="https://youtu.be/eiHXASgRTcA" title="The tide comes in"></iframe>\n'
        "<figcaption>Dawn at the quay. <small class=credit>Ane Skog</small></figcaption></figure>"
    )
    assert finding.place is not None
    assert (finding.place.path, finding.place.line) == ("figure.big.wide > iframe", 3)
    assert _where(finding) == {"item": "iframe[src]", "title": "iframe[title]", "caption": "figcaption", "credit": "small.credit"}
    assert [evidence.line for evidence in finding.evidence] == [3, 3, 4, 4]


def test_evidence_in_json_names_its_path() -> None:
    """What stands in JSON alone is told with the path to it: in an attribute, and in a script that assigns a state."""
    (found,) = explain(
        """<hb-film key="eiHXASgRTcA" data-o='{"list": [0, {"the name": "The tide comes in"}]}'><b></b></hb-film>""",
        rules=Rules(html=(Rule("film", _film, frozenset(("hb-film",))),)),
    ).blocks
    assert _where(found) == {"item": "hb-film[key]", "title": "hb-film[data-o] $.list[1]['the name']"}
    assert list(jsons.values('window.a = {"x": {"id": 7, "no": null}}; window.b = ["y"];')) == [("$.x.id", "7"), ("$[0]", "y")]


def _film(tag: Tag, page: Page) -> Block | None:
    return page.block(tag, "video", "film", native_id=attr(tag, "key"), title="The tide comes in")


def test_evidence_that_is_escaped_or_in_base64_is_decoded() -> None:
    """What a placeholder hides is found in its attribute, and the rule that decoded it is named."""
    code = "PGlmcmFtZSBzcmM9Imh0dHBzOi8vd3d3LnlvdXR1YmUuY29tL2VtYmVkL2VpSFhBU2dSVGNBIiB0aXRsZT0iVGhlIHRpZGUiPjwvaWZyYW1lPg=="
    finding = _only(f'<div class="wait" data-code="{code}"></div>')
    assert (finding.block.rule, finding.decoded_by) == ("iframe", "consent")
    assert _where(finding) == {"item": "div.wait[data-code] decoded", "title": "div.wait[data-code] decoded"}


def test_the_body_is_told_with_its_share_of_the_prose() -> None:
    """Whoever misses a block sees first where the story was taken to be."""
    explanation = explain(f'<main><div class="text">{PROSE * 3}</div><div class="x">{PROSE.replace("A", "Another")}</div></main>')
    assert explanation.story is not None
    assert explanation.story.element == "main"
    assert explanation.prose == 1.0
    assert explain("<p>short</p>").story is None


def test_a_callers_soup_is_explained_without_lines() -> None:
    """The same reasons and evidence; only lines and spans are unknown."""
    markup = f'<article>{PROSE}<iframe src="https://youtu.be/eiHXASgRTcA"></iframe><iframe src="https://ads.doubleclick.net/a"></iframe>{PROSE}</article>'
    soup = BeautifulSoup(markup, "html.parser")
    before = str(soup)
    explanation = explain(soup)
    assert [_where(finding) for finding in explanation.blocks] == [{"item": "iframe[src]"}]
    assert [(r.reason, r.place.line) for r in explanation.refused] == [("advert", None)]
    assert str(soup) == before


def test_a_text_export_is_explained_by_lines() -> None:
    """Which rule took which line, and which lines were left out on purpose."""
    explanation = explain((FIXTURES / "articles" / "text-export.txt").read_text("utf-8"), format="text")
    assert explanation.format == "text"
    assert [(finding.block.rule, finding.place and finding.place.line) for finding in explanation.blocks][:2] == [
        ("text-caption", 5),
        ("text-headline", 15),
    ]
    assert [(refusal.rule, refusal.place.line) for refusal in explanation.refused] == [
        ("text-promo", 2),
        ("text-promo", 3),
        ("text-promo", 4),
    ]


def test_what_a_profile_leaves_out_is_told() -> None:
    """An editor who misses a picture learns that the site's own profile took it away."""
    markup = f'<div data-zone="text">{PROSE}<div data-zone="shop"><img src="/mug.jpg" width="600"></div></div>'
    explanation = explain(markup, base_url=BASE, profiles=[load(FIXTURES / "profiles" / "harbour.toml")])
    assert [(r.reason, r.address, r.why) for r in explanation.refused] == [
        ("ignored", "https://news.test/mug.jpg", "the profile harbour leaves out div")
    ]


def test_a_profiles_player_has_its_element() -> None:
    """What a profile found is told like what a rule found."""
    (finding,) = explain('<hb-film key="eiHXASgRTcA"></hb-film>', profiles=[load(FIXTURES / "profiles" / "harbour.toml")]).blocks
    assert (finding.block.rule, finding.place and finding.place.element) == ("profile:harbour", "hb-film")
    assert _where(finding) == {"item": "hb-film[key]"}
    assert finding.decoded_by is None


def test_the_words_put_like_beside_like() -> None:
    """Two frames that are refused for one reason share its sentence; the first line counts and names the body."""
    explanation = explain(f"<article>{PROSE}{'<iframe></iframe>' * 2}{PROSE}</article>")
    lines = told(explanation).splitlines()
    assert lines[0] == "0 blocks, 2 refused; the body is article (line 1), with 100% of the prose"
    assert [line for line in lines if line.startswith("    ")] == [
        "    no_address: each: it has no address: a script fills it in, and nothing beside it tells with what (rule iframe)"
    ]


def test_an_explanation_is_json_and_back() -> None:
    """Machines read it without loss."""
    explanation = explain((FIXTURES / "articles" / "consent.html").read_bytes())
    dumped = explanation.model_dump_json()
    assert json.loads(dumped)["blocks"][0]["evidence"][0]["where"] == "img[src]"
    assert Explanation.model_validate_json(dumped) == explanation


def test_no_document_is_kept() -> None:
    """The rules that were watched let go of the page, however long they are remembered."""
    soup = BeautifulSoup(f"<article>{PROSE}<img src=/a.jpg>{PROSE}</article>", "html.parser")
    kept = weakref.ref(soup)
    explain(soup)
    del soup
    gc.collect()
    assert kept() is None


def test_watching_changes_no_answer() -> None:
    """The watched rules find what the plain ones find."""
    for path in ARTICLES:
        assert parse(path.read_bytes(), rules=Claims().watched(RULES)) == parse(path.read_bytes())


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div class=ad>", "</div>", "<img src=a.jpg>", "<iframe src=//x.test/y>", "<template>", "</template>", "<nav>", "<a href=//youtu.be/eiHXASgRTcA>",
             "</a>", "<svg><img>", "\x00", "é\r\n", "<video>", "</video>", "<script>{[", "</script>", "<blockquote class=twitter-tweet>", "\ud800", PROSE, "[embed]", "<table><img src=b.jpg>"]
        )
    ).map("".join)
)  # fmt: skip
def test_nothing_raises(markup: str) -> None:
    """Any markup can be explained, and told in words."""
    assert told(explain(markup)).count(" refused") == 1


def test_deep_and_long_pages_end() -> None:
    """A page that nests a thousand deep, one with JSON that nests as deep, and one with ten thousand frames are explained."""
    for markup in (
        "<div>" * 1_000 + "<img src=/a.jpg>",
        f"<div data-x='{'[' * 20_000}' data-video-id=\"x9ottr1\"></div>",
        "<iframe></iframe>" * 10_000,
    ):
        assert explain(markup).format == "html"
