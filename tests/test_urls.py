"""URL text: what is made absolute, unwrapped, cleaned, told apart."""

from __future__ import annotations

import pytest

from embedkit import identify, urls

BASE = "https://news.test/2026/story.html"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("//a.test/x", "https://a.test/x"), ("/x?a=1&amp;b=2", "https://news.test/x?a=1&b=2"), ("x.jpg", "https://news.test/2026/x.jpg"), ("https://a.test/a b", "https://a.test/a%20b"),
        ("&amp;amp;", "https://news.test/2026/&"), ("javascript:alert(1)", None), ("mailto:a@b.test", None), ("data:text/html,x", None), ("https://u@a.test/", None), ("https://a.test\\@b.test/", None),
        ("https://a.test/\x00", None), ("#top", None), ("", None), ("https://a.test/" + "x" * 5000, None), ("https://a%2eb.test/", None), ("java\nscript:alert(1)", None),
    ],
)  # fmt: skip
def test_clean(raw: str, clean: str | None) -> None:
    """Only web URLs that a browser and embedkit read alike pass."""
    assert urls.clean(raw, BASE) == clean


@pytest.mark.parametrize(
    ("wrapped", "inner"),
    [
        ("https://web.archive.org/web/20200101000000if_/https://youtu.be/eiHXASgRTcA", "https://youtu.be/eiHXASgRTcA"),
        ("https://news-test.cdn.ampproject.org/c/s/news.test/a", "https://news.test/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.test%2Fx", "https://a.test/x"),
        ("https://www.google.com/url?q=https%3A%2F%2Fa.test%2F", "https://a.test/"),
        ("https://a.test/wp-json/oembed/1.0/embed?url=https%3A%2F%2Fa.test%2Fpost", "https://a.test/post"),
        ("https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3DeiHXASgRTcA", "https://www.youtube.com/watch?v=eiHXASgRTcA"),
        ("https://a.test/x?url=https%3A%2F%2Fb.test", "https://a.test/x?url=https%3A%2F%2Fb.test"),
    ],
)
def test_unwrap(wrapped: str, inner: str) -> None:
    """Known wrappers give what they hold; any other URL stays."""
    assert urls.unwrap(wrapped) == inner


def test_tracking_goes_and_the_rest_stays() -> None:
    """What the URL says is kept."""
    assert urls.drop_tracking("https://a.test/x?utm_source=a&t=90&fbclid=b#c") == "https://a.test/x?t=90#c"
    assert urls.drop_tracking("https://a.test/x?si=1") == "https://a.test/x"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://a.test/bridge-1200x800.jpg", "https://a.test/bridge-600x400.webp"),
        ("https://a.test/bridge.jpg", "https://i0.wp.com/a.test/bridge.jpg?w=600"),
        ("https://a.test/_next/image?url=https%3A%2F%2Fa.test%2Fbridge.jpg&w=640", "https://a.test/bridge.jpg"),
        ("https://a.test/cdn-cgi/image/w=600/img/bridge.jpg", "https://a.test/img/bridge.jpg"),
    ],
)
def test_renditions_share_a_key(one: str, two: str) -> None:
    """Sizes, formats and proxies of one file are one picture."""
    assert urls.image_key(one) == urls.image_key(two)


def test_different_files_differ() -> None:
    """Pictures whose file name says nothing are told apart by their folder."""
    assert urls.image_key("https://a.test/9f8e7d6c5b4a/image.jpg") != urls.image_key("https://a.test/1a2b3c4d5e6f/image.jpg")


def test_kinds_and_share_links() -> None:
    """A file is told by the extension of its path; a share link needs one redirect."""
    assert [
        urls.media_kind(u)
        for u in (
            "https://a.test/x.MP4?y=.jpg",
            "https://a.test/x.m3u8",
            "https://a.test/x.mp3#t",
            "https://a.test/x.pdf",
            "https://a.test/x",
        )
    ] == ["video", "video", "audio", "document", None]
    assert not urls.needs_redirect("https://www.facebook.com/newsdesk/posts/1")


SHARED = (
    "fb.watch/aBcD12/ www.facebook.com/share/v/aBcD12/ m.facebook.com/share/p/aBcD12/ vm.tiktok.com/aBcD12/ vt.tiktok.com/aBcD12/ www.tiktok.com/t/aBcD12/ b23.tv/aBcD12 www.instagram.com/share/p/aBcD12 "
    "www.reddit.com/r/news/s/aBcD12 pin.it/aBcD12 gph.is/aBcD12 spotify.link/aBcD12 link.tospotify.com/aBcD12 on.soundcloud.com/aBcD12 soundcloud.app.goo.gl/aBcD12 goo.gl/maps/aBcD12 maps.app.goo.gl/aBcD12 "
    "bcove.video/aBcD12 www.kaltura.com/tiny/aBcD12 flic.kr/s/aBcD12 t.co/aBcD12"
).split()


@pytest.mark.parametrize("place", SHARED)
def test_a_share_link_without_an_id_is_known_as_such(place: str) -> None:
    """Only one redirect tells what it is: no row and no registry guesses."""
    assert urls.needs_redirect(f"https://{place}")
    assert identify(f"https://{place}") is None


@pytest.mark.parametrize(
    ("url", "dies"),
    [
        ("https://scontent.cdninstagram.com/v/t51/1.jpg?stp=x&oh=00_AB&oe=6730AAAA", True), ("https://p16.tiktokcdn.com/obj/a.jpeg?x-expires=1760000000&x-signature=a", True),
        ("https://b.s3.amazonaws.com/a.jpg?X-Amz-Expires=3600&X-Amz-Signature=a", True), ("https://i.ytimg.com/vi/eiHXASgRTcA/hqdefault.jpg", False), ("https://cdn.news.test/a.jpg?w=640&version=2", False),
    ],
)  # fmt: skip
def test_addresses_that_expire_are_known(url: str, dies: bool) -> None:
    """A signed address with an end is told from one that lasts."""
    assert urls.expires(url) is dies
