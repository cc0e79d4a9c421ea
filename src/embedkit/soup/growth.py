"""Grows a BeautifulSoup from the engine's tree: the story and what tells of the page, or all that can hold media."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, Final

import turbohtml
from bs4.builder import HTMLTreeBuilder
from bs4.element import Comment, NavigableString, PageElement, Script, Tag

from embedkit.soup.keep import INLINE, MEDIA, PROSE, is_kept, tamed
from embedkit.soup.named import Named, body_of, cut, kept_of
from embedkit.soup.outline import outline
from embedkit.soup.tag import Origin, SourceSoup, SourceTag
from embedkit.story import Story

_DEPTH: Final = 500
LEAVES: Final = frozenset(("title", "h1", "script", "meta", "link", "base"))
OF_PAGE: Final = LEAVES | {"head"}
"""Elements outside the story that tell of the page as a whole."""


class EngineBuilder(HTMLTreeBuilder):
    """bs4 tree builder on a WHATWG parser in C.

    It grows all that can hold media; with `measured`, of that only the story (body, lead, the elements around them), which
    it leaves in `story`, unless it shall grow the `whole`; `named` is what a site names of its markup.
    """

    NAME = "embedkit"
    features = ("embedkit",)
    TRACKS_LINE_NUMBERS = False

    def __init__(self, *, measured: bool = False, whole: bool = False, named: Named | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.measured, self.whole, self.named = measured, whole, named
        self.story: Story[Any] | None = None

    def feed(self, markup: Any) -> None:
        source = str(markup)
        document, length = document_of(source)
        origin = Origin(source, document)
        if isinstance(self.soup, SourceSoup):
            self.soup._node, self.soup._origin = document, origin
        growth, container = Growth(self.soup, self, origin), None
        if self.named is not None:
            cut(document, self.named)
            container = body_of(document, self.named)
            growth = _NamedGrowth(self.soup, self, origin, kept_of(document, self.named))
        if self.measured:
            self.story = Story(outline(document, length), container)
        body = self.story.body if self.story is not None and not self.whole else None
        growth.grow(document, None if self.story is None or body is None else _Within(body, self.story.lead).children)

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Any:
        yield markup, None, None, False

    def test_fragment_to_document(self, fragment: str) -> str:
        return fragment


def document_of(source: str) -> tuple[Any, int]:
    """The engine's tree of a source, and how many characters it read."""
    text = tamed(source.replace("\r\n", "\n") if "\r" in source else source)
    return turbohtml.parse(text, source_locations=True, allow_declarative_shadow_roots=False), len(text)


class _Within:
    """Which children to follow on the way from the root to the story."""

    def __init__(self, body: Any, lead: Iterable[Any]) -> None:
        self.path = set(body.ancestors)
        self.whole = {body}
        for node in lead:
            if node not in self.path:
                top = node
                while (parent := top.parent) is not None and parent not in self.path and parent not in self.whole:
                    top = parent
                self.whole.add(top)

    def children(self, node: Any) -> list[tuple[Any, bool]]:
        """The children of an element around the story that are grown, with whether each is grown as a whole."""
        return [
            (child, child in self.whole)
            for child in node.children
            if type(child) is turbohtml.Element and (child in self.whole or child in self.path or child.tag in OF_PAGE)
        ]


class Growth:
    """One pass over the engine's tree that grows bs4 nodes, links kept in document order."""

    def __init__(self, soup: Any, builder: EngineBuilder, origin: Origin) -> None:
        self.soup, self.builder, self.origin = soup, builder, origin
        self.last: PageElement = soup
        self.keeps = is_kept

    def grow(self, document: Any, chosen: Callable[[Any], list[tuple[Any, bool]]] | None, *, partial: bool = False) -> None:
        """Grows the children of the document that are `chosen` (None: all); `partial` marks those that are not grown as a whole."""
        whole = chosen is None
        top = chosen(document) if chosen is not None and partial else [(child, whole) for child in document.children]
        stack: list[tuple[Tag, Any, int, bool]] = [(self.soup, child, 0, entire) for child, entire in reversed(top)]
        while stack:
            parent, node, depth, whole = stack.pop()
            kind = type(node)
            if kind is turbohtml.Element:
                tag = self._tag(parent, node) if depth < _DEPTH else None
                if tag is None:
                    continue
                depth += 1
                if chosen is not None and not whole and tag.name not in LEAVES:
                    tag._is_partial = partial
                    stack += [(tag, child, depth, entire) for child, entire in reversed(chosen(node))]
                else:
                    stack += [(tag, child, depth, True) for child in reversed(self._children(tag, node))]
            elif kind is turbohtml.Text:
                self._text(parent, node.data)
            elif kind is turbohtml.Comment and node.data.lstrip().startswith(("wp:", "/wp:")):
                self._attach(parent, Comment(node.data))

    def _tag(self, parent: Tag, node: Any) -> SourceTag | None:
        name = node.tag
        if not self.keeps(name, node):
            return None
        attrs = node.attrs.copy()
        if None in attrs.values():
            attrs = {key: value or "" for key, value in attrs.items()}
        tag = self.origin.grown[node] = SourceTag(name, attrs, node, self.origin)
        if name in (self.builder.empty_element_tags or ()):
            tag.can_be_empty_element = True
        elif name in self.builder.string_containers:
            tag.interesting_string_types = {self.builder.string_containers[name]}
        self._attach(parent, tag)
        return tag

    def _children(self, tag: Tag, node: Any) -> Sequence[Any]:
        if tag.name == "script":
            self._attach(tag, Script(node.text))
            return ()
        if tag.name == "p" and len(text := node.text) >= PROSE and node.find(MEDIA) is None and not _is_in_caption(tag):
            self._attach(tag, NavigableString(text))
            return ()
        return node.children  # type: ignore[no-any-return]

    def _text(self, parent: Tag, data: str) -> None:
        if data.isspace():
            before = parent.contents[-1] if parent.contents else None
            if before is None or (isinstance(before, Tag) and before.name not in INLINE):
                return
            data = " "
        self._attach(parent, NavigableString(data))

    def _attach(self, parent: Tag, child: PageElement) -> None:
        siblings = parent.contents
        before = siblings[-1] if siblings else None
        child.parent, child.previous_element, child.next_element = parent, self.last, None
        child.previous_sibling, child.next_sibling = before, None
        if before is not None:
            before.next_sibling = child
        self.last.next_element = child
        siblings.append(child)
        self.last = child


class _NamedGrowth(Growth):
    """The same, with what a site names."""

    def __init__(self, soup: Any, builder: EngineBuilder, origin: Origin, kept: frozenset[Any]) -> None:
        super().__init__(soup, builder, origin)
        self.kept = kept
        self.keeps = lambda name, node: node in kept or is_kept(name, node)

    def _children(self, tag: Tag, node: Any) -> Sequence[Any]:
        return node.children if tag.name == "p" and node in self.kept else super()._children(tag, node)


def _is_in_caption(tag: Tag) -> bool:
    """A long caption keeps its elements: one of them may be the credit."""
    return any(parent.name in ("figcaption", "figure") for parent in islice(tag.parents, 5))


__all__ = ["EngineBuilder"]
