"""A still picture that stands for a player which a script puts in its place.

    <div class="video-player"><img src="https://cdn.jwplayer.com/v2/media/87mC75R1/poster.jpg"></div>
    <section class="inline-video"><a href="/video/tugs-756734"><img src="tugs.jpg"></a><h2>Tugs</h2><span>02:06</span></section>
    <div class="inline-gallery"><a href="/pictures/tugs-4711"><img src="tugs.jpg"></a></div>
    <div data-embedded-path="https://news.test/video/tugs-756734"></div>
    <div data-podcast-feed="https://cdn.test/podcasts/13-tugs/1975-episode.json"></div>

The poster's address gives the provider's item away; else the house's own video page, or the file of an episode, is the item.
"""

from __future__ import annotations

import re

from bs4.element import NavigableString, Tag

from embedkit import urls
from embedkit.identify import identify_id, identify_poster
from embedkit.models import Block
from embedkit.naming import Naming
from embedkit.page import Page, Rule, Signs, ancestors, attr, text_of, words
from embedkit.pictures import images_below, images_of, is_decoration
from embedkit.rules.common import in_rail, of_file, of_identity, seconds
from embedkit.rules.linked import is_self

NAME = "facade"
_PLAYER = Naming(r"video|player")
_BOX = Naming(
    r"(?:inline|embed\w{0,8}|in-?body|article|lead)[\w-]{0,20}video|video[\w-]{0,20}(?:player|embed|slate|inline)|videoplayer|player[\w-]{0,12}video"
)
_RAIL = Naming(r"related|recommend|playlist|carousel|rail|teaser|latest|list|grid|promo|next|hub")
_VIDEO_PAGE = re.compile(r"https?://[^/]+/(?:[^?#]*/)?(?:videos?|watch|clips?|mediathek)/[^?#]*\d{4,}", re.I)
_EPISODE = re.compile(r"(?<![a-z])episodes?(?![a-z])", re.I)
_SPOKEN = re.compile(r"podcast|audio|episode|player", re.I)
_PHOTOS = r"(?:galler(?:y|ies)|slideshow|diaporama|bildergalerie|bilderstrecke|fotostrecke|galeria)"
_GALLERY = Naming(rf"(?:inline|embed\w{{0,8}}|in-?body|lead)[\w-]{{0,12}}{_PHOTOS}|{_PHOTOS}[\w-]{{0,12}}(?:inline|embed)")
"""An editor puts it in; the teaser of a gallery in a list is only named after what it leads to."""
_GALLERY_PAGE = re.compile(
    r"https?://[^/]+/(?:[^?#]*[/-])?(?:galler(?:y|ies)|slideshows?|pictures|bildergalerien?|bilderstrecken?|fotostrecken?|diaporama|galerias?|fotogaler\w*|ss)[/-][^?#]*\w{4}",
    re.I,
)
_SOURCES = ("src", "data-src", "data-lazy-src")
_PLAYERS = frozenset(("iframe", "video", "audio", "object", "h1", "blockquote"))
_SHORT = 40
"""Characters of an attribute that may be a name."""
_CLOCK = re.compile(r"\s*(\d{1,2}:\d{2}(?::\d{2})?)\s*")
_HEADINGS = frozenset(("h2", "h3", "h4"))
_TAGS = frozenset("div section figure article span".split())
_MOST = 400
"""Characters and nodes that a player's box has at most."""


def find(tag: Tag, page: Page) -> Block | None:
    """The item for which a picture or an empty element stands."""
    if tag.name == "img":
        return _of_poster(tag, page)
    return _of_address(tag, page) or (_of_box(tag, page) if _BOX.search(words(tag)) else _of_gallery(tag, page))


def _of_poster(tag: Tag, page: Page) -> Block | None:
    source = attr(tag, *_SOURCES)
    url = page.url(source) if source.startswith(("http", "//")) else None
    known = identify_poster(url) if url else None
    if (
        known is None
        or tag.find_parent("a") is not None
        or in_rail(tag)
        or not any(_PLAYER.search(words(node)) for node in ancestors(tag, 4))
    ):
        return None
    identity = identify_id(*known, providers=page.providers)
    if identity is None or identity.kind != "video":
        return None
    images = images_of(tag, page)
    return of_identity(tag, page, identity, NAME, image=images[0] if images else None, confidence=0.8)


