"""Music; heights are those of the players' fixed sizes, in pixels."""

from __future__ import annotations

from embedkit.providers.forms import TYPES
from embedkit.providers.model import Provider

_ALLOW = "autoplay; clipboard-write; encrypted-media; fullscreen; picture-in-picture"
_ID = "abcdefghij0123456789AB"
_CLOUD = {"oembed": "https://soundcloud.com/oembed", "allow": "autoplay", "category": "marketing"}
_WIDGET = "https://w.soundcloud.com/player/?url=https%3A//"


def _spotify(form: str, height: int) -> Provider:
    """Spotify's things differ in one path word and in the height of their player."""
    path = f"[intl-*/][embed/|embed-podcast/][user/*/]{{kind:{form}}}/{{id:b22}}"
    kinds = TYPES[form].split("|")
    return Provider("spotify", "Spotify", "audio", urls=(f"(|open.|play.|embed.)spotify.com/{path}", f"(open.spotify.com/embed|embed.spotify.com)?uri=spotify:[user:*:]{{kind:{form}}}:{{id:b22}}"), url="https://open.spotify.com/{kind}/{id}",
        player="https://open.spotify.com/embed/{kind}/{id}[?t={t}]", oembed="https://open.spotify.com/oembed", height=height, keep=("t:time",), allow=_ALLOW, category="marketing",
        examples={url: _ID for kind in kinds for url in (f"https://open.spotify.com/{kind}/{_ID}?si=x", f"https://open.spotify.com/embed/{kind}/{_ID}", f"https://open.spotify.com/embed-podcast/{kind}/{_ID}",
                  f"https://open.spotify.com/intl-de/{kind}/{_ID}", f"https://open.spotify.com/user/name/{kind}/{_ID}", f"https://play.spotify.com/{kind}/{_ID}", f"https://embed.spotify.com/?uri=spotify:{kind}:{_ID}",
                  f"https://open.spotify.com/embed?uri=spotify%3A{kind}%3A{_ID}")}, never=(f"https://open.spotify.com/{kinds[0]}/short",))  # fmt: skip


def _deezer(form: str, height: int) -> Provider:
    """Deezer's things have numbers of their own for each kind."""
    return Provider("deezer", "Deezer", "audio", urls=(f"deezer.com/[{{language:deezer_lang}}/]{{kind:{form}}}/{{id:int}}", f"widget.deezer.com/widget/*/{{kind:{form}}}/{{id:int}}"), native="{kind}/{id}",
        url="https://www.deezer.com/{kind}/{id}", player="https://widget.deezer.com/widget/auto/{kind}/{id}", oembed="https://api.deezer.com/oembed", height=height,
        examples={url: f"{kind}/1234567" for kind in TYPES[form].split("|") for url in (f"https://www.deezer.com/{kind}/1234567", f"https://widget.deezer.com/widget/dark/{kind}/1234567", f"https://www.deezer.com/en/{kind}/1234567")})  # fmt: skip


def _bandcamp(kind: str, height: int) -> tuple[Provider, Provider]:
    """A page of Bandcamp has no number, and its player knows nothing else: two rows."""
    player = f"https://bandcamp.com/EmbeddedPlayer/size=large/{kind}={{id}}/transparent=true/"
    return (
        Provider("bandcamp", "Bandcamp", "audio", urls=(f"bandcamp.com/EmbeddedPlayer/**/{kind}={{id:int}}",), url=f"https://bandcamp.com/EmbeddedPlayer/{kind}={{id}}/", player=player, height=height,
            examples={f"https://bandcamp.com/EmbeddedPlayer/v=2/{kind}=1234567890/size=large/": "1234567890", f"https://bandcamp.com/EmbeddedPlayer/{kind}=1234567890/size=large": "1234567890"}),
        Provider("bandcamp-page", "Bandcamp", "audio", urls=(f"{{artist:site}}.bandcamp.com/{kind}/{{id:undotted}}",), native="{artist}/{id}", url=f"https://{{artist}}.bandcamp.com/{kind}/{{id}}", height=height,
            examples={f"https://someone.bandcamp.com/{kind}/a-name": "someone/a-name"}, never=("https://someone.bandcamp.com/merch",)),
    )  # fmt: skip


