"""Decides what to ask and what the answers mean. A generator of asks: it performs nothing itself.

So the plain and the asynchronous client share one implementation, and a test drives it by hand:

    plan = resolve(block, identity, options, now)
    ask = next(plan)            # Load(key=…)
    ask = plan.send(None)       # nothing stored: Fetch(url=…)
    ask = plan.send(Answer(…))  # Save(key=…, entry=…)
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import Field, field_validator

from embedkit import encoding, urls
from embedkit.asks import Answer, Ask, Entry, Fetch, Known, Load, Lookup, Renew, Reply, Save
from embedkit.identify import identify as identify_url
from embedkit.models import Block, CardWarning, Facts, Identity, Problem, Status, Value
from embedkit.network import Network
from embedkit.problems import PROBLEMS, STALE, note, warning
from embedkit.resolvers import oembed, page, refusals

SHORTEST, LONGEST, USUAL = timedelta(hours=1), timedelta(days=30), timedelta(days=7)
"""Bounds of how long an answer is fresh, and the life of one that says nothing about it."""
_ASKED_BY_PAGE = ("article",)
_LISTED = frozenset(("video", "audio"))
_ASK_WHO_EMBEDS = frozenset(("vimeo",))
"""Providers whose answer depends on the `Referer`: a video that is private to a domain answers 403 without it."""


class Options(Value):
    """What a site decides once: sizes in pixels; `deadline_s` seconds for a look-up, from its first request, `document_s` for all of a document's.

    `site_url` is the publishing site, for providers that ask who embeds; `language` a BCP 47 tag (`de`, `pt-BR`) or an
    `Accept-Language` list. Raises ValueError (pydantic's ValidationError) for what is neither.
    """

    site_url: str | None = None
    language: str | None = Field(default=None, pattern=r"^[A-Za-z]{2,3}[\w ,;=.*-]{0,100}$")
    max_width: int | None = Field(default=None, ge=1, le=10_000)
    max_height: int | None = Field(default=None, ge=1, le=10_000)
    do_not_track: bool = True
    fetch_pages: bool = True
    deadline_s: float = Field(default=10.0, gt=0, le=600)
    document_s: float = Field(default=60.0, gt=0, le=86_400)
    network: Network = Network()
    stale_while_revalidate_s: float = Field(default=0, ge=0, le=2_592_000)
    """How long after its life an answer is still given out at once while it is asked again behind; 0: whoever needs it waits."""

    @field_validator("site_url")
    @classmethod
    def _is_web(cls, value: str | None) -> str | None:
        if value is not None and (urls.clean(value) is None or urls.host_of(value) is None):
            raise ValueError("site_url is the web address of the publishing site, such as https://news.example/")
        return value

    @property
    def site_host(self) -> str | None:
        """The host of the publishing site."""
        return urls.host_of(self.site_url) if self.site_url else None


class Outcome(NamedTuple):
    """What is known of one item after asking."""

    facts: tuple[Facts, ...] = ()
    status: Status = "unresolved"
    problem: Problem | None = None
    warnings: tuple[CardWarning, ...] = ()
    fetched_at: datetime | None = None
    fresh_until: datetime | None = None
    discovered: str | None = None
    """The oEmbed address that a page names, or where a share link leads."""
    identity: Identity | None = None
    """What a share link turned out to be."""


Plan = Generator[Ask, Reply, Outcome]
_Reader = Callable[[Entry], "page.PageSays | Problem"]


def resolve(
    block: Block | None,
    identity: Identity | None,
    options: Options,
    now: datetime,
    *,
    url: str | None = None,
    identify: Callable[[str], Identity | None] = identify_url,
    hops: int = 3,
    indexed: bool = False,
) -> Plan:
    """The plan for one item; with `indexed` the index is asked first, and what it says is added to what others say."""
    asked = _lookup(block, identity) if indexed else None
    known: Known | None = (yield asked) if asked is not None else None
    facts = known.facts if known is not None else None
    if facts is not None and identity is None:
        return Outcome((facts,), "resolved", identity=next(filter(None, map(identify, filter(None, (facts.url, facts.player)))), None))
    outcome = yield from _asked(block, identity, options, now, url, identify, hops)
    if facts is not None:
        return _with_index(outcome, facts)
    return outcome._replace(warnings=(*outcome.warnings, *_untold(known, asked)))


def _lookup(block: Block | None, identity: Identity | None) -> Lookup | None:
    """What an index can tell: a provider's item by its id; a publisher's own by address, id or title; an article line by its title."""
    if identity is not None:
        kind = block.kind if block is not None else identity.kind
        return Lookup(kind=kind, url=identity.url, provider=identity.provider, native_id=identity.native_id) if kind in _LISTED else None
    if block is None or (block.kind not in _LISTED and (block.kind not in _ASKED_BY_PAGE or block.url)):
        return None
    # The address of a page is what it is; that of a file or stream may be one of many of the item that the title names.
    by_title = block.url is None or urls.media_kind(block.url) is not None
    return Lookup(kind=block.kind, url=block.url, provider=block.provider, native_id=block.native_id, title=block.title if by_title else None,
                  published_at=block.published_at, duration_s=block.duration_s)  # fmt: skip


def _with_index(outcome: Outcome, facts: Facts) -> Outcome:
    """What a publisher lists is known, also where its provider gave no answer this time."""
    passing = outcome.problem is not None and PROBLEMS[outcome.problem].network and outcome.status != "stale"
    if passing or outcome.problem is None:
        return outcome._replace(
            facts=(facts, *outcome.facts), status="resolved", problem=None, warnings=() if passing else outcome.warnings
        )
    return outcome._replace(facts=(facts, *outcome.facts))


def _untold(known: Known | None, asked: Lookup | None) -> tuple[CardWarning, ...]:
    if known is None or asked is None or not asked.title:
        return ()
    told = "; ".join((known.reason, *known.candidates)) if known.candidates else known.reason
    return (note("ambiguous" if known.ambiguous else "unlisted", told, "title"),)


def _asked(
    block: Block | None,
    identity: Identity | None,
    options: Options,
    now: datetime,
    url: str | None,
    identify: Callable[[str], Identity | None],
    hops: int,
) -> Plan:
    """What the network is asked: its provider's oEmbed, or the linked page of an article or of an unknown address; else nothing is asked.

    The page of a provider that has a row is never fetched, but for an article's: pages answer with walls where oEmbed still answers. A share link that carries
    no id is asked where it leads, at most `hops` times, and `identify` says what that is.
    """
    if identity is not None and identity.oembed is not None:
        return (yield from _of_oembed(identity, options, now))
    if identity is not None and identity.kind != "article":
        return Outcome(status="synthesised" if identity.player or identity.thumbnail else "unresolved")
    target = identity.url if identity is not None else url or (block.url if block is not None else None)
    if target is not None and hops and urls.needs_redirect(target):
        return (yield from _of_share_link(block, target, options, now, identify, hops))
    wanted = block is None or block.kind in _ASKED_BY_PAGE or (block.kind == "rich" and not block.provider)
    if target is None or not wanted or urls.media_kind(target) is not None:
        return Outcome(status="synthesised" if block is not None and _is_complete(block) else "unresolved")
    if not options.fetch_pages:
        return Outcome()
    return (yield from _of_page(target, options, now, described=block is not None and block.kind in _ASKED_BY_PAGE))


def _is_complete(block: Block) -> bool:
    """The markup alone says all: a photo with its file, a player with its streams, a post with its words."""
    return bool(block.image or block.media or block.text or block.items or (block.url and urls.media_kind(block.url)))


def _of_oembed(identity: Identity, options: Options, now: datetime) -> Plan:
    request = oembed.endpoint_url(identity.oembed or "", identity.oembed_url or identity.url, max_width=options.max_width, max_height=options.max_height,
                                  language=options.language, do_not_track=options.do_not_track)  # fmt: skip
    fetch = Fetch(url=request, referer=options.site_url if identity.provider in _ASK_WHO_EMBEDS else None, language=options.language)
    outcome = yield from _remembered(fetch, options, now, identity.provider, _oembed_says)
    if (
        outcome.status == "unresolved"
        and (identity.player or identity.thumbnail)
        and outcome.problem is not None
        and PROBLEMS[outcome.problem].network
    ):
        return outcome._replace(status="synthesised")
    return outcome


def _of_share_link(
    block: Block | None, url: str, options: Options, now: datetime, identify: Callable[[str], Identity | None], hops: int
) -> Plan:
    """One redirect tells what a share link is; the page behind it is not fetched for that."""
    fetch = Fetch(url=urls.drop_tracking(url), accept="text/html", redirect_only=True)
    led = yield from _remembered(fetch, options, now, "", _leads_to)
    there = urls.clean(led.discovered) if led.discovered else None
    if there is None:
        return led
    known = identify(there)
    outcome = yield from resolve(block, known, options, now, url=there, identify=identify, hops=hops - 1)
    return outcome._replace(identity=outcome.identity or known)


def _of_page(url: str, options: Options, now: datetime, *, described: bool) -> Plan:
    """The linked page and, where it names one, its oEmbed answer; an article (`described`) that its page describes needs no second request."""
    fetch = Fetch(url=urls.drop_tracking(url), accept="text/html,application/xhtml+xml;q=0.9", language=options.language)
    outcome = yield from _remembered(fetch, options, now, "", _page_says)
    if outcome.discovered is None or (described and outcome.facts):
        return outcome
    link = urls.with_query(outcome.discovered, {"maxwidth": str(options.max_width)}) if options.max_width else outcome.discovered
    asked = Fetch(url=link, language=options.language)
    if asked.key == fetch.key:
        return outcome
    told = yield from _remembered(asked, options, now, "", _oembed_says)
    return outcome._replace(facts=(*told.facts, *outcome.facts)) if told.facts or outcome.facts else told


def _oembed_says(entry: Entry) -> page.PageSays | Problem:
    said = oembed.read(entry.text)
    return said if isinstance(said, str) else page.PageSays((said,))


def _page_says(entry: Entry) -> page.PageSays | Problem:
    return page.read(entry.text, entry.moved_to or entry.url)


def _leads_to(entry: Entry) -> page.PageSays | Problem:
    return page.PageSays((), entry.moved_to) if entry.moved_to else "not_oembed"


def _remembered(fetch: Fetch, options: Options, now: datetime, provider: str, read: _Reader) -> Plan:
    """The cache algorithm: a fresh answer is used, a failure is remembered briefly and never replaces a good answer.

    Within `stale_while_revalidate_s` (RFC 5861, section 3) an answer whose life is over is used as well, and asked again behind it.
    """
    stale_for = timedelta(seconds=options.stale_while_revalidate_s)
    stored: Entry | None = yield Load(key=fetch.key)
    if stored is not None and stored.is_usable(now, stale_for):
        if not stored.is_current(now):
            yield Renew(key=fetch.key)
        return _outcome(stored, read, stored.failed)
    if stored is not None and stored.is_good:
        fetch = fetch.model_copy(update={"etag": stored.etag, "modified": stored.modified})
    answer: Answer = yield fetch
    if answer.status == 304 and stored is not None and stored.is_good:
        entry = stored.model_copy(update={"fetched_at": now, "fresh_until": now + _life(stored.text), "failed": None})
    else:
        entry = _entry(fetch, answer, now, provider, read)
    if entry.problem is None or (PROBLEMS[entry.problem].life > timedelta(0) and not answer.forget):
        yield Save(key=fetch.key, entry=entry.over(stored))
    if entry.problem is not None and stored is not None and stored.is_good:
        return _outcome(stored, read, entry.problem)
    return _outcome(entry, read, None, answer.detail)


def _entry(fetch: Fetch, answer: Answer, now: datetime, provider: str, read: _Reader) -> Entry:
    headers, text = answer.headers, encoding.of_answer(answer.body, answer.headers.get("content-type", ""))
    led = fetch.redirect_only and answer.moved
    problem = (
        answer.problem or (None if led else refusals.of_error(provider, answer.status, text)) or refusals.of_journey(fetch.url, answer.url)
    )
    entry = Entry(
        url=fetch.url, status=answer.status, content_type=headers.get("content-type", ""), text=text, fetched_at=now, fresh_until=now + _life(text),
        provider=provider, moved_to=answer.url if answer.moved else "", etag=headers.get("etag"), modified=headers.get("last-modified"),
    )  # fmt: skip
    if problem is None:
        said = read(entry)
        problem = said if isinstance(said, str) else None
    if problem is None:
        return entry
    failed = {"problem": problem, "text": "", "fresh_until": now + _retry(answer, problem, now), "etag": None, "modified": None}
    return entry.model_copy(update=failed)


def _life(text: str) -> timedelta:
    seconds = oembed.cache_age(text)
    return min(max(timedelta(seconds=seconds), SHORTEST), LONGEST) if seconds else USUAL


def _retry(answer: Answer, problem: Problem, now: datetime) -> timedelta:
    """How long a failure is remembered: its life, or until the time that the provider named, at most a day."""
    life = PROBLEMS[problem].life
    return max(life, answer.wait(now)) if problem in ("rate_limited", "provider_down") else life


def _outcome(entry: Entry, read: _Reader, failed: Problem | None, detail: str = "") -> Outcome:
    # What a lock file says and what was not asked has no age: a card of it is the same tomorrow.
    ageless = entry.locked or (entry.problem is not None and not PROBLEMS[entry.problem].life)
    fetched_at, fresh_until = (None, None) if ageless else (entry.fetched_at, entry.fresh_until)
    said = entry.problem or read(entry)
    if isinstance(said, str):
        return Outcome((), PROBLEMS[said].status, said, (warning(said, detail),), fetched_at, fresh_until)
    status: Status = "stale" if failed else "resolved"
    return Outcome(said.facts, status, failed, (STALE, warning(failed)) if failed else (), fetched_at, fresh_until, said.oembed)
