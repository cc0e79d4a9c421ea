"""Where entries come from: files (also gzipped), standard input, addresses; a sitemap index leads to further ones."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from embedkit import urls
from embedkit.errors import InputError
from embedkit.index.item import Entry, Skipped
from embedkit.index.readers import More, Reading, read
from embedkit.models import Problem
from embedkit.problems import PROBLEMS

_MOST, _DEEPEST = 50_000, 2
"""Sitemaps of one index at most (https://www.sitemaps.org/protocol.html, "Using Sitemap index files"), and indexes inside each other."""
_GZIP = b"\x1f\x8b"

Ask = Callable[[str], bytes | Problem]
"""Gives what stands at an address, in UTF-8, or why it cannot."""


def entries(source: str, reading: Reading, ask: Ask | None = None) -> Iterator[Entry]:
    """The entries of a file, of `-` (standard input) or of an address. Raises InputError for a file that cannot be opened."""
    return _entries(source, replace(reading, place=source), ask, 0)


def _entries(source: str, reading: Reading, ask: Ask | None, depth: int) -> Iterator[Entry]:
    opened = _open(source, ask)
    if isinstance(opened, Skipped):
        yield opened
        return
    web = _is_web(source)
    told = replace(reading, base=reading.base or (source if web else None), encoding="utf-8" if web else reading.encoding)
    count = 0
    with closing(opened):
        try:
            for part in read(opened, told):
                if not isinstance(part, More):
                    yield part
                    continue
                count += 1
                if depth < _DEEPEST and count <= _MOST:
                    yield from _further(source, part.url, reading, ask, depth)
        except (OSError, EOFError, zlib.error) as fault:
            yield Skipped("damaged: what follows may be missing", f"{source}: {fault}")


def _further(source: str, url: str, reading: Reading, ask: Ask | None, depth: int) -> Iterator[Entry]:
    """A sitemap that an index names: of the same host for an address, beside the index for a file."""
    address = urls.clean(url, source if _is_web(source) else reading.base)
    if _is_web(source):
        if address is None or urls.host_of(address) != urls.host_of(source):
            yield Skipped("a sitemap of another host", url)
            return
        yield from _entries(address, replace(reading, place=address), ask, depth + 1)
        return
    beside = Path(source).parent / Path(urlsplit(url).path).name
    if source != "-" and beside.is_file() and beside != Path(source):
        yield from _entries(str(beside), replace(reading, place=str(beside)), ask, depth + 1)
    else:
        yield Skipped("a sitemap that is not beside its index: add its address", url)


def _open(source: str, ask: Ask | None) -> BinaryIO | Skipped:
    if _is_web(source):
        answer: bytes | Problem = ask(source) if ask is not None else "offline"
        return io.BytesIO(answer) if isinstance(answer, bytes) else Skipped(PROBLEMS[answer].message, source)
    try:
        plain: Any = sys.stdin.buffer if source == "-" else open(source, "rb")  # noqa: SIM115 - closed by the caller
        plain = plain if hasattr(plain, "peek") else io.BufferedReader(plain)
        packed = plain.peek(2)[:2] == _GZIP
        if packed and source != "-":
            plain.close()
            plain = gzip.open(source)  # noqa: SIM115 - closed by the caller
        elif packed:
            plain = gzip.open(plain)  # noqa: SIM115 - closed by the caller
    except OSError as fault:
        raise InputError(f"{source}: cannot be read ({fault.strerror or fault}); check the path") from fault
    return cast(BinaryIO, plain)


def _is_web(source: str) -> bool:
    return source.startswith(("http://", "https://"))
