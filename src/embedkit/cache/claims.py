"""Who asks for a key, among processes: locks of files that the kernel frees when their holder ends, however it ends."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from embedkit.flight import Release, nothing


def claim(folder: Path, key: str) -> Release | None:
    """Claims a key without waiting: what releases it, or None while another holds it.

    Keys share at most 4,096 lock files, which stay. A folder that takes no lock (read only, some network mounts) is no reason not
    to ask: the claim is then granted.
    """
    place = folder / "asking"
    lock = FileLock(place / f"{sha256(key.encode('utf-8', 'replace')).hexdigest()[:3]}.lock", mode=0o600, thread_local=False)
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout:
        return None
    except (OSError, NotImplementedError):
        return nothing
    return lock.release
