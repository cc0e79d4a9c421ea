"""A provider is one row of data: URL shapes, templates, and its own examples and counter-examples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from embedkit.models import Kind

KEPT: Mapping[str, re.Pattern[str]] = {
    "plain": re.compile(r"[\w:.%/=-]{1,200}", re.ASCII),
    "number": re.compile(r"\d{1,8}", re.ASCII),
    "list": re.compile(r"(?:PL|UU|FL|OLAK5uy_|EC)[A-Za-z0-9_-]{10,60}"),
}
"""The forms of parameters that an item keeps; `time` is read as a time code."""
TYPES: Mapping[str, str] = {
    "int": r"\d{1,20}", "int5": r"\d{5,20}", "long": r"\d{8,20}", "yt": r"(?!videoseries|live_stream)[A-Za-z0-9_-]{11}", "list": r"[A-Za-z0-9_-]{12,64}", "channel": r"UC[A-Za-z0-9_-]{22}",
    "jw": r"[A-Za-z0-9]{8}", "dm": r"[A-Za-z0-9]{5,20}", "dw": r"[A-Za-z0-9]{5}", "kaltura": r"[01]_[a-z0-9]{8}", "bc": r"\d{10,19}|ref:[\w.-]{1,120}",
    "hex24": r"[0-9a-f]{24}", "hex32": r"[0-9a-f]{32}", "hex": r"[0-9a-f]{20,40}", "uuid": r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "b22": r"[A-Za-z0-9]{22}", "word": r"\w{1,80}", "slug": r"[\w.~%:+-]{1,200}", "name": r"[A-Za-z][\w.-]{1,100}", "wistia": r"[a-z0-9]{10}", "bv": r"BV[0-9A-Za-z]{10}",
    "docs": r"[A-Za-z0-9_-]{20,200}", "bsky": r"[a-z0-9]{13}", "status": r"\d{15,20}", "pb": r"[^&#\s]{1,1500}", "docs10": r"[\w.-]{10,200}", "long_slug": r"[\w-]{8,100}", "gif": r"[A-Za-z0-9]{8,24}", "imgur": r"[A-Za-z0-9]{7}", "oid": r"-?\d{1,20}", "youku": r"X[A-Za-z0-9=]{8,24}", "text": r"[^?#]{1,1500}",
}  # fmt: skip
"""The kinds of id a capture can have: full matches, case-sensitive, without a way to backtrack far."""


@dataclass(frozen=True)
class Provider:
    """One provider, as data.

    `urls` are shapes: an exact host (`*.` for its subdomains, `*` for any host), then a path of literal segments, `*` (one segment),
    `**` (any number) and captures `{name:type}` (see `TYPES`; `word` by default), then required query parameters, then `#` and how the
    fragment begins. `(a|b)` is a choice and `[a|b]` a choice or nothing. `www.` and `m.` are implied, more may follow unless the path ends
    in `$`. `url`, `player`, `thumbnail` and `native` are templates over the captures and the `keep` parameters; a part in brackets is left
    out when one of its values is missing. `keep` names parameters of query or fragment, as `name|other name:form` (see `KEPT`).
    """

    key: str
    name: str
    kind: Kind
    urls: tuple[str, ...]
    url: str
    player: str | None = None
    thumbnail: str | None = None
    oembed: str | None = None
    native: str = "{id}"
    keep: tuple[str, ...] = ()
    aspect_ratio: float | None = None
    height: int | None = None
    oembed_url: str | None = None
    allow: str | None = None
    sandbox: str | None = None
    referrerpolicy: str | None = None
    category: str | None = None
    """Why a reader may have to consent: `marketing`, `statistics` or `functional`."""
    site_param: str | None = None
    """The query parameter in which the player must be told the publishing host, or it refuses to play."""
    homepage: str | None = None
    publisher: bool = False
    """A news site: its other pages are articles, not the about pages of a player."""
    names: tuple[str, ...] = ()
    """Other words by which attributes and classes call it."""
    examples: Mapping[str, str] = field(default_factory=dict, hash=False)
    never: tuple[str, ...] = ()
