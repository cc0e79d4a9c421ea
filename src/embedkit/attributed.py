"""Captions and credits that stand in attributes of a picture and of what holds it.

<img data-caption="A bridge" data-credit="AFP">
<a data-sub-html="&lt;p&gt;A bridge&lt;/p&gt;"><img src="a.jpg"></a>
<img title="A bridge. Photo: AFP" alt="A bridge">
"""

from __future__ import annotations

import json

from bs4 import BeautifulSoup
from bs4.element import Tag

from embedkit import credits
from embedkit.models import Credit
from embedkit.page import ancestors, attr

_CAPTIONS = ("data-caption", "data-image-caption", "data-sub-html", "data-figcaption", "data-lightbox-caption", "caption")
_CREDITS = ("data-credit", "data-copyright", "data-image-credit", "data-photographer", "data-attribution", "data-image-copyright", "credit")
_LONG = 1500
"""No caption is longer (characters)."""


def from_attributes(media: Tag) -> tuple[str | None, Credit | None]:
    """The caption and the credit in attributes of a media element or of the link, figure or box around it."""
    holders = [media, *(a for a in ancestors(media, 2) if a.name in ("a", "figure", "div"))]
    caption = _plain(next(filter(None, (attr(tag, *_CAPTIONS) for tag in holders)), ""))
    credit = _plain(next(filter(None, (attr(tag, *_CREDITS) or _jetpack_credit(tag) for tag in holders)), ""))
    if not caption and not credit:
        return _from_title(media)
    return credits.split(caption, credit_text=credit or None) if caption else (None, credits.read(credit))


def _plain(markup: str) -> str:
    """The text of an attribute that may hold markup."""
    said = markup[:_LONG]
    return BeautifulSoup(said, "html.parser").get_text(" ", strip=True) if "<" in said or "&" in said else said


def _jetpack_credit(tag: Tag) -> str:
    """The credit in `data-image-meta`, where WordPress's Jetpack keeps what the camera's file said."""
    try:
        meta = json.loads(attr(tag, "data-image-meta")[:_LONG] or "{}")
    except ValueError:
        return ""
    said = (meta.get("credit") or meta.get("copyright")) if isinstance(meta, dict) else None
    return said.strip() if isinstance(said, str) else ""


def _from_title(media: Tag) -> tuple[str | None, Credit | None]:
    """A caption in `title` shows itself by its credit; of the alternative text only the credit is taken."""
    title, alt = attr(media, "title")[:_LONG], attr(media, "alt")[:_LONG]
    if credits.may_be_led(title):
        caption, credit = credits.split(title)
        if credit is not None and credits.is_led(credit.raw):
            return caption, credit
    credit = credits.split(alt)[1] if alt else None
    return None, credit if credit is not None and (credits.is_led(credit.raw) or credit.organisation) else None


__all__ = ["from_attributes"]
