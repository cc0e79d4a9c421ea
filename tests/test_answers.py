"""Providers' answers over a real connection, good and bad: what each makes of a card. The cases are `fixtures/net/*.txt`."""

from __future__ import annotations

import codecs
import re
import socket
from collections.abc import Iterator

import pytest

from embedkit import Client, Provider
from embedkit.models import Card
from embedkit.network import Network
from embedkit.providers import PROVIDERS
from embedkit.resolve import Options
from tests.cases import Case, folder
from tests.servers import Server, answer, serving

CASES = folder("net")


def _wire(source: str) -> bytes:
    """The answer as it is sent: `\\xNN` is a byte, a head ends with a blank line, the length is added."""
    data = re.sub(rb"\\x([0-9a-f]{2})", lambda m: codecs.decode(m[1], "hex"), source.encode())
    head, _, body = data.partition(b"\n\n")
    lines = [b"HTTP/1.1 " + head.strip().replace(b"\n", b"\r\n"), b"Content-Length: %d" % len(body)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def _said(card: Card) -> str:
    """What the answer made of the card, in one line."""
    picture = card.thumbnails[0] if card.thumbnails else None
    parts = [
        card.status,
        card.problem or "",
        repr(card.title) if card.title else "",
        f"by {', '.join(card.authors)}" if card.authors else "",
        f"{card.duration_s:g} s" if card.duration_s else "",
        f"picture {picture.width}x{picture.height}" if picture else "",
    ]
    return " ".join(filter(None, parts))


@pytest.fixture(scope="module")
def provider() -> Iterator[Server]:
    """One provider, whose item with the number of a case is answered with that case."""

    def behave(stream: socket.socket, target: str) -> None:
        number = int(target.partition("video.test%2F")[2].partition("&")[0])
        stream.sendall(_wire(CASES[number].source))

    with serving(behave) as server:
        yield server


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where)
def test_what_an_answer_makes_of_a_card(provider: Server, case: Case) -> None:
    """A row that was written by hand: the answer as it comes over the wire, and the card's status, problem, words and sizes."""
    row = Provider(
        "loop",
        "Loop",
        "video",
        ("video.test/{id:int}",),
        url="https://video.test/{id}",
        oembed=provider.url("/oembed"),
    )
    network = Network(allow=("127.0.0.0/8",), per_second=1000)
    with Client(cache=None, providers=(row, *PROVIDERS), options=Options(network=network)) as client:
        card = client.card(f"https://video.test/{CASES.index(case)}")
    assert _said(card) == case.expected, case.name


def test_the_page_of_an_unknown_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that names its oEmbed answer inside is refused there too: discovery passes the same door."""
    page = b'<title>T</title><link rel="alternate" type="application/json+oembed" href="http://10.0.0.1/oembed">'
    with (
        serving(answer(page, "200 OK", "Content-Type: text/html")) as server,
        Client(cache=None, options=Options(network=Network(allow=("127.0.0.0/8",)))) as client,
    ):
        card = client.card(server.url("/story"))
    assert (card.title, card.status) == ("T", "resolved")
    assert server.requests == ["/story"]
