"""Replaces spans: every character outside them stays."""

from __future__ import annotations

from collections.abc import Iterable

from embedkit.models import Span


def replace(text: str, pieces: Iterable[tuple[Span, str]]) -> str:
    """The text with each span exchanged for its piece. Spans must lie in the text; of two that overlap the first stays alone."""
    parts: list[str] = []
    at = 0
    for (start, end), piece in sorted(pieces, key=lambda item: item[0]):
        if not at <= start <= end <= len(text):
            continue
        parts += [text[at:start], piece]
        at = end
    return "".join([*parts, text[at:]])


def encode(text: str, codec: str, *, html: bool) -> bytes:
    """The bytes in the source's own codec; what it cannot say becomes a numeric reference in HTML, a question mark in text."""
    return text.encode(codec, "xmlcharrefreplace" if html else "replace")
