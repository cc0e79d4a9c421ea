"""One item in several copies is one block: script and noscript twins, mobile and desktop, blockquote and iframe."""

from __future__ import annotations

from collections.abc import Iterable

from embedkit import urls
from embedkit.models import Block

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
    return sorted(found, key=lambda b: b.span or (0, 0)) if all(b.span for b in found) else found


def key_of(block: Block) -> object:
    """What copies of one item share; None for a block that says nothing by which a copy could be known."""
    if block.kind == "photo":
        return ("image", urls.image_key(block.image.url)) if block.image else None
    if block.provider and block.native_id:
        return (block.provider, block.native_id)
    return ("url", block.url.split("#")[0].rstrip("/")) if block.url else None


def _merged(first: Block, copy: Block) -> Block:
    return filled(first, copy) if _RANK[first.role] >= _RANK[copy.role] else filled(copy, first)


def filled(better: Block, other: Block) -> Block:
    """The better block, with what only the other says."""
    missing = {name: getattr(other, name) for name in _FILLED if not getattr(better, name) and getattr(other, name)}
    return better.model_copy(update=missing) if missing else better
