"""An answer's head and body, taken within limits."""

from __future__ import annotations

import re
import zlib
from typing import Any

from embedkit.net.budget import Limits, TooLarge

# A stream or a picture never is metadata, and may never end (a radio's address in an article).
_NO_TEXT = re.compile(r"(audio|video|image|font)/", re.I)
_READ = frozenset(
    ("content-type", "content-encoding", "content-length", "location", "retry-after", "cache-control", "etag", "last-modified")
)
_LONGEST = 2_048
_GZIP = frozenset(("gzip", "x-gzip"))


class NoText(Exception):
    """The answer says that it is a picture, a sound or a film, and none was asked for."""


def headers(items: list[tuple[str, str]]) -> dict[str, str]:
    """Headers by lower-case name, the first of each; only what is read later is kept."""
    kept: dict[str, str] = {}
    for name, value in items:
        if (low := name.lower()) in _READ:
            kept.setdefault(low, value[:_LONGEST])
    return kept


def check(status: int, raw: list[tuple[bytes, bytes]], limits: Limits, *, pictures: bool = False) -> dict[str, str]:
    """The headers that matter. `pictures` takes them where they were asked for. Raises TooLarge, NoText or ValueError for an answer whose body need not be read."""
    if len(raw) > limits.headers:
        raise TooLarge
    said = headers([(name.decode("latin-1"), value.decode("latin-1")) for name, value in raw])
    length = said.get("content-length", "")
    if length.isascii() and length.isdigit() and len(length) < 20 and int(length) > limits.raw_bytes:
        raise TooLarge
    kind = said.get("content-type", "")
    if 200 <= status < 300 and _NO_TEXT.match(kind) and not (pictures and kind.lower().startswith("image/")):
        raise NoText
    return said


class Body:
    """Collects a body, decoded, within its limit. Raises ValueError for an encoding that was not asked for."""

    def __init__(self, encoding: str, limit: int) -> None:
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", *_GZIP):
            raise ValueError("an encoding that was not asked for")
        self.limit, self.parts = limit, bytearray()
        self.gzip: Any = zlib.decompressobj(31) if encoding in _GZIP else None

    def add(self, chunk: bytes) -> None:
        """Takes the next raw bytes. Raises TooLarge, and zlib.error for what is no gzip."""
        self.parts += self.gzip.decompress(chunk, self.limit + 1 - len(self.parts)) if self.gzip is not None else chunk
        if len(self.parts) > self.limit:
            raise TooLarge

    def done(self) -> bytes:
        """All of it. Raises ValueError where the encoding was cut short or something stands behind it."""
        if self.gzip is not None and (self.gzip.unused_data or (self.parts and not self.gzip.eof)):
            raise ValueError("a body whose encoding does not end where it ends")
        return bytes(self.parts)
