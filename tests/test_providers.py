"""The provider rows prove themselves: each carries its own examples and counter-examples."""

from __future__ import annotations

import pytest

from embedkit.identify import identify, identify_id, identify_poster, table_of
from embedkit.providers import PROVIDERS, Provider
from embedkit.providers.hosts import category
from embedkit.providers.match import Table

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
    others = tuple(other for other in PROVIDERS if other.key != row.key and not any(shape.startswith("*/") for shape in other.urls))
    for url in row.examples:
        found = identify(url, providers=others, registry=False)
        assert found is None or (found.provider, row.key) in BEHIND, url


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
    """The sixty most used providers and more have a row of their own."""
    assert len({row.key for row in PROVIDERS}) >= 80


def test_what_a_url_says_is_kept() -> None:
    """Shorts, time codes and unlisted hashes survive; tracking does not."""
    short = identify("https://youtube.com/shorts/eiHXASgRTcA?feature=share&si=x")
    assert short is not None
    assert (short.oembed_url, short.aspect_ratio) == ("https://www.youtube.com/shorts/eiHXASgRTcA", 9 / 16)
    timed = identify("https://youtu.be/eiHXASgRTcA?t=90&si=x")
    assert timed is not None
    assert timed.url == "https://www.youtube.com/watch?v=eiHXASgRTcA&t=90"
    hidden = identify("https://player.vimeo.com/video/76979871?h=a1b2c3d4e5&badge=0")
    assert hidden is not None
    assert hidden.url == "https://vimeo.com/76979871/a1b2c3d4e5"


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
