"""Where an element stands among the paragraphs of a story, in document order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import takewhile

from bs4.element import NavigableString, Tag

LONG = 80
"""Characters from which a run of text counts as prose."""
_NO_PROSE = frozenset(("a", "nav", "footer", "aside", "figcaption", "form", "figure", "script", "template", "ul", "ol", "table"))
_MOST = 0.8
"""The core of a story is the deepest element with this share of its prose."""


class Prose:
    """The prose of one body, measured in one pass; what links and boxes apart say is none."""

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

    def _measure(self, is_apart: Callable[[Tag], bool]) -> None:
        counted, apart = 0, set[int]()
        for node in self.body.descendants:
            if isinstance(node, Tag):
                self._before[id(node)] = counted
                if id(node.parent) in apart or node.name in _NO_PROSE or is_apart(node):
                    apart.add(id(node))
            elif type(node) is NavigableString and len(node) >= LONG and id(node.parent) not in apart:
                counted += len(node)
                for around in takewhile(lambda parent: parent is not self.body, node.parents):
                    self._within[id(around)] += len(node)
        self._within[id(self.body)] = counted

    def _deepest(self) -> Tag:
        core, enough = self.body, _MOST * self._within[id(self.body)]
        while (inner := next((c for c in core.contents if isinstance(c, Tag) and self._within.get(id(c), 0) > enough), None)) is not None:
            core = inner
        return core
