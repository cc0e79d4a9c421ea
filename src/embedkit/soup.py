"""The engine room: a WHATWG parse in C, then a BeautifulSoup of only the parts that can hold media.

turbohtml stays behind this module, so that the engine can be exchanged. What comes out is plain bs4: rules can be
tried on any `BeautifulSoup(snippet)`. Each tag made here also knows where it stands in the source (`span`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, Final

import turbohtml
from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import Comment, NavigableString, PageElement, Script, Tag

from embedkit.models import Span

_DROPPED: Final = frozenset(
    "nav style svg math option select optgroup datalist canvas map area dialog progress meter frameset frame".split()
)
_INLINE: Final = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split()
)
_MEDIA: Final = ["img", "iframe", "video", "audio", "embed", "object", "script", "blockquote", "picture", "source", "template", "oembed"]
_DATA_SCRIPT: Final = re.compile(r"json|template|text/(?:html|plain)|x-", re.I)
# Inline calls that set up a player, and the state objects of page frameworks.
_SPEAKING_SCRIPT: Final = re.compile(
    r"jwplayer\(|kWidget|OO\.Player|createExperiences|DM\.player|YT\.Player|\$bp\(|bridPlayStack|"
    r"__APOLLO_STATE__|__NUXT__|__next_f|globalContent|__PRELOADED_STATE__|__INITIAL_STATE__|__NEXT_DATA__"
)
_META_NAMES: Final = re.compile(r"^(?:og:|twitter:|article:)|embedurl|contenturl|thumbnailurl|duration|name|uploaddate", re.I)
_PROSE: Final = 200
"""A paragraph of so many characters without media inside is kept as one string: its links are prose, not embeds."""

_FORMATTING: Final = re.compile(r"</?(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])[^<>]*>?", re.I)
_FORMATTING_BOUND: Final = 1_000_000
_DEPTH: Final = 500


class SourceTag(Tag):
    """A bs4 tag that remembers its place in the source."""

    _node: Any = None
    _origin: _Origin | None = None

    @property
    def span(self) -> Span | None:
        """Character offsets of the element in the source, from its `<` to the end of its end tag.

        An element that the source never closed reaches to the end of what it holds. None for elements that the parser
        implied or cloned: they do not stand in the source.
        """
        return self._origin.span(self._node) if self._origin else None


class _Origin:
    """Maps the engine's offsets (newlines folded) back to the source that the caller gave."""

    def __init__(self, source: str) -> None:
        self.folds = [m.start() for m in re.finditer("\r\n", source)]
        self.shifted = [at - n for n, at in enumerate(self.folds)]

    def at(self, offset: int) -> int:
        return offset + bisect_right(self.shifted, offset - 1) if self.shifted else offset

    def span(self, node: Any) -> Span | None:
        place = node.source_location
        if place is None:
            return None
        end = place.end_tag.end_offset if place.end_tag else self._last_end(node, place.start_tag.end_offset)
        return self.at(place.start_tag.start_offset), self.at(end)

    @staticmethod
    def _last_end(node: Any, end: int) -> int:
        for inner in node.find_all():
            place = inner.source_location
            if place is not None:
                end = max(end, (place.end_tag or place.start_tag).end_offset)
        return int(end)


class EngineBuilder(HTMLTreeBuilder):
    """bs4 tree builder that keeps what can hold media: see the module's docstring."""

    NAME = "embedkit"
    features = ("embedkit",)
    TRACKS_LINE_NUMBERS = False

    def feed(self, markup: Any) -> None:
        source = str(markup)
        _Growth(self.soup, self, _Origin(source)).grow(turbohtml.parse(
            _flattened(source.replace("\r\n", "\n")), source_locations=True, allow_declarative_shadow_roots=False))  # fmt: skip

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Any:
        yield markup, None, None, False

    def test_fragment_to_document(self, fragment: str) -> str:
        return fragment


def read(source: str) -> BeautifulSoup:
    """The parts of an HTML document that can hold media, as a soup whose tags know their spans. Never raises."""
    return BeautifulSoup(source, builder=EngineBuilder())


def span_of(tag: Tag) -> Span | None:
    """Where the tag stands in the source, or None for a tag that was not made by `read`."""
    return tag.span if isinstance(tag, SourceTag) else None


