"""A card that was made before: given again only where it would be made the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from embedkit import AsyncClient, Block, Client
from embedkit.cache import Cache
from embedkit.recall import _CARDS, Recall

URL = "https://youtu.be/eiHXASgRTcA"
BLOCK = Block(kind="video", url=URL, caption="Ours")


class Provider:
    """Answers with a title that may change."""

    def __init__(self) -> None:
        self.title, self.asked = "Dawn", 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        return httpx.Response(200, content=json.dumps({"type": "video", "title": self.title, "cache_age": 7200}))


@pytest.fixture
def provider() -> Provider:
    return Provider()


def test_an_equal_item_has_the_same_card(provider: Provider, tmp_path: Path) -> None:
    """Of a URL and of a block, each its own; another caption is another card."""
    with httpx.Client(transport=httpx.MockTransport(provider)) as http, Client(cache=tmp_path, http=http) as client:
        client.cards([BLOCK])
        client.card(URL)
        assert client.card(URL) is client.card(URL)
        assert client.cards([BLOCK])[0] is client.cards([BLOCK])[0]
        assert client.card(URL).caption is None
        assert client.card(BLOCK.model_copy(update={"caption": "Other"})).caption == "Other"
    assert provider.asked == 1


def test_what_is_at_hand_is_asked_of_nobody(provider: Provider, tmp_path: Path) -> None:
    """A card of a stored answer is the one that `card` gives; without one there is none, an expired one counts only where nothing is asked."""
    now = [datetime(2026, 11, 3, tzinfo=UTC)]
    with httpx.Client(transport=httpx.MockTransport(provider)) as http, Client(cache=tmp_path, http=http, now=lambda: now[0]) as client:
        assert client.at_hand(BLOCK) is None
        card = client.card(BLOCK)
    with Client(cache=tmp_path, now=lambda: now[0]) as client:
        assert client.at_hand(BLOCK, keep=False) == card
        assert BLOCK not in client._recall
        assert client.at_hand(BLOCK) == card
        now[0] += timedelta(days=2)
        assert client.at_hand(BLOCK) is None
    with Client(cache=tmp_path, offline=True, now=lambda: now[0]) as client:
        assert client.at_hand(BLOCK) == client.card(BLOCK)
        assert client.at_hand(URL.replace("eiHXASgRTcA", "aaaaaaaaaaa")) == client.card(URL.replace("eiHXASgRTcA", "aaaaaaaaaaa"))
    assert provider.asked == 1


def test_what_another_process_stores_is_seen(provider: Provider, tmp_path: Path) -> None:
    """The stored answer is read each time: a newer one makes another card, a forgotten one is asked again."""
    with httpx.Client(transport=httpx.MockTransport(provider)) as http, Client(cache=tmp_path, http=http) as client:
        assert [client.card(URL).title for _ in range(3)] == ["Dawn"] * 3
        provider.title = "Dusk"
        other = Cache(tmp_path)
        with Client(cache=other, http=http, refresh=True) as refreshing:
            refreshing.card(URL)
        assert client.card(URL).title == "Dusk"
        other.clear()
        provider.title = "Night"
        assert client.card(URL).title == "Night"
        other.close()
    assert provider.asked == 3


async def test_a_card_ends_with_its_answer(provider: Provider) -> None:
    """When the answer's life is over, it is asked again, by both clients."""
    now = [datetime(2026, 11, 3, tzinfo=UTC)]
    with httpx.Client(transport=httpx.MockTransport(provider)) as http, Client(cache=None, http=http, now=lambda: now[0]) as client:
        assert (client.card(URL).title, client.card(URL).title) == ("Dawn", "Dawn")
        now[0] += timedelta(hours=3)
        provider.title = "Dusk"
        assert client.card(URL).title == "Dusk"
    async with (
        httpx.AsyncClient(transport=httpx.MockTransport(provider)) as waiting,
        AsyncClient(cache=None, http=waiting, now=lambda: now[0]) as other,
    ):
        assert [card.title for card in await other.cards([BLOCK, BLOCK])] == ["Dusk", "Dusk"]
        assert await other.card(BLOCK) is (await other.cards([BLOCK]))[0]
        now[0] += timedelta(hours=3)
        provider.title = "Night"
        assert (await other.card(BLOCK)).title == "Night"


def test_a_failure_is_not_given_again_for_nothing(provider: Provider) -> None:
    """Offline, nothing is stored: what was not asked is asked when there is a network again."""
    with Client(cache=None, offline=True) as client:
        assert client.card(URL).problem == "offline"
        assert client.card(URL).problem == "offline"


def test_few_cards_are_kept() -> None:
    """A client that lives long does not grow."""
    recall = Recall()
    with Client(cache=None, offline=True) as client:
        card = client.card("https://news.test/a.mp4")
    for number in range(_CARDS + 10):
        recall.keep(f"https://news.test/{number}.mp4", card, [])
    assert "https://news.test/0.mp4" not in recall
    assert f"https://news.test/{_CARDS + 9}.mp4" in recall
