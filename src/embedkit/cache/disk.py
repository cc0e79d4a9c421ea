"""diskcache behind checked JSON rows.

diskcache 5.6.3 unpickles what it finds (CVE-2025-69872), through values and keys, and its `JSONDisk` does not close that; no release
does. So the `Disk` here reads nothing but its own checked rows.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import diskcache
from diskcache.core import DBNAME, DEFAULT_SETTINGS, METADATA, UNKNOWN

DISK_FAULTS = (sqlite3.Error, OSError, diskcache.Timeout)
"""What a broken, full, locked or read-only disk can make of a call."""
FAULTS = (*DISK_FAULTS, ValueError, TypeError, KeyError)
"""The same, and what rows that somebody planted can."""
OPENING_S, WRITING_S = 2.0, 5.0
"""How long opening, and every later call, waits for another process that holds the database."""
# Each thread has a connection with a page cache of its own: 256 pages are 1 MB.
# All settings, so that none is taken from the database: nothing is evicted behind our back, and no value becomes a file.
_SETTINGS = {
    **DEFAULT_SETTINGS,
    "eviction_policy": "none",
    "cull_limit": 0,
    "disk_min_file_size": 2**31 - 1,
    "sqlite_mmap_size": 0,
    "sqlite_cache_size": 256,
}
_FILES = (f"{DBNAME}-wal", f"{DBNAME}-shm", DBNAME)
_ASIDE = re.compile(r"corrupt-\d{8}T\d{12}")
_MAGIC = b"EK1"
_LARGEST = 8_000_000
_T = TypeVar("_T")


def pack(body: bytes) -> bytes:
    """A row's value: magic, checksum, JSON."""
    return _MAGIC + sha256(body).digest()[:16] + body


def unpack(value: Any) -> bytes:
    """The JSON of a row's value. Raises ValueError for what is damaged or was not written here."""
    if not isinstance(value, bytes) or len(value) > _LARGEST or value[:3] != _MAGIC:
        raise ValueError("a row that embedkit did not write")
    if value[3:19] != sha256(value[19:]).digest()[:16]:
        raise ValueError("a damaged row")
    return value[19:]


class CheckedDisk(diskcache.Disk):  # type: ignore[misc]
    """Keys are text; a value is checked JSON, always inline. Pickles and files are refused, whatever a row claims."""

    def put(self, key: Any) -> tuple[Any, bool]:
        if not isinstance(key, str):
            raise TypeError("a cache key is text")
        return key, True

    def get(self, key: Any, raw: bool) -> Any:
        if not raw or not isinstance(key, str):
            raise ValueError("a row that embedkit did not write")
        return key

    def store(self, value: bytes, read: bool, key: Any = UNKNOWN) -> tuple[int, int, None, Any]:
        return len(value), 1, None, sqlite3.Binary(pack(value))

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> bytes:
        if mode != 1 or filename is not None:
            raise ValueError("a row that embedkit did not write")
        return unpack(value)

    def remove(self, file_path: str) -> None:
        """Nothing of ours is a file; a row that names one is not followed."""


def open_database(folder: Path, *, shared_memory: bool = True) -> Any:
    """The diskcache of a folder. Without `shared_memory` its journal is one that network file systems can hold.

    SQLite's write-ahead log needs memory that all its processes share (https://sqlite.org/wal.html, section 1). Raises one of FAULTS,
    within about OPENING_S where another process holds the database: diskcache itself would wait a minute.
    """
    journal = "wal" if shared_memory else "delete"
    _patiently(lambda: _probe(folder / DBNAME, journal))
    return diskcache.Cache(str(folder), disk=CheckedDisk, timeout=WRITING_S, **{**_SETTINGS, "sqlite_journal_mode": journal})


def _probe(file: Path, journal: str) -> None:
    """Raises what would stop diskcache: no database, a damaged, a locked or a read-only one, or settings that would become its attributes."""
    with closing(sqlite3.connect(file, timeout=0.2, isolation_level=None)) as db:
        db.execute(f"PRAGMA journal_mode={journal}")
        db.execute("BEGIN IMMEDIATE")
        db.execute("ROLLBACK")
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'Settings'").fetchone():
            unknown = {str(key) for (key,) in db.execute("SELECT key FROM Settings")} - {*_SETTINGS, *METADATA}
            if unknown:
                raise ValueError(f"settings that diskcache does not write: {', '.join(sorted(unknown))[:200]}")


def _patiently(call: Callable[[], _T]) -> _T:
    """Many processes that open one new database at once get in each other's way for a moment."""
    end = time.monotonic() + OPENING_S
    while True:
        try:
            return call()
        except sqlite3.OperationalError as fault:
            if not is_busy(fault) or time.monotonic() > end:
                raise
            time.sleep(0.02)


def cause(fault: BaseException) -> BaseException:
    """What went wrong first: diskcache rolls back what SQLite has rolled back already, and that error covers the cause."""
    while isinstance(fault.__context__, sqlite3.Error):
        fault = fault.__context__
    return fault


def is_busy(fault: BaseException) -> bool:
    """Another connection holds the database."""
    return isinstance(first := cause(fault), sqlite3.OperationalError) and "locked" in str(first)


def is_damage(fault: BaseException) -> bool:
    """The file is no database, or no whole one."""
    return isinstance(first := cause(fault), sqlite3.DatabaseError) and ("malformed" in str(first) or "not a database" in str(first))


def set_aside(folder: Path) -> Path:
    """Moves a damaged database into a folder of its own beside it; its log first, which belongs to no other database."""
    aside = folder / f"corrupt-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    aside.mkdir(mode=0o700)
    for name in _FILES:
        with suppress(FileNotFoundError):
            (folder / name).rename(aside / name)
    return aside


def asides(folder: Path) -> list[Path]:
    """The folders of databases that were set aside, the oldest first."""
    return sorted(path for path in folder.glob("corrupt-*") if _ASIDE.fullmatch(path.name) and path.is_dir())


def remove_aside(aside: Path) -> bool:
    """Removes a database that was set aside, and nothing else that may lie there; True where it is gone."""
    with suppress(OSError):
        for name in _FILES:
            (aside / name).unlink(missing_ok=True)
        aside.rmdir()
    return not aside.exists()


def delete_rows(folder: Path, rows: list[tuple[int, float | None]]) -> None:
    """Deletes rows by number and time of storing, all or none: one that was stored anew since it was read stays."""
    with closing(sqlite3.connect(folder / DBNAME, timeout=WRITING_S)) as db, db:
        db.executemany("DELETE FROM Cache WHERE rowid = ? AND store_time IS ?", rows)
