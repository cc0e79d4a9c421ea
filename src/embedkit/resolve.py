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

from pydantic import Field

from embedkit import urls
from embedkit.asks import Answer, Ask, Entry, Fetch, Load, Reply, Save
from embedkit.models import Block, CardWarning, Facts, Identity, Problem, Status, Value
from embedkit.problems import PROBLEMS, STALE, of_status, warning
from embedkit.resolvers import oembed, page

SHORTEST, LONGEST, USUAL = timedelta(hours=1), timedelta(days=30), timedelta(days=7)
"""Bounds of how long an answer is fresh, and the life of one that says nothing about it."""
_ASKED_BY_PAGE = ("article",)


class Options(Value):
    """What a site decides once: sizes in pixels, deadline in seconds."""

    site_url: str | None = None
    language: str | None = None
    max_width: int | None = Field(default=None, ge=1, le=10_000)
    max_height: int | None = Field(default=None, ge=1, le=10_000)
    do_not_track: bool = True
    fetch_pages: bool = True
    deadline_s: float = Field(default=10.0, gt=0, le=600)


class Outcome(NamedTuple):
    """What is known of one item after asking."""

    facts: tuple[Facts, ...] = ()
    status: Status = "unresolved"
    problem: Problem | None = None
    warnings: tuple[CardWarning, ...] = ()
    fetched_at: datetime | None = None
    fresh_until: datetime | None = None


Plan = Generator[Ask, Reply, Outcome]
_Reader = Callable[[Entry], "tuple[Facts, ...] | Problem"]


def resolve(block: Block | None, identity: Identity | None, options: Options, now: datetime, *, url: str | None = None) -> Plan:
    """The plan for one item: its provider's oEmbed, or the linked page of an article or of an unknown address; else nothing is asked.

    The page of a provider that has a row is never fetched: pages answer with walls where oEmbed still answers.
    """
    if identity is not None and identity.oembed is not None:
        return (yield from _of_oembed(identity, options, now))
    if identity is not None:
        return Outcome(status="synthesised" if identity.player or identity.thumbnail else "unresolved")
    target = url or (block.url if block is not None else None)
    wanted = block is None or block.kind in _ASKED_BY_PAGE or (block.kind == "rich" and not block.provider)
    if target is None or not wanted or urls.media_kind(target) is not None:
        return Outcome(status="synthesised" if block is not None and _is_complete(block) else "unresolved")
    if not options.fetch_pages:
        return Outcome()
    return (yield from _of_page(target, options, now))


def _is_complete(block: Block) -> bool:
    """The markup alone says all: a photo with its file, a player with its streams, a post with its words."""
    return bool(block.image or block.media or block.text or block.items or (block.url and urls.media_kind(block.url)))


def _of_oembed(identity: Identity, options: Options, now: datetime) -> Plan:
    request = oembed.endpoint_url(identity.oembed or "", identity.oembed_url or identity.url, max_width=options.max_width, max_height=options.max_height,
                                  language=options.language, do_not_track=options.do_not_track)  # fmt: skip
    fetch = Fetch(url=request, referer=options.site_url, language=options.language)
    outcome = yield from _remembered(fetch, now, identity.provider, _oembed_facts)
    if (
        outcome.status == "unresolved"
        and (identity.player or identity.thumbnail)
        and outcome.problem is not None
        and PROBLEMS[outcome.problem].network
    ):
        return outcome._replace(status="synthesised")
    return outcome


def _of_page(url: str, options: Options, now: datetime) -> Plan:
    fetch = Fetch(url=urls.drop_tracking(url), accept="text/html,application/xhtml+xml;q=0.9", language=options.language)
    return (yield from _remembered(fetch, now, "", _page_facts))


def _oembed_facts(entry: Entry) -> tuple[Facts, ...] | Problem:
    said = oembed.read(entry.text.encode(), entry.content_type)
    return said if isinstance(said, str) else (said,)


def _page_facts(entry: Entry) -> tuple[Facts, ...] | Problem:
    said = page.read(entry.text.encode(), entry.url)
    return said if isinstance(said, str) else said.facts


def _remembered(fetch: Fetch, now: datetime, provider: str, read: _Reader) -> Plan:
    """The cache algorithm: a fresh answer is used, a failure is remembered briefly and never replaces a good answer."""
    stored: Entry | None = yield Load(key=fetch.url)
    if stored is not None and stored.fresh_until > now:
        return _outcome(stored, read, None)
    answer: Answer = yield fetch
    entry = _entry(fetch, answer, now, provider, read)
    if entry.problem is None:
        yield Save(key=fetch.url, entry=entry)
        return _outcome(entry, read, None)
    if stored is not None and stored.is_good:
        # The next try is pushed back; what the provider said before stays.
        yield Save(key=fetch.url, entry=stored.model_copy(update={"fresh_until": entry.fresh_until}))
        return _outcome(stored, read, entry.problem)
    if entry.problem != "offline":
        yield Save(key=fetch.url, entry=entry)
    return _outcome(entry, read, None, answer.detail)


def _entry(fetch: Fetch, answer: Answer, now: datetime, provider: str, read: _Reader) -> Entry:
    problem = answer.problem or of_status(provider, answer.status)
    body = answer.body.decode("utf-8", "replace")
    entry = Entry(url=fetch.url, status=answer.status, content_type=answer.headers.get("content-type", ""), text=body if problem is None else "", problem=problem,
                  fetched_at=now, fresh_until=now + _life(answer))  # fmt: skip
    if problem is None:
        said = read(entry)
        problem = said if isinstance(said, str) else None
    if problem is None:
        return entry
    return entry.model_copy(update={"problem": problem, "text": "", "fresh_until": now + _retry(answer, problem)})


def _life(answer: Answer) -> timedelta:
    seconds = oembed.cache_age(answer.body)
    return min(max(timedelta(seconds=seconds), SHORTEST), LONGEST) if seconds else USUAL


def _retry(answer: Answer, problem: Problem) -> timedelta:
    asked = oembed.number(answer.headers.get("retry-after"), 86_400) if problem == "rate_limited" else None
    return max(timedelta(seconds=asked), PROBLEMS[problem].life) if asked else PROBLEMS[problem].life


def _outcome(entry: Entry, read: _Reader, failed: Problem | None, detail: str = "") -> Outcome:
    if entry.problem is not None:
        trouble = PROBLEMS[entry.problem]
        return Outcome(
            status=trouble.status,
            problem=entry.problem,
            warnings=(warning(entry.problem, detail),),
            fetched_at=entry.fetched_at,
            fresh_until=entry.fresh_until,
        )
    said = read(entry)
    if isinstance(said, str):
        return Outcome(status=PROBLEMS[said].status, problem=said, warnings=(warning(said),))
    status: Status = "stale" if failed else "resolved"
    return Outcome(said, status, failed, (STALE, warning(failed)) if failed else (), entry.fetched_at, entry.fresh_until)
