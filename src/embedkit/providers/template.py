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
        self._sure = "".join(pieces[0::2])
        self._only = _only_field(text)
        self._pieces = (
            tuple((piece, tuple(_FIELD.findall(piece)), bool(n % 2)) for n, piece in enumerate(pieces)) if len(pieces) > 1 else ()
        )
        self._constant = "{" not in text and not self._pieces

    def fill(self, values: Mapping[str, str]) -> str | None:
        """The text with its values; None when one outside brackets is missing."""
        if self._constant:
            return self._sure
        if self._only:
            return values.get(self._only)
        try:
            if not self._pieces:
                return self._sure.format_map(values)
            told = (piece.format_map(values) for piece, names, optional in self._pieces if not optional or all(map(values.get, names)))
            return "".join(told).rstrip("?&")
        except KeyError:
            return None


def _only_field(text: str) -> str | None:
    found = _FIELD.fullmatch(text)
    return found[1] if found else None
