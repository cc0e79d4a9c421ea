"""Any markup in, blocks out: what holds for every document."""

from __future__ import annotations

import gzip
import weakref
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embedkit import parse
from embedkit.encoding import decode
from embedkit.lines import block_line
from embedkit.models import ROLES, Role
from embedkit.page import Page, Rule
from embedkit.rules import HTML, RULES, Rules
from tests.cases import FIXTURES, folder

ARTICLES = sorted((FIXTURES / "articles").iterdir())
PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<figure>", "</figure>", "<figcaption>", "<b>", "<i>", "<table><tr><td>", "<a href=/x>", "</a>", "<img src=/a-picture.jpg>", "<noscript>", "</noscript>",
        "<template>", "</template>", "<svg>", "<math>", "<iframe src=https://www.youtube.com/embed/eiHXASgRTcA>", "</iframe>", "<blockquote class=twitter-tweet>", "<script type=text/template>",
        "</script>", "<!--", "-->", "<!-- wp:embed {\"url\":\"https://youtu.be/eiHXASgRTcA\"} -->", "[embed]https://youtu.be/eiHXASgRTcA[/embed]", "[caption]", "\r\n", "\x00", "\ud800", "😀", "&lt;", "<h1>A",
        "A paragraph of prose that is long enough to be the body of an article, and that ends with a stop. ", "Photo: AFP", "<div data-code='&amp;lt;iframe src=https://vimeo.com/1234567&amp;gt;'>", "\n\n",
    ]
)  # fmt: skip


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name)
def test_spans_of_the_fixture_articles(path: Path) -> None:
    """Spans lie in the source in document order and do not overlap; HTML ones begin with a tag, comment or notation."""
    source = path.read_bytes().decode("windows-1252" if path.name == "legacy.html" else "utf-8")
    at = 0
    for block in parse(source, format="text" if path.suffix == ".txt" else "html"):
        assert block.span is not None
        start, end = block.span
        assert at <= start < end <= len(source), block_line(block)
        assert path.suffix == ".txt" or source[start] in "<[h"
        at = end


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40))
def test_nothing_raises(pieces: list[str]) -> None:
    """Whatever the markup, blocks come back, in order, with spans inside the source that do not overlap."""
    source = "".join(pieces)
    for given_ in (source, source.encode("utf-8", "surrogatepass")):
        spans = [b.span for b in parse(given_, base_url="https://news.test/", roles=ROLES) if b.span]
        length = len(given_ if isinstance(given_, str) else decode(given_)[0])
        assert all(0 <= start <= end <= length for start, end in spans)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are an article without media at worst."""
    assert isinstance(parse(data), list)


def test_empty_input_has_no_blocks() -> None:
    """Nothing gives nothing."""
    assert parse("") == []
    assert parse(b"") == []


def test_a_callers_own_soup_is_taken() -> None:
    """A BeautifulSoup or a tag gives the same blocks, without spans."""
    markup = '<p>a</p><iframe src="https://www.youtube.com/embed/eiHXASgRTcA"></iframe>'
    found = parse(BeautifulSoup(markup, "html.parser"))
    assert [(b.native_id, b.span) for b in found] == [("eiHXASgRTcA", None)]


def test_roles_choose_what_comes_back() -> None:
    """Only what an editor placed is returned unless more is asked for."""
    source = '<iframe src="https://player.beyondwords.io/a" height="90"></iframe>'
    assert parse(source) == []
    wanted: tuple[Role, ...] = ("read_aloud",)
    assert [b.role for b in parse(source, roles=wanted)] == ["read_aloud"]


def test_rules_are_an_argument() -> None:
    """A shorter tuple of rules finds less, and nothing is remembered between calls."""
    source = '<iframe src="https://www.youtube.com/embed/eiHXASgRTcA"></iframe>'
    assert parse(source, rules=Rules(html=())) == []
    assert len(parse(source, rules=Rules(html=HTML))) == len(parse(source, rules=RULES)) == 1


def test_gzip_is_not_guessed() -> None:
    """Packed bytes are no markup: they give no blocks and no error."""
    assert parse(gzip.compress(b"<iframe src=https://youtu.be/eiHXASgRTcA>")) == []


@pytest.mark.parametrize("case", folder("text"), ids=lambda case: f"{case.where} {case.name}")
def test_text_case(case) -> None:  # type: ignore[no-untyped-def]
    """Each text export gives exactly its lines, and every span begins at a line's first word and holds the text it stands for."""
    found = parse(case.source, format="text")
    assert "\n".join(map(block_line, found)) == case.expected
    for block in found:
        assert block.span is not None
        before, text = case.source[: block.span[0]], case.source[slice(*block.span)]
        assert not before.rpartition("\n")[2].strip()
        assert text == text.strip()
        assert (block.title or block.caption or block.source_url or "").split()[0] in text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\u2028"])
