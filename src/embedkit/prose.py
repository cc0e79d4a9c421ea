"""Where an element stands among the paragraphs of a story, in document order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import islice, takewhile

from bs4.element import Tag

from embedkit.soup import is_words

LONG = 80
"""Characters from which a run of text counts as prose."""
_NO_PROSE = frozenset(("a", "nav", "footer", "aside", "figcaption", "form", "figure", "script", "template", "ul", "ol", "table"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_CARD = 8
"""Nodes that the box of a card has at most."""
_MOST = 0.8
"""The core of a story is the deepest element with this share of its prose."""


class Prose:
    """The prose of one body, measured in one pass.

    What links and boxes apart say is none, nor is the teaser under the linked heading of a card.
    """

    def __init__(self, body: Tag, is_apart: Callable[[Tag], bool]) -> None:
        self.body = body
        self._before: dict[int, int] = {}
        self._within: dict[int, int] = defaultdict(int)
        self._measure(is_apart)
        self.core = self._deepest()

    def surrounds(self, tag: Tag) -> bool:
        """True for an element of the core that has prose of the core before and after it."""
        before = self._before.get(id(tag))
        if before is None or tag is self.core:
            return False
        start = self._before.get(id(self.core), 0)
        return start < before and before + self._within[id(tag)] < start + self._within[id(self.core)]

    def holds(self, tag: Tag) -> bool:
        """True for an element with prose in it."""
        return self._within.get(id(tag), 0) > 0

    def _measure(self, is_apart: Callable[[Tag], bool]) -> None:
        counted, apart, teased = 0, set[int](), False
        for node in self.body.descendants:
            if isinstance(node, Tag):
                self._before[id(node)] = counted
                teased = teased or _is_teaser_heading(node)
                if id(node.parent) in apart or node.name in _NO_PROSE or is_apart(node):
                    apart.add(id(node))
            elif is_words(node) and len(node) >= LONG and id(node.parent) not in apart:
                if teased:
                    teased = False
                    continue
                counted += len(node)
                for around in takewhile(lambda parent: parent is not self.body, node.parents):
                    self._within[id(around)] += len(node)
        self._within[id(self.body)] = counted

    def _deepest(self) -> Tag:
        core, enough = self.body, _MOST * self._within[id(self.body)]
        while (inner := next((c for c in core.contents if isinstance(c, Tag) and self._within.get(id(c), 0) > enough), None)) is not None:
            core = inner
        return core


def _is_teaser_heading(tag: Tag) -> bool:
    """True for a linked heading in a small box: the cards of a list of posts, not the chapters of a story."""
    return (
        tag.name in _HEADINGS
        and tag.parent is not None
        and len(tag.parent.contents) <= _CARD
        and any(isinstance(node, Tag) and node.name == "a" for node in islice(tag.descendants, _CARD))
    )
