"""One item in several copies is one block: script and noscript twins, mobile and desktop, blockquote and iframe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from embedkit import urls
from embedkit.identify import identify_poster
from embedkit.models import EDITORIAL, Block

_TELLING = 24
"""Characters of a fragment that names an item."""
_PLAYED = frozenset(("video", "audio"))
_RANK = {"lead": 3, "body": 3, "related": 2, "read_aloud": 1, "promo": 1, "aside": 0}
_FILLED = ("title", "caption", "credit", "alt", "text", "image", "images", "items", "media", "author", "published_at", "duration_s")


def twins(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, copies merged into the best placed one, in document order; what a copy says more is added to it."""
    kept: dict[object, Block] = {}
    for number, block in enumerate(blocks):
        key = key_of(block) or number
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
    """A picture without words is no photo of its own where its address names the item of a player, or where it is the poster of the
    player beside it.
    """
    players = {(b.provider, b.native_id) for b in blocks if b.kind in _PLAYED and b.role in EDITORIAL and b.provider and b.native_id}
    edges: list[Block | None] = [None, *blocks, None]
    return [b for n, b in enumerate(blocks) if not _is_poster(b, (edges[n], edges[n + 2]), players)]


def _is_poster(block: Block, beside: Sequence[Block | None], players: set[tuple[str, str]]) -> bool:
    if block.kind != "photo" or block.image is None or block.caption or block.credit:
        return False
    if identify_poster(block.image.url) in players:
        return True
    key = urls.image_key(block.image.url)
    return any(
        b is not None and b.kind in _PLAYED and b.role in EDITORIAL and b.image is not None and urls.image_key(b.image.url) == key
        for b in beside
    )


def key_of(block: Block) -> object:
    """What copies of one item share; None for a block that says nothing by which a copy could be known."""
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
    if block.kind not in _PLAYED:
        return None
    return ("id", block.kind, block.native_id) if block.native_id else ("title", block.kind, block.title) if block.title else None


def _merged(first: Block, copy: Block) -> Block:
    return filled(first, copy) if _RANK[first.role] >= _RANK[copy.role] else filled(copy, first)


def filled(better: Block, other: Block) -> Block:
    """The better block, with what only the other says."""
    missing = {name: getattr(other, name) for name in _FILLED if not getattr(better, name) and getattr(other, name)}
    return better.model_copy(update=missing) if missing else better
