"""Answers on disk: JSON only, and whatever is wrong with the disk costs a warning."""

from __future__ import annotations

import json
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import diskcache
import pytest

from embedkit.asks import Entry
from embedkit.cache import Cache, MemoryCache, upkeep
from embedkit.cache.disk import pack

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


def _plant(folder: Path, sql: str, *values: object) -> None:
    with sqlite3.connect(folder / "cache.db") as db:
        db.execute(sql, values)
    db.close()


_ROW = "INSERT INTO Cache(key, raw, store_time, access_time, mode, filename, value, size) VALUES (?, ?, 0, 0, ?, ?, ?, 1)"


@pytest.mark.parametrize(
    ("key", "raw", "mode", "filename", "value"),
    [
        ("new", 1, 4, None, "pickle"),
        ("new", 1, 4, "../bomb.val", None),
        ("pickle", 0, 1, None, "whole"),
        ("pickle", 0, 4, None, "pickle"),
        ("new", 1, 3, "../secret.txt", None),
        ("new", 1, 1, "../secret.txt", "whole"),
        ("new", 1, 1, None, b"EK1" + b"0" * 16 + b"{}"),
        ("new", 1, 1, None, b"x" * 9_000_000),
        ("new", 1, 1, None, 7),
        ("new", 1, 1, None, pack(b"[1]")),
        ("new", 1, 1, None, pack(b"[" * 100_000)),
    ],
)
def test_planted_rows_are_refused_everywhere(
    tmp_path: Path, key: str, raw: int, mode: int, filename: str | None, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading, listing, checking, exporting, pruning, dropping: a row that embedkit did not write is never opened, and can be dropped."""
    monkeypatch.chdir(tmp_path)
    bomb = pickle.dumps(_Bomb())
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "bomb.val").write_bytes(bomb)
    cache = Cache(tmp_path / "c")
    cache.set("k", entry())
    planted = {"pickle": bomb, "whole": pack(entry().model_dump_json().encode())}
    _plant(
        tmp_path / "c",
        _ROW,
        bomb if key == "pickle" else key,
        raw,
        mode,
        filename,
        planted.get(value, value) if isinstance(value, str) else value,
    )
    assert (cache.get("new"), cache.get("k")) == (None, entry())
    assert [json.loads(line).get("key") for line in upkeep.lines(cache)] == [None, "k"]
    assert upkeep.verify(cache) == (1, 1, True)
    assert upkeep.prune(cache, NOW) == (0, 0, 0)
    assert cache.size().entries == 2
    assert upkeep.repair(cache) == (1, 0, True)
    assert cache.clear() == 1
    cache.close()
    assert not (tmp_path / "planted").exists()
    assert (tmp_path / "secret.txt").read_text() == "secret"


@pytest.mark.parametrize("disk", [diskcache.Disk, diskcache.JSONDisk])
def test_a_folder_of_plain_diskcache_runs_nothing(tmp_path: Path, disk: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """What diskcache itself wrote, with pickles in values, in keys and in files, is read as nothing, and written over."""
    monkeypatch.chdir(tmp_path)
    with diskcache.Cache(str(tmp_path / "c"), disk=disk) as other:
        if disk is diskcache.Disk:
            other["k"], other["large"] = _Bomb(), [_Bomb(), "x" * 99_999]
            other[(_Bomb(), 1)] = "{}"
        else:
            other["k"] = other["large"] = {"url": "x"}
    cache = Cache(tmp_path / "c")
    assert (cache.get("k"), cache.get("large"), [row.key for row in cache.rows() if row.key]) == (None, None, [])
    assert cache.set("k", entry())
    assert cache.get("k") == entry()
    assert upkeep.repair(cache) == (1, 0, True)
    cache.close()
    assert not (tmp_path / "planted").exists()


@pytest.mark.parametrize(("name", "value"), [("_disk", "x"), ("timeout", 0), ("disk_evil", 1), ("sqlite_temp_store_directory", "'/'")])
def test_planted_settings_are_not_taken(tmp_path: Path, name: str, value: object) -> None:
    """diskcache makes attributes of its settings table: foreign ones are refused with a warning, and what is stored is read."""
    cache = Cache(tmp_path / "c")
    cache.set("k", entry())
    cache.close()
    _plant(tmp_path / "c", "INSERT INTO Settings VALUES (?, ?)", name, value)
    again = Cache(tmp_path / "c")
    assert (again.get("k"), again.set("n", entry())) == (entry(), False)
    assert [w.code for w in again.warnings] == ["EK134"]
    assert name in again.warnings[0].message
    again.close()


def test_settings_are_ours_whatever_the_database_says(tmp_path: Path) -> None:
    """A row of settings cannot bring eviction, value files or unsafe writing back."""
    cache = Cache(tmp_path / "c")
    cache.close()
    for name, value in {
        "eviction_policy": "least-recently-stored",
        "size_limit": 1,
        "disk_min_file_size": 0,
        "sqlite_synchronous": 0,
    }.items():
        _plant(tmp_path / "c", "UPDATE Settings SET value = ? WHERE key = ?", value, name)
    again = Cache(tmp_path / "c")
    assert all(again.set(str(number), entry("x" * 50_000)) for number in range(40))
    assert again.size().entries == 40
    again.close()
    with sqlite3.connect(tmp_path / "c" / "cache.db") as db:
        assert db.execute("SELECT value FROM Settings WHERE key = 'sqlite_synchronous'").fetchone() == (1,)
    db.close()
    assert {path.name for path in (tmp_path / "c").rglob("*") if path.is_file()} == {"cache.db"}


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


def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    """Whatever the umask allows: nobody else reads what a newsroom looked up, nor leaves something there."""
    before = os.umask(0)
    try:
        cache = Cache(tmp_path / "a" / "c")
        cache.set("k", entry())
        release = cache.claim("k")
        assert release is not None
        release()
        cache.close()
    finally:
        os.umask(before)
    assert (tmp_path / "a" / "c").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "a" / "c" / "asking").stat().st_mode & 0o777 == 0o700


NOW_AND_THEN = {"good": NOW + timedelta(days=7), "late": NOW - timedelta(days=1), "old": NOW - timedelta(days=91)}


def test_prune_drops_what_is_of_no_use(tmp_path: Path) -> None:
    """Failures whose life is over, answers that ended long ago, what was set aside; a good answer that may still stand in stays."""
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "cache.db").write_bytes(b"no database " * 500)
    cache = Cache(tmp_path / "c")
    for name, until in NOW_AND_THEN.items():
        cache.set(name, entry().model_copy(update={"fresh_until": until}))
        cache.set(f"gone {name}", entry().model_copy(update={"fresh_until": until, "problem": "gone"}))
    mine = tmp_path / "c" / "corrupt-files"
    mine.mkdir()
    (mine / "cache.db").write_text("somebody else's")
    assert upkeep.prune(cache, NOW) == (2, 1, 1)
    assert [row.key for row in cache.rows()] == ["good", "gone good", "late"]
    assert [path.name for path in (tmp_path / "c").glob("corrupt-*/*")] == ["cache.db"]
    assert (mine / "cache.db").exists()
    cache.close()


def test_a_row_that_was_stored_anew_is_not_dropped(tmp_path: Path) -> None:
    """Upkeep deletes what it read, never the answer that another process has put in its place since."""
    cache = Cache(tmp_path / "c")
    cache.set("k", entry("old"))
    rows = list(cache.rows())
    cache.set("k", entry("new"))
    assert cache.drop(rows)
    assert cache.get("k") == entry("new")
    assert cache.drop(list(cache.rows()))
    assert cache.get("k") is None
    cache.close()


def test_answers_travel(tmp_path: Path) -> None:
    """What one machine exports another takes in; newer and good answers there stay; bad lines are told, the rest goes on."""
    here, there = Cache(tmp_path / "here"), Cache(tmp_path / "there")
    later = NOW + timedelta(hours=1)
    for key, text in {"new": "a", "older": "\u2028é", "dead": "b"}.items():
        here.set(key, entry(text))
    here.set("gone", entry().model_copy(update={"problem": "gone", "fetched_at": later}))
    there.set("older", entry("newer").model_copy(update={"fetched_at": later}))
    there.set("dead", entry().model_copy(update={"problem": "gone", "fetched_at": later}))
    there.set("gone", entry("kept"))
    lines = "".join(upkeep.lines(here)).split("\n")
    taken = upkeep.take_in(there, [*lines, "nonsense", '{"key": 1}', '{"key": "k", "entry": {"url": "x"}}', "[" * 99_999])
    assert (taken.added, taken.older, taken.unreadable) == (2, 2, [7, 8, 9, 10])
    assert [(row.key, got.text if (got := there.get(row.key or "")) else None) for row in there.rows()] == [
        ("older", "newer"), ("dead", "b"), ("gone", "kept"), ("new", "a"),
    ]  # fmt: skip
    fresh = Cache(tmp_path / "fresh")
    upkeep.take_in(fresh, lines)
    assert list(upkeep.lines(fresh)) == list(upkeep.lines(here))
    for cache in (here, there, fresh):
        cache.close()


def test_an_imported_answer_ends(tmp_path: Path) -> None:
    """No line can give an answer the endless life of a locked one."""
    cache = Cache(tmp_path / "c")
    upkeep.take_in(cache, [f'{{"key": "k", "entry": {entry().model_copy(update={"locked": True}).model_dump_json()}}}'])
    assert cache.get("k") == entry()
    cache.close()


@pytest.mark.timeout(170)
def test_builds_that_are_killed_lose_nothing() -> None:
    """Four kills at random moments of a build: no stored answer lost, the next run completes (the benchmark does two hundred)."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kill_cache", "4", str(time.time_ns() % 10_000)],
        capture_output=True,
        text=True,
        check=False,
        timeout=160,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_database_that_cannot_be_set_aside_is_no_reason_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage that a write finds in a folder that takes no other file: the answer is not stored, with a warning."""
    cache = Cache(tmp_path / "c")
    cache.set("k", entry("x"))
    with sqlite3.connect(tmp_path / "c" / "cache.db") as db:
        ((page,),) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'Cache_key_raw'")
    db.close()
    cache.close()
    with (tmp_path / "c" / "cache.db").open("r+b") as raw:
        raw.seek((page - 1) * 4096)
        raw.write(b"\xff" * 4096)

    def refuse(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        raise PermissionError(13, "not allowed")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert not cache.set("n", entry())
    assert [w.code for w in cache.warnings] == ["EK134"]
    assert upkeep.verify(cache) == (1, 0, False)
    assert not upkeep.repair(cache).whole
    cache.close()
