"""`embedkit lock`, `build --locked` and `--frozen`: from articles to a file to commit, and back to pages without a network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cases import FIXTURES
from tests.test_cli import ANSWERS, ARTICLES, run

# The command in a process whose every way to the network raises.
_CUT = """
import socket
def cut(*a, **k): raise AssertionError("the network is cut")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = cut
from embedkit.cli import main
main()
"""


def run_cut(*args: str, cwd: Path, seed: str) -> subprocess.CompletedProcess[bytes]:
    """The command without a network, with a home, a cache and a hash seed of its own."""
    env = {**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(cwd / f"cache-{seed}"), "HOME": str(cwd)}
    return subprocess.run([sys.executable, "-c", _CUT, *args], capture_output=True, timeout=50, check=False, cwd=cwd, env=env)


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with an article of two videos and a linked page, the answers for them, and a lock file of these."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "answers").mkdir()
    body = "".join(f"<p>{'Words of the story that is told here, as long as stories are. ' * 4}</p>" for _ in range(9))
    players = (
        '<iframe src="https://www.youtube.com/embed/eiHXASgRTcA"></iframe><iframe src="https://player.vimeo.com/video/76979871"></iframe>'
    )
    (tmp_path / "articles" / "a.html").write_text(f"<article><h1>A</h1>{body}{players}</article>")
    answer(tmp_path, "youtube", "Dawn")
    answer(tmp_path, "vimeo", "Tide")
    assert run("lock", "articles", "--replay", "answers", cwd=tmp_path).returncode == 0
    return tmp_path


def answer(site: Path, provider: str, title: str | None) -> None:
    """Writes a provider's answer; without a title its item is gone."""
    url = {"youtube": "https://www.youtube.com/oembed", "vimeo": "https://vimeo.com/api/oembed.json"}[provider]
    said: dict[str, Any] = {"url": url, "json": {"type": "video", "title": title}} if title else {"url": url, "status": 404, "body": ""}
    (site / "answers" / f"{provider}.json").write_text(json.dumps(said))


def titles(site: Path) -> list[str]:
    rows = [json.loads(row) for row in (site / "embedkit.lock").read_text("utf-8").splitlines()[1:]]
    return sorted(row["answer"]["title"] for row in rows if "answer" in row)


def test_a_frozen_build_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    """With the lock file and the network cut, two builds are equal to the byte; their cards say what an online build says."""
    shutil.copytree(FIXTURES / "articles", tmp_path / "articles")
    made = run("lock", "articles", "--replay", ANSWERS, cwd=tmp_path)
    assert b"answers" in made.stderr
    for number, seed in enumerate(("1", "4321")):
        built = run_cut("build", "articles", "-o", f"out{number}", "--frozen", "-q", cwd=tmp_path, seed=seed)
        assert built.returncode == 3, built.stderr  # some answers were a moment's trouble and are in no lock
        assert b"Traceback" not in built.stderr
    one, two = files_of(tmp_path / "out0"), files_of(tmp_path / "out1")
    assert len(one) > 20
    assert one == two
    run("build", "articles", "-o", "online", "--replay", ANSWERS, "-q", cwd=tmp_path)
    for name, data in files_of(tmp_path / "online").items():
        if name.endswith(".cards.json"):
            assert [said(c) for c in json.loads(one[name])] == [said(c) for c in json.loads(data)], name


def said(card: dict[str, Any]) -> dict[str, Any]:
    """A card without its age, and without the wording of a trouble that is not locked."""
    passing = card["problem"] in ("offline", "not_in_lock", "rate_limited", "provider_down")
    left_out = {"fetched_at", "fresh_until"} | ({"problem", "warnings"} if passing else set())
    return {name: value for name, value in card.items() if name not in left_out}


def test_a_lock_that_fits_is_left_alone(site: Path) -> None:
    """Locking again asks nothing and writes the same bytes; --check says so with 0."""
    before = (site / "embedkit.lock").read_bytes()
    assert run("lock", "articles", "--replay", str(site / "articles"), cwd=site).returncode == 0
    assert (site / "embedkit.lock").read_bytes() == before
    checked = run("lock", "articles", "--check", cwd=site)
    assert (checked.returncode, checked.stdout) == (0, b"")


def test_a_lock_that_does_not_fit_is_told(site: Path) -> None:
    """--check names what is missing and what nothing asks for, and writes nothing; locking mends both."""
    article = site / "articles" / "a.html"
    article.write_text(article.read_text().replace("player.vimeo.com/video/76979871", "www.youtube.com/embed/Lh1nDh0lm_1"))
    before = (site / "embedkit.lock").read_bytes()
    checked = run("lock", "articles", "--check", cwd=site)
    lines = checked.stdout.decode().splitlines()
    assert checked.returncode == 1
    assert [row.split()[0] for row in lines] == ["missing", "unused"]
    assert "Lh1nDh0lm_1" in lines[0]
    assert "vimeo.com" in lines[1]
    assert (site / "embedkit.lock").read_bytes() == before
    assert b"1 added, 0 changed, 1 removed" in run("lock", "articles", "--replay", "answers", cwd=site).stderr
    assert run("lock", "articles", "--check", cwd=site).returncode == 0
    (site / "embedkit.lock").write_text("\n".join([*before.decode().splitlines()[:1], *reversed(before.decode().splitlines()[1:])]) + "\n")
    assert b"order" in run("lock", "articles", "--check", cwd=site).stdout


