"""Cards as plain text, in the forms that our own text parser reads back: a caption with its credit, a title printed twice."""

from __future__ import annotations

from embedkit.models import Card
from embedkit.render import view
from embedkit.render.target import Target


def render(card: Card) -> str:
    """The card as lines of text, without a newline at the end."""
    credit = view.credit_line(card.credit)
    if card.kind == "photo":
        return _captioned(card.caption or card.alt, credit) or (view.web(card.url) or "")
    if card.kind == "gallery":
        return "\n".join(filter(None, (_captioned(i.caption or i.alt, view.credit_line(i.credit)) for i in card.items))) or view.name(card)
    if card.kind == "post":
        said = f"“{card.text}”" if card.text else view.name(card)
        return "\n".join(filter(None, [said + (f" — {card.author}" if card.author else ""), view.web(card.url)]))
    if card.role == "related":
        title = view.name(card)
        return f"{title}\n\n{title}" if card.kind == "video" else title
    return "\n".join(
        filter(None, [view.name(card), view.web(card.url), _captioned(card.caption if card.caption != view.name(card) else None, credit)])
    )


def _captioned(caption: str | None, credit: str | None) -> str | None:
    if not caption:
        return f"Photo: {credit}" if credit else None
    return f"{caption} Photo: {credit}" if credit else caption


TARGET = Target("text", render, str, "\n\n".join, "text/plain")
