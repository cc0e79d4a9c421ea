"""What several rules share: from a URL or an id in the markup to a block with its caption and its wrapper as span."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from bs4.element import Tag

from embedkit import urls
from embedkit.captioned import surround
from embedkit.durations import seconds as seconds
from embedkit.identify import identify, identify_id
from embedkit.models import Block, Identity, Kind
from embedkit.naming import Naming
from embedkit.page import Page, ancestors, attr, words

_GENERIC_TITLE = re.compile(
    r"(?:youtube|vimeo|dailymotion|embedded|video|audio|spotify|x|twitter)?[\s-]*(?:video )?(?:player|embed(?:ded)?(?: (?:post|content))?|content|post|tweet|iframe|media)s?",
    re.I,
)
_RAIL = Naming(
    r"recommend|playlist|carousel|(?<![a-z])rail(?![a-z])|latest-?videos?|most-?(?:read|viewed|watched|popular)|trending|more-?(?:from|videos)|"
    r"video-?(?:hub|list|grid)|(?:video|related)-?(?:stories|teasers)|up-?next"
)
_BRIGHTCOVE = re.compile(r"\d{6,20}/(?:\d{10,19}|ref:[\w.-]{1,120})", re.ASCII)


def of_identity(tag: Tag, page: Page, identity: Identity, rule: str, *, source_url: str | None = None, **fields: Any) -> Block:
    """A recognised item that stands at `tag`, with the caption around it; the wrapper is claimed."""
    around = surround(tag, page)
    page.claim(around.wrapper)
    if around.beside is not None:
        page.claim(around.beside)
    said = {"kind": identity.kind, "caption": around.caption, "credit": around.credit} | {k: v for k, v in fields.items() if v is not None}
    return Block(
        url=identity.url,
        source_url=source_url,
        provider=identity.provider,
        native_id=identity.native_id,
        span=around.span,
        rule=rule,
        **said,
    )


def of_file(tag: Tag, page: Page, url: str | None, kind: Kind, rule: str, **fields: Any) -> Block:
    """An item without a provider that embedkit knows: a file, a stream, a publisher's own player."""
    around = surround(tag, page)
    page.claim(around.wrapper)
    said = {"caption": around.caption, "credit": around.credit} | {k: v for k, v in fields.items() if v is not None}
    return Block(kind=kind, url=url, span=around.span, rule=rule, **said)


def of_url(tag: Tag, page: Page, raw: str, rule: str, **fields: Any) -> Block | None:
    """The block of a URL that the row of a provider, or its file type, recognises; None for any other URL."""
    url = page.url(raw)
    if url is None:
        return None
    identity = identify(url, providers=page.providers, registry=False)
    if identity is not None:
        return of_identity(tag, page, identity, rule, source_url=raw, **fields)
    kind = urls.media_kind(url)
    if kind in ("video", "audio", "document"):
        return of_file(tag, page, url, kind, rule, source_url=raw, **fields)
    return None


def of_id(tag: Tag, page: Page, provider: str, native_id: str, rule: str, *, kind: Kind = "video", **fields: Any) -> Block:
    """The block of a provider and id; where the row cannot build URLs from the id alone, provider and id still stand."""
    identity = identify_id(provider, native_id, providers=page.providers)
    if identity is not None:
        return of_identity(tag, page, identity, rule, **fields)
    around = surround(tag, page)
    page.claim(around.wrapper)
    said = {"kind": kind, "caption": around.caption, "credit": around.credit} | {k: v for k, v in fields.items() if v is not None}
    return Block(provider=provider, native_id=native_id, span=around.span, rule=rule, **said)


def brightcove_player(tag: Tag) -> str | None:
    """The address of the Brightcove player that an element's attributes describe, or None.

    Account and video id must be there; player and embed are "default" unless said otherwise
    (https://player.support.brightcove.com/publish/choosing-correct-embed-code.html, https://amp.dev/documentation/components/amp-brightcove/).
    """
    account, video = attr(tag, "data-account"), attr(tag, "data-video-id")
    if not _BRIGHTCOVE.fullmatch(f"{account}/{video}"):
        return None
    player, embed = attr(tag, "data-player", "data-player-id") or "default", attr(tag, "data-embed") or "default"
    return f"https://players.brightcove.net/{account}/{quote(player)}_{quote(embed)}/index.html?videoId={quote(video, safe=':')}"


def in_rail(tag: Tag) -> bool:
    """True in a list of videos that no editor chose for this story."""
    return any(_RAIL.search(words(node)) for node in ancestors(tag, 5))


def title_of(tag: Tag, *names: str) -> str | None:
    """The item's own title from an attribute; what every player is called does not count."""
    title = " ".join(attr(tag, *(names or ("data-title", "title", "data-video-title", "aria-label"))).split())
    return title if title and not _GENERIC_TITLE.fullmatch(title) else None
