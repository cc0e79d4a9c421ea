"""The resolver's plan, driven by hand: what it asks and what it makes of the answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from embedkit.asks import Answer, Entry, Fetch, Load, Save
from embedkit.identify import identify
from embedkit.models import Block, Facts, Problem
from embedkit.problems import PROBLEMS
from embedkit.resolve import Options, Outcome, Plan, resolve
from embedkit.resolvers import oembed, page

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
VIDEO = identify("https://youtu.be/eiHXASgRTcA")
GOOD = Answer(
    status=200,
    headers={"content-type": "application/json"},
    body=json.dumps({"type": "video", "version": "1.0", "title": "Dawn", "cache_age": 7200}).encode(),
)


def drive(plan: Plan, stored: Entry | None, answer: Answer | None) -> tuple[Outcome, list[object]]:
    """Runs a plan against one stored entry and one answer; what it asked stands beside the outcome."""
    asked: list[object] = []
    try:
        ask = next(plan)
        while True:
            asked.append(ask)
            ask = plan.send(stored if isinstance(ask, Load) else answer if isinstance(ask, Fetch) else None)
    except StopIteration as done:
        return done.value, asked


def test_a_cold_item_is_asked_and_saved() -> None:
    """Nothing stored: one fetch of the oEmbed endpoint with the canonical URL, then one save that obeys cache_age."""
    outcome, asked = drive(resolve(None, VIDEO, Options(), NOW), None, GOOD)
    assert [type(a) for a in asked] == [Load, Fetch, Save]
    assert isinstance(asked[2], Save)
    assert asked[2].key == "https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DeiHXASgRTcA&format=json"
    assert asked[2].entry.fresh_until == NOW + timedelta(hours=2)
    assert (outcome.status, outcome.facts[0].title) == ("resolved", "Dawn")


def test_five_spellings_share_one_key() -> None:
    """Every spelling of a URL asks for the same entry."""
    spellings = ("https://youtu.be/eiHXASgRTcA?si=x", "//www.youtube.com/embed/eiHXASgRTcA", "http://m.youtube.com/watch?v=eiHXASgRTcA", "https://www.youtube-nocookie.com/embed/eiHXASgRTcA", "https://youtube.com/v/eiHXASgRTcA")  # fmt: skip
    keys = {drive(resolve(None, identify(s), Options(), NOW), None, GOOD)[1][0].key for s in spellings}  # type: ignore[attr-defined]
    assert len(keys) == 1


def stored(fresh: bool) -> Entry:
    return Entry(
        url="x",
        status=200,
        text=GOOD.body.decode(),
        fetched_at=NOW - timedelta(days=9),
        fresh_until=NOW + timedelta(hours=1 if fresh else -1),
    )


def test_a_fresh_answer_is_not_asked_again() -> None:
    """Within its life an answer costs no request."""
    outcome, asked = drive(resolve(None, VIDEO, Options(), NOW), stored(True), None)
    assert [type(a) for a in asked] == [Load]
    assert outcome.status == "resolved"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=500),
        Answer(status=404),
        Answer(problem="timed_out"),
        Answer(problem="offline"),
        Answer(status=200, body=b"<html>captcha"),
    ],
)
def test_a_failure_never_replaces_a_good_answer(answer: Answer) -> None:
    """The old answer is served as stale and kept; only the next try is pushed back."""
    outcome, asked = drive(resolve(None, VIDEO, Options(), NOW), stored(False), answer)
    assert (outcome.status, outcome.facts[0].title) == ("stale", "Dawn")
    assert isinstance(asked[-1], Save)
    assert asked[-1].entry.text == stored(False).text
    assert asked[-1].entry.fresh_until > NOW


@pytest.mark.parametrize(
    ("url", "status", "problem"),
    [
        ("https://youtu.be/eiHXASgRTcA", 401, "embedding_disabled"), ("https://youtu.be/eiHXASgRTcA", 403, "private"), ("https://youtu.be/eiHXASgRTcA", 400, "gone"),
        ("https://vimeo.com/76979871", 403, "private"), ("https://vimeo.com/76979871", 404, "gone"), ("https://x.com/a/status/1234567890123", 404, "gone"),
        ("https://www.tiktok.com/@a/video/7012345678901234567", 429, "rate_limited"), ("https://vimeo.com/76979871", 503, "provider_down"),
    ],
)  # fmt: skip
def test_what_a_status_means(url: str, status: int, problem: Problem) -> None:
    """Providers differ in what they mean by a status; the failure is remembered as long as its kind says."""
    outcome, asked = drive(resolve(None, identify(url), Options(), NOW), None, Answer(status=status))
    assert outcome.problem == problem
    assert isinstance(asked[-1], Save)
    assert asked[-1].entry.fresh_until == NOW + PROBLEMS[problem].life


def test_retry_after_is_obeyed() -> None:
    """A provider that names a time is not asked before it."""
    _, asked = drive(resolve(None, VIDEO, Options(), NOW), None, Answer(status=429, headers={"retry-after": "7200"}))
    assert isinstance(asked[-1], Save)
    assert asked[-1].entry.fresh_until == NOW + timedelta(hours=2)


@pytest.mark.parametrize("kind", ["photo", "gallery", "video", "audio", "post"])
def test_what_the_markup_tells_is_not_asked(kind: str) -> None:
    """Photos, galleries and publishers' own players ask nothing."""
    block = Block(kind=kind, url="https://news.test/x")  # type: ignore[arg-type]
    assert drive(resolve(block, None, Options(), NOW), None, None)[1] == []


