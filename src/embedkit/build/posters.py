"""Providers' stills as files of one's own site: so that a reader's browser asks nobody else for them."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from embedkit.asks import Answer, Fetch
from embedkit.build import files
from embedkit.models import Card
from embedkit.render import view

_SIGNATURES: Final = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"GIF8", ".gif"))
_ENDINGS: Final = (".jpg", ".png", ".gif", ".webp", ".avif")


class Posters:
    """Fetches stills into a folder, each once; `prefix` is where the site serves the folder ("/posters/").

    `fetch` is a client's: the same door, limits and manners as for everything else.
    """

    def __init__(self, fetch: Callable[[Fetch], Answer], folder: str | Path, prefix: str) -> None:
        self.fetch, self.folder = fetch, Path(folder)
        self.prefix = prefix if prefix.endswith("/") else prefix + "/"

    def of(self, card: Card, *, ask: bool = True) -> str | None:
        """The site's own address of the card's still, or None where there is none to be had; without `ask` only one that is there.

        Raises ConfigurationError for a folder that takes no file.
        """
        still = view.still(card)
        if still is None:
            return None
        name = sha256(still.url.encode()).hexdigest()[:20]
        there = next((ending for ending in _ENDINGS if (self.folder / (name + ending)).is_file()), None)
        if there is not None:
            return f"{self.prefix}{name}{there}"
        if not ask:
            return None
        answer = self.fetch(Fetch(url=still.url, accept="image/avif,image/webp,image/*"))
        ending = ending_of(answer.body) if answer.status == 200 and answer.problem is None else None
        if ending is None:
            return None
        files.write(self.folder, PurePosixPath(name + ending), answer.body)
        return f"{self.prefix}{name}{ending}"


def ending_of(data: bytes) -> str | None:
    """The file ending of a picture by its first bytes; None for anything else, SVG among it: it may hold script."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return ".avif"
    return next((ending for signature, ending in _SIGNATURES if data.startswith(signature)), None)
