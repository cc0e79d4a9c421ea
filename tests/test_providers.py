"""The provider rows prove themselves: each carries its own examples and counter-examples."""

from __future__ import annotations

import pytest

from embedkit import urls
from embedkit.identify import identify, identify_id, identify_poster, table_of
from embedkit.providers import PROVIDERS, Provider
from embedkit.providers.hosts import category
from embedkit.providers.item import seconds as time_code
from embedkit.providers.match import Table
from embedkit.providers.spelling import base58, short_uuid

BEHIND = {("google-docs", "google-chart")}
"""Rows whose shape is a beginning of another's: the longer one is asked first."""
ONE_WAY = {"wordpress"}
"""A frame around a post of any site gives the post's own address, which looks like any other page's."""
ROWS = [pytest.param(row, id=f"{row.key}-{number}") for number, row in enumerate(PROVIDERS)]


@pytest.mark.parametrize("row", ROWS)
def test_every_example_gives_its_id(row: Provider) -> None:
    """Each example is identified as its row's provider with its id, among all rows."""
    assert row.examples
    for url, native_id in row.examples.items():
        found = identify(url)
        assert found is not None, url
        assert (found.provider, found.native_id) == (row.key, native_id), url


@pytest.mark.parametrize("row", ROWS)
def test_every_shape_has_an_example(row: Provider) -> None:
    """No shape of a row goes unproven."""
    for shape in row.urls:
        alone = (Provider(row.key, row.name, row.kind, (shape,), url=row.url, native=row.native, keep=row.keep),)
        assert any(identify(url, providers=alone, registry=False) for url in row.examples), f"{row.key}: no example for {shape}"


@pytest.mark.parametrize("row", ROWS)
def test_no_other_row_matches_an_example(row: Provider) -> None:
    """An example belongs to its own provider alone."""
    table = table_of(PROVIDERS)
    for url in row.examples:
        _, address = urls.opened(url)
        assert address is not None
        also = {shape.row.key for shape in table.candidates(address.host) if shape.match(address) is not None} - {row.key}
        assert all((key, row.key) in BEHIND for key in also), url


@pytest.mark.parametrize("row", ROWS)
def test_never_matches(row: Provider) -> None:
    """A counter-example is not this provider's item."""
    for url in row.never:
        found = identify(url)
        assert found is None or found.provider != row.key, url


@pytest.mark.parametrize("row", ROWS)
def test_the_canonical_url_is_stable(row: Provider) -> None:
    """The canonical URL of an item is identified as that item again."""
    for url in row.examples:
        first = identify(url)
        assert first is not None
        again = identify(first.url)
        if row.key in ONE_WAY:
            assert again is None, first.url
            continue
        assert again is not None, first.url
        assert (again.provider, again.native_id, again.url) == (first.provider, first.native_id, first.url)


def test_there_are_enough_rows() -> None:
    """The hundred most used providers and more have a row of their own."""
    assert len({row.key for row in PROVIDERS}) >= 140


SAID = [
    ("https://youtube.com/shorts/eiHXASgRTcA?feature=share&si=x", "https://www.youtube.com/shorts/eiHXASgRTcA", "https://www.youtube.com/embed/eiHXASgRTcA"),
    ("https://youtu.be/eiHXASgRTcA?t=1m30s&si=x", "https://www.youtube.com/watch?v=eiHXASgRTcA&t=90", "https://www.youtube.com/embed/eiHXASgRTcA?start=90"),
    ("https://www.youtube.com/watch?v=eiHXASgRTcA#t=90", "https://www.youtube.com/watch?v=eiHXASgRTcA&t=90", "https://www.youtube.com/embed/eiHXASgRTcA?start=90"),
    ("https://www.youtube.com/watch?v=eiHXASgRTcA&list=PLabcdefghijkl&pp=x", "https://www.youtube.com/watch?v=eiHXASgRTcA&list=PLabcdefghijkl", "https://www.youtube.com/embed/eiHXASgRTcA?list=PLabcdefghijkl"),
    ("https://www.youtube.com/watch?v=eiHXASgRTcA&list=RDeiHXASgRTcA", "https://www.youtube.com/watch?v=eiHXASgRTcA", "https://www.youtube.com/embed/eiHXASgRTcA"),
    ("https://www.youtube.com/embed/eiHXASgRTcA?clip=UgkxAbCd&amp;clipt=EAbc", "https://www.youtube.com/watch?v=eiHXASgRTcA", "https://www.youtube.com/embed/eiHXASgRTcA?clip=UgkxAbCd&clipt=EAbc"),
    ("https://player.vimeo.com/video/76979871?h=a1b2c3d4e5&badge=0", "https://vimeo.com/76979871/a1b2c3d4e5", "https://player.vimeo.com/video/76979871?dnt=1&h=a1b2c3d4e5"),
    ("https://vimeo.com/76979871#t=1h2m3s", "https://vimeo.com/76979871#t=3723s", "https://player.vimeo.com/video/76979871?dnt=1#t=3723s"),
    ("https://www.twitch.tv/videos/123456789?t=17m17s", "https://www.twitch.tv/videos/123456789?t=1037s", "https://player.twitch.tv/?video=123456789&autoplay=false&time=1037s"),
    ("https://soundcloud.com/newsdesk/episode-1/s-AbCdEf12?si=x", "https://soundcloud.com/newsdesk/episode-1/s-AbCdEf12", "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/newsdesk/episode-1/s-AbCdEf12"),
    ("https://vk.com/video_ext.php?oid=-123&id=456&hash=abcdef01&hd=2", "https://vkvideo.ru/video-123_456", "https://vk.com/video_ext.php?oid=-123&id=456&hash=abcdef01"),
    ("https://www.reddit.com/r/news/comments/abc12d/a_title/efg34h/?utm_source=x", "https://www.reddit.com/r/news/comments/abc12d/comment/efg34h/", "https://embed.reddit.com/r/news/comments/abc12d/comment/efg34h/"),
    ("https://embed.ted.com/talks/lang/de/a_talk", "https://www.ted.com/talks/a_talk?language=de", "https://embed.ted.com/talks/lang/de/a_talk"),
    ("https://www.documentcloud.org/documents/1234567-a#document/p2/a345", "https://www.documentcloud.org/documents/1234567-a#document/p2/a345", "https://embed.documentcloud.org/documents/1234567-a/?embed=1#document/p2/a345"),
    ("spotify:episode:abcdefghij0123456789AB", "https://open.spotify.com/episode/abcdefghij0123456789AB", "https://open.spotify.com/embed/episode/abcdefghij0123456789AB"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "canonical", "player"), SAID)
