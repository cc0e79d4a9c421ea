"""In continuous integration: reports in the formats of GitHub, GitLab, SARIF and JUnit, exit codes, a step summary, hooks and the action."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from click.testing import CliRunner

from embedkit.build.checking import Finding
from embedkit.build.findings import FORMATS, as_step_summary
from embedkit.cli import cli
from tests.cases import FIXTURES

ROOT = Path(__file__).parent.parent
LEGACY, ANSWERS = str(FIXTURES / "articles" / "legacy.html"), str(FIXTURES / "http")
ODD = Finding("EK101", "gone", "error", "a b.html", 3, 5, (90, 120), "https://video.test/1?a=1&b=2", "it is <gone> | \x01now")


def run(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a runner calls it."""
    return subprocess.run([sys.executable, "-m", "embedkit", *args], capture_output=True, text=True, cwd=cwd, env={**os.environ, **environment}, check=False)  # fmt: skip


@pytest.mark.parametrize("shape", FORMATS)
def test_a_build_reports_in_every_format(tmp_path: Path, shape: str) -> None:
    """What is broken stands on standard output, with its file and line; a second build, which looks at nothing, says the same."""
    args = ("build", LEGACY, "-o", "out", "--replay", ANSWERS, "--format", shape, "-q")
    first, again = run(*args, cwd=tmp_path), run(*args, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "EK1" in first.stdout
    assert "legacy.html" in first.stdout
    assert first.stdout == again.stdout


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on(tmp_path: Path, fail_on: str, code: int) -> None:
    """Whether a dead embed fails the build is the caller's choice."""
    assert run("build", LEGACY, "-o", "out", "--replay", ANSWERS, "--fail-on", fail_on, "-q", cwd=tmp_path).returncode == code


def test_gitlab_reports_have_stable_fingerprints() -> None:
    """A finding keeps its fingerprint when lines before it change; two of one kind have two."""
    rows = json.loads(FORMATS["gitlab"]([ODD, ODD]))
    moved = json.loads(FORMATS["gitlab"]([ODD._replace(line=9), ODD]))
    assert [row["fingerprint"] for row in rows] == [row["fingerprint"] for row in moved]
    assert len({row["fingerprint"] for row in rows}) == 2
    assert rows[0] == {
        "description": f"{ODD.message} ({ODD.url})",
        "check_name": "EK101 gone",
        "fingerprint": rows[0]["fingerprint"],
        "severity": "major",
        "location": {"path": "a b.html", "lines": {"begin": 3}},
    }
    assert json.loads(FORMATS["gitlab"]([])) == []


def test_junit_counts_what_fails() -> None:
    """One case a document; notes do not fail it, and characters that XML cannot hold do not break it."""
    suite = ElementTree.fromstring(FORMATS["junit"]([ODD, ODD._replace(level="note"), ODD._replace(source="b.html", level="note")]))  # noqa: S314
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failure = suite.find("testcase[@name='a b.html']/failure")
    assert failure is not None
    assert failure.get("message") == "it is <gone> | \ufffdnow"
    assert suite.find("testcase[@name='b.html']/failure") is None


def test_the_step_summary_is_a_table() -> None:
    """Words of an article cannot end a cell or become markup."""
    text = as_step_summary([ODD], "2 documents")
    assert text.startswith("### 2 documents\n\n| where | level |")
    row = text.splitlines()[4]
    assert len(re.findall(r"(?<!\\)\|", row)) == 6
    assert "\\<gone\\>" in row
    assert as_step_summary([], "fine") == "### fine\n"
    assert "and 50 more" in as_step_summary([ODD] * 250, "many")


def test_a_workflow_run_gets_its_summary(tmp_path: Path) -> None:
    """GitHub names the file; nothing else writes one."""
    run("build", LEGACY, "-o", "out", "--replay", ANSWERS, "-q", cwd=tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path / "step.md"))
    text = (tmp_path / "step.md").read_text("utf-8")
    assert text.startswith("### embedkit: 1 documents, ")
    assert "| error |" in text


def test_the_hooks_are_commands() -> None:
    """Every hook's entry is a command with options that there are."""
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        program, *args = shlex.split(hook["entry"])
        assert program == "embedkit"
        assert CliRunner().invoke(cli, [*args, "--help"]).exit_code == 0, hook["id"]
        assert f"`{hook['id']}`" in (ROOT / "docs" / "build.md").read_text("utf-8")


def test_a_hook_fails_for_a_dead_embed(tmp_path: Path) -> None:
    """What pre-commit runs: the entry, then the files; nothing is written."""
    (hook,) = (h for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")) if h["id"] == "embedkit-build")
    args = shlex.split(hook["entry"])[1:]
    assert run(*args, "--cache", "c", LEGACY, cwd=tmp_path).returncode == 0
    run("build", LEGACY, "-o", "out", "--replay", ANSWERS, "--cache", "c", "-q", cwd=tmp_path)
    done = run(*args, "--cache", "c", LEGACY, cwd=tmp_path)
    assert done.returncode == 1
    assert "EK101" in done.stdout


def test_the_action_builds_and_annotates(tmp_path: Path) -> None:
    """The action's script with its inputs as variables: strange names are names, annotations are printed, the code is the build's."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    step = action["runs"]["steps"][1]
    assert "${{" not in step["run"]
    defaults = {name: said.get("default", "") for name, said in action["inputs"].items()}
    inputs = {**defaults, "sources": "in; touch hacked\n\n", "options": f"--replay\n{ANSWERS}\n--quiet"}
    variables = {name: inputs[re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", r"\1", said)] for name, said in step["env"].items()}
    (tmp_path / "in; touch hacked").mkdir()
    (tmp_path / "in; touch hacked" / "a.html").write_bytes(Path(LEGACY).read_bytes())
    (tmp_path / "bin").mkdir()
    shim = tmp_path / "bin" / "embedkit"
    shim.write_text(f'#!/bin/sh\nexec {sys.executable} -m embedkit "$@"\n')
    shim.chmod(0o755)
    env = {**os.environ, **variables, "PATH": f"{shim.parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]], capture_output=True, text=True, cwd=tmp_path, env=env, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "::error file=in; touch hacked/a.html,line=" in done.stdout
    assert (tmp_path / "public" / "a.html").exists()
    assert not (tmp_path / "hacked").exists()
