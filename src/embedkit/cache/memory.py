"""Answers for the life of one client, where nothing shall be kept on disk."""

from __future__ import annotations

import threading

from embedkit.asks import Entry
from embedkit.models import CardWarning


class MemoryCache:
    """A cache that ends with its client. Safe to share between threads."""

    def __init__(self) -> None:
        self.warnings: list[CardWarning] = []
        self._entries: dict[str, Entry] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> Entry | None:
        return self._entries.get(key)

    def set(self, key: str, entry: Entry) -> bool:
        with self._lock:
            self._entries[key] = entry.over(self._entries.get(key))
        return True

    def clear(self) -> int:
        """Forgets every answer; how many there were."""
        count = len(self._entries)
        self._entries.clear()
        return count

    def close(self) -> None:
        """Nothing to close."""
