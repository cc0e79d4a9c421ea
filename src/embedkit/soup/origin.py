"""From the engine's offsets back to the source that the caller gave."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

import turbohtml

from embedkit.models import Span

_LOOKS = 20_000
"""Elements that are looked through for ends of single elements, before all ends are told in one pass."""


class Origin:
    """Maps the engine's offsets (newlines folded) back to the source that the caller gave."""

    def __init__(self, source: str, document: Any) -> None:
        self.document = document
        self.folds = [m.start() for m in re.finditer("\r\n", source)] if "\r" in source else []
        self.shifted = [at - n for n, at in enumerate(self.folds)]
        self._looks = _LOOKS
        self._ends: dict[Any, int] | None = None

    def at(self, offset: int) -> int:
        return offset + bisect_right(self.shifted, offset - 1) if self.shifted else offset

    def span(self, node: Any) -> Span | None:
        place = node.source_location
        if place is None:
            return self._held(node)
        end = place.end_tag.end_offset if place.end_tag else self._last_end(node)
        return self.at(place.start_tag.start_offset), self.at(end)

    def _held(self, node: Any) -> Span | None:
        """From the first element that an element without a place holds to the end of the last."""
        first = next((inner for inner in node.iter_elements() if inner.source_location is not None), None)
        return None if first is None else (self.at(first.source_location.start_tag.start_offset), self.at(self._last_end(node)))

    def _last_end(self, node: Any) -> int:
        """Where the last element ends that an element holds, or its own start tag.

        Elements without end tags hold each other, a thousand deep: what is looked through for one alone is bounded, then all are
        told at once.
        """
        if self._ends is None and self._looks > 0:
            inside = [node, *node.find_all()]
            self._looks -= len(inside)
            return max(map(_own_end, inside))
        if self._ends is None:
            self._ends = _ends_below(self.document)
        return self._ends[node]


def _own_end(node: Any) -> int:
    place = node.source_location
    return (place.end_tag or place.start_tag).end_offset if place is not None else 0


def _ends_below(document: Any) -> dict[Any, int]:
    """For each element of a document, where the last of those ends that it holds."""
    ends: dict[Any, int] = {}
    for node in reversed(document.find_all()):
        end = ends[node] = max(_own_end(node), ends.get(node, 0))
        holder = node.parent if isinstance(node.parent, turbohtml.Element) else node.parent.parent  # a template holds a fragment
        if holder is not None and ends.get(holder, 0) < end:
            ends[holder] = end
    return ends


__all__ = ["Origin"]
