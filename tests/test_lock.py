"""The lock file: the same answers give the same bytes, and only what was written is believed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedkit import AsyncClient, Client
from embedkit.asks import Entry
from embedkit.cache import MemoryCache
from embedkit.errors import ConfigurationError
from embedkit.layers import Ledger
from embedkit.lock import Lock, line, lockable
from embedkit.resolvers import oembed, page
from tests.cases import FIXTURES

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
URL = "https://youtu.be/eiHXASgRTcA"
KEY = "https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DeiHXASgRTcA&format=json"
SAID: dict[str, Any] = {"type": "video", "version": "1.0", "title": "Dawn", "html": '<iframe width="200" src="https://www.youtube.com/embed/eiHXASgRTcA"></iframe>'}  # fmt: skip


def entry(text: str = json.dumps(SAID), **more: Any) -> Entry:
    return Entry(**{"url": KEY, "status": 200, "text": text, "provider": "youtube", "fetched_at": NOW, "fresh_until": NOW, **more})


def answering(said: object = SAID, status: int = 200) -> tuple[httpx.MockTransport, list[str]]:
    """A provider, and the list of what it was asked."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(status, json=said)

    return httpx.MockTransport(answer), asked


def test_a_lock_is_read_as_it_was_written() -> None:
    """Lines are sorted by request, the first one names the format, and the file read again is the same file."""
    lock = Lock({"https://b.test/": entry(), "https://a.test/": entry(problem="gone", status=404, text="")})
    text = lock.text()
    assert [json.loads(one).get("key") for one in text.splitlines()] == [None, "https://a.test/", "https://b.test/"]
    assert Lock.of_text(text).text() == text
    assert Lock.of_text("\n".join(reversed(text.splitlines()[1:])).join([text.splitlines()[0] + "\n", "\n"])).text() == text


def test_a_line_says_nothing_that_passes() -> None:
    """Times, versions, ages, counters and addresses that expire are no part of an answer: they make no diff."""
    noisy = {**SAID, "cache_age": 3600, "view_count": 9, "thumbnail_url": "https://cdn.test/1.jpg?oe=6730AAAA&oh=1", "html": '<iframe id="widget-77" src="https://www.youtube.com/embed/eiHXASgRTcA"></iframe><script async></script>'}  # fmt: skip
    later = entry(
        json.dumps(noisy, indent=3), fetched_at=datetime(2027, 1, 1, tzinfo=UTC), etag='"v2"', modified="x", content_type="text/html"
    )
    assert line(KEY, later) == line(KEY, entry())
    assert not {"2026", "2027", "v2", "cache_age", "oe="} & set(line(KEY, later).replace('"', " ").split())
    assert line(KEY, entry(json.dumps({**SAID, "title": "Dusk"}))) != line(KEY, entry())


def _answers() -> list[tuple[str, str, str]]:
    found = []
    for file in sorted((FIXTURES / "http").iterdir()):
        said = json.loads(file.read_text("utf-8"))
        found.append((file.name, said["url"], json.dumps(said["json"]) if "json" in said else said["body"]))
    return found


@pytest.mark.parametrize(("name", "url", "text"), _answers(), ids=[name for name, _, _ in _answers()])
def test_a_locked_answer_says_what_the_answer_said(name: str, url: str, text: str) -> None:
    """Whatever is read from a provider's answer or a page is read from its line too."""
    locked = Lock({url: entry(text, url=url)}).get(url)
    assert locked is not None
    said = page.read(text, url) if name.startswith("page-") else oembed.read(text)
    # What is no answer is locked as the problem it is, without its text.
    assert isinstance(said, str) or said == (page.read(locked.text, url) if name.startswith("page-") else oembed.read(locked.text))


@given(text=st.text(), title=st.text(), key=st.text(min_size=1, alphabet=st.characters(blacklist_categories=["Cs"])))
def test_any_answer_is_one_line(text: str, title: str, key: str) -> None:
    """No answer breaks the file: line separators, characters that turn the direction and lone surrogates are written as escapes."""
    for said in (text, json.dumps({"type": "video", "title": title})):
        written = Lock({key: entry(said)}).text()
        assert len(written.splitlines()) == 2
        assert written.encode()
        assert not set(written) & set("\u202e\u2066\u200b\ufeff\x7f\x85")
        assert Lock.of_text(written).text() == written


def test_a_moments_trouble_is_not_locked() -> None:
    """What a provider means stays; what may be otherwise in an hour does not."""
    kept = {p for p in ("gone", "private", "embedding_disabled", "bot_wall", "not_oembed", "refused_address") if lockable(entry(problem=p))}
    assert len(kept) == 6
    assert not any(lockable(entry(problem=p)) for p in ("rate_limited", "provider_down", "timed_out", "not_yet_public", "offline"))


