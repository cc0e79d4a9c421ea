"""What may be meant: the candidates of a title, by equality, by a common beginning, by rare words.

Only rare words are asked for: how rare a word is, the full-text index tells, so that a look-up costs about the same in any index.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from itertools import combinations
from typing import Final, NamedTuple

from embedkit.index.fold import fold, tokens
from embedkit.index.item import Item
from embedkit.index.words import STOP

_MOST: Final = 500
"""Candidates that are compared at most."""
_ASKED: Final = 4
"""Words that are asked for at once."""
_ROW: Final = "SELECT item.id, item.key, place, data FROM item JOIN source ON source.id = item.source"


class Row(NamedTuple):
    """An item of the index."""

    id: int
    key: str
    source: str
    item: Item


class Name(NamedTuple):
    """One title of an item: its folded words, the item's number, the title as it was listed."""

    folded: str
    item: int
    title: str


class Finder:
    """Looks up an open index file."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.count = lru_cache(maxsize=20_000)(self._count)
        self.sites = lru_cache(maxsize=1)(self._sites)
        self.size = lru_cache(maxsize=1)(self._size)
        self.kinds = lru_cache(maxsize=1)(self._kinds)

    def forget(self) -> None:
        """After a change: what was remembered of the words no longer holds."""
        for remembered in (self.count, self.sites, self.size, self.kinds):
            remembered.cache_clear()

    def equal(self, folded: str, kind: str) -> list[Name]:
        """The titles that are exactly these words."""
        return self._named("WHERE fold = ?", (folded,), kind)

    def beginning(self, folded: str, kind: str) -> list[Name]:
        """The titles that begin with these characters."""
        return self._named("WHERE fold >= ? AND name.fold < ?", (folded, folded + "\U0010ffff"), kind)

    def alike(self, folded: str, kind: str) -> list[Name]:
        """The titles that share the rarest words with these, all of them or all but one; at most some hundred."""
        asked = self._question(folded)
        return self._named("WHERE name.id IN (SELECT rowid FROM names WHERE names MATCH ?)", (asked,), kind) if asked else []

    def by_id(self, number: int) -> Row:
        """An item by its number."""
        return self._row("WHERE item.id = ?", number)  # type: ignore[return-value]

    def by_key(self, key: str) -> Row | None:
        """An item by its key."""
        return self._row("WHERE key = ?", key)

    def by_native(self, native_id: str) -> Row | None:
        """The one item with this id of its publisher; None where several have it."""
        rows = self._db.execute(f"{_ROW} WHERE native = ? LIMIT 2", (native_id,)).fetchall()
        return _row(rows[0]) if len(rows) == 1 else None

    def texts(self, words: str, limit: int) -> list[Row]:
        """Items by their titles and descriptions, the best first."""
        found = [f'"{token}"' for token in tokens(fold(words))]
        return [row for row, _ in self.ranked(" ".join(found), limit)] if found else []

    def ranked(self, asked: str, limit: int, kind: str | None = None) -> list[tuple[Row, float]]:
        """Items and their BM25 (https://sqlite.org/fts5.html, section 5.1.1; lower is better), a title's words counted four times."""
        query = """SELECT item.id, item.key, place, data, score FROM (SELECT rowid AS number, bm25(texts, 4.0, 1.0) AS score FROM texts WHERE texts MATCH ?
                    ORDER BY score LIMIT ?) JOIN item ON item.id = number JOIN source ON source.id = item.source
                    WHERE ? IS NULL OR kind = ? ORDER BY score"""
        return [(_row(row[:4]), row[4]) for row in self._db.execute(query, (asked, limit, kind, kind))]

    def text_count(self, token: str) -> int:
        """In how many titles and descriptions a word occurs."""
        row = self._db.execute("SELECT doc FROM text_words WHERE term = ?", (token,)).fetchone()
        return row[0] if row else 0

    def knows(self, word: str) -> bool:
        """True for a word that occurs in a title."""
        return all(self.count(token) for token in tokens(word))

    def _question(self, folded: str) -> str:
        """All of the rarest words that the index knows, or all but one of them.

        A word that is a typing error is not known, and of the known ones only little words may be missing: so the right title has them.
        """
        known = sorted((number, token) for token in {*tokens(folded)} - STOP if (number := self.count(token)))
        words = [token for _, token in known[:_ASKED]]
        some = combinations(words, len(words) - 1) if len(words) > 2 else [tuple(words)] if words else []
        return " OR ".join(f"({' AND '.join(map(_quoted, group))})" for group in some)

    def _count(self, token: str) -> int:
        row = self._db.execute("SELECT doc FROM vocabulary WHERE term = ?", (token,)).fetchone()
        return row[0] if row else 0

    def _sites(self) -> frozenset[str]:
        return frozenset(name for (name,) in self._db.execute("SELECT name FROM site"))

    def _kinds(self) -> dict[str, int]:
        return dict(self._db.execute("SELECT kind, count(*) FROM item GROUP BY 1 ORDER BY 2 DESC").fetchall())

    def _size(self) -> int:
        found: int = self._db.execute("SELECT coalesce(max(id), 0) FROM item").fetchone()[0]
        return found

    def _named(self, where: str, values: tuple[str, ...], kind: str) -> list[Name]:
        query = f"SELECT fold, item, title FROM name {where} AND kind = ? LIMIT {_MOST}"  # noqa: S608
        return [Name(*row) for row in self._db.execute(query, (*values, kind))]

    def _row(self, where: str, value: object) -> Row | None:
        row = self._db.execute(f"{_ROW} {where}", (value,)).fetchone()
        return _row(row) if row else None


def _row(row: tuple[int, str, str, str]) -> Row:
    return Row(row[0], row[1], row[2], Item.model_validate_json(row[3]))


def _quoted(token: str) -> str:
    return f'"{token}"'
