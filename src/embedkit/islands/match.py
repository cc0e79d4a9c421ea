"""An item of page data and a block: whether they are one, and what the block takes over."""

from __future__ import annotations

import re

from embedkit import urls
from embedkit.islands.item import Item
from embedkit.models import Block

_GENERIC = re.compile(
    r"^(?:up next|weitere videos?|more videos?|latest videos?|related videos?|watch|videos?|video player|mehr videos?|neueste videos?|más vídeos|à voir aussi)$",
    re.I,
)
"""Headings over players that are no titles."""


def is_same(block: Block, item: Item) -> bool:
    """True when a block is the item, by provider and id, an address, the house's id, the poster's file or the title."""
    if block.provider and block.native_id and item.identity is not None:
        return (block.provider, block.native_id) == (item.identity.provider, item.identity.native_id)
    known = {block.url, block.native_id, block.source_url, *(m.url for m in block.media)} - {None}
    if not known.isdisjoint(item.names) or any(
        block.native_id in name for name in item.names if block.native_id and len(block.native_id) > 5
    ):
        return True
    if block.image is not None and item.image is not None and urls.image_key(block.image.url) == urls.image_key(item.image.url):
        return True
    return bool(block.title and item.title and block.title.casefold() == item.title.casefold())


def filled(block: Block, item: Item) -> Block:
    """The block with what only the item says."""
    missing = {name: value for name, value in item.said().items() if not getattr(block, name)}
    if block.title and item.title and _GENERIC.search(block.title):
        missing["title"] = item.title
    return block.model_copy(update=missing) if missing else block


def block_of(item: Item, rule: str, **fields: object) -> Block:
    """The block of an item that stands only in page data."""
    return Block.model_validate({
        "kind": item.identity.kind if item.identity else item.kind, "rule": rule, "url": item.address, "provider": item.provider,
        "native_id": item.native_id, "caption": item.caption if item.caption != item.title else None, **item.said(), **fields,
    })  # fmt: skip


__all__ = ["block_of", "filled", "is_same"]
