"""Titles made comparable: entities, case, quotes, dashes, accents, digits of any script; and the words that a full-text index asks for.

Two foldings of one title: `fold` for finding (accents and variants of letters gone) and `strict` for telling equals apart
(only case, entities, white space and punctuation gone).
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final

_TAGS: Final = re.compile(r"<[a-zA-Z/][^<>]{0,300}>")
_APOSTROPHE: Final = re.compile(r"(?<=\w)['’‘ʼ`´′＇](?=\w)")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]")
# Combining accents of Latin, Greek and Cyrillic; Hebrew points; Arabic vowel signs and the stretching stroke. Kana voicing marks
# (U+3099) and the vowel signs of Indic scripts are letters, not accents.
_ACCENTS: Final = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0655\u0670\u0640]")
_NO_WORD: Final = re.compile(r"[^\w\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3099]+|_+")
# No marks but letters of their own, though readers take them for variants: Turkish dotless i, strokes, ligatures; Persian and
# Arabic forms of one letter.
_LETTERS: Final = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ё": "е", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "أ": "ا",
     "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي"}
)  # fmt: skip
# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Han.
_DENSE: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECES: Final = re.compile(f"[{_DENSE}]+|[^\\s{_DENSE}]+")
_IS_DENSE: Final = re.compile(f"[{_DENSE}]")


def plain(title: str) -> str:
    """The title as a reader sees it: entities decoded (twice: feeds escape what was escaped), tags gone, white space folded."""
    text = title
    for _ in range(2):
        if "&" not in text:
            break
        text = html.unescape(text)
    if "<" in text:
        text = _TAGS.sub("", text)
    return " ".join(_INVISIBLE.sub("", text).split())


@lru_cache(maxsize=4_096)
def fold(title: str) -> str:
    """Words in lower case with single spaces, without accents, punctuation and variants of letters."""
    text = plain(title)
    if text.isascii():
        return _words(text.lower())
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", text)).translate(_LETTERS)
    return _words("".join(map(_digit, text)))


def strict(title: str) -> str:
    """The same with accents and letters as they are."""
    return _words(unicodedata.normalize("NFKC", plain(title)).casefold())


def _words(text: str) -> str:
    return " ".join(_NO_WORD.sub(" ", _APOSTROPHE.sub("", text)).split())


def _digit(char: str) -> str:
    return str(unicodedata.digit(char)) if char > "\x7f" and char.isdigit() else char


def units(folded: str) -> list[str]:
    """What a folded title is compared by: its words; in scripts without spaces, its characters."""
    found: list[str] = []
    for piece in _PIECES.findall(folded):
        found += piece if is_dense(piece) else (piece,)
    return found


def tokens(folded: str) -> list[str]:
    """What a folded title is found by: its words; in scripts without spaces, each pair of neighbours."""
    found: list[str] = []
    for piece in _PIECES.findall(folded):
        if is_dense(piece) and len(piece) > 1:
            found += [piece[at : at + 2] for at in range(len(piece) - 1)]
        else:
            found.append(piece)
    return found


def is_dense(text: str) -> bool:
    """True for text with characters of a script that is written without spaces."""
    return _IS_DENSE.search(text) is not None


def length(folded: str) -> int:
    """How much a folded title says, in characters of Latin script: one of a dense script says about as much as three."""
    return len(folded) + 2 * len(_IS_DENSE.findall(folded))
