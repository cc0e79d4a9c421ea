"""Recognises answers that are no metadata: consent walls, captchas, log-ins, soft "not found", and what an error says of itself.

A headline about a captcha or a cookie is no wall: a title counts only where a whole part of it, between separators, is such a phrase.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import from_json

from embedkit import urls
from embedkit.models import Problem
from embedkit.problems import of_status

_PARTS = re.compile(r"(?<!\s)\s+[|/–—·•»:-]+\s+")
_WALL = re.compile(
    r"(?:before you continue|bevor sie (?:zu .{1,40} )?(?:fortfahren|weitergehen)|avant de continuer|antes de continuar|prima di continuare|voordat je verdergaat|innan du fortsätter)(?: .{1,40})?"
    r"|just a moment(?:\.\.\.|…)?|one moment,? please(?:\.\.\.|…)?|attention required!?|access (?:to this page has been )?denied|pardon our interruption|ddos-guard"
    r"|(?:are you|i'?m not) (?:a )?(?:robot|human)\??|are you human\??|robot (?:check|or human\??)|captcha(?: challenge)?|human verification|bot (?:check|verification)"
    r"|(?:please )?verify(?:ing)? (?:that )?(?:you are|you're) (?:a )?human.{0,20}|checking your browser.{0,40}|making sure you(?:'|’)?re not a bot!?|security (?:check|verification|challenge)(?: required)?"
    r"|(?:cookie )?consent|cookie (?:settings|preferences|policy)|(?:your )?privacy (?:settings|choices|preferences)|datenschutz-?einstellungen|zustimmung|einwilligung|cookies? zustimmen"
    r"|log ?in(?: to (?:continue|\w+))?|sign ?in(?: to (?:continue|\w+))?|anmelden|einloggen|se connecter|connexion|iniciar sesión|accedi|inloggen|log ?in or sign ?up.{0,20}"
    r"|you have been blocked|sorry, you have been blocked|unusual traffic.{0,60}|too many requests|(?:error )?(?:403|429)(?: (?:forbidden|too many requests))?|forbidden",
    re.I,
)
_MISSING = re.compile(
    r"(?:error |fehler |erreur )?(?:404|410)(?:[ :,.-]+(?:error|fehler|gone|(?:page |file )?not found.{0,10}))?|(?:oops[!.,]? )?(?:this |the )?(?:page|story|article|video|file|content) (?:was |is |could )?(?:not|n't) (?:be )?(?:found|available)"
    r"|not found|page (?:doesn't|does not|no longer) exists?|this (?:page|video|content) isn'?t available(?: anymore)?|video unavailable|(?:diese )?seite (?:wurde )?nicht gefunden|page (?:non trouvée|introuvable)|página no encontrada|página não encontrada"
    r"|pagina non trovata|pagina niet gevonden|sidan (?:kunde inte hittas|hittades inte)|siden (?:blev ikke fundet|ble ikke funnet)|nie znaleziono strony|страница не найдена|ページが見つかりません",
    re.I,
)
_MARKS = re.compile(
    r"_cf_chl_opt|captcha-delivery\.com|px-captcha|_Incapsula_Resource|awsWafCookieDomainList|id=[\"']?anubis_challenge|/recaptcha/challengepage|consent\.(?:google|youtube)\.com/s"
)
_WORDS = re.compile(
    r"\b(?:captcha|are you a (?:human|robot)|unusual traffic|before you continue|enable javascript and cookies to continue|log ?in to continue)\b",
    re.I,
)
_WALL_HOST = re.compile(r"(?:consent|challenge|captcha|validate|geo\.captcha-delivery)\.")
_WALL_PATH = re.compile(
    r"/(?:accounts/login|login|log-in|signin|sign-in|sorry|captcha|challenge|checkpoint|uas/login|consent|cookie-?consent|privacy-wall|js_challenge)(?:[/.]|\Z)",
    re.I,
)
_NO_EMBEDDING = re.compile(
    r"embed(?:ding|s)?\b.{0,40}\b(?:disabled|not (?:allowed|permitted|enabled)|forbidden)|(?:not|n't) (?:allowed|permitted) to (?:be )?embed",
    re.I,
)
_NOT_YET = re.compile(
    r"\bnot (?:yet|been) (?:public|published|released|available)|(?:is|has been) scheduled|premieres? (?:in|on|at)\b|(?:still |being |is )(?:processing|processed|transcoded|uploading)|\bembargo",
    re.I,
)
# Graph API, "Handling errors": these codes come with status 400 or 403 and mean calls per time, permissions, or a fault of the service.
_META = frozenset(("facebook", "facebook-video", "instagram", "threads"))
_META_CODES: dict[int, Problem] = {
    **dict.fromkeys((4, 17, 32, 341, 613), "rate_limited"), **dict.fromkeys((1, 2, 102, 104, 190), "provider_down"), **dict.fromkeys((10, *range(200, 300)), "private"),
}  # fmt: skip


def of_title(title: str) -> Problem | None:
    """What a page's title gives away: a wall or a missing page; None for a title that may be a headline."""
    parts = [part.strip(" .…!") for part in _PARTS.split(title.strip())]
    for part in (parts[0], parts[-1]):
        if _WALL.fullmatch(part):
            return "bot_wall"
        if _MISSING.fullmatch(part):
            return "gone"
    return None


