"""What all renderers need of a card: safe addresses, a name to call it by, how a reader sees a number."""

from __future__ import annotations

from embedkit import urls
from embedkit.models import Card, Credit

_KINDS = {
    "photo": "Photo", "video": "Video", "audio": "Audio", "gallery": "Gallery", "post": "Post", "article": "Article", "chart": "Chart", "map": "Map",
    "document": "Document", "poll": "Poll", "rich": "Embed", "promo": "Promotion",
}  # fmt: skip


def web(url: str | None) -> str | None:
    """A web URL that is the same to embedkit and to a browser, or None: the one gate that every address passes."""
    if not url:
        return None
    cleaned = urls.clean(url)
    return cleaned if cleaned is not None and urls.host_of(cleaned) is not None else None


def name(card: Card) -> str:
    """What the item is called: its title, caption, words, else kind and provider."""
    said = card.title or card.caption or card.alt or getattr(card, "text", None)
    if said:
        return said if len(said) <= 160 else said[:159].rstrip() + "…"
    kind = _KINDS[card.kind]
    return f"{kind} on {card.provider.name}" if card.provider else kind


def kind_name(card: Card) -> str:
    """The kind as a word for readers."""
    return _KINDS[card.kind]


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


def host(url: str | None) -> str | None:
    """The host that an address really leads to, for the reader to see."""
    found = urls.host_of(url) if url else None
    return found.removeprefix("www.") if found else None