def test_text_spans_for_every_line_end(newline: str) -> None:
    """A doubled title's span covers both copies, whatever ends the lines."""
    story = (FIXTURES / "articles" / "text-export.txt").read_text("utf-8").replace("\n", newline)
    doubled = [b for b in parse(story, format="text") if b.kind == "video"]
    assert len(doubled) == 3
    for block in doubled:
        assert block.span is not None
        assert story[slice(*block.span)].split(newline)[0] == block.title == story[slice(*block.span)].split(newline)[-1]


@pytest.mark.parametrize(
    "bomb",
    ["<div>" * 20_000, "<b><i>" * 3_000 + "<p>" * 3_000, "<a " * 50_000, "<table>" * 5_000, "[caption]" * 20_000, "<!-- wp:embed {" * 5_000, "Photo: (" * 20_000, "<img src=a-b-c-d>" * 5_000, "https://x.test/\n" * 10_000],
    ids=["div", "formatting", "tags", "tables", "shortcodes", "comments", "credits", "images", "lines"],
)  # fmt: skip
def test_bombs_end(bomb: str) -> None:
    """Markup made to be slow still ends, and what stands behind it is found."""
    found = parse(bomb + '<p></p><iframe src="https://www.youtube.com/embed/eiHXASgRTcA"></iframe>', format="html")
    assert isinstance(found, list)


def test_a_tag_is_read_to_its_own_end() -> None:
    """What stands behind a tag that is handed in is not part of the answer."""
    soup = BeautifulSoup(
        '<div id=a><iframe src="https://youtu.be/eiHXASgRTcA"></iframe></div><iframe src="https://vimeo.com/76979871"></iframe>',
        "html.parser",
    )
    tag = soup.find(id="a")
    assert tag is not None
    assert [b.provider for b in parse(tag)] == ["youtube"]


@pytest.mark.parametrize("wrapped", ["{p}{f}", "{f}{p}", "<div>{p}{f}</div>", "<html><body><article><h1>Weir</h1>{p}{f}</article></body></html>", "<blockquote>{p}</blockquote>{f}"])  # fmt: skip
def test_a_story_of_one_paragraph_keeps_its_media(wrapped: str) -> None:
    """The one paragraph of a short story is not all of its body: what stands beside it is the story's too."""
    paragraph = (
        "<p>The gates of the weir were raised for the first time since the flood, and the whole town stood on the bridge to see it.</p>"
    )
    markup = wrapped.format(p=paragraph, f='<iframe src="https://www.youtube.com/embed/We1rN1ghtA0"></iframe>')
    assert [(block.native_id, block.role) for block in parse(markup)] == [("We1rN1ghtA0", "body")]


def test_a_rendered_card_is_known_in_any_case() -> None:
    """Its mark counts as systems write it that turn markup into upper case: no copy of its item is found again."""
    card = '<div DATA-EMBEDKIT="video"><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></div>'
    photo = '<figure><img src="a.jpg" width="800" height="600"><figcaption>A bridge</figcaption></figure>'
    found = parse(f"{card}<p>https://youtu.be/dQw4w9WgXcQ</p>{photo}")
    assert [block.kind for block in found] == ["photo"]


class _Data(bytearray):
    """Bytes of which it can be told whether somebody holds them."""


def test_the_bytes_of_a_page_are_let_go_before_it_is_walked() -> None:
    """A large page is in memory once, as text: its bytes are gone when the first rule is asked."""
    held = [_Data(b"<p>A story</p>")]
    data, gone = weakref.ref(held[0]), list[bool]()

    def look(tag: Tag, page: Page) -> None:
        gone.append(data() is None)

    parse(held.pop(), rules=Rules((Rule("look", look, frozenset(("p",))),)))  # type: ignore[arg-type]
    assert gone == [True]
