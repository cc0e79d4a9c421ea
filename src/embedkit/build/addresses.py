"""Addresses of embeds in any text (Markdown, shortcodes, templates' data), and their cards as one JSON file for generators that read data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from embedkit.client import Client
from embedkit.errors import InputError
from embedkit.identify import identify
from embedkit.models import CARD
from embedkit.render import HtmlRenderer

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\\])}]{4,2000}")
_TEXT = frozenset((".md", ".markdown", ".html", ".htm", ".txt", ".rst", ".njk", ".json", ".toml", ".yaml", ".yml", ".adoc"))


def found(paths: Iterable[str | Path]) -> Iterator[str]:
    """The addresses in these files, and in the text files of these folders, that a provider's row recognises; each once, in order.

    Raises InputError for what cannot be read.
    """
    seen: set[str] = set()
    for file in _files(paths):
        try:
            text = file.read_text("utf-8", errors="replace")
        except OSError as fault:
            raise InputError(f"{file}: cannot be read ({fault.strerror or fault}); check the path") from fault
        for match in _ADDRESS.finditer(text):
            url = match[0].rstrip(".,;:!?")
            if url not in seen and identify(url) is not None:
                seen.add(url)
                yield url


def _files(paths: Iterable[str | Path]) -> Iterator[Path]:
    for path in map(Path, paths):
        yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in _TEXT and p.is_file()) if path.is_dir() else [path]


def cards(urls: Iterable[str], client: Client, *, templates: str | Path | None = None, language: str | None = None) -> str:
    """JSON by address: the card, and its HTML ready to be printed. Sorted, so that a diff shows what changed."""
    renderer = HtmlRenderer(templates)
    said = {}
    for url in urls:
        card = client.card(url)
        said[url] = {"html": renderer.render(card, language=language), "card": json.loads(CARD.dump_json(card))}
    return json.dumps(dict(sorted(said.items())), ensure_ascii=False, indent=1) + "\n"
