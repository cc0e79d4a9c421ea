"""A cache on a broken, full, read-only, locked or shared disk: a coded warning, the answers that can be read, and a build that goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from embedkit import Client
from embedkit.cache import Cache, place, upkeep
from tests.test_cache import entry
from tests.test_cli import ANSWERS, ARTICLES, run

ANSWER = {"type": "video", "version": "1.0", "title": "Dawn"}
COUNT = 300


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The folder of a cache with answers, closed."""
    cache = Cache(tmp_path / "c")
    assert all(cache.set(str(number), entry(f'"{number} {"x" * 500}"')) for number in range(COUNT))
    cache.close()
    return tmp_path / "c"


def hits(cache: Cache) -> int:
    """How many answers are there; each is the one that was stored."""
    found = [(number, cache.get(str(number))) for number in range(COUNT)]
    assert all(got is None or got.text.startswith(f'"{number} ') for number, got in found)
    return sum(got is not None for _, got in found)


def codes(cache: Cache) -> list[str]:
    return [warning.code for warning in cache.warnings]


def goes_on(folder: Path) -> list[str]:
    """A client with this cache still makes a card of a new item; the codes of its warnings."""
    with (
        httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=ANSWER))) as http,
        Client(cache=folder, http=http) as client,
    ):
        assert client.card("https://youtu.be/eiHXASgRTcA").title == "Dawn"
        return [warning.code for warning in client.warnings]