BROKEN: list[tuple[Callable[[str], str], str]] = [
    (lambda t: t.replace("Dawn", "Dusk"), "line 2.*not the one that was written"), (lambda t: t + t.splitlines()[1] + "\n", "line 3.*second answer"),
    (lambda t: t.replace('{"key"', '<<<<<<< HEAD\n{"key"'), "line 2.*merge"), (lambda t: t.partition("\n")[2], "not a lock file"), (lambda t: t.replace("1}", "2}"), "not a lock file"),
    (lambda t: t.replace('"youtube"', '["youtube"]'), "line 2"), (lambda t: "", "not a lock file"), (lambda t: t + "[" * 5_000, "line 3"), (lambda t: t.replace('"sha256"', '"sha1"'), "line 2"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "words"), BROKEN)
def test_a_damaged_lock_says_where(damage: Callable[[str], str], words: str, tmp_path: Path) -> None:
    """Edits by hand, merges and foreign files are the caller's mistakes, told with the line and the mend."""
    (tmp_path / "embedkit.lock").write_text(damage(Lock({KEY: entry()}).text()), "utf-8")
    with pytest.raises(ConfigurationError, match=words):
        Client(lock=tmp_path / "embedkit.lock")


def test_a_lock_is_asked_before_cache_and_provider() -> None:
    """What it answers is not asked, has no age and is used for ever; what it has not is asked."""
    transport, asked = answering({**SAID, "title": "Dusk"})
    lock, far = Lock({KEY: entry()}), datetime(2046, 1, 1, tzinfo=UTC)
    with httpx.Client(transport=transport) as http, Client(cache=None, http=http, lock=lock, now=lambda: far) as client:
        locked, other = client.card(URL), client.card("https://vimeo.com/76979871")
    assert (locked.title, locked.status, locked.fetched_at, locked.fresh_until) == ("Dawn", "resolved", None, None)
    assert locked.provenance["title"] == "oembed"
    assert (other.title, len(asked)) == ("Dusk", 1)


async def test_frozen_clients_ask_nothing(tmp_path: Path) -> None:
    """A frozen client reads neither cache nor network: what the lock has not is a problem with a code of its own."""
    transport, asked = answering()
    with httpx.Client(transport=transport) as http:
        with Client(cache=tmp_path / "c", http=http) as warm:
            warm.card("https://vimeo.com/76979871")
        with (
            Client(cache=tmp_path / "c", http=http, lock=Lock({KEY: entry()}), frozen=True) as client,
            Client(cache=tmp_path / "new", lock=Lock(), frozen=True),
        ):
            assert not (tmp_path / "new").exists()
            assert client.card(URL).title == "Dawn"
            missing = client.card("https://vimeo.com/76979871")
    async with AsyncClient(cache=None, lock=Lock({KEY: entry()}), frozen=True) as same:
        assert (await same.card(URL)).title == "Dawn"
        assert (await same.card("https://vimeo.com/76979871")).problem == "not_in_lock"
    assert (missing.status, missing.problem, [w.code for w in missing.warnings]) == ("synthesised", "not_in_lock", ["EK113"])
    assert len(asked) == 1


def test_refresh_asks_again_and_loses_nothing() -> None:
    """Fresh and locked answers are asked again, each request once; where that fails the old answer stands."""
    transport, asked = answering({**SAID, "title": "Dusk"})
    with httpx.Client(transport=transport) as http, Client(cache=None, http=http, lock=Lock({KEY: entry()}), refresh=True) as client:
        assert [client.card(URL).title, client.card(URL).title] == ["Dusk", "Dusk"]
    failing, _ = answering(status=404)
    with httpx.Client(transport=failing) as http, Client(cache=None, http=http, lock=Lock({KEY: entry()}), refresh=True) as client:
        card = client.card(URL)
    assert (card.title, card.status, card.problem) == ("Dawn", "stale", "gone")
    assert len(asked) == 1


@pytest.mark.parametrize("wrong", [{"frozen": True}, {"refresh": True, "offline": True}, {"refresh": True, "frozen": True, "lock": Lock()}])
def test_wishes_that_contradict_are_refused(wrong: dict[str, Any]) -> None:
    """Asking everything and asking nothing, a frozen client without a lock."""
    with pytest.raises(ConfigurationError, match=r"frozen=|refresh="):
        Client(cache=None, **wrong)


def test_a_locked_share_link_needs_no_network() -> None:
    """Where it leads is locked like an answer: a frozen client makes the same card of it."""

    def world(request: httpx.Request) -> httpx.Response:
        if request.url.host == "vm.tiktok.com":
            return httpx.Response(301, headers={"location": "https://www.tiktok.com/@a/video/7012345678901234567"})
        return httpx.Response(200, json=SAID)

    ledger = Ledger(MemoryCache())
    with httpx.Client(transport=httpx.MockTransport(world)) as http, Client(cache=ledger, http=http) as client:
        online = client.card("https://vm.tiktok.com/ZMabc/")
    lock = Lock.of_text(Lock({key: used for key, used in ledger.used.items() if used is not None}).text())
    with Client(lock=lock, frozen=True) as client:
        frozen = client.card("https://vm.tiktok.com/ZMabc/")
    left_out = {"fetched_at", "fresh_until"}
    assert frozen.id == "tiktok:7012345678901234567"
    assert frozen.model_dump(exclude=left_out) == online.model_dump(exclude=left_out)
