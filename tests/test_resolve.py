"""The resolver's plan, driven by hand: what it asks and what it makes of the answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from embedkit.asks import Answer, Entry, Fetch, Load, Save
from embedkit.encoding import of_answer
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


@pytest.mark.parametrize(
    ("status", "named", "life"),
    [
        (429, "7200", timedelta(hours=2)), (503, "7200", timedelta(hours=2)), (429, "60", timedelta(hours=1)), (429, "Tue, 03 Nov 2026 15:00:00 GMT", timedelta(hours=3)),
        (429, "Tue, 03 Nov 2020 15:00:00 GMT", timedelta(hours=1)), (429, "Tue, 03 Nov 2099 15:00:00 GMT", timedelta(days=1)), (429, "soon", timedelta(hours=1)), (404, "60", timedelta(days=1)),
    ],
)  # fmt: skip
def test_retry_after_is_obeyed(status: int, named: str, life: timedelta) -> None:
    """A provider that names seconds or a date is not asked before it, nor earlier than the failure's own life; a day at most."""
    _, asked = drive(resolve(None, VIDEO, Options(), NOW), None, Answer(status=status, headers={"retry-after": named}))
    assert isinstance(asked[-1], Save)
    assert asked[-1].entry.fresh_until == NOW + life


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


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("https://newsdesk.substack.com/p/a-title?utm_source=x", "https://newsdesk.substack.com/p/a-title"),
        ("https://blog.test/2026/a-title/embed/#?secret=AbCdEf1234", "https://blog.test/2026/a-title/"),
    ],
)
def test_an_embedded_article_asks_its_own_page(said: str, asked: str) -> None:
    """A card of an article has no player: its row knows the address, its page knows the rest."""
    identity = identify(said)
    assert identity is not None
    assert (identity.kind, identity.url) == ("article", asked)
    fetches = [ask for ask in drive(resolve(None, identity, Options(), NOW, url=said), None, GOOD)[1] if isinstance(ask, Fetch)]
    assert fetches[0].url == asked


@pytest.mark.parametrize(("body", "title"), ODD)
def test_odd_answers_are_read(body: bytes, title: str | None) -> None:
    """A field of the wrong type is absent; the others stand."""
    facts = oembed.read(of_answer(body))
    assert isinstance(facts, Facts)
    assert facts.title == title
    assert facts.height is None


BROKEN = [b"", b"null", b"[]", b"{}", b"{", b'"x"', b"NaN", b"[" * 100_000, b'{"type":"video","title":"\\ud800', b"<!doctype html><title>x</title>", b"<oembed>", b"9" * 5_000,
          b'<!DOCTYPE oembed [<!ENTITY a "b">]><oembed><title>&a;</title></oembed>']  # fmt: skip


@pytest.mark.parametrize("body", BROKEN)
def test_broken_answers_are_problems(body: bytes) -> None:
    """What cannot be read is a problem, never an exception."""
    assert oembed.read(of_answer(body)) in ("not_oembed", "bot_wall")


@pytest.mark.parametrize("problem", ["offline", "not_in_lock"])
def test_what_was_not_asked_changes_nothing(problem: Problem) -> None:
    """An old answer is served as stale, and neither it nor its next try is touched; without one nothing is stored."""
    outcome, asked = drive(resolve(None, VIDEO, Options(), NOW), stored(False), Answer(problem=problem))
    assert (outcome.status, outcome.problem, [type(a) for a in asked]) == ("stale", problem, [Load, Fetch])
    assert [type(a) for a in drive(resolve(None, VIDEO, Options(), NOW), None, Answer(problem=problem))[1]] == [Load, Fetch]


WALLS = ("Before you continue to YouTube", "Bevor Sie zu YouTube weitergehen", "Just a moment...", "Vimeo / CAPTCHA Challenge", "Attention Required! | Cloudflare", "Login • Instagram",
         "Access Denied", "Consent", "Log in to Facebook | Facebook", "Are you a robot?", "The Courier - Security check", "403 Forbidden")  # fmt: skip
