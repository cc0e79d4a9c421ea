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
from embedkit.soup.outline import outline
from embedkit.soup.tag import Origin, SourceSoup
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
    origin.grown = {}
    soup = SourceSoup("", builder=_PartBuilder(origin, chosen))
    yield Part(soup, story, start, end)
    for tag in (soup, *origin.grown.values()):
        for child in tag.contents:
            child.next_element = child.previous_element = child.next_sibling = child.previous_sibling = child.parent = None
        tag.__dict__.clear()  # or all that was grown would wait for the collector of cycles


class _PartBuilder(EngineBuilder):
    def __init__(self, origin: Origin, chosen: _Lead | _Run) -> None:
        super().__init__()
        self.origin, self.chosen = origin, chosen

    def feed(self, markup: Any) -> None:
        if isinstance(self.soup, SourceSoup):
            self.soup._node, self.soup._origin, self.soup._is_partial = self.origin.document, self.origin, True
        Growth(self.soup, self, self.origin).grow(self.origin.document, self.chosen.children, partial=True)


class _Lead:
    """What leads to the story, and the story's body without anything in it."""

    def __init__(self, story: Story[Any]) -> None:
        self.path = {story.body, *story.path}
        self.lead, self.body = story.lead, story.body

    def children(self, node: Any) -> list[tuple[Any, bool]]:
        """The children of an element that are grown, with whether each is grown as a whole."""
        inside = () if node == self.body else node.children
        elements = (child for child in inside if type(child) is turbohtml.Element)
        return [(child, child in self.lead) for child in elements if child in self.lead or child in self.path or child.tag in OF_PAGE]


class _Run:
    """A run of neighbours below one element, and the way to it."""

    def __init__(self, holder: Any, run: list[Any]) -> None:
        self.holder, self.run = holder, run
        self.path = {holder, *holder.ancestors}

    def children(self, node: Any) -> list[tuple[Any, bool]]:
        """The same, for a run."""
        if node == self.holder:
            return [(child, True) for child in self.run]
        elements = (child for child in node.children if type(child) is turbohtml.Element)
        return [(child, False) for child in elements if child in self.path or child.tag in LEAVES or child.tag == "head"]


def _runs(holder: Any, depth: int) -> Iterator[tuple[Any, list[Any]]]:
    """The document as runs of neighbours of about as many elements, each with the element that holds it."""
    run: list[Any] = []
    size = 0
    for child in holder.children:
        count = 1 + (sum(1 for _ in islice(child.iter_elements(), _NODES)) if type(child) is turbohtml.Element else 0)
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
