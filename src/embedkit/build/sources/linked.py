"""What a Contentful document embeds, as the markup that stands for it: assets, and entries around an address, a piece of code or a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from embedkit import urls
from embedkit.build.sources import richtext
from embedkit.build.sources.model import field, text
from embedkit.errors import InputError
from embedkit.identify import identify

Record = dict[str, Any]
_URL = re.compile(r"https?://\S{1,2000}")
_LARGEST = 50_000_000
_CODE = re.compile(r"<(?:iframe|blockquote|script|video|audio)\b", re.I)


class Linked:
    """The entries and assets of a space by kind and id. `values` gives a record's fields in one locale, `title` its name."""

    def __init__(
        self, records: Mapping[tuple[str, str], Record], values: Callable[[Record], dict[str, Any]], title: Callable[[Record], str]
    ) -> None:
        self._records, self._values, self._title = records, values, title
        self._made: dict[tuple[str, str], str] = {}
        self._room = _LARGEST

    def begin(self) -> None:
        """Begins another article: each may embed so much."""
        self._room = _LARGEST

    def embedded(self, target: object) -> str:
        """A figure for an asset, what an entry holds for an entry; empty for what is not in the export.

        Raises InputError where an article grows larger than any may be: a short document can embed one long entry very often.
        """
        record = self._record(target)
        if record is None:
            return ""
        key = _kind(target), record["sys"]["id"]
        if key not in self._made:
            said = self._values(record)
            self._made[key] = self._asset(said) if key[0] == "Asset" else self._entry(record, said)
        self._room -= len(self._made[key])
        if self._room < 0:
            raise InputError(f"entry {key[1]} is embedded until an article is larger than {_LARGEST // 1_000_000} MB; embed it less often")
        return self._made[key]

    def named(self, target: object) -> tuple[str, str]:
        """Its address, empty where it has none, and its name."""
        record = self._record(target)
        if record is None:
            return "", ""
        said = self._values(record)
        return _file(said) if _kind(target) == "Asset" else next(iter(_addresses(said)), ""), self._title(record)

    def _record(self, target: object) -> Record | None:
        return self._records.get((_kind(target), text(field(target, "sys.id"))))

    def _entry(self, record: Record, said: dict[str, Any]) -> str:
        """What it shows: a media address on its own, embed code as it is, its pictures; else a link where it has an address."""
        addresses = _addresses(said)
        caption = self._caption(said)
        if media := next(filter(_is_media, addresses), ""):
            inner = Markup('<oembed url="{}"></oembed>').format(media)
            return f'<figure class="media">{inner}{caption}</figure>' if caption else Markup("<p>{}</p>").format(media)
        if code := next((one for one in said.values() if isinstance(one, str) and _CODE.search(one)), ""):
            return f"<figure>{code}{caption}</figure>" if caption else code
        if pictures := [picture for one in said.values() for link in _links(one) if (picture := self._picture(link, said, caption))]:
            return pictures[0] if len(pictures) == 1 else f'<div class="gallery">{"".join(pictures)}</div>'
        return Markup('<p><a href="{}">{}</a></p>').format(addresses[0], self._title(record) or addresses[0]) if addresses else ""

    def _picture(self, link: object, said: dict[str, Any], caption: str) -> str:
        """A picture that an entry holds: what the entry says of it comes before what the asset says."""
        record = self._record(link)
        own = self._values(record) if record is not None else {}
        return self._asset(own, caption, _called(said, ("alt", "alttext"))) if _is_file(own, "image") else ""

    def _asset(self, said: dict[str, Any], caption: str = "", alt: str = "") -> str:
        """A figure with the picture, player or link; its description is the caption."""
        address, title = _file(said), text(said.get("title"))
        if not address:
            return ""
        if _is_file(said, "image"):
            inner = _image(said, address, alt)
        elif _is_file(said, "video") or _is_file(said, "audio"):
            tag = "video" if _is_file(said, "video") else "audio"
            inner = Markup('<{0} src="{1}" title="{2}" controls></{0}>').format(tag, address, title)
        else:
            return Markup('<p><a href="{}">{}</a></p>').format(address, title or address)
        return f"<figure>{inner}{caption or _figcaption(escape(text(said.get('description'))), '')}</figure>"

    def _caption(self, said: dict[str, Any]) -> str:
        """The caption of an entry, with the credit where a field is called so."""
        return _figcaption(self._words(said, ("caption",)), self._words(said, ("credit", "credits")))

    def _words(self, said: dict[str, Any], names: tuple[str, ...]) -> str:
        found = next((one for name, one in said.items() if is_called(name, names)), "")
        return Markup(richtext.html(found, _Inside(self))) if richtext.is_document(found) else escape(text(found))  # noqa: S704 - made here


class _Inside:
    """The links in a caption: nothing is embedded there, so that no entry holds itself."""

    def __init__(self, linked: Linked) -> None:
        self.named = linked.named

    def embedded(self, target: object) -> str:
        return ""


def _kind(target: object) -> str:
    return text(field(target, "sys.linkType"))


def _links(value: object) -> list[object]:
    """The links to assets in a field: one, or a list of them."""
    return [one for one in (value if isinstance(value, list) else [value]) if _kind(one) == "Asset"]


def is_called(name: str, names: tuple[str, ...]) -> bool:
    """Whether a field is called so: `credit`, `photoCredit`, `photo_credit`."""
    return name.lower() in names or any(name.endswith((one.capitalize(), f"_{one}")) for one in names)


def _called(said: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((text(one) for name, one in said.items() if name.lower() in names), "")


def _addresses(said: dict[str, Any]) -> list[str]:
    """The fields that are nothing but an address."""
    return [one.strip() for one in said.values() if isinstance(one, str) and _URL.fullmatch(one.strip())]


def _is_media(url: str) -> bool:
    return identify(url) is not None or urls.media_kind(url) in ("video", "audio")


def _file(said: dict[str, Any]) -> str:
    """The address of an asset's file; the export leaves out the scheme."""
    url = text(field(said.get("file"), "url"))
    return f"https:{url}" if url.startswith("//") else url


def _is_file(said: dict[str, Any], kind: str) -> bool:
    return bool(_file(said)) and text(field(said.get("file"), "contentType")).startswith(f"{kind}/")


def _image(said: dict[str, Any], address: str, alt: str) -> str:
    """A picture with its size; an upload that was never named carries its file's name as title, which describes nothing."""
    title, name = text(said.get("title")), text(field(said.get("file"), "fileName"))
    alt = alt or ("" if title in (name, name.rpartition(".")[0]) else title)
    size = ((side, field(said.get("file"), f"details.image.{side}")) for side in ("width", "height"))
    sides = "".join(f' {side}="{number}"' for side, number in size if isinstance(number, int))
    return Markup('<img src="{}" alt="{}"{}>').format(address, alt, Markup(sides))  # noqa: S704 - numbers only


def _figcaption(caption: str, credit: str) -> str:
    said = Markup(' <span class="credit">{}</span>').format(credit) if credit else ""
    return f"<figcaption>{caption}{said}</figcaption>" if caption or credit else ""
