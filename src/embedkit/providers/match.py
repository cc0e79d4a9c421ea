"""Matches URLs against shapes: a dict by host, then by the path's first segment, so that the cost does not grow with the number of providers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from embedkit.providers.item import Maker
from embedkit.providers.model import Provider
from embedkit.providers.shape import Shape, shapes_of

_MOST_HOSTS = 4_096
"""Hosts whose shapes are remembered."""
_NAME = re.compile(r"[^:\[\]]+\.[a-z][a-z0-9-]*")
_BARE = re.compile(r"^(?:www|m|mobile)\.")
Choices = dict[str | None, tuple[tuple[Shape, Maker], ...]]


class Table:
    """The shapes of a tuple of rows, found by host."""

    def __init__(self, rows: Iterable[Provider]) -> None:
        self.by_host: dict[str, list[tuple[Shape, Maker]]] = {}
        self.rows: dict[str, Provider] = {}
        self.names: dict[str, str] = {}
        self._choices: dict[str, Choices] = {}
        self._known: set[str] = set()
        for row in rows:
            self.rows.setdefault(row.key, row)
            for word in (row.key, row.name.lower(), *row.names):
                self.names.setdefault(word, row.key)
            maker = Maker(row)
            for host, shape in shapes_of(row):
                self.by_host.setdefault(host, []).append((shape, maker))
        for shapes in self.by_host.values():
            shapes.sort(key=lambda s: -s[0].weight)

    def candidates(self, host: str) -> Iterator[Shape]:
        """The shapes that a host may match, the most literal first; any-host shapes only on a named host that no row names."""
        return (shape for shape, _ in self._all(host))

    def to_try(self, host: str, path: str) -> tuple[tuple[Shape, Maker], ...]:
        """Those of them whose first segment is the path's or is open, in the same order, each with what makes the identity."""
        choices = self._choices.get(host)
        if choices is None:
            choices = self._choices_of(host)
        head = path[1:].partition("/")[0]
        return choices.get(head) or choices.get(head[:1] + "*") or choices[None]

    def knows(self, host: str) -> bool:
        """True where a row names the host."""
        if host not in self._choices:
            self._choices_of(host)
        return host in self._known

    def _all(self, host: str) -> Iterator[tuple[Shape, Maker]]:
        own = [pair for name in _names(host) for pair in self.by_host.get(name, ())]
        if own or not _NAME.fullmatch(host):
            return iter(own)
        return (pair for pair in self.by_host.get("*", ()) if not _is_on(host, pair[0].row.never_on))

    def _choices_of(self, host: str) -> Choices:
        if len(self._choices) >= _MOST_HOSTS:
            self._choices, self._known = {}, set()
        found = list(self._all(host))
        keys = {shape.beginning for shape, _ in found} | {None}
        choices = {key: tuple(pair for pair in found if pair[0].may_begin(key)) for key in keys}
        if any(shape.host != "*" for shape, _ in found):
            self._known.add(host)
        self._choices[host] = choices
        return choices


def _names(host: str) -> list[str]:
    """The hosts of shapes that may match this one: without `www.`, as it is, then `*.` and each parent."""
    bare, labels = _BARE.sub("", host), host.split(".")
    names = [bare] if bare == host else [bare, host]
    return names + ["*." + ".".join(labels[n:]) for n in range(1, len(labels))]


def _is_on(host: str, sites: tuple[str, ...]) -> bool:
    return any(host == site or host.endswith("." + site) for site in sites)


__all__ = ["Choices", "Shape", "Table"]
