"""Configuration: where a value comes from, which one counts, and what is said of a mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from embedkit.cli import cli
from embedkit.cli.configured import template
from embedkit.errors import ConfigurationError
from embedkit.settings import KEYS, settings


def run(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a folder."""
    env = {**os.environ, "XDG_CACHE_HOME": str(cwd / "cache"), **environment}
    return subprocess.run([sys.executable, "-m", "embedkit", *args], capture_output=True, text=True, cwd=cwd, env=env, check=False)


def test_the_later_one_counts(tmp_path: Path) -> None:
    """A file, before it the environment, before that `--config`; each value tells its origin."""
    (tmp_path / "embedkit.toml").write_text('max-width = 1\njobs = 1\nlanguage = "de"\n')
    found = settings(tmp_path, {"EMBEDKIT_JOBS": "2", "EMBEDKIT_MAX_WIDTH": "2"}, ["max-width=3"])
    assert {name: (setting.value, Path(setting.origin).name) for name, setting in found.items()} == {
        "language": ("de", "embedkit.toml"),
        "jobs": (2, "EMBEDKIT_JOBS"),
        "max-width": (3, "--config"),
    }


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    """A file of a folder above is found; a pyproject.toml without our table is passed over."""
    (tmp_path / "pyproject.toml").write_text("[tool.embedkit]\njobs = 4\n[tool.other]\nx = 1\n")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert settings(deep, {})["jobs"].value == 4
    (tmp_path / "a" / "embedkit.toml").write_text("jobs = 5\n")
    assert settings(deep, {})["jobs"].value == 5


def test_paths_are_relative_to_their_file(tmp_path: Path) -> None:
    """Whoever runs the command in a folder below means the same templates."""
    (tmp_path / "embedkit.toml").write_text('templates = "own"\ncache = "none"\n')
    (tmp_path / "deep").mkdir()
    found = settings(tmp_path / "deep", {})
    assert (found["templates"].value, found["cache"].value) == (str(tmp_path / "own"), "none")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("max_widht = 1", "unknown key 'max_widht'; did you mean 'max-width'?"),
        ("zebra = 1", "unknown key 'zebra'; `embedkit config show` lists all"),
        ('max-width = "wide"', "max-width = 'wide' is no whole number; write for example max-width = 640"),
        ("jobs = true", "is no whole number"),
        ("offline = 1", "is no true or false"),
        ("allow-port = 8443", "is no list"),
        ("a = ", "not TOML"),
    ],
)
def test_a_mistake_in_a_file_is_told(tmp_path: Path, text: str, words: str) -> None:
    """Which file, what is wrong, what was probably meant."""
    (tmp_path / "embedkit.toml").write_text(text)
    with pytest.raises(ConfigurationError) as told:
        settings(tmp_path, {})
    assert str(told.value).startswith(str(tmp_path / "embedkit.toml"))
    assert words in str(told.value)


@pytest.mark.parametrize(("environment", "said", "words"), [({"EMBEDKIT_JBOS": "1"}, [], "EMBEDKIT_JBOS: unknown key 'jbos'; did you mean 'jobs'?"), ({"EMBEDKIT_JOBS": "x"}, [], "EMBEDKIT_JOBS: 'x'"), ({}, ["jobs"], "say KEY=VALUE"), ({}, ["offline=perhaps"], "no true or false")])  # fmt: skip
def test_a_mistake_elsewhere_is_told(tmp_path: Path, environment: dict[str, str], said: list[str], words: str) -> None:
    """The variable or option is named."""
    with pytest.raises(ConfigurationError, match=words.replace("?", r"\?")):
        settings(tmp_path, environment, said)


def test_a_typo_costs_exit_2_and_one_line(tmp_path: Path) -> None:
    """What a user sees."""
    (tmp_path / "embedkit.toml").write_text("templtaes = 'x'\n")
    done = run("providers", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"embedkit: {tmp_path}/embedkit.toml: unknown key 'templtaes'; did you mean 'templates'?\n"


def test_settings_are_options(tmp_path: Path) -> None:
    """A build takes its folder, its database and more from the file; the command line comes first, and `--in-place` needs no folder."""
    (tmp_path / "embedkit.toml").write_text('out = "public"\nsqlite = "cards.db"\noffline = true\ncache = "none"\nallow-port = [8443]\n')
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text('<iframe src="https://youtu.be/eiHXASgRTcA"></iframe>')
    done = run("build", "in", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "public" / "a.html").exists()
    assert (tmp_path / "cards.db").exists()
    assert run("build", "in", "-o", "other", cwd=tmp_path).returncode == 0
    assert (tmp_path / "other" / "a.html").exists()
    assert run("build", "in", "--in-place", cwd=tmp_path).returncode == 0
    assert "data-embedkit" in (tmp_path / "in" / "a.html").read_text()


def test_config_show_tells_origins(tmp_path: Path) -> None:
    """Every key, as lines and as JSON."""
    lines = run("config", "show", cwd=tmp_path, EMBEDKIT_JOBS="2").stdout.splitlines()
    assert len(lines) == len(KEYS)
    assert "jobs = 2  # EMBEDKIT_JOBS" in lines
    assert "# out is not set" in lines
    said = json.loads(run("config", "show", "--format", "json", cwd=tmp_path, EMBEDKIT_JOBS="2").stdout)
    assert said["jobs"] == {"value": 2, "origin": "EMBEDKIT_JOBS"}


def test_init_writes_a_file_that_is_right(tmp_path: Path) -> None:
    """Every line of it that is uncommented is a setting; a file that is there is not written over."""
    assert run("init", cwd=tmp_path).returncode == 0
    assert run("init", cwd=tmp_path).returncode == 2
    assert (tmp_path / "embedkit.toml").read_text() == template()
    lines = [line.removeprefix("# ") for line in template().splitlines() if line.startswith("# ") and " = " in line]
    assert set(tomllib.loads("\n".join(lines))) == set(KEYS)
    (tmp_path / "embedkit.toml").write_text("\n".join(lines))
    assert set(settings(tmp_path, {})) == set(KEYS)


def test_every_key_is_an_option() -> None:
    """No key does nothing."""

    def options(group: click.Group) -> set[str]:
        found: set[str] = set()
        for command in group.commands.values():
            found |= options(command) if isinstance(command, click.Group) else {o for p in command.params for o in p.opts}
        return found

    assert {f"--{name}" for name in KEYS} <= options(cli)


def test_the_doctor_tells_what_is_wrong(tmp_path: Path) -> None:
    """A sound machine gives 0; a damaged cache, a missing lock and missing templates give 1 and a mend."""
    assert run("doctor", cwd=tmp_path).returncode == 0
    (tmp_path / "embedkit.toml").write_text('lock = "none.lock"\ntemplates = "none"\ncache = "broken"\n')
    (tmp_path / "broken").write_text("a file, no folder")
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 1
    wrong = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("wrong")]
    assert wrong == ["cache:", "templates:", "lock:"]
    assert "Traceback" not in done.stderr
