"""What the names that sites give to their elements say, remembered: a site's pages share a few hundred class names."""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST = 300
"""Characters of names that are remembered: longer ones are rare, and could fill the memory."""


class Naming:
    """A regular expression over class names and the like that remembers its answers to short texts."""

    def __init__(self, expression: str) -> None:
        self._search = re.compile(expression).search
        self._remembered = lru_cache(maxsize=8_192)(self._ask)

    def search(self, text: str) -> bool:
        """True when the expression matches anywhere in the text."""
        return self._remembered(text) if len(text) <= _LONGEST else self._ask(text)

    def _ask(self, text: str) -> bool:
        return self._search(text) is not None


class Wording:
    """A regular expression over lower-case text that is looked for only where one of its words stands.

    A search for many alternatives costs as much as dozens of plain ones.
    """

    def __init__(self, words: str, expression: str | None = None) -> None:
        self._words = tuple(words.split("|"))
        self._search = re.compile(expression).search if expression is not None else None

    def search(self, text: str) -> bool:
        """True when one of the words, and the expression where there is one, stands in the text, in whatever case."""
        lower = text.lower()
        return any(word in lower for word in self._words) and (self._search is None or self._search(lower) is not None)


__all__ = ["Naming", "Wording"]
