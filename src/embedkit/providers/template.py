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

    def fill(self, values: Mapping[str, str]) -> str | None:
        """The text with its values; None when one outside brackets is missing."""
        if self._only:
            return values.get(self._only)
        try:
            if len(self._pieces) == 1:
                return self._pieces[0][0](values)
            told = ""
            for write, needed in self._pieces:
                if not needed or all(map(values.get, needed)):
                    told += write(values)
            return told.rstrip("?&")
        except KeyError:
            return None
