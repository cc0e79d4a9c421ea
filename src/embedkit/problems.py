"""What can go wrong with a look-up: its code, how long it is remembered, and what it makes of the card. One table."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from embedkit.models import CardWarning, Problem, Status


class Trouble(NamedTuple):
    """One kind of problem. `life` is how long the failure is remembered before the next try; zero: it is not stored."""

    code: str
    message: str
    life: timedelta
    status: Status
    network: bool
    """True when the look-up may succeed another time: the command then exits with 3."""
    settled: bool
    """True when it is an answer that a lock file may hold, not a moment's trouble on the way to one."""
    advice: str


_NEVER, _MINUTES, _HOUR, _DAY = timedelta(0), timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
PROBLEMS: dict[Problem, Trouble] = {
    "gone": Trouble("EK101", "the provider says this item no longer exists", _DAY, "gone", False, True,
                    "Take the embed out of the article or put another in its place; the page shows what the markup says."),
    "private": Trouble("EK102", "the provider shows this item to some people only", _DAY, "private", False, True,
                       "Ask its owner. A Vimeo video may be private to a domain: say yours with site_url."),
    "embedding_disabled": Trouble("EK103", "the owner does not allow this item to be embedded", _DAY, "private", False, True,
                                  "Link to it instead, or ask its owner to allow embedding."),
    "not_yet_public": Trouble("EK104", "this item is not public yet", _HOUR, "unresolved", True, False,
                              "Build again after it is published; a fresh upload can take minutes."),
    "rate_limited": Trouble("EK105", "the provider asked us to slow down", _HOUR, "unresolved", True, False,
                            "Build again later: the time it named is kept. A lock file or a shared cache asks less."),
    "bot_wall": Trouble("EK106", "the provider answered with a consent, log-in or captcha page", _HOUR, "blocked", True, True,
                        "Try from another network: data centres are refused more often. Text in the markup still makes a card."),
    "provider_down": Trouble("EK107", "the provider did not give an answer", _MINUTES, "unresolved", True, False,
                             "Build again later. If it lasts, see whether the address in the article is right."),
    "timed_out": Trouble("EK108", "the provider took too long", _MINUTES, "unresolved", True, False,
                         "Build again later, or allow more seconds with deadline_s."),
    "too_large": Trouble("EK109", "the provider's answer was too large", _DAY, "unresolved", True, True,
                         "Nothing to do on your side: the card shows what the markup and the address say."),
    "not_oembed": Trouble("EK110", "the provider's answer could not be read as metadata", _HOUR, "unresolved", True, True,
                          "See in a browser whether the address leads to the item; a title in the markup still makes a card."),
    "refused_address": Trouble("EK111", "the address is not a public one and was not contacted", _DAY, "blocked", False, True,
                               "Put a public https address into the article; addresses of your own network are never asked."),
    "offline": Trouble("EK112", "nothing was asked: offline, and no answer is stored", _NEVER, "unresolved", True, False,
                       "Build once without --offline, or with a lock file that has the answer."),
    "not_in_lock": Trouble("EK113", "the lock file has no answer for this item", _NEVER, "unresolved", True, False,
                           "Run `embedkit lock` on the articles, with the options of the build, and commit the file."),
}  # fmt: skip


class Note(NamedTuple):
    """Something worth telling that is no failed look-up; `card` is what it means for the card."""

    code: str
    message: str
    card: str
    advice: str


