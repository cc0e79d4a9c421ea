"""The words of a post's markup: what it says, who wrote it and when."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from bs4.element import Tag

from embedkit.page import attr, text_of
from embedkit.rules.dates import moment

_HANDLE = r"\(\s*(?P<handle>@[\w.@-]{1,100})\s*\)"
_SIGNATURE = re.compile(rf"(?:^|\s)[—–-]{{1,2}}\s?(?P<name>[^—–]{{1,100}}?)\s?{_HANDLE}")
_BEFORE = re.compile(rf"^\W*(?P<name>[^—–()]{{1,60}}?)\s?{_HANDLE}")
_SHARED = re.compile(
    r"(?:A post shared by|Ein (?:von|Beitrag geteilt von)|Un post condiviso da|Une publication partagée par|Una publicación compartida (?:por|de)|Uma publicação (?:com)?partilhada por)"
    rf"\s+(?P<name>.{{1,80}}?)\s?{_HANDLE}"
)
_POST_BY = re.compile(r"Post by\s+(?P<name>)(?P<handle>@[\w.@-]{1,100})")
_POSTED_BY = re.compile(r"(?:Posted by|Gepostet von|Publiée par|Publicada por|Pubblicato da)\s+(?P<name>.{1,80}?)\s+(?:on|am|le|en|su)\s")
_EMPTY = re.compile(r"View (?:this post )?on \w+|Sieh dir diesen Beitrag .{1,30}|\W*")
_HOST_HANDLE = re.compile(r"(?:threads\.(?:net|com)|tiktok\.com|truthsocial\.com)/(@[\w.-]{1,60})/")


class Words(NamedTuple):
    """What a post's markup says; `published_at` is aware."""

    title: str | None
    text: str | None
    author: str | None
    published_at: datetime | None


def read(tag: Tag, permalink: str | None = None) -> Words:
    """The words of the post that `tag` quotes; `permalink` may name its author too."""
    paragraphs = [p for p in tag.find_all("p") if not _is_signature(p)]
    said = " ".join(filter(None, map(text_of, paragraphs)))
    whole = text_of(tag)
    rest = whole.replace(said, " ", 1) if said else whole
    return Words(_title(tag), said if not _EMPTY.fullmatch(said) else None, _author(tag, rest, permalink), _published(tag))


def _is_signature(paragraph: Tag) -> bool:
    text = text_of(paragraph)
    return bool(_SHARED.search(text) or _POST_BY.search(text) or (text[:1] in "—–" and "(@" in text))


def _author(tag: Tag, rest: str, permalink: str | None) -> str | None:
    found = next(filter(None, (shape.search(rest) for shape in (_SIGNATURE, _SHARED, _POST_BY, _BEFORE))), None)
    if found is not None:
        return f"{found['name'].strip()} ({found['handle']})" if found["name"] else found["handle"]
    if (posted := _POSTED_BY.search(rest)) is not None:
        return posted["name"].strip()
    for link in tag.find_all("a", limit=20):
        if attr(link, "title").startswith("@"):
            return attr(link, "title")
        if "/user/" in attr(link, "href") and text_of(link).startswith("u/"):
            return text_of(link)
    handle = _HOST_HANDLE.search(permalink or "")
    return handle[1] if handle else None


def _published(tag: Tag) -> datetime | None:
    time = tag.find("time")
    if isinstance(time, Tag) and (found := moment(attr(time, "datetime"))) is not None:
        return found
    last = tag.find_all("a")[-1:]
    return moment(text_of(last[0])) if last else None


def _title(tag: Tag) -> str | None:
    """The title of a post that has one: on Reddit and Imgur the first link is it."""
    if not re.search(r"reddit-|imgur-", " ".join(tag.get("class") or ())):
        return None
    link = tag.find("a")
    title = text_of(link) if isinstance(link, Tag) else ""
    return title if title and not title.startswith(("http", "u/", "r/")) else None
