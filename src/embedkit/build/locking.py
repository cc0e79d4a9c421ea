"""Makes the lock file of a set of articles, and tells whether it fits them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from embedkit.asks import Entry
from embedkit.build import inputs
from embedkit.client import Client, Store
from embedkit.layers import Layers, Ledger, Refresh, everything
from embedkit.lock import Lock, line, lockable
from embedkit.models import Block, Card, Problem
from embedkit.problems import PROBLEMS

PAGES = "page"
"""Stands for linked pages where a provider is named."""
Open = Callable[[Store], Client]
"""Makes a client that remembers with the given store."""


@dataclass
class Locked:
    """A new lock, how it differs from the old one (requests), and the items whose last look-up failed: source, URL, problem."""

    lock: Lock
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[tuple[str, str, Problem]] = field(default_factory=list)
    unreadable: list[inputs.Unreadable] = field(default_factory=list)


def lock(paths: Iterable[str | Path], cache: Store, open_client: Open, old: Lock, *, upgrade: str | None = None, base_url: str | None = None) -> Locked:  # fmt: skip
    """The answers that the articles under `paths` need: those of `old`, the missing ones from the cache or asked, no others.

    `upgrade` asks again for one provider's (`PAGES` for linked pages), or all with `*`. Locked failures that may pass are always
    asked again. An answer of `old` stays where asking again fails.
    """
    ledger = Ledger(Layers(cache, old, refresh=_wanted(upgrade)))
    made = Locked(old)
    with closing(open_client(ledger)) as client:
        for source, _, card in _cards(paths, client, base_url, made.unreadable):
            trouble = PROBLEMS[card.problem] if card.problem is not None else None
            if card.problem is not None and trouble is not None and (card.status == "stale" or not trouble.settled):
                made.failed.append((source, card.url or card.id, card.problem))
    made.lock = Lock({key: entry for key, entry in ledger.used.items() if entry is not None and lockable(entry)})
    made.added = sorted(set(made.lock) - set(old))
    made.removed = sorted(set(old) - set(made.lock))
    made.changed = sorted(key for key in set(old) & set(made.lock) if _line(made.lock, key) != _line(old, key))
    return made


@dataclass
class Fit:
    """How a lock fits its articles: items without an answer (source, URL), answers that nothing asks for, files not read."""

    missing: list[tuple[str, str]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    unreadable: list[inputs.Unreadable] = field(default_factory=list)


def fit(paths: Iterable[str | Path], open_client: Open, old: Lock, *, base_url: str | None = None) -> Fit:
    """Whether the articles under `paths` can be built from the lock alone; nothing is asked, no cache is read."""
    ledger, found = Ledger(Layers(_Nowhere(), old, frozen=True)), Fit()
    with closing(open_client(ledger)) as client:
        for source, _, card in _cards(paths, client, base_url, found.unreadable):
            if any(ledger.used[key] is None for key in ledger.latest):
                found.missing.append((source, card.url or card.id))
            ledger.latest.clear()
    found.unused = sorted(set(old) - set(ledger.used))
    return found


def _cards(paths: Iterable[str | Path], client: Client, base_url: str | None, unreadable: list[inputs.Unreadable]) -> Iterator[tuple[str, Block, Card]]:  # fmt: skip
    for document in inputs.each(paths):
        if isinstance(document, inputs.Unreadable):
            unreadable.append(document)
            continue
        for block in document.blocks(base_url, profiles=client.profiles):
            yield document.source, block, client.card(block)


def _wanted(upgrade: str | None) -> Refresh:
    if upgrade == "*":
        return everything
    named = "" if upgrade == PAGES else upgrade

    def wanted(entry: Entry) -> bool:
        return entry.provider == named or (entry.locked and entry.problem is not None and PROBLEMS[entry.problem].network)

    return wanted


def _line(lock: Lock, key: str) -> str:
    entry = lock.get(key)
    return line(key, entry) if entry is not None else ""


class _Nowhere:
    """A store that has nothing and keeps nothing."""

    def get(self, key: str) -> Entry | None:
        return None

    def set(self, key: str, entry: Entry) -> bool:
        return False

    def close(self) -> None:
        """Nothing to close."""


__all__ = ["PAGES", "Fit", "Locked", "fit", "lock"]