NOTES: dict[str, Note] = {
    "stale": Note("EK120", "the last try failed; an earlier answer of the provider is shown", "`stale`, with the problem of the last try",
                  "Nothing: the next try is pushed back by the life of that problem. `embedkit check` tells what is gone for good."),
    "cache": Note("EK130", "the cache cannot be used: this run goes on without it", "as it would be without a cache",
                  "See that the folder of `embedkit cache dir` is yours and writable and its disk not full."),
    "site_needed": Note("EK131", "the player plays only where it is told the publishing site; set site_url", "as resolved; its player will refuse to play",
                        "Give the site's address: `--site-url https://news.example/`, or `Options(site_url=…)`."),
    "cache_damaged": Note("EK133", "the cache was damaged: it was set aside and begun anew", "as ever; what was lost is asked again",
                          "Nothing; `embedkit cache prune` removes what was set aside. If it comes back, look at the disk."),
    "cache_unwritable": Note("EK134", "the cache takes no new answers: those it has are used", "as ever; new answers are asked again by the next run",
                             "See that the folder of `embedkit cache dir` is writable, its disk not full, and no other program holds it."),
    "cache_network": Note("EK135", "the cache lies on a network file system: slower, and less sure", "as ever",
                          "Name a local folder with `--cache`; `embedkit cache export` and `import` carry answers between machines."),
    "ambiguous": Note("EK150", "several items of the index may be meant by this title", "as it would be without an index; the warning names the candidates",
                      "Put the address into the article, or the date or duration into its markup; `embedkit index search` shows what is listed."),
    "unlisted": Note("EK151", "no item of the index has this title", "as it would be without an index; the warning names the nearest titles",
                     "Add the feed or sitemap that lists it: `embedkit index add SOURCE`. If the title was changed, add the older list too."),
    "moved": Note("EK140", "the address leads to another one for good", "as resolved; told by `embedkit check` alone",
                  "Put the new address into the article."),
    "renamed": Note("EK141", "the title is no longer what the lock file says", "as the lock file says; told by `embedkit check` alone",
                    "Look at the item: it may be another one now. `embedkit lock --upgrade` takes the new answer over."),
    "changed": Note("EK142", "the answer is no longer what the lock file says", "as the lock file says; told by `embedkit check` alone",
                    "`embedkit lock --upgrade` takes the new answer over."),
    "no_field": Note("EK160", "an output format needs something that the card does not have, and nothing was written for it", "unchanged; told by `embedkit render` alone",
                     "Give what is missing: dates and durations come from the video index, sizes from the markup."),
    "no_element": Note("EK161", "an output format has nothing for such a card, and nothing was written for it", "unchanged; told by `embedkit render` alone",
                       "Nothing: use another format for these cards, or leave them out."),
}  # fmt: skip
NO_FIELD, NO_ELEMENT = NOTES["no_field"], NOTES["no_element"]
STALE = CardWarning(code=NOTES["stale"].code, message=NOTES["stale"].message)


def note(name: str, detail: str = "", field: str | None = None) -> CardWarning:
    """The warning that a card carries for a note."""
    return CardWarning(code=NOTES[name].code, message=f"{NOTES[name].message}{f' ({detail[:600]})' if detail else ''}", field=field)


NEEDS_SITE = CardWarning(code=NOTES["site_needed"].code, field="embed", message=NOTES["site_needed"].message)


class Explanation(NamedTuple):
    """All that is to be said of one code, in words."""

    code: str
    name: str
    message: str
    remembered: str
    card: str
    advice: str


def explanations() -> tuple[Explanation, ...]:
    """Every code, in order."""
    told = [Explanation(t.code, name, t.message, _words(t.life), _card(t), t.advice) for name, t in PROBLEMS.items()]
    told += [Explanation(n.code, name, n.message, "", n.card, n.advice) for name, n in NOTES.items()]
    return tuple(sorted(told))


def explain(code: str) -> Explanation | None:
    """What a code means (`EK101`, in either case), or None for one that does not exist."""
    return next((told for told in explanations() if told.code == code.upper()), None)


def _words(life: timedelta) -> str:
    minutes = int(life.total_seconds()) // 60
    number, unit = (minutes // 1440, "day") if minutes >= 1440 else (minutes // 60, "hour") if minutes >= 60 else (minutes, "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}" if minutes else "not stored"


def _card(trouble: Trouble) -> str:
    if trouble.status != "unresolved":
        return f"`{trouble.status}`"
    return "`synthesised` where the provider's row has a player or poster, else `unresolved`"


def warning(problem: Problem, detail: str = "") -> CardWarning:
    """The warning that a card carries for a problem."""
    trouble = PROBLEMS[problem]
    return CardWarning(code=trouble.code, message=f"{trouble.message}{f' ({detail[:200]})' if detail else ''}")


_BY_PROVIDER: dict[tuple[str, int], Problem] = {
    # YouTube: 401 and 403 mean embedding disabled or private, 400 and 404 a bad or dead id (iamcal/oembed discussions, vendor answers).
    ("youtube", 401): "embedding_disabled", ("youtube", 403): "private", ("youtube", 400): "gone", ("youtube", 404): "gone",
    ("vimeo", 403): "private", ("vimeo", 404): "gone",
    ("x", 403): "private", ("x", 404): "gone",
}  # fmt: skip


def of_status(provider: str, status: int) -> Problem | None:
    """What a status means; None for a success. Providers differ in what they mean by it."""
    if 200 <= status < 300:
        return None
    known = _BY_PROVIDER.get((provider, status))
    if known is not None:
        return known
    if status in (404, 410, 400):
        return "gone"
    if status in (401, 403, 451):
        return "private"
    return "rate_limited" if status == 429 else "bot_wall" if status == 999 else "provider_down"
