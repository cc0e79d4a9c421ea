"""The strings and numbers in the JSON of a page, each with its path: `$.video.items[0].id`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_LONGEST = 5_000_000
_MOST = 200_000
_DECODER = json.JSONDecoder()


def values(text: str) -> Iterator[tuple[str, str]]:
    """Path and value, as text, of everything in the JSON that a text is or that stands behind an assignment in a script."""
    for said in _documents(text):
        waiting: list[tuple[str, Any]] = [("$", said)]
        for _ in range(_MOST):
            if not waiting:
                break
            path, value = waiting.pop()
            if isinstance(value, dict):
                waiting += [
                    (f"{path}.{name}" if name.isidentifier() else f"{path}[{name!r}]", inner) for name, inner in reversed(value.items())
                ]
            elif isinstance(value, list):
                waiting += [(f"{path}[{number}]", inner) for number, inner in reversed(list(enumerate(value)))]
            elif value is not None and not isinstance(value, bool):
                yield path, str(value)


def _documents(text: str) -> Iterator[Any]:
    """The JSON documents of a text: it is one, or a script that assigns some (`window.state = {…};`)."""
    if len(text) > _LONGEST:
        return
    at = 0
    for _ in range(8):
        at = min((found for mark in "{[" if (found := text.find(mark, at)) >= 0), default=-1)
        if at < 0:
            return
        try:
            said, at = _DECODER.raw_decode(text, at)
            yield said
        except (ValueError, RecursionError):
            at += 1


__all__ = ["values"]
