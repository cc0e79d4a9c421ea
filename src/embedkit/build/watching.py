"""Tells when articles or templates change, by looking at them again and again: it works on every file system, network ones too."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

_PAUSE_S: Final = 0.5

Stamp = dict[str, tuple[int, int]]


def changes(paths: Sequence[str | Path]) -> Iterator[None]:
    """Yields at once, and again each time that a file under the paths was added, removed or written. Never ends by itself."""
    before: Stamp | None = None
    while True:
        now = stamp(paths)
        if now != before:
            before = now
            yield
        else:
            time.sleep(_PAUSE_S)


def stamp(paths: Sequence[str | Path]) -> Stamp:
    """Time of writing and size of each file under the paths; what vanishes meanwhile is not there."""
    found: Stamp = {}
    for path in map(str, paths):
        for root, folders, names in os.walk(path) if os.path.isdir(path) else [(os.path.dirname(path), [], [os.path.basename(path)])]:
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                if not name.startswith("."):
                    _look(os.path.join(root, name), found)
    return found


def _look(file: str, found: Stamp) -> None:
    try:
        said = os.stat(file)
    except OSError:
        return
    found[file] = (said.st_mtime_ns, said.st_size)
