"""The long tail: the oEmbed registry, vendored as data (`scripts/vendor_registry.py`), read on the first miss."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from embedkit import urls
from embedkit.models import Identity

_MOST_HOSTS = 4_096
"""Hosts whose entries are remembered."""


class Entry(NamedTuple):
    """One URL pattern of the registry: a path glob in parts, and whom to ask."""

    name: str
    endpoint: str
    glob: tuple[str, ...]


class Registry:
    """The patterns by host; matching is linear in the length of the path."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self.by_host: dict[str, list[Entry]] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        for row in rows:
            for pattern in row["urls"]:
                host, _, path = pattern.partition(" ")
                self.by_host.setdefault(host, []).append(Entry(row["name"], row["endpoint"], tuple(path.split("*"))))

    def find(self, url: str) -> Entry | None:
        """The entry whose pattern a URL matches, host label by label and path apart; the longest literal pattern wins."""
        parts = urls.split(url)
        return self.match(parts[0], url.split("//", 1)[1].partition("/")[2]) if parts else None

    def match(self, host: str, rest: str) -> Entry | None:
        """The same for a host and what stands behind its slash."""
        path = "/" + rest
        found = [entry for entry in self.of(host) if _glob(entry.glob, path)]
        return max(found, key=lambda e: sum(map(len, e.glob)), default=None)

    def of(self, host: str) -> tuple[Entry, ...]:
        """The entries for a host."""
        known = self._entries.get(host)
        if known is None:
            if len(self._entries) >= _MOST_HOSTS:
                self._entries = {}
            labels = host.split(".")
            names = (host.removeprefix("www."), *("*." + ".".join(labels[n:]) for n in range(1, len(labels))))
            known = self._entries[host] = tuple(entry for name in names for entry in self.by_host.get(name, ()))
        return known


def _glob(parts: tuple[str, ...], text: str) -> bool:
    """Linear glob: `parts` are the literals between the asterisks."""
    if len(parts) == 1:
        return text == parts[0]
    if not text.startswith(parts[0]) or not text.endswith(parts[-1]):
        return False
    at, end = len(parts[0]), len(text) - len(parts[-1])
    for part in parts[1:-1]:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return at <= end


@cache
def load() -> Registry:
    """The vendored registry, read once."""
    return Registry(json.loads(files(__package__).joinpath("registry.json").read_text("utf-8"))["rows"])


def identify(url: str, host: str, path: str) -> Identity | None:
    """What the registry says of a URL: whom to ask. It gives no player, so a renderer shows a link until it was asked."""
    known = load()
    if path == "/" or not known.of(host):
        return None
    entry = known.match(host, url.split("//", 1)[1].partition("/")[2].partition("#")[0])
    if entry is None:
        return None
    key = re.sub(r"[^a-z0-9]+", "-", entry.name.lower()).strip("-") or "oembed"
    clean = urls.drop_tracking(url)
    return Identity(
        provider=key,
        native_id=clean.split("//", 1)[1].partition("/")[2],
        kind="rich",
        url=clean,
        provider_name=entry.name,
        oembed=entry.endpoint,
    )
