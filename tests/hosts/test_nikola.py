"""A Nikola site, made by Nikola itself and built with the shortcode."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosts import checks

pytest.importorskip("nikola")
POST = """.. title: The night at the gate
.. slug: gate
.. date: 2026-03-02 18:30:00 UTC

The harbour was quiet.

{{% embed https://www.youtube.com/watch?v=Lh1nDh0lm_1 %}}

{{% embed https://www.youtube.com/watch?v=Harmless_01 %}}

{{% embed https://www.youtube.com/watch?v=0rgueCr13e1 %}}
"""
SETTINGS = """
from embedkit.contrib.nikola import FOLDER
EXTRA_PLUGINS_DIRS = [FOLDER]
EMBEDKIT = {"lock": "embedkit.lock", "frozen": True}
"""


def _nikola(*args: str, cwd: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "nikola", *args], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout


def test_a_site_is_built(tmp_path: Path) -> None:
    """The page holds the card, escaped text and a dead embed as a link, from the lock file alone."""
    _nikola("init", "--quiet", "site", cwd=tmp_path)
    site = tmp_path / "site"
    (site / "posts" / "gate.md").write_text(POST, "utf-8")
    shutil.copy(checks.EXAMPLES / "hugo" / "embedkit.lock", site)
    with (site / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(SETTINGS.replace('"embedkit.lock"', repr(str(site / "embedkit.lock"))))
    _nikola("build", cwd=site)
    html = (site / "output" / "posts" / "gate" / "index.html").read_text("utf-8")
    checks.shows_card(html)
    checks.escapes(html)
    checks.shows_lost_as_link(html)
