"""What a reader is told, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from embedkit.index.item import Entry, ItemKind


@dataclass(frozen=True)
class Reading:
    """How a source is to be read.

    `place` is what it is called; `base` the address that its relative addresses belong to; `kind` what its entries are, where it
    cannot tell; `language` their language, where it does not say; `columns` which column of a table holds which field;
    `encoding` that of the bytes, where the document's own word does not count.
    """

    place: str = ""
    base: str | None = None
    kind: ItemKind | None = None
    language: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None


class More(NamedTuple):
    """Another source that this one names: a sitemap of a sitemap index."""

    url: str


Part = Entry | More
