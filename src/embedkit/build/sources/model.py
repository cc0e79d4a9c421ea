"""What an export gives: an article with its markup, and which fields hold what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple


class Answer(NamedTuple):
    """A URL, the oEmbed answer that the content system had stored for it, and when it had been given, where the export tells that."""

    url: str
    said: Mapping[str, Any]
    at: datetime | None = None


@dataclass(frozen=True)
class Article:
    """One article of an export. `url` is its own address, for relative ones in it; `answers` are oEmbed answers stored beside it.

    `format` is what the markup is written in.
    """

    id: str
    markup: str
    url: str | None = None
    answers: tuple[Answer, ...] = ()
    format: Literal["html", "markdown"] = "html"


@dataclass(frozen=True)
class Fields:
    """The names of the fields of JSON rows; a dot leads into an object (`body.html`). None: the first usual name that is there."""

    html: str | None = None
    id: str | None = None
    url: str | None = None


def field(row: object, path: str) -> Any:
    """The value at a dotted path, or None."""
    for name in path.split("."):
        row = row.get(name) if isinstance(row, dict) else None
    return row


def text(value: object) -> str:
    """A string as it is, anything else as nothing."""
    return value if isinstance(value, str) else ""


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of a list, or the object itself as a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def file_name(identifier: str) -> str:
    """A name for an article's file that is one on every system; never empty, never hidden, never a path."""
    plain = re.sub(r"[^\w.-]+", "-", identifier, flags=re.ASCII).strip(".-")
    return plain[:80].rstrip(".") or "article"
