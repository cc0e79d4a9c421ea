"""Why `parse` found what it found, and why it left out the rest: for a newsroom that debugs its markup, and for whoever writes a rule.

The blocks are those of `parse`; rules are watched in a second pass, so that a normal parse pays nothing for this.
"""

from __future__ import annotations

from collections.abc import Sequence

from bs4.element import Tag

from embedkit import profiles as site
from embedkit import soup
from embedkit.encoding import decode, scrub
from embedkit.explaining import text
from embedkit.explaining.claims import Claims
from embedkit.explaining.findings import Findings
from embedkit.explaining.model import REASONS, Evidence, Explanation, Finding, Place, Reason, Refusal
from embedkit.explaining.places import Places
from embedkit.explaining.refusals import Refusing, ignored
from embedkit.models import ROLES, Block
from embedkit.page import Page
from embedkit.parse import Format, parse, parsed
from embedkit.profiles import Profile
from embedkit.rules import RULES, Rules
from embedkit.scope import Scope


def explain(
    markup: str | bytes | Tag,
    *,
    base_url: str | None = None,
    format: Format = "auto",
    rules: Rules = RULES,
    profiles: Sequence[Profile] = (),
) -> Explanation:
    """What `parse` makes of an article with the same arguments: for each block the rule's element and the evidence; for all else
    that looks like media, the reason why it is none.

    Bad markup is never an exception. It costs several times what `parse` costs.
    """
    source = "" if isinstance(markup, Tag) else scrub(decode(bytes(markup))[0] if isinstance(markup, bytes | bytearray) else markup)
    given = markup if isinstance(markup, Tag) else source
    claims = Claims()
    kept = parse(given, base_url=base_url, format=format, rules=rules, profiles=profiles)
    # The elements that rules claimed are looked at below: their soup stays whole.
    every = parsed(given, base_url, format, ROLES, claims.watched(rules), profiles, lambda _: None)
    try:
        if claims.documents:
            return text.explanation(source, kept, claims)
        return _explained(source, given, base_url, kept, every, claims, profiles)
    finally:
        claims.forget()


def _explained(
    source: str, given: str | Tag, base_url: str | None, kept: list[Block], every: list[Block], claims: Claims, profiles: Sequence[Profile]
) -> Explanation:
    page = claims.page or Page(given if isinstance(given, Tag) else soup.read_story(source, site.named(profiles))[0], base_url)
    scope, places = Scope(page.soup, soup.story_of(page.soup), site.body(page.soup, profiles)), Places(source)
    refused = [*Refusing(page, scope, claims, places, kept, every).all(), *ignored(source, profiles, page, places)]
    total = scope.total
    return Explanation(
        format="html",
        story=places.of(scope.body) if scope.body is not None else None,
        prose=round(scope.story.weight.get(soup.key_of(scope.body), 0) / total, 3) if scope.body is not None and total else None,
        blocks=tuple(map(Findings(source, page, claims, places).of, kept)),
        refused=tuple(sorted(refused, key=lambda refusal: refusal.place.span or (0, 0))),
    )


__all__ = ["REASONS", "Claims", "Evidence", "Explanation", "Finding", "Place", "Reason", "Refusal", "explain"]
