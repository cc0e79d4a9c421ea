"""The elements of a soup in document order, on the engine's tree: most are looked at without being grown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, Final

import turbohtml
from bs4.element import Tag

from embedkit.soup.keep import DEPTH
from embedkit.soup.tag import Sought, SourceTag
from embedkit.story import Story

_MANY: Final = 2_000
"""Elements of a document from which what each holds is told once for all: the engine looks through all below for each."""


class Elements:
    """One walk over the elements of a soup. The methods speak of the element that the iteration gave last."""

    def __init__(self, soup: Sought) -> None:
        self.growth = soup._growth
        self._nodes = self.growth.elements()
        self._extents = _Extents(self._nodes) if soup._is_partial or len(self._nodes) > _MANY else None
        self._at, self._next, self._end_of_body = -1, 0, -1
        self._skips: dict[int, int] = {}
        self._node: Any = None

    def __iter__(self) -> Iterator[Any]:
        nodes, skips = self._nodes, self._skips
        while self._next < len(nodes):
            at = self._at = self._next
            if at in skips or (self._extents is not None and self._extents.depths[at] > DEPTH):
                self._next = skips.get(at) or self._end(at)
                continue
            self._next = at + 1
            self._node = nodes[at]
            yield self._node

    @property
    def attrs(self) -> Mapping[str, Any]:
        """The element's attributes."""
        tag = self.growth.tags.get(self._node)
        known = tag.__dict__.get("attrs") if tag is not None else None  # a profile may have told more
        return known if known is not None else self._node.attrs  # type: ignore[no-any-return]

    @property
    def is_kept(self) -> bool:
        """True for an element that a site names: it is grown whatever it is."""
        return self._node in self.growth.kept

    @property
    def is_flat(self) -> bool:
        """True for a long paragraph whose links are prose: what it holds is not grown."""
        return self.growth.is_flat(self._node)

    def tag(self, words: str) -> SourceTag | None:
        """The element's tag, which is told its `words`; None for one that the soup leaves out."""
        tag = self.growth.tag(self._node)
        if tag is not None:
            tag.__dict__.setdefault("_words", words)
        return tag

    def is_or_holds(self, names: frozenset[str]) -> bool:
        """True for an element of one of these names, and for one that holds such an element."""
        if self._node.tag in names:
            return True
        holds = self._node.find(list(names)) is not None if self._extents is None else self._extents.holds(self._at, names)
        return holds and not self.is_flat

    def begins(self, beginnings: tuple[str, ...], nodes: int) -> bool:
        """True where the first words among so many nodes in the element begin so."""
        for node in islice(self._node.descendants, nodes):
            if type(node) is turbohtml.Text and (words := node.data.lstrip()):
                return words.startswith(beginnings)
        return False

    def is_within(self, story: Story[Any]) -> bool:
        """True in the story's body and lead, and around them. To be asked of each element that is not skipped."""
        if self._at < self._end_of_body:
            return True
        if self._node == story.body:
            self._end_of_body = self._end(self._at)
            return True
        return self._node in story.path or self._node in story.lead

    def skip(self) -> None:
        """Goes on behind all that the element holds."""
        self._next = max(self._next, self._end(self._at))

    def claim(self, tags: Iterable[Tag]) -> None:
        """Passes over these elements and all that they hold, wherever the walk is."""
        for tag in tags:
            at = self._places.get(tag._node, -1) if isinstance(tag, SourceTag) else -1
            if at > self._at:
                self._skips[at] = self._end(at)
            elif at >= 0:
                self._next = max(self._next, self._end(at))

    @cached_property
    def _places(self) -> dict[Any, int]:
        return {node: at for at, node in enumerate(self._nodes)}

    def _end(self, at: int) -> int:
        return at + 1 + len(self._nodes[at].find_all()) if self._extents is None else self._extents.ends[at]


class _Extents:
    """Where each element of a list ends in the list, and how deep it stands."""

    def __init__(self, nodes: Sequence[Any]) -> None:
        self._nodes = nodes
        self._named: dict[frozenset[str], list[int]] = {}
        places = {node: at for at, node in enumerate(nodes)}
        holders = [places.get(node.parent, -1) for node in nodes]
        self.ends = list(range(1, len(nodes) + 1))
        for at in range(len(nodes) - 1, -1, -1):
            holder = holders[at]
            if holder >= 0 and self.ends[holder] < self.ends[at]:
                self.ends[holder] = self.ends[at]
        self.depths: list[int] = []
        for holder in holders:
            self.depths.append(self.depths[holder] + 1 if holder >= 0 else 0)

    def holds(self, at: int, names: frozenset[str]) -> bool:
        """True where an element of one of these names stands below the one at this place."""
        if names not in self._named:
            self._named[names] = [place for place, node in enumerate(self._nodes) if node.tag in names]
        places = self._named[names]
        after = bisect_right(places, at)
        return after < len(places) and places[after] < self.ends[at]


__all__ = ["Elements"]
