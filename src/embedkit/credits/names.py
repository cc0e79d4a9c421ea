"""Persons, agencies and chains of them ("Ane Skog/Nordpress via AP"): told apart word by word, at a cost linear in the text."""

from __future__ import annotations

import re

from embedkit.credits.words import AGENCY, HOUSE, LEAD, PARTICLES, SHORT, SURE_HOUSE, UNSPACED

AGENCIES = re.compile(rf"(?<![\w.])(?:{AGENCY})(?!\w)|{UNSPACED}")
_ONE_AGENCY = re.compile(rf"(?:{AGENCY}|{UNSPACED}|{SHORT})(?: (?:Photo|PHOTO|Images?|Pool|File|Archive|Archiv|Press|Wire))?")
_SHORT = re.compile(rf"(?<![\w.])(?:{SHORT})(?!\w)")
_LINKS = re.compile(
    r"\s*[/|／]\s*|\s+(?:via|for|through|on)\s+|\s*:\s+|\s+[–—-]\s+|\s*[,;]\s+|\s+(?:[&+]|and|und|et|og|och)\s+|\s*[（(](?=[^()（）]{2,60}[)）])"
)
_NOTE = re.compile(
    r"(?:file(?: photo| picture)?|pool|stringer|staff|archives?|archiv|archivo|archivbild|archivfoto|handout|contributor|freelance|fichier|arkiv|arhiva|arquivo|staff photographer)[.)]?",
    re.I,
)
_LEAD = re.compile(rf"^(?:{LEAD})\s?(?:by |: ?)", re.I)
_STOP = re.compile(r"\w{2}[.!?…]\s")
_ROMAN = re.compile(r"[IVX]{1,4}|JR|SR")
_OF_HOUSES = frozenset(("of", "the", "The", "and"))
_LONGEST = 120


def agencies(text: str) -> tuple[str, ...]:
    """The agencies that a text names, each once; a short name that could be another thing counts in a chain only."""
    found = [match[0] for match in AGENCIES.finditer(text)]
    if "/" in text:
        found += [part for part in map(str.strip, text.split("/")) if _SHORT.fullmatch(part)]
    return tuple(sorted(dict.fromkeys(found), key=text.find))


def parts(line: str) -> list[str]:
    """The members of a chain, without notes like "File" and "Pool"."""
    pieces = [_LEAD.sub("", piece.strip(" .)）")) for piece in _LINKS.split(line) if piece]
    return [piece for piece in pieces if piece and not _NOTE.fullmatch(piece)]


def is_agency(text: str) -> bool:
    """True for nothing but an agency."""
    return len(text) <= _LONGEST and _ONE_AGENCY.fullmatch(text.strip(" .")) is not None


def is_name(text: str) -> bool:
    """Two to four words with capitals, as a person's name has them (particles and initials allowed)."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or ":" in text or not _OF_HOUSES.isdisjoint(words) or HOUSE.search(text):
        return False
    capital = [word for word in words if word not in PARTICLES]
    if not 2 <= len(capital) <= 4 or capital[0] is not words[0] or capital[-1] is not words[-1]:
        return False
    return all(map(_is_capitalised, capital)) and not _has_acronym(capital)


def _has_acronym(words: list[str]) -> bool:
    """True for names like "ONE Games" and "Cultura RF"; "Ane SKOG", "Ane Skog II" and names all in capitals are persons'."""
    capitals = [word for word in words if len(word) > 1 and word.isupper() and "." not in word and not _ROMAN.fullmatch(word)]
    return 0 < len(capitals) < len(words) and (words[0] in capitals or any(len(word) <= 3 for word in capitals))


def is_house(text: str, *, alone: bool = False) -> bool:
    """Capitalised words that name an organisation, one of them a word that persons' names do not have (`alone`: that no surname is)."""
    words = [word for word in text.split() if word not in PARTICLES]
    told = SURE_HOUSE if alone else HOUSE
    return 2 <= len(words) <= 6 and told.search(text) is not None and all(map(_is_capitalised, words)) and not _STOP.search(text)


def is_chain(text: str) -> bool:
    """True for a chain with an agency in it, or a person and a house parted by a slash: text that can only be a credit."""
    if not 2 <= len(text) <= _LONGEST:
        return False
    members = parts(text)
    sold = "/" in text and any(map(is_agency, members))
    if not members or not all(is_agency(m) or _has_agency(m) or is_titled(m) or (sold and " " not in m) for m in members):
        return False
    if any(AGENCIES.fullmatch(m) or _has_agency(m) or ("/" in text and is_agency(m)) for m in members):
        return True
    return len(members) == 2 and "/" in text and is_name(members[0])


def _has_agency(text: str) -> bool:
    return bool(agencies(text)) and is_titled(text)


def is_titled(text: str) -> bool:
    """One to four words with capitals."""
    words = [word for word in text.split() if word not in PARTICLES]
    return 1 <= len(words) <= 4 and all(map(_is_capitalised, words))


def _is_capitalised(word: str) -> bool:
    bare = word.strip("\"'“”‘’.,@")
    first = bare[:1]
    return (
        bool(first)
        and (first.isupper() or first.istitle() or (not first.islower() and first.isalpha()))
        and not any(map(str.isdigit, bare))
    )


__all__ = ["agencies", "is_agency", "is_chain", "is_house", "is_name", "is_titled", "parts"]
