"""`Cache`: provider answers in a folder, for threads, asyncio and processes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from embedkit.asks import Entry
from embedkit.cache import place
from embedkit.cache.claims import claim
from embedkit.cache.disk import DISK_FAULTS, FAULTS, asides, cause, delete_rows, is_busy, is_damage, open_database, remove_aside, set_aside
from embedkit.cache.reader import Reader, Row
from embedkit.flight import Release, claimed, nothing
from embedkit.models import CardWarning
from embedkit.problems import NOTES

_PARSED, _SHORT = 2_048, 20_000
"""How many answers are kept parsed, and of how many bytes at most."""
_REST_S = 30.0
"""After a write that failed, the next is tried so many seconds later: a locked database costs its wait once, not once an answer."""


class Size(NamedTuple):
    """How many answers are stored, and how many bytes their database takes."""

    entries: int
    bytes: int


class Cache:
    """Provider answers in a folder, for threads and processes. Every call copes with a broken disk; `warnings` tells of it.

    A folder that cannot be written is read; a damaged database is set aside, and what is still whole in it is kept.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder).expanduser() if folder is not None else place.default_folder()
        self.warnings: list[CardWarning] = []
        self._parsed: dict[str, tuple[bytes, Entry]] = {}
        self._local, self._rest_until = True, 0.0
        self._store: Any = None
        self._reader: Reader | None = None
        self._open()

    def _open(self) -> None:
        try:
            place.make(self.folder)
            network = place.network_filesystem(self.folder)
            self._local = network is None
            if network is not None:
                self._note("cache_network", f"{self.folder}: {network}")
            self._store = self._connect()
        except FAULTS as fault:
            self._open_otherwise(fault)

    def _connect(self) -> Any:
        return open_database(self.folder, shared_memory=self._local)

    def _open_otherwise(self, fault: Exception) -> None:
        if is_damage(fault) and self._mend(fault):
            return
        try:
            self._only_read(fault)
        except FAULTS:
            self._note("cache", f"{self.folder}: {cause(fault)}")

    def _only_read(self, fault: BaseException) -> None:
        self._reader, self._store = Reader(self.folder), None
        self._rest(fault)

    def _rest(self, fault: BaseException) -> None:
        self._rest_until = time.monotonic() + _REST_S
        self._note("cache_unwritable", f"{self.folder}: {cause(fault)}")

    def _mend(self, fault: Exception) -> bool:
        """Begins a damaged database afresh, unless another process or thread has just done so."""
        release = claimed(self, "mending", 10)
        try:
            with contextlib.suppress(*FAULTS):
                if Reader(self.folder).is_whole():
                    self._store = self._connect()
                    return True
            return self._begin_afresh(str(cause(fault)))
        finally:
            release()

    def _begin_afresh(self, why: str) -> bool:
        """Sets the database aside and begins another with the answers that can still be read."""
        try:
            aside = set_aside(self.folder)
            self._store = self._connect()
        except FAULTS:
            return False
        self._note("cache_damaged", f"{self.folder}: {why}; {self._salvage(aside)} answers could be kept, the rest is in {aside.name}")
        return True

    def _salvage(self, aside: Path) -> int:
        kept = 0
        with contextlib.suppress(*FAULTS):
            for row in Reader(aside).rows():
                kept += bool(row.key and row.body and self._store.set(row.key, row.body))
        return kept

    def _note(self, name: str, detail: str) -> None:
        """One warning of a kind: a thousand answers that a full disk does not take are one trouble."""
        note = NOTES[name]
        if not any(told.code == note.code for told in self.warnings):
            self.warnings.append(CardWarning(code=note.code, message=f"{note.message} ({detail}). {note.advice}"))

    def get(self, key: str) -> Entry | None:
        """The stored answer, or None; a row that cannot be trusted is none."""
        try:
            body = self._body(key)
            return self._entry(key, body) if body is not None else None
        except (*FAULTS, ValidationError):
            return None

    def _entry(self, key: str, body: bytes) -> Entry:
        """The answer in a row; one that was read before and is still the same is not parsed again."""
        seen = self._parsed.get(key)
        if seen is not None and seen[0] == body:
            return seen[1]
        entry = Entry.model_validate_json(body)
        if len(body) <= _SHORT:
            if len(self._parsed) >= _PARSED:
                self._parsed.clear()
            self._parsed[key] = (body, entry)
        return entry

    def _body(self, key: str) -> bytes | None:
        if (store := self._store) is not None:
            try:
                found: bytes | None = store.get(key)
                return found
            except FAULTS as fault:
                if not is_busy(fault):
                    raise
                self._only_read(fault)
        return self._reader.get(key) if self._reader is not None else None

    def set(self, key: str, entry: Entry) -> bool:
        """Stores an answer, a failure only where no good answer is; False, with a warning, where the disk does not take it."""
        if time.monotonic() < self._rest_until or not self._can_write():
            return False
        try:
            try:
                return self._put(self._store, key, entry)
            except FAULTS as fault:
                if not (is_damage(fault) and self._mend(fault)):
                    raise
                return self._put(self._store, key, entry)
        except DISK_FAULTS as fault:
            self._rest(fault)
            return False
        except FAULTS:  # this answer cannot be written as JSON, another one can
            return False

    def _can_write(self) -> bool:
        """Whether there is a database to write to; one that could only be read is tried again: a server runs for months."""
        if self._store is None and self._reader is not None:
            try:
                self._store, self._reader = self._connect(), None
            except FAULTS as fault:
                self._rest(fault)
        return self._store is not None

    def _put(self, store: Any, key: str, entry: Entry) -> bool:
        with contextlib.nullcontext() if entry.is_good else store.transact():
            kept = entry if entry.is_good else entry.over(self.get(key))
            return bool(store.set(key, kept.model_dump_json(exclude_defaults=True).encode()))

    def claim(self, key: str) -> Release | None:
        """Claims a key among all processes that share this folder: what releases it, or None while another holds it. Never waits."""
        return claim(self.folder, key) if self._store is not None or self._reader is None else nothing

    def stamp(self) -> str | None:
        """Something that is the same as long as no answer was stored or dropped; None where that cannot be told."""
        try:
            return Reader(self.folder).stamp()
        except FAULTS:
            return None

    def size(self) -> Size:
        """Number of answers and bytes on disk; zeros where there is no usable cache."""
        store = self._store if self._store is not None else self._reader
        try:
            return Size(len(store), int(store.volume())) if store is not None else Size(0, 0)
        except FAULTS:
            return Size(0, 0)

    def clear(self) -> int:
        """Forgets every answer, also those of databases that were set aside; how many there were."""
        self.forget_set_aside()
        try:
            return int(self._store.clear()) if self._store is not None else 0
        except FAULTS as fault:
            self._note("cache_unwritable", f"{self.folder}: {cause(fault)}")
            return 0

    def rows(self) -> Iterator[Row]:
        """Each row, whole or not; none where there is no cache to be read."""
        with contextlib.suppress(*FAULTS):
            yield from Reader(self.folder).rows()

    def is_whole(self) -> bool:
        """Whether the database file is sound; a cache that cannot be used has none."""
        try:
            return (self._store is None and self._reader is None) or Reader(self.folder).is_whole()
        except FAULTS:
            return False

    def drop(self, rows: Sequence[Row]) -> bool:
        """Forgets these rows as they were read, all or none; False, with a warning, where the disk does not let go of them."""
        if not rows:
            return True
        try:
            delete_rows(self.folder, [(row.number, row.stored) for row in rows])
            return True
        except FAULTS as fault:
            self._note("cache_unwritable", f"{self.folder}: {cause(fault)}")
            return False

    def rebuild(self) -> bool:
        """Begins the database afresh with what can be read of it, unless it can only be read; the old one is set aside."""
        if self._store is None:
            return False
        self.close()
        self._store = None
        if self._begin_afresh("rebuilt"):
            return True
        self._open()
        return False

    def forget_set_aside(self) -> int:
        """Removes the databases that were found damaged; how many there were."""
        return sum(map(remove_aside, asides(self.folder)))

    def close(self) -> None:
        """Closes the database; the answers stay."""
        if self._store is not None:
            with contextlib.suppress(*FAULTS):
                self._store.close()
