"""Custom elements: AMP components, click-to-load players, vendors' own tags.

<amp-youtube data-videoid="ID"></amp-youtube>    <lite-youtube videoid="ID"></lite-youtube>
<amp-twitter data-tweetid="ID"></amp-twitter>    <glomex-player data-playlist-id="v-ID"></glomex-player>
"""

from __future__ import annotations

from typing import Final

from bs4.element import Tag

from embedkit.models import Block, Kind
from embedkit.page import Page, Rule, attr
from embedkit.rules.common import brightcove_player, of_id, of_url, seconds, title_of

NAME = "custom"
# element: provider, the attributes that hold its id (or a URL)
_ELEMENTS: Final[dict[str, tuple[str, Kind, tuple[str, ...]]]] = {
    "amp-youtube": ("youtube", "video", ("data-videoid", "data-live-channelid")),
    "lite-youtube": ("youtube", "video", ("videoid", "video-id", "data-videoid")),
    "amp-vimeo": ("vimeo", "video", ("data-videoid",)),
    "lite-vimeo": ("vimeo", "video", ("videoid", "video-id")),
    "amp-dailymotion": ("dailymotion", "video", ("data-videoid",)),
    "amp-jwplayer": ("jwplayer", "video", ("data-media-id",)),
    "amp-kaltura-player": ("kaltura", "video", ("data-entryid",)),
    "amp-twitter": ("x", "post", ("data-tweetid",)),
    "amp-instagram": ("instagram", "post", ("data-shortcode",)),
    "amp-soundcloud": ("soundcloud-api", "audio", ("data-trackid", "data-playlistid")),
    "amp-megaphone": ("megaphone", "audio", ("data-episode", "data-playlist")),
    "amp-brid-player": ("brid", "video", ("data-video",)),
    "amp-gist": ("gist", "rich", ("data-gistid",)),
    "amp-imgur": ("imgur", "rich", ("data-imgur-id",)),
    "amp-riddle-quiz": ("riddle", "poll", ("data-riddle-id",)),
    "amp-facebook": ("facebook", "post", ("data-href",)),
    "amp-tiktok": ("tiktok", "post", ("data-src",)),
    "amp-reddit": ("reddit", "post", ("data-src",)),
    "amp-pinterest": ("pinterest", "post", ("data-url",)),
    "amp-embedly-card": ("embedly", "rich", ("data-url",)),
    "glomex-player": ("glomex", "video", ("data-playlist-id", "playlist-id")),
    "glomex-integration": ("glomex", "video", ("playlist-id", "data-playlist-id")),
    "wistia-player": ("wistia", "video", ("media-id",)),
    "mux-player": ("mux", "video", ("playback-id",)),
    "tableau-viz": ("tableau", "chart", ("src",)),
    "spotify-player": ("spotify", "audio", ("data-uri",)),
}
_NEVER: Final = frozenset(
    "amp-ad amp-analytics amp-pixel amp-auto-ads amp-sticky-ad amp-embed amp-ima-video amp-consent amp-social-share amp-sidebar amp-list amp-next-page".split()
)


def find(tag: Tag, page: Page) -> Block | list[Block] | None:
    """The item that a known custom element names; nothing for adverts and counters."""
    if tag.name in _NEVER:
        return []
    if (brightcove := brightcove_player(tag)) is not None:
        return of_url(tag, page, brightcove, NAME, title=title_of(tag))
    known = _ELEMENTS.get(tag.name)
    value = attr(tag, *known[2]) if known else ""
    if known is None or not value or value.lower() == "false":
        return [] if tag.name == "amp-connatix-player" else None
    common = {
        "title": title_of(tag, "data-title", "title", "headline", "playlabel"),
        "duration_s": seconds(attr(tag, "length", "duration", "data-duration")),
    }
    if "/" in value:
        return of_url(tag, page, value, NAME, **common)
    return of_id(tag, page, known[0], value, NAME, kind=known[1], **common)


RULE = Rule(NAME, find, frozenset(("*-*",)))
