"""An element with an id of a provider whose script turns it into a player.

    <video data-source="jwplatform" video-id="87mC75R1"></video>
    <div class="rll-youtube-player" data-id="eiHXASgRTcA"></div>
    <div id="datawrapper-vis-aBcD1"></div>    <div class="wistia_embed wistia_async_a1b2c3d4e5"></div>

The provider comes from a word of the element, the poster's host, or the id's own format. An id that only a publisher knows (a UUID, a
number) is an own player where the element says that it plays.
"""

from __future__ import annotations

import re
from typing import Any

from bs4.element import Tag

from embedkit.identify import guess_by_format, identify_poster, provider_named
from embedkit.models import Block
from embedkit.naming import Naming
from embedkit.page import Page, Rule, Signs, attr, image, text_of, words
from embedkit.pictures import images_below, images_of
from embedkit.rules.common import brightcove_player, of_file, of_id, of_url, seconds, title_of

NAME = "element_id"
_ID_ATTRS = ("data-video-id", "data-videoid", "video-id", "videoid", "data-media-id", "mediaid", "data-youtube-id", "data-ytid", "data-yt-id", "data-vimeo-id", "data-entry-id",
             "data-video", "data-embed-id", "data-uuid", "data-asset-id", "data-player-video-id", "data-vid", "data-mediaid", "data-content-id", "data-videourn")  # fmt: skip
_ID_NAMES = frozenset(_ID_ATTRS)
_OWN_ID = {
    "infogram-embed": ("infogram", "data-id", "chart"), "apester-media": ("apester", "data-media-id", "poll"), "rll-youtube-player": ("youtube", "data-id", "video"),
    "youtube_player": ("youtube", "videoid", "video"), "vimeo_player": ("vimeo", "videoid", "video"), "dailymotion_player": ("dailymotion", "videoid", "video"),
    "tenor-gif-embed": ("tenor", "data-postid", "rich"), "riddle2-wrapper": ("riddle", "data-rid-id", "poll"), "riddle_target": ("riddle", "data-rid-id", "poll"),
    "codepen": ("codepen", "data-slug-hash", "rich"), "pinpoll": ("pinpoll", "data-pinpoll-id", "poll"),
}  # fmt: skip
_BORNE = (
    (re.compile(r" botr_([A-Za-z0-9]{8})_[A-Za-z0-9]{8}_div ", re.I), "jwplayer", "video"), (re.compile(r" datawrapper-(?:vis|chart)-([A-Za-z0-9]{5}) ", re.I), "datawrapper", "chart"),
    (re.compile(r" wistia_async_([a-z0-9]{10})(?=[ _])", re.I), "wistia", "video"), (re.compile(r" everviz-([A-Za-z0-9_-]{6,12}) ", re.I), "everviz", "chart"),
    (re.compile(r" wyl_([A-Za-z0-9_-]{11}) ", re.I), "youtube", "video"),
)  # fmt: skip
_SPEAKS = Naming("|".join((*_OWN_ID, "botr_", "datawrapper-(?:vis|chart)-", "wistia_async_", "everviz-", "wyl_", "flourish-embed")))
"""The names of which `_OWN_ID` and `_BORNE` know more."""
_PLAYS = Naming(r"video|player|media|movie|clip|audio|podcast|powa|watch")
_SURELY_PLAYS = Naming(r"video|player|movie|(?<![a-z])clip(?![a-z])|audio|podcast|powa|watch|duration|playback|stream")
_OWN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{3,80}")
_TAGS = frozenset("div figure section video span p a button article amp-img video-js".split())


def find(tag: Tag, page: Page) -> Block | None:
    """The item that an element's id, attributes and poster name together."""
    named = words(tag)
    if "data-account" in tag.attrs and (brightcove := brightcove_player(tag)) is not None:
        return of_url(tag, page, brightcove, NAME, **_said(tag, _poster(tag, page)))
    if _SPEAKS.search(named) and (block := _of_class(tag, page, named)) is not None:
        return block
    if _ID_NAMES.isdisjoint(tag.attrs):
        return None
    native_id = attr(tag, *_ID_ATTRS)
    if not native_id or native_id.lower() in ("false", "true", "null", "undefined") or "/" in native_id or not _OWN.fullmatch(native_id):
        return None
    return _of_attribute(tag, page, named, native_id)


