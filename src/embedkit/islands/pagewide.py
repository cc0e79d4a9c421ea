"""What the page as a whole says of its media: schema.org data and the state of page frameworks, against the blocks in the markup.

What describes a block gives it what it lacks. What only the data knows becomes a block of its own: where its script stands in a box
of the story, else without a span, as it stands nowhere in the source. schema.org counts when it is a video of the article and no
other player of the page could be meant; the state counts where it tells the article's body (`state`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bs4.element import Tag

from embedkit import urls
from embedkit.islands import state
from embedkit.islands.data import of_json
from embedkit.islands.item import Item, read
from embedkit.islands.match import block_of, filled, is_same
from embedkit.islands.nodes import walk
from embedkit.models import Block, Span
from embedkit.page import Page, attr, image
from embedkit.providers.hosts import category
from embedkit.scope import Scope
from embedkit.soup import inline_scripts, span_of

RULE: Final = "islands"
_LINKED = re.compile(r"VideoObject|AudioObject|PodcastEpisode")
_ELSEWHERE: Final = frozenset(
    "itemListElement isRelatedTo mentions relatedLink hasPart potentialAction publisher author review subjectOf significantLink".split()
)
_PLAYERS: Final = frozenset(("video", "audio", "rich", "post"))
_MOST: Final = 24
"""Items of one page that are believed."""
_BOX: Final = 200
"""Characters that the box around a player's data says at most."""


@dataclass(frozen=True)
class Said:
    """An item of schema.org and its script; `is_whole` when the script tells of nothing else."""

    item: Item
    script: Tag
    is_whole: bool


def completed(blocks: list[Block], page: Page, scope: Scope) -> list[Block]:
    """The blocks with what page data says of them, and the items that stand only there, each where the data puts it."""
    scripts = inline_scripts(page.soup)
    blocks, left = _filled(blocks, list(islice(_linked(scripts, page), _MOST)))
    blocks = _with_page_itself(_with_own(blocks, left, scope), page)
    for found in state.bodies(scripts, scope, page):
        blocks = state.merged(blocks, found, RULE)
    return blocks


def _linked(scripts: Iterable[Tag], page: Page) -> Iterator[Said]:
    """The media objects of JSON-LD (https://schema.org/MediaObject) that tell of this page."""
    for tag in scripts:
        text = tag.string or ""
        if "ld+json" not in attr(tag, "type") or not _LINKED.search(text):
            continue
        value = of_json(text)
        nodes = walk(value) if isinstance(value, dict | list) else iter(())
        for node in islice(nodes, _MOST):
            if _ELSEWHERE.isdisjoint(node.path) and not node.value.get("isLiveBroadcast"):
                yield Said(read(node, page), tag, not node.path)


def _filled(blocks: list[Block], items: list[Said]) -> tuple[list[Block], list[Said]]:
    """The blocks with what is said of them, and the items that no block stands for."""
    left, blocks = [], list(blocks)
    for said in items:
        span = span_of(said.script)
        at = next((n for n, b in enumerate(blocks) if b.kind in _PLAYERS and (is_same(b, said.item) or _holds(b, span))), None)
        if at is None:
            left.append(said)
        else:
            blocks[at] = filled(blocks[at], said.item)
    return blocks, left


def _holds(block: Block, span: Span | None) -> bool:
    return span is not None and block.span is not None and block.span[0] < span[0] and span[1] < block.span[1]


def _with_own(blocks: list[Block], items: list[Said], scope: Scope) -> list[Block]:
    """The blocks, with the videos that no block stands for.

    A single player of the house that says nothing of itself is what a single item describes; any other player beside leaves it open
    what is meant.
    """
    videos = list(
        {said.item.title: said for said in items if said.item.kind == "video" and said.item.title and not _is_advert(said.item)}.values()
    )
    if not videos:
        return blocks
    silent = [n for n, b in enumerate(blocks) if _is_silent(b) and (b.provider is None or not all(v.item.media for v in videos))]
    if silent:
        if len(silent) == len(videos) == 1 and blocks[silent[0]].provider is None:
            blocks[silent[0]] = filled(blocks[silent[0]], videos[0].item)
        return blocks
    for said in videos:
        blocks = _standing(blocks, said, scope) or _inserted(blocks, said.item)
    return blocks


def _is_silent(block: Block) -> bool:
    return block.kind == "video" and block.role in ("lead", "body") and not block.title


def _is_advert(item: Item) -> bool:
    return item.address is not None and category(item.address) in ("ad", "promo", "tracker", "read_aloud")


def _standing(blocks: list[Block], said: Said, scope: Scope) -> list[Block] | None:
    """The blocks with an item whose script stands in a small box of the story, as the block of that box."""
    box = said.script.parent
    role = scope.role(said.script)
    if not said.is_whole or box is None or box.name in ("head", "body", "main", "article") or role == "aside":
        return None
    span = span_of(box) if len(box.get_text()) <= _BOX else None
    if span is None or any(b.span and b.span[0] < span[1] and span[0] < b.span[1] and b.kind != "photo" for b in blocks):
        return None
    kept = [b for b in blocks if not (b.span and span[0] <= b.span[0] and b.span[1] <= span[1] and not b.caption)]
    if any(b.span and b.span[0] < span[1] and span[0] < b.span[1] for b in kept):
        return None
    at = next((n for n, b in enumerate(kept) if b.span and b.span[0] >= span[1]), len(kept))
    return [*kept[:at], block_of(said.item, RULE, role=role, span=span, confidence=0.8), *kept[at:]]


def _inserted(blocks: list[Block], item: Item) -> list[Block]:
    """The item behind the photo that is its poster, else before everything."""
    key = urls.image_key(item.image.url) if item.image else None
    at = next((n + 1 for n, b in enumerate(blocks) if b.image is not None and key == urls.image_key(b.image.url)), 0)
    return [*blocks[:at], block_of(item, RULE, role="lead" if at == 0 else blocks[at - 1].role, confidence=0.5), *blocks[at:]]


def _with_page_itself(blocks: list[Block], page: Page) -> list[Block]:
    """The blocks, with the provider's item that the page itself is."""
    identity = page.identify(page.address)
    if identity is None or identity.kind not in ("video", "audio") or identity.player is None:
        return blocks
    if any((b.provider, b.native_id) == (identity.provider, identity.native_id) for b in blocks):
        return blocks
    item = Item(
        identity.kind, identity, identity.native_id, title=_meta(page, "og:title") or None, image=image(page.url(_meta(page, "og:image")))
    )
    return [block_of(item, RULE, role="lead", confidence=0.9), *blocks]


def _meta(page: Page, name: str) -> str:
    return next((attr(meta, "content") for meta in page.soup.find_all("meta") if attr(meta, "property") == name), "")


__all__ = ["completed"]
