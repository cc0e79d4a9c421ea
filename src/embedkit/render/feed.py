"""Cards for feed readers and e-mail: a picture, a link and a caption; no frame, script, class or custom element.

What readers and mail programs strip is never written, so that a player is not lost but a linked picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from embedkit.models import Card, GalleryCard, PostCard
from embedkit.render import view
from embedkit.render.elements import caption, element
from embedkit.render.target import Target


def figure(card: Card) -> Markup:
    """The card as one block of plain HTML."""
    if isinstance(card, PostCard) and card.text:
        return _quotation(card)
    if isinstance(card, GalleryCard) and card.items:
        return _gallery(card)
    link = view.web(card.url)
    picture = _picture(card)
    if card.kind == "photo" and picture:
        return element("figure", picture, caption(card))
    words = element("p", element("a", _called(card), href=link) if link else element("strong", _called(card)), _lost(card))
    return element("figure", element("a", picture, href=link) if picture and link else picture, words, caption(card))


def _picture(card: Card) -> Markup | None:
    still = view.still(card)
    if still is None or view.is_lost(card):
        return None
    alt = card.alt or still.alt if card.kind == "photo" else view.name(card)
    return element("img", src=still.url, alt=alt or "", width=still.width, height=still.height)


def _called(card: Card) -> str:
    more = [view.clock(card.duration_s), card.provider.name if card.provider else view.host(view.web(card.url))]
    beside = ", ".join(filter(None, more))
    return f"{view.kind_name(card)}: {view.name(card)}" + (f" ({beside})" if beside else "")


def _lost(card: Card) -> str | None:
    return " (no longer available)" if card.status == "gone" else " (not public)" if view.is_lost(card) else None


def _quotation(card: PostCard) -> Markup:
    link, author = view.web(card.url), card.author or next(iter(card.authors), None)
    source = " · ".join(filter(None, [author, card.provider.name if card.provider else None])) or view.name(card)
    named = element("a", source, href=link) if link else source
    return element("blockquote", element("p", card.text), element("p", "— ", named, _lost(card)))


def _gallery(card: GalleryCard) -> Markup:
    figures = [
        element(
            "figure",
            element("img", src=url, alt=item.alt or item.caption or "", width=item.image.width, height=item.image.height),
            element("figcaption", " — ".join(filter(None, [item.caption, view.credit_line(item.credit)])) or None),
        )
        for item in card.items
        if (url := view.web(item.image.url))
    ]
    return Markup("\n").join([*([element("p", element("strong", card.title))] if card.title else []), *figures])


def _joined(pieces: Sequence[Markup]) -> str:
    return "\n".join(pieces)


TARGET = Target("feed", figure, str, _joined, "text/html")
"""Also the form for e-mail."""
