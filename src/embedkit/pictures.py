"""Reads still images from markup: `src`, lazy attributes, `srcset`, `picture` sources, `noscript` twins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.element import Tag

from embedkit import urls
from embedkit.models import Image
from embedkit.naming import Naming, Wording
from embedkit.page import Page, attr, pixels, words

_LAZY = Naming(r"src|original|orig-file|large-file|(?:^|-)(?:image|img|lazy|full|url|href|actualsrc|echo)(?:-|$)")
"""Attribute names that lazy loaders use for the picture's URL."""
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-flickity-lazyload-srcset", "data-sizes-srcset", "data-bgset")
_SHELLS = "blank|placeholder|spacer|transparent|pixel|1x1|dummy|grey|gray|loading|lazy"
_BLANK = Wording(_SHELLS, rf"(?:{_SHELLS})[\w-]*\.(?:gif|png|svg|jpe?g|webp)")
_TAIL = 200
"""Characters at the end of an address in which the name of a file stands."""
_DECORATION = Naming(
    r"(?<![a-z0-9])(?:logo|(?:app-?)?icons?|avatar|emoji|sprite|badge|flag|pixel|tracking|spinner|arrow|gravatar|smiley|profile-?pic\w*|favicon|button)(?![a-z0-9])"
)
_CANDIDATE = re.compile(r"(\S+?)(?:\s+(\d+(?:\.\d+)?)([wx]))?(?:\s+\d+h)?\s*(?:,(?=\s|https?:|/)|$|,\s)")
_ELEMENT = Naming(r"(?:^|-)(?:img|image|picture|photo|responsive-image|lazyimg)(?:-|$)")
_SMALL = 90


def is_image(tag: Tag) -> bool:
    """An element that shows a still image: `img`, `picture`, and custom elements named so (`amp-img`, `brick-image`)."""
    return tag.name in ("img", "picture") or ("-" in tag.name and bool(_ELEMENT.search(tag.name)))


def images_below(tag: Tag) -> Iterator[Tag]:
    """The elements below `tag` that show a still image, in document order."""
    return filter(is_image, tag.find_all(True))


def images_of(tag: Tag, page: Page) -> tuple[Image, ...]:
    """All renditions of the picture that `tag` (an `img`, `amp-img` or `picture`) shows, the best first; empty when there is none."""
    known: tuple[Image, ...] | None = tag.__dict__.get("_images")
    if known is None:
        known = tag.__dict__["_images"] = _read_images(tag, page)
    return known


def _read_images(tag: Tag, page: Page) -> tuple[Image, ...]:
    holder = tag.find_parent("picture") if tag.name != "picture" else tag
    sources = list(holder.find_all("source")) if isinstance(holder, Tag) else []
    img = tag if tag.name != "picture" else tag.find("img")
    own = [img] if isinstance(img, Tag) else []
    alt = attr(own[0], "alt") if own else ""
    found: dict[str, Image] = {}
    for element in [*own, *sources]:
        for raw, width in _candidates(element):
            url = page.picture_url(raw)
            if url and url not in found:
                found[url] = Image(url=url, width=width, alt=alt or None)
    return tuple(sorted(found.values(), key=lambda i: -(i.width or 0)))


def is_decoration(tag: Tag) -> bool:
    """Icons, logos, avatars, counters: by declared size, name and file."""
    width, height = pixels(tag.get("width")), pixels(tag.get("height"))
    if (width and width < _SMALL) or (height and height < _SMALL - 30):
        return True
    if attr(tag, "src").lower().split("?")[0].endswith(".svg"):
        return True
    return bool(_DECORATION.search(words(tag)) or any(_DECORATION.search(_file(tag, name)) for name in ("src", "data-src")))


def _file(tag: Tag, name: str) -> str:
    return attr(tag, name)[-80:].lower().rsplit("/", 1)[-1]


def _candidates(tag: Tag) -> Iterator[tuple[str, int | None]]:
    width = pixels(tag.get("width"))
    for name in _SETS:
        if said := attr(tag, name):
            yield from _srcset(said[:20_000])
    for name, value in tag.attrs.items():
        if name != "src" and isinstance(value, str) and _LAZY.search(name) and "placeholder" not in name and _looks_like_image(value):
            yield value, width
    if (src := attr(tag, "src")) and not _is_blank(src):
        yield src, width


def _looks_like_image(value: str) -> bool:
    return (
        len(value) < 2_048
        and value[:1] not in "{["
        and not value.startswith("data:")
        and (urls.media_kind(value) == "image" or value.startswith(("http://", "https://", "//")))
    )


def _is_blank(url: str) -> bool:
    """True for what a lazy loader shows until the picture is there."""
    return url.startswith(("data:", "about:")) or _BLANK.search(url[-_TAIL:])


def _srcset(value: str) -> Iterator[tuple[str, int | None]]:
    for url, number, unit in _CANDIDATE.findall(value):
        if not _is_blank(url):
            yield url, round(float(number)) if unit == "w" and len(number) < 8 else None
