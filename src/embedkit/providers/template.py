"""Texts with fields in braces, read once and filled often."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FIELD = re.compile(r"\{(\w+)\}")
_PARTS = re.compile(r"\[([^\[\]]*)\]")


class Template:
    """A text over values: `{name}` is filled, a part in brackets is left out when one of its values is missing.

    So that parts may be parameters in any number, a question mark or ampersand that is left at the end goes.
    """

    def __init__(self, text: str) -> None:
        pieces = _PARTS.split(text)
        self.text = text
        self.is_constant = "{" not in text and len(pieces) == 1
        found = _FIELD.fullmatch(text)
        self._only = found[1] if found else None
        self._pieces = tuple((piece.format_map, tuple(_FIELD.findall(piece)) if n % 2 else ()) for n, piece in enumerate(pieces) if piece)
        self._optional = frozenset(name for _, needed in self._pieces for name in needed)
        self._least = "".join(pieces[0::2]).rstrip("?&").format_map

    def fill(self, values: Mapping[str, str]) -> str | None:
        """The text with its values; None when one outside brackets is missing."""
        if self._only:
            return values.get(self._only)
        try:
            return self._least(values) if self._optional.isdisjoint(values) else self._in_parts(values)
        except KeyError:
            return None

    def _in_parts(self, values: Mapping[str, str]) -> str:
        told = (write(values) for write, needed in self._pieces if all(map(values.get, needed)))
        return "".join(told).rstrip("?&")
