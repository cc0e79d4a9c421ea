"""Opens inputs as streams: plain files, gzip by its first bytes, and what lies in a zip archive; no entry's path leads out of it."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from embedkit.errors import InputError

FAULTS = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)
"""What a file that cannot be read raises; zipfile tells passwords and unknown methods with the last two."""
_PIECE = 1_000_000
"""Bytes that are read at once from a file that is longer than the system says."""
_SIZE = 2
"""Where the size of a file stands in its version."""
_MOST = 1_000_000
"""Entries of an archive that are looked at."""


@dataclass(frozen=True)
class Input:
    """One file to read: how it is called, its place below what was named, and how it is opened."""

    source: str
    place: PurePosixPath
    opens: Callable[[], BinaryIO]
    path: str | None = None
    """The file that it is, if it is one of its own."""

    def whole(self, most: int) -> tuple[bytes, tuple[int, ...]]:
        """Its first `most` bytes, and which version of the file they are. Raises InputError where it was written while it was read."""
        if self.path is None:
            with self.opened() as file:
                return file.read(most), ()
        with _telling(self.source), open(self.path, "rb", buffering=0) as raw:
            before = _version(raw)
            data = _filled(raw, most, before[_SIZE])
            if _is_gzip(data):
                data = _unpacked(raw, data, most)
            if before != _version(raw) and raw.seekable():  # a pipe is always written while it is read
                raise InputError(f"{self.source}: it was written while it was read; build again when it is done")
        return data, before

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Its bytes as a stream, gzip taken off. Raises InputError for what cannot be read, while it is read too."""
        with _telling(self.source), self.opens() as raw:
            file = raw if raw.seekable() else io.BufferedReader(cast(io.RawIOBase, raw))
            yield cast(BinaryIO, gzip.GzipFile(fileobj=file)) if _is_gzip(_peek(file, 2)) else file

    def head(self, size: int) -> bytes:
        """Its first bytes."""
        with self.opened() as file:
            return file.read(size)


@contextmanager
def _telling(source: str) -> Iterator[None]:
    """Tells of a source that cannot be read with an InputError."""
    try:
        yield
    except FAULTS as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise InputError(f"{source}: cannot be read ({reason}); check the path and its permissions") from fault


def of_file(path: str | Path, place: PurePosixPath) -> Input:
    """A file on disk."""
    return Input(str(path), place, lambda: open(path, "rb"), os.fspath(path))


def _version(file: io.FileIO) -> tuple[int, ...]:
    return _told(os.fstat(file.fileno()))


def version(path: Path) -> tuple[int, ...]:
    """Which file this is, its size and when it was written; empty for a file that is not there."""
    try:
        return _told(os.stat(path))
    except OSError:
        return ()


def _told(said: os.stat_result) -> tuple[int, ...]:
    return said.st_dev, said.st_ino, said.st_size, said.st_mtime_ns


def of_bytes(source: str, place: PurePosixPath, data: bytes) -> Input:
    """Bytes that were read already, such as standard input."""
    return Input(source, place, lambda: io.BytesIO(data))


def is_zip(data: bytes) -> bool:
    """Whether these are the first bytes of an archive (APPNOTE.TXT, section 4.3.7; an empty one has only its end record)."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def entries(outer: Input) -> Iterator[Input]:
    """The files of an archive in its order. Raises InputError for one that cannot be read, or that tries to lead out of itself."""
    with outer.opened() as file:
        try:
            archive = zipfile.ZipFile(file)
        except FAULTS as fault:
            raise InputError(f"{outer.source}: not a whole zip archive ({fault}); pack it again") from fault
        with archive:
            for number, info in enumerate(archive.infolist()):
                if number >= _MOST:
                    raise InputError(f"{outer.source}: more than {_MOST} files; pack fewer")
                if not info.is_dir():
                    yield _entry(outer, archive, info)


def _entry(outer: Input, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Input:
    place = PurePosixPath(info.filename)
    parts = info.filename.replace("\\", "/").split("/")
    if place.is_absolute() or ".." in parts or ":" in parts[0] or "\\" in info.filename:
        raise InputError(f"{outer.source}: {info.filename!r} leads out of the archive; nothing of it was read, pack it again")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise InputError(f"{outer.source}: {info.filename!r} is a link; pack the file that it leads to")
    name = outer.place.name.removesuffix(".zip")
    return Input(f"{outer.source}/{info.filename}", outer.place.parent / name / place, lambda: cast(BinaryIO, archive.open(info)))


def _is_gzip(data: bytes) -> bool:
    """Whether these are the first bytes of a gzip file (RFC 1952, section 2.3.1)."""
    return data.startswith(b"\x1f\x8b")


def _filled(file: io.FileIO, most: int, size: int) -> bytes:
    """The first `most` bytes of a file of a known size; that of a pipe is 0."""
    data = file.read(min(most, size) + 1)
    while len(data) < most and (more := file.read(min(most - len(data), _PIECE))):
        data += more
    return data[:most]


def _unpacked(file: io.FileIO, data: bytes, most: int) -> bytes:
    """The first `most` bytes in a gzip file of which `data` was read; a pipe is not read again."""
    if not file.seekable():
        return gzip.GzipFile(fileobj=io.BytesIO(data)).read(most)
    file.seek(0)
    return gzip.GzipFile(fileobj=file).read(most)


def _peek(file: BinaryIO, size: int) -> bytes:
    if file.seekable():
        found = file.read(size)
        file.seek(0)
        return found
    return cast(io.BufferedReader, file).peek(size)[:size]
