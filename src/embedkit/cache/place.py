"""The folder of a cache: where it is by default, that it is its owner's alone, and on what kind of file system it lies."""

from __future__ import annotations

import os
import re
from pathlib import Path

from platformdirs import user_cache_dir

_MOUNTS = Path("/proc/self/mountinfo")
# File systems that other machines write to as well, by the type that the kernel tells (proc(5), mountinfo).
_NETWORK = re.compile(
    r"nfs4?|cifs|smb3|smbfs|ncpfs|afs|9p|ceph|glusterfs|lustre|gpfs|beegfs|ocfs2|gfs2|davfs"
    r"|fuse\.(sshfs|glusterfs|ceph.*|s3fs|rclone|gcsfuse|goofys|blobfuse2?|davfs2?|smbnetfs)"
)
_ESCAPE = re.compile(r"\\([0-7]{3})")


def default_folder() -> Path:
    """Where answers are kept unless the caller says otherwise."""
    return Path(user_cache_dir("embedkit"))


def make(folder: Path) -> None:
    """Makes the folder, readable by its owner alone; one that exists stays as it is. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def network_filesystem(folder: Path) -> str | None:
    """The kind of network file system that an existing folder lies on, such as `nfs4`; None for a local one.

    Told on Linux by the kernel's table of mounts, on Windows for UNC paths; other systems do not say.
    """
    if os.name == "nt":
        return "unc" if str(folder.resolve()).startswith("\\\\") else None
    try:
        return _kind(_MOUNTS.read_text("utf-8", "surrogateescape"), str(folder.resolve()))
    except OSError:
        return None


def _kind(mounts: str, path: str) -> str | None:
    """The file system type of the longest mount point above `path`, the last mounted of equals, when it is a network's."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        place, _, system = line.partition(" - ")
        fields = place.split(" ")
        if len(fields) < 5 or not system:
            continue
        point = _ESCAPE.sub(lambda code: chr(int(code[1], 8)), fields[4]).rstrip("/")
        if len(point) >= longest and (path == point or path.startswith(f"{point}/")):
            longest, kind = len(point), system.split(" ")[0]
    return kind if _NETWORK.fullmatch(kind) else None
