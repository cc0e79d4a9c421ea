"""The engine room: what is kept of a page, and where it stands in the source."""

from __future__ import annotations

import gc

import pytest
from bs4.element import Tag

from embedkit import parse
from embedkit.encoding import decode, scrub
from embedkit.soup import read, span_of


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_spans_are_offsets_in_the_source(newline: str) -> None:
    """A tag's span is exact for every kind of line end, entity and astral character before it."""
    source = f"<p>é😀 &amp;{newline}{newline}x</p>{newline}<figure>{newline}<img src=a>{newline}</figure>{newline}end"
    figure = read(source).find("figure")
    span = span_of(figure)  # type: ignore[arg-type]
    assert span is not None
    assert source[slice(*span)] == f"<figure>{newline}<img src=a>{newline}</figure>"


def test_unclosed_elements_reach_to_the_end_of_what_they_hold() -> None:
    """An element whose end tag is missing spans its last child."""
    source = "<div><figure><img src=a><figcaption>c</figcaption></div><p>x"
    span = span_of(read(source).find("figure"))  # type: ignore[arg-type]
    assert span is not None
    assert source[slice(*span)] == "<figure><img src=a><figcaption>c</figcaption>"


def test_links_between_nodes_are_whole() -> None:
    """Searching, walking and reading text work as on any BeautifulSoup."""
    soup = read("<div><p>one <b>two</b> <i>three</i></p><ul><li>four</li></ul></div>")
    assert [t.name for t in soup.find_all(True)] == ["html", "head", "body", "div", "p", "b", "i", "ul", "li"]
    assert soup.get_text() == "one two threefour"
    assert soup.select_one("div > ul li") is not None
    found = soup.find("li")
    assert found is not None
    assert found.find_previous("b") is not None


def test_what_cannot_hold_media_is_left_out() -> None:
    """Style sheets, drawings and silent scripts are not in the soup; data scripts are."""
    soup = read("<style>a{}</style><script>var a=1</script><script type='application/ld+json'>{}</script><svg><path d=1></svg>")
    assert [t.name for t in soup.find_all(True)] == ["html", "head", "script", "body"]


def test_a_formatting_bomb_keeps_its_offsets() -> None:
    """Formatting tags that would be cloned into every block are blanked, and what follows is still found in place."""
    source = "<b><i><u>" * 1000 + "<p>x" * 3000 + "<iframe src=a></iframe>"
    span = span_of(read(source).find("iframe"))  # type: ignore[arg-type]
    assert span is not None
    assert source[slice(*span)] == "<iframe src=a></iframe>"


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (b"\xef\xbb\xbf<p>\xc3\xa9", "utf-8"),
        ("\ufeff<p>é".encode("utf-16-le"), "utf-16-le"),
        (b"<meta charset=windows-1252><p>\x80", "windows-1252"),
        (b"<meta charset=iso-8859-1><p>\x80", "windows-1252"),
        (b"<meta charset=shift_jis><p>\x93\xfa\x96\x7b", "cp932"),
        (b"<p>\xc3\xa9", "utf-8"),
        (b"<p>caf\xe9", "windows-1252"),
        (b"<meta charset=rot13><p>x", "utf-8"),
    ],
)
def test_bytes_are_decoded_as_a_browser_would(data: bytes, codec: str) -> None:
    """Byte-order mark, then the declared charset, then UTF-8, then windows-1252; encoding again gives the same bytes."""
    text, used = decode(data)
    assert used == codec
    assert text.encode(used) == data


def test_lone_surrogates_are_replaced_in_place() -> None:
    """Text that cannot be encoded is made encodable, and offsets stay."""
    assert scrub("a\ud800b") == "a\ufffdb"


def test_a_parsed_document_is_freed_at_once() -> None:
    """Nothing of its soup waits for the collector of cycles, nor of a placeholder's that was decoded."""
    inner = "<iframe src='https://www.youtube.com/embed/aaaaaaaaaaa'></iframe>".replace("<", "&lt;")
    source = f'<article><p>{"A story. " * 30}</p><div data-consent-embed="{inner}"></div><figure><img src="/a.jpg"><figcaption>A bridge</figcaption></figure></article>'
    parse(source)
    gc.collect()
    gc.disable()
    try:
        assert [block.kind for block in parse(source)] == ["video", "photo"]
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        assert not [one for one in gc.garbage if isinstance(one, Tag)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
