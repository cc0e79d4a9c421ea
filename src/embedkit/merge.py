"""One item in several copies is one block: script and noscript twins, mobile and desktop, blockquote and iframe."""

from __future__ import annotations

from collections.abc import Iterable

from embedkit import urls
from embedkit.identify import identify_poster
from embedkit.models import EDITORIAL, Block

_TELLING = 24
"""Characters of a fragment that names an item."""
_RANK = {"lead": 3, "body": 3, "related": 2, "read_aloud": 1, "promo": 1, "aside": 0}
_FILLED = ("title", "caption", "credit", "alt", "text", "image", "images", "items", "media", "author", "published_at", "duration_s")


def twins(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, copies merged into the best placed one, in document order; what a copy says more is added to it."""
    kept: dict[object, Block] = {}
    for number, block in enumerate(blocks):
        key = _key(block) or number
        first = kept.get(key)
        kept[key] = block if first is None else _merged(first, block)
    found = list(kept.values())
    return _in_order(_without_posters(found))


def _in_order(blocks: list[Block]) -> list[Block]:
    """Sorted by place; a block without a place follows the one before it."""
    if not any(block.span for block in blocks):
        return blocks
    placed, at = [], (0, 0)
    for block in blocks:
        at = block.span or at
        placed.append((at, block))
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])]


def _without_posters(blocks: list[Block]) -> list[Block]:
    """A picture without words that is the poster of a player on the page is no photo of its own."""
    players = {name for b in blocks if b.kind in ("video", "audio") and b.role in EDITORIAL for name in _posters(b)}
    if not players:
        return blocks
    return [b for b in blocks if b.kind != "photo" or b.caption or b.credit or players.isdisjoint(_posters(b))]


def _posters(block: Block) -> set[object]:
    """The names under which a picture may be a player's poster: its file, and the item that its address gives away."""
    found: set[object] = {urls.image_key(block.image.url)} if block.image else set()
    if block.image and (known := identify_poster(block.image.url)) is not None:
        found.add(known)
    return found | ({(block.provider, block.native_id)} if block.provider and block.native_id else set())


def _key(block: Block) -> object:
    if block.kind == "photo":
        return ("image", urls.image_key(block.image.url)) if block.image else None
    if block.provider and block.native_id:
        return (block.provider, block.native_id)
    return ("url", _place(block.url)) if block.url else _title(block)


def _place(url: str) -> str:
    """An address without its fragment, unless that is long enough to tell items of one player page apart."""
    page, _, fragment = url.partition("#")
    return url if len(fragment) >= _TELLING else page.rstrip("/")


def _title(block: Block) -> object:
    """Players without an address are one by the house's own id, else by their title."""
    if block.kind not in ("video", "audio"):
        return None
    return ("id", block.kind, block.native_id) if block.native_id else ("title", block.kind, block.title) if block.title else None


def _merged(first: Block, copy: Block) -> Block:
    return filled(first, copy) if _RANK[first.role] >= _RANK[copy.role] else filled(copy, first)


def filled(better: Block, other: Block) -> Block:
    """The better block, with what only the other says."""
    missing = {name: getattr(other, name) for name in _FILLED if not getattr(better, name) and getattr(other, name)}
    return better.model_copy(update=missing) if missing else better
