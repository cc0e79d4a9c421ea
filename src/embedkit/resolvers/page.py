"""A linked page's own words: JSON-LD, OpenGraph, Twitter cards, HTML, and its oEmbed discovery link.

Consent walls, captchas and soft "not found" pages are refused as metadata.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from bs4.element import Tag

from embedkit import urls
from embedkit.encoding import scrub
from embedkit.models import Facts, Image, Problem, Source
from embedkit.resolvers import refusals
from embedkit.soup import read as read_soup

_ARTICLE = re.compile(
    r"(?:News|Blog|Report|Opinion|Analysis|Live|Satirical|Review)?(?:Article|BlogPosting|Posting)|VideoObject|WebPage|AudioObject|PodcastEpisode"
)
_READ = re.compile(
    r"og:(?:title|description|site_name|image|image:src)|twitter:(?:title|description|site_name|image|image:src)|description"
)
_NODE = ("@type", "headline", "name", "description", "author", "image", "thumbnailUrl")


class PageSays(NamedTuple):
    """What a page says: facts by source, and where its oEmbed answer is to be had."""

    facts: tuple[Facts, ...]
    oembed: str | None = None


def read(markup: str, url: str) -> PageSays | Problem:
    """The metadata of the page at `url`, best source first, or why it has none."""
    markup = scrub(markup)
    soup = read_soup(markup)
    metas = dict(_metas(soup))
    title = metas.get("og:title") or _title(soup)
    if title and (refused := refusals.of_title(title)) is not None:
        return refused
    found = [*_jsonld(soup, url), _graph(metas, "og:", "opengraph", url), _graph(metas, "twitter:", "twitter", url), _html(soup, metas)]
    facts = tuple(f for f in found if f is not None and (f.title or f.description or f.thumbnails))
    if all(f.source == "html" for f in facts) and refusals.is_challenge(markup, in_words=False):
        return "bot_wall"
    link = _discovery(markup, url)
    return PageSays(facts, link) if facts or link else "not_oembed"


def excerpt(markup: str, url: str) -> str:
    """The head of a page reduced to what `read` reads: it says the same, in a few hundred characters."""
    soup = read_soup(scrub(markup))
    metas, title, link = dict(_metas(soup)), _title(soup), _discovery(markup, url)
    parts = [f"<title>{html.escape(title, quote=False)}</title>"] if title else []
    parts += [
        f'<meta name="{name}" content="{html.escape(value)}">'
        for name, value in sorted(metas.items())
        if _READ.fullmatch(name) and not urls.expires(value)
    ]
    parts += [f'<link rel="alternate" type="application/json+oembed" href="{html.escape(link)}">'] if link else []
    for node in _article_nodes(soup):
        told = json.dumps({name: node[name] for name in _NODE if node.get(name)}, ensure_ascii=False, sort_keys=True)
        told = told.replace("<", "\\u003c")
        parts.append(f'<script type="application/ld+json">{told}</script>')
    return "\n".join(parts)


def _metas(soup: Tag) -> Iterator[tuple[str, str]]:
    for meta in reversed(soup.find_all("meta")):
        name, content = meta.get("property") or meta.get("name"), meta.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            yield name.lower(), content.strip()


def _title(soup: Tag) -> str | None:
    title = soup.find("title")
    return " ".join(title.get_text().split()) or None if isinstance(title, Tag) else None


def _graph(metas: dict[str, str], prefix: str, source: Source, url: str) -> Facts | None:
    if not any(name.startswith(prefix) for name in metas):
        return None
    image = _picture(metas.get(f"{prefix}image") or metas.get(f"{prefix}image:src"), url)
    return Facts(source=source, title=metas.get(f"{prefix}title"), description=metas.get(f"{prefix}description"), site_name=metas.get(f"{prefix}site_name"),
                 thumbnails=(Image(url=image),) if image else ())  # fmt: skip


def _html(soup: Tag, metas: dict[str, str]) -> Facts:
    return Facts(source="html", title=_title(soup), description=metas.get("description"))


def _jsonld(soup: Tag, url: str) -> Iterator[Facts]:
    return (_of_node(node, url) for node in _article_nodes(soup))


def _article_nodes(soup: Tag) -> Iterator[dict[str, Any]]:
    """The node of each JSON-LD island that describes the page."""
    for script in soup.find_all("script", attrs={"type": "application/ld+json"}):
        try:
            data = json.loads(script.string or "")
        except (ValueError, RecursionError):
            continue
        node = next((n for n in _nodes(data) if _ARTICLE.fullmatch(str(n.get("@type")))), None)
        if node is not None:
            yield node


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    for node in data if isinstance(data, list) else [data]:
        if isinstance(node, dict):
            yield node
            if isinstance(node.get("@graph"), list):
                yield from (n for n in node["@graph"] if isinstance(n, dict))


def _of_node(node: dict[str, Any], url: str) -> Facts:
    authors = node.get("author")
    people = [a.get("name") if isinstance(a, dict) else a for a in (authors if isinstance(authors, list) else [authors])]
    picture = node.get("image") or node.get("thumbnailUrl")
    first = picture[0] if isinstance(picture, list) and picture else picture
    raw = first.get("url") if isinstance(first, dict) else first
    image = _picture(raw, url)
    return Facts(source="jsonld", title=_str(node.get("headline") or node.get("name")), description=_str(node.get("description")),
                 authors=tuple(p for p in people if isinstance(p, str) and p), thumbnails=(Image(url=image),) if image else ())  # fmt: skip


def _picture(raw: object, url: str) -> str | None:
    image = urls.clean(raw, url) if isinstance(raw, str) else None
    return None if image and urls.expires(image) else image


def _str(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


_LINK = re.compile(r"<link\b[^>]{0,2000}>", re.I)
_ATTR = re.compile(r"(?<![\w-])([\w-]++)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")


def _discovery(markup: str, url: str) -> str | None:
    """The page's oEmbed link (https://oembed.com, section 4), JSON before XML."""
    found: dict[str, str] = {}
    for link in _LINK.finditer(markup[:300_000]):
        attrs = {k.lower(): next(filter(None, v), "") for k, *v in _ATTR.findall(link[0])}
        kind = attrs.get("type", "").lower()
        if "oembed" in kind and "alternate" in attrs.get("rel", "").lower():
            target = urls.clean(attrs.get("href", ""), url)
            if target:
                found.setdefault("json" if "json" in kind else "xml", target)
    return found.get("json") or found.get("xml")