def test_a_related_article_asks_its_page() -> None:
    """The linked page's own words fill an article card; a provider's page is never asked."""
    body = b'<title>A - Site</title><meta property="og:title" content="A"><script type="application/ld+json">{"@type":"NewsArticle","headline":"A story"}</script>'
    outcome, asked = drive(
        resolve(Block(kind="article", url="https://news.test/a?utm_source=x"), None, Options(), NOW), None, Answer(status=200, body=body)
    )
    assert isinstance(asked[1], Fetch)
    assert asked[1].url == "https://news.test/a"
    assert [f.source for f in outcome.facts] == ["jsonld", "opengraph", "html"]
    assert drive(resolve(None, identify("https://www.twitch.tv/videos/123456789"), Options(), NOW), None, None)[1] == []


ODD: list[tuple[bytes, str | None]] = [
    (b'{"type":"video","title":"A","width":"560","height":"100%"}', "A"), (b'{"type":"rich","title":null,"html":["x"],"author_name":5}', None), (b'\xef\xbb\xbf{"type":"video","title":"A"}', "A"),
    (b'{"type":"video","width":1e30,"height":"5_60","title":"A"}', "A"), (b"<?xml version='1.0'?><oembed><type>video</type><title>A &amp; B</title></oembed>", "A & B"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "title"), ODD)
def test_odd_answers_are_read(body: bytes, title: str | None) -> None:
    """A field of the wrong type is absent; the others stand."""
    facts = oembed.read(body)
    assert isinstance(facts, Facts)
    assert facts.title == title
    assert facts.height is None


BROKEN = [b"", b"null", b"[]", b"{}", b"{", b'"x"', b"NaN", b"[" * 100_000, b'{"type":"video","title":"\\ud800', b"<!doctype html><title>x</title>", b"<oembed>", b"9" * 5_000,
          b'<!DOCTYPE oembed [<!ENTITY a "b">]><oembed><title>&a;</title></oembed>']  # fmt: skip


@pytest.mark.parametrize("body", BROKEN)
def test_broken_answers_are_problems(body: bytes) -> None:
    """What cannot be read is a problem, never an exception."""
    assert oembed.read(body) in ("not_oembed", "bot_wall")


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        ("Before you continue to YouTube", "bot_wall"),
        ("Just a moment...", "bot_wall"),
        ("Vimeo / CAPTCHA Challenge", "bot_wall"),
        ("404 - Page not found", "gone"),
        ("Seite nicht gefunden", "gone"),
    ],
)
def test_walls_are_refused_as_metadata(title: str, problem: str) -> None:
    """Consent walls, captchas and soft not-founds never become a title."""
    assert page.read(f"<title>{title}</title>".encode(), "https://news.test/") == problem
