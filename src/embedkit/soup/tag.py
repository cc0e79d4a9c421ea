"""A bs4 tag that knows where it stands in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable
from typing import Any

from bs4.element import Tag

from embedkit.models import Span


class SourceTag(Tag):
    """A bs4 tag that remembers its place in the source."""

    _node: Any = None
    _origin: Origin | None = None

    @property
    def span(self) -> Span | None:
        """Character offsets of the element in the source, from its `<` to the end of its end tag.

        An element that the source never closed reaches to the end of what it holds. None for elements that the parser
        implied or cloned: they do not stand in the source.
        """
        return self._origin.span(self._node) if self._origin else None


class Origin:
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


def span_of(tag: Tag) -> Span | None:
    """Where the tag stands in the source, or None for a tag that was not made from one."""
    return tag.span if isinstance(tag, SourceTag) else None


def key_of(tag: Tag) -> Hashable:
    """What stands for the element in a `Story`: the engine's node, or the identity of a caller's own tag."""
    return tag._node if isinstance(tag, SourceTag) else id(tag)


__all__ = ["Origin", "SourceTag", "key_of", "span_of"]
