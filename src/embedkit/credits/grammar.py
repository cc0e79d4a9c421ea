"""Where the credit begins in the end of a caption: lead-ins, brackets, signs, chains after the last stop.

Every finder looks at the last `TAIL` characters only, so that the cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from embedkit.credits.names import AGENCIES, agencies, is_agency, is_chain, is_house, is_name, is_titled, parts
from embedkit.credits.words import AGENCY, LEAD, UNSPACED

TAIL: Final = 320
"""Characters at the end of a caption in which a credit is looked for."""
_CREDIT_WORDS: Final = 22
"""No credit has more words."""

_AFTER: Final = r"courtesy(?: of)?:?\s|by\s+|by:\s*|von\s+|:|：|／|/(?=\s?[A-Z])|=|＝|\s?[-–—]\s(?-i:(?=[A-Z]))|\s?©|\s?\|"
_LEAD: Final = re.compile(
    rf"(?:(?:^|(?<=[\s.!?…。」』（）()\[\]【】/–—|-])|(?<=[a-zà-ÿ0-9”\"’')])(?-i:(?=[A-ZÀ-Þ])))(?:(?:{LEAD})\s*(?:{_AFTER})|(?:fot|ph|nuotr|pic)\.:?\s?(?-i:(?=[A-ZÀ-Þ/]))|courtesy (?:of\s|:)?|credits?\s?(?:\.{{3}}|…)|copyright\s(?-i:(?=[A-Z])))|"
    r"©️?|ⓒ|\(c\)\s|（Ｃ）|(?:写真|画像|사진|图源|圖源|图片来源|圖片來源)\s?[:：=＝/／])",
    re.I,
)
_BARE_LEAD: Final = re.compile(
    r"(?:^|(?<=[.!?…”\"’)] ))(?P<lead>PHOTOS?|Photos?|FOTOS?|Fotos?|Beeld|BEELD|Bild|Kuva|Ljósmynd)(?: (?:di|de|van|av|af|par|von|courtesy))? (?P<rest>[^\n]{2,100})$"
)
_BRACKETS: Final = re.compile(
    r"[(（\[【](?P<inner>[^()（）\[\]【】]{2,140}(?:[(（][^()（）]{1,40}[)）][^()（）]{0,40})?)[)）\]】]\s?[.。]?$"
)
_SIGN: Final = re.compile(
    rf"(?-i:(?<![\w.])(?:{AGENCY})(?!\w)|{UNSPACED})|\bvia\b|^(?:{LEAD})\s*(?:by\b|:|：|/|／|©|=|＝|courtesy)|^(?:fot|ph|pic)\.|^[©ⓒ]|courtesy|撮影|提供|写真|供[图圖]|[摄攝]影?$|촬영|제공|"
    r"\b(?:courtesy|contributed|submitted|provided|handout|staff) photo\b|\bhandout\b|\bscreenshot\b|^(?:foto|photo|beeld|bild) \S",
    re.I,
)
_WHOLE: Final = re.compile(rf"(?-i:AP|AFP)\b|(?:{LEAD})\s?[:：/]", re.I)
"""Brackets that are a credit of their own, whatever stands before them."""
_NO_NAMES: Final = re.compile(
    r"(?:(?:file|archive|stock|symbolic)[\s-]?(?:photo|image|picture|footage)s?|archiv(?:bild|foto)?|symbol(?:bild|foto)|themenbild|beispielbild|archivo|archives?|arkivfoto|資料写真|자료사진)",
    re.I,
)
_PERSON_TAGS: Final = re.compile(
    r"(?:left|right|cent(?:re|er)|top|bottom|above|below|front|back|l|r|c|m|re|li|links|rechts|mitte|hinten|vorne|oben|unten|izq|der|g|d|v\.? ?l\.?|v\.?l\.?n\.?r\.?|"
    r"\d{1,4}|\d+:\d+|[A-Z]{1,5}(?:-[A-Z][a-z]{1,6}\.?)?|[a-z.]{1,4})\.?"
)
_JAPANESE_LAST: Final = re.compile(r"(?:^|[、，,。\s　＝（(）)])(?P<credit>[^、，,。\s　＝（(）)]{2,15}(?:撮影|提供|写す))[）)]?$")
_JAPANESE_SIGN: Final = re.compile(r"＝(?P<credit>[^＝。、]{1,30})$")
_CHINESE: Final = re.compile(
    r"(?:^|(?<=[。，、；！？\s]))(?P<credit>(?:新华社|新華社|中新社|本报|本報)?(?:记者|記者)?\s?[^。，、；（）()\s]{2,12}\s?(?:摄影|攝影|摄|攝|供图|供圖))$"
)
_KOREAN: Final = re.compile(r"(?:^|[\s./])(?P<credit>[^\s./]{2,20}(?: [^\s./]{2,10})? ?제공|[^\s./]{2,10} 기자)\.?$")
_POSTFIX: Final = re.compile(r"(?:^|[./|])\s?/?\s?(?P<credit>[^./|]{2,60}(?:/[^/.|]{2,60}){0,3}\s(?:nuotr|foto|felvétele)\.?)$")
_JAPANESE_ENDS: Final = tuple(word + end for word in ("撮影", "提供", "写す") for end in ("", "）", ")"))
_CHINESE_ENDS: Final = ("摄影", "攝影", "摄", "攝", "供图", "供圖")
_KOREAN_ENDS: Final = ("제공", "제공.", "기자", "기자.")
_POSTFIX_ENDS: Final = tuple(word + end for word in ("nuotr", "foto", "felvétele") for end in ("", "."))
_SEPARATOR: Final = re.compile(r"[:：／/=＝©ⓒ|Ｃ-]|[–—]|\b(?:by|von|courtesy|copyright|credits?|fot|ph|nuotr|pic)\b|\(c\)", re.I)
_IN_BRACKETS: Final = ("PA", "ansa", "afp", "ap", "reuters", "efe", "epa")
"""Agencies as some newsrooms print them, in brackets only."""
_IN_BRACKET: Final = 20
_BEFORE: Final = 50
"""Characters that a lead-in can have before its colon."""
_SLASH: Final = re.compile(r"\s/\s?(?P<credit>[^/]{2,40})$")
_DASH: Final = re.compile(r"\s[—–|｜-]\s(?P<credit>[^—–|｜]{2,100})$")
_PHOTO_OF: Final = re.compile(r"(?<!\w)(?:AP|AFP|EPA|EFE|Reuters|REUTERS) $")
_WORDY: Final = re.compile(r"(?:\b(?:by|von)|copyright)\s*$", re.I)
"""Lead-ins that also stand within a sentence ("A photo by Ane Skog shows …")."""
_SENTENCES: Final = re.compile(r":|\w{2}[.!?…]\s")
_LOWER: Final = re.compile(r"[a-zà-ÿ]{2,14}\.?")
"""What stands for a name ("Foto: privat")."""
_STOP: Final = re.compile(r"[.!?…”\"’»。！？]\)?\s*")
_SENTENCE: Final = re.compile(r"[a-zà-ÿа-яё]{3}[.!?] (?=(?P<after>[A-ZÀ-ÞА-Я][^.!?]{2,60}))")


def credit_start(caption: str) -> int | None:
    """Where the credit begins in a caption, or None. All of the caption can be credit (0)."""
    offset = max(0, len(caption) - TAIL)
    tail = caption[offset:]
    for finder in _FINDERS:
        if (found := finder(tail, offset == 0)) is not None:
            return offset + _widened(tail, found)
    return None


def _widened(tail: str, start: int) -> int:
    """The same start, or an earlier one where another credit in brackets stands right before it ("(Ane Skog) © Nordpress")."""
    before = tail[:start].rstrip()
    brackets = _BRACKETS.search(before) if before[-1:] in "）)" else None
    return brackets.start() if brackets is not None and _is_sure(brackets["inner"]) else start


def _brackets(tail: str, whole: bool) -> int | None:
    found = _BRACKETS.search(tail)
    if found is None or not _is_credit(found["inner"].strip(), tail[: found.start()].rstrip()):
        return None
    before = _lead(tail[: found.start()].rstrip(), whole)
    is_whole_credit = _WHOLE.match(found["inner"])
    return found.start() if before is None or is_whole_credit or found.start() - before >= 60 else before


def _is_credit(inner: str, before: str) -> bool:
    """Whether what stands in brackets at the end is a credit; a bare name is one only after a stop, elsewhere it may be a club."""
    if inner in _IN_BRACKETS or AGENCIES.fullmatch(inner):
        return True
    if _PERSON_TAGS.fullmatch(inner) or _NO_NAMES.fullmatch(inner):
        return False
    if _is_sure(inner) or is_chain(inner):
        return True
    return (
        is_titled(inner)
        if not before
        else before[-1] in '.!?…”"’»' and all(is_name(part) or is_house(part) for part in parts(inner) or [""])
    )


def _is_sure(inner: str) -> bool:
    return _SIGN.search(inner) is not None and len(inner.split()) <= _CREDIT_WORDS


def _lead(tail: str, whole: bool) -> int | None:
    """The first lead-in after which only a credit follows (no full sentence)."""
    separator = _SEPARATOR.search(tail)
    for found in _LEAD.finditer(tail, max(0, separator.start() - _BEFORE)) if separator else ():
        rest = tail[found.end() :].strip()
        if not _may_follow(rest) and not (found[0][0].isupper() and _LOWER.fullmatch(rest)):
            continue
        start = _opened(tail, found.start())
        if (start == 0 or _WORDY.search(found[0])) and not _names_somebody(rest):
            continue
        if start == 0 and not whole:
            continue
        return start
    return None


def _opened(tail: str, at: int) -> int:
    """Where the credit of a lead-in begins: at the agency before it ("AP Photo/Ane Skog"), at a bracket that is still open, or with it."""
    if (agency := _PHOTO_OF.search(tail, max(0, at - _IN_BRACKET), at)) is not None:
        at = agency.start()
    bracket = max(tail.rfind("(", 0, at), tail.rfind("（", 0, at))
    return bracket if max(0, at - _IN_BRACKET) <= bracket > max(tail.rfind(")", 0, at), tail.rfind("）", 0, at)) else at


def _may_follow(rest: str) -> bool:
    if not rest or len(rest) > 180 or len(rest.split()) > _CREDIT_WORDS:
        return False
    if rest[0].islower() and not agencies(rest) and not re.match(r"[\w.-]+(?:\.\w{2,}|/)", rest):
        return False
    return all(is_chain(match["after"].strip()) or len(match["after"].split()) < 3 for match in _SENTENCE.finditer(rest))


def _names_somebody(rest: str) -> bool:
    """A text that begins with a lead-in is a credit when names follow, and a caption when a description does ("Photo: a bridge at dawn")."""
    words = [word for word in re.split(r"[\s/|,;&+]+", rest) if word]
    plain = sum(word[:1].islower() and not agencies(word) for word in words)
    return len(rest) <= 120 and (plain <= 1 or plain <= len(words) // 3)


def _bare_lead(tail: str, whole: bool) -> int | None:
    found = _BARE_LEAD.search(tail)
    if found is None or (found.start() == 0 and not whole):
        return None
    names = parts(found["rest"])
    return found.start() if is_chain(found["rest"]) or (names and all(map(is_name, names))) else None


def _by_pattern(
    pattern: re.Pattern[str], ends: tuple[str, ...] = ("",), likes: Callable[[str], bool] = bool
) -> Callable[[str, bool], int | None]:
    def find(tail: str, whole: bool) -> int | None:
        found = pattern.search(tail) if tail.endswith(ends) else None
        if found is None or not likes(found["credit"].strip()) or (found.start("credit") == 0 and not whole):
            return None
        return found.start("credit") - (found.start("credit") > 0 and tail[found.start("credit") - 1] in "＝（(")

    return find


def _after_dash(said: str) -> bool:
    return is_chain(said) or is_name(said) or bool(re.match(r"(?:picture|photo|image|pic)s? by ", said, re.I)) or (
        bool(agencies(said)) and re.fullmatch(r".{2,40} (?:pic|photo|file pic|file photo)", said) is not None
    )  # fmt: skip


def _all(tail: str, whole: bool) -> int | None:
    """A text that is a chain with an agency and nothing else ("Ane Skog / Reuters")."""
    if not whole or not ("/" in tail or " via " in tail) or _SENTENCES.search(tail) or not is_chain(tail) or not agencies(tail):
        return None
    return 0 if all(is_agency(member) or member[0].isupper() for member in parts(tail)) else None


def _plain(tail: str, whole: bool) -> int | None:
    """A chain after the last stop, or glued to it ("… looms. Ane Skog/Nordpress")."""
    last = tail.rstrip(" .)").rpartition(" ")[2]
    if last[:1].islower() and "/" not in last and not agencies(tail[-_BEFORE:]):
        return None
    return next((at for at in _stops(tail) if is_chain(tail[at:])), None)


def _stops(tail: str) -> Iterator[int]:
    return (match.end() for match in _STOP.finditer(tail) if 2 <= len(tail) - match.end() <= 120)


_FINDERS: Final[tuple[Callable[[str, bool], int | None], ...]] = (
    _all,
    _brackets,
    _by_pattern(_JAPANESE_LAST, _JAPANESE_ENDS),
    _by_pattern(_CHINESE, _CHINESE_ENDS),
    _by_pattern(_JAPANESE_SIGN, likes=is_agency),
    _by_pattern(_POSTFIX, _POSTFIX_ENDS),
    _lead,
    _bare_lead,
    _by_pattern(_KOREAN, _KOREAN_ENDS),
    _by_pattern(_SLASH, likes=is_agency),
    _by_pattern(_DASH, likes=_after_dash),
    _plain,
)
"""In this order; the first that finds a credit decides."""

__all__ = ["TAIL", "credit_start"]
