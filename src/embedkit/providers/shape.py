"""One URL shape of a row, compiled: host, path, query parameters and fragment, each matched apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from embedkit.address import Address
from embedkit.providers.forms import TYPES
from embedkit.providers.model import Provider
from embedkit.providers.spelling import RESPELL

_Match = Callable[[str], re.Match[str] | None]
_Parameters = tuple[tuple[str, _Match], ...]
_Respelt = tuple[tuple[str, str], ...]
_Tests = tuple[_Match, _Parameters, _Match | None, _Respelt]
_CAPTURE = re.compile(r"\{(\w+)(?::(\w+))?\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]|\(([^()]*)\)")
_EACH_PARAMETER = 40
"""A required parameter counts as this many literal characters."""


class Shape:
    """A shape without choices; its patterns are compiled when it is first tried, so that a long list of rows costs no start-up time."""

    def __init__(self, text: str, row: Provider) -> None:
        self.text, self.row = text, row
        place, _, self._fragment = text.partition("#")
        place, _, self._query = place.partition("?")
        host, slash, self._path = place.partition("/")
        self._slash = bool(slash) or not place
        named = _CAPTURE.match(host)
        self.label = named[1] if named else None
        self._may_be = _compiled(rf"(?:{TYPES[named[2] or 'word']})\Z") if named else None
        """The capture that the host's first label fills (`{blog}.tumblr.com`)."""
        self.host = "*" + host[named.end() :] if named else host
        first = self._path.removesuffix("$").partition("/")[0]
        self._begin = re.split(r"[{*]", first)[0]
        self.head = first if first and self._begin == first else None
        """The path's first segment, where it is literal."""
        self.weight = len(_CAPTURE.sub("", text).replace("*", "")) + _EACH_PARAMETER * self._query.count("=")
        self._tests: _Tests | None = None

    @property
    def beginning(self) -> str | None:
        """How the first segment begins, as a key: all of it, its first character with an asterisk, or None where it is open."""
        return self.head or (self._begin[:1] + "*" if self._begin else None)

    def may_begin(self, key: str | None) -> bool:
        """True where a path whose first segment has this key may match."""
        if self.head or not self._begin:
            return self.head in (None, key)
        return key is not None and (key.startswith(self._begin) or key == self.beginning)

    def match(self, address: Address) -> dict[str, str] | None:
        """What the shape captures, or None."""
        if self._fragment and not address.fragment:
            return None
        path, parameters, fragment, respelt = self._tests or self._compile()
        found = path(address.path)
        if found is None:
            return None
        values: dict[str, str] = found.groupdict()
        if parameters and not _ask(parameters, address.query, values):
            return None
        if fragment is not None:
            told = fragment(address.fragment)
            if told is None:
                return None
            values |= told.groupdict()
        values["host"] = address.host
        if self.label:
            first = address.host.partition(".")[0]
            if self._may_be is None or self._may_be(first) is None:
                return None
            values[self.label] = first
        return values if not respelt or _respell(respelt, values) else None

    def _compile(self) -> _Tests:
        path, exact = self._path.removesuffix("$").rstrip("/"), self._path.endswith("$") or not self._slash
        pattern = "".join(map(_segment, path.split("/"))) if path else ""
        parameters = tuple(map(_parameter, filter(None, self._query.split("&"))))
        fragment = _compiled(_literal_with_captures(self._fragment) + r"(?=[/&?]|\Z)") if self._fragment else None
        respelt = tuple((name, kind) for name, kind in _CAPTURE.findall(self.text) if kind in RESPELL)
        self._tests = (_compiled(pattern + (r"/?\Z" if exact else r"(?=/|\Z)")), parameters, fragment, respelt)
        return self._tests


def shapes_of(row: Provider) -> Iterator[tuple[str, Shape]]:
    """The shapes of a row by host; hosts that differ in nothing else share one."""
    for written in row.urls:
        end = _end_of_host(written)
        places = choices(written[:end])
        for rest in choices(written[end:]):
            shared: Shape | None = None
            for place in places:
                host, _, more = place.partition("/")
                alone = bool(more) or host[0] in "*{"
                shape = Shape(place + rest, row) if alone or shared is None else shared
                shared = shared if alone else shape
                yield (shape.host if alone else host), shape


def _end_of_host(written: str) -> int:
    """Where the path begins, or the end; a choice of hosts may hold beginnings of paths."""
    depth = 0
    for at, character in enumerate(written):
        depth += (character in "[(") - (character in "])")
        if not depth and character in "/?#":
            return at
    return len(written)


@cache
def choices(text: str) -> tuple[str, ...]:
    """A shape with its choices made, every combination: `[a.|b.]` stands for a choice or nothing, `(a|b)` for a choice."""
    found = _CHOICE.search(text)
    if found is None:
        return (text,)
    made = [*found[1].split("|"), ""] if found[1] is not None else found[2].split("|")
    rest = choices(text[found.end() :])
    return tuple(text[: found.start()] + choice + tail for choice in made for tail in rest)


def _ask(parameters: _Parameters, query: Mapping[str, str], values: dict[str, str]) -> bool:
    for parameter, pattern in parameters:
        said = pattern(query.get(parameter, ""))
        if said is None:
            return False
        values |= said.groupdict()
    return True


def _respell(respelt: _Respelt, values: dict[str, str]) -> bool:
    """Writes ids in their usual spelling; False where one has none."""
    for name, kind in respelt:
        usual = RESPELL[kind](values[name])
        if usual is None:
            return False
        values[f"{name}_said"], values[name] = values[name], usual
    return True


@cache
def _compiled(pattern: str) -> _Match:
    return re.compile(pattern, re.ASCII).match


def _parameter(text: str) -> tuple[str, _Match]:
    name, _, value = text.partition("=")
    return name, _compiled(_literal_with_captures(value) + r"\Z")


def _segment(segment: str) -> str:
    return r"(?:/[^/]+){0,12}?" if segment == "**" else "/" + _literal_with_captures(segment)


def _literal_with_captures(text: str) -> str:
    parts, at = [], 0
    for capture in _CAPTURE.finditer(text):
        parts.append(_literal(text[at : capture.start()]))
        parts.append(f"(?P<{capture[1]}>{TYPES[capture[2] or 'word']})")
        at = capture.end()
    return "".join(parts) + _literal(text[at:])


def _literal(text: str) -> str:
    return r"[^/]+".join(map(re.escape, text.split("*")))