MISSING = (
    "404 - Page not found",
    "Seite nicht gefunden",
    "Page introuvable | Le Courrier",
    "Error 404",
    "Oops! Page not found",
    "The Courier | 404",
    "This page isn't available",
)
HEADLINES = ("Captcha farms: who clicks for pennies", "Cloudflare outage takes half the web offline", "Login data of a million customers stolen", "404 people applied for one job - The Courier",
             "Forbidden City reopens", "Consent is not a form, says the judge", "Page not found: how an error became art", "Sign in the window - a short story")  # fmt: skip


@pytest.mark.parametrize(
    ("title", "problem"), [*((t, "bot_wall") for t in WALLS), *((t, "gone") for t in MISSING), *((t, None) for t in HEADLINES)]
)
def test_walls_are_refused_as_metadata(title: str, problem: str | None) -> None:
    """Consent walls, captchas and soft not-founds never become a title; a headline about them does."""
    said = page.read(f"<title>{title}</title>", "https://news.test/")
    assert said == problem if problem else isinstance(said, page.PageSays)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://consent.news.test/m?continue=x", "bot_wall"), ("https://news.test/login?next=x", "bot_wall"), ("https://news.test/", "gone"), ("https://www.news.test/", "gone"),
        ("https://news.test/story-of-the-year-2", None), ("https://other.test/", None),
    ],
)  # fmt: skip
def test_where_redirects_end_tells(url: str, problem: str | None) -> None:
    """A journey that ends at a wall, or at the front page instead of the story, gives no metadata."""
    body = b'<title>News</title><meta property="og:title" content="News">'
    plan = resolve(Block(kind="article", url="https://news.test/story-of-the-year"), None, Options(), NOW)
    assert drive(plan, None, Answer(status=200, body=body, url=url))[0].problem == problem


@pytest.mark.parametrize(
    ("url", "status", "body", "problem"),
    [
        ("https://www.instagram.com/p/CabcDEFghij/", 400, '{"error":{"message":"x","type":"OAuthException","code":4}}', "rate_limited"), ("https://www.instagram.com/p/CabcDEFghij/", 400, '{"error":{"code":100}}', "gone"),
        ("https://www.facebook.com/reel/1234567890123", 500, '{"error":{"code":2}}', "provider_down"), ("https://vimeo.com/76979871", 404, '{"error":"The video is still being processed"}', "not_yet_public"),
        ("https://vimeo.com/76979871", 425, "", "not_yet_public"), ("https://www.dailymotion.com/video/x8abcde", 403, '{"error":"Embedding of this video is not allowed"}', "embedding_disabled"),
        ("https://www.reddit.com/r/news/comments/abc12d/a/", 403, "<html>window._cf_chl_opt={}", "bot_wall"), ("https://vimeo.com/76979871", 200, '{"code":404,"error":"no such video"}', "gone"),
        ("https://vimeo.com/76979871", 200, '{"error":{"code":429}}', "rate_limited"),
    ],
)  # fmt: skip
def test_an_errors_own_words_count(url: str, status: int, body: str, problem: Problem) -> None:
    """What an unsuccessful answer says of itself is believed before its status, an error inside a success too."""
    assert drive(resolve(None, identify(url), Options(), NOW), None, Answer(status=status, body=body.encode()))[0].problem == problem


ENCODED = [
    ("<title>Überfüllt – „Bähnle“</title>".encode("windows-1252"), "text/html; charset=windows-1252"), ("<meta charset=iso-8859-1><title>Überfüllt – „Bähnle“</title>".encode("windows-1252"), "text/html"),
    ("<title>Überfüllt – „Bähnle“</title>".encode(), "text/html; charset=iso-8859-1"), ("<title>Überfüllt – „Bähnle“</title>".encode("utf-16"), "text/html"),
    ("<title>Überfüllt – „Bähnle“</title>".encode("utf-16-le"), "text/html"), ("<title>Überfüllt – „Bähnle“</title>".encode("windows-1252"), "text/html; charset=nonsense"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "kind"), ENCODED)
def test_pages_of_every_encoding_are_read(body: bytes, kind: str) -> None:
    """The header, the document and the bytes themselves tell the encoding; UTF-8 that is declared as something else is still UTF-8."""
    plan = resolve(Block(kind="article", url="https://news.test/a"), None, Options(), NOW)
    assert drive(plan, None, Answer(status=200, body=body, headers={"content-type": kind}))[0].facts[0].title == "Überfüllt – „Bähnle“"


