"""The care of a cache's folder: what to drop, what is damaged, and carrying answers from one machine to another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import ValidationError

from embedkit.asks import Entry
from embedkit.cache.reader import Row
from embedkit.cache.store import Cache

HEAD = {"embedkit-cache": 1}
KEEP = timedelta(days=90)
"""How long a good answer is kept after its life: it still stands in where asking again fails, and offline."""


class Pruned(NamedTuple):
    """How many failures, good answers and databases that had been set aside were dropped."""

    failures: int
    answers: int
    set_aside: int


def prune(cache: Cache, now: datetime, keep: timedelta = KEEP) -> Pruned:
    """Drops failures whose life is over, good answers whose life ended more than `keep` ago, and databases that were set aside."""
    stored = [(row, entry) for row, entry in _entries(cache) if not entry.is_current(now)]
    failures = [row for row, entry in stored if not entry.is_good]
    answers = [row for row, entry in stored if entry.is_good and entry.fresh_until + keep <= now]
    aside = cache.forget_set_aside()
    dropped = cache.drop([*failures, *answers])
    return Pruned(len(failures) if dropped else 0, len(answers) if dropped else 0, aside)


def _entries(cache: Cache) -> Iterator[tuple[Row, Entry]]:
    """The rows that hold an answer, without its JSON: a list of them is short."""
    for row in cache.rows():
        if (entry := _entry(row)) is not None:
            yield row._replace(body=None), entry


def _entry(row: Row) -> Entry | None:
    try:
        return Entry.model_validate_json(row.body) if row.body is not None else None
    except ValidationError:
        return None


class Verdict(NamedTuple):
    """How many answers are whole, how many rows are not, and whether the database file itself is."""

    answers: int
    refused: int
    whole: bool

    @property
    def is_good(self) -> bool:
        return not self.refused and self.whole


def verify(cache: Cache) -> Verdict:
    """Reads every row and checks the file; nothing is changed."""
    told = [_entry(row) is not None for row in cache.rows()]
    return Verdict(sum(told), len(told) - sum(told), cache.is_whole())


def repair(cache: Cache) -> Verdict:
    """Drops every row that cannot be trusted; of a damaged file, begins another with the answers that can still be read. What is there now."""
    if cache.is_whole():
        cache.drop([row for row in cache.rows() if _entry(row) is None])
    else:
        cache.rebuild()
    return verify(cache)


def lines(cache: Cache) -> Iterator[str]:
    """The cache as JSON lines, a head and one answer a line in the order of their keys, for `take_in` on another machine."""
    yield json.dumps(HEAD) + "\n"
    for key in sorted(row.key for row, _ in _entries(cache) if row.key):
        if (entry := cache.get(key)) is not None:
            yield f'{{"key": {json.dumps(key)}, "entry": {entry.model_dump_json(exclude_defaults=True)}}}\n'


@dataclass
class TakenIn:
    """How many answers were added, how many were older than what is there; the numbers of lines that could not be read."""

    added: int = 0
    older: int = 0
    unreadable: list[int] = field(default_factory=list)


def take_in(cache: Cache, said: Iterable[str]) -> TakenIn:
    """Adds exported answers to a cache; one that is newer or better there stays. Lines count from 1."""
    taken = TakenIn()
    for number, line in enumerate(said, 1):
        if not line.strip() or (number == 1 and _object(line) == HEAD):
            continue
        pair = _pair(line)
        if pair is None:
            taken.unreadable.append(number)
        elif _is_better(pair[1], cache.get(pair[0])) and cache.set(*pair):
            taken.added += 1
        else:
            taken.older += 1
    return taken


def _is_better(new: Entry, old: Entry | None) -> bool:
    if old is None or new.is_good != old.is_good:
        return old is None or new.is_good
    return new.fetched_at > old.fetched_at


def _pair(line: str) -> tuple[str, Entry] | None:
    said = _object(line)
    try:
        entry = Entry.model_validate(said.get("entry"))
    except ValidationError:
        return None
    key = said.get("key")
    # An answer without an end is what a lock file has; a cache forgets.
    return (key, entry.model_copy(update={"locked": False})) if isinstance(key, str) and key else None


def _object(line: str) -> dict[str, object]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
