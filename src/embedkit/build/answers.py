"""Whether stored answers changed between two builds, and answers that an export brings along."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from embedkit.asks import Entry, Load
from embedkit.build.inputs import Raw
from embedkit.build.sources.model import Answer
from embedkit.build.sources.packed import version
from embedkit.client import Client
from embedkit.identify import identify
from embedkit.layers import Layers, nothing
from embedkit.resolve import USUAL, resolve
from embedkit.resolvers import oembed


def stamp(client: Client) -> str:
    """Something that differs where any stored answer, the lock file, the video index or a setting of the client does; empty where that cannot be told."""
    store, lock, kept = client.store, "", None
    if isinstance(store, Layers):
        if store.refresh is not nothing:
            return ""
        lock, kept = sha256(store.lock.text().encode()).hexdigest(), "" if store.frozen else None
        store = store.cache
    if kept is None:
        kept = getattr(store, "stamp", _unknown)()
    if kept is None:
        return ""
    return sha256("\0".join((client.options.model_dump_json(), lock, kept, _index(client))).encode()).hexdigest()


def bring(raw: Raw, client: Client) -> None:
    """Stores the oEmbed answers that a content system had kept, where the cache has none: they need not be asked for.

    They are fresh for as long as an answer usually is, from when they were given, or from now where the export does not tell that.
    """
    for answer in raw.answers:
        identity = identify(answer.url, providers=client.providers)
        if identity is None or identity.oembed is None:
            continue
        first = next(resolve(None, identity, client.options, client.now(), url=answer.url))
        if isinstance(first, Load) and client.store.get(first.key) is None:
            client.store.set(first.key, _entry(first.key, answer, identity.provider, client.now()))


def _entry(key: str, answer: Answer, provider: str, now: datetime) -> Entry:
    given = min(answer.at or now, now)
    text = json.dumps(dict(oembed.kept(dict(answer.said))), ensure_ascii=False)
    return Entry(url=key.partition("#")[0], status=200, content_type="application/json", text=text, provider=provider,
                 fetched_at=given, fresh_until=given + USUAL, exported=True)  # fmt: skip


def _index(client: Client) -> str:
    """Which version of the video index is used: how large its files are, and when they were written."""
    if client.index is None:
        return ""
    return repr([version(Path(f"{client.index.path}{ending}")) for ending in ("", "-wal")])


def _unknown() -> None:
    """The stamp of a store that has none."""
