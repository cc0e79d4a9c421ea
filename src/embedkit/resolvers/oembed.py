"""oEmbed answers (https://oembed.com, sections 2.3 and 3) in JSON and XML, read by a tolerant model.

A field of the wrong type is absent; an answer that is no object with a type is none. Provider HTML is only read for the address of
its iframe and is never passed on.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus
from xml.etree import ElementTree

from pydantic_core import from_json

from embedkit import urls
from embedkit.models import Facts, Image, Kind, Problem
from embedkit.resolvers import refusals

_KINDS: dict[str, Kind | None] = {"video": "video", "photo": "photo", "rich": None, "link": None}
_LARGEST = 256_000
_FRAME = re.compile(r"<iframe\b[^>]{0,2000}?\bsrc\s*=\s*(?:\"([^\"]{1,2000})\"|'([^']{1,2000})'|([^\s>\"']{1,2000}))", re.I)
_QUOTE = re.compile(r"<blockquote\b[^>]{0,1000}>\s*<p\b[^>]{0,300}>(.{1,5000}?)</p>", re.S | re.I)
_KEPT = "type version title description author_name author_url provider_name provider_url thumbnail_url thumbnail thumbnail_width thumbnail_height url width height duration upload_date".split()
_ITEM = "-the-item-"
_NOT_TO_TRACK = {"twitter.com": {"dnt": "true", "omit_script": "true"}, "vimeo.com": {"dnt": "1"}}


def endpoint_url(
    endpoint: str,
    url: str,
    *,
    max_width: int | None = None,
    max_height: int | None = None,
    language: str | None = None,
    do_not_track: bool = True,
) -> str:
    """The request for one item: the same for every spelling of its URL, so that they share one entry of the cache."""
    before, after = _around(endpoint, max_width, max_height, language, do_not_track)
    return before + quote_plus(url) + after


@lru_cache(maxsize=256)
def _around(endpoint: str, max_width: int | None, max_height: int | None, language: str | None, do_not_track: bool) -> tuple[str, str]:
    """What stands before and after the item's URL in every request to an endpoint."""
    params = {"url": _ITEM, "format": "json"}
    if max_width:
        params["maxwidth"] = str(max_width)
    if max_height:
        params["maxheight"] = str(max_height)
    host = urls.host_of(endpoint) or ""
    for name, wish in _NOT_TO_TRACK.items() if do_not_track else ():
        params |= wish if host.endswith(name) else {}
    if language and host.endswith("twitter.com"):
        params["lang"] = language
    before, _, after = urls.with_query(endpoint, params).partition(_ITEM)
    return before, after


def read(text: str) -> Facts | Problem:
    """What an oEmbed answer says, or why it says nothing."""
    said = said_in(text)
    if said is None and text.lstrip()[:1] == "<":
        return "bot_wall" if refusals.is_challenge(text) else "not_oembed"
    if not said:
        return "not_oembed"
    if "type" not in said and not any(said.get(name) for name in ("title", "html", "author_name", "thumbnail_url")):
        return refusals.of_success(said) or "not_oembed"
    return _facts(said)


def said_in(text: str) -> dict[str, Any] | None:
    """The fields of an answer in JSON or XML; None for what is neither."""
    text = text.lstrip("\ufeff \t\r\n")
    said = _xml(text) if re.match(r"<\?xml|<oembed", text, re.I) else _json(text)
    return said if isinstance(said, dict) else None


def kept(said: dict[str, Any]) -> dict[str, Any]:
    """The fields of an answer that mean something for good: nothing of its age, no address that expires, of its HTML the frame and the words."""
    found = {name: said[name] for name in _KEPT if isinstance(said.get(name), str | int | float) and said[name] != ""}
    for name in ("thumbnail_url", "thumbnail"):
        if urls.expires(str(found.get(name, ""))):
            del found[name]
    markup = text(said, "html") or ""
    frame, quoted = _FRAME.search(markup), _QUOTE.search(markup)
    evidence = '<iframe src="{}"></iframe>'.format(_src(frame).replace('"', "&quot;")) if frame else ""
    evidence += f"<blockquote><p>{quoted[1]}</p></blockquote>" if quoted else ""
    return found | ({"html": evidence} if evidence else {})


def _src(frame: re.Match[str]) -> str:
    """The address in an iframe's tag, as it is written."""
    return next(filter(None, frame.groups()), "")


def cache_age(text: str) -> int | None:
    """The provider's `cache_age` in seconds, as number or numeric string; None where it says nothing usable."""
    said = _json(text)
    return number(said.get("cache_age"), 10**10) if isinstance(said, dict) else None


def _json(text: str) -> Any:
    try:
        return from_json(text.encode("utf-8", "replace"), allow_inf_nan=False)
    except ValueError:
        return None


def _xml(text: str) -> dict[str, Any] | None:
    if len(text) > _LARGEST or "<!DOCTYPE" in text[:10_000].upper() or "<!ENTITY" in text.upper():
        return None
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - no DOCTYPE, capped
    except ElementTree.ParseError:
        return None
    return {child.tag.lower(): (child.text or "").strip() for child in root} if root.tag.lower() == "oembed" else None


def _facts(said: dict[str, Any]) -> Facts:
    frame = _FRAME.search(text(said, "html") or "")
    player = urls.clean(html.unescape(_src(frame))) if frame else None
    width, height = number(said.get("width")), number(said.get("height"))
    thumbnail = urls.clean(text(said, "thumbnail_url") or text(said, "thumbnail") or "")
    thumbnail = None if thumbnail and urls.expires(thumbnail) else thumbnail
    photo = urls.clean(text(said, "url") or "") if said.get("type") == "photo" else None
    images = (
        [Image(url=thumbnail, width=number(said.get("thumbnail_width")), height=number(said.get("thumbnail_height")))] if thumbnail else []
    )
    if photo:
        images.insert(0, Image(url=photo, width=width, height=height))
    author = text(said, "author_name")
    return Facts(
        source="oembed", kind=_KINDS.get(str(said.get("type"))), title=text(said, "title"), description=text(said, "description"),
        authors=(author,) if author else (), provider_name=text(said, "provider_name"), provider_url=urls.clean(text(said, "provider_url") or ""),
        thumbnails=tuple(images), player=player, width=width, height=height, aspect_ratio=width / height if width and height else None,
        duration_s=float(seconds) if (seconds := number(said.get("duration"), 10**6)) else None, text=_post_text(said),
    )  # fmt: skip


def _post_text(said: dict[str, Any]) -> str | None:
    """The words of a post: the first paragraph of the quotation that a network sends."""
    quoted = _QUOTE.search(text(said, "html") or "")
    return " ".join(html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", quoted[1])).split()) or None if quoted else None


def text(said: dict[str, Any], name: str) -> str | None:
    """A text field, folded; None where it is absent, empty or no text."""
    value = said.get(name)
    return (value.strip() or None) if isinstance(value, str) else None


def number(value: object, most: int = 10_000) -> int | None:
    """A positive whole number from a number or a numeric string; "100%", NaN, 10**30 and "5_60" give None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip().removesuffix("px")
        if not re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", value, re.ASCII):
            return None
        value = float(value)
    if not isinstance(value, int | float) or not 1 <= value <= most:
        return None
    return int(value)
