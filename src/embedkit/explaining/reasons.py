"""Why something that looks like media is no block, in a word and in a sentence."""

from __future__ import annotations

from typing import NamedTuple

from bs4.element import Tag

from embedkit.explaining.looks import address_of
from embedkit.explaining.model import Reason
from embedkit.explaining.places import selector
from embedkit.naming import Naming
from embedkit.page import Page, attr, pixels, text_of, words
from embedkit.pictures import images_of, is_decoration, is_image
from embedkit.providers.hosts import Category, category
from embedkit.rules.iframe import HIGH, height_of, is_hidden
from embedkit.scope import Scope
from embedkit.soup import key_of


class Why(NamedTuple):
    """A reason in a word and in a sentence."""

    reason: Reason
    words: str


_ARTICLE = 400
"""Characters of prose from which another `article` of a page is one of its own."""
_HOSTS: dict[Category, Why] = {
    "ad": Why("advert", "its address is that of an advert"),
    "tracker": Why("tracker", "its address is that of a tracker or counter"),
    "consent": Why("consent", "its address is that of a consent manager"),
    "comments": Why("comments", "its address is that of a comment service"),
    "share": Why("share", "its address is that of a share or follow button"),
    "auth": Why("auth", "its address is that of a log-in or captcha"),
    "affiliate": Why("affiliate", "its address is that of a shop's partner programme"),
    "recommendation": Why("recommendation", "its address is that of a recommendation service"),
    "newsletter": Why("newsletter", "its address is that of a newsletter form"),
    "widget": Why("widget", "its address is that of a service widget (weather, search, scores)"),
    "read_aloud": Why("read_aloud", "it reads the article aloud"),
    "promo": Why("promo", "its address is that of a player that promotes other videos"),
    "poll_auto": Why("poll_auto", "its address is that of polls that a service inserts by itself"),
}
_NAMED: tuple[tuple[Naming, Reason], ...] = (
    (Naming(r"outbrain|taboola|recommend|recirc|trending|most-?read|popular|up-?next|read-?next|more-|related-?(?:posts|articles|stories)|latest"), "recommendation"),
    (Naming(r"advert|(?<![a-z])ads?(?![a-z])|sponsor|promo"), "advert"),
    (Naming(r"comment|disqus"), "comments"),
    (Naming(r"share|sharing|social"), "share"),
    (Naming(r"newsletter|subscribe|signup"), "newsletter"),
    (Naming(r"cookie|consent"), "consent"),
)  # fmt: skip
"""What the name of a box of the site's chrome says of its purpose."""
_AMP: dict[str, Why] = {
    "amp-analytics": Why("tracker", "it counts readers"),
    "amp-pixel": Why("tracker", "it counts readers"),
    "amp-consent": Why("consent", "it asks for consent"),
    "amp-social-share": Why("share", "it is a share button"),
    "amp-sidebar": Why("chrome", "it is the site's menu"),
    "amp-list": Why("recommendation", "it lists other pages"),
    "amp-next-page": Why("second_article", "it loads the next article"),
    "amp-connatix-player": Why("promo", "it is a player that promotes other videos"),
}


IN_SENTENCE = Why("sentence_link", "it is a link inside a sentence; a paragraph that is nothing but the address is an embed")


def of_host(address: str | None) -> Why | None:
    """What the host of an address gives away."""
    found = category(address) if address else None
    return _HOSTS[found] if found is not None else None


def of_left_out(tag: Tag, page: Page, rule: str) -> Why:
    """Why a rule recognised an element and took nothing from it."""
    if tag.name in _AMP or tag.name.startswith("amp-"):
        return _AMP.get(tag.name, Why("advert", "it is an element for adverts"))
    address = address_of(tag, page)
    if attr(tag, "srcdoc"):
        return Why("no_address", "its document is written into it (srcdoc), as adverts are; nothing tells of an item")
    if (told := of_host(address)) is not None:
        return told
    if tag.name in ("iframe", "embed", "object"):
        return _frame(tag, address)
    if tag.name == "audio":
        return Why("read_aloud", "it has no file of its own: a script reads the article aloud")
    if " wp-embedded-content " in words(tag) or "fb-xfbml-parse-ignore" in words(tag):
        return Why("duplicate", "it is the second half of an embed that is told by the element beside it")
    if tag.name == "blockquote":
        return Why("no_address", "none of its links leads to the post that it quotes")
    return Why("left_out", f"the rule {rule} knows it as nothing that an editor placed")


