"""Galleries: one block of three photos or more, each with its own caption and credit.

    <figure class="wp-block-gallery"><figure><img src="1.jpg"><figcaption>One</figcaption></figure> … ×3</figure>
    <ul class="gallery"><li><img src="1.jpg">…</li>…</ul>
    <amp-carousel><amp-img src="1.jpg"></amp-img>…</amp-carousel>

Two photos are two photos, and so is a run of single figures.
"""

from __future__ import annotations

from itertools import takewhile

from bs4.element import Tag

from embedkit import urls
from embedkit.captioned import surround
from embedkit.models import Block, Photo
from embedkit.naming import Naming
from embedkit.page import Page, Rule, Signs, attr, text_of, words
from embedkit.pictures import images_below, images_of, is_decoration

NAME = "gallery"
_NAMED = Naming(
    r"galler|carousel|slideshow|slider|swiper|diaporama|bildergalerie|bilderstrecke|galeria|fotostrecke|photo-?set|image-?set|lightbox|tiled"
)
_ASIDE = Naming(r"(?<![a-z])(?:newsletter|advert(?:isement)?|sponsor(?:ed)?|promo|sign-?up|subscribe|recirc(?:ulation)?)(?![a-z])")
_TAGS = frozenset(("div", "ul", "section", "figure", "amp-carousel", "aside", "ol"))
_FEWEST = 3


def find(tag: Tag, page: Page) -> Block | None:
    """The gallery that a container named like one holds."""
    if tag.name != "amp-carousel" and not _NAMED.search(words(tag) if tag.name in _TAGS else f"{tag.name} {words(tag)}"):
        return None
    if sum(1 for _ in images_below(tag)) < _FEWEST or tag.find(("iframe", "video", "blockquote", "h1")) is not None:
        return None
    photos = _photos(tag, page)
    if len(photos) < _FEWEST or _cards(tag) > len(photos) // 2:
        return None
    return page.block(tag, "gallery", NAME, items=tuple(photos), title=_title(tag), image=photos[0].image, confidence=0.8)


def _photos(tag: Tag, page: Page) -> list[Photo]:
    found: dict[str, Photo] = {}
    for img in images_below(tag):
        images = () if is_decoration(img) or _is_aside(img, tag) else images_of(img, page)
        if not images or len(found) >= 500:
            continue
        around = surround(img, page)
        photo = Photo(image=images[0], images=images, caption=around.caption, credit=around.credit, alt=attr(img, "alt") or None)
        key = urls.image_key(images[0].url)
        if key not in found or (photo.caption and not found[key].caption):
            found[key] = photo
    return list(found.values())


def _is_aside(img: Tag, gallery: Tag) -> bool:
    """True for a picture of an advert or a newsletter's box between the photos."""
    return any(_ASIDE.search(words(node)) for node in takewhile(lambda node: node is not gallery, img.parents))


def _cards(tag: Tag) -> int:
    """Links with a headline: a carousel of teasers is not a gallery."""
    return sum(1 for link in tag.find_all("a") if link.find(("h2", "h3", "h4")) is not None or len(text_of(link)) > 25)


def _title(tag: Tag) -> str | None:
    heading = tag.find(("h2", "h3", "h4"))
    return text_of(heading) or None if isinstance(heading, Tag) else None


def _may(signs: Signs) -> bool:
    return signs.name == "amp-carousel" or _NAMED.search(signs.words)


RULE = Rule(NAME, find, _TAGS, _may)
