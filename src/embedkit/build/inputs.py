"""Finds and reads articles: files, folders, archives, exports of content systems, and standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from embedkit.build import markdown
from embedkit.build.sources import KINDS, SINGLE, Article, Fields, articles
from embedkit.build.sources import packed as files
from embedkit.build.sources.guess import EXPORTS, HEAD, NAMES, of_head, of_json, of_name
from embedkit.build.sources.model import Answer, file_name
from embedkit.build.sources.packed import Input
from embedkit.build.sources.whole import load
from embedkit.encoding import declared, decode, scrub
from embedkit.errors import ConfigurationError, InputError
from embedkit.models import EDITORIAL, Block, Role
from embedkit.parse import parse
from embedkit.profiles import Profile

_LARGEST = 50_000_000
_ENDING_NAMES = frozenset((*NAMES, *EXPORTS))
Format = Literal["html", "text", "markdown"]


@dataclass(frozen=True)
class Choice:
    """How inputs are read: what they are (`auto`: guessed), and which fields of JSON rows hold what. Raises ConfigurationError for an unknown kind."""

    kind: str = "auto"
    fields: Fields = field(default_factory=Fields)

    def __post_init__(self) -> None:
        if self.kind not in ("auto", *KINDS):
            raise ConfigurationError(f"unknown kind of input {self.kind!r}; known: auto, {', '.join(KINDS)}")


@dataclass(frozen=True)
class Raw:
    """One article as bytes: where it is from, its place in the output, how it is to be read, and what was stored beside it.

    `path` is its own file, where it has one that can be written again.
    """

    source: str
    place: PurePosixPath
    data: bytes
    format: Format = "html"
    base_url: str | None = None
    answers: tuple[Answer, ...] = ()
    path: str | None = None
    version: tuple[int, ...] = ()
    """What the file system said of that file as it was read: a file that was written since says something else."""
    exported: bool = False
    """True for the UTF-8 markup out of an export: what a document declares of its charset does not count."""


@dataclass(frozen=True)
class Document:
    """One article as it was found: its path, its place below the folder that was named, its text and the codec of its bytes."""

    source: str
    place: PurePosixPath
    text: str
    codec: str
    format: Format
    base_url: str | None = None

    @property
    def markup(self) -> str:
        """What `parse` is given of it: a Markdown text with its code blanked."""
        return markdown.masked(self.text) if self.format == "markdown" else self.text

    @property
    def shape(self) -> Literal["html", "text"]:
        """How `parse` reads it."""
        return "text" if self.format == "text" else "html"

    def blocks(self, base_url: str | None = None, roles: Collection[Role] = EDITORIAL, profiles: Sequence[Profile] = ()) -> list[Block]:
        """Its media, in order; `base_url` comes before the address that an export gave it."""
        return parse(self.markup, base_url=base_url or self.base_url, format=self.shape, roles=roles, profiles=profiles)


@dataclass(frozen=True)
class Unreadable:
    """A file that is no article: which, what is wrong, what to do."""

    source: str
    reason: str


def documents(paths: Iterable[str | Path]) -> Iterator[tuple[str, PurePosixPath]]:
    """Every file under the paths that may be or hold articles, a folder walked in name order, with its place in the output."""
    for given in map(Path, paths):
        if given.is_dir():
            for place in sorted(_below(str(given)), key=lambda path: path.split("/")):
                yield os.path.join(given, place), PurePosixPath(place)
        else:
            yield str(given), PurePosixPath(given.name)


def count(paths: Iterable[str | Path]) -> int:
    """How many files there are to be looked at; an export counts as one."""
    return sum(sum(1 for _ in _below(str(path))) if os.path.isdir(path) else 1 for path in paths)


def _below(folder: str, at: str = "") -> Iterator[str]:
    """Files whose names say that they may be or hold articles, as paths from the folder with slashes. Links to folders are not followed."""
    try:
        with os.scandir(os.path.join(folder, at)) as entries:
            found = list(entries)
    except OSError:
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder, f"{at}{entry.name}/")
        elif _suffix(entry.name) in _ENDING_NAMES and entry.is_file():
            yield at + entry.name


def each(paths: Iterable[str | Path], choice: Choice = Choice()) -> Iterator[Document | Unreadable]:
    """Every article under the paths, read, or what is wrong with it."""
    for found in raw(paths, choice):
        try:
            yield found if isinstance(found, Unreadable) else decoded(found)
        except InputError as fault:
            yield Unreadable(found.source, str(fault))


def raw(paths: Iterable[str | Path], choice: Choice = Choice(), without: Collection[Path] = ()) -> Iterator[Raw | Unreadable]:
    """Every article under the paths as bytes, or what is wrong with it; files below the folders `without` are passed over.

    `-` is standard input. In a folder, JSON, XML and archives that hold no article are passed over; named, they are told.
    """
    shut = [folder.resolve() for folder in without]
    for given in paths:
        walked = str(given) != "-" and Path(given).is_dir()
        root = Path(given).resolve()
        inside = [folder for folder in shut if walked and (folder.is_relative_to(root) or root.is_relative_to(folder))]
        for source, place in [("-", PurePosixPath("stdin"))] if str(given) == "-" else documents([given]):
            if inside and any(Path(source).resolve().is_relative_to(folder) for folder in inside):
                continue
            entry = files.of_bytes("-", place, sys.stdin.buffer.read()) if source == "-" else files.of_file(source, place)
            yield from _told(entry, choice, lenient=walked)


def _told(entry: Input, choice: Choice, *, lenient: bool) -> Iterator[Raw | Unreadable]:
    try:
        yield from _within(entry, choice, lenient=lenient)
    except InputError as fault:
        yield Unreadable(entry.source, str(fault))


def _within(entry: Input, choice: Choice, *, lenient: bool) -> Iterator[Raw | Unreadable]:
    """The articles of one file; `lenient` passes over what holds none."""
    named = of_name(entry.place.name) if choice.kind == "auto" else None
    if named is not None:
        yield _single(entry, named)
        return
    head = entry.head(HEAD)
    if files.is_zip(head):
        for inner in files.entries(entry):
            if _suffix(inner.place.name) in (*NAMES, *EXPORTS - {".zip"}):
                yield from _told(inner, choice, lenient=True)
        return
    kind = choice.kind if choice.kind != "auto" else _guessed(entry, head, choice)
    if kind in SINGLE and not (lenient and _suffix(entry.place.name) in EXPORTS):
        yield _single(entry, kind)
    elif kind is not None and kind not in SINGLE:
        yield from _export(entry, kind, choice)
    elif not lenient:
        raise InputError(
            f"{entry.source}: no article here that embedkit knows; say what it is with --from, the field of the body with --html-field"
        )


def _guessed(entry: Input, head: bytes, choice: Choice) -> str | None:
    """The kind by content; JSON is read to see its shape."""
    if not head.strip():
        raise InputError(f"{entry.source}: the file is empty; give it an article or leave it out")
    kind = of_head(head)
    if kind != "json":
        return kind
    try:
        with entry.opened() as file:
            return of_json(load(file), choice.fields)
    except InputError as fault:
        raise InputError(_named(entry, fault)) from fault


def _single(entry: Input, kind: str) -> Raw:
    data, version = entry.whole(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(f"{entry.source}: larger than {_LARGEST // 1_000_000} MB; split it into articles")
    place = entry.place.with_name(entry.place.name + _ENDINGS[kind]) if entry.source == "-" else entry.place
    return Raw(entry.source, place, data, kind, path=entry.path, version=version)  # type: ignore[arg-type]


_ENDINGS = {"html": ".html", "text": ".txt", "markdown": ".md"}


def _export(entry: Input, kind: str, choice: Choice) -> Iterator[Raw]:
    folder = entry.place.with_name(file_name(entry.place.name.removesuffix(".gz").rpartition(".")[0] or entry.place.name))
    try:
        with entry.opened() as file:
            for one in articles(kind, file, choice.fields):
                yield _exported(entry, folder, one)
    except InputError as fault:
        raise InputError(_named(entry, fault)) from fault


def _exported(entry: Input, folder: PurePosixPath, one: Article) -> Raw:
    data = scrub(one.markup).encode()
    place = folder / f"{file_name(one.id)}{_ENDINGS[one.format]}"
    return Raw(f"{entry.source}#{one.id}", place, data, one.format, one.url, one.answers, exported=True)


def _named(entry: Input, fault: InputError) -> str:
    said = str(fault)
    return said if said.startswith(entry.source) else f"{entry.source}: {said}"


def read(source: str, place: PurePosixPath, data: bytes | None = None) -> Document:
    """Reads one article that is a file. Raises InputError with what is wrong and what to do."""
    entry = files.of_file(source, place) if data is None else files.of_bytes(source, place, data)
    return decoded(_single(entry, of_name(place.name) or "html"))


def decoded(found: Raw) -> Document:
    """The text of an article. Raises InputError with what is wrong and what to do."""
    source, data = found.source, found.data
    if found.exported:
        return Document(source, found.place, data.decode(), "utf-8", found.format, found.base_url)
    if not data.strip():
        raise InputError(f"{source}: the file is empty; give it an article or leave it out")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{source}: this is binary data, not an article; name .html or .txt files")
    text, codec = decode(data)
    if codec == "windows-1252" and declared(data) == "utf-8":
        raise InputError(f"{source}: declares UTF-8 but cannot be read as UTF-8; save it again in the charset that it declares")
    damaged = text.count("\ufffd")
    if damaged and "\ufffd".encode() in data:  # so the author wrote
        damaged = 0
    if damaged > len(text) // 20 + 3:
        raise InputError(f"{source}: {damaged} characters cannot be read as {codec}; save the file as UTF-8 or declare its charset")
    return Document(source, found.place, scrub(text), codec, found.format, found.base_url)


def _suffix(name: str) -> str:
    return os.path.splitext(name.lower().removesuffix(".gz"))[1]


__all__ = ["Choice", "Document", "Raw", "Unreadable", "count", "decoded", "documents", "each", "raw", "read"]
