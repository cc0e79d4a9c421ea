"""Many words as one regular expression that is tried once at each place, not once a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def pattern(words: Iterable[str]) -> str:
    """The words as alternatives that share their beginnings ("AP|APA|ANSA" gives "A(?:P(?:A)?|NSA)"); the longest match wins."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _written(root)


def _written(node: dict[str, Any]) -> str:
    rows = [re.escape(character) + _written(below) for character, below in node.items() if character]
    if not rows:
        return ""
    joined = rows[0] if len(rows) == 1 and "" not in node else f"(?:{'|'.join(rows)})"
    return f"{joined}?" if "" in node else joined


__all__ = ["pattern"]
