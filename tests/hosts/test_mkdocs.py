"""The MkDocs example, built by MkDocs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosts import checks

pytest.importorskip("mkdocs")


def test_the_example_is_built(tmp_path: Path) -> None:
    """The page holds card, caption, escaped text and a dead embed as a link; our two files lie in the site and are loaded."""
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "-d", tmp_path], cwd=checks.EXAMPLES / "mkdocs",
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "index.html").read_text("utf-8")
    checks.shows_card(html)
    checks.escapes(html)
    checks.shows_lost_as_link(html)
    checks.has_caption(html)
    assert (tmp_path / "assets" / "embedkit.js").is_file()
    assert "assets/embedkit.css" in html