def _frame(tag: Tag, address: str | None) -> Why:
    if is_hidden(tag):
        return Why("hidden", "it is hidden, or of no size")
    if address is None or not address.startswith("http"):
        return Why("no_address", "it has no address: a script fills it in, and nothing beside it tells with what")
    high = height_of(tag)
    if high is not None and high < HIGH:
        return Why("small", f"no provider is known by its address, and it is {high} pixels high: below {HIGH} that is furniture")
    return Why("not_understood", "no provider is known by its address, which has no word for what it shows, and it states no height")


def of_place(tag: Tag, scope: Scope, *, related: bool = False) -> Why | None:
    """Why the place of an element is not the story's; None for one in the body or the lead."""
    chrome = scope.chrome_around(tag)
    if chrome is not None:
        return of_chrome(words(chrome), selector(chrome.name, chrome.attrs))
    if scope.role(tag) == "aside":
        return _outside(tag, scope)
    return (
        Why("not_between_paragraphs", "a related item stands between paragraphs of the story or right behind its last; this one does not")
        if related
        else None
    )


def of_chrome(named: str, shown: str) -> Why:
    """What a box of the site's chrome is there for, by its name."""
    reason: Reason = next((reason for naming, reason in _NAMED if naming.search(named)), "chrome")
    return Why(reason, f"it stands in {shown}, which by its name is part of the site, not of the story")


def _outside(tag: Tag, scope: Scope) -> Why:
    other = next((node for node in tag.parents if node.name == "article" and key_of(node) not in scope.story.path), None)
    body = scope.body
    if other is not None and other is not body and scope.story.weight.get(key_of(other), 0) >= _ARTICLE:
        return Why("second_article", f"it stands in {selector(other.name, other.attrs)}, another article of the page")
    where = f"the body ({selector(body.name, body.attrs)})" if body is not None else "the body"
    return Why("outside_story", f"it stands outside {where} and not between headline and body")


def of_icon(tag: Tag) -> Why | None:
    """Why a picture is too small to be a photo, or no photo by its name; None for any other element."""
    if not is_image(tag) or not is_decoration(tag):
        return None
    width, height = pixels(tag.get("width")), pixels(tag.get("height"))
    size = f" ({width or '?'} x {height or '?'} pixels)" if width or height else ""
    return Why("icon", f"its size, name or file is that of an icon, logo or counter{size}")


def of_picture(tag: Tag, page: Page) -> Why | None:
    """Why a picture is no photo; None for another element."""
    if not is_image(tag):
        return None
    if not images_of(tag, page):
        return Why("no_address", "it has no picture's address, only a placeholder or none")
    link = tag.find_parent("a")
    if isinstance(link, Tag):
        return Why("card_picture", f"it belongs to a card that links to {attr(link, 'href')[:80]!r}")
    return None


def of_link(tag: Tag) -> Why | None:
    """Why a link to an item is no embed; None for another element."""
    if tag.name != "a":
        return None
    line = tag.find_parent(("p", "li", "div", "blockquote", "figcaption", "td"))
    if isinstance(line, Tag) and text_of(line) != text_of(tag):
        return IN_SENTENCE
    return Why("worded_link", "it is a link with words of its own; a paragraph that is nothing but the address is an embed")


def of_other(tag: Tag) -> Why:
    """What remains."""
    if tag.name in ("video", "audio", "amp-video", "amp-audio"):
        return Why("no_address", "it has neither file nor stream nor an id that a rule knows: a script fills it in")
    if tag.name == "blockquote":
        return Why("no_address", "none of its links leads to the post that it quotes")
    return Why("not_understood", "no rule knows it: neither a provider's word nor the form of an id or address tells what it plays")


__all__ = ["IN_SENTENCE", "Why", "of_chrome", "of_host", "of_icon", "of_left_out", "of_link", "of_other", "of_picture", "of_place"]
