"""What a build remembers for the next one: of each page its source's hash, its blocks, its cards. One SQLite file in the output folder.

It is a help only: one that is missing, damaged or of another version costs a full build.
"""

from __future__ import annotations

import contextlib
import functools
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from embedkit.errors import ConfigurationError
from embedkit.models import CARDS, Card

NAME = ".embedkit-build.db"
_VERSION = 3
_KNOWN = "SELECT place, source, number, key, look, answers, until, size, findings, tally FROM pages"
_AHEAD = 64
"""Pages that are read together."""
_EVERY_S = 1.0
"""Seconds after which what was noted becomes lasting: a build that is killed does so much over again."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS pages (place TEXT PRIMARY KEY, source TEXT, number INTEGER, key TEXT, look TEXT, answers TEXT, until REAL,
  size INTEGER, findings TEXT, tally TEXT, blocks BLOB, cards BLOB, section TEXT);
CREATE INDEX IF NOT EXISTS pages_in_order ON pages(number);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT);
"""

_read = functools.lru_cache(maxsize=1_024)(json.loads)
"""Reads a tally: most documents of a site have the same few."""


class Row(NamedTuple):
    """What is known of one page. `number` is its place in the order of the last build; None: it was not part of it.

    Blocks, cards and the section of the report are empty where they were not asked for.
    """

    place: str
    source: str
    number: int | None
    key: str
    look: str
    answers: str
    until: float
    size: int
    findings: str
    tally: str
    blocks: bytes = b""
    cards: bytes = b""
    section: str = ""

    @property
    def counted(self) -> dict[str, Any]:
        """Its tally."""
        return dict(_read(self.tally))


M = TypeVar("M", bound=Callable[..., Any])


def _telling(method: M) -> M:
    """What SQLite cannot write is told as a folder that does not take it."""

    @functools.wraps(method)
    def told(self: State, *args: Any) -> Any:
        try:
            return method(self, *args)
        except sqlite3.Error as fault:
            raise ConfigurationError(f"{self.path or 'the temporary folder'}: cannot be written ({fault}); choose another folder with -o or make room") from fault  # fmt: skip

    return told  # type: ignore[return-value]


class State:
    """The file at `path`, or one that lasts as long as this object. For one thread. Raises ConfigurationError where it cannot be written."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._ahead: dict[str, Row] = {}
        self._next = 0
        try:
            self._db = self._opened()
        except sqlite3.DatabaseError:
            self._begin_afresh()
        self._kept = time.monotonic()

    @_telling
    def _begin_afresh(self) -> None:
        if self.path is not None:
            with contextlib.suppress(OSError):
                self.path.unlink()
        self._db = self._opened()

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path or "", timeout=10, check_same_thread=False)
        if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            db.executescript(f"DROP TABLE IF EXISTS pages; DROP TABLE IF EXISTS notes; PRAGMA user_version={_VERSION};")
        db.executescript(_SCHEMA)
        return db

    def get(self, place: str) -> Row | None:
        """What is known of a page, without its blocks, cards and section; asked once for each, mostly in the order of the last build."""
        row = self._ahead.pop(place, None)
        if row is None:
            found = self._db.execute(f"{_KNOWN} WHERE place = ?", (place,)).fetchone()
            row = Row(*found) if found is not None else None
            self._ahead.clear()
            if row is not None and row.number is not None and row.number == self._next:
                more = self._db.execute(f"{_KNOWN} WHERE number > ? ORDER BY number LIMIT {_AHEAD}", (row.number,))
                self._ahead = {row.place: row for row in starmap(Row, more)}
        if row is not None and row.number is not None:
            self._next = row.number + 1
        return row

    def filled(self, row: Row) -> Row:
        """The same with its blocks, cards and section."""
        blocks, cards, section = self._db.execute("SELECT blocks, cards, section FROM pages WHERE place = ?", (row.place,)).fetchone()
        return row._replace(blocks=blocks, cards=cards, section=section)

    @_telling
    def put(self, row: Row) -> None:
        """Notes a page that was written."""
        self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._keep_now_and_then()

    @_telling
    def number(self, row: Row, number: int) -> None:
        """Notes the place of an unchanged page in the order."""
        if row.number != number:
            self._db.execute("UPDATE pages SET number = ? WHERE place = ?", (number, row.place))
            self._keep_now_and_then()

    @_telling
    def gone(self, seen: set[str]) -> list[str]:
        """The places of pages that are known but were not seen; those that were in the last build are taken out of its order."""
        lost = [place for (place,) in self._db.execute("SELECT place FROM pages ORDER BY place") if place not in seen]
        self._db.executemany("UPDATE pages SET number = NULL WHERE place = ? AND number IS NOT NULL", [(place,) for place in lost])
        return lost

    @_telling
    def settle(self, before: str, after: str) -> None:
        """Notes that pages which were made of the answers `before` are right for those `after`."""
        if before != after:
            self._db.execute("UPDATE pages SET answers = ? WHERE answers = ? AND number IS NOT NULL", (after, before))

    @_telling
    def forget(self, place: str) -> None:
        """Drops a page."""
        self._db.execute("DELETE FROM pages WHERE place = ?", (place,))

    def pages(self) -> Iterator[tuple[str, str, list[Card]]]:
        """Source, place and cards of each page of the last build, in its order, read one by one."""
        for source, place, cards in self._db.execute("SELECT source, place, cards FROM pages WHERE number IS NOT NULL ORDER BY number"):
            yield source, place, CARDS.validate_json(cards)

    def listed(self) -> Iterator[tuple[str, str, int]]:
        """Source, place and number of cards of each page of the last build, in its order, read one by one."""
        for source, place, told in self._db.execute("SELECT source, place, tally FROM pages WHERE number IS NOT NULL ORDER BY number"):
            yield source, place, json.loads(told)["cards"]

    def sections(self) -> Iterator[str]:
        """The section in the report of each page of the last build, in its order, read one by one."""
        return (section for (section,) in self._db.execute("SELECT section FROM pages WHERE number IS NOT NULL ORDER BY number"))

    def tallies(self) -> Iterator[dict[str, Any]]:
        """The tally of each page of the last build, in its order, read one by one."""
        return (json.loads(told) for (told,) in self._db.execute("SELECT tally FROM pages WHERE number IS NOT NULL ORDER BY number"))

    def note(self, name: str) -> str:
        """A note; empty where there is none."""
        row = self._db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row is not None else ""

    @_telling
    def set_note(self, name: str, value: str) -> None:
        """Makes a note, lasting at once."""
        self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))
        self.keep()

    def _keep_now_and_then(self) -> None:
        if time.monotonic() - self._kept > _EVERY_S:
            self.keep()

    @_telling
    def keep(self) -> None:
        """Makes what was noted lasting."""
        self._db.commit()
        self._kept = time.monotonic()

    def __del__(self) -> None:
        if (db := getattr(self, "_db", None)) is not None:
            db.close()
