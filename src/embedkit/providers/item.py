"""A row and what one of its shapes captured, to an `Identity`."""

from __future__ import annotations

import re
from typing import NamedTuple

from pydantic import TypeAdapter

from embedkit.address import Address
from embedkit.models import Identity
from embedkit.providers.forms import KEPT
from embedkit.providers.model import Provider
from embedkit.providers.template import Template

_checked = TypeAdapter(Identity).validate_python
_TIME = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?", re.ASCII)


class Kept(NamedTuple):
    """A parameter that an item keeps: its name in templates, its names in URLs, its form."""

    name: str
    names: tuple[str, ...]
    form: str


class Maker:
    """The templates of a row, read once."""

    def __init__(self, row: Provider) -> None:
        said = {
            "native_id": row.native,
            "url": row.url,
            "player": row.player,
            "thumbnail": row.thumbnail,
            "oembed": row.oembed,
            "oembed_url": row.oembed_url,
        }
        templates = {field: Template(text) for field, text in said.items() if text}
        self._same = {
            "provider": row.key,
            "kind": row.kind,
            "provider_name": row.name,
            "aspect_ratio": row.aspect_ratio,
            "height": row.height,
            **{f: t.text for f, t in templates.items() if t.is_constant},
        }
        self._filled = tuple((field, template.fill) for field, template in templates.items() if not template.is_constant)
        self._kept = tuple(map(_kept, row.keep))

    def __call__(self, values: dict[str, str], address: Address | None) -> Identity:
        """The identity of an item; `values` are the shape's captures, and parameters of the address join them."""
        if self._kept and address is not None and (address.has_query or address.fragment):
            self._keep(values, address)
        said = self._same.copy()
        for field, fill in self._filled:
            said[field] = fill(values)
        said["native_id"] = said["native_id"] or values.get("id", "")
        said["url"] = said["url"] or ""
        return _checked(said)

    def _keep(self, values: dict[str, str], address: Address) -> None:
        query, anchor = address.query, address.anchor
        for name, names, form in self._kept:
            for other in names:
                said = query.get(other) or anchor.get(other)
                kept = _formed(said, form) if said else None
                if kept:
                    values.setdefault(name, kept)
                    break


def _kept(text: str) -> Kept:
    names, _, form = text.partition(":")
    said = tuple(names.split("|"))
    return Kept(said[0], said, form or "plain")


def _formed(said: str, form: str) -> str | None:
    if form == "time":
        return seconds(said)
    return said if KEPT[form].fullmatch(said) else None


def seconds(text: str) -> str | None:
    """A time code in whole seconds: "90", "90s", "1m30s", "1h2m3s"; None for nothing and for anything else."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return str(hours * 3600 + minutes * 60 + rest) if hours or minutes or rest else None
