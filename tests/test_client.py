"""Both clients: one plan, one question for one key, a card whatever happens."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from embedkit import AsyncClient, Client, Provider, render
from embedkit.errors import ConfigurationError
from embedkit.models import Block
from embedkit.providers import PROVIDERS
from embedkit.replay import Replay
from embedkit.resolve import Options
from tests.cases import FIXTURES

URL = "https://youtu.be/eiHXASgRTcA"
ANSWER = {"type": "video", "version": "1.0", "title": "Dawn", "author_name": "Ane", "width": 200, "height": 113}


class Counting:
    """A provider that counts its requests."""

    def __init__(self, status: int = 200) -> None:
        self.asked: list[str] = []
        self.status = status

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        return httpx.Response(self.status, json=ANSWER)


def test_a_url_becomes_a_card() -> None:
    """The provider's words, the row's player, and where each came from."""
    with httpx.Client(transport=httpx.MockTransport(Counting())) as http, Client(cache=None, http=http) as client:
        card = client.card(URL)
    assert (card.id, card.status, card.title, card.authors) == ("youtube:eiHXASgRTcA", "resolved", "Dawn", ("Ane",))
    assert card.embed is not None
    assert card.embed.cookieless_src == "https://www.youtube-nocookie.com/embed/eiHXASgRTcA"
    assert (card.provenance["title"], card.provenance["embed"]) == ("oembed", "synthesised")


def test_the_newsrooms_words_win() -> None:
    """Caption and credit come from the markup; the title from the provider."""
    markup = f'<figure><iframe src="{URL.replace("youtu.be/", "www.youtube.com/embed/")}" title="Mine"></iframe><figcaption>Our words. Video: AFP</figcaption></figure>'
    with httpx.Client(transport=httpx.MockTransport(Counting())) as http, Client(cache=None, http=http) as client:
        (card,) = client.cards(markup)
    assert (card.title, card.caption, card.credit.line if card.credit else None) == ("Dawn", "Our words.", "AFP")


def test_equal_requests_are_asked_once() -> None:
    """In one article, in many threads, in the next run from disk."""
    counting = Counting()
    with httpx.Client(transport=httpx.MockTransport(counting)) as http, Client(cache=None, http=http) as client:
        client.cards([Block(kind="video", url=URL), Block(kind="video", url="https://www.youtube.com/embed/eiHXASgRTcA")])
        start = threading.Barrier(50)
        with ThreadPoolExecutor(50) as pool:
            list(pool.map(lambda _: (start.wait(), client.card("https://vimeo.com/76979871")), range(50)))
    assert len(counting.asked) == 2


def test_a_warm_cache_asks_nothing(tmp_path: Path) -> None:
    """The answer is on disk for the next client, online or not."""
    counting = Counting()
    with httpx.Client(transport=httpx.MockTransport(counting)) as http:
        for _ in range(2):
            with Client(cache=tmp_path / "c", http=http) as client:
                assert client.card(URL).title == "Dawn"
    with Client(cache=tmp_path / "c", offline=True) as client:
        assert client.card(URL).title == "Dawn"
    assert len(counting.asked) == 1


@pytest.mark.parametrize(("status", "card"), [(404, "gone"), (403, "private"), (500, "synthesised"), (429, "synthesised")])
def test_failures_are_data(status: int, card: str) -> None:
    """A dead or private item is a card with a coded warning, and is not asked again at once."""
    counting = Counting(status)
    with httpx.Client(transport=httpx.MockTransport(counting)) as http, Client(cache=None, http=http) as client:
        found = client.card(URL)
        client.card(URL)
    assert found.status == card
    assert [w.code[:3] for w in found.warnings] == ["EK1"]
    assert len(counting.asked) == 1


def test_offline_still_gives_cards() -> None:
    """Without network the row and the markup say what they can."""
    with Client(cache=None, offline=True) as client:
        assert client.card(URL).status == "synthesised"
        assert client.card("https://news.test/story").status == "unresolved"
        assert client.card("nonsense").status == "unresolved"
        assert client.card("").id.startswith("text:")


async def test_the_asynchronous_client_says_the_same() -> None:
    """Order kept, equal requests asked once, the same cards."""
    counting = Counting()
    urls = [URL, "https://vimeo.com/76979871", URL, "https://www.youtube.com/watch?v=eiHXASgRTcA"]
    async with httpx.AsyncClient(transport=httpx.MockTransport(counting)) as http, AsyncClient(cache=None, http=http) as client:
        cards = await client.cards([Block(kind="video", url=url) for url in urls])
    assert [c.id for c in cards] == ["youtube:eiHXASgRTcA", "vimeo:76979871", "youtube:eiHXASgRTcA", "youtube:eiHXASgRTcA"]
    assert len(counting.asked) == 2


def test_clients_do_not_share_configuration() -> None:
    """A row that one client was given is unknown to another."""
    row = Provider(
        "own", "Own", "video", ("player.news.test/v/{id}",), url="https://player.news.test/v/{id}", player="https://player.news.test/v/{id}"
    )
    markup = '<iframe src="https://player.news.test/v/77" height="400"></iframe>'
    with Client(cache=None, offline=True, providers=(row, *PROVIDERS)) as mine, Client(cache=None, offline=True) as other:
        assert mine.card("https://player.news.test/v/77").id == "own:77"
        assert other.card("https://player.news.test/v/77").provider is None
        assert len(mine.cards(markup)) == len(other.cards(markup)) == 1


def test_mistakes_say_what_to_do(tmp_path: Path) -> None:
    """What this version does not have is refused, not ignored."""
    with pytest.raises(ConfigurationError, match="lock"):
        Client(lock="embedkit.lock")
    with pytest.raises(ConfigurationError, match="no such folder"):
        Replay(tmp_path / "none")
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(ConfigurationError, match="not a recorded answer"):
        Replay(tmp_path)
    with pytest.raises(ValueError, match="extra"):
        Options(colour="red")  # type: ignore[call-arg]


def test_every_recorded_answer_is_asked() -> None:
    """No answer under fixtures/http is left that no fixture article asks for."""
    replay = Replay(FIXTURES / "http")
    asked: set[str] = set()

    def spy(request: httpx.Request) -> httpx.Response:
        asked.add(str(request.url))
        return replay.handle_request(request)

    with httpx.Client(transport=httpx.MockTransport(spy)) as http, Client(cache=None, http=http) as client:
        for path in sorted((FIXTURES / "articles").iterdir()):
            client.cards(path.read_bytes())
    unasked = [
        f.name
        for f in sorted((FIXTURES / "http").iterdir())
        if not any(_matches(json.loads(f.read_text("utf-8"))["url"], url) for url in asked)
    ]
    assert unasked == []


def _matches(recorded: str, asked: str) -> bool:
    one, two = httpx.URL(recorded), httpx.URL(asked)
    return one.host == two.host and one.path == two.path and set(one.params.multi_items()) <= set(two.params.multi_items())


@pytest.mark.parametrize("url", ["https://www.twitch.tv/videos/123456789", "https://clips.twitch.tv/FunnyClipName-abc", "https://player.twitch.tv/?channel=newsdesk"])  # fmt: skip
def test_twitch_is_told_the_publishing_site(url: str) -> None:
    """Its player refuses to play without `parent`: from `site_url`, else from the markup; a warning says when nobody told it."""
    with Client(cache=None, offline=True, options=Options(site_url="https://www.news.test/")) as client:
        card = client.card(url)
    assert card.embed is not None
    assert card.embed.src.endswith("&parent=www.news.test")
    assert card.warnings == ()
    with Client(cache=None, offline=True) as client:
        told, untold = client.card(f"{url}{'&' if '?' in url else '?'}parent=news.test"), client.card(url)
    assert told.embed is not None
    assert told.embed.src.endswith("&parent=news.test")
    assert [w.code for w in untold.warnings] == ["EK131"]


def test_youtube_gets_a_referrer() -> None:
    """Without one its player shows Error 153: every card says the policy that a frame needs."""
    with Client(cache=None, offline=True) as client:
        for url in (URL, "https://www.youtube.com/shorts/eiHXASgRTcA", "https://www.youtube.com/playlist?list=PLabcdefghijkl"):
            card = client.card(url)
            assert card.embed is not None
            assert card.embed.referrerpolicy == "strict-origin-when-cross-origin"
            assert 'referrerpolicy="strict-origin-when-cross-origin"' in render(card, "html", load="eager")


def test_a_picture_that_will_expire_is_not_stored() -> None:
    """A signed thumbnail would be a hole in the page next week; the row's own pattern or none stands instead."""
    said = {**ANSWER, "thumbnail_url": "https://scontent.test/1.jpg?oh=a&oe=6730AAAA"}
    with (
        httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=said))) as http,
        Client(cache=None, http=http) as client,
    ):
        assert client.card("https://www.instagram.com/p/CabcDEFghij/").thumbnails == ()


