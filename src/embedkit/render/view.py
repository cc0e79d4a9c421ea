"""What all renderers need of a card: safe addresses, a name to call it by, how a reader and a machine see a number."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from embedkit import urls
from embedkit.models import Card, Credit, Image, Rendition

_KINDS = {
    "photo": "Photo", "video": "Video", "audio": "Audio", "gallery": "Gallery", "post": "Post", "article": "Article", "chart": "Chart", "map": "Map",
    "document": "Document", "poll": "Poll", "rich": "Embed", "promo": "Promotion",
}  # fmt: skip
_LOST = frozenset(("gone", "private", "blocked"))
_PLAYED = frozenset(("mp4", "m4v", "webm", "ogv", "mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac"))
_WIDE = 640


class Size(NamedTuple):
    """Width and height in CSS pixels."""

    width: int
    height: int


@lru_cache(maxsize=4_096)
def web(url: str | None) -> str | None:
    """A web URL that is the same to embedkit and to a browser, or None: the one gate that every address passes."""
    if not url:
        return None
    cleaned = urls.clean(url)
    return cleaned if cleaned is not None and urls.host_of(cleaned) is not None else None


def name(card: Card) -> str:
    """What the item is called: its title, caption, words, else kind and provider."""
    kind = _KINDS[card.kind]
    return said(card) or (f"{kind} on {card.provider.name}" if card.provider else kind)


def said(card: Card) -> str | None:
    """The item's own title, caption or words, at most 160 characters of them."""
    text = card.title or card.caption or card.alt or getattr(card, "text", None)
    return (text if len(text) <= 160 else text[:159].rstrip() + "…") if text else None


def kind_name(card: Card) -> str:
    """The kind as a word for readers."""
    return _KINDS[card.kind]


def is_lost(card: Card) -> bool:
    """True for an item that its provider no longer shows to everyone."""
    return card.status in _LOST


def credit_line(credit: Credit | None) -> str | None:
    """The credit as it is shown."""
    return (credit.line or credit.raw) if credit else None


def clock(seconds: float | None) -> str | None:
    """A duration as "1:02:03" or "2:10"."""
    if not seconds or seconds < 1:
        return None
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def iso_duration(seconds: float | None) -> str | None:
    """A duration in seconds as ISO 8601 has it ("PT1H2M3S")."""
    if not seconds or seconds < 1:
        return None
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if number]
    return "PT" + "".join(parts)


def moment(when: datetime | None) -> str | None:
    """A point in time with its zone; one without is taken as UTC."""
    return aware(when).isoformat() if when else None


def aware(when: datetime) -> datetime:
    """The same point in time with a zone, UTC where it has none."""
    return when if when.tzinfo else when.replace(tzinfo=UTC)


@lru_cache(maxsize=4_096)
def host(url: str | None) -> str | None:
    """The host that an address really leads to, for the reader to see."""
    found = urls.host_of(url) if url else None
    return found.removeprefix("www.") if found else None


def still(card: Card) -> Image | None:
    """The card's first picture with an address that may be used, that address in place."""
    for image in card.thumbnails:
        if url := web(image.url):
            return image if url == image.url else image.model_copy(update={"url": url})
    return None


def player(card: Card) -> str | None:
    """The address of the frame that plays the item, the one without cookies where there is one."""
    return web(card.embed.cookieless_src or card.embed.src) if card.embed else None


def files(card: Card) -> list[Rendition]:
    """The files of a video or recording that any browser plays by itself, the best first; none for other cards and lost items."""
    if card.kind not in ("video", "audio") or is_lost(card):
        return []
    return [m.model_copy(update={"url": url}) for m in card.media
            if (url := web(m.url)) and url.partition("?")[0].rpartition(".")[2].lower() in _PLAYED]  # fmt: skip


def frame_size(card: Card) -> Size:
    """The size of the item's frame: as told, else 640 pixels wide in its shape (16:9 where that is not known)."""
    embed = card.embed
    width = (embed.width if embed else None) or _WIDE
    if embed and embed.height:
        return Size(width, embed.height)
    return Size(width, round(width / ((embed.aspect_ratio if embed else None) or 16 / 9)))
