"""Cards as Media RSS 1.5.1 items (rssboard.org/media-rss), one channel for many. Durations are whole seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from embedkit.models import Card, Credit, GalleryCard
from embedkit.render import view
from embedkit.render.target import Lack, Target

MEDIA = "http://search.yahoo.com/mrss/"
_MEDIUMS = {"video": "video", "audio": "audio", "photo": "image"}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (section 2.2)."""
register_namespace("media", MEDIA)


def item(card: Card) -> Element | Lack:
    """The card as an `item`: something to show or play, or a document to link."""
    contents = _contents(card)
    if not contents and not view.web(card.url):
        return Lack("url", "needs an address or a file")
    made = Element("item")
    _text(made, "title", view.name(card))
    _text(made, "link", view.web(card.url))
    _text(made, "guid", card.id, isPermaLink="false")
    _text(made, "pubDate", format_datetime(view.aware(card.published_at)) if card.published_at else None)
    _text(made, "description", card.description or card.caption)
    holder = made if len(contents) == 1 else SubElement(made, f"{{{MEDIA}}}group") if contents else made
    holder.extend(contents)
    _describe(made, card)
    return made


def _contents(card: Card) -> list[Element]:
    if isinstance(card, GalleryCard):
        return [
            _content(url, medium="image", width=i.image.width, height=i.image.height) for i in card.items if (url := view.web(i.image.url))
        ]
    if card.kind == "photo":
        still = view.still(card)
        return [_content(still.url, medium="image", type=still.mime, width=still.width, height=still.height)] if still else []
    files = [_content(url, medium=_MEDIUMS.get(card.kind), type=m.mime, width=m.width, height=m.height, duration=_whole(m.duration_s or card.duration_s))
             for m in card.media if (url := view.web(m.url))]  # fmt: skip
    if files or not (player := view.player(card)) or view.is_lost(card):
        return files
    content, size = _content(None, medium=_MEDIUMS.get(card.kind, "document"), duration=_whole(card.duration_s)), view.frame_size(card)
    SubElement(content, f"{{{MEDIA}}}player", url=player, width=str(size.width), height=str(size.height))
    return [content]


def _content(url: str | None, **attrs: str | int | None) -> Element:
    return Element(f"{{{MEDIA}}}content", {key: str(value) for key, value in {"url": url, **attrs}.items() if value is not None})


def _describe(made: Element, card: Card) -> None:
    _text(made, f"{{{MEDIA}}}title", card.title, type="plain")
    _text(made, f"{{{MEDIA}}}description", card.caption, type="plain")
    if card.kind != "photo" and (still := view.still(card)):
        sizes = {key: str(value) for key, value in (("width", still.width), ("height", still.height)) if value}
        SubElement(made, f"{{{MEDIA}}}thumbnail", {"url": still.url, **sizes})
    if card.credit:
        _credit(made, card.credit)


def _credit(made: Element, credit: Credit) -> None:
    for person in credit.creators:
        _text(made, f"{{{MEDIA}}}credit", person, role="photographer" if credit.category in (None, "photo") else "author", scheme="urn:ebu")
    if credit.organisation:
        _text(made, f"{{{MEDIA}}}credit", credit.organisation, role="distributor", scheme="urn:ebu")
    if not credit.creators and not credit.organisation:
        _text(made, f"{{{MEDIA}}}credit", credit.line or credit.raw)


def _text(parent: Element, tag: str, text: str | None, **attrs: str) -> None:
    if text:
        SubElement(parent, tag, attrs).text = _FORBIDDEN.sub("", text)


def _whole(seconds: float | None) -> str | None:
    return str(int(seconds)) if seconds and seconds >= 1 else None


def _one(made: Element) -> str:
    indent(made)
    return tostring(made, encoding="unicode")


def _many(items: Sequence[Element]) -> str:
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    _text(channel, "title", "Media")
    _text(channel, "link", next((link.text for one in items if (link := one.find("link")) is not None), None))
    _text(channel, "description", "Media of these articles")
    channel.extend(items)
    indent(rss)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(rss, encoding="unicode")


TARGET = Target("mrss", item, _one, _many, "application/rss+xml")
"""A channel needs a title and an address: those of the first item stand there until a site puts its own."""