def is_challenge(markup: str, *, in_words: bool = True) -> bool:
    """True where markup, in its first 20,000 characters, carries the marks of a challenge or, `in_words`, speaks like one.

    A whole page may speak of captchas; markup that stands where another answer was expected does not.
    """
    head = markup[:20_000]
    return _MARKS.search(head) is not None or (in_words and _WORDS.search(head) is not None)


def of_journey(asked: str, final: str) -> Problem | None:
    """What the address tells at which redirects ended: a wall, or the front page that stands in for a missing one."""
    if not final or final == asked:
        return None
    there, here = urls.split(final), urls.split(asked)
    if there is None or here is None:
        return None
    if (_WALL_HOST.match(there[0]) and there[0] != here[0]) or (_WALL_PATH.search(there[1]) and not _WALL_PATH.search(here[1])):
        return "bot_wall"
    return "gone" if there[1] == "/" and not there[2] and len(here[1]) > 8 and _same_site(there[0], here[0]) else None


def _same_site(one: str, other: str) -> bool:
    return one.removeprefix("www.").removeprefix("m.") == other.removeprefix("www.").removeprefix("m.")


def of_error(provider: str, status: int, text: str) -> Problem | None:
    """What an unsuccessful answer means, by its own words where it has some, else by its status; None for a success."""
    known = of_status(provider, status)
    if known is None:
        return None
    said = _object(text)
    if provider in _META and (problem := _META_CODES.get(_code(said.get("error")))) is not None:
        return problem
    words = text[:2_000]
    if status == 425 or (known in ("gone", "private", "provider_down") and _NOT_YET.search(words)):
        return "not_yet_public"
    if known == "private" and _NO_EMBEDDING.search(words):
        return "embedding_disabled"
    return "bot_wall" if not said and known in ("private", "provider_down") and is_challenge(text) else known


def of_success(said: dict[str, Any]) -> Problem | None:
    """The error that some providers put into an answer with status 200 (`{"error": …, "status": 404}`); None where there is none."""
    data = said.get("data")
    for value in (said.get("status"), said.get("status_code"), said.get("code"), _code(said.get("error")), _code(data, "status")):
        number = int(value) if isinstance(value, int | str) and str(value).isascii() and str(value).isdigit() else 0
        if 400 <= number < 600:
            return of_status("", number)
    return None


def _code(said: object, name: str = "code") -> int:
    value = said.get(name) if isinstance(said, dict) else None
    return value if isinstance(value, int) else 0


def _object(text: str) -> dict[str, Any]:
    try:
        said = from_json(text[:100_000]) if text.lstrip()[:1] == "{" else None
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
