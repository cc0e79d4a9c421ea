"""Matches URLs against shapes: a dict by host first, so that the cost does not grow with the number of providers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from embedkit.providers.model import TYPES, Provider

_CAPTURE = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True)
class Shape:
    """One compiled URL shape of a row."""

    text: str
    host: str
    path: re.Pattern[str]
    query: Mapping[str, tuple[str, re.Pattern[str]]]
    row: Provider
    weight: int
    label: str | None = None
    """The capture that the host's first label fills (`{blog}.tumblr.com`)."""

    def match(self, host: str, path: str, query: Mapping[str, str]) -> dict[str, str] | None:
        """What the shape captures, or None."""
        found = self.path.match(path)
        if found is None:
            return None
        values = {"host": host} | {name: value for name, value in found.groupdict().items() if value}
        if self.label:
            values[self.label] = host.partition(".")[0]
        for parameter, (name, pattern) in self.query.items():
            value = query.get(parameter)
            said = pattern.fullmatch(value) if value is not None else None
            if said is None:
                return None
            if name:
                values[name] = said[name]
        return values


class Table:
    """The shapes of a tuple of rows, found by host."""

    def __init__(self, rows: Iterable[Provider]) -> None:
        self.by_host: dict[str, list[Shape]] = {}
        self.rows: dict[str, Provider] = {}
        self.names: dict[str, str] = {}
        for row in rows:
            self.rows.setdefault(row.key, row)
            for word in (row.key, row.name.lower(), *row.names):
                self.names.setdefault(word, row.key)
            for text in row.urls:
                shape = compile_shape(text, row)
                self.by_host.setdefault(shape.host, []).append(shape)
        for shapes in self.by_host.values():
            shapes.sort(key=lambda s: -s.weight)

    def candidates(self, host: str) -> Iterator[Shape]:
        """The shapes that a host may match, the most literal first, any-host shapes last."""
        bare = re.sub(r"^(?:www|m|mobile)\.", "", host)
        yield from self.by_host.get(bare, ())
        if bare != host:
            yield from self.by_host.get(host, ())
        parent = host
        while "." in parent:
            parent = parent.partition(".")[2]
            yield from self.by_host.get("*." + parent, ())
        yield from self.by_host.get("*", ())


def compile_shape(text: str, row: Provider) -> Shape:
    """Compiles one shape; the weight is the number of literal characters."""
    place, _, query = text.partition("?")
    host, slash, path = place.partition("/")
    exact = place.endswith("$")
    label = _CAPTURE.match(host)
    host = "*" + host[label.end() :] if label else host
    path = path.removesuffix("$").rstrip("/")
    pattern = "".join(map(_segment, path.split("/"))) if path else ""
    end = r"/?\Z" if exact else r"(?=/|\Z)"
    parameters = {}
    for part in filter(None, query.removesuffix("$").split("&")):
        name, _, value = part.partition("=")
        capture = _CAPTURE.search(value)
        parameters[name] = (capture[1] if capture else "", re.compile(_segment(value)[1:]))
    weight = len(_CAPTURE.sub("", text).replace("*", ""))
    return Shape(
        text,
        host,
        re.compile((pattern or "") + (end if slash else r"/?\Z")),
        parameters,
        row,
        weight + 40 * len(parameters),
        label[1] if label else None,
    )


def _segment(segment: str) -> str:
    if segment == "**":
        return r"(?:/[^/]+)*?"
    parts, at = [], 0
    for capture in _CAPTURE.finditer(segment):
        parts.append(_literal(segment[at : capture.start()]))
        parts.append(f"(?P<{capture[1]}>{TYPES[capture[2] or 'word']})")
        at = capture.end()
    return "/" + "".join(parts) + _literal(segment[at:])


def _literal(text: str) -> str:
    return r"[^/]+".join(map(re.escape, text.split("*")))
