"""Elements of HTML built from typed values alone: every attribute and text is escaped."""

from __future__ import annotations

from markupsafe import Markup, escape

from embedkit.models import Card
from embedkit.render import view

_VOID = frozenset(("img", "br", "source"))
REFERRER = "strict-origin-when-cross-origin"
"""YouTube shows error 153 where no referrer reaches it (developers.google.com/youtube, player errors)."""


def element(name: str, *children: Markup | str | None, **attrs: str | int | bool | None) -> Markup:
    """An element; attributes that are None or False are left out, True gives one without a value, `_` in a name is `-`."""
    written = Markup("").join(
        Markup(" {}").format(key.strip("_").replace("_", "-")) + (Markup("") if value is True else Markup('="{}"').format(value))
        for key, value in attrs.items()
        if value is not None and value is not False
    )
    opening = Markup("<{}{}>").format(name, written)
    if name in _VOID:
        return opening
    return opening + Markup("").join(escape(child) for child in children if child) + Markup("</{}>").format(name)


def frame(card: Card) -> Markup:
    """The iframe that plays the card's item: titled, sized, lazy; empty without an address that may be framed."""
    src, embed = view.player(card), card.embed
    if src is None or embed is None:
        return Markup("")
    size = view.frame_size(card)
    return element("iframe", src=src, title=view.name(card), width=size.width, height=size.height, loading="lazy", allow=embed.allow,
                   sandbox=embed.sandbox, referrerpolicy=embed.referrerpolicy or REFERRER, allowfullscreen=True)  # fmt: skip


def caption(card: Card) -> Markup:
    """The caption and credit as a `figcaption`, or nothing."""
    credit = view.credit_line(card.credit)
    if not (card.caption or credit):
        return Markup("")
    return element(
        "figcaption", card.caption, Markup(" ") if card.caption and credit else None, element("cite", credit) if credit else None
    )