@pytest.mark.parametrize("codec", ["shift_jis", "euc-jp", "iso-2022-jp", "utf-8", "utf-16"])
def test_oembed_of_every_encoding_is_read(codec: str) -> None:
    """JSON by its header's charset, XML by its own declaration."""
    title = "夜明けの市場"
    for body, kind in (('{"type":"video","title":"%s"}', f"application/json; charset={codec}"), (f'<?xml version="1.0" encoding="{codec}"?><oembed><type>video</type><title>%s</title></oembed>', "text/xml")):  # fmt: skip
        answer = Answer(status=200, body=(body % title).encode(codec), headers={"content-type": kind})
        assert drive(resolve(None, VIDEO, Options(), NOW), None, answer)[0].facts[0].title == title


def answers(plan: Plan, said: dict[str, Answer]) -> tuple[Outcome, list[str]]:
    """Runs a plan with nothing stored against answers by URL; the URLs that it asked stand beside the outcome."""
    asked: list[str] = []
    try:
        ask = next(plan)
        while True:
            if isinstance(ask, Fetch):
                asked.append(ask.url)
            ask = plan.send(said.get(ask.url, Answer(status=404)) if isinstance(ask, Fetch) else None)
    except StopIteration as done:
        return done.value, asked


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("application/json+oembed", b'{"type":"video","title":"Told by oEmbed"}'),
        ("text/xml+oembed", b"<oembed><type>video</type><title>Told by oEmbed</title></oembed>"),
    ],
)
def test_discovery_is_followed(kind: str, answer: bytes) -> None:
    """The oEmbed link of an unknown host's page is asked, JSON or XML; its words come before the page's own."""
    head = (
        f'<title>Page</title><meta property="og:title" content="Told by the page"><link rel="alternate" type="{kind}" href="/oembed?id=7">'
    )
    said = {
        "https://tube.test/v/7": Answer(status=200, body=head.encode()),
        "https://tube.test/oembed?id=7": Answer(status=200, body=answer),
    }
    outcome, asked = answers(resolve(Block(kind="rich", url="https://tube.test/v/7"), None, Options(), NOW), said)
    assert asked == list(said)
    assert [f.title for f in outcome.facts[:2]] == ["Told by oEmbed", "Told by the page"]
    assert answers(resolve(Block(kind="article", url="https://tube.test/v/7"), None, Options(), NOW), said)[1] == ["https://tube.test/v/7"]


def test_a_discovered_address_that_fails_costs_nothing() -> None:
    """The page's own words stand; a page that names itself as its oEmbed address is asked once."""
    for href in ("http://127.0.0.1/oembed", "/v/7", "javascript:x"):
        head = f'<title>Page</title><link rel="alternate" type="application/json+oembed" href="{href}">'
        said = {
            "https://tube.test/v/7": Answer(status=200, body=head.encode()),
            "http://127.0.0.1/oembed": Answer(problem="refused_address"),
        }
        outcome, asked = answers(resolve(None, None, Options(), NOW, url="https://tube.test/v/7"), said)
        assert (outcome.status, outcome.facts[0].title) == ("resolved", "Page")
        assert asked == [url for url in said if url != "http://127.0.0.1/oembed" or href == url]


def fetched(url: str, options: Options) -> Fetch:
    """The first request for a URL."""
    return next(ask for ask in drive(resolve(None, identify(url), options, NOW), None, GOOD)[1] if isinstance(ask, Fetch))


def test_options_reach_the_request_and_its_key() -> None:
    """Size and language are part of what is asked and of the key; Vimeo is told the publishing site, others are not."""
    options = Options(site_url="https://news.test/", language="de", max_width=640)
    youtube, vimeo, x = (
        fetched(url, options)
        for url in ("https://youtu.be/eiHXASgRTcA", "https://vimeo.com/76979871", "https://x.com/a/status/1234567890123456")
    )
    assert "maxwidth=640" in youtube.url
    assert (youtube.language, youtube.referer, vimeo.referer) == ("de", None, "https://news.test/")
    assert youtube.key.endswith("#language=de")
    assert vimeo.key.endswith("#language=de&referer=https://news.test/")
    assert "dnt=1" in vimeo.url
    assert "dnt=true" in x.url
    assert "lang=de" in x.url
    assert "dnt" not in fetched("https://vimeo.com/76979871", Options(do_not_track=False)).url


