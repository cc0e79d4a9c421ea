"""Reads fixture cases: a name, a dot, the source, a dot, the expected lines, a dot.

    A YouTube player without cookies
    .
    <p>a</p><iframe src="//www.youtube-nocookie.com/embed/eiHXASgRTcA" title="T"></iframe>
    .
    video youtube:eiHXASgRTcA title='T' [iframe]
    .

A line that holds nothing but a dot separates the parts. Blank lines between cases are ignored.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FIXTURES = Path(__file__).parent.parent / "fixtures"


class Case(NamedTuple):
    """One case; `where` is `file:line` of its name."""

    where: str
    name: str
    source: str
    expected: str


def read(path: Path) -> list[Case]:
    """The cases of one file, in order."""
    cases, part, parts, start = [], 0, ["", "", ""], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line == ".":
            part += 1
            if part == 3:
                cases.append(Case(f"{path.name}:{start}", *(p.rstrip("\n") if i != 1 else p[:-1] for i, p in enumerate(parts))))
                part, parts = 0, ["", "", ""]
        elif part or line.strip():
            start = number if part == 0 and not parts[0] else start
            parts[part] += line + "\n"
    if part:
        raise AssertionError(f"{path}: the case at line {start} is not finished: a case ends with a line that is only a dot")
    return cases


def folder(name: str) -> list[Case]:
    """The cases of every `.txt` file in `fixtures/NAME`, in name order."""
    return [case for path in sorted((FIXTURES / name).glob("*.txt")) for case in read(path)]
