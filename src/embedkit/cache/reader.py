"""The rows of a cache's database without writing to it: of one that cannot be written, of a damaged one, or all of them for upkeep."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from diskcache.core import DBNAME

from embedkit.cache.disk import unpack


class Row(NamedTuple):
    """One row: its number, when it was stored (seconds since 1970), its key and JSON; neither of both where it cannot be trusted."""

    number: int
    stored: float | None
    key: str | None
    body: bytes | None


class Reader:
    """The rows of a database that is only read: of one that cannot be written, or whole for upkeep. Raises sqlite3.Error.

    `immutable` reads past locks and without shared memory; what a log beside the database still holds is then not seen.
    """

    def __init__(self, folder: Path) -> None:
        self._file: Path = (folder / DBNAME).absolute()
        self._uri = f"{self._file.as_uri()}?mode=ro"
        try:
            self._first()
        except sqlite3.OperationalError:
            self._uri += "&immutable=1"
            self._first()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._uri, uri=True, timeout=0.2)

    def _first(self) -> None:
        with closing(self._connect()) as db:
            db.execute("SELECT key, raw, mode, filename, value FROM Cache LIMIT 1").fetchall()

    def get(self, key: str) -> bytes | None:
        """The JSON under a key. Raises ValueError for a damaged row."""
        with closing(self._connect()) as db:
            row = db.execute("SELECT value FROM Cache WHERE key = ? AND raw = 1 AND mode = 1 AND filename IS NULL", (key,)).fetchone()
        return unpack(row[0]) if row is not None else None

    def stamp(self) -> str:
        """Something that differs once a row was written or dropped: how many there are, and when the latest was stored."""
        with closing(self._connect()) as db:
            return repr(db.execute("SELECT COUNT(*), MAX(store_time) FROM Cache").fetchone())

    def rows(self) -> Iterator[Row]:
        """Each row. Pages that cannot be read are passed over."""
        with closing(self._connect()) as db:
            for number in _numbers(db):
                yield _row(db, number)

    def is_whole(self) -> bool:
        """Whether SQLite finds nothing wrong with the file."""
        try:
            with closing(self._connect()) as db:
                return bool(db.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
        except sqlite3.Error:
            return False

    def __len__(self) -> int:
        with closing(self._connect()) as db:
            return int(db.execute("SELECT count(*) FROM Cache").fetchone()[0])

    def volume(self) -> int:
        """Bytes of the database."""
        return self._file.stat().st_size

    def close(self) -> None:
        """Nothing stays open between calls."""


def _numbers(db: sqlite3.Connection) -> list[int]:
    """The numbers of all rows that the table itself or its index still tells."""
    found: dict[int, None] = {}
    for query in ("SELECT rowid FROM Cache NOT INDEXED", "SELECT rowid FROM Cache INDEXED BY Cache_key_raw WHERE key > ''"):
        with suppress(sqlite3.Error):
            for (number,) in db.execute(query):
                found[number] = None
    return list(found)


def _row(db: sqlite3.Connection, number: int) -> Row:
    stored = None
    try:
        query = "SELECT store_time, key, value, raw = 1 AND mode = 1 AND filename IS NULL FROM Cache WHERE rowid = ?"
        stored, key, value, ours = db.execute(query, (number,)).fetchone() or (None, None, None, False)
        return Row(number, stored, key, unpack(value)) if ours and isinstance(key, str) else Row(number, stored, None, None)
    except (sqlite3.Error, ValueError):
        return Row(number, stored, None, None)
