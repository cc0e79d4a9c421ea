"""A build meets a full disk, a folder that vanishes, a file that changes, a kill: clear words, and nothing half-written."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from benchmarks import kill_build
from embedkit import Client
from embedkit.build import build, inputs, work
from embedkit.build.sources import packed
from embedkit.errors import ConfigurationError, InputError

PLAYER = '<iframe src="https://youtu.be/eiHXASgRTcA" title="Dawn"></iframe>'


@pytest.fixture
def client() -> Iterator[Client]:
    """One that asks nobody."""
    with Client(cache=None, offline=True) as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Ten pages, the fifth of them a large one."""
    (tmp_path / "in").mkdir()
    for number in range(10):
        (tmp_path / "in" / f"{number}.html").write_text(PLAYER + "x" * (600_000 if number == 5 else 10))
    return tmp_path / "in"


def test_a_full_disk_is_told_and_the_next_run_goes_on(site: Path, client: Client) -> None:
    """Exit 2 and one line that says where; no page is cut short, and with room again the build is whole."""
    out = site.parent / "out"

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    done = subprocess.run([sys.executable, "-m", "embedkit", "build", str(site), "-o", str(out), "--offline", "--cache", "none", "-q"], capture_output=True, preexec_fn=little)  # fmt: skip
    assert done.returncode == 2
    (told,) = done.stderr.decode().splitlines()
    assert "5.html: cannot be written (File too large); choose another folder with -o or make room" in told
    assert not (out / "5.html").exists()
    assert all((out / f"{n}.html").read_text().endswith("x" * 10) for n in range(5))
    assert not list(out.glob(".embedkit-tmp-*"))
    assert len(build([site], out, client).pages) == 10


def test_an_input_folder_that_vanishes_is_told(site: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that are gone are unreadable, one line each; what was read before is built."""
    real = inputs.Raw

    def once(*args: object, **named: object) -> inputs.Raw:
        shutil.rmtree(site, ignore_errors=True)
        return real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(inputs, "Raw", once)
    built = build([site], site.parent / "out", client)
    assert len(built.pages) == 1
    assert [one.reason.rpartition("(")[2] for one in built.unreadable] == [
        "No such file or directory); check the path and its permissions"
    ] * 9


def test_an_output_folder_that_vanishes_is_made_again_or_told(site: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder goes in the middle of a build: no traceback, and the next build is whole."""
    out, real = site.parent / "out", work.page

    def vanish(raw: inputs.Raw, *rest: object) -> bytes:
        if raw.place.name == "7.html":
            shutil.rmtree(out, ignore_errors=True)
        return real(raw, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "page", vanish)
    with contextlib.suppress(ConfigurationError):
        build([site], out, client)
    monkeypatch.undo()
    build([site], out, client)
    assert sorted(p.name for p in out.glob("?.html")) == [f"{n}.html" for n in range(10)]


def test_an_input_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the old and half of the new is no article."""
    page = tmp_path / "a.html"
    page.write_text("<p>old")

    class Edited(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            found = super().read(-1 if size is None else size)
            page.write_text("<p>quite new")
            return found or b""

    def opened(path: Path, mode: str, buffering: int) -> io.FileIO:
        return Edited(path, mode)

    monkeypatch.setattr(packed, "open", opened, raising=False)
    (found,) = inputs.each([page])
    assert isinstance(found, inputs.Unreadable)
    assert found.reason.endswith("it was written while it was read; build again when it is done")


def test_a_missing_template_folder_is_told(site: Path, client: Client) -> None:
    """Before anything is written."""
    with pytest.raises(ConfigurationError, match="no such folder of templates"):
        build([site], site.parent / "out", client, templates=site / "none")
    assert not (site.parent / "out").exists()


def test_killed_builds_leave_whole_files() -> None:
    """Six kills at random moments, into a folder and in place: every file is whole, the next run is right (the benchmark does a hundred)."""
    assert kill_build.main(6, 7)


def test_faults_are_input_errors() -> None:
    """Reading a folder as a file is told as any unreadable input."""
    with pytest.raises(InputError, match="cannot be read"):
        packed.of_file(os.sep, PurePosixPath("x")).head(1)
