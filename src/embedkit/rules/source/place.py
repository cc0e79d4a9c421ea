"""Whether a place in the source is text that a reader sees: not inside a tag, a script, a style sheet or a comment."""

from __future__ import annotations


def is_text(source: str, at: int) -> bool:
    """True when `at` lies between tags."""
    if source.rfind("<", 0, at) > source.rfind(">", 0, at):
        return False
    lower = source[max(0, at - 200_000) : at].lower()
    hidden = (
        ("<script", "</script"),
        ("<style", "</style"),
        ("<!--", "-->"),
        ("<textarea", "</textarea"),
        ("<pre", "</pre"),
        ("<code", "</code"),
    )
    return all(lower.rfind(opening) <= lower.rfind(closing) for opening, closing in hidden)
