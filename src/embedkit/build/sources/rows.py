"""JSON and JSON Lines with an article in each row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from embedkit.build.sources.model import Article, Fields, field, objects, text
from embedkit.errors import InputError

HTML, IDS, URLS = ("html", "body_html", "content_html", "body", "content"), ("id", "slug", "_id", "uuid"), ("url", "link", "canonical_url")
"""Names that rows usually use, the likeliest first; `content_html` is JSON Feed's (version 1.1)."""
_LONGEST = 50_000_000


def articles(value: object, fields: Fields) -> Iterator[Article]:
    """The rows of a list, of an object that holds one (`items`, `articles`, …), or of one object."""
    found = rows(value, fields)
    if not found:
        raise InputError(_missing(fields))
    for number, row in enumerate(found, 1):
        yield article(row, number, fields)


def rows(value: object, fields: Fields) -> list[dict[str, Any]]:
    """The objects that have a body."""
    direct = [row for row in objects(value) if _said(row, fields.html, HTML)]
    if direct or not isinstance(value, dict):
        return direct
    return [row for inner in value.values() if isinstance(inner, list) for row in objects(inner) if _said(row, fields.html, HTML)]


def of_lines(file: BinaryIO, fields: Fields) -> Iterator[Article]:
    """One row a line, read as it comes; blank lines count for nothing. Raises InputError at the first line that is no row."""
    number = 0
    while line := file.readline(_LONGEST + 1):
        number += 1
        if len(line) > _LONGEST:
            raise InputError(f"line {number} is longer than {_LONGEST // 1_000_000} MB; leave that row out")
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield article(_row(line, number), number, fields)


def article(row: dict[str, Any], number: int, fields: Fields) -> Article:
    """The article of a row; without an id it is called by its number."""
    if not isinstance(found := _value(row, fields.html, HTML), str):
        raise InputError(f"row {number}: {_missing(fields)}")
    named = _value(row, fields.id, IDS)
    identifier = str(named) if isinstance(named, str | int) and str(named) else str(number)
    return Article(identifier, found, text(_value(row, fields.url, URLS)) or None)


def _row(line: bytes, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise InputError(f"line {number}: not JSON ({fault}); each line is one object") from fault
    if not isinstance(row, dict):
        raise InputError(f"line {number}: not an object; each line is one object")
    return row


def _value(row: dict[str, Any], named: str | None, usual: tuple[str, ...]) -> Any:
    return field(row, named) if named else next((row[name] for name in usual if isinstance(row.get(name), str | int)), None)


def _said(row: dict[str, Any], named: str | None, usual: tuple[str, ...]) -> str:
    return text(_value(row, named, usual))


def _missing(fields: Fields) -> str:
    looked = fields.html or ", ".join(HTML)
    return f"no text in the field {looked}; name the field of the body with --html-field"
