"""Writes files whole or not at all, never outside the folder that was named."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path, PurePosixPath

from embedkit.errors import ConfigurationError

TEMPORARY = ".embedkit-tmp-"
"""How files begin that are being written: what a killed build leaves of them is no page."""


def write(folder: Path, place: PurePosixPath, data: bytes) -> Path:
    """Writes through a temporary file and a rename. Raises ConfigurationError where the folder does not take it."""
    if ".." in place.parts or place.is_absolute():
        raise ConfigurationError(f"{place}: this would be written outside {folder}")
    return replace(folder.joinpath(*place.parts), data)


def replace(target: Path, data: bytes) -> Path:
    """Writes a file, or exchanges it at once for another of the same mode. Raises ConfigurationError where that cannot be."""
    place = os.fspath(target)
    temporary = os.path.join(os.path.dirname(place), TEMPORARY + secrets.token_hex(8))
    try:
        # Thousands of pages go through here, and their folder is there for all but the first.
        try:
            _put(temporary, data)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            _put(temporary, data)
        os.chmod(temporary, _mode(place))
        os.replace(temporary, place)
    except OSError as fault:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise ConfigurationError(
            f"{target}: cannot be written ({fault.strerror or fault}); choose another folder with -o or make room"
        ) from fault
    return target


def _put(file: str, data: bytes) -> None:
    with open(file, "xb", opener=_private) as out:
        out.write(data)


def _private(path: str, flags: int) -> int:
    """Opens a file that nobody else may read yet."""
    return os.open(path, flags, 0o600)


def _mode(target: str) -> int:
    try:
        return stat.S_IMODE(os.stat(target).st_mode)
    except OSError:
        return 0o644


def same(target: Path, data: bytes) -> bool:
    """Whether a file holds these bytes already."""
    try:
        return os.stat(target).st_size == len(data) and target.read_bytes() == data
    except OSError:
        return False


def remove(folder: Path, place: PurePosixPath) -> None:
    """Removes a file below a folder, and the folders that are then empty."""
    target = folder.joinpath(*place.parts)
    with contextlib.suppress(OSError):
        target.unlink()
        for parent in target.parents:
            if parent == folder:
                break
            parent.rmdir()


def sweep(folder: Path) -> None:
    """Removes what a killed build left half-written."""
    for left in list(folder.rglob(f"{TEMPORARY}*")):
        with contextlib.suppress(OSError):
            left.unlink()