def test_upgrade_asks_again(site: Path) -> None:
    """For one provider, for all, with the articles behind the option; an unknown name is a mistake."""
    answer(site, "youtube", "Dusk")
    answer(site, "vimeo", "Ebb")
    assert run("lock", "articles", "--replay", "answers", cwd=site).returncode == 0
    assert titles(site) == ["Dawn", "Tide"]
    assert b"1 changed" in run("lock", "articles", "--upgrade", "youtube", "--replay", "answers", cwd=site).stderr
    assert titles(site) == ["Dusk", "Tide"]
    assert run("lock", "--replay", "answers", "--upgrade", "articles", cwd=site).returncode == 0
    assert titles(site) == ["Dusk", "Ebb"]
    wrong = run("lock", "articles", "--upgrade", "nobody", cwd=site)
    assert (wrong.returncode, b"no provider nobody" in wrong.stderr) == (2, True)


def test_an_upgrade_that_fails_keeps_the_answer(site: Path) -> None:
    """A deleted video keeps its last answer in the lock, and is told."""
    answer(site, "youtube", None)
    done = run("lock", "articles", "--upgrade", "--replay", "answers", cwd=site)
    assert done.returncode == 0
    assert b"EK101 gone: https://www.youtube.com/watch?v=eiHXASgRTcA" in done.stderr
    assert titles(site) == ["Dawn", "Tide"]


def test_a_dead_item_is_an_answer_too(site: Path) -> None:
    """What was gone when it was first asked is locked as gone, so that a frozen build knows it."""
    answer(site, "youtube", None)
    (site / "embedkit.lock").unlink()
    assert run("lock", "articles", "--replay", "answers", cwd=site).returncode == 0
    built = run_cut("build", "articles", "-o", "out", "--frozen", "-q", cwd=site, seed="7")
    assert (built.returncode, built.stderr) == (0, b"")
    assert [c["status"] for c in json.loads((site / "out" / "a.html.cards.json").read_bytes())] == ["gone", "resolved"]


def test_locked_asks_only_what_is_missing(site: Path) -> None:
    """Locked answers stand, a new embed is asked, and the file is not touched; frozen, the new embed is named and gives 3."""
    article = site / "articles" / "a.html"
    article.write_text(
        article.read_text().replace("</article>", '<iframe src="https://www.youtube.com/embed/Lh1nDh0lm_1"></iframe></article>')
    )
    answer(site, "youtube", "Noon")
    answer(site, "vimeo", "Ebb")
    before = (site / "embedkit.lock").read_bytes()
    built = run("build", "articles", "-o", "out", "--locked", "--replay", "answers", cwd=site)
    assert (built.returncode, b"not in embedkit.lock: answers of 1 cards" in built.stderr) == (0, True)
    assert [c["title"] for c in json.loads((site / "out" / "a.html.cards.json").read_bytes())] == ["Dawn", "Tide", "Noon"]
    assert (site / "embedkit.lock").read_bytes() == before
    frozen = run_cut("build", "articles", "-o", "out", "--frozen", cwd=site, seed="1")
    assert frozen.returncode == 3
    assert b"not in embedkit.lock: https://www.youtube.com/watch?v=Lh1nDh0lm_1 (articles/a.html)" in frozen.stderr
    assert (site / "out" / "a.html").exists()


def test_refresh_asks_the_cached_again(site: Path) -> None:
    """A build with --refresh takes the provider's new words, one without keeps the cached ones."""
    args = ("articles", "-o", "out", "--replay", "answers", "--cache", "cache", "-q")
    for title, more, expected in (
        ("Dawn", (), "Dawn"),
        ("Dusk", (), "Dawn"),
        ("Dusk", ("--refresh",), "Dusk"),
        (None, ("--refresh",), "Dusk"),
    ):
        answer(site, "youtube", title)
        run("build", *args, *more, cwd=site)
        assert json.loads((site / "out" / "a.html.cards.json").read_bytes())[0]["title"] == expected


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("build", ARTICLES, "-o", "out", "--frozen"), "embedkit lock SRC"), (("build", ARTICLES, "-o", "out", "--offline", "--refresh"), "refresh="), (("lock",), "SRC"),
        (("lock", ARTICLES, "--check"), "embedkit lock SRC"), (("get", "https://youtu.be/eiHXASgRTcA", "--site-url", "news"), "--site-url"), (("get", "x", "--language", "?"), "--language"),
    ],
)  # fmt: skip
def test_mistakes_say_the_mend(args: tuple[str, ...], words: str, tmp_path: Path) -> None:
    """A lock file that is not there, options that contradict: one line, exit 2."""
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
