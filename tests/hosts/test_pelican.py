"""The Pelican example, built by Pelican: Markdown and reStructuredText, page, index and feed."""

from __future__ import annotations

import html as htmls
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosts import checks

pytest.importorskip("pelican")


def test_the_example_is_built(tmp_path: Path) -> None:
    """Articles in both languages, the index and the Atom feed hold cards, from the lock file alone."""
    site = checks.EXAMPLES / "pelican"
    done = subprocess.run([sys.executable, "-m", "pelican", site / "content", "-s", site / "pelicanconf.py", "-o", tmp_path, "--fatal", "errors"],
                          capture_output=True, text=True, check=False, cwd=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    story = (tmp_path / "the-night-at-the-gate.html").read_text("utf-8")
    checks.shows_card(story)
    checks.escapes(story)
    checks.shows_lost_as_link(story)
    second = (tmp_path / "the-morning-after.html").read_text("utf-8")
    checks.shows_card(second)
    checks.has_caption(second)
    checks.shows_card((tmp_path / "index.html").read_text("utf-8"))
    feed = (tmp_path / "feeds" / "all.atom.xml").read_text("utf-8")
    checks.shows_card(htmls.unescape(feed.partition("<content")[2]))


def test_a_site_is_generated_again_and_keeps_nothing_open(tmp_path: Path) -> None:
    """A second run with the same settings, as Pelican's reloading does, gives the same page; after each run the embedder is closed and gone."""
    from pelican import Pelican
    from pelican.settings import read_settings

    site = checks.EXAMPLES / "pelican"
    settings = read_settings(str(site / "pelicanconf.py"), override={"PATH": str(site / "content"), "OUTPUT_PATH": str(tmp_path)})
    pelican = Pelican(settings)
    before = set(settings)
    pages = []
    for _ in range(2):
        pelican.run()
        assert set(settings) == before
        pages.append((tmp_path / "the-night-at-the-gate.html").read_text("utf-8"))
    checks.shows_card(pages[0])
    assert pages[0] == pages[1]