async def test_a_share_link_becomes_the_items_card() -> None:
    """Both clients stop at the redirect: the provider's page behind it is never asked, and the card is the item's own."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        if request.url.host == "vm.tiktok.com":
            return httpx.Response(301, headers={"location": "https://www.tiktok.com/@a/video/7012345678901234567?_r=1"})
        return httpx.Response(200, json=ANSWER)

    with httpx.Client(transport=httpx.MockTransport(answer)) as http, Client(cache=None, http=http) as client:
        card = client.card(Block(kind="rich", url="https://vm.tiktok.com/ZMabc/"))
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as waiting, AsyncClient(cache=None, http=waiting) as other:
        assert (await other.card("https://vm.tiktok.com/ZMabc/")).id == card.id == "tiktok:7012345678901234567"
    assert (card.kind, card.title, card.embed is not None) == ("post", "Dawn", True)
    assert asked == ["vm.tiktok.com", "www.tiktok.com"] * 2


def _crossed(request: httpx.Request) -> httpx.Response:
    """Short links that lead to each other, and pages that name each other, or a link to themselves, as their oEmbed answer."""
    if request.url.host == "t.co":
        return httpx.Response(301, headers={"location": "https://t.co/" + ("b" if request.url.path == "/a" else "a")})
    if request.url.host == "bit.ly":
        return httpx.Response(301, headers={"location": "https://one.test/selfish"})
    href = {"/selfish": "https://bit.ly/x", "/left": "https://one.test/right", "/right": "https://one.test/left"}[request.url.path]
    return httpx.Response(200, html=f'<title>T</title><link rel="alternate" type="text/xml+oembed" href="{href}">')


CROSSED = ["https://t.co/a", "https://t.co/b", "https://bit.ly/x", "https://one.test/left", "https://one.test/right"] * 4


@pytest.mark.timeout(20)
async def test_requests_that_want_each_other_end() -> None:
    """Links that a hostile page crosses cost a card, never a client that waits for ever."""
    with (
        httpx.Client(transport=httpx.MockTransport(_crossed)) as http,
        Client(cache=None, http=http) as client,
        ThreadPoolExecutor(20) as pool,
    ):
        cards = list(pool.map(client.card, CROSSED))
    async with httpx.AsyncClient(transport=httpx.MockTransport(_crossed)) as waiting, AsyncClient(cache=None, http=waiting) as other:
        same = await other.cards([Block(kind="rich", url=url) for url in CROSSED])
    assert len(cards) == len(same) == len(CROSSED)
