"""Elements all of whose links lead to one page: what they hold decides whether they are a line, a card or neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from bs4.element import Comment, NavigableString, Tag

from embedkit.naming import Naming
from embedkit.page import attr, holds, said, words
from embedkit.pictures import is_image
from embedkit.soup import attributes_below, holds_any

_BOX = Naming(
    r"(?<![a-z])(?:related\w*|rich-?link\w*|read-?(?:more|also|next|too)|readmore|also-?read|see-?also|more-?on|teaser|promo-?link|link-?box|inline-?(?:link|article|related|story|teaser)|recommend\w*|"
    r"(?:story|article|post|news)-?(?:card|link|teaser|embed)|linked?-?(?:article|story|items?)|further-?reading|verwandt\w*|relacionad\w*|lire-?aussi|leggi-?anche|les-?ogsa|"
    r"in-?article-?(?:link|related)|card-?link|embedded-?(?:article|story)|interstitial-?link|single-?related|mini-?teaser|readalso|see-?more)(?![a-z])"
)
_NAMING = frozenset("data-component data-type data-module data-name data-testid data-qa data-block-type data-element-type rel name".split())
_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_MEDIA = frozenset(("iframe", "video", "audio", "object", "embed", "form", "input", "h1", "figcaption"))
_NODES = 120
_LINK = ("a",)
_FIRST = 4
"""Links that are looked at before anything else is."""
_BESIDE = 300
"""Characters that a card may say beside its title."""


def is_named(tag: Tag) -> bool:
    """True where class, id or the attributes by which components are told apart say that related items follow."""
    known: bool | None = tag.__dict__.get("_names_related")
    if known is None:
        more = [attr(tag, name) for name in tag.attrs if name in _NAMING]
        known = tag.__dict__["_names_related"] = _BOX.search(words(tag) + " ".join(more).lower() if more else words(tag))
    return known


@dataclass
class Sole:
    """An element all of whose links lead to one page: its links, and what it says beside them."""

    tags: list[Tag]
    links: list[Tag] = field(default_factory=list)
    beside: str = ""
    has_picture: bool = False
    has_linked_picture: bool = False

    @cached_property
    def is_named(self) -> bool:
        return any(is_named(tag) for tag in self.tags if tag.name != "a" or tag is not self.tags[0])

    @property
    def has_heading(self) -> bool:
        return any(tag.name in _HEADINGS for tag in self.tags)


def sole_of(tag: Tag) -> Sole | None:
    """What a small element with one link's page holds; None for any other element, as soon as that is clear."""
    if not _has_sole_link(tag) or holds_any(tag, _MEDIA):
        return None
    sole, linked = Sole([tag]), set[int]()
    if tag.name == "a":
        sole.links.append(tag)
        linked.add(id(tag))
    for number, node in enumerate(tag.descendants):
        if number > _NODES:
            return None
        if isinstance(node, Tag):
            if node.name in _MEDIA or not _takes(sole, node, linked):
                return None
        elif id(node.parent) not in linked and isinstance(node, NavigableString) and not isinstance(node, Comment):
            sole.beside += node
            if len(sole.beside) > _BESIDE:
                return None
    return sole if sole.links else None


def has_link(tag: Tag) -> bool:
    """True for a link, and for an element that holds one. Cheap in a document that is walked from the top."""
    if tag.name == "a":
        return True
    known: bool | None = tag.__dict__.get("_has_link")
    if known is None:
        under = tag.parent.__dict__.get("_has_link") if tag.parent is not None else None
        known = tag.__dict__["_has_link"] = under is not False and holds(tag, _LINK)
    return known


def _has_sole_link(tag: Tag) -> bool:
    """False, at little cost, for most elements: those without a link, and those whose first links lead to different pages."""
    if not has_link(tag):
        return False
    hrefs = (said(attrs, "href") for attrs in islice(attributes_below(tag, "a"), _FIRST))
    return len(set(filter(None, hrefs))) <= 1


def _takes(sole: Sole, node: Tag, linked: set[int]) -> bool:
    """Notes an element; False for a link to a second page."""
    sole.tags.append(node)
    if node.name == "a" and attr(node, "href"):
        if sole.links and attr(sole.links[0], "href") != attr(node, "href"):
            return False
        sole.links.append(node)
        linked.add(id(node))
    elif id(node.parent) in linked:
        linked.add(id(node))
    if is_image(node):
        sole.has_picture = True
        sole.has_linked_picture = sole.has_linked_picture or id(node.parent) in linked
    return True
