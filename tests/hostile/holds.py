"""What holds for the answer to any source."""

from __future__ import annotations

from pydantic import TypeAdapter

from embedkit import Block
from embedkit.encoding import decode
from tests.hostile.build import Source

_BLOCKS = TypeAdapter(list[Block])


def check(source: Source, blocks: list[Block]) -> None:
    """Spans lie in the source, in order, none over another; and the blocks come through JSON unchanged."""
    length = len(source if isinstance(source, str) else decode(source)[0])
    at = 0
    for block in blocks:
        if block.span is not None:
            start, end = block.span
            assert at <= start < end <= length, f"{block.rule} at {block.span}, behind {at} of {length}"
            at = end
    assert _BLOCKS.validate_json(_BLOCKS.dump_json(blocks)) == blocks
