"""Works on documents a few at once, and gives them out in their order."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
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

_FEW, _LARGE = 32, 2_000_000
"""Documents that are built step by step together, and bytes of their sources above which it is fewer."""


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


class Sent(NamedTuple):
    """One of several documents that are built elsewhere."""

    together: Future[list[Told | Future[Told]]]
    number: int

    def result(self) -> Told:
        """Waits for it."""
        one = self.together.result()[self.number]
        return one.result() if isinstance(one, Future) else one


Awaited = Future[Told] | Sent
Make = Callable[[Sequence[Job], ThreadPoolExecutor, Iterable[Awaited]], Sequence[Told | Awaited]]
"""Builds documents, or gives to the threads what must be waited for; an outcome for each. Last is told what is under way before them."""


class Maker:
    """Builds a few documents at a time. After `until` (monotonic seconds) nothing is asked any more.

    In one process a document whose answers are known is built in the calling thread: threads that compute at once only take the
    interpreter from each other, and each has its own memory that it does not give back. Threads are for waiting.
    """

    def __init__(self, client: Client, workers: Workers, making: Making, look: str, until: float, posters: Posters | None = None) -> None:
        self.client, self.workers, self.making, self.look, self.until, self.posters = client, workers, making, look, until, posters

    def __call__(self, jobs: Sequence[Job], threads: ThreadPoolExecutor, under_way: Iterable[Awaited]) -> Sequence[Told | Awaited]:
        brought = self.client.offline and any(job.raw.answers for job in jobs)
        if brought:  # what these bring is no answer for those before them, or how many processes there are would decide
            for one in under_way:
                one.result()
        for job in jobs:
            answers.bring(job.raw, self.client)
        if self.workers.jobs > 1:
            # Where the next ones wait for these, every process has its share of them.
            return self._sent(jobs, -(-len(jobs) // self.workers.jobs) if brought else len(jobs), threads)
        # Whose stills may have to be fetched is waited for, whatever is known of its cards.
        client = self.client if self.posters is None else None
        return self._going_on(jobs, whole.begun([_task(job) for job in jobs], self.making, self.look, client), threads)

    def _sent(self, jobs: Sequence[Job], size: int, threads: ThreadPoolExecutor) -> list[Sent]:
        """Gives documents to other processes, so many to each."""
        sent: list[Sent] = []
        for first in range(0, len(jobs), size):
            some = jobs[first : first + size]
            together = threads.submit(self._away, some, threads)
            sent += [Sent(together, number) for number in range(len(some))]
        return sent

    def _away(self, jobs: Sequence[Job], threads: ThreadPoolExecutor) -> list[Told | Future[Told]]:
        sources = [job.raw.source for job in jobs]
        found = self.workers.each(sources, whole.away, [_task(job) for job in jobs], self.making, self.look, self.client.now())
        return self._going_on(jobs, found, threads)

    def _going_on(self, jobs: Sequence[Job], found: Sequence[whole.Begun], threads: ThreadPoolExecutor) -> list[Told | Future[Told]]:
        """What was told of documents; those whose cards must be asked for are waited for."""
        return [
            threads.submit(self._asked, job, one) if isinstance(one, list) else _told(job, one)
            for job, one in zip(jobs, found, strict=True)
        ]

    def _asked(self, job: Job, blocks: list[Block]) -> Told:
        """A document whose cards are not all at hand."""
        cards = self.client.cards(blocks, deadline_s=min(self.client.options.document_s, self.until - time.monotonic()))
        stills = [self._still(card) for card in cards]
        try:
            return Made(job, self.workers.run(job.raw.source, whole.finished, _task(job), self.making, self.look, blocks, cards, stills))
        except InputError as fault:
            return _told(job, fault)

    def _still(self, card: Card) -> str | None:
        """The site's own copy of a provider's still, after `until` only one that is there; the article's own pictures stay where they are."""
        if self.posters is None or card.kind == "photo" or card.provenance.get("thumbnails") == "markup":
            return None
        return self.posters.of(card, ask=time.monotonic() < self.until)


def _task(job: Job) -> whole.Task:
    return whole.Task(job.raw, Before(job.row.blocks, job.row.cards, job.row.look) if job.row is not None else None)


def _told(job: Job, one: Result | InputError) -> Told:
    return Unreadable(job.raw.source, str(one)) if isinstance(one, InputError) else Made(job, one)


def outcomes(found: Iterable[Job | Row | Unreadable], make: Make, at_once: int, processes: int = 1) -> Iterator[Outcome]:
    """Each document with its outcome, in order. So many are asked for at once, and every process has its next ones; no more are in memory."""
    waiting: deque[Awaited | Outcome] = deque()
    ahead = max(at_once, 2 * processes * _FEW if processes > 1 else 0)
    with ThreadPoolExecutor(at_once + processes, thread_name_prefix="embedkit-build") as threads:
        try:
            for some in _few(found):
                under_way = (one for one in waiting if isinstance(one, Future | Sent))
                made = iter(make([one for one in some if isinstance(one, Job)], threads, under_way))
                waiting += [next(made) if isinstance(one, Job) else one for one in some]
                while waiting and (len(waiting) > ahead or not isinstance(waiting[0], Future | Sent)):
                    yield _outcome(waiting.popleft())
            while waiting:
                yield _outcome(waiting.popleft())
        finally:
            threads.shutdown(cancel_futures=True)


def _few(found: Iterable[Job | Row | Unreadable]) -> Iterator[list[Job | Row | Unreadable]]:
    """A few documents at a time: not so many that they would fill the memory."""
    some: list[Job | Row | Unreadable] = []
    size = 0
    for one in found:
        some.append(one)
        size += len(one.raw.data) if isinstance(one, Job) else 0
        if len(some) >= _FEW or size > _LARGE:
            yield some
            some, size = [], 0
    if some:
        yield some


def _outcome(one: Awaited | Outcome) -> Outcome:
    return one.result() if isinstance(one, Future | Sent) else one
