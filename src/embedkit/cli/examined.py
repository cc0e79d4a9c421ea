"""What `embedkit doctor` looks at."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from embedkit.cache import Cache
from embedkit.errors import ConfigurationError
from embedkit.lock import Lock
from embedkit.settings import Setting

Line = tuple[str, str, str]
"""`ok`, `note` or `wrong`; what was looked at; what was found and what to do."""
_PARTS = {"django": "the Django adapter", "wagtail": "the Wagtail adapter", "flask": "the Flask adapter", "markdown": "the Python-Markdown extension",
          "markdown-it-py": "the markdown-it plugin", "mistune": "the Mistune plugin", "pelican": "the Pelican plugin", "mkdocs": "the MkDocs plugin"}  # fmt: skip
_ROOM = 100_000_000


def examined(folder: str | None, found: Mapping[str, Setting]) -> Iterator[Line]:
    """Each thing with its state."""
    yield "ok", "embedkit", f"{version('embedkit-media')} with Python {platform.python_version()} on {sys.platform}"
    yield from _cache(folder)
    yield _full_text()
    yield from _configuration(found)
    for part, use in _PARTS.items():
        yield _part(part, use)


def _cache(folder: str | None) -> Iterator[Line]:
    if folder == "none":
        yield "note", "cache", "none was chosen: every build asks everything again"
        return
    cache = Cache(folder)
    size, whole = cache.size(), cache.is_whole() if cache.folder.exists() else True
    cache.close()
    for told in cache.warnings:
        yield "wrong", "cache", f"{told.code} {told.message}"
    if not whole:
        yield "wrong", "cache", f"{cache.folder} is damaged; `embedkit cache verify --repair` keeps what can be read"
    if not cache.warnings and whole:
        yield "ok", "cache", f"{cache.folder}, {size.entries} answers, {size.bytes / 1e6:.1f} MB"
    if cache.folder.exists() and (free := shutil.disk_usage(cache.folder).free) < _ROOM:
        yield "wrong", "disk", f"{free / 1e6:.0f} MB are free where the cache is; make room"


def _full_text() -> Line:
    try:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5(a)").connection.close()
    except sqlite3.Error as fault:
        return "note", "SQLite", f"{sqlite3.sqlite_version} without full-text search ({fault}): `build --sqlite` needs it"
    return "ok", "SQLite", f"{sqlite3.sqlite_version} with full-text search"


def _configuration(found: Mapping[str, Setting]) -> Iterator[Line]:
    origins = sorted({setting.origin for setting in found.values()})
    yield (
        "ok",
        "configuration",
        f"{len(found)} settings from {', '.join(origins)}" if found else "none; `embedkit init` writes a commented one",
    )
    for name in ("templates",):
        if name in found and not Path(found[name].value).is_dir():
            yield "wrong", name, f"{found[name].value}: no such folder; it is named in {found[name].origin}"
    if "lock" in found:
        try:
            yield "ok", "lock", f"{found['lock'].value}, {len(Lock.read(found['lock'].value))} answers"
        except ConfigurationError as fault:
            yield "wrong", "lock", str(fault)


def _part(part: str, use: str) -> Line:
    try:
        return "ok", part, f"{version(part)}: {use} can be used"
    except PackageNotFoundError:
        return "note", part, f"not installed: {use} needs it"
