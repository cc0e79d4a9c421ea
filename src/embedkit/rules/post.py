"""Posts of social networks, complete from their own markup: author, text, date, permalink.

    <blockquote class="twitter-tweet"><p lang="en">TEXT</p>&mdash; Name (@h) <a href="https://x.com/h/status/ID?ref_src=…">April 25, 2024</a></blockquote>
    <blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/ID/">…</blockquote>
    <blockquote class="tiktok-embed" cite="https://www.tiktok.com/@h/video/ID" data-video-id="ID"><section>…</section></blockquote>
    <div class="fb-post" data-href="https://www.facebook.com/NAME/posts/ID"><blockquote class="fb-xfbml-parse-ignore">…</blockquote></div>

The permalink of an X post is its last `/status/` link; the others lead to hashtags, people and other posts. A plain quotation is none.
"""

from __future__ import annotations

import re

from bs4.element import Tag

from embedkit.identify import identify, identify_id
from embedkit.models import Block, Identity
from embedkit.naming import Naming
from embedkit.page import Page, Rule, Signs, attr, text_of, words
from embedkit.rules.common import of_identity, of_url
from embedkit.rules.post_words import read

NAME = "post"
_QUOTE = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|text-post-media|reddit-(?:embed-bq|card)|mastodon-embed|truthsocial-embed|imgur-embed-pub"
)
_FILLED = Naming(r" (?:fb-post|fb-video|tumblr-post) ")
_NAMED = Naming(r" (?:fb-post|fb-video|tumblr-post) |embedly-card")
_ATTRIBUTES = frozenset(("data-telegram-post", "data-pin-do", "data-tweet-id"))
_PERMALINK = ("data-instgrm-permalink", "data-text-post-permalink", "cite", "data-embed-url", "data-bluesky-uri", "data-href", "data-url")
_AT = re.compile(r"at://(did:[\w:.%-]{3,100})/app\.bsky\.feed\.post/([a-z0-9]{13})")
_STATUS = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/[^/?#]{1,40}/status(?:es)?/\d")
_DASH = re.compile(r"\s*[—–-]")


def find(tag: Tag, page: Page) -> Block | list[Block] | None:
    """A post's quotation, or the element that a network's script fills."""
    if tag.name == "blockquote":
        return _quotation(tag, page)
    if tag.name == "script":
        channel = attr(tag, "data-telegram-post")
        return of_url(tag, page, f"https://t.me/{channel}", NAME) if channel else None
    if tag.name == "a":
        return _link(tag, page)
    if tag.name == "div" and _FILLED.search(words(tag)):
        return _filled(tag, page)
    tweet = attr(tag, "data-tweet-id")
    identity = identify_id("x", tweet) if tweet else None
    return of_identity(tag, page, identity, NAME) if identity is not None else None


def _link(tag: Tag, page: Page) -> Block | None:
    if attr(tag, "data-pin-do") == "embedPin":
        return of_url(tag, page, attr(tag, "href"), NAME)
    return _card(tag, tag, page) if "embedly-card" in words(tag) else None


def _filled(tag: Tag, page: Page) -> Block | None:
    """What the script of Facebook or Tumblr fills: the address is an attribute, or the link for readers without script."""
    inside = tag.find("a")
    addresses = (attr(tag, "data-href"), attr(inside, "href") if isinstance(inside, Tag) else "")
    said = read(tag)._asdict()
    return next(filter(None, (of_url(tag, page, url, NAME, **said) for url in addresses if url)), None)


def _quotation(tag: Tag, page: Page) -> Block | list[Block] | None:
    named = f"{words(tag)} {attr(tag, 'data-twitter', 'data-embed-type')}".lower()
    if "fb-xfbml-parse-ignore" in named:
        return []
    if "embedly-card" in named:
        return _card(tag, tag.find("a"), page) or []
    if not _QUOTE.search(named):
        if not _is_signed(tag):
            return None
        named = "twitter"
    identity, source = _identity(tag, named, page)
    if identity is None:
        return []
    said = read(tag, source)._asdict()
    return of_identity(tag, page, identity, NAME, source_url=source, confidence=0.98, **said)


def _is_signed(tag: Tag) -> bool:
    """True for an X post that lost its class: it ends with "— Name (@h) link to the post"."""
    last = _last(tag)
    if last is not None and last.name == "p" and _DASH.match(last.get_text()):
        last = _last(last)
    return last is not None and last.name == "a" and _STATUS.match(attr(last, "href")) is not None and "(@" in text_of(tag)


def _last(tag: Tag) -> Tag | None:
    return next((child for child in reversed(tag.contents) if isinstance(child, Tag)), None)


def _identity(tag: Tag, named: str, page: Page) -> tuple[Identity | None, str | None]:
    """What the quotation is, and the address that told it."""
    if (at := _AT.search(attr(tag, "data-bluesky-uri"))) is not None:
        url = f"https://bsky.app/profile/{at[1]}/post/{at[2]}"
        return identify(url), url
    if "imgur" in named and attr(tag, "data-id"):
        url = f"https://imgur.com/{attr(tag, 'data-id')}"
        return identify(url), url
    links = [attr(a, "href") for a in tag.find_all("a")]
    ordered = [attr(tag, name) for name in _PERMALINK] + (list(reversed(links)) if "twitter" in named else links)
    for link in filter(None, ordered):
        identity = page.identify(page.url(link))
        if identity is not None and identity.kind in ("post", "video", "rich"):
            return identity, link
    video, tweet = attr(tag, "data-video-id"), attr(tag, "data-tweet-id")
    return (identify_id("tiktok", video) if video else identify_id("x", tweet) if tweet else None), None


def _card(tag: Tag, link: Tag | None, page: Page) -> Block | None:
    """Embedly's card of any page: a provider's item, or a related article."""
    href = attr(link, "href") if link is not None else ""
    url = page.url(href)
    if url is None or link is None:
        return None
    known = of_url(tag, page, href, NAME)
    if known is not None:
        return known
    return page.block(
        tag, "article", NAME, role="related", url=url, source_url=href, title=text_of(link) or None, text=read(tag).text, confidence=0.9
    )


def _may(signs: Signs) -> bool:
    return signs.name == "blockquote" or not _ATTRIBUTES.isdisjoint(signs.attrs) or _NAMED.search(signs.words)


RULE = Rule(NAME, find, frozenset(("blockquote", "div", "script", "a", "iframe", "twitter-widget")), _may)
