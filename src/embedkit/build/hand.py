"""Stored answers for other processes: so that a document whose answers are known needs nothing of the process that asks."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from embedkit.cache import Cache
from embedkit.client import Client
from embedkit.client_base import Base
from embedkit.errors import EmbedkitError
from embedkit.layers import Layers, nothing
from embedkit.lock import Lock
from embedkit.providers import PROVIDERS
from embedkit.resolve import Options
from embedkit.rules import RULES


@dataclass(frozen=True)
class Hand:
    """What of a client another process can have: its folder of answers, the text of its lock file, its settings. Nothing is asked there."""

    folder: Path | None
    lock: str | None
    frozen: bool
    offline: bool
    options: Options
    _client: ClassVar[Base | None] = None

    @classmethod
    def of(cls, client: Client) -> Hand | None:
        """That of a client; None where its answers are in its memory, in a store or an index of its own, or shall be asked anew."""
        store, lock, frozen = client.store, None, False
        if isinstance(store, Layers):
            if store.refresh is not nothing:
                return None
            lock, frozen, store = store.lock.text(), store.frozen, store.cache
        folder = store.folder if type(store) is Cache else None
        if client.index is not None or client.providers is not PROVIDERS or (folder is None and not frozen):
            return None
        return cls(folder, lock, frozen, client.offline, client.options)

    def begin(self) -> None:
        """Opens the answers, once in a process. One that cannot open them leaves every look-up to the process that asks."""
        with suppress(EmbedkitError, OSError):
            lock = Lock.of_text(self.lock) if self.lock is not None else None
            cache = None if self.frozen else self.folder
            Hand._client = Base(cache, self.offline, lock, self.frozen, False, None, PROVIDERS, RULES, self.options, None, None)

    @classmethod
    def client(cls, now: datetime) -> Base | None:
        """What `begin` opened in this process, at this moment of the client's clock; None where it opened nothing."""
        if cls._client is not None:
            cls._client.now = lambda: now
        return cls._client
