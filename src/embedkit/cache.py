"""Answers on disk: diskcache behind get and set, JSON only.

diskcache 5.6.3 unpickles what it finds (CVE-2025-69872), through values and keys, and its `JSONDisk` does not close that; no release
does. So the `Disk` here reads nothing but its own checked JSON rows. A cache is disposable: whatever is wrong with it costs a warning,
never a build.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import diskcache
from diskcache.core import UNKNOWN
from platformdirs import user_cache_dir
from pydantic import ValidationError

from embedkit.asks import Entry
from embedkit.models import CardWarning
from embedkit.problems import CACHE

_MAGIC = b"EK1"
_LARGEST = 8_000_000
_FAULTS = (sqlite3.Error, OSError, diskcache.Timeout, ValueError, TypeError, KeyError)


class _CheckedDisk(diskcache.Disk):  # type: ignore[misc]
    """Keys are text; a value is magic + checksum + JSON, always inline. Pickles and files are refused, whatever a row claims."""

    def put(self, key: Any) -> tuple[Any, bool]:
        if not isinstance(key, str):
            raise TypeError("a cache key is text")
        return key, True

    def get(self, key: Any, raw: bool) -> Any:
        if not raw or not isinstance(key, str):
            raise ValueError("a row that embedkit did not write")
        return key

    def store(self, value: Any, read: bool, key: Any = UNKNOWN) -> tuple[int, int, None, Any]:
        body = json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
        return len(body), 1, None, sqlite3.Binary(_MAGIC + sha256(body).digest()[:16] + body)

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        if mode != 1 or filename is not None or not isinstance(value, bytes) or len(value) > _LARGEST:
            raise ValueError("a row that embedkit did not write")
        body = value[19:]
        if value[:3] != _MAGIC or value[3:19] != sha256(body).digest()[:16]:
            raise ValueError("a damaged row")
        return json.loads(body)

    def remove(self, file_path: str) -> None:
        """Nothing of ours is a file; a row that names one is not followed."""


class Size(NamedTuple):
    """How many answers are stored, and how many bytes their database takes."""

    entries: int
    bytes: int


def default_folder() -> Path:
    """Where answers are kept unless the caller says otherwise."""
    return Path(user_cache_dir("embedkit"))


class Cache:
    """Provider answers in a folder, for threads and processes. Every call copes with a broken disk; `warnings` tells of it."""

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder) if folder is not None else default_folder()
        self.warnings: list[CardWarning] = []
        self._store = self._open()

    def _open(self) -> Any:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return self._connect()
        except sqlite3.DatabaseError as fault:
            if isinstance(fault, sqlite3.OperationalError) and "malformed" not in str(fault):
                return self._give_up(fault)
            return self._afresh(fault)
        except _FAULTS as fault:
            return self._give_up(fault)

    def _connect(self) -> Any:
        return diskcache.Cache(
            str(self.folder),
            disk=_CheckedDisk,
            timeout=2,
            eviction_policy="none",
            cull_limit=0,
            disk_min_file_size=2**31 - 1,
            sqlite_mmap_size=0,
        )

    def _afresh(self, fault: Exception) -> Any:
        """A damaged database is set aside, and a new one begun."""
        aside = self.folder.with_name(f"{self.folder.name}.corrupt")
        try:
            for number in range(100):
                target = aside if number == 0 else aside.with_name(f"{aside.name}-{number}")
                if not target.exists():
                    self.folder.rename(target)
                    break
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            store = self._connect()
        except _FAULTS as again:
            return self._give_up(again)
        self._note(f"the cache in {self.folder} was damaged ({fault}) and was set aside; a new one was begun")
        return store

    def _give_up(self, fault: Exception) -> None:
        self._note(f"the cache in {self.folder} cannot be used ({fault}); this run goes on without it: check that the folder is writable")

    def _note(self, message: str) -> None:
        if len(self.warnings) < 20:
            self.warnings.append(CardWarning(code=CACHE, message=message))

    def get(self, key: str) -> Entry | None:
        """The stored answer, or None; a row that cannot be trusted is none."""
        if self._store is None:
            return None
        try:
            said = self._store.get(key)
            return Entry.model_validate(said) if said is not None else None
        except (*_FAULTS, ValidationError):
            return None

    def set(self, key: str, entry: Entry) -> bool:
        """Stores an answer; False, with a warning, where the disk does not take it."""
        if self._store is None:
            return False
        try:
            return bool(self._store.set(key, entry.model_dump(mode="json")))
        except _FAULTS as fault:
            self._note(f"an answer could not be stored in {self.folder}: {fault}")
            return False

    def size(self) -> Size:
        """Number of answers and bytes on disk; zeros where there is no usable cache."""
        try:
            return Size(len(self._store), int(self._store.volume())) if self._store is not None else Size(0, 0)
        except _FAULTS:
            return Size(0, 0)

    def clear(self) -> int:
        """Forgets every answer; how many there were."""
        try:
            return int(self._store.clear()) if self._store is not None else 0
        except _FAULTS as fault:
            self._note(f"the cache in {self.folder} could not be emptied: {fault}")
            return 0

    def close(self) -> None:
        """Closes the database; the answers stay."""
        if self._store is not None:
            with contextlib.suppress(*_FAULTS):
                self._store.close()


class MemoryCache:
    """Answers for the life of one client, where nothing shall be kept on disk."""

    def __init__(self) -> None:
        self.warnings: list[CardWarning] = []
        self._entries: dict[str, Entry] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> Entry | None:
        return self._entries.get(key)

    def set(self, key: str, entry: Entry) -> bool:
        with self._lock:
            self._entries[key] = entry
        return True

    def size(self) -> Size:
        return Size(len(self._entries), 0)

    def clear(self) -> int:
        count = len(self._entries)
        self._entries.clear()
        return count

    def close(self) -> None:
        """Nothing to close."""
