"""The pages of a folder, for the measurements that need real ones."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from embedkit.encoding import decode, scrub


def pages(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every `.html` and `.html.gz` below a folder, decoded as `parse` decodes it."""
    for path in sorted(p for p in folder.rglob("*.html*") if p.is_file()):
        data = path.read_bytes()
        yield path, scrub(decode(gzip.decompress(data) if path.suffix == ".gz" else data)[0])
