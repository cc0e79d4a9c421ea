"""Rows in and out of an index, inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from embedkit.index.fold import fold, tokens
from embedkit.index.item import Entry, Item, Skipped, dump, key_of
from embedkit.index.variants import listed

if TYPE_CHECKING:
    from embedkit.index.store import Added

_MANY = 20_000
"""New items from which the full-text indexes are worth merging into one piece each."""


def add(db: sqlite3.Connection, entries: Iterable[Entry], place: str, added: Added) -> None:
    """Adds entries of one source; what is already there and says the same stays untouched."""
    source = _source(db, place)
    sites, seen = {name for (name,) in db.execute("SELECT name FROM site")}, set[tuple[str, str | None]]()
    for entry in entries:
        if isinstance(entry, Skipped):
            added.skip(entry)
            continue
        _learn_site(db, entry, sites, seen)
        _upsert(db, entry, source, sites, added)


def _upsert(db: sqlite3.Connection, item: Item, source: int, sites: set[str], added: Added) -> None:
    key = item.key
    row = db.execute("SELECT id, data FROM item WHERE key = ?", (key,)).fetchone()
    if row is None:
        number = _insert(db, key, item, source)
        added.new += 1
    else:
        number, data = row
        older = Item.model_validate_json(data)
        item = item.merged(older)
        if dump(item) == data:
            added.same += 1
            return
        _replace(db, number, older, item, source)
        added.changed += 1
    _name(db, number, item, sites)


def _insert(db: sqlite3.Connection, key: str, item: Item, source: int) -> int:
    row = (key, item.kind, item.native_id, _seconds(item), source, dump(item))
    number = db.execute("INSERT INTO item (key, kind, native, published, source, data) VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid
    assert number is not None  # noqa: S101 - an insert has one
    db.execute("INSERT INTO texts (rowid, title, about) VALUES (?, ?, ?)", (number, *_words(item)))
    return number


def _replace(db: sqlite3.Connection, number: int, older: Item, item: Item, source: int) -> None:
    row = (item.kind, item.native_id, _seconds(item), source, dump(item), number)
    db.execute("UPDATE item SET kind = ?, native = ?, published = ?, source = ?, data = ? WHERE id = ?", row)
    if older.kind != item.kind:
        db.execute("UPDATE name SET kind = ? WHERE item = ?", (item.kind, number))
    if _words(older) != _words(item):
        db.execute("INSERT INTO texts (texts, rowid, title, about) VALUES ('delete', ?, ?, ?)", (number, *_words(older)))
        db.execute("INSERT INTO texts (rowid, title, about) VALUES (?, ?, ?)", (number, *_words(item)))


def _name(db: sqlite3.Connection, number: int, item: Item, sites: set[str]) -> None:
    """Keeps the title, with and without its site; titles of before stay: an article may have printed them."""
    for title in listed(item.title, sites):
        if not (folded := fold(title)):
            continue
        made = db.execute("INSERT OR IGNORE INTO name (item, kind, fold, title) VALUES (?, ?, ?, ?)", (number, item.kind, folded, title))
        if made.rowcount == 1:
            db.execute("INSERT INTO names (rowid, words) VALUES (?, ?)", (made.lastrowid, " ".join(tokens(folded))))


def _learn_site(db: sqlite3.Connection, item: Item, sites: set[str], seen: set[tuple[str, str | None]]) -> None:
    """The names under which a site may stand behind a title: what it says of itself, and its host."""
    host = item.url.split("/")[2].lower().removeprefix("www.") if item.url else ""
    if (host, item.site_name) in seen:
        return
    seen.add((host, item.site_name))
    labels = host.split(".")[:-1]
    for name in (item.site_name, host, "".join(labels), *labels):
        compact = fold(name or "").replace(" ", "")
        if len(compact) > 2 and compact not in sites:
            sites.add(compact)
            db.execute("INSERT OR IGNORE INTO site VALUES (?)", (compact,))


def tidy(db: sqlite3.Connection, new: int) -> None:
    """After many new items the full-text indexes become one piece each: look-ups are faster then."""
    if new >= _MANY:
        db.execute("INSERT INTO names (names) VALUES ('optimize')")
        db.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        db.execute("ANALYZE")


def ids_of(db: sqlite3.Connection, key: str) -> list[int]:
    """The rows of a key, an id or an address."""
    return [n for (n,) in db.execute("SELECT id FROM item WHERE key IN (?, ?) OR native = ?", (key, key_of(key), key))]


def ids_of_source(db: sqlite3.Connection, place: str) -> list[int]:
    """The rows that a source listed last."""
    return [n for (n,) in db.execute("SELECT item.id FROM item JOIN source ON source.id = item.source WHERE place = ?", (place,))]


def ids_before(db: sqlite3.Connection, seconds: int) -> list[int]:
    """The rows published before a moment, in seconds since 1970."""
    return [n for (n,) in db.execute("SELECT id FROM item WHERE published < ?", (seconds,))]


def remove(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Removes rows with all their words."""
    for number in numbers:
        (data,) = db.execute("SELECT data FROM item WHERE id = ?", (number,)).fetchone()
        for name, folded in db.execute("SELECT id, fold FROM name WHERE item = ?", (number,)).fetchall():
            db.execute("INSERT INTO names (names, rowid, words) VALUES ('delete', ?, ?)", (name, " ".join(tokens(folded))))
        db.execute("DELETE FROM name WHERE item = ?", (number,))
        db.execute(
            "INSERT INTO texts (texts, rowid, title, about) VALUES ('delete', ?, ?, ?)", (number, *_words(Item.model_validate_json(data)))
        )
        db.execute("DELETE FROM item WHERE id = ?", (number,))


def _source(db: sqlite3.Connection, place: str) -> int:
    db.execute("INSERT OR IGNORE INTO source (place) VALUES (?)", (place,))
    number: int = db.execute("SELECT id FROM source WHERE place = ?", (place,)).fetchone()[0]
    return number


def _words(item: Item) -> tuple[str, str]:
    return " ".join(tokens(fold(item.title))), " ".join(tokens(fold(item.description or "")))


def _seconds(item: Item) -> int | None:
    return int(item.published_at.timestamp()) if item.published_at else None
