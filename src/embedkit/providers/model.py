"""A provider is one row of data: URL shapes, templates, and its own examples and counter-examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from embedkit.models import Kind


@dataclass(frozen=True)
class Provider:
    """One provider, as data.

    `urls` are shapes: an exact host (`*.` for its subdomains, `*` for any host), then a path of literal segments, `*` (one segment),
    `**` (up to twelve) and captures `{name:type}` (see `forms.TYPES`; `word` by default), then required query parameters, then `#` and how the
    fragment begins. `(a|b)` is a choice and `[a|b]` a choice or nothing. `www.` and `m.` are implied, more may follow unless the path ends
    in `$`. `url`, `player`, `thumbnail` and `native` are templates over the captures and the `keep` parameters; a part in brackets is left
    out when one of its values is missing. `keep` names parameters of query or fragment, as `name|other name:form` (see `forms.KEPT`).
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
    never_on: tuple[str, ...] = ()
    """Hosts, with their subdomains, on which an any-host shape means something else."""
    names: tuple[str, ...] = ()
    """Other words by which attributes and classes call it."""
    examples: Mapping[str, str] = field(default_factory=dict, hash=False)
    never: tuple[str, ...] = ()