def test_what_a_url_says_is_kept(url: str, canonical: str, player: str) -> None:
    """Shorts, time codes, unlisted hashes, playlists, clips, comments and pages survive; tracking does not."""
    found = identify(url)
    assert found is not None
    assert (found.url, found.player) == (canonical, player)


def test_a_time_code_asks_for_no_answer_of_its_own() -> None:
    """All spellings of one item ask its provider the same, but a Short by its own URL."""
    asked = {
        (found.oembed_url or found.url)
        for url in ("https://youtu.be/eiHXASgRTcA", "https://www.youtube.com/embed/eiHXASgRTcA?start=90")
        if (found := identify(url))
    }
    assert asked == {"https://www.youtube.com/watch?v=eiHXASgRTcA"}
    short = identify("https://youtube.com/shorts/eiHXASgRTcA")
    assert short is not None
    assert (short.oembed_url, short.aspect_ratio) == ("https://www.youtube.com/shorts/eiHXASgRTcA", 9 / 16)


def test_any_host_shapes_stay_off_hosts_that_rows_name() -> None:
    """Mastodon's and PeerTube's shapes are tried on every host but those of other providers, addresses and bare words."""
    assert (found := identify("https://social.test/@name/112345678901234567")) is not None
    assert found.native_id == "social.test/112345678901234567"
    for host in ("www.youtube.com", "www.threads.net", "medium.com", "127.0.0.1", "localhost"):
        assert identify(f"https://{host}/@name/112345678901234567") is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", "90"),
        ("90s", "90"),
        ("1m30s", "90"),
        ("1h2m3s", "3723"),
        ("2h", "7200"),
        ("0", None),
        ("", None),
        ("1:30", None),
        ("a", None),
        ("99999999", None),
    ],
)
def test_time_codes(text: str, seconds: str | None) -> None:
    """A time code is whole seconds, however it is written; nothing else is one."""
    assert time_code(text) == seconds


def test_short_ids_are_written_out() -> None:
    """Base 58 gives Flickr's number and PeerTube's UUID; what is no base 58 or too large gives nothing."""
    assert base58("aBcD12") == "6305558973"
    assert short_uuid("9xK2mQv7RtWbYc4HdNfPgL") == "4537ae27-16e2-02d3-4f55-a22c3c829a7e"
    assert [base58("0OIl"), short_uuid("Z" * 22), short_uuid("1" * 30)] == [None, None, None]


@pytest.mark.parametrize(
    ("poster", "expected"),
    [
        ("https://i.ytimg.com/vi/eiHXASgRTcA/maxresdefault.jpg", ("youtube", "eiHXASgRTcA")),
        ("https://cdn.jwplayer.com/v2/media/87mC75R1/poster.jpg?width=720", ("jwplayer", "87mC75R1")),
        ("https://content.jwplatform.com/thumbs/87mC75R1-720.jpg", ("jwplayer", "87mC75R1")),
        ("https://evil.test/vi/eiHXASgRTcA/0.jpg", None),
    ],
)
def test_a_poster_tells_its_video(poster: str, expected: tuple[str, str] | None) -> None:
    """The poster's host and path give provider and id."""
    assert identify_poster(poster) == expected


def test_ids_of_the_wrong_form_are_refused() -> None:
    """An attribute that lies about its id gives nothing."""
    assert identify_id("youtube", "not an id") is None
    assert identify_id("nobody", "eiHXASgRTcA") is None
    assert identify_id("facebook", "1234567890") is None
    found = identify_id("tiktok", "7012345678901234567")
    assert found is not None
    assert found.url == "https://www.tiktok.com/embed/v2/7012345678901234567"
    found = identify_id("youtube", "eiHXASgRTcA")
    assert found is not None
    assert found.url == "https://www.youtube.com/watch?v=eiHXASgRTcA"


def test_cost_does_not_grow_with_the_number_of_rows() -> None:
    """A host's candidates are found by its name: a thousand other rows add none."""
    many = (
        *PROVIDERS,
        *(Provider(f"p{n}", f"P{n}", "video", (f"p{n}.test/{{id}}",), url=f"https://p{n}.test/{{id}}") for n in range(1000)),
    )
    assert len(list(Table(many).candidates("www.youtube.com"))) == len(list(table_of(PROVIDERS).candidates("www.youtube.com")))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.googletagmanager.com/ns.html?id=GTM-1", "tracker"),
        ("https://www.facebook.com/plugins/like.php?href=x", "share"),
        ("https://securepubads.g.doubleclick.net/x", "ad"),
        ("https://ads.news.test/frame", "ad"),
        ("https://news.test/embed/readspeaker/tts/1", "read_aloud"),
        ("https://news.test/uploads/chart/1", None),
    ],
)
def test_hosts_that_hold_no_media(url: str, expected: str | None) -> None:
    """Trackers, adverts and buttons are told from media by host, then by path words."""
    assert category(url) == expected