def _of_address(tag: Tag, page: Page) -> Block | None:
    """An element without words that names a video page or an episode's file: the house's player is put there."""
    for name, value in tag.attrs.items():
        if not (isinstance(value, str) and name.startswith("data-") and value.startswith(("http", "//", "/")) and len(value) < 1_000):
            continue
        url = page.url(value)
        if url is None:
            continue
        if url.split("?")[0].endswith((".json", ".xml")) and _EPISODE.search(url) and _SPOKEN.search(f"{name} {words(tag)}"):
            return of_file(tag, page, url, "audio", NAME, source_url=value, title=_heading(tag), confidence=0.7)
        if (
            _VIDEO_PAGE.match(url)
            and page.is_own(url)
            and not is_self(url, page)
            and not tag.get_text(strip=True)
            and not tag.find_all("a", limit=1)
        ):
            return of_file(tag, page, url, "video", NAME, source_url=value, confidence=0.7)
    return None


def _of_box(tag: Tag, page: Page) -> Block | None:
    """A box named like a player that shows a picture and leads to one video page."""
    if _RAIL.search(words(tag)) or in_rail(tag) or not _is_small(tag):
        return None
    found = {url for link in tag.find_all("a", limit=20) if (url := page.url(attr(link, "href"))) and _VIDEO_PAGE.match(url)}
    picture = next((img for img in images_below(tag) if not is_decoration(img)), None)
    if len(found) != 1 or picture is None:
        return None
    url = found.pop()
    images, clock = images_of(picture, page), next(filter(None, map(_CLOCK.fullmatch, tag.strings)), None)
    if is_self(url, page):
        return None
    return of_file(tag, page, urls.drop_tracking(url), "video", NAME, title=_heading(tag), image=images[0] if images else None,
                   duration_s=seconds(clock[1]) if clock else None, confidence=0.7)  # fmt: skip


def _of_gallery(tag: Tag, page: Page) -> Block | None:
    """A box that calls itself a gallery, shows one picture and leads to a page of pictures."""
    named = f"{words(tag)} {' '.join(v for k, v in tag.attrs.items() if k.startswith('data-') and isinstance(v, str) and len(v) < _SHORT)}".lower()
    if not _GALLERY.search(named) or in_rail(tag) or not _is_small(tag):
        return None
    found = {to for link in tag.find_all("a", limit=20) if (to := page.url(attr(link, "href"))) and _GALLERY_PAGE.match(to)}
    pictures = [img for img in images_below(tag) if not is_decoration(img) and img.find_parent("noscript") is None]
    if len(found) != 1 or len({attr(img, "src", "data-src") for img in pictures}) != 1 or is_self(url := next(iter(found)), page):
        return None
    images = images_of(pictures[0], page)
    return of_file(
        tag, page, urls.drop_tracking(url), "gallery", NAME, title=_heading(tag), image=images[0] if images else None, confidence=0.6
    )


def _is_small(tag: Tag) -> bool:
    """True for an element with few nodes, little text and no player or headline of its own. Cheap in a large one."""
    text = 0
    for number, node in enumerate(tag.descendants):
        text += len(node) if isinstance(node, NavigableString) else 0
        if text > _MOST or number > _MOST or (isinstance(node, Tag) and node.name in _PLAYERS):
            return False
    return True


def _heading(tag: Tag) -> str | None:
    """The heading in the box, or in the small box around it."""
    for node in (tag, *ancestors(tag, 3)):
        if not _is_small(node):
            return None
        heading = next((inner for inner in node.descendants if isinstance(inner, Tag) and inner.name in _HEADINGS), None)
        if heading is not None:
            return text_of(heading) or None
    return None


def _may(signs: Signs) -> bool:
    if signs.name == "img":
        return any(name in _SOURCES for name in signs.attrs)
    return _BOX.search(signs.words) or _GALLERY.search(signs.words) or any(name.startswith("data-") for name in signs.attrs)


RULE = Rule(NAME, find, _TAGS | {"img"}, _may)
