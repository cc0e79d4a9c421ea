"""Tables: JSON, JSON lines and CSV, whose columns are called what they are usually called, or what the caller says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO, Final

from embedkit.index.item import Entry, Skipped, make
from embedkit.index.readers.pages import nodes, of_node
from embedkit.index.readers.reading import Reading

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "headline", "name"),
    "url": ("url", "link", "page", "permalink", "loc", "page_url", "web_url"),
    "player": ("player", "player_url", "embed_url", "embedurl", "embed", "player_loc"),
    "file": ("file", "media", "content_url", "contenturl", "video_url", "media_url", "mp4", "content_loc"),
    "image": ("image", "thumbnail", "poster", "thumbnail_url", "thumbnailurl", "poster_url", "thumbnail_loc", "still"),
    "duration_s": ("duration_s", "duration", "length", "seconds", "duration_seconds"),
    "published_at": (
        "published_at",
        "published",
        "date",
        "publication_date",
        "pubdate",
        "upload_date",
        "uploaddate",
        "datepublished",
        "created_at",
    ),
    "description": ("description", "summary", "abstract", "text", "teaser"),
    "language": ("language", "lang", "locale", "inlanguage"),
    "native_id": ("native_id", "id", "video_id", "videoid", "guid", "uuid", "identifier"),
    "site_name": ("site_name", "site", "publication", "publisher"),
    "authors": ("authors", "author", "creator", "byline"),
    "kind": ("kind", "type", "medium"),
    "thumbnails": ("thumbnails",),
}
"""The fields of an entry and the columns that hold them, the first one that has something."""
_LARGEST: Final = 200_000_000
_LISTS: Final = ("items", "videos", "entries", "data", "results", "articles")
_CELL: Final = 1_000_000


def read_csv(stream: BinaryIO, reading: Reading) -> Iterator[Entry]:
    """The rows of a table with a header line; comma, semicolon, tab or bar apart."""
    text = io.TextIOWrapper(stream, reading.encoding or "utf-8-sig", errors="replace", newline="")
    try:
        yield from _csv_rows(text, reading)
    finally:
        # Who opened the stream closes it.
        text.detach()


def _csv_rows(text: io.TextIOWrapper, reading: Reading) -> Iterator[Entry]:
    csv.field_size_limit(_CELL)
    first = text.readline(_CELL)
    apart = max(",;\t|", key=first.count)
    header = [name.strip().lower() for name in next(csv.reader([first], delimiter=apart), [])]
    if not _has_title(header, reading):
        yield Skipped("no column for the title: say which with --map title=COLUMN", ", ".join(header)[:200])
        return
    rows = csv.reader(text, delimiter=apart)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as fault:
            yield Skipped("a line that is no CSV", f"{reading.place} line {rows.line_num + 1}: {fault}")
            continue
        if any(row):
            yield _of_row(dict(zip(header, row, strict=False)), reading)


def read_json(stream: BinaryIO, reading: Reading) -> Iterator[Entry]:
    """A list of objects, an object that holds one, JSON-LD, or one object a line."""
    first = stream.readline(_LARGEST)
    found = _loaded(first)
    if isinstance(found, dict) and "@type" not in found and not any(isinstance(found.get(name), list) for name in _LISTS):
        yield from _of_lines(first, stream, reading)
        return
    rest = stream.read(_LARGEST - len(first))
    if stream.read(1):
        yield Skipped("JSON larger than 200 MB: write one object a line", reading.place)
        return
    data = found if found is not None and not rest.strip() else _loaded(first + rest)
    if data is None:
        # The first object may be damaged and the others, a line each, whole.
        yield from _of_lines(first, rest.splitlines(), reading)
        return
    yield from _of_data(data, reading)


def _of_data(data: Any, reading: Reading) -> Iterator[Entry]:
    if isinstance(data, dict) and ("@type" in data or "@graph" in data):
        yield from filter(None, (of_node(node, reading.base, reading) for node in nodes(data)))
        return
    if isinstance(data, dict):
        data = next((data[name] for name in _LISTS if isinstance(data.get(name), list)), [data])
    for row in data:
        yield _of_object(row, reading)


def _of_lines(first: bytes, rest: Iterable[bytes], reading: Reading) -> Iterator[Entry]:
    for line in chain((first,), rest):
        if line.strip():
            yield _of_object(_loaded(line), reading)


def _of_object(row: Any, reading: Reading) -> Entry:
    if not isinstance(row, dict):
        return Skipped("not a JSON object", str(row)[:80] if row is not None else "")
    if "@type" in row:
        return of_node(row, reading.base, reading) or Skipped("a node that is no video, recording or article", str(row["@type"])[:80])
    return _of_row({str(name).lower(): value for name, value in row.items()}, reading)


def _of_row(row: Mapping[str, Any], reading: Reading) -> Entry:
    said = {name: _value(row, name, reading) for name in FIELDS}
    said["kind"] = str(said["kind"] or "").lower()
    said["kind"] = said["kind"] if said["kind"] in ("video", "audio", "article") else reading.kind or "video"
    return make(base=reading.base, **said | {"language": said["language"] or reading.language})


def _value(row: Mapping[str, Any], name: str, reading: Reading) -> Any:
    chosen = reading.columns.get(name)
    if chosen is not None:
        return row.get(chosen.lower())
    return next((row[column] for column in FIELDS[name] if row.get(column)), None)


def _has_title(header: list[str], reading: Reading) -> bool:
    chosen = reading.columns.get("title")
    return chosen.lower() in header if chosen else any(name in header for name in FIELDS["title"])


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None
