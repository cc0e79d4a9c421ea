"""Provider answers in one of Django's own caches: as JSON text, never as pickled objects of ours."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import caches
from pydantic import ValidationError

from embedkit.asks import Entry

_KEEP_S = 90 * 86_400
"""Seconds an answer is kept: long after it is fresh, as a stale one is better than none."""


class DjangoStore:
    """A client's cache over `CACHES[alias]`."""

    def __init__(self, alias: str = "default") -> None:
        self.alias = alias

    def get(self, key: str) -> Entry | None:
        """The stored answer, or None where there is none that can be read."""
        said = caches[self.alias].get(_name(key))
        try:
            return Entry.model_validate_json(said) if isinstance(said, str) else None
        except ValidationError:
            return None

    def set(self, key: str, entry: Entry) -> bool:
        """Stores an answer."""
        caches[self.alias].set(_name(key), entry.model_dump_json(), _KEEP_S)
        return True

    def close(self) -> None:
        """Django closes its caches itself."""


def _name(key: str) -> str:
    return f"embedkit:{sha256(key.encode()).hexdigest()}"
