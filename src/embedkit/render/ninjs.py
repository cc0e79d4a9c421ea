"""Cards as IPTC ninjs 3.1 objects (iptc.org/std/ninjs): one news object a card, or an association of the article's own.

Durations are seconds. The schema allows no field of its own making.
"""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import quote

from embedkit.models import Card, GalleryCard, PostCard
from embedkit.render import view
from embedkit.render.target import Target, dumped, listed, said

_TYPES = {
    "video": "video",
    "audio": "audio",
    "photo": "picture",
    "gallery": "composite",
    "chart": "graphic",
    "map": "graphic",
    "article": "text",
}


def item(card: Card) -> dict[str, Any]:
    """The card as a news object."""
    return {"uri": _uri(card.id), "type": _TYPES.get(card.kind, "component"), "representationType": "partial"} | said(
        language=card.language,
        firstCreated=view.moment(card.published_at),
        by=", ".join(card.credit.creators) if card.credit and card.credit.creators else next(iter(card.authors), None),
        headlines=[{"role": "main", "value": card.title}] if card.title else None,
        descriptions=_descriptions(card),
        bodies=_bodies(card),
        copyrightHolder=card.credit.organisation if card.credit else None,
        infoSources=[said(role="provider", name=card.provider.name)] if card.provider else None,
        altIds=[{"role": card.provider.key, "value": card.native_id}] if card.provider and card.native_id else None,
        renditions=_renditions(card),
        associations=_associations(card),
    )


def _uri(identity: str) -> str:
    return f"urn:embedkit:{quote(identity, safe=':')}"


def _descriptions(card: Card) -> list[dict[str, str]]:
    told = (("caption", card.caption), ("description", card.description), ("alt-text", card.alt), ("credit", view.credit_line(card.credit)))
    return [{"role": role, "value": value} for role, value in told if value]


def _bodies(card: Card) -> list[dict[str, str]] | None:
    text = card.text if isinstance(card, PostCard) else None
    return [{"role": "main", "contentType": "text/plain", "value": text}] if text else None


def _renditions(card: Card) -> list[dict[str, Any]]:
    made = []
    if (still := view.still(card)) is not None:
        name = "main" if card.kind == "photo" else "thumbnail"
        made.append({"name": name, "href": still.url} | said(contentType=still.mime, width=still.width, height=still.height))
    for number, media in enumerate(card.media):
        if url := view.web(media.url):
            more = said(contentType=media.mime, width=media.width, height=media.height, duration=media.duration_s or card.duration_s,
                        bitrate=f"{media.bitrate_bps // 1000} kbps" if media.bitrate_bps else None)  # fmt: skip
            made.append({"name": "main" if not number else f"main-{number + 1}", "href": url} | more)
    if (player := view.player(card)) is not None:
        made.append(
            {"name": "embed", "href": player, "contentType": "text/html"} | said(duration=card.duration_s, aspectRatio=_ratio(card))
        )
    if not made and (url := view.web(card.url)):
        made.append({"name": "web", "href": url, "contentType": "text/html"})
    return made


def _ratio(card: Card) -> str | None:
    size = view.frame_size(card) if card.embed and card.embed.aspect_ratio else None
    if size is None or card.embed is None or not card.embed.aspect_ratio:
        return None
    named = {"16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1.0, "9:16": 9 / 16, "3:2": 3 / 2, "21:9": 21 / 9}
    close = next((text for text, ratio in named.items() if abs(ratio - card.embed.aspect_ratio) < 0.02), None)
    common = math.gcd(*size)
    return close or f"{size.width // common}:{size.height // common}"


def _associations(card: Card) -> list[dict[str, Any]] | None:
    if not isinstance(card, GalleryCard):
        return None
    return [
        {"name": f"picture-{number}", "uri": _uri(f"{card.id}:{number}"), "type": "picture"}
        | said(
            descriptions=[{"role": "caption", "value": photo.caption}] if photo.caption else None,
            by=view.credit_line(photo.credit),
            renditions=[{"name": "main", "href": url} | said(width=photo.image.width, height=photo.image.height)],
        )
        for number, photo in enumerate(card.items, 1)
        if (url := view.web(photo.image.url))
    ]


TARGET = Target("ninjs", item, dumped, listed)
