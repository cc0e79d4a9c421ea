"""Grows a BeautifulSoup from the engine's tree, each tag when it is asked for: the story and what tells of the page, or all that can hold media."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final, Protocol

import turbohtml
from bs4.builder import HTMLTreeBuilder
from bs4.element import PageElement, Tag

from embedkit.soup.keep import DEPTH, INLINE, MEDIA, PROSE, is_kept, tamed
from embedkit.soup.links import SCRIPTS, SourceComment, SourceScript, SourceText, linked, text
from embedkit.soup.named import Named, body_of, cut, kept_of
from embedkit.soup.origin import Origin
from embedkit.soup.outline import outline
from embedkit.soup.tag import SourceSoup, SourceTag
from embedkit.story import Story

LEAVES: Final = frozenset(("title", "h1", "script", "meta", "link", "base"))
OF_PAGE: Final = LEAVES | {"head"}
"""Elements outside the story that tell of the page as a whole."""
_EMPTY: Final = frozenset(HTMLTreeBuilder.DEFAULT_EMPTY_ELEMENT_TAGS or ())
_CONTAINERS: Final = HTMLTreeBuilder.DEFAULT_STRING_CONTAINERS
_UNKNOWN: Final = object()


class Choice(Protocol):
    """Which parts of a document are grown."""

    def takes(self, node: Any) -> bool | None:
        """Whether a child of an element that is not grown as a whole is itself: as a whole (True), in part (False), or not at all (None)."""

    def elements(self, document: Any) -> Iterable[Any]:
        """The elements of a document among which all are that it takes, in document order."""


class EngineBuilder(HTMLTreeBuilder):
    """bs4 tree builder on a WHATWG parser in C.

    It grows all that can hold media; with `measured`, of that only the story (body, lead, the elements around them), which
    it leaves in `story`, unless it shall grow the `whole`; `named` is what a site names of its markup.
    """

    NAME = "embedkit"
    features = ("embedkit",)
    TRACKS_LINE_NUMBERS = False

    def __init__(self, source: str, *, measured: bool = False, whole: bool = False, named: Named | None = None) -> None:
        super().__init__()
        self.source, self.measured, self.whole, self.named = source, measured, whole, named
        self.story: Story[Any] | None = None

    def feed(self, markup: Any) -> None:
        document, length = document_of(self.source)
        container, kept = None, frozenset[Any]()
        if self.named is not None:
            cut(document, self.named)
            container, kept = body_of(document, self.named), kept_of(document, self.named)
        if self.measured:
            self.story = Story(outline(document, length), container)
        body = self.story.body if self.story is not None and not self.whole else None
        choice = None if self.story is None or body is None else _Within(body, self.story.lead)
        if isinstance(self.soup, SourceSoup):
            self.soup.rooted(Growth(self.soup, Origin(self.source, document), choice, kept))

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Any:
        yield markup, None, None, False

    def test_fragment_to_document(self, fragment: str) -> str:
        return fragment


def document_of(source: str) -> tuple[Any, int]:
    """The engine's tree of a source, and how many characters it read."""
    text = tamed(source.replace("\r\n", "\n") if "\r" in source else source)
    return turbohtml.parse(text, source_locations=True, allow_declarative_shadow_roots=False), len(text)


class _Within:
    """The way from the root to the story, the story, and what tells of the page."""

    def __init__(self, body: Any, lead: Iterable[Any]) -> None:
        self.path = set(body.ancestors)
        self.whole = {body}
        for node in lead:
            if node not in self.path:
                top = node
                while (parent := top.parent) is not None and parent not in self.path and parent not in self.whole:
                    top = parent
                self.whole.add(top)

    def takes(self, node: Any) -> bool | None:
        """True for the story, False for what is around it."""
        if node in self.whole:
            return True
        return False if type(node) is turbohtml.Element and (node in self.path or node.tag in OF_PAGE) else None

    def elements(self, document: Any) -> Iterable[Any]:
        """All: what is outside the story is passed over at once."""
        return document.find_all()  # type: ignore[no-any-return]


