"""The caption and credit that belong to a piece of media, and the wrapper that holds them together.

Captions stand in `figcaption` (63 % of news photos), in elements named like captions, in plain elements beside the image, in
attributes. The wrapper is the outermost element around the media that holds nothing but it, its caption and its credit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bs4.element import Tag

from embedkit import credits, urls
from embedkit.attributed import from_attributes
from embedkit.credited import closing_credit, is_byline, signed
from embedkit.models import Credit, Span
from embedkit.naming import Naming
from embedkit.page import Page, ancestors, attr, following, is_large, text_of, words
from embedkit.pictures import images_of, is_decoration, is_image
from embedkit.soup import span_of

_CAPTION = Naming(
    r"caption|legend|cutline|bildunter|bildtext|subtitle|(?<![a-z])descri(?:ption|be)|image-?text|img-?text|photo-?text|leyenda|epigraphe?|"
    r"didascalia|pie-?(?:de-?)?foto|zoom-?text|ima?ge?-info|media__text|asset__text"
)
_CREDIT = Naming(
    r"credit|copyright|(?<![a-z])source|author|photographer|distributor|(?<![a-z])rights|fotograf|bildquelle|byline|attribution|"
    r"(?<![a-z])autor|agency|quelle|photo-?by|kreditering"
)
_MEDIA = ("img", "amp-img", "iframe", "video", "audio", "amp-video", "picture", "blockquote", "object", "embed")
_HEAVY = ("h1", "h2", "h3", "table", "form", "ul", "article", "blockquote")
_MEDIA_NAMES, _HEAVY_NAMES = frozenset(_MEDIA), frozenset(_HEAVY)
_PLAIN = ("p", "div", "span", "small", "em", "cite", "dd", "i", "figcaption")
_PARAGRAPH = 60
"""Characters from which a paragraph beside media may be the story's."""
_LONG = 1500
"""No caption is longer (characters); what holds more text is not a media wrapper."""
_COPIES = 24
"""Media elements in a wrapper at most: one picture in its copies for scripts, screens and readers without either."""
_NODES = 500
"""Elements of a media element that are looked through for captions and credits."""


@dataclass(frozen=True, slots=True)
class Surround:
    """The wrapper of a media element, the caption and credit found in it, and where all of it stands in the source."""

    wrapper: Tag
    span: Span | None
    caption: str | None = None
    credit: Credit | None = None
    beside: Tag | None = None
    """A caption element that stands next to the wrapper."""


def surround(tag: Tag, page: Page) -> Surround:
    """Finds the wrapper of a media element, and in or next to it the caption and the credit."""
    known: Surround | None = tag.__dict__.get("_surround")
    if known is None:
        known = tag.__dict__["_surround"] = _find_surround(tag, page)
    return known


def _find_surround(tag: Tag, page: Page) -> Surround:
    wrapper = wrapper_of(tag, page)
    caption, credit = _read(wrapper, tag, page)
    around = Surround(wrapper, span_of(wrapper), caption, credit)
    if caption:
        return around
    named = _with_sibling(around, tag)
    return named if named.caption or named.credit or not is_image(tag) else _with_signed(named)


def wrapper_of(tag: Tag, page: Page) -> Tag:
    """The outermost element around `tag` that holds no other media and little text; `tag` itself where there is none."""
    best = tag
    for node in ancestors(tag, 7):
        if node.name in ("body", "head", "html", "main", "td", "li") or (node.name == "article" and not _named(node)):
            break
        if is_large(node) or _foreign(node, tag, page):
            break
        best = node
    return best


def _inside(node: Tag) -> list[Tag]:
    """The elements below one, of a large one the first."""
    found: list[Tag] = node.find_all(True, limit=_NODES)
    return found


