"""Posts of social networks, complete from their own markup: author, text, date, permalink.

    <blockquote class="twitter-tweet"><p lang="en">TEXT</p>&mdash; Name (@h) <a href="https://x.com/h/status/ID?ref_src=…">April 25, 2024</a></blockquote>
    <blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/ID/">…</blockquote>
    <blockquote class="tiktok-embed" cite="https://www.tiktok.com/@h/video/ID" data-video-id="ID"><section>…</section></blockquote>

The permalink of an X post is its last `/status/` link; the others lead to hashtags, people and other posts. A plain quotation is none.
"""

from __future__ import annotations

import re
from datetime import datetime

from bs4.element import NavigableString, Tag

from embedkit.identify import identify, identify_id
from embedkit.models import Block, Identity
from embedkit.page import Page, Rule, attr, text_of, words
from embedkit.rules.common import moment, of_identity, of_url

NAME = "post"
_QUOTE = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|text-post-media|reddit-(?:embed-bq|card)|mastodon-embed|imgur-embed-pub|embedly-card"
)
_PERMALINK = ("data-instgrm-permalink", "data-text-post-permalink", "cite", "data-embed-url", "data-bluesky-uri", "data-href", "data-url")
_AT = re.compile(r"at://(did:[\w:.%-]{3,100})/app\.bsky\.feed\.post/([a-z0-9]{13})")
_SIGNATURE = re.compile(r"[—–-]{1,2}\s*(?P<name>[^()—–]{1,100}?)\s*\((?P<handle>@[\w.@-]{1,100})\)")
_SHARED = re.compile(
    r"(?:A post shared by|Ein von|Un post condiviso da|Une publication partagée par|Una publicación compartida (?:por|de))\s+(?P<name>.{1,80}?)\s*\((?P<handle>@[\w.]{1,60})\)"
)


def find(tag: Tag, page: Page) -> Block | list[Block] | None:
    """A post's quotation, or the element that a network's script fills."""
    if tag.name == "blockquote":
        return _quotation(tag, page)
    if tag.name == "script":
        channel = attr(tag, "data-telegram-post")
        return of_url(tag, page, f"https://t.me/{channel}", NAME) if channel else None
    named = words(tag)
    if tag.name == "div" and re.search(r" (?:fb-post|fb-video|tumblr-post) ", named):
        return of_url(tag, page, attr(tag, "data-href"), NAME, text=_text(tag))
    if tag.name == "a" and attr(tag, "data-pin-do") == "embedPin":
        return of_url(tag, page, attr(tag, "href"), NAME)
    tweet = attr(tag, "data-tweet-id")
    if tweet and (tag.name in ("iframe", "twitter-widget", "div")) and (identity := identify_id("x", tweet)) is not None:
        return of_identity(tag, page, identity, NAME)
    return None


def _quotation(tag: Tag, page: Page) -> Block | list[Block] | None:
    named = f"{words(tag)} {attr(tag, 'data-twitter', 'data-embed-type')}".lower()
    if "fb-xfbml-parse-ignore" in named:
        return []
    if not _QUOTE.search(named):
        return None
    identity = _identity(tag, named, page)
    if identity is None:
        return []
    author, published = _signature(tag)
    return of_identity(tag, page, identity, NAME, source_url=_link(tag), text=_text(tag), author=author, published_at=published, caption=None, credit=None,
                       confidence=0.98)  # fmt: skip


def _identity(tag: Tag, named: str, page: Page) -> Identity | None:
    if (at := _AT.search(attr(tag, "data-bluesky-uri"))) is not None:
        return identify(f"https://bsky.app/profile/{at[1]}/post/{at[2]}")
    if "imgur" in named and attr(tag, "data-id"):
        return identify(f"https://imgur.com/{attr(tag, 'data-id')}")
    links = [attr(a, "href") for a in tag.find_all("a")]
    ordered = [attr(tag, name) for name in _PERMALINK] + (list(reversed(links)) if "twitter" in named else links)
    found = (page.identify(page.url(link)) for link in ordered if link)
    identity = next((i for i in found if i is not None and i.kind in ("post", "video", "rich")), None)
    video = attr(tag, "data-video-id")
    return identity or (identify_id("tiktok", video) if video else None)


def _link(tag: Tag) -> str | None:
    return attr(tag, *_PERMALINK) or next((attr(a, "href") for a in reversed(tag.find_all("a")) if "/status/" in attr(a, "href")), None)


def _text(tag: Tag) -> str | None:
    """The post's own words: its paragraphs, without the signature."""
    paragraphs = [text_of(p) for p in tag.find_all("p") if not _SHARED.search(text_of(p))]
    text = " ".join(filter(None, paragraphs))
    return text if text and not re.fullmatch(r"View this post on \w+|Sieh dir diesen Beitrag .{1,30}", text) else None


def _signature(tag: Tag) -> tuple[str | None, datetime | None]:
    """Author and date from what stands after the words."""
    loose = " ".join(str(s) for s in tag.find_all(string=True) if isinstance(s, NavigableString) and s.find_parent("p") is None)
    signature = _SIGNATURE.search(" ".join(loose.split())) or _SHARED.search(text_of(tag))
    author = f"{signature['name'].strip()} ({signature['handle']})".strip() if signature else _handle(tag)
    time = tag.find("time")
    dated = [attr(time, "datetime")] if isinstance(time, Tag) else [text_of(a) for a in tag.find_all("a")[-1:]]
    return author, next(filter(None, map(moment, filter(None, dated))), None)


def _handle(tag: Tag) -> str | None:
    link = next((a for a in tag.find_all("a") if attr(a, "title").startswith("@")), None)
    return attr(link, "title") if link is not None else None


RULE = Rule(NAME, find, frozenset(("blockquote", "div", "script", "a", "iframe", "twitter-widget")))
