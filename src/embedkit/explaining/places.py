"""Where an element stands, in words: as a selector, with what is around it, by line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from bs4.element import Tag

from embedkit.explaining.model import Place
from embedkit.models import Span
from embedkit.page import ancestors
from embedkit.soup import span_of

_AROUND = 3
"""Elements around one that its path names."""
_CLASSES = 3
_SIMPLE = re.compile(r"[A-Za-z_][\w-]{0,60}")
_FAR = ("body", "html")


class Places:
    """The places of one source."""

    def __init__(self, source: str) -> None:
        self._lines = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", source))]

    def of(self, tag: Tag) -> Place:
        """Where a tag stands."""
        around = [(node.name, node.attrs) for node in ancestors(tag, _AROUND)]
        return self.told(tag.name, tag.attrs, around, span_of(tag))

    def told(self, name: str, attrs: Mapping[str, Any], around: Sequence[tuple[str, Mapping[str, Any]]], span: Span | None) -> Place:
        """The same for an element that is known by its name, attributes and what is around it, nearest first."""
        element = selector(name, attrs)
        named = [selector(*one) for one in reversed(around) if one[0] not in _FAR]
        line, column = self.line(span[0]) if span else (None, None)
        return Place(element=element, path=" > ".join((*named, element)), line=line, column=column, span=span)

    def line(self, at: int) -> tuple[int, int]:
        """Line and column of a character, counted from one."""
        number = bisect_right(self._lines, at)
        return number, at - self._lines[number - 1] + 1


def selector(name: str, attrs: Mapping[str, Any]) -> str:
    """An element as CSS names it: `div#lead.photo.wide`, of its classes the first three."""
    said = attrs.get("class") or ()
    classes = said.split() if isinstance(said, str) else list(said)
    own = str(attrs.get("id") or "")
    shown = [one for one in classes if _SIMPLE.fullmatch(one)][:_CLASSES]
    return "".join((name, f"#{own}" if _SIMPLE.fullmatch(own) else "", *(f".{one}" for one in shown)))


__all__ = ["Places", "selector"]
