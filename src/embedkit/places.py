"""Keeps the places of blocks apart: replacing one must not take another away.

A wrapper may hold what stands in the source between its tags (a shortcode beside a player), and misnested elements may overlap.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

from embedkit.models import Block, Span


def apart(blocks: Sequence[Block], elements: Callable[[], list[Span]]) -> list[Block]:
    """The blocks in the order of their places, none over another.

    Of two that overlap the one that begins first is moved to the largest element in its place that holds nothing of another block,
    and has no place where there is none. `elements` is asked for the places of all elements when it is needed.
    """
    found = sorted(blocks, key=_start)
    if all(_end(one) <= _start(other) for one, other in pairwise(found)):
        return list(blocks)
    spans = sorted(elements())
    moved = [_moved(found, spans, number) for number in range(len(found))]
    order = sorted(range(len(found)), key=lambda number: (moved[number].span or found[number].span or (0, 0))[0])
    return [moved[number] for number in order]


def _moved(blocks: list[Block], spans: list[Span], number: int) -> Block:
    block = blocks[number]
    start, end = _start(block), _end(block)
    others: list[Span] = []
    while (number := number + 1) < len(blocks) and _start(blocks[number]) < end:
        others += filter(None, (blocks[number].span,))
    if not others:
        return block
    free = [span for span in _within(spans, start, end) if not any(span[0] < far and near < span[1] for near, far in others)]
    return block.model_copy(update={"span": max(free, key=_length, default=None)})


def _within(spans: list[Span], start: int, end: int) -> list[Span]:
    return [span for span in spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))] if span[1] <= end]


def _length(span: Span) -> int:
    return span[1] - span[0]


def _start(block: Block) -> int:
    return block.span[0] if block.span else 0


def _end(block: Block) -> int:
    return block.span[1] if block.span else 0
