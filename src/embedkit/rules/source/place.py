"""Whether a place in the source is text that a reader sees: not inside a tag, a script, a style sheet or a comment."""

from __future__ import annotations

_WINDOW = 20_000
"""Characters that are looked back: the cost of a place must not grow with the page."""


def is_text(source: str, at: int) -> bool:
    """True when `at` lies between tags."""
    lower = source[max(0, at - _WINDOW) : at].lower()
    if lower.rfind("<") > lower.rfind(">"):
        return False
    hidden = (
        ("<script", "</script"),
        ("<style", "</style"),
        ("<!--", "-->"),
        ("<textarea", "</textarea"),
        ("<pre", "</pre"),
        ("<code", "</code"),
    )
    return all(lower.rfind(opening) <= lower.rfind(closing) for opening, closing in hidden)