def _with_sibling(around: Surround, media: Tag) -> Surround:
    """The same, with the caption that stands in the element after the wrapper (a loose `figcaption`, a caption paragraph)."""
    holder = around.wrapper
    row = holder.find_parent("tr") if isinstance(holder.parent, Tag) and holder.parent.name == "td" else None
    sibling = _next_element(row or holder)
    if (
        sibling is None
        or is_large(sibling)
        or not (
            sibling.name == "figcaption"
            or _CAPTION.search(_own_words(sibling))
            or (row is not None and any(_CAPTION.search(words(t)) for t in _inside(sibling)))
        )
        or sibling.find(_MEDIA)
    ):
        return around
    credit_tag = _credit_tag(sibling)
    credit = text_of(credit_tag) or (around.credit.raw if around.credit else None)
    caption, found = credits.split(text_of(sibling, without=credit_tag), credit_text=credit, alt=attr(media, "alt") or None)
    if not caption or len(caption) > _LONG:
        return around
    end = span_of(sibling)
    span = (around.span[0], end[1]) if around.span and end and row is None else around.span
    return replace(around, caption=caption, credit=found or around.credit, span=span, beside=sibling)


def _with_signed(around: Surround) -> Surround:
    """The same, with the caption after the wrapper that only a credit shows to be one."""
    found = signed(around.wrapper.find_next_siblings(True, limit=2))
    if found is None:
        return around
    caption, credit, last = found
    end = span_of(last)
    return replace(
        around, caption=caption, credit=credit, span=(around.span[0], end[1]) if around.span and end else around.span, beside=last
    )


def _next_element(tag: Tag) -> Tag | None:
    """The element right behind one, over scripts and line breaks, of which a few may stand between."""
    return next((node for node in following(tag) if node.name not in ("noscript", "script", "br")), None)


def _read(wrapper: Tag, media: Tag, page: Page) -> tuple[str | None, Credit | None]:
    """The caption and credit in a wrapper, parted from each other."""
    beside = _captions(wrapper, media) if wrapper is not media or media.name == "figure" else []
    credit_tag = _credit_tag(wrapper) or _credit_only(wrapper, media) or closing_credit(wrapper, beside)
    captions = [t for t in beside if t is not credit_tag]
    credit = text_of(credit_tag) or None
    text = " ".join(dict.fromkeys(filter(None, (text_of(tag, without=credit_tag) for tag in captions)))) or None
    if text is not None and credit and not re.search(r"\w", text):
        text, credit = None, text_of(captions[0])
    if text and credit and text[0] in "/|,·" and credits.is_chain(text[1:].strip()):
        text, credit = None, f"{credit}{text}"
    if text is None and credit is None:
        return from_attributes(media)
    alt = attr(media, "alt")
    if text is None or (credit is None and _names_a_source(text, alt)):
        return None, credits.read(credit or text or "")
    caption, found = credits.split(text, credit_text=credit, alt=alt or None)
    return caption, found or _source_beside(wrapper, captions, alt)


def _credit_only(wrapper: Tag, media: Tag) -> Tag | None:
    """Of two plain elements beside a picture, the one that is nothing but a credit ("Foto: Ane Skog")."""
    beside = _captions(wrapper, media) if wrapper is not media else []
    if len(beside) < 2:
        return None
    return next((t for t in beside if credits.is_credit(text_of(t))), None)


def _source_beside(wrapper: Tag, captions: list[Tag], alt: str) -> Credit | None:
    """The credit in a plain element apart from the caption: a short text that names an agency, or with which the alternative text begins."""
    for tag in wrapper.find_all(_PLAIN):
        if (
            tag not in captions
            and not any(caption in tag.parents or tag in caption.parents for caption in captions)
            and _is_beside(tag)
            and (_names_a_source(text := text_of(tag), alt) or credits.is_credit(text))
        ):
            return credits.read(text)
    return None


def _names_a_source(text: str, alt: str) -> bool:
    if len(text) > 60:
        return False
    said = credits.read(text)
    named = len(said.organisation or "") + sum(map(len, said.creators))
    return (said.organisation is not None and named >= 0.7 * len(said.line or text)) or (
        len(text) <= 30 and len(alt) > len(text) + 10 and alt.startswith(f"{text} ")
    )