MUSIC: tuple[Provider, ...] = (
    _spotify("spotify_small", 152), _spotify("spotify_large", 352),
    Provider("soundcloud", "SoundCloud", "audio", urls=("soundcloud.com/{user:sc_user}/{track:sc_track}/{secret:secret}", "soundcloud.com/{user:sc_user}/{track:sc_track}$"), native="{user}/{track}",
        url="https://soundcloud.com/{user}/{track}[/{secret}]", player=f"{_WIDGET}soundcloud.com/{{user}}/{{track}}[/{{secret}}]", height=166, **_CLOUD,  # type: ignore[arg-type]
        examples={"https://soundcloud.com/newsdesk/episode-1": "newsdesk/episode-1", "https://soundcloud.com/newsdesk/episode-1/s-AbCdEf12": "newsdesk/episode-1",
                  "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/newsdesk/episode-1&color=f00": "newsdesk/episode-1"},
        never=("https://soundcloud.com/newsdesk", "https://soundcloud.com/newsdesk/tracks", "https://soundcloud.com/charts/top")),
    Provider("soundcloud", "SoundCloud", "audio", urls=("soundcloud.com/{user:sc_user}/sets/{set:dashed}/{secret:secret}", "soundcloud.com/{user:sc_user}/sets/{set:dashed}$"), native="{user}/sets/{set}",
        url="https://soundcloud.com/{user}/sets/{set}[/{secret}]", player=f"{_WIDGET}soundcloud.com/{{user}}/sets/{{set}}[/{{secret}}]", height=450, **_CLOUD,  # type: ignore[arg-type]
        examples={"https://soundcloud.com/newsdesk/sets/season-1": "newsdesk/sets/season-1", "https://soundcloud.com/newsdesk/sets/season-1/s-AbCdEf12": "newsdesk/sets/season-1"}),
    Provider("soundcloud-user", "SoundCloud", "audio", urls=("soundcloud.com/{id:sc_user}$",), url="https://soundcloud.com/{id}", player=f"{_WIDGET}soundcloud.com/{{id}}", height=450, **_CLOUD,  # type: ignore[arg-type]
        examples={"https://m.soundcloud.com/newsdesk": "newsdesk"}, never=("https://soundcloud.com/discover", "https://soundcloud.com/upload")),
    Provider("soundcloud-api", "SoundCloud", "audio", urls=("(api|api-v2).soundcloud.com/tracks/[soundcloud:tracks:|soundcloud%3Atracks%3A]{id:int}",), keep=("secret_token:secret",), url="https://api.soundcloud.com/tracks/{id}[?secret_token={secret_token}]",
        player=f"{_WIDGET}api.soundcloud.com/tracks/{{id}}[%3Fsecret_token%3D{{secret_token}}]", height=166, **_CLOUD,  # type: ignore[arg-type]
        examples={"https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/123456789": "123456789", "https://api.soundcloud.com/tracks/123456789?secret_token=s-AbCdEf12": "123456789",
                  "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/soundcloud%253Atracks%253A123456789": "123456789"}),
    *(Provider("soundcloud-api", "SoundCloud", "audio", urls=(f"(api|api-v2).soundcloud.com/{kind}/[soundcloud:{kind}:|soundcloud%3A{kind}%3A]{{id:int}}",), native=f"{kind}/{{id}}", keep=("secret_token:secret",),
        url=f"https://api.soundcloud.com/{kind}/{{id}}[?secret_token={{secret_token}}]", player=f"{_WIDGET}api.soundcloud.com/{kind}/{{id}}[%3Fsecret_token%3D{{secret_token}}]", height=450, **_CLOUD,  # type: ignore[arg-type]
        examples={f"https://api.soundcloud.com/{kind}/123456789": f"{kind}/123456789"}) for kind in ("playlists", "users")),
    Provider("apple-music", "Apple Music", "audio", urls=("[embed.|geo.]music.apple.com/{cc:cc}/album/[{slug:slug}/]{id:am_id}?i={i:int5}",), native="{id}/{i}", url="https://music.apple.com/{cc}/album/[{slug}/]{id}?i={i}",
        player="https://embed.music.apple.com/{cc}/album/[{slug}/]{id}?i={i}", height=175, allow=_ALLOW, category="marketing",
        examples={"https://music.apple.com/us/album/a-name/1234567890?i=1234567891": "1234567890/1234567891"}),
    Provider("apple-music", "Apple Music", "audio", urls=("[embed.|geo.]music.apple.com/{cc:cc}/{kind:am}/[{slug:slug}/]{id:am_id}",), url="https://music.apple.com/{cc}/{kind}/[{slug}/]{id}",
        player="https://embed.music.apple.com/{cc}/{kind}/[{slug}/]{id}", height=450, allow=_ALLOW, category="marketing",
        examples={f"https://{host}music.apple.com/us/{kind}/a-name/1234567890": "1234567890" for host in ("", "embed.", "geo.") for kind in ("album", "song", "music-video")}
                 | {"https://music.apple.com/us/playlist/a-name/pl.0123456789abcdef": "pl.0123456789abcdef", "https://music.apple.com/us/album/1234567890": "1234567890"}, never=("https://music.apple.com/us/browse",)),
    Provider("mixcloud", "Mixcloud", "audio", urls=("mixcloud.com/{user:mix_user}/{id:mix_id}$",), native="{user}/{id}", url="https://www.mixcloud.com/{user}/{id}/",
        player="https://player-widget.mixcloud.com/widget/iframe/?feed=%2F{user}%2F{id}%2F", oembed="https://www.mixcloud.com/oembed/", height=120,
        examples={"https://www.mixcloud.com/someone/a-show/": "someone/a-show", "https://player-widget.mixcloud.com/widget/iframe/?feed=%2Fsomeone%2Fa-show%2F": "someone/a-show",
                  "https://www.mixcloud.com/widget/iframe/?hide_cover=1&feed=%2Fsomeone%2Fa-show%2F": "someone/a-show"}, never=("https://www.mixcloud.com/someone/uploads/", "https://www.mixcloud.com/discover/jazz/")),
    *_bandcamp("track", 120), *_bandcamp("album", 472),
    _deezer("deezer_small", 152), _deezer("deezer_large", 300),
)  # fmt: skip
