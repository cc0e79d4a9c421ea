"""Answers from a folder of recorded ones: how a site's embeds are tested offline.

A file is `{"url": "<full request>", "status": 200, "headers": {…}, "json": {…}}`, or `"body": "<text>"` instead of `json`. A request
matches when scheme, host and path are equal and it has every query parameter of the file's URL; further parameters do not count.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import httpx

from embedkit.errors import ConfigurationError

UNRECORDED = 599
"""The status of a request that no file answers."""


class _Recorded(NamedTuple):
    place: tuple[str, str, str]
    query: frozenset[tuple[str, str]]
    status: int
    headers: dict[str, str]
    body: bytes


class Replay(httpx.MockTransport):
    """A transport for `httpx.Client` and `httpx.AsyncClient` that answers from files. Raises ConfigurationError for a folder it cannot read."""

    def __init__(self, folder: str | Path) -> None:
        path = Path(folder)
        if not path.is_dir():
            raise ConfigurationError(f"{path}: no such folder; --replay wants a folder of recorded answers (*.json)")
        self.recorded = [_read(file) for file in sorted(path.rglob("*.json"))]
        super().__init__(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        place, query = _address(str(request.url))
        fitting = [r for r in self.recorded if r.place == place and r.query <= query]
        if not fitting:
            return httpx.Response(UNRECORDED, text="no recorded answer")
        best = max(fitting, key=lambda r: len(r.query))
        return httpx.Response(best.status, headers=best.headers, content=best.body)


def _read(file: Path) -> _Recorded:
    try:
        said: dict[str, Any] = json.loads(file.read_text("utf-8"))
        place, query = _address(said["url"])
        body = json.dumps(said["json"]).encode() if "json" in said else str(said.get("body", "")).encode()
        return _Recorded(
            place, query, int(said.get("status", 200)), {str(k).lower(): str(v) for k, v in said.get("headers", {}).items()}, body
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise ConfigurationError(
            f"{file}: not a recorded answer ({type(fault).__name__}: {fault}); it needs url, status and json or body"
        ) from fault


def _address(url: str) -> tuple[tuple[str, str, str], frozenset[tuple[str, str]]]:
    parts = urlsplit(url)
    return (parts.scheme, parts.netloc, parts.path or "/"), frozenset(parse_qsl(parts.query, keep_blank_values=True))
