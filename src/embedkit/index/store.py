"""`Index`: a publisher's own videos and articles in one SQLite file, found by title, address or id."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from embedkit.asks import Known, Lookup
from embedkit.errors import ConfigurationError
from embedkit.index import write
from embedkit.index.find import Finder
from embedkit.index.item import KINDS, Entry, Item, ItemKind, Skipped, key_of
from embedkit.index.match import Found, choose
from embedkit.index.schema import connect, writing
from embedkit.index.suggest import Suggestion, suggest
from embedkit.models import Match

DEFAULT_FILE = "embedkit.videos.db"
_EXAMPLES = 3


@dataclass
class Added:
    """What an update did: counts, and why entries were left out (reason, count) with some examples."""

    new: int = 0
    changed: int = 0
    same: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def skip(self, entry: Skipped) -> None:
        """Counts an entry that is none."""
        self.skipped[entry.reason] += 1
        shown = self.examples.setdefault(entry.reason, [])
        if entry.what and len(shown) < _EXAMPLES:
            shown.append(entry.what)


class Listed(NamedTuple):
    """An item as it stands in the index, and what listed it last."""

    item: Item
    key: str
    source: str


class Stats(NamedTuple):
    """What an index holds. `bytes` is the size of its file."""

    items: int
    titles: int
    kinds: dict[str, int]
    languages: dict[str, int]
    sources: dict[str, int]
    first: datetime | None
    last: datetime | None
    bytes: int


class Index:
    """An index file. A context manager; safe to share between threads.

    `path` is the file; with `create` it is made where it is missing and may be written. Raises ConfigurationError for a file that
    is missing or is no index.
    """

    def __init__(self, path: str | Path = DEFAULT_FILE, *, create: bool = False) -> None:
        self.path = Path(path)
        self._db, self._writable = connect(self.path, write=create), create
        self._lock = threading.RLock()
        self._find = Finder(self._db)

    def add(self, entries: Iterable[Entry], source: str = "") -> Added:
        """Adds or updates entries, all of them or, when interrupted, none. `source` is what listed them."""
        return self.add_all([(source, entries)])

    def add_all(self, sources: Iterable[tuple[str, Iterable[Entry]]]) -> Added:
        """The same for several sources at once."""
        added = Added()
        with self._lock, self._writing():
            for place, entries in sources:
                write.add(self._db, entries, place, added)
            write.tidy(self._db, added.new)
        self._find.forget()
        return added

    def _writing(self) -> AbstractContextManager[None]:
        if not self._writable:
            raise ConfigurationError(f"{self.path}: opened to be read; Index(…, create=True) may write")
        return writing(self._db, self.path)

    def match(self, title: str, *, published_at: datetime | None = None, language: str | None = None, duration_s: float | None = None,
              kind: ItemKind = "video") -> Found:  # fmt: skip
        """The one item that this title names, or none with the candidates that were too close to call.

        `published_at` (aware) and `duration_s` (seconds) are the item's own, as far as the article tells them.
        """
        with self._lock:
            return choose(self._find, title, published_at=published_at, language=language, duration_s=duration_s, kind=kind)

    def get(
        self, *, url: str | None = None, provider: str | None = None, native_id: str | None = None, kind: ItemKind | None = None
    ) -> Found:
        """The item at an address, of a provider's id, or of an id that only its publisher knows."""
        with self._lock:
            found = None
            if provider and native_id:
                found = self._find.by_key(f"{provider}:{native_id}")
            if found is None and url:
                found = self._find.by_key(key_of(url))
            if found is None and native_id and not provider:
                found = self._find.by_native(native_id)
        if found is None or (kind is not None and found.item.kind != kind):
            return Found()
        reason = "same address" if found.key == (key_of(url) if url else "") else "same id"
        return Found(item=found.item, match=Match(score=1.0, reason=reason, listed_in=found.source))

    def known(self, ask: Lookup) -> Known | None:
        """What the index answers a client; None where it lists nothing of this kind."""
        try:
            if ask.kind not in KINDS or not self.kinds.get(ask.kind):
                return None
            found = self.get(url=ask.url, provider=ask.provider, native_id=ask.native_id, kind=ask.kind)
            if found.item is None and ask.title:
                found = self.match(ask.title, published_at=ask.published_at, duration_s=ask.duration_s, kind=ask.kind)
        except sqlite3.Error as fault:
            return Known(reason=f"the index cannot be read: {fault}")
        if found.item is not None and found.match is not None:
            return Known(facts=found.item.facts(found.match))
        return Known(ambiguous=found.ambiguous, reason=found.reason, candidates=tuple(map(str, found.candidates)))

    @property
    def kinds(self) -> dict[str, int]:
        """How many items of each kind there are."""
        with self._lock:
            return self._find.kinds()

    def suggest(self, title: str, text: str = "", *, published_at: datetime | None = None, limit: int = 3, threshold: float = 0.3,
                without: Iterable[str] = ()) -> list[Suggestion]:  # fmt: skip
        """The videos that fit an article best, at most `limit`, each with a score of at least `threshold` (0 to 1) and an explanation.

        `without` are the ids or addresses of cards that the article already has.
        """
        with self._lock:
            return suggest(self._find, title, text, published_at=published_at, limit=limit, threshold=threshold, without=frozenset(without))

    def search(self, words: str, *, limit: int = 20) -> list[Listed]:
        """Items whose title or description has these words, the best first."""
        with self._lock:
            return [Listed(row.item, row.key, row.source) for row in self._find.texts(words, limit)]

    def items(self, kind: str | None = None) -> Iterator[Listed]:
        """Every item, in the order in which they came in."""
        last = 0
        while rows := self._page(last, kind):
            for number, data, key, source in rows:
                yield Listed(Item.model_validate_json(data), key, source)
                last = number

    def _page(self, after: int, kind: str | None) -> list[tuple[int, str, str, str]]:
        query = """SELECT item.id, data, key, place FROM item JOIN source ON source.id = item.source
                   WHERE item.id > ? AND (? IS NULL OR kind = ?) ORDER BY item.id LIMIT 500"""
        with self._lock:
            return self._db.execute(query, (after, kind, kind)).fetchall()

    def stats(self) -> Stats:
        """How much of what it holds."""
        with self._lock:
            items, first, last = self._db.execute("SELECT count(*), min(published), max(published) FROM item").fetchone()
            titles = self._db.execute("SELECT count(*) FROM name").fetchone()[0]
            kinds = self._find.kinds()
            tongues = self._counts("SELECT coalesce(json_extract(data, '$.language'), '?'), count(*) FROM item GROUP BY 1 ORDER BY 2 DESC")
            sources = self._counts(
                "SELECT place, count(item.id) FROM source LEFT JOIN item ON item.source = source.id GROUP BY 1 ORDER BY 1"
            )
        return Stats(items, titles, kinds, tongues, sources, _moment(first), _moment(last), self.path.stat().st_size)

    def _counts(self, query: str) -> dict[str, int]:
        return dict(self._db.execute(query).fetchall())

    def remove(self, *, keys: Iterable[str] = (), source: str | None = None, before: datetime | None = None) -> int:
        """Removes items by key, id or address, by what listed them, or by age; the number of items that are gone."""
        with self._lock, self._writing():
            gone = set[int]()
            for key in keys:
                gone.update(write.ids_of(self._db, key))
            if source is not None:
                gone.update(write.ids_of_source(self._db, source))
            if before is not None:
                gone.update(write.ids_before(self._db, int(before.timestamp())))
            write.remove(self._db, gone)
        self._find.forget()
        return len(gone)

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def opened(index: str | Path | Index | None) -> Index | None:
    """The index that a caller named, or has open. Raises ConfigurationError for what is none."""
    if index is None or isinstance(index, Index):
        return index
    if not isinstance(index, str | Path):
        raise ConfigurationError(f"index= is a file or an Index, not {type(index).__name__}")
    return Index(index)


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None


__all__ = ["DEFAULT_FILE", "Added", "Index", "Listed", "Stats", "opened"]
