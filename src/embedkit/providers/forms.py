"""The forms of what rows capture and keep: by name, as patterns for whole values."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HEX = "[0-9a-fA-F]"
_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_ENCODED = "%(?!2[fF]|5[cC]|25|[01])[0-9A-Fa-f]{2}"
"""A percent-encoded byte that is no slash, backslash, percent sign or control character."""
_SERVICES = (
    "www|m|api|app|apps|assets|cdn|directory|embed|feed|feeds|help|html5-player|media|oembed|play|player|static|support|traffic|widget"
)


def no(words: str) -> str:
    """A look-ahead that refuses path segments which are pages of the provider itself."""
    return rf"(?!(?:{'|'.join(words.split())})(?:/|\Z))"


KEPT: Mapping[str, re.Pattern[str]] = {
    "plain": re.compile(r"[\w:.%/=-]{1,200}", re.ASCII),
    "number": re.compile(r"\d{1,8}", re.ASCII),
    "episode": re.compile(r"\d{5,20}", re.ASCII),
    "list": re.compile(r"(?:PL|UU|FL|OLAK5uy_|EC)[A-Za-z0-9_-]{10,60}"),
    "hash": re.compile(r"[0-9A-Za-z]{6,40}"),
    "lang": re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?"),
    "secret_key": re.compile(r"[\w-]{6,60}", re.ASCII),
    "secret": re.compile(r"s-\w{4,40}", re.ASCII),
}
"""The forms of parameters that an item keeps; `time` is read as a time code."""
TYPES: Mapping[str, str] = {
    "int": r"\d{1,20}", "int3": r"\d{3,20}", "int5": r"\d{5,20}", "int6": r"\d{6,20}", "long": r"\d{8,20}", "status": r"\d{15,20}", "oid": r"-?\d{1,20}", "coord": r"-?\d{1,3}(?:\.\d{1,20})?",
    "hex24": r"[0-9a-f]{24}", "hex32": r"[0-9a-f]{32}", "sha": r"[0-9a-f]{40}", "claim": r"[0-9a-f]{1,40}", "uuid": f"{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}", "guid": f"{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}",
    "base58": f"{_BASE58}{{4,10}}", "b58uuid": f"{_BASE58}{{22}}", "b22": r"[A-Za-z0-9]{22}", "word": r"\w{1,80}", "name": r"[A-Za-z][\w.-]{1,100}", "dashed": r"[\w-]{1,150}", "long_slug": r"[\w-]{8,100}",
    "slug": rf"(?:[\w.~:+@$,!'-]|[^\x00-\x7f]|{_ENCODED}){{1,200}}", "undotted": rf"(?:[\w-]|[^\x00-\x7f]|{_ENCODED}){{1,200}}", "text": r"[^?#\s]{1,1500}", "rest": r"[^\r\n]{0,500}", "said": r"[^\x00-\x1f\x7f]{1,1500}",
    "site": rf"(?!(?:{_SERVICES})\Z)[A-Za-z0-9][A-Za-z0-9-]{{0,62}}", "dirs": r"[\w-]{1,80}(?:/[\w-]{1,80}){0,4}", "cc": r"[a-z]{2}", "lang": r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?",
    "yt": r"(?!videoseries|live_stream)[A-Za-z0-9_-]{11}", "list": r"[A-Za-z0-9_-]{12,64}", "channel": r"UC[A-Za-z0-9_-]{22}", "clip": r"(?!embed)[A-Za-z][\w-]{7,100}", "ugk": r"Ugk[\w-]{8,60}",
    "vimeo_hash": r"(?=[a-z]*\d)[0-9a-z]{6,40}", "dm": no("video live hub embed") + r"[A-Za-z0-9]{5,20}", "twitch": no("videos directory downloads settings p jobs turbo subscriptions wallet inventory drops search about store") + r"\w{3,25}",
    "kick": no("categories category browse following search video videos about dashboard settings") + r"[\w-]{3,30}", "kick_clip": r"clip_\w{6,60}", "kick_video": r"[0-9a-f-]{8,36}",
    "streamable": no("login signup pricing terms privacy about settings video clipper recorder") + r"[a-z0-9]{3,8}", "rumble": r"v[a-z0-9]{3,12}", "odysee": r"(?:(?!%2[fF])[^@$:/?#\s]){1,250}", "talk": no("lang") + r"[\w-]{2,200}",
    "jw": r"[A-Za-z0-9]{8}", "kaltura": r"[01]_[a-z0-9]{8}", "bc": r"\d{10,19}|ref:[\w.-]{1,120}", "wistia": r"[a-z0-9]{10}", "glomex": r"[\w-]{4,60}", "rutube": r"[0-9a-f]{32}|\d{4,12}", "bv": r"BV[0-9A-Za-z]{10}", "nico": r"(?:sm|nm|so)?\d{4,14}",
    "youku": r"X[A-Za-z0-9=]{8,24}", "cnn": r"(?!data/)(?:[\w-]{1,80}/){0,8}[\w.-]{1,200}\.cnn", "nyt": r"1000\d{11}", "guardian": r"[\w-]{2,40}/video/20\d\d/[a-z]{3}/\d{2}/[\w-]{3,200}", "headline": no("watch live latest") + r"[\w-]{6,200}",
    "handle": r"(?!i/)\w{1,20}", "insta": no("audio videos tagged") + r"[A-Za-z0-9_-]{5,40}", "insta_user": no("share stories explore accounts reels direct developer") + r"[\w.]{1,30}", "fb": r"\d{5,25}|pfbid\w{3,100}", "fb_user": no("groups events plugins share watch login hashtag marketplace pages") + rf"(?:[\w.-]|{_ENCODED}){{1,100}}",
    "bsky": r"[a-z0-9]{13}", "did": r"did(?::|%3A)[a-z]{2,10}(?::|%3A)(?:[\w.-]|%3A){1,100}", "fediverse": r"\w{1,60}(?:[.-]\w{1,30}){0,4}(?:@[\w.-]{3,100})?", "urn": r"urn(?::|%3A)li(?::|%3A)(?:activity|share|ugcPost)(?::|%3A)\d{10,25}", "urn_kind": r"activity|share|ugcPost",
    "telegram": no("addstickers addemoji joinchat share login proxy") + r"\w{4,64}", "pin_user": no("pin discover explore search news_hub ideas topics ext settings about resource business today") + r"(?!_)[\w-]{3,40}", "pin_board": no("pins boards followers following tried about") + r"(?!_)[\w%-]{2,120}",
    "imgur": no("gallery privacy removal contact arcade memegen about rules login tos") + r"(?:[A-Za-z0-9]{7}|[A-Za-z0-9]{5})", "imgur_album": r"[A-Za-z0-9]{5,10}", "imgur_size": r"[sbtmlgh]", "gif": r"[A-Za-z0-9]{8,24}", "flickr_word": no("p s ps") + r"[\w-]{1,60}", "flickr_user": no("tags search") + r"[\w-]{1,60}(?:(?:@|%40)N\d{2})?",
    "sc_user": no("pages search stream upload you discover charts settings player popular jobs mobile terms-of-use imprint tags people feed") + r"[\w-]{2,60}", "sc_track": no("sets tracks albums likes reposts popular-tracks followers following comments spotlight toptracks") + r"[\w-]{1,120}", "secret": r"s-\w{4,40}",
    "am": r"album|playlist|song|artist|music-video|station", "am_id": r"\d{5,20}|pl\.[\w-]{6,60}|ra\.[\w-]{3,40}", "omny": no("playlists embed about") + r"[\w-]{1,150}", "megaphone": r"[A-Z]{2,8}\d{6,14}", "podbean": r"[a-z0-9]{4,8}-[a-z0-9]{4,12}", "simplecast": r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){0,3}(?:-?[0-9a-f]{12})?",
    "mix_user": no("categories tag widget discover upload about genres search settings developers terms privacy oembed") + r"[A-Za-z0-9_][\w-]{0,80}", "mix_id": no("favorites uploads listens playlists followers following stream posts") + rf"(?:[\w.~-]|[^\x00-\x7f]|{_ENCODED}){{1,200}}", "spotify_small": "episode|track|show|audiobook|chapter", "spotify_large": "album|playlist|artist", "deezer_small": "track|episode", "deezer_large": "album|playlist|artist|show", "deezer_lang": r"[a-z]{2}(?:-[a-z]{2})?",
    "dw": r"[A-Za-z0-9]{5}", "infogram": no("login pricing features examples templates oembed product contact signup careers customers industries create") + r"[\w-]{6,120}", "tv": r"[A-Za-z0-9]{8}", "slides": no("embed_code") + r"[\w-]{1,200}", "slides_user": no("signup login explore search category featured slideshow upload about privacy terms slideshares") + r"[\w.-]{2,80}", "docs": r"[A-Za-z0-9_-]{20,200}", "drive": r"[A-Za-z0-9_-]{10,200}", "docs10": r"[\w.-]{10,200}", "gist": r"[0-9a-f]{20,40}|\d{1,12}",
    "episode": no("page rss feed category size website webpage archive about contact wp-content login") + r"(?![\w%-]*\.)[\w%-]{3,200}", "opinary": r"[\w-]{1,80}(?:/[\w-]{1,80}){0,2}",
}  # fmt: skip
"""The kinds of id a capture can have: full matches, case-sensitive, without a way to backtrack far."""
