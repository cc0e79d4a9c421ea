"""Where a build's results go: pages into a folder or in place of their sources, cards beside them or in one file, or nothing at all."""

from __future__ import annotations

import difflib
import gzip
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from embedkit.build import files
from embedkit.build.inputs import Raw, decoded
from embedkit.build.sources.packed import version
from embedkit.errors import ConfigurationError, InputError


@dataclass(frozen=True)
class Outputs:
    """What a build writes. Raises ConfigurationError for a choice that leaves pages without a place, or gives them two.

    `folder` takes pages, cards, report and style sheet; with `in_place` pages take the place of their sources. `cards` is one JSON Lines
    file for all cards, `sqlite` a database of them. With `dry_run` nothing is written; `clean` removes the pages of removed inputs.
    `tell` is given each page that differs, for `diff` as a unified diff.
    """

    folder: Path | None = None
    in_place: bool = False
    cards: Path | None = None
    sqlite: Path | None = None
    clean: bool = False
    dry_run: bool = False
    diff: bool = False
    tell: Callable[[str], None] | None = None

    def __post_init__(self) -> None:
        if self.folder is not None and self.in_place:
            raise ConfigurationError("pages go to a folder or take the place of their sources; give one of -o and --in-place")
        if self.folder is None and not (self.in_place or self.dry_run):
            raise ConfigurationError("name the folder for the pages with -o (--out), or change the sources with --in-place")

    @property
    def writes(self) -> Path | None:
        """The folder that is written to."""
        return None if self.dry_run else self.folder

    def is_there(self, place: str, size: int) -> bool:
        """Whether a page and its cards are where an earlier build put them."""
        if self.folder is None:
            return False
        try:
            page = os.path.join(self.folder, place)
            return os.stat(page).st_size == size and (self.cards is not None or os.path.exists(beside(page)))
        except OSError:
            return False

    def page(self, raw: Raw, place: str, data: bytes, cards: bytes) -> bool:
        """Puts a page and its cards where they belong; True where the page was another before. Raises InputError, ConfigurationError."""
        if self.dry_run:
            return self._shown(raw, data)
        if self.folder is None:
            return _exchanged(raw, data)
        changed = not files.same(self.folder / place, data)
        if changed:
            files.write(self.folder, PurePosixPath(place), data)
        if self.cards is None and not files.same(self.folder / beside(place), cards):
            files.write(self.folder, PurePosixPath(beside(place)), cards)
        return changed

    def _shown(self, raw: Raw, data: bytes) -> bool:
        if data != raw.data and self.tell is not None:
            self.tell(difference(raw, data) if self.diff else f"would change: {raw.source}\n")
        return data != raw.data

    def removed(self, place: str) -> None:
        """Removes the page of an input that is no more, and its cards."""
        if self.folder is not None:
            files.remove(self.folder, PurePosixPath(beside(place)))
            files.remove(self.folder, PurePosixPath(place))


def beside(place: str) -> str:
    """Where the cards of a page are."""
    return f"{place}.cards.json"


def _exchanged(raw: Raw, data: bytes) -> bool:
    """Puts a page in the place of its source, unless that was written since it was read."""
    if raw.path is None:
        raise InputError(f"{raw.source}: it is part of an export, an archive or a stream; its page needs a folder, give -o")
    if data == raw.data:
        return False
    target = Path(raw.path).resolve()
    if version(target) != raw.version:
        raise InputError(f"{raw.source}: it was written while it was built, and was left as it is; build again")
    with open(target, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    files.replace(target, gzip.compress(data, mtime=0) if packed else data)
    return True


def difference(raw: Raw, data: bytes) -> str:
    """A unified diff from the source to its page."""
    document = decoded(raw)
    before, after = document.text.splitlines(keepends=True), data.decode(document.codec, "replace").splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, f"a/{raw.source.lstrip('/')}", f"b/{raw.source.lstrip('/')}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
