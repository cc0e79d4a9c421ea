"""Finds and reads articles: files and folders, `.html .htm .xhtml .txt`, each also `.gz`, and standard input."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from embedkit.encoding import declared, decode, scrub
from embedkit.errors import InputError

SUFFIXES = (".html", ".htm", ".xhtml", ".txt")
_LARGEST = 50_000_000


@dataclass(frozen=True)
class Document:
    """One article as it was found: its path, its place below the folder that was named, its text and the codec of its bytes."""

    source: str
    place: PurePosixPath
    text: str
    codec: str
    format: Literal["html", "text"]


@dataclass(frozen=True)
class Unreadable:
    """A file that is no article: which, what is wrong, what to do."""

    source: str
    reason: str


def documents(paths: Iterable[str | Path]) -> Iterator[tuple[str, PurePosixPath]]:
    """Every article file under the paths, a folder walked in name order, with its place in the output."""
    for given in map(Path, paths):
        if given.is_dir():
            for file in sorted(p for p in given.rglob("*") if p.is_file() and _suffix(p.name)):
                yield str(file), PurePosixPath(file.relative_to(given).as_posix())
        else:
            yield str(given), PurePosixPath(given.name)


def each(paths: Iterable[str | Path]) -> Iterator[Document | Unreadable]:
    """Every article under the paths, read, or what is wrong with it."""
    for source, place in documents(paths):
        try:
            yield read(source, place)
        except InputError as fault:
            yield Unreadable(source, str(fault))


def read(source: str, place: PurePosixPath, data: bytes | None = None) -> Document:
    """Reads one article. Raises InputError with what is wrong and what to do."""
    data = _bytes(source) if data is None else data
    if not data.strip():
        raise InputError(f"{source}: the file is empty; give it an article or leave it out")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{source}: this is binary data, not an article; name .html or .txt files")
    text, codec = decode(data)
    if codec == "windows-1252" and declared(data) == "utf-8":
        raise InputError(f"{source}: declares UTF-8 but cannot be read as UTF-8; save it again in the charset that it declares")
    damaged = text.count("\ufffd") if "\ufffd".encode() not in data else 0
    if damaged > len(text) // 20 + 3:
        raise InputError(f"{source}: {damaged} characters cannot be read as {codec}; save the file as UTF-8 or declare its charset")
    name = place.name.removesuffix(".gz")
    return Document(source, place, scrub(text), codec, "text" if name.endswith(".txt") else "html")


def _suffix(name: str) -> bool:
    return name.lower().removesuffix(".gz").endswith(SUFFIXES)


def _bytes(source: str) -> bytes:
    try:
        with open(source, "rb") as file:
            data = file.read(_LARGEST + 1)
        if data[:2] == b"\x1f\x8b":
            with gzip.open(source) as packed:
                data = packed.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise InputError(f"{source}: cannot be read ({reason}); check the path and its permissions") from fault
    if len(data) > _LARGEST:
        raise InputError(f"{source}: larger than {_LARGEST // 1_000_000} MB; split it into articles")
    return data
