"""All cards of a build in one file: JSON Lines, Parquet, or a SQLite database that Datasette opens."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path

from embedkit.build.files import TEMPORARY
from embedkit.errors import ConfigurationError
from embedkit.models import CARD, Card
from embedkit.render import view

Pages = Iterable[tuple[str, str, list[Card]]]
"""Source, place and cards of each page."""
_SCHEMA = """
CREATE TABLE documents (id INTEGER PRIMARY KEY, source TEXT NOT NULL, page TEXT NOT NULL, cards INTEGER NOT NULL);
CREATE TABLE cards (id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents(id), position INTEGER NOT NULL, card TEXT NOT NULL,
  kind TEXT NOT NULL, role TEXT, status TEXT NOT NULL, provider TEXT, url TEXT, title TEXT, caption TEXT, credit TEXT, published_at TEXT,
  duration_s REAL, problem TEXT, json TEXT NOT NULL);
CREATE TABLE warnings (card INTEGER NOT NULL REFERENCES cards(id), code TEXT NOT NULL, message TEXT NOT NULL);
"""
_INSERT = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INDEXES = """
CREATE INDEX cards_by_document ON cards(document);
CREATE INDEX cards_by_card ON cards(card);
CREATE INDEX cards_by_status ON cards(status, kind);
CREATE INDEX warnings_by_card ON warnings(card);
CREATE VIRTUAL TABLE cards_fts USING fts5(title, caption, credit, content=cards, content_rowid=id);
INSERT INTO cards_fts(cards_fts) VALUES('rebuild');
"""


def jsonl(file: Path, pages: Pages) -> None:
    """One line a card, `source` and `page` before the card itself. Raises ConfigurationError where it cannot be written."""
    with whole(file) as temporary, open(temporary, "wb") as out:
        for source, place, cards in pages:
            head = _strings(source=source, page=place)
            for card in cards:
                out.write(b'{%s,"card":%s}\n' % (head, CARD.dump_json(card)))


def _strings(**said: str) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))[1:-1].encode()


def sqlite(file: Path, pages: Pages) -> None:
    """Tables `documents`, `cards` and `warnings`, with a full-text index. Raises ConfigurationError where it cannot be written."""
    try:
        with whole(file) as temporary, closing(sqlite3.connect(temporary)) as db:
            db.executescript(_SCHEMA)
            number = 0
            for document, (source, place, cards) in enumerate(pages, 1):
                db.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", (document, source, place, len(cards)))
                for position, card in enumerate(cards, 1):
                    number += 1
                    db.execute(_INSERT, (number, document, position, *_row(card)))
                    db.executemany("INSERT INTO warnings VALUES (?, ?, ?)", [(number, told.code, told.message) for told in card.warnings])
            db.executescript(_INDEXES)
            db.commit()
    except sqlite3.Error as fault:
        raise ConfigurationError(f"{file}: cannot be written ({fault}); choose another file or make room") from fault


_COLUMNS = (
    "card",
    "kind",
    "role",
    "status",
    "provider",
    "url",
    "title",
    "caption",
    "credit",
    "published_at",
    "duration_s",
    "problem",
    "json",
)
_GROUP = 10_000
"""Cards of a row group in a Parquet file."""


def parquet(file: Path, pages: Pages) -> None:
    """One row a card, with the columns of the database's `cards`, written in groups. Raises ConfigurationError without pyarrow, or where it cannot be written."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as fault:
        raise ConfigurationError(f"{file}: Parquet needs pyarrow; `pip install pyarrow`, or name a .jsonl file") from fault
    fields = [(name, pyarrow.float64() if name == "duration_s" else pyarrow.string()) for name in ("source", "page", *_COLUMNS)]
    schema = pyarrow.schema(fields)
    rows = ((source, place, *_row(card)) for source, place, cards in pages for card in cards)
    with whole(file) as temporary, ParquetWriter(temporary, schema, compression="zstd") as out:
        while group := list(islice(rows, _GROUP)):
            out.write_table(pyarrow.table([list(column) for column in zip(*group, strict=True)], schema=schema))


def _row(card: Card) -> tuple[str | float | None, ...]:
    return (card.id, card.kind, card.role, card.status, card.provider.key if card.provider else None, card.url, card.title, card.caption,
            view.credit_line(card.credit) or None, card.published_at.isoformat() if card.published_at else None, card.duration_s, card.problem,
            CARD.dump_json(card).decode())  # fmt: skip


@contextmanager
def whole(file: Path) -> Iterator[str]:
    """A file to write to, that takes its name when it is done."""
    temporary: str | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=TEMPORARY)
        os.close(handle)
        yield temporary
        os.chmod(temporary, 0o644)
        os.replace(temporary, file)
        temporary = None
    except OSError as fault:
        raise ConfigurationError(f"{file}: cannot be written ({fault.strerror or fault}); choose another file or make room") from fault
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)