def _of_class(tag: Tag, page: Page, named: str) -> Block | None:
    for word, (provider, name, kind) in _OWN_ID.items():
        if f" {word} " in named and (value := attr(tag, name)):
            return of_id(tag, page, provider, value, NAME, kind=kind)  # type: ignore[arg-type]
    if " flourish-embed " in named and (chart := attr(tag, "data-src")):
        return of_url(tag, page, f"https://public.flourish.studio/{chart.lstrip('/')}", NAME, title=title_of(tag))
    original = f" {' '.join(tag.get('class') or ())} {attr(tag, 'id')} "
    for shape, provider, kind in _BORNE:
        if (found := shape.search(original)) is not None:
            return of_id(tag, page, provider, found[1], NAME, kind=kind, title=_without_script(tag))  # type: ignore[arg-type]
    return None


def _without_script(tag: Tag) -> str | None:
    """The title of a chart, which the picture for readers without scripts says."""
    twin = tag.find("noscript")
    picture = twin.find("img") if isinstance(twin, Tag) else None
    return title_of(picture, "alt") if isinstance(picture, Tag) else None


def _of_attribute(tag: Tag, page: Page, named: str, native_id: str) -> Block | None:
    poster = _poster(tag, page)
    said = " ".join(
        str(v) for k, v in tag.attrs.items() if k not in ("class", "id") and isinstance(v, str) and len(v) < 40 and v != native_id
    )
    hint = f"{named} {tag.name} {' '.join(tag.attrs)} {said} {poster or ''}"
    if poster and (found := identify_poster(poster)) is not None:
        return of_id(tag, page, *found, NAME, **_said(tag, poster))
    word = provider_named(
        attr(tag, "data-source", "data-provider", "data-video-provider", "data-platform", "data-type", "data-player", "data-embed"),
        providers=page.providers,
    )
    provider = word or guess_by_format(native_id, hint)
    if provider is not None:
        return of_id(tag, page, provider, native_id, NAME, **_said(tag, poster))
    if (
        tag.name in ("a", "button", "span")
        or not _PLAYS.search(f"{tag.name} {named} {' '.join(tag.attrs)}")
        or _is_picture(tag, named)
        or tag.find("h1") is not None
        or len(tag.get_text()) > 600
    ):
        return None
    return of_file(
        tag,
        page,
        None,
        "audio" if "audio" in hint and "video" not in hint else "video",
        NAME,
        native_id=native_id,
        confidence=0.7,
        **_said(tag, poster),
    )


def _is_picture(tag: Tag, named: str) -> bool:
    """True for a box around a picture that nothing but "media" calls a player: pictures are media too."""
    names = f"{tag.name} {named} {' '.join(tag.attrs)}"
    return next(images_below(tag), None) is not None and not _SURELY_PLAYS.search(names) and tag.find(("video", "audio", "iframe")) is None


def _said(tag: Tag, poster: str | None) -> dict[str, Any]:
    heading = tag.find(("h2", "h3", "h4"))
    title = title_of(tag, "data-title", "data-video-title", "data-name", "title", "aria-label") or (
        text_of(heading) if isinstance(heading, Tag) else None
    )
    return {
        "title": title or None,
        "image": image(poster),
        "duration_s": seconds(attr(tag, "data-duration", "duration", "data-video-duration")),
    }


def _poster(tag: Tag, page: Page) -> str | None:
    url = page.url(attr(tag, "poster", "data-poster", "data-thumbnail", "data-image", "data-still"))
    if url is not None:
        return url
    img = next(images_below(tag), None)
    images = images_of(img, page) if img is not None else ()
    return images[0].url if images else None


def _may(signs: Signs) -> bool:
    return "data-account" in signs.attrs or not _ID_NAMES.isdisjoint(signs.attrs) or _SPEAKS.search(signs.words)


RULE = Rule(NAME, find, _TAGS, _may)
