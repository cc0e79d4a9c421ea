"""Photos: an image an editor placed, with its caption and credit.

    <figure><img src="a.jpg" alt="A"><figcaption>A bridge. Photo: AFP</figcaption></figure>
    <div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">A bridge</p></div>
    <picture><source srcset="a-800.webp 800w"><img data-src="a.jpg"></picture>

Icons, logos, portraits of authors and counters are not photos; nor is the picture of a card that links elsewhere (the related rules see those first).
"""

from __future__ import annotations

from bs4.element import Tag

from embedkit import urls
from embedkit.captioned import surround
from embedkit.models import Block
from embedkit.page import Page, Rule, attr, text_of
from embedkit.pictures import images_of, is_decoration, is_image
from embedkit.portraits import is_portrait

NAME = "photo"
_TITLE = 12
"""Characters from which the text of a link can be a title."""
_ITEM = 800
"""Characters of an item in a list of teasers, at most."""


def find(tag: Tag, page: Page) -> Block | None:
    """The photo that an image element shows, its wrapper as span."""
    if not is_image(tag) or is_decoration(tag) or is_portrait(tag):
        return None
    images = images_of(tag, page)
    if not images:
        return None
    around = surround(tag, page)
    if _is_card(tag, around.wrapper):
        return None
    page.claim(around.wrapper)
    if around.beside is not None:
        page.claim(around.beside)
    return Block(kind="photo", rule=NAME, span=around.span, image=images[0], images=images, alt=attr(tag, "alt") or None,
                      caption=around.caption, credit=around.credit, confidence=0.9 if around.caption else 0.6)  # fmt: skip


def _is_card(tag: Tag, wrapper: Tag) -> bool:
    """True for the picture of a teaser: it and a title beside it link to one page, or others like it stand beside it."""
    link = tag.find_parent("a")
    href = attr(link, "href") if isinstance(link, Tag) else ""
    if not href:
        return _repeats_its_link(wrapper)
    if href.startswith("#") or urls.media_kind(href) == "image":
        return False
    around = wrapper if _inside(link, wrapper) else link
    if around is None:
        return False
    if link is not None and _has_linked_title(link, href):
        return True
    if len({attr(a, "href") for a in around.find_all("a") if a.find(("img", "picture")) is not None}) > 1:
        return True
    titles = [
        a for a in (around, *around.find_all("a")) if a.name == "a" and attr(a, "href") == href and a.find_parent("figcaption") is None
    ]
    return any(len(text_of(a)) >= _TITLE and a.find("figcaption") is None for a in titles) or around.find(("h2", "h3", "h4")) is not None


def _repeats_its_link(wrapper: Tag) -> bool:
    """True for a teaser whose link lies over all of it: the title is printed, and said once more in the link."""
    if wrapper.name == "figure":
        return False
    said = [text_of(a) for a in wrapper.find_all("a") if attr(a, "href").startswith(("/", "http"))]
    return any(len(title) >= _TITLE and text_of(wrapper).count(title) > 1 for title in said)


def _has_linked_title(link: Tag, href: str) -> bool:
    """True when a heading beside a picture, in the same item of a list, links to the page that the picture links to."""
    item = link.find_parent(("article", "li"))
    if item is None or len(text_of(item)) > _ITEM:
        return False
    return any(a.find_parent(("h2", "h3", "h4", "h5")) is not None and attr(a, "href") == href for a in item.find_all("a"))


def _inside(link: Tag | None, wrapper: Tag) -> bool:
    return link is wrapper or (link is not None and wrapper in link.parents)


RULE = Rule(NAME, find, frozenset(("img", "picture", "*-*")))
