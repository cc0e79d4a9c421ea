"""A very large document is read part by part, with the same answer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import embedkit
from embedkit import Block, islands, parse
from embedkit.soup import parts
from tests.cases import FIXTURES
from tests.hostile.build import PROSE, in_story, repeated
from tests.hostile.holds import check

PAGES = sorted(path for path in (FIXTURES / "articles").iterdir() if path.suffix == ".html")
_PARSE = sys.modules[embedkit.parse.__module__]


@pytest.fixture
def by_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document is large, and a part holds few elements."""
    monkeypatch.setattr(_PARSE, "_LARGE", 0)
    monkeypatch.setattr(parts, "_NODES", 40)


def _media(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.role != "related"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_parts_give_what_the_whole_gives(path: Path, by_parts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The media of an article are the same.

    Only a related item needs the paragraphs around it, which may stand in another part, and what stands in page state alone is not
    read of very large documents.
    """
    monkeypatch.setattr(islands, "completed", lambda blocks, page, scope: blocks)
    source = path.read_bytes()
    found = parse(source)
    monkeypatch.setattr(_PARSE, "_LARGE", 10**9)
    assert _media(found) == _media(parse(source))


def test_the_answer_is_in_order(by_parts: None) -> None:
    """Blocks of many parts come in document order, each once, with what the source's own notations give."""
    unit = f'<figure><img src="/pictures/a-picture-{{n}}.jpg"><figcaption>One. Photo: AFP</figcaption></figure><p>{PROSE}</p>\nhttps://vimeo.com/1{{n}}\n<p>{PROSE}</p>'
    source = str(in_story(repeated(unit))(20_000))
    found = parse(source, base_url="https://news.test/")
    check(source, found)
    assert [block.kind for block in found] == ["photo", "video"] * (len(found) // 2)
    assert len(found) == 2 * source.count("<figure>")


def test_what_stands_behind_two_million_tags_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of more tags than any article has is read up to a bound, so that memory has one too."""
    monkeypatch.setattr("embedkit.soup.keep._MOST_TAGS", 3_000)
    image = '<img src="https://news.test/a-picture.jpg">'
    assert len(parse(image + "<p>a" * 2_990 + image.replace("a-p", "b-p"), format="html")) == 2
    assert len(parse(image + "<p>a" * 3_000 + image.replace("a-p", "b-p"), format="html")) == 1
