"""The keys under which WordPress stores what it got for a body's embeds: the md5 of the URL and of PHP's form of its attributes.

    md5( $url . serialize( $attr ) )        class-wp-embed.php, WP_Embed::shortcode()
    a:2:{s:5:"width";i:640;s:6:"height";i:960;}

The attributes of a URL on its own line are those of `wp_embed_defaults()`: the theme's content width, and one and a half times that, at
most 1000. Which width a theme had no export tells, so that widths are tried; few themes have more than one.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Collection, Iterable, Iterator
from hashlib import md5

from embedkit.rules.source.shortcode import attributes

Attributes = dict[str, str]
"""A shortcode's attributes by their names; none for a URL on its own line."""

# WP_Embed::autoembed() finds URLs on their own line and in their own paragraph.
_LINE = re.compile(r"^[^\S\n]*(https?://[^\s<>\"]{1,2000})[^\S\n]*$", re.I | re.M)
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]{0,1000})?>\s{0,100}(https?://[^\s<>\"]{1,2000})\s{0,100}</p>", re.I)
_SHORTCODE = re.compile(r"\[embed(\s[^\[\]<>]{0,2000})?\]\s{0,100}([^\s\[\]<>]{0,2000})\s{0,100}\[/embed\]")
_MOST = 1_000
_WIDEST = 2_000
_USUAL = 500
"""The width of a theme that names none."""
_SEARCHES = 200
"""For so many URLs of an export all widths are tried: what is still unknown then was stored under attributes that no rule tells."""


def embeds(body: str) -> list[tuple[str, Attributes]]:
    """What WordPress would have asked about in a post's body: each URL as it hashes it, with its attributes, at most a thousand."""
    found: dict[str, tuple[str, Attributes]] = {}
    for url, said in _found(body):
        # KSES writes `&amp;`, which the embed takes back before it hashes.
        url = url.replace("&amp;", "&")
        found.setdefault(repr((url, said)), (url, said))
        if len(found) >= _MOST:
            break
    return list(found.values())


def _found(body: str) -> Iterator[tuple[str, Attributes]]:
    for shortcode in _SHORTCODE.finditer(body) if "[embed" in body else ():
        said = attributes(html.unescape(shortcode[1] or ""))
        if url := shortcode[2] or said.get("src", ""):
            yield url, said
    for pattern in (_LINE, _PARAGRAPH):
        yield from ((line[1], {}) for line in pattern.finditer(body))


class Keys:
    """Finds keys, and remembers for the rest of an export with which default size they were made."""

    def __init__(self) -> None:
        self._sizes: dict[tuple[str, str], None] = {}
        self._left = _SEARCHES

    def find(self, url: str, said: Attributes, stored: Collection[str], widths: Iterable[int] = ()) -> list[str]:
        """The stored keys that are of this URL and its attributes; `widths` are likely ones, tried before all others."""
        known = [key for key in _keys(url, said, self._sizes) if key in stored]
        if known or not stored:
            return known
        likely = [size for width in (_USUAL, *widths) for size in _defaults(width)]
        return self._new(url, said, stored, likely) or self._searched(url, said, stored)

    def _searched(self, url: str, said: Attributes, stored: Collection[str]) -> list[str]:
        if self._left <= 0:
            return []
        self._left -= 1
        return self._new(url, said, stored, (size for width in range(1, _WIDEST + 1) for size in _defaults(width)))

    def _new(self, url: str, said: Attributes, stored: Collection[str], sizes: Iterable[tuple[str, str]]) -> list[str]:
        sizes = list(sizes)
        found = {key: size for key, size in zip(_keys(url, said, sizes), sizes, strict=True) if key in stored}
        self._sizes |= dict.fromkeys(found.values())
        return list(found)


def _defaults(width: int) -> Iterator[tuple[str, str]]:
    """A default size as PHP writes it: two integers; in versions before the cast, `ceil` left a float below 1000; the first ones were 700 high."""
    height = math.ceil(width * 1.5)
    yield f"i:{width};", f"i:{min(height, 1000)};"
    if height < 1000:
        yield f"i:{width};", f"d:{height};"
    yield f"i:{width};", "i:700;"


def _keys(url: str, said: Attributes, sizes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The key for each default size; what a shortcode says comes in the place of the default, its other attributes behind."""
    begin = md5(url.encode("utf-8", "surrogatepass"), usedforsecurity=False)
    rest = "".join(_string(name) + _string(value) for name, value in said.items() if name not in ("width", "height"))
    count = 2 + sum(name not in ("width", "height") for name in said)
    own = {name: _string(said[name]) for name in ("width", "height") if name in said}
    for width, height in sizes:
        whole = begin.copy()
        text = f'a:{count}:{{s:5:"width";{own.get("width", width)}s:6:"height";{own.get("height", height)}{rest}}}'
        whole.update(text.encode("utf-8", "surrogatepass"))
        yield whole.hexdigest()


def _string(value: str) -> str:
    """A string in PHP's serialised form, its length in bytes."""
    return f's:{len(value.encode("utf-8", "surrogatepass"))}:"{value}";'
