"""The command: data on standard output, the rest on standard error, exit codes as documented."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from embedkit.cli import cli
from embedkit.models import CARDS
from embedkit.parse import parse
from tests.cases import FIXTURES
from tests.servers import answer, serving

ARTICLES, ANSWERS = str(FIXTURES / "articles"), str(FIXTURES / "http")
DOCS = Path(__file__).parent.parent / "docs"


def run(*args: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "embedkit", *args],
        input=stdin,
        capture_output=True,
        timeout=50,
        check=False,
        cwd=cwd,
        env={**os.environ, "XDG_CACHE_HOME": str(cwd or "/nonexistent")},
    )


def test_parse_prints_one_line_a_file() -> None:
    """A folder is walked in name order; each line has the path and the blocks."""
    done = run("parse", ARTICLES, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["source"] for row in rows] == sorted(row["source"] for row in rows)
    text = next(row for row in rows if row["source"].endswith("text-export.txt"))
    assert [(b["kind"], b["role"]) for b in text["blocks"]] == [
        ("photo", "lead"),
        ("article", "related"),
        ("video", "related"),
        ("video", "related"),
        ("article", "related"),
        ("video", "related"),
    ]
    assert set(text["blocks"][0]) >= {
        "kind",
        "role",
        "url",
        "provider",
        "native_id",
        "title",
        "caption",
        "credit",
        "image",
        "items",
        "span",
        "rule",
    }


def test_standard_input_and_lines() -> None:
    """A dash is standard input, HTML or text."""
    assert (
        run("parse", "-", stdin=b'<iframe src="https://youtu.be/eiHXASgRTcA"></iframe>').stdout == b"video youtube:eiHXASgRTcA [iframe]\n"
    )
    assert run("parse", "-", stdin=b"https://youtu.be/eiHXASgRTcA").stdout == b"video youtube:eiHXASgRTcA [text-url]\n"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("empty.html", b"", "empty"), ("binary.html", b"\x89PNG\x00\x01" * 50, "binary"), ("broken.html.gz", b"\x1f\x8bnonsense", "cannot be read"), ("bad.html", b"<meta charset=utf-8>" + b"\xc3\x28\xff\xfe\x80" * 200, "cannot be read as")],
)  # fmt: skip
def test_bad_files_cost_one_line(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    """A file that is no article: which, what, what to do; the others go on; exit 4."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.html").write_text('<iframe src="https://youtu.be/eiHXASgRTcA"></iframe>')
    done = run("parse", str(tmp_path), str(tmp_path / "missing.html"))
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 4
    assert len(lines) == 2
    assert name in lines[0]
    assert words in lines[0]
    assert b"youtube:eiHXASgRTcA" in done.stdout


