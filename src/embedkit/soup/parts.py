"""A very large document, grown part by part: a soup of all of it would take many times its size.

Each part is a soup of its own: the elements on the way from the root, what tells of the page, and a run of neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import turbohtml
from bs4 import BeautifulSoup

from embedkit.soup.growth import LEAVES, OF_PAGE, EngineBuilder, Growth, document_of
from embedkit.soup.keep import DEPTH
from embedkit.soup.origin import Origin
from embedkit.soup.outline import outline
from embedkit.soup.tag import SourceSoup
from embedkit.story import Story

_NODES = 20_000
"""Elements of a part, about."""
_DEEP = 60
"""Levels down to which elements that are larger than a part are taken apart."""


class Part(NamedTuple):
    """A soup of a part, the measure of the whole document's story, and where the part begins and ends in the source."""

    soup: BeautifulSoup
    story: Story[Any]
    start: int
    end: int


def read_parts(source: str, *, everywhere: bool) -> Iterator[Part]:
    """The parts of a document in order; of the story, or with `everywhere` of all. A part is emptied when the next is asked for."""
    document, length = document_of(source)
    origin = Origin(source, document)
    story = Story(outline(document, length))
    top = document if everywhere or story.body is None else story.body
    chosen: _Lead | _Run | None = None if top is document else _Lead(story)
    start = 0
    for holder, run in _runs(top, 0):
        place = next((child.source_location for child in run if child.source_location is not None), None)
        begin = start if place is None or chosen is None else max(start, origin.at(place.start_tag.start_offset))
        if chosen is not None:
            yield from _grown(origin, story, chosen, start, begin)
        chosen, start = _Run(holder, run), begin
    if chosen is not None:
        yield from _grown(origin, story, chosen, start, len(source))


def _grown(origin: Origin, story: Story[Any], chosen: _Lead | _Run, start: int, end: int) -> Iterator[Part]:
    soup = SourceSoup("", builder=EngineBuilder(""))
    growth = Growth(soup, origin, chosen)
    soup.rooted(growth, partial=True)
    yield Part(soup, story, start, end)
    growth.let_go()


class _Lead:
    """What leads to the story, and the story's body without anything in it."""

    def __init__(self, story: Story[Any]) -> None:
        self.path = {story.body, *story.path}
        self.lead, self.body = story.lead, story.body

    def takes(self, node: Any) -> bool | None:
        """True for the lead, False for what is around it and what tells of the page."""
        if type(node) is not turbohtml.Element or node.parent == self.body:
            return None
        if node in self.lead:
            return True
        return False if node in self.path or node.tag in OF_PAGE else None

    def elements(self, document: Any) -> Iterator[Any]:
        """The way to the story, with the lead."""
        return (node for node in _before(document, self.body) if node in self.path or node in self.lead)


class _Run:
    """A run of neighbours below one element, and the way to it."""

    def __init__(self, holder: Any, run: list[Any]) -> None:
        self.holder, self.run, self._ordered = holder, frozenset(run), run
        around = [holder, *islice(holder.ancestors, DEPTH + 1)]
        self._levels = DEPTH - len(around)
        self.path = set(around)

    def takes(self, node: Any) -> bool | None:
        """True for the run, False for what is around it and what tells of the page."""
        if node.parent == self.holder:
            return True if node in self.run else None
        if type(node) is not turbohtml.Element:
            return None
        return False if node in self.path or node.tag in LEAVES or node.tag == "head" else None

    def elements(self, document: Any) -> Iterator[Any]:
        """The way to the run, and all that it holds."""
        if self._levels < 0:
            return
        yield from (node for node in (*reversed([*self.holder.ancestors]), self.holder) if type(node) is turbohtml.Element)
        for node in self._ordered:
            if type(node) is turbohtml.Element:
                yield from _down(node, self._levels)


def _down(top: Any, levels: int) -> Iterator[Any]:
    """An element and all that it holds, in document order; of one that is larger than a part only so many levels, as nothing below is grown."""
    if _size(top) < _NODES:
        yield top
        yield from top.find_all()
        return
    ways = [iter((top,))]
    while ways:
        node = next(ways[-1], None)
        if node is None:
            ways.pop()
        elif type(node) is turbohtml.Element:
            yield node
            if len(ways) <= levels:
                ways.append(iter(node.children))


def _size(node: Any) -> int:
    """How many elements a node is and holds, at most those of a part."""
    return 1 + sum(1 for _ in islice(node.iter_elements(), _NODES)) if type(node) is turbohtml.Element else 1


def _before(document: Any, body: Any) -> Iterator[Any]:
    """The elements of a document up to one of them."""
    for node in document.iter_elements():
        yield node
        if node == body:
            return


def _runs(holder: Any, depth: int) -> Iterator[tuple[Any, list[Any]]]:
    """The document as runs of neighbours of about as many elements, each with the element that holds it."""
    run: list[Any] = []
    size = 0
    for child in holder.children:
        count = _size(child)
        large = count >= _NODES and depth < _DEEP and child.tag not in LEAVES
        if run and (large or size + count > _NODES):
            yield holder, run
            run, size = [], 0
        if large:
            yield from _runs(child, depth + 1)
        else:
            run.append(child)
            size += count
    if run:
        yield holder, run


__all__ = ["Part", "read_parts"]
