"""Providers' stills as the site's own files: fetched once, through the client's door, and only if they are pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from embedkit import Client
from embedkit.asks import Answer, Fetch
from embedkit.build.gallery import samples
from embedkit.build.posters import Posters, ending_of
from embedkit.models import Card, Image
from embedkit.network import Network
from embedkit.render import render
from embedkit.resolve import Options

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def card_with(url: str) -> Card:
    return samples()[0].model_copy(update={"thumbnails": (Image(url=url, width=1280, height=720),)})


@pytest.fixture
def fetch(httpserver: HTTPServer) -> Iterator[Callable[[Fetch], Answer]]:
    """A client's `fetch` that finds `img.test` on loopback."""
    with Client(cache=None, options=Options(network=Network(allow=("127.0.0.0/8",)))) as client:
        yield lambda ask: client.fetch(ask.model_copy(update={"url": httpserver.url_for(ask.url.removeprefix("https://img.test"))}))


def test_a_still_is_fetched_once_and_shown_from_the_site(httpserver: HTTPServer, fetch: Callable[[Fetch], Answer], tmp_path: Path) -> None:
    """The second card with the same still asks nobody, and the page names the site's own copy."""
    httpserver.expect_oneshot_request("/still.png").respond_with_data(PNG, content_type="image/png")
    card = card_with("https://img.test/still.png")
    posters = Posters(fetch, tmp_path, "/posters")
    own = posters.of(card)
    assert own is not None
    assert posters.of(card) == own
    assert (tmp_path / own.removeprefix("/posters/")).read_bytes() == PNG
    html = render(card, poster=own)
    assert f'src="{own}"' in html
    assert "img.test" not in html


@pytest.mark.parametrize("body", [b"<svg onload=alert(1)></svg>", b"<html>consent</html>", b"", b"GIF"])
def test_what_is_no_picture_is_not_kept(httpserver: HTTPServer, fetch: Callable[[Fetch], Answer], tmp_path: Path, body: bytes) -> None:
    """A page, an SVG or nothing with the type of a picture is refused by its first bytes."""
    httpserver.expect_request("/still.png").respond_with_data(body, content_type="image/png")
    assert Posters(fetch, tmp_path, "/p/").of(card_with("https://img.test/still.png")) is None
    assert list(tmp_path.iterdir()) == []


def test_a_missing_still_or_no_network_is_no_picture(httpserver: HTTPServer, fetch: Callable[[Fetch], Answer], tmp_path: Path) -> None:
    """404, and a client that asks nothing, leave the card without a still."""
    httpserver.expect_request("/gone.png").respond_with_data("", status=404)
    card = card_with("https://img.test/gone.png")
    assert Posters(fetch, tmp_path, "/p/").of(card) is None
    with Client(cache=None, offline=True) as offline:
        assert Posters(offline.fetch, tmp_path, "/p/").of(card) is None
        assert offline.fetch(Fetch(url=card.thumbnails[0].url)).problem == "offline"


def test_a_private_address_is_not_asked(tmp_path: Path) -> None:
    """A still on a private address is refused by the door as everything else is."""
    with Client(cache=None) as client:
        assert Posters(client.fetch, tmp_path, "/p/").of(card_with("http://127.0.0.1/still.png")) is None


@pytest.mark.parametrize(
    ("start", "ending"),
    [
        (b"\xff\xd8\xff\xe0", ".jpg"),
        (PNG, ".png"),
        (b"GIF89a", ".gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", ".webp"),
        (b"\0\0\0\x1cftypavif", ".avif"),
        (b"%PDF-", None),
    ],
)
def test_pictures_are_told_by_their_first_bytes(start: bytes, ending: str | None) -> None:
    """The file's ending follows what the file is, not what a server says."""
    assert ending_of(start) == ending
