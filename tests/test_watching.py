"""`build --watch` follows articles as they are written."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from embedkit.build.watching import changes, stamp

PAGE = '<p>The dam held.</p><iframe src="https://www.youtube.com/embed/{id}"></iframe>'


def _until(condition: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


def _hears_interrupts() -> None:
    """A shell's background jobs, and all that they start, ignore interrupts unless told otherwise."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_changed_article_is_built_again(tmp_path: Path) -> None:
    """The page follows its source, a new article gets a page, and an interrupt ends the command."""
    articles, out = tmp_path / "in", tmp_path / "out"
    articles.mkdir()
    (articles / "a.html").write_text(PAGE.format(id="W4tch1ngA_1"))
    command = [sys.executable, "-m", "embedkit", "build", str(articles), "-o", str(out), "--offline", "--cache", "none", "--watch", "-q"]
    with subprocess.Popen(command, preexec_fn=_hears_interrupts) as running:
        try:
            _until(lambda: (out / "a.html").exists() and "W4tch1ngA_1" in (out / "a.html").read_text())
            (articles / "a.html").write_text(PAGE.format(id="W4tch1ngA_2") + "<p>It rained.</p>")
            (articles / "b.html").write_text(PAGE.format(id="W4tch1ngB_1"))
            _until(lambda: "W4tch1ngA_2" in (out / "a.html").read_text() and (out / "b.html").exists())
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(20) == 130


def test_hidden_files_and_lost_ones_do_not_count(tmp_path: Path) -> None:
    """An editor's hidden files are no change; a file that is removed is one."""
    file = tmp_path / "a.html"
    file.write_text("x")
    told = changes([tmp_path])
    next(told)
    (tmp_path / ".a.html.swp").write_text("x")
    assert set(stamp([tmp_path])) == {str(file)}
    file.unlink()
    next(told)
    assert stamp([tmp_path]) == {}