class Growth:
    """The tags of one soup by the engine's nodes: each is made when it is first asked for, with those around it."""

    def __init__(self, soup: SourceSoup, origin: Origin, choice: Choice | None = None, kept: frozenset[Any] = frozenset()) -> None:
        self.soup, self.origin, self.choice, self.kept = soup, origin, choice, kept
        self.tags: dict[Any, SourceTag | None] = {}
        self._flat: dict[Any, bool] = {}

    def tag(self, node: Any) -> SourceTag | None:
        """The tag of an element of the engine's tree; None where the soup does not hold it."""
        known: Any = self.tags.get(node, _UNKNOWN)
        if known is not _UNKNOWN:
            return known  # type: ignore[no-any-return]
        way, holder = [node], node.parent
        parent: SourceSoup | SourceTag | None = None
        while holder is not None:
            if type(holder) is not turbohtml.Element:  # the document, or the fragment that a template holds
                parent = self.soup if holder == self.origin.document else None
                break
            known = self.tags.get(holder, _UNKNOWN)
            if known is not _UNKNOWN:
                parent = known
                break
            if holder.tag == "p" and self.is_flat(holder):  # so that the paragraph itself need not be grown
                break
            way.append(holder)
            holder = holder.parent
        tag: SourceTag | None = None
        for each in reversed(way):
            tag = self.tags[each] = self._grown(parent, each) if parent is not None else None
            parent = tag
        return tag

    def contents(self, tag: Any) -> list[PageElement]:
        """What an element of the soup holds."""
        if tag.name == "script":
            return linked([text(SourceScript, tag._node.text, tag)])
        if tag.name == "p" and self.is_flat(tag._node):
            return linked([text(SourceText, tag._node.text, tag)])
        whole, found = tag._whole, list[PageElement]()
        for node in tag._node.children:
            kind = type(node)
            if kind is turbohtml.Element:
                known: Any = self.tags.get(node, _UNKNOWN)
                if known is _UNKNOWN:
                    known = self.tags[node] = self._grown(tag, node)
                if known is not None:
                    found.append(known)
            elif kind is turbohtml.Text and (whole or self._is_taken(node)):
                said = _said(node.data, found)
                if said:
                    found.append(text(SourceText, said, tag))
            elif kind is turbohtml.Comment and (whole or self._is_taken(node)) and node.data.lstrip().startswith(("wp:", "/wp:")):
                found.append(text(SourceComment, node.data, tag))
        return linked(found)

    def _is_taken(self, node: Any) -> bool:
        return self.choice is not None and self.choice.takes(node) is True

    def _grown(self, parent: Any, node: Any) -> SourceTag | None:
        """The tag of an element that stands in a tag of the soup; None where it is left out."""
        whole: bool | None = parent._whole
        if not whole:
            whole = self.choice.takes(node) if self.choice is not None else None
            if whole is None:
                return None
        name, depth = node.tag, parent._depth
        if depth >= DEPTH or not (is_kept(name, node) or node in self.kept) or (parent.name == "p" and self.is_flat(parent._node)):
            return None
        tag = SourceTag(name, node, parent, self)
        tag._depth = depth + 1
        if not whole and name not in LEAVES:
            tag._whole, tag._is_partial = False, self.soup._is_partial
        if name in _EMPTY:
            tag.can_be_empty_element = True
        elif name in _CONTAINERS:
            tag.interesting_string_types = SCRIPTS if name == "script" else {_CONTAINERS[name]}
        return tag

    def is_flat(self, node: Any) -> bool:
        """True for a long paragraph without media: its text is kept as one string, as the links in it are prose."""
        if node.tag != "p":
            return False
        known = self._flat.get(node)
        if known is None:
            long = len(node.text) >= PROSE and node not in self.kept and node.find(MEDIA) is None
            known = self._flat[node] = long and not _is_in_caption(node)
        return known

    def let_go(self) -> None:
        """Takes apart all that was grown, which would else wait for the collector of cycles: nobody looks at it any more."""
        tags: list[Any] = [self.soup, *filter(None, self.tags.values())]
        for tag in tags:
            for child in tag.__dict__.get("contents", ()):
                if type(child) is not SourceTag:
                    child.__dict__.clear()
        for tag in tags:
            tag.__dict__.clear()
        self.tags.clear()

    def elements(self) -> list[Any]:
        """The engine's elements that this soup may hold, in document order, and others."""
        document = self.origin.document
        return list(self.choice.elements(document) if self.choice is not None else document.find_all())


def _said(data: str, before: list[PageElement]) -> str:
    """Words as the soup keeps them: white space alone only where it parts words."""
    if not data.isspace():
        return data
    last = before[-1] if before else None
    return "" if last is None or (isinstance(last, Tag) and last.name not in INLINE) else " "


def _is_in_caption(node: Any) -> bool:
    """A long caption keeps its elements: one of them may be the credit."""
    return any(type(around) is turbohtml.Element and around.tag in ("figcaption", "figure") for around in islice(node.ancestors, 5))


__all__ = ["LEAVES", "OF_PAGE", "Choice", "EngineBuilder", "Growth", "document_of"]