class _Growth:
    """One pass over the engine's tree that grows bs4 nodes, links kept in document order."""

    def __init__(self, soup: Any, builder: EngineBuilder, origin: _Origin) -> None:
        self.soup, self.builder, self.origin = soup, builder, origin
        self.last: PageElement = soup

    def grow(self, document: Any) -> None:
        stack: list[tuple[Tag, Any, int]] = [(self.soup, child, 0) for child in reversed(document.children)]
        while stack:
            parent, node, depth = stack.pop()
            if type(node) is turbohtml.Element:
                tag = self._tag(parent, node) if depth < _DEPTH else None
                if tag is not None:
                    stack += [(tag, child, depth + 1) for child in reversed(self._children(tag, node))]
            elif type(node) is turbohtml.Text:
                self._text(parent, node.data)
            elif type(node) is turbohtml.Comment and node.data.lstrip().startswith(("wp:", "/wp:")):
                self._attach(parent, Comment(node.data))

    def _tag(self, parent: Tag, node: Any) -> Tag | None:
        name = node.tag
        if name in _DROPPED or (name in ("script", "meta", "input", "link", "base") and not _speaks(name, node)):
            return None
        tag = SourceTag(self.soup, self.builder, name)
        tag.attrs = _attributes(node)
        tag._node, tag._origin = node, self.origin
        self._attach(parent, tag)
        return tag

    def _children(self, tag: Tag, node: Any) -> Any:
        if tag.name == "script":
            self._attach(tag, Script(node.text))
            return ()
        if tag.name == "p" and len(text := node.text) >= _PROSE and node.find(_MEDIA) is None:
            self._attach(tag, NavigableString(text))
            return ()
        return node.children

    def _text(self, parent: Tag, data: str) -> None:
        if data.isspace():
            before = parent.contents[-1] if parent.contents else None
            if before is None or (isinstance(before, Tag) and before.name not in _INLINE):
                return
            data = " "
        self._attach(parent, NavigableString(data))

    def _attach(self, parent: Tag, child: Any) -> None:
        siblings = parent.contents
        before = siblings[-1] if siblings else None
        child.parent, child.previous_element, child.next_element = parent, self.last, None
        child.previous_sibling, child.next_sibling = before, None
        if before is not None:
            before.next_sibling = child
        self.last.next_element = child
        siblings.append(child)
        self.last = child


def _attributes(node: Any) -> dict[str, Any]:
    attrs: dict[str, Any] = node.attrs.copy()
    return {name: value or "" for name, value in attrs.items()} if None in attrs.values() else attrs


def _speaks(name: str, node: Any) -> bool:
    attrs = node.attrs
    if name == "base":
        return bool(attrs.get("href"))
    if name == "link":
        return "canonical" in str(attrs.get("rel", ""))
    if name == "input":
        return str(attrs.get("type", "")).lower() in ("radio", "checkbox")
    if name == "meta":
        said = attrs.get("property") or attrs.get("name") or attrs.get("itemprop") or ""
        return bool(_META_NAMES.search(said if isinstance(said, str) else " ".join(said)))
    if attrs.get("src"):
        return True
    kind = attrs.get("type")
    return bool(
        (kind and _DATA_SCRIPT.search(str(kind))) or _SPEAKING_SCRIPT.search(node.text) or any(a.startswith("data-") for a in attrs)
    )


def _flattened(text: str) -> str:
    """Blanks formatting tags where cloning them into every block would cost more than about 150 MB. Offsets stay.

    Conforming parsers reopen up to 512 unclosed formatting elements in each block (HTML standard, 13.2.4.3); the bound is on
    formatting start tags times tags, and ordinary pages stay at half of it or less.
    """
    tags = text.count("<")
    if tags < 2_000:
        return text
    opened = sum(1 for m in _FORMATTING.finditer(text) if text[m.start() + 1] != "/")
    if min(512, opened) * tags <= _FORMATTING_BOUND:
        return text
    return _FORMATTING.sub(lambda m: " " * len(m[0]), text)


__all__ = ["EngineBuilder", "SourceTag", "read", "span_of"]