def _captions(wrapper: Tag, media: Tag) -> list[Tag]:
    found = [t for t in wrapper.find_all(("figcaption", "amp-fit-text")) if text_of(t)]
    if found:
        return found[:1] if len({text_of(t) for t in found}) == 1 else found[:2]
    named = [t for t in _inside(wrapper) if _is_named_caption(t) and t.name not in _MEDIA and t.find(_MEDIA) is None and text_of(t)]
    if named or not is_image(media):
        return named[:1]
    return [t for t in wrapper.find_all(_PLAIN) if _is_beside(t)][:2]


def _is_named_caption(tag: Tag) -> bool:
    """Named like a caption, or the title of an hMedia (microformats.org/wiki/hmedia)."""
    return _CAPTION.search(_own_words(tag)) or (" fn " in words(tag) and any(" hmedia " in words(parent) for parent in ancestors(tag, 3)))


def _is_beside(tag: Tag) -> bool:
    """A plain element beside the media with words of its own, neither a link nor a button nor a heading."""
    if tag.find(_MEDIA) is not None or tag.find(_PLAIN[:2]) is not None or tag.find_parent(("a", "button")) is not None:
        return False
    link = tag.find("a")
    return len(text := text_of(tag)) >= 3 and not (isinstance(link, Tag) and text_of(link) == text)


def _credit_tag(wrapper: Tag) -> Tag | None:
    """The innermost element that is named like a credit and has a short text."""
    for tag in _inside(wrapper):
        if (
            tag.name in _MEDIA
            or tag.name == "figcaption"
            or is_byline(tag)
            or not _CREDIT.search(_own_words(tag))
            or not 1 < len(text_of(tag)) <= 200
        ):
            continue
        if _CAPTION.search(_own_words(tag)):
            inner = next((t for t in _inside(tag) if _CREDIT.search(_own_words(t)) and len(text_of(t)) > 1), None)
            return inner or tag
        return tag
    return None


def _own_words(tag: Tag) -> str:
    known: str | None = tag.__dict__.get("_own_words")
    if known is None:
        more = f"{attr(tag, 'itemprop')} {attr(tag, 'data-testid', 'data-qa', 'data-component')}".lower() if tag.attrs else ""
        known = tag.__dict__["_own_words"] = f"{words(tag)} {more}"
    return known


def _named(tag: Tag) -> bool:
    return bool(re.search(r"image|photo|picture|media|figure|gallery|video|embed", words(tag)))


def _foreign(node: Tag, tag: Tag, page: Page) -> bool:
    """True when an element holds more than the media and what belongs to it."""
    others: list[Tag] = node.find_all(_MEDIA, limit=_COPIES + 1)
    if len(others) > _COPIES:
        return True
    if node.name != "figure" and tag.name not in _HEAVY_NAMES:
        heavy = (inner for inner in node.find_all(_HEAVY) if inner.name not in _MEDIA_NAMES)
        if any(inner.find_parent("figcaption") is None for inner in heavy):
            return True
    own = _key(tag, page)
    for other in others:
        if other is tag or other in tag.parents or tag in other.parents or other.find_parent("picture") is not None:
            continue
        if is_image(other) and (is_decoration(other) or _key(other, page) in (None, own)):
            continue
        return True
    return len(node.get_text()) > _LONG or _paragraphs(node, tag) > (1 if is_image(tag) else 0)


def _paragraphs(node: Tag, media: Tag) -> int:
    """Paragraphs of the story in an element: they are never part of a wrapper (a picture's caption may be one)."""
    return sum(
        len(p.get_text()) >= _PARAGRAPH
        and media not in p.parents
        and p.find_parent("figcaption") is None
        and not _CAPTION.search(_own_words(p))
        for p in node.find_all(("p", "li"))
    )


def _key(tag: Tag, page: Page) -> str | None:
    images = images_of(tag, page) if is_image(tag) else ()
    return urls.image_key(images[0].url) if images else None