def test_build_writes_pages_cards_and_report(tmp_path: Path) -> None:
    """Every document gives its page, its cards and a place in the report; a failed look-up gives 3."""
    done = run("build", ARTICLES, "-o", str(tmp_path / "out"), "--replay", ANSWERS, cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert done.stdout == b""
    report = (tmp_path / "out" / "report.html").read_text("utf-8")
    for source in Path(ARTICLES).iterdir():
        cards = CARDS.validate_json((tmp_path / "out" / f"{source.name}.cards.json").read_bytes())
        assert cards
        assert str(source) in report
    assert "https://" not in "".join(part.split(">")[0] for part in report.split("<img")[1:])
    assert (tmp_path / "out" / "embedkit.css").exists()


@pytest.mark.parametrize("name", ["modern-newsroom.html", "legacy.html", "text-export.txt", "wordpress.html", "hostile.html"])
def test_other_characters_stay(tmp_path: Path, name: str) -> None:
    """Outside the replaced spans the page is the same to the byte, in its own encoding and line ends."""
    run("build", str(Path(ARTICLES) / name), "-o", str(tmp_path), "--offline", "--cache", "none", "-q")
    codec = "windows-1252" if name == "legacy.html" else "utf-8"
    source, built = (Path(ARTICLES) / name).read_bytes().decode(codec), (tmp_path / name).read_bytes().decode(codec)
    at = place = 0
    for block in parse(source, format="text" if name.endswith(".txt") else "html"):
        assert block.span is not None
        kept = source[at : block.span[0]]
        place = built.index(kept, place) + len(kept) if kept else place
        at = block.span[1]
    assert built.endswith(source[at:])


def test_one_article_without_media_is_unchanged(tmp_path: Path) -> None:
    """With nothing to replace the output is the input."""
    for name, data in {
        "a.html": b"\xef\xbb\xbf<p>a\r\nb",
        "b.html": "\ufeff<p>é".encode("utf-16-le"),
        "c.html": b"<meta charset=windows-1252><p>\x80",
    }.items():
        (tmp_path / name).write_bytes(data)
    run("build", str(tmp_path), "-o", str(tmp_path / "out"), "--offline", "--cache", "none", "-q")
    assert all((tmp_path / "out" / f"{n}.html").read_bytes() == (tmp_path / f"{n}.html").read_bytes() for n in "abc")


def test_equal_names_do_not_meet(tmp_path: Path) -> None:
    """Two inputs of one name become two pages."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.html").write_text(f"<p>{folder}")
    run("build", str(tmp_path / "x"), str(tmp_path / "y"), "-o", str(tmp_path / "out"), "--offline", "--cache", "none", "-q")
    assert {(tmp_path / "out" / n).read_text() for n in ("a.html", "a-2.html")} == {"<p>x", "<p>y"}


def test_get_identify_render_schema_providers(tmp_path: Path) -> None:
    """Each looks one thing up and prints data."""
    card = run("get", "https://youtu.be/Lh1nDh0lm_1", "--replay", ANSWERS)
    assert card.returncode == 0
    assert json.loads(card.stdout)["title"] == "Watch the last lorries leave the old terminal"
    assert b"data-embedkit-src" in run("render", "-", stdin=card.stdout).stdout
    assert run("render", "-", "--to", "markdown", stdin=b"[" + card.stdout + b"]").stdout.startswith(b"[Watch")
    assert json.loads(run("identify", "https://vimeo.com/76979871").stdout)["provider"] == "vimeo"
    assert json.loads(run("schema").stdout)["discriminator"]["propertyName"] == "kind"
    assert len(json.loads(run("providers", "--format", "json").stdout)) >= 80


def test_fail_on_and_offline(tmp_path: Path) -> None:
    """Dead embeds fail a build only on request."""
    args = ("build", str(Path(ARTICLES) / "legacy.html"), "-o", str(tmp_path), "--replay", ANSWERS, "-q")
    assert run(*args).returncode == 0
    assert run(*args, "--fail-on", "error").returncode == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [(("build", ARTICLES), "--out"), (("get", "x", "--replay", "/none"), "no such folder"), (("parse", "x", "--roles", "king"), "unknown role"), (("frob",), "No such command"),
     (("build", ARTICLES, "-o", "/proc/none", "--offline", "--cache", "none"), "cannot be written"), (("get", "x", "--proxy", "socks5://p"), "--proxy"),
     (("get", "x", "--allow-network", "all"), "--allow-network"), (("get", "x", "--contact", "a b"), "--contact"), (("get", "x", "--allow-port", "0"), "--allow-port")],
)  # fmt: skip
def test_mistakes_exit_with_2(args: tuple[str, ...], words: str) -> None:
    """Bad usage and configuration say the mend, without a traceback."""
    done = run(*args)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_render_refuses_what_is_no_card() -> None:
    """A file that holds no card is unreadable input."""
    done = run("render", "-", stdin=b'{"kind":"king"}')
    assert done.returncode == 4
    assert b"embedkit schema" in done.stderr


def test_cache_commands(tmp_path: Path) -> None:
    """Where, how much, and away with it."""
    assert run("cache", "dir", cwd=tmp_path).stdout.decode().strip().endswith("embedkit")
    assert run("cache", "size", "--cache", str(tmp_path / "c")).stdout.startswith(b"0 answers")
    assert run("cache", "clean", "--cache", str(tmp_path / "c")).returncode == 0


def _commands(group: click.Group, prefix: str = "embedkit") -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        found += _commands(command, f"{prefix} {name}") if isinstance(command, click.Group) else [(f"{prefix} {name}", command)]
    return found


@pytest.mark.parametrize(("name", "command"), _commands(cli), ids=[name for name, _ in _commands(cli)])
def test_every_command_is_documented(name: str, command: click.Command) -> None:
    """Each command has help and a place in docs/cli.md."""
    assert command.help
    assert f"`{name}" in (DOCS / "cli.md").read_text("utf-8")


def test_explain_tells_of_an_article(tmp_path: Path) -> None:
    """As text for people, as JSON that has its schema; a profile is obeyed; one article at a time."""
    page = tmp_path / "page.html"
    page.write_text('<hb-film key="eiHXASgRTcA"></hb-film><iframe></iframe>', "utf-8")
    text = run("explain", str(page)).stdout.decode()
    assert text.startswith("0 blocks, 1 refused; no body was found")
    assert "no_address: it has no address" in text
    done = run("explain", "-", "--format", "json", "--profiles", str(FIXTURES / "profiles" / "harbour.toml"), stdin=page.read_bytes())
    said = json.loads(done.stdout)
    assert [(found["block"]["native_id"], found["block"]["rule"]) for found in said["blocks"]] == [("eiHXASgRTcA", "profile:harbour")]
    assert [(refusal["reason"], refusal["place"]["element"]) for refusal in said["refused"]] == [("no_address", "iframe")]
    assert set(json.loads(run("schema", "explanation").stdout)["properties"]) == set(said)
    assert run("explain", str(tmp_path)).returncode == 2
    (tmp_path / "empty.html").write_bytes(b"")
    assert run("explain", str(tmp_path / "empty.html")).returncode == 4


def test_every_command_that_reads_articles_obeys_a_profile(tmp_path: Path) -> None:
    """parse and build find what the profile names; a faulty profile is a usage error that names file and key."""
    page = tmp_path / "page.html"
    page.write_text('<p>a</p><hb-film key="eiHXASgRTcA"></hb-film>', "utf-8")
    profile = ("--profiles", str(FIXTURES / "profiles" / "harbour.toml"))
    assert run("parse", str(page)).stdout == b""
    assert run("parse", str(page), *profile, "--profiles", "scmp").stdout == b"video youtube:eiHXASgRTcA [profile:harbour]\n"
    out = tmp_path / "out"
    assert run("build", str(page), "-o", str(out), "--offline", "--cache", "none", *profile).returncode == 0
    assert "eiHXASgRTcA" in next(out.rglob("*.cards.json")).read_text("utf-8")
    (tmp_path / "bad.toml").write_text('bodi = ["a"]', "utf-8")
    done = run("parse", str(page), "--profiles", str(tmp_path / "bad.toml"))
    assert done.returncode == 2
    assert b"bad.toml: bodi: unknown key; did you mean body?" in done.stderr


def test_explain_prints_one_code() -> None:
    """What happened, what the card is, how long it is remembered, what to do; an unknown code names the known ones."""
    done = run("explain", "ek105")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[0] == "EK105 rate_limited: the provider asked us to slow down."
    assert b"Remembered for: 1 hour." in done.stdout
    assert run("explain", "EK999").returncode == run("explain", "nonsense").returncode == 2
    assert b"EK101" in run("explain", "EK999").stderr


def test_the_network_by_option() -> None:
    """An address of one's own network is asked where the operator says so, and told who asks."""
    page = answer(b"<title>Inside</title>", "200 OK", "Content-Type: text/html")
    with serving(page) as server:
        refused = run("get", server.url("/story"), "--cache", "none")
        asked = run("get", server.url("/story"), "--cache", "none", "--allow-network", "127.0.0.0/8", "--contact", "desk@news.test")
    assert b"EK111" in refused.stdout
    assert (asked.returncode, json.loads(asked.stdout)["title"]) == (0, "Inside")
    assert ["+desk@news.test" in head for head in server.heads] == [True]
