"""The tables of an index file, and how one is opened.

`item` has one row an item, `name` one row for each title it was ever listed under, `names` the words of those for finding, `texts`
the words of titles and descriptions for suggesting (https://sqlite.org/fts5.html: both without content of their own). What stands in
them is folded by embedkit, so that the plain `ascii` tokenizer, which takes every character beyond ASCII for a letter, suits all scripts.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from embedkit.errors import ConfigurationError

VERSION: Final = 1
_APPLICATION: Final = 0x656B7669
"""`application_id` of the file's header: "ekvi"."""
_WAIT_S: Final = 600.0
"""How long a writer waits for another one."""
_TABLES: Final = """
CREATE TABLE source (id INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE);
CREATE TABLE site (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE item (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, native TEXT, published INTEGER, source INTEGER NOT NULL, data TEXT NOT NULL);
CREATE INDEX item_native ON item (native) WHERE native IS NOT NULL;
CREATE INDEX item_source ON item (source);
CREATE TABLE name (id INTEGER PRIMARY KEY, item INTEGER NOT NULL, kind TEXT NOT NULL, fold TEXT NOT NULL, title TEXT NOT NULL);
CREATE UNIQUE INDEX name_fold ON name (fold, item);
CREATE INDEX name_item ON name (item);
CREATE VIRTUAL TABLE names USING fts5(words, content='', detail=none, columnsize=0, tokenize='ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(names, row);
CREATE VIRTUAL TABLE texts USING fts5(title, about, content='', tokenize='ascii');
CREATE VIRTUAL TABLE text_words USING fts5vocab(texts, row);
"""


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """The file, opened to read or (made where it is missing) to write. Raises ConfigurationError for what is no index."""
    if not write and not path.is_file():
        raise ConfigurationError(f"{path}: no such index; make one with `embedkit index add FEED --index {path}`")
    try:
        uri = f"file:{quote(str(path.absolute()))}?mode={'rwc' if write else 'ro'}"
        db = sqlite3.connect(uri, uri=True, timeout=_WAIT_S if write else 30.0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as fault:
        raise ConfigurationError(f"{path}: cannot be opened ({fault}); check the folder and its permissions") from fault
    try:
        _check(db, path, write=write)
    except sqlite3.Error as fault:
        db.close()
        raise ConfigurationError(
            f"{path}: cannot be used as an index ({fault}); name another file with --index, or make it again with `embedkit index add`"
        ) from fault
    except ConfigurationError:
        db.close()
        raise
    return db


def _check(db: sqlite3.Connection, path: Path, *, write: bool) -> None:
    if write and not db.execute("SELECT 1 FROM sqlite_master").fetchone():
        _make(db)
    found, version = db.execute("PRAGMA application_id").fetchone()[0], db.execute("PRAGMA user_version").fetchone()[0]
    if (found, version) != (_APPLICATION, VERSION):
        what = "an index of another version of embedkit" if found == _APPLICATION else "not an index of embedkit"
        raise ConfigurationError(f"{path}: {what}; name another file with --index and fill it with `embedkit index add`")


def _make(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    # Another process may have made them while this one waited.
    if not db.execute("SELECT 1 FROM sqlite_master").fetchone():
        for statement in filter(str.strip, _TABLES.split(";\n")):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {_APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


@contextlib.contextmanager
def writing(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All that is written inside, or nothing of it: whoever is killed here leaves the file as it was.

    Readers go on with the old state meanwhile (https://sqlite.org/wal.html). Afterwards the index is one file again, unless somebody
    reads it. Raises ConfigurationError where the file does not take it.
    """
    try:
        for setting in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -65536"):
            db.execute(f"PRAGMA {setting}")
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("COMMIT")
    except sqlite3.Error as fault:
        _take_back(db)
        raise ConfigurationError(
            f"{path}: cannot be written ({fault}); make room, wait for the other update, or name another file with --index"
        ) from fault
    except BaseException:
        _take_back(db)
        raise
    with contextlib.suppress(sqlite3.OperationalError):
        db.execute("PRAGMA busy_timeout = 0")
        db.execute("PRAGMA journal_mode = DELETE")
    db.execute(f"PRAGMA busy_timeout = {int(_WAIT_S * 1000)}")


def _take_back(db: sqlite3.Connection) -> None:
    """SQLite itself rolls back where the disk is full: there is nothing left to take back then."""
    with contextlib.suppress(sqlite3.Error):
        db.execute("ROLLBACK")
