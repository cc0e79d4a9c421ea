"""The cards of earlier builds (`*.cards.json`): what was resolved once is known by its title from then on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from embedkit.index.item import KINDS, Entry, Skipped, make
from embedkit.models import CARDS, Card, Match

_SURE = ("resolved", "stale")


def read(folder: Path) -> Iterator[Entry]:
    """The videos, recordings and articles among the cards below a folder, or in one file."""
    files = [folder] if folder.is_file() else sorted(folder.rglob("*.cards.json"))
    for file in files:
        try:
            cards = CARDS.validate_json(file.read_bytes())
        except (OSError, ValidationError):
            yield Skipped("not a file of cards", str(file))
            continue
        yield from (entry for card in cards if (entry := _entry(card)) is not None)


def _entry(card: Card) -> Entry | None:
    """What is known of a card for certain: nothing of one that failed, that a title led to, or that has no words of its own."""
    if card.kind not in KINDS or card.status not in _SURE or isinstance(card.provenance.get("match"), Match):
        return None
    return make(
        kind=card.kind, title=card.title, url=card.url, player=card.embed.src if card.embed else None, native_id=card.native_id, description=card.description,
        authors=card.authors, language=card.language, published_at=card.published_at, duration_s=card.duration_s,
        site_name=card.site_name if card.kind == "article" else None,
        thumbnails=[i.model_dump() for i in card.thumbnails], media=[m.model_dump() for m in card.media],
    )  # fmt: skip