@pytest.mark.parametrize("damage", ["half", "header", "empty", "text"])
def test_a_damaged_file_is_set_aside(filled: Path, damage: str) -> None:
    """Whatever a file holds that is no whole database: EK133, and answers are stored again."""
    file = filled / "cache.db"
    whole = file.read_bytes()
    file.write_bytes(
        {"half": whole[: len(whole) // 2], "header": os.urandom(100) + whole[100:], "empty": b"", "text": b"no database " * 500}[damage]
    )
    cache = Cache(filled)
    hits(cache)
    assert cache.set("new", entry())
    assert cache.get("new") == entry()
    assert codes(cache) == ([] if damage == "empty" else ["EK133"])
    cache.close()
    assert goes_on(filled) == []


def test_a_third_of_a_database_overwritten(filled: Path) -> None:
    """No wrong answer, most of the rest is read, answers are stored again; `verify` tells of it and its repair keeps what is whole."""
    file = filled / "cache.db"
    size = file.stat().st_size
    with file.open("r+b") as raw:
        raw.seek(size // 3)
        raw.write(os.urandom(size // 3))
    cache = Cache(filled)
    before = hits(cache)
    assert all(cache.set(f"new{number}", entry()) for number in range(COUNT))
    assert COUNT // 3 < before < COUNT
    upkeep.repair(cache)
    assert upkeep.verify(cache).is_good
    assert before <= hits(cache) < COUNT
    cache.close()


def test_damage_that_a_write_finds_is_mended(filled: Path) -> None:
    """A broken index is noticed only by writing: EK133, the answer is stored, and every other one is kept."""
    with sqlite3.connect(filled / "cache.db") as db:
        ((page,),) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'Cache_key_raw'")
        ((size,),) = db.execute("PRAGMA page_size")
    db.close()
    cache = Cache(filled)
    with (filled / "cache.db").open("r+b") as raw:
        raw.seek((page - 1) * size)
        raw.write(b"\xff" * size)
    assert cache.set("new", entry())
    assert (hits(cache), cache.size().entries, codes(cache)) == (COUNT, COUNT + 1, ["EK133"])
    cache.close()


def test_flipped_bytes_give_no_wrong_answer(filled: Path) -> None:
    """Damage inside rows is a miss for these rows."""
    file = filled / "cache.db"
    data = bytearray(file.read_bytes())
    for number in range(COUNT):
        if number % 5 == 0:
            data[data.find(f"{number} xxxxx".encode()) + 20] ^= 1
    file.write_bytes(data)
    cache = Cache(filled)
    assert 0 < hits(cache) < COUNT
    cache.close()


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    """The folder as somebody sees it who may not write there; root may write everywhere, so it becomes nobody."""
    (folder / "cache.db").chmod(0o644)
    folder.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        yield
    folder.chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="rights of POSIX")
def test_a_read_only_folder_is_read(filled: Path) -> None:
    """Every stored answer is a hit, a new one is not stored: EK134."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    try:
        folder = Path(shutil.copytree(filled, place / "c"))
        with _read_only(folder):
            cache = Cache(folder)
            assert hits(cache) == cache.size().entries == COUNT
            assert (cache.set("new", entry()), cache.clear(), codes(cache)) == (False, 0, ["EK134"])
            cache.close()
            assert goes_on(folder) == ["EK134"]
    finally:
        shutil.rmtree(place)


def test_a_locked_database_is_read_past(filled: Path) -> None:
    """Another program that holds the database costs seconds once, not for every answer: EK134."""
    with sqlite3.connect(filled / "cache.db") as holder:
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("UPDATE Settings SET value = value")
        started = time.monotonic()
        cache = Cache(filled)
        assert (hits(cache), cache.set("new", entry()), codes(cache)) == (COUNT, False, ["EK134"])
        assert time.monotonic() - started < 8
        cache.close()
    holder.close()
    assert goes_on(filled) == []


def test_a_database_that_is_free_again_is_written_again(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that met a locked database once tries again half a minute later."""
    with sqlite3.connect(filled / "cache.db") as holder:
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("UPDATE Settings SET value = value")
        cache = Cache(filled)
        assert not cache.set("new", entry())
    holder.close()
    assert not cache.set("new", entry())
    later = time.monotonic() + 31
    monkeypatch.setattr("embedkit.cache.store.time.monotonic", lambda: later)
    assert cache.set("new", entry())
    assert (hits(cache), cache.get("new")) == (COUNT, entry())
    cache.close()


def test_an_answer_that_is_no_json_stops_no_other(tmp_path: Path) -> None:
    """A key or text that cannot be written as UTF-8 is not stored; the next answer is."""
    cache = Cache(tmp_path / "c")
    assert not cache.set("\ud800", entry())
    assert not cache.set("k", entry("\ud800"))
    assert cache.set("k", entry())
    assert (cache.get("\ud800"), cache.get("k"), codes(cache)) == (None, entry(), [])
    cache.close()


_FULL = """
import resource, signal, sys
from embedkit.cache import Cache
from tests.test_cache import entry
from tests.test_cache_faults import codes, goes_on, hits
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
cache = Cache(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
stored = [cache.set(f"n{number}", entry("x" * 5000)) for number in range(200)]
assert not all(stored), "nothing was full"
assert codes(cache) == ["EK134"], cache.warnings
assert hits(cache) == 300
cache.close()
from pathlib import Path
assert hits(Cache(sys.argv[1])) == 300
print(goes_on(Path(sys.argv[1])))
"""


def test_a_full_disk_keeps_what_it_has(filled: Path) -> None:
    """Where no byte more can be written: EK134, every stored answer is a hit, also for the next run."""
    size = sum(file.stat().st_size for file in filled.glob("cache.db*"))
    done = subprocess.run([sys.executable, "-c", _FULL, str(filled), str(size)], capture_output=True, text=True, check=False, timeout=50)
    assert (done.returncode, done.stdout) == (0, "['EK134']\n"), done.stderr


def test_a_small_disk_that_fills_up(tmp_path: Path) -> None:
    """The same on a file system of one megabyte, where this machine lets us mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        cache = Cache(place / "c")
        stored = [number for number in range(1_000) if cache.set(str(number), entry("x" * 5_000))]
        assert 0 < len(stored) < 1_000
        assert codes(cache) == ["EK134"]
        cache.close()
        again = Cache(place / "c")
        assert all(again.get(str(number)) is not None for number in stored)
        again.close()
        assert set(goes_on(place / "c")) <= {"EK134"}
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


@pytest.mark.parametrize("kind", ["no folder", "a file", "database is a folder", "foreign tables"])
def test_no_cache_is_no_reason_to_stop(tmp_path: Path, kind: str) -> None:
    """A folder that cannot be made or used: EK130, and the run goes on without it."""
    folder = tmp_path / "c"
    if kind == "no folder":
        (tmp_path / "file").write_text("x")
        folder = tmp_path / "file" / "c"
    elif kind == "a file":
        folder.write_text("x")
    elif kind == "database is a folder":
        (folder / "cache.db").mkdir(parents=True)
    else:
        folder.mkdir()
        with sqlite3.connect(folder / "cache.db") as db:
            db.execute("CREATE TABLE Cache (name)")
            db.execute("CREATE TABLE Settings (name)")
        db.close()
    cache = Cache(folder)
    assert (cache.get("k"), cache.set("k", entry()), cache.size(), cache.clear()) == (None, False, (0, 0), 0)
    assert codes(cache) == ["EK130"]
    cache.close()
    assert goes_on(folder) == ["EK130"]


def test_a_network_mount_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """EK135, and a journal that needs no shared memory, which such mounts do not have."""
    table = tmp_path / "mountinfo"
    table.write_text(f"22 1 254:0 / / rw - ext4 /dev/a rw\n40 22 0:50 / {tmp_path} rw,relatime shared:1 - nfs4 host:/a rw\n")
    monkeypatch.setattr(place, "_MOUNTS", table)
    cache = Cache(tmp_path / "c")
    assert cache.set("k", entry())
    assert (cache.get("k"), codes(cache)) == (entry(), ["EK135"])
    assert not (tmp_path / "c" / "cache.db-wal").exists()
    cache.close()
    with sqlite3.connect(tmp_path / "c" / "cache.db") as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    db.close()
    assert goes_on(tmp_path / "c") == ["EK135"]
    monkeypatch.undo()
    assert goes_on(tmp_path / "c") == []


@pytest.mark.parametrize(
    ("mounts", "kind"),
    [
        ("1 0 0:1 / / rw - ext4 a rw", None),
        ("1 0 0:1 / / rw - nfs a rw", "nfs"),
        ("1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / /srv/my\\040files rw master:3 - cifs //h/x rw", "cifs"),
        ("1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / /srv rw - fuse.sshfs h:/x rw\n3 2 0:3 / /srv/my\\040files/c rw - tmpfs t rw", None),
        ("1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / /srv/my\\040files/c2 rw - nfs4 h:/x rw", None),
        ("2 1 0:2 / /srv rw - ext4 h rw\n3 2 0:3 / /srv rw - 9p h rw", "9p"),
        ("nonsense", None),
    ],
)
def test_the_nearest_mount_counts(mounts: str, kind: str | None) -> None:
    """The longest mount point above the folder, the last of equals; spaces are escaped (proc(5))."""
    assert place._kind(mounts, "/srv/my files/c") == kind


@pytest.mark.parametrize("trouble", ["a file", "damaged"])
def test_a_build_goes_on(tmp_path: Path, trouble: str) -> None:
    """The command tells the code on standard error and builds every page."""
    folder = tmp_path / "c"
    if trouble == "a file":
        folder.write_text("x")
    else:
        folder.mkdir()
        (folder / "cache.db").write_bytes(b"no database " * 500)
    done = run("build", ARTICLES, "-o", str(tmp_path / "out"), "--replay", ANSWERS, "--cache", str(folder))
    assert done.returncode == 3, done.stderr
    assert (b"EK130" if trouble == "a file" else b"EK133") in done.stderr
    assert (tmp_path / "out" / "report.html").exists()
