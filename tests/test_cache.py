"""Answers on disk: JSON only, and whatever is wrong with the disk costs a warning."""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from embedkit.asks import Entry
from embedkit.cache import Cache, MemoryCache

NOW = datetime(2026, 11, 3, tzinfo=UTC)


def entry(text: str = "{}") -> Entry:
    return Entry(url="https://a.test/", status=200, text=text, fetched_at=NOW, fresh_until=NOW)


def test_an_answer_comes_back_as_it_was(tmp_path: Path) -> None:
    """What is stored is read again, by another cache too; the folder is the user's alone."""
    cache = Cache(tmp_path / "c")
    assert cache.set("k", entry("é😀"))
    cache.close()
    again = Cache(tmp_path / "c")
    assert again.get("k") == entry("é😀")
    assert again.size().entries == 1
    assert again.clear() == 1
    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o700
    again.close()


class _Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch planted",)


@pytest.mark.parametrize("where", ["value", "key", "file", "damage"])
def test_planted_rows_run_nothing(tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pickle in a value or key, a file name that leads elsewhere, and flipped bytes are misses: no code, no file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.txt").write_text("secret")
    cache = Cache(tmp_path / "c")
    cache.set("k", entry())
    cache.close()
    bomb = sqlite3.Binary(pickle.dumps(_Bomb()))
    with sqlite3.connect(tmp_path / "c" / "cache.db") as db:
        if where == "value":
            db.execute("UPDATE Cache SET mode = 4, value = ?", (bomb,))
        elif where == "key":
            db.execute("UPDATE Cache SET raw = 0, key = ?", (bomb,))
        elif where == "file":
            db.execute("UPDATE Cache SET mode = 2, filename = '../secret.txt', value = NULL")
        else:
            db.execute("UPDATE Cache SET value = zeroblob(40)")
    db.close()
    again = Cache(tmp_path / "c")
    assert again.get("k") is None
    again.set("k", entry("[]"))
    again.clear()
    again.close()
    assert not (tmp_path / "planted").exists()
    assert (tmp_path / "secret.txt").read_text() == "secret"


def test_a_damaged_database_is_set_aside(tmp_path: Path) -> None:
    """A broken file gives a warning and a new cache; nothing raises."""
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "cache.db").write_bytes(b"this is no database " * 100)
    cache = Cache(folder)
    assert [w.code for w in cache.warnings] == ["EK133"]
    assert cache.set("k", entry())
    assert [path.parent.name[:8] for path in folder.glob("*/cache.db")] == ["corrupt-"]
    cache.close()


def test_a_folder_that_cannot_be_made_costs_a_warning(tmp_path: Path) -> None:
    """Without a usable folder the build goes on without a cache."""
    (tmp_path / "file").write_text("x")
    cache = Cache(tmp_path / "file" / "c")
    assert cache.warnings
    assert (cache.get("k"), cache.set("k", entry()), cache.size().entries) == (None, False, 0)
    cache.close()


_WRITER = """
import sys
from datetime import UTC, datetime
from embedkit.asks import Entry
from embedkit.cache import Cache
cache, now = Cache(sys.argv[1]), datetime(2026, 11, 3, tzinfo=UTC)
for number in range(10_000):
    cache.set(str(number), Entry(url="x", status=200, text="{}", fetched_at=now, fresh_until=now))
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [3, 20, 57])
def test_a_killed_writer_loses_nothing(tmp_path: Path, after: int) -> None:
    """After kill -9 every answer that was reported stored is there."""
    with subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path / "c")], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        last = [writer.stdout.readline() for _ in range(after)][-1]
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    started = time.monotonic()
    cache = Cache(tmp_path / "c")
    assert all(cache.get(str(n)) is not None for n in range(int(last) + 1))
    assert time.monotonic() - started < 30
    cache.close()


def test_memory_is_a_cache_too() -> None:
    """Where nothing shall be kept, one client still asks once."""
    cache = MemoryCache()
    cache.set("k", entry())
    assert cache.get("k") == entry()
    assert cache.clear() == 1