@pytest.mark.parametrize("value", ["news.test", "ftp://news.test", "https://a@news.test/", ""])
def test_a_site_url_is_a_web_address(value: str) -> None:
    """What no provider could use is the caller's mistake."""
    with pytest.raises(ValueError, match="site_url"):
        Options(site_url=value)


def test_shorts_and_meta_are_asked_as_they_want() -> None:
    """A Short by its own URL, else its answer is 16:9; Meta's endpoints of the version that needs no token, without one."""
    assert (
        "url=https%3A%2F%2Fwww.youtube.com%2Fshorts%2FeiHXASgRTcA" in fetched("https://youtube.com/shorts/eiHXASgRTcA?si=x", Options()).url
    )
    for url, endpoint in (
        ("https://www.instagram.com/p/CabcDEFghij/", "https://graph.facebook.com/v25.0/instagram_oembed?url="), ("https://www.facebook.com/reel/1234567890123", "https://graph.facebook.com/v25.0/oembed_video?url="),
        ("https://www.facebook.com/newsdesk/posts/pfbid02abcDEF", "https://graph.facebook.com/v25.0/oembed_post?url="), ("https://www.threads.com/@a/post/DabcDEFghij", "https://graph.threads.com/oembed?url="),
    ):  # fmt: skip
        assert fetched(url, Options()).url.startswith(endpoint)
        assert "token" not in fetched(url, Options()).url


def test_a_known_version_is_asked_for_changes_only() -> None:
    """An expired answer is asked with its validators; 304 makes it fresh again, without a body."""
    old = stored(False).model_copy(update={"etag": '"v1"', "modified": "Tue, 03 Nov 2026 08:00:00 GMT"})
    outcome, asked = drive(resolve(None, VIDEO, Options(), NOW), old, Answer(status=304))
    assert isinstance(asked[1], Fetch)
    assert (asked[1].etag, asked[1].modified) == (old.etag, old.modified)
    assert isinstance(asked[2], Save)
    assert asked[2].entry.fresh_until == NOW + timedelta(hours=2)
    assert (outcome.status, outcome.facts[0].title) == ("resolved", "Dawn")
    assert drive(resolve(None, VIDEO, Options(), NOW), None, Answer(status=304))[0].problem == "provider_down"


def test_a_share_link_is_asked_where_it_leads() -> None:
    """One redirect tells the item; the page behind it is never fetched, its oEmbed is asked; a chain ends after three."""
    said = {
        "https://vm.tiktok.com/ZMabc/": Answer(status=301, url="https://www.tiktok.com/@a/video/7012345678901234567?_r=1", moved=True),
        "https://www.tiktok.com/oembed?url=https%3A%2F%2Fwww.tiktok.com%2F%40a%2Fvideo%2F7012345678901234567&format=json": GOOD,
    }
    outcome, asked = answers(resolve(None, None, Options(), NOW, url="https://vm.tiktok.com/ZMabc/"), said)
    assert asked == list(said)
    assert outcome.identity is not None
    assert (outcome.identity.native_id, outcome.facts[0].title, outcome.status) == ("7012345678901234567", "Dawn", "resolved")
    loop = {
        "https://t.co/a": Answer(status=301, url="https://t.co/b", moved=True),
        "https://t.co/b": Answer(status=301, url="https://t.co/a", moved=True),
    }
    assert len(answers(resolve(None, None, Options(), NOW, url="https://t.co/a"), loop)[1]) <= 4
    assert answers(resolve(None, None, Options(), NOW, url="https://t.co/x"), {})[0].problem == "gone"
    wall = {"https://fb.watch/x/": Answer(status=302, url="https://www.facebook.com/login/?next=x", moved=True)}
    assert answers(resolve(None, None, Options(), NOW, url="https://fb.watch/x/"), wall)[0].problem == "bot_wall"
