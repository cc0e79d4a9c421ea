"""Writes files whole or not at all, never outside the folder that was named."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path, PurePosixPath

from embedkit.errors import ConfigurationError


def write(folder: Path, place: PurePosixPath, data: bytes) -> Path:
    """Writes through a temporary file and a rename. Raises ConfigurationError where the folder does not take it."""
    target = folder.joinpath(*place.parts)
    if ".." in place.parts or place.is_absolute():
        raise ConfigurationError(f"{place}: this would be written outside {folder}")
    temporary: str | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".embedkit-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except OSError as fault:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise ConfigurationError(
            f"{target}: cannot be written ({fault.strerror or fault}); choose another folder with -o or make room"
        ) from fault
    return target
