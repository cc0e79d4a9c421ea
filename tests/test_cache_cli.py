"""`embedkit cache`: data on standard output, the rest on standard error, exit codes as documented."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from embedkit.cache import Cache
from embedkit.cli import main
from tests.test_cache import entry
from tests.test_cli import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cache with a fresh answer, and a failure whose life is over."""
    cache = Cache(tmp_path / "c")
    cache.set("good", entry("x" * 4_000).model_copy(update={"fresh_until": datetime.now(UTC) + timedelta(days=1)}))
    cache.set("dead", entry().model_copy(update={"problem": "gone"}))
    cache.close()
    return tmp_path / "c"


Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs `embedkit cache …` in this process: exit code, standard output, standard error."""

    def tell(*args: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["embedkit", "cache", *args])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    return tell


def test_size_prune_clean(folder: Path, told: Told) -> None:
    """How many there are; what is of no use goes first, then all."""
    assert told("size", "--cache", str(folder))[1].startswith("2 answers, ")
    assert told("prune", "--cache", str(folder)) == (0, "", "1 failures, 0 answers, 0 damaged databases dropped\n")
    assert told("size", "--cache", str(folder))[1].startswith("1 answers, ")
    assert told("clean", "--cache", str(folder)) == (0, "", "1 answers forgotten\n")
    assert told("size", "--cache", str(folder))[1].startswith("0 answers, ")


def test_the_folder_is_told(tmp_path: Path) -> None:
    """Where the default cache is, under the user's cache folder of this system."""
    assert run("cache", "dir", cwd=tmp_path).stdout.decode().strip() == str(tmp_path / "embedkit")


def test_export_and_import(folder: Path, tmp_path: Path, told: Told) -> None:
    """Through a file or a pipe; what is there already is not newer; a bad line is named and gives exit code 4."""
    code, text, _ = told("export", "--cache", str(folder))
    assert (code, len(text.splitlines())) == (0, 3)
    other = str(tmp_path / "other")
    assert told("import", "-", "--cache", other, stdin=text.encode()) == (0, "", "2 answers added, 0 not newer, 0 lines unreadable\n")
    assert told("export", str(tmp_path / "e.jsonl"), "--cache", other)[0] == 0
    assert (tmp_path / "e.jsonl").read_text("utf-8") == text
    assert told("import", str(tmp_path / "e.jsonl"), "--cache", other) == (0, "", "0 answers added, 2 not newer, 0 lines unreadable\n")
    code, _, errors = told("import", "-", "--cache", other, stdin=text.encode() + b"\xff{\n")
    assert (code, errors.splitlines()[0][:20]) == (4, "embedkit: -, line 4:")
    assert told("import", str(tmp_path / "none"), "--cache", other)[0] == 4
    assert told("export", str(tmp_path), "--cache", other)[0] == 2


def test_verify_and_repair(folder: Path, told: Told) -> None:
    """Whole: 0. Damaged: 1, and after the repair 0 with what could be read."""
    assert told("verify", "--cache", str(folder)) == (0, "2 answers good, 0 rows refused, database whole\n", "")
    data = (folder / "cache.db").read_bytes()
    (folder / "cache.db").write_bytes(data.replace(b"xxxxxxxx", b"xxxyxxxx", 1))
    assert told("verify", "--cache", str(folder)) == (1, "1 answers good, 1 rows refused, database whole\n", "")
    assert told("verify", "--repair", "--cache", str(folder))[::2] == (0, "repaired: 1 answers good, 0 rows refused\n")
    (folder / "cache.db").write_bytes(os.urandom(9_000))
    code, _, errors = told("size", "--cache", str(folder))
    assert (code, errors[:15]) == (0, "embedkit: EK133")


def test_a_folder_that_cannot_be_used(tmp_path: Path, told: Told) -> None:
    """The commands tell the code and raise nothing."""
    (tmp_path / "file").write_text("x")
    for command in ("size", "prune", "clean", "verify", "export"):
        code, _, errors = told(command, "--cache", str(tmp_path / "file"))
        assert (code, "EK130" in errors) == (0, True), command
