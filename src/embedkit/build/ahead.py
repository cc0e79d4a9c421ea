"""Works on documents a few at once, and gives them out in their order."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from embedkit.build import answers, whole
from embedkit.build.inputs import Raw, Unreadable
from embedkit.build.posters import Posters
from embedkit.build.state import Row
from embedkit.build.whole import Before, Result
from embedkit.build.work import Making
from embedkit.build.workers import Workers
from embedkit.client import Client
from embedkit.errors import InputError
from embedkit.models import Block, Card


class Job(NamedTuple):
    """A document to be built: its place in the output, the hash of its source, and what is known of it from before."""

    raw: Raw
    place: str
    key: str
    row: Row | None


class Made(NamedTuple):
    """A document that was built."""

    job: Job
    result: Result


Told = Made | Unreadable
Outcome = Told | Row
"""A document that was built, one that is as it was, or what is wrong with one."""
Make = Callable[[Job, ThreadPoolExecutor], Told | Future[Told]]
"""Builds a document, or gives to the threads what must be waited for."""


class Maker:
    """Builds one document at a time. After `until` (monotonic seconds) nothing is asked any more.

    In one process a document whose answers are known is built in the calling thread: threads that compute at once only take the
    interpreter from each other, and each has its own memory that it does not give back. Threads are for waiting.
    """

    def __init__(self, client: Client, workers: Workers, making: Making, look: str, until: float, posters: Posters | None = None) -> None:
        self.client, self.workers, self.making, self.look, self.until, self.posters = client, workers, making, look, until, posters

    def __call__(self, job: Job, threads: ThreadPoolExecutor) -> Told | Future[Told]:
        try:
            answers.bring(job.raw, self.client)
            if self.workers.jobs > 1:
                return threads.submit(self._waited, job, None)
            # Whose stills may have to be fetched is waited for, whatever is known of its cards.
            known = whole.begun(job.raw, self.making, self.look, _before(job), self.client if self.posters is None else None)
        except InputError as fault:
            return Unreadable(job.raw.source, str(fault))
        return Made(job, known) if isinstance(known, Result) else threads.submit(self._waited, job, known)

    def _waited(self, job: Job, blocks: list[Block] | None) -> Told:
        try:
            known = self._away(job) if blocks is None else blocks
            return Made(job, known if isinstance(known, Result) else self._asked(job, known))
        except InputError as fault:
            return Unreadable(job.raw.source, str(fault))

    def _away(self, job: Job) -> Result | list[Block]:
        return self.workers.run(job.raw.source, whole.away, job.raw, self.making, self.look, _before(job), self.client.now())

    def _asked(self, job: Job, blocks: list[Block]) -> Result:
        """A document whose cards are not all at hand."""
        cards = self.client.cards(blocks, deadline_s=min(self.client.options.document_s, self.until - time.monotonic()))
        stills = [self._still(card) for card in cards]
        return self.workers.run(job.raw.source, whole.finished, job.raw, self.making, self.look, _before(job), blocks, cards, stills)

    def _still(self, card: Card) -> str | None:
        """The site's own copy of a provider's still, after `until` only one that is there; the article's own pictures stay where they are."""
        if self.posters is None or card.kind == "photo" or card.provenance.get("thumbnails") == "markup":
            return None
        return self.posters.of(card, ask=time.monotonic() < self.until)


def _before(job: Job) -> Before | None:
    return Before(job.row.blocks, job.row.cards, job.row.look) if job.row is not None else None


def outcomes(found: Iterable[Job | Row | Unreadable], make: Make, ahead: int) -> Iterator[Outcome]:
    """Each document with its outcome, in order; at most `ahead` are waited for together, so that no more of them are in memory."""
    waiting: deque[Future[Told] | Outcome] = deque()
    with ThreadPoolExecutor(ahead, thread_name_prefix="embedkit-build") as threads:
        try:
            for one in found:
                waiting.append(make(one, threads) if isinstance(one, Job) else one)
                while waiting and (len(waiting) > ahead or not isinstance(waiting[0], Future)):
                    yield _outcome(waiting.popleft())
            while waiting:
                yield _outcome(waiting.popleft())
        finally:
            threads.shutdown(cancel_futures=True)


def _outcome(one: Future[Told] | Outcome) -> Outcome:
    return one.result() if isinstance(one, Future) else one
