"""Reads and looks up documents a few at once, and gives them out in their order."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import PurePosixPath
from typing import NamedTuple

from embedkit.build import inputs
from embedkit.client import Client
from embedkit.errors import InputError
from embedkit.models import Block, Card


class Read(NamedTuple):
    """A document whose cards are known."""

    document: inputs.Document
    blocks: list[Block]
    cards: list[Card]


Found = tuple[str, PurePosixPath]
"""Where a document is, and its place in the output."""


def read(found: Iterable[Found], client: Client, base_url: str | None, until: float) -> Iterator[tuple[Found, Read | inputs.Unreadable]]:
    """Each document with its cards, or what is wrong with it. As many are worked on as may wait for the network together.

    After `until` (monotonic seconds) nothing is asked any more.
    """
    ahead = client.options.network.at_once
    waiting: deque[tuple[Found, Future[Read | inputs.Unreadable]]] = deque()
    with ThreadPoolExecutor(ahead, thread_name_prefix="embedkit-build") as pool:
        try:
            for one in found:
                waiting.append((one, pool.submit(_one, one, client, base_url, until)))
                if len(waiting) > ahead:
                    first, future = waiting.popleft()
                    yield first, future.result()
            for first, future in waiting:
                yield first, future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _one(found: Found, client: Client, base_url: str | None, until: float) -> Read | inputs.Unreadable:
    try:
        document = inputs.read(*found)
    except InputError as fault:
        return inputs.Unreadable(found[0], str(fault))
    blocks = document.blocks(base_url)
    deadline = min(client.options.document_s, until - time.monotonic())
    return Read(document, blocks, client.cards(blocks, deadline_s=deadline))
