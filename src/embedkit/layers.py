"""What a client remembers with where there is more than a cache: a lock file before it, answers that shall be asked anew, a record of use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from embedkit.asks import Entry
from embedkit.flight import Release, claim
from embedkit.lock import Lock
from embedkit.models import CardWarning

if TYPE_CHECKING:
    from embedkit.client import Store

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
Refresh = Callable[[Entry], bool]


def nothing(entry: Entry) -> bool:
    """Refreshes no answer."""
    return False


def everything(entry: Entry) -> bool:
    """Refreshes every answer; a provider that asked us to slow down is left alone until the time it named."""
    return "rate_limited" not in (entry.problem, entry.failed)


class Layers:
    """A lock file in front of a cache.

    With `frozen` the cache is neither read nor written. An answer that `refresh` names is given out once as expired: it is then
    asked again, and stays where that fails.
    """

    def __init__(self, cache: Store, lock: Lock | None = None, *, frozen: bool = False, refresh: Refresh = nothing) -> None:
        self.cache, self.lock, self.frozen, self.refresh = cache, lock or Lock(), frozen, refresh
        self._asked: dict[str, Entry] = {}

    @property
    def warnings(self) -> list[CardWarning]:
        """Those of the cache."""
        return list(getattr(self.cache, "warnings", ()))

    def get(self, key: str) -> Entry | None:
        """The locked answer, else the cached one."""
        if key in self._asked:
            return self._asked[key]
        locked = self.lock.get(key)
        if self.frozen or (locked is not None and not self.refresh(locked)):
            return locked
        cached = self.cache.get(key)
        # The cache knows the version of an answer (ETag), the lock file does not.
        entry = cached if locked is None or (cached is not None and cached.is_good) else locked
        return entry.model_copy(update={"fresh_until": _LONG_AGO, "locked": False}) if entry is not None and self.refresh(entry) else entry

    def claim(self, key: str) -> Release | None:
        """That of the cache."""
        return claim(self.cache, key)

    def set(self, key: str, entry: Entry) -> bool:
        """Stores an answer in the cache."""
        if self.refresh is not nothing:
            self._asked[key] = entry
        return False if self.frozen else self.cache.set(key, entry)

    def close(self) -> None:
        """Closes the cache."""
        self.cache.close()


class Ledger:
    """A store that keeps book: which requests were looked up, and the answer that was used for each, None where there was none."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.used: dict[str, Entry | None] = {}
        self.latest: list[str] = []
        """The requests since this list was last emptied, in order."""

    def get(self, key: str) -> Entry | None:
        entry = self.store.get(key)
        if key not in self.latest:
            self.latest.append(key)
        self.used[key] = entry
        return entry

    def claim(self, key: str) -> Release | None:
        return claim(self.store, key)

    def set(self, key: str, entry: Entry) -> bool:
        self.used[key] = entry
        return self.store.set(key, entry)

    def close(self) -> None:
        """Closes the store."""
        self.store.close()
