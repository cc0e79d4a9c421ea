"""Contentful export: entries with rich text or a long text, and what they embed (`contentful space export`; contentful.com, "Data model").

    {"contentTypes": […], "entries": […], "assets": […], "locales": […]}
    {"sys": {"id": "…", "type": "Entry", "contentType": {"sys": {"id": "article"}}}, "fields": {"body": {"en-US": {"nodeType": "document", …}}}}

A space calls its fields as it likes: what a field is, its type and its name tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from embedkit.build.sources import richtext
from embedkit.build.sources.linked import Linked, is_called
from embedkit.build.sources.model import Article, Fields, field, objects, text
from embedkit.errors import InputError

Record = dict[str, Any]
_BODIES = ("body", "content", "text", "article", "story", "bodytext", "articlebody", "maintext", "markdown")
"""What long texts are usually called that are an article and no summary, in lower case."""
_NO_BODIES = ("caption", "credit", "credits")
"""Rich texts that belong to a picture."""
_URLS = ("url", "canonicalUrl", "canonical_url", "link")


def articles(value: object, fields: Fields) -> Iterator[Article]:
    """Each entry with a body, in its default locale. Raises InputError where none has one."""
    number = 0
    for number, article in enumerate(found(value, fields), 1):  # noqa: B007 - how many there were
        yield article
    if not number:
        looked = f"a text in the field {fields.html}" if fields.html else "rich text, or a long text called body or content"
        raise InputError(f"no entry with {looked}; name the field of the body with --html-field")


def found(value: object, fields: Fields) -> Iterator[Article]:
    """The articles of an export, none for what is no export: rich text becomes HTML, a long text is Markdown and stays it."""
    entries = _records(value, "entries", "Entry")
    if not entries:
        return
    space = Space(value, entries)
    for entry in entries:
        space.linked.begin()
        body = space.body(entry, fields.html)
        markup = richtext.html(body, space.linked) if richtext.is_document(body) else text(body)
        if markup.strip():
            named = text(space.value(entry, fields.id)) if fields.id else ""
            yield Article(
                named or entry["sys"]["id"],
                markup,
                space.url(entry, fields.url),
                format="html" if richtext.is_document(body) else "markdown",
            )


def _records(value: object, name: str, kind: str) -> list[Record]:
    found = objects(field(value, name))
    return [one for one in found if field(one, "sys.type") == kind and text(field(one, "sys.id")) and isinstance(one.get("fields"), dict)]


class Space:
    """One export: its entries and assets by their ids, its content types, and its default locale."""

    def __init__(self, value: object, entries: list[Record]) -> None:
        self._types = {text(field(one, "sys.id")): objects(one.get("fields")) for one in objects(field(value, "contentTypes"))}
        self._titles = {text(field(one, "sys.id")): text(one.get("displayField")) for one in objects(field(value, "contentTypes"))}
        locales = [text(one.get("code")) for one in objects(field(value, "locales")) if one.get("default") is True]
        self._locale = locales[0] if locales else _usual_locale(entries)
        records = {("Entry", one["sys"]["id"]): one for one in entries}
        records |= {("Asset", one["sys"]["id"]): one for one in _records(value, "assets", "Asset")}
        self.linked = Linked(records, self.values, self._title)

    def value(self, record: Record, name: str) -> Any:
        """A field in the default locale; None where it has none."""
        said = record["fields"].get(name)
        return said.get(self._locale) if isinstance(said, dict) else None

    def values(self, record: Record) -> dict[str, Any]:
        """All its fields in the default locale, in the order of its content type."""
        names = dict.fromkeys([*(text(one.get("id")) for one in self._fields(record)), *record["fields"]])
        return {name: said for name in names if (said := self.value(record, name)) is not None}

    def body(self, entry: Record, named: str | None) -> Any:
        """The field that is named; else the first rich text, else the first long text that is called as bodies are, usual names first."""
        if named:
            return self.value(entry, named)
        long = {text(one.get("id")) for one in self._fields(entry) if one.get("type") == "Text"}
        said = self.values(entry)
        usual = sorted((name for name in said if name.lower() in _BODIES), key=lambda name: _BODIES.index(name.lower()))
        rich = [said[name] for name in (*usual, *said) if richtext.is_document(said[name]) and not is_called(name, _NO_BODIES)]
        texts = [said[name] for name in usual if text(said[name]).strip() and (name in long or not self._fields(entry))]
        return next(iter((*rich, *texts)), None)

    def url(self, entry: Record, named: str | None) -> str | None:
        """Its own address, where a field holds a whole one."""
        found = (text(self.value(entry, name)) for name in ((named,) if named else _URLS))
        return next((url for url in found if url.startswith(("http://", "https://"))), None)

    def _title(self, record: Record) -> str:
        """What the editor shows of an entry: its display field; an asset's title."""
        return text(self.value(record, self._titles.get(_type(record), "") or "title"))

    def _fields(self, record: Record) -> list[Record]:
        return self._types.get(_type(record), [])


def _type(record: Record) -> str:
    return text(field(record, "sys.contentType.sys.id"))


def _usual_locale(entries: list[Record]) -> str:
    """The locale of most fields: an export of content only names none."""
    seen = Counter(code for entry in entries for said in entry["fields"].values() if isinstance(said, dict) for code in said)
    return max(seen, key=lambda code: seen[code], default="")
