"""Works on documents a few at once, and gives them out in their order."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from pydantic import TypeAdapter

from embedkit.build import answers, work
from embedkit.build.checking import Finding
from embedkit.build.inputs import Raw, Unreadable
from embedkit.build.posters import Posters
from embedkit.build.state import Row
from embedkit.build.work import Making
from embedkit.build.workers import Workers
from embedkit.client import Client
from embedkit.errors import InputError
from embedkit.models import CARDS, Block, Card

BLOCKS: TypeAdapter[list[Block]] = TypeAdapter(list[Block])


class Job(NamedTuple):
    """A document to be built: its place in the output, the hash of its source, and what is known of it from before."""

    raw: Raw
    place: str
    key: str
    row: Row | None


class Made(NamedTuple):
    """A document that was built. `page` is None where the one that is there is right."""

    job: Job
    blocks: list[Block]
    cards: list[Card]
    findings: list[Finding]
    markup: str
    page: bytes | None


Outcome = Made | Row | Unreadable
"""A document that was built, one that is as it was, or what is wrong with one."""


class Maker:
    """Builds one document at a time, for any number of threads. After `until` (monotonic seconds) nothing is asked any more."""

    def __init__(self, client: Client, workers: Workers, making: Making, look: str, until: float, posters: Posters | None = None) -> None:
        self.client, self.workers, self.making, self.look, self.until, self.posters = client, workers, making, look, until, posters

    def __call__(self, job: Job) -> Made | Unreadable:
        try:
            return self._made(job)
        except InputError as fault:
            return Unreadable(job.raw.source, str(fault))

    def _made(self, job: Job) -> Made:
        """Its media are found, unless its source is known; its page is made, unless the same cards are on it already."""
        raw, row = job.raw, job.row
        answers.bring(raw, self.client)
        blocks = BLOCKS.validate_json(row.blocks) if row is not None else self.workers.run(raw.source, work.blocks, raw, self.making)
        cards = self.client.cards(blocks, deadline_s=min(self.client.options.document_s, self.until - time.monotonic()))
        if row is not None and row.look == self.look and row.cards == dump(cards):
            return Made(job, blocks, cards, work.findings(raw, blocks, cards), row.markup, None)
        markup = row.markup if row is not None else json.dumps(work.markup(raw, blocks), ensure_ascii=False)
        page = self.workers.run(raw.source, work.page, raw, blocks, cards, self.making, [self._still(card) for card in cards])
        return Made(job, blocks, cards, work.findings(raw, blocks, cards), markup, page)

    def _still(self, card: Card) -> str | None:
        """The site's own copy of a provider's still, after `until` only one that is there; the article's own pictures stay where they are."""
        if self.posters is None or card.kind == "photo" or card.provenance.get("thumbnails") == "markup":
            return None
        return self.posters.of(card, ask=time.monotonic() < self.until)


def dump(cards: list[Card]) -> bytes:
    """Cards as they lie beside a page."""
    return CARDS.dump_json(cards, indent=1)


def outcomes(found: Iterable[Job | Row | Unreadable], make: Callable[[Job], Made | Unreadable], ahead: int) -> Iterator[Outcome]:
    """Each document with its outcome, in order; at most `ahead` are worked on together, so that no more of them are in memory."""
    waiting: deque[Future[Made | Unreadable] | Row | Unreadable] = deque()
    with ThreadPoolExecutor(ahead, thread_name_prefix="embedkit-build") as pool:
        try:
            for one in found:
                waiting.append(pool.submit(make, one) if isinstance(one, Job) else one)
                while waiting and (len(waiting) > ahead or not isinstance(waiting[0], Future)):
                    yield _outcome(waiting.popleft())
            while waiting:
                yield _outcome(waiting.popleft())
        finally:
            pool.shutdown(cancel_futures=True)


def _outcome(one: Future[Made | Unreadable] | Row | Unreadable) -> Outcome:
    return one.result() if isinstance(one, Future) else one
