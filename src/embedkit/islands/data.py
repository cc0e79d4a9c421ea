"""The data that a page's scripts and attributes carry: JSON as it stands, or assigned, pushed or packed by a page framework.

    <script type="application/ld+json">{"@type": "VideoObject"}</script>
    <script id="__NEXT_DATA__" type="application/json">{"props": {}}</script>
    <script>window.__APOLLO_STATE__ = {}; Fusion.globalContent={};</script>
    <script>self.__next_f.push([1,"2:{\\"type\\":\\"video\\"}\\n"])</script>
    <script type="application/json" id="__NUXT_DATA__">[["Reactive",1],{"article":2},{"title":3},"A"]</script>

Nothing is run: what is a program and not data (`__NUXT__` as a function) stays unread.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pydantic_core import from_json

LONGEST: Final = 3_000_000
"""Characters of one script that are read."""
_ASSIGNED = re.compile(
    r"(?:__APOLLO_STATE__|__PRELOADED_STATE__|__INITIAL_STATE__|__NEXT_DATA__|__NUXT__|globalContent|__[A-Z_]{3,40}__)[\"']?\]?\s*=\s*(?=[{\[])"
)
_MOST_ASSIGNED = 8
_PUSHED = re.compile(r"__next_f\.push\(\s*(?=\[)")
_ROW = re.compile(r"^[0-9a-f]{1,6}:(?=[{\[])", re.M)
_OPENINGS: Final = ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[")
_CLOSINGS: Final = ("-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>")
_DECODER = json.JSONDecoder()


def of_json(text: str) -> Any:
    """The value of a JSON text, in comments or CDATA or not; None for anything else."""
    if len(text) > LONGEST:
        return None
    try:
        return from_json(text)
    except (ValueError, TypeError):
        bare = _bare(text)
    try:
        return from_json(bare) if bare != text else None
    except (ValueError, TypeError):
        return None


def _bare(text: str) -> str:
    """A text without the comments or CDATA marks around it, and without the semicolon behind it."""
    bare = text.strip()
    for opening in _OPENINGS:
        bare = bare.removeprefix(opening)
    for closing in _CLOSINGS:
        bare = bare.removesuffix(closing)
    return bare.strip().rstrip(";")


def of_attribute(text: str) -> Any:
    """The value of a JSON text in an attribute, which may be escaped twice, quoted with apostrophes, or packed in pairs by Astro."""
    text = html.unescape(text) if "&quot;" in text or "&#34;" in text else text
    if text.lstrip().startswith(("{'", "[{'")):
        text = text.replace('"', '\\"').replace("'", '"')
    return _unpaired(of_json(text))


def _unpaired(value: Any) -> Any:
    """Astro writes the properties of an island as `[kind, value]` (https://docs.astro.build/en/concepts/islands/)."""
    if isinstance(value, list):
        is_pair = len(value) == 2 and value[0] in (0, 1) and not isinstance(value[0], bool)
        return _unpaired(value[1]) if is_pair else [_unpaired(one) for one in value]
    return {name: _unpaired(one) for name, one in value.items()} if isinstance(value, dict) else value


def of_script(text: str) -> list[Any]:
    """The values that a script assigns to a page framework's well-known names."""
    text = text[:LONGEST]
    if _PUSHED.search(text):
        return [[_begun(text, found.end()) for found in _PUSHED.finditer(text)]]
    found = (value for place in _ASSIGNED.finditer(text) if (value := _begun(text, place.end())) is not None)
    return [value for _, value in zip(range(_MOST_ASSIGNED), found, strict=False)]


def rows(pushes: Iterable[Any]) -> Iterator[Any]:
    """The values in the pieces that `self.__next_f.push([1, "…"])` hands over, which are one text of lines `id:JSON`."""
    text = "".join(push[1] for push in pushes if isinstance(push, list) and len(push) > 1 and isinstance(push[1], str))[:LONGEST]
    for place in _ROW.finditer(text):
        if (value := _begun(text, place.end())) is not None:
            yield value


def unpacked(value: Any) -> Any:
    """A value that `devalue` packed (Nuxt 3, SvelteKit), where members are numbers into one list; any other value as it is.

    The result may hold itself: whoever walks it must remember where it has been.
    """
    if not (isinstance(value, list) and len(value) > 2 and isinstance(value[0], list | dict) and _is_packed(value)):
        return value
    made: list[Any] = [{} if isinstance(v, dict) else [] if isinstance(v, list) else v for v in value]
    for packed, made_one in zip(value, made, strict=True):
        if isinstance(packed, dict):
            made_one.update((k, made[i]) for k, i in packed.items() if _is_place(i, made))
        elif isinstance(packed, list):
            made_one.extend(made[i] for i in packed if _is_place(i, made))
    return made[0]


def _is_packed(value: list[Any]) -> bool:
    first = next((v for v in value if isinstance(v, dict) and v), None)
    return first is not None and all(isinstance(i, int) and -7 <= i < len(value) for i in first.values())


def _is_place(index: Any, made: list[Any]) -> bool:
    return isinstance(index, int) and not isinstance(index, bool) and 0 <= index < len(made)


def _begun(text: str, at: int) -> Any:
    """The JSON value that begins at `at`, whatever follows it; None where none does."""
    try:
        return _DECODER.raw_decode(text, at)[0]
    except (ValueError, RecursionError):
        return None


__all__ = ["LONGEST", "of_attribute", "of_json", "of_script", "rows", "unpacked"]
