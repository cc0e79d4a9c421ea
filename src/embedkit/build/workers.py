"""Does work in other processes. One that dies costs the document that it was at: that is tried once more, alone, and then told."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from embedkit.errors import InputError

A = TypeVar("A")
P = ParamSpec("P")
T = TypeVar("T")
# A fork of a process with threads may inherit a lock that nobody frees; a spawned one begins clean.
_CONTEXT = multiprocessing.get_context("spawn")


class Workers:
    """`jobs` processes that do work for any number of threads; with one, the work is done here. A context manager.

    `begin` is called once in each process before its work.
    """

    def __init__(self, jobs: int, begin: Callable[[], None] | None = None) -> None:
        self.jobs, self.begin = jobs, begin
        self._pool: ProcessPoolExecutor | None = None
        self._guard, self._turn = threading.Lock(), threading.Lock()

    def run(self, source: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` gives, a function of a module. Raises InputError, naming `source`, where two processes died over it, and what it raises."""
        try:
            return self._together(work, *args, **kwargs)
        except BrokenProcessPool:
            (found,) = self._alone([source], [partial(work, *args, **kwargs)])
            if isinstance(found, InputError):
                raise found from None
            return found

    def each(self, sources: Sequence[str], work: Callable[Concatenate[list[A], P], list[T]], items: list[A], *args: P.args, **kwargs: P.kwargs) -> list[T | InputError]:  # fmt: skip
        """What `work` gives for many at once, an outcome for each; InputError, naming its source, in place of that over which two processes died."""
        try:
            return list(self._together(work, items, *args, **kwargs))
        except BrokenProcessPool:
            found = self._alone(sources, [partial(work, [item], *args, **kwargs) for item in items])
            return [one if isinstance(one, InputError) else one[0] for one in found]

    def _together(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` gives, beside others. Raises BrokenProcessPool where a process died, over this or something else."""
        if self.jobs < 2:
            # Threads that compute at once only take the interpreter from each other.
            with self._turn:
                return work(*args, **kwargs)
        pool = self._opened()
        try:
            future = pool.submit(work, *args, **kwargs)
        except RuntimeError as fault:  # it broke, or another thread saw that and closed it
            self._forget(pool)
            raise BrokenProcessPool from fault
        try:
            return future.result()
        except BrokenProcessPool:
            self._forget(pool)
            raise

    def _alone(self, sources: Sequence[str], works: Sequence[Callable[[], T]]) -> list[T | InputError]:
        """What each work gives, one after the other in a process of their own: who else was at work when one died is not to blame."""
        found: list[T | InputError] = []
        with self._turn, ExitStack() as held:
            pool: ProcessPoolExecutor | None = None
            for source, work in zip(sources, works, strict=True):
                for _ in range(2):
                    pool = pool or held.enter_context(ProcessPoolExecutor(1, _CONTEXT, self.begin))
                    try:
                        found.append(pool.submit(work).result())
                        break
                    except BrokenProcessPool:
                        pool = None
                else:
                    found.append(InputError(f"{source}: the process that worked on it died, twice; see whether memory ran out, or leave the file out"))  # fmt: skip
        return found

    def _opened(self) -> ProcessPoolExecutor:
        with self._guard:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self.jobs, _CONTEXT, self.begin)
            return self._pool

    def _forget(self, pool: ProcessPoolExecutor) -> None:
        with self._guard:
            if self._pool is pool:
                self._pool = None
        pool.shutdown(wait=False)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
