"""Titles as articles print them: one function a kind of change, each the same for the same dice. And titles that name no video of the index."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from benchmarks.titles import TONGUES, name, one
from embedkit.index.fold import is_dense

Change = Callable[[str, str, random.Random], str]
_PREFIX = {"en": "Watch: ", "de": "Video: ", "ru": "Видео: ", "ar": "شاهد: ", "tr": "İzle: ", "ja": "【動画】"}
_PLAIN = str.maketrans(
    {
        "ä": "a",
        "ö": "o",
        "ü": "u",
        "ß": "ss",
        "ç": "c",
        "ğ": "g",
        "ı": "i",
        "ş": "s",
        "İ": "I",
        "é": "e",
        "ё": "е",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
    }
)
_EDITION = {"en": "the interview", "de": "die Analyse", "ru": "интервью", "ar": "مقابلة", "tr": "fragman", "ja": "予告編"}
_NEVER = {"en": "never", "de": "nie", "ru": "не", "ar": "لا", "tr": "asla", "ja": "ではない"}
_LITTLE = {"en": "the", "de": "die", "ru": "и", "ar": "في", "tr": "ve", "ja": ""}


def quotes(title: str, language: str, dice: random.Random) -> str:
    """Other quotes, dashes and spaces."""
    text = title.replace("’", "'").replace(": ", dice.choice((" – ", " — ", " - ", ": "))).replace(", ", dice.choice((", ", " – ")))
    return re.sub(r"(\w+)$", dice.choice(("“\\1”", "«\\1»", "„\\1“", "\\1")), text).replace(" ", dice.choice((" ", "\u00a0", "  ")))


def case(title: str, language: str, dice: random.Random) -> str:
    """Capitals, as a design prints them; Turkish ones in Turkish."""
    return (title.replace("i", "İ").replace("ı", "I") if language == "tr" else title).upper()


def entities(title: str, language: str, dice: random.Random) -> str:
    """HTML entities that were never decoded."""
    text = title.replace("&", "&amp;").replace("'", "&#39;").replace("’", "&rsquo;").replace(": ", ":&nbsp;")
    return "".join(f"&#{ord(c)};" if c > "\x7f" and dice.random() < 0.2 else c for c in text)


def accents(title: str, language: str, dice: random.Random) -> str:
    """Without the accents and special letters that a keyboard lacks."""
    return title.replace("　", " ") if language == "ja" else title.translate(_PLAIN)


def site(title: str, language: str, dice: random.Random) -> str:
    """With the site's name behind it."""
    return title + dice.choice(
        (" | Lindholm Post", " - Lindholm Post", " – Lindholm Post", " | lindholm-post.test", " — Lindholm Post Video")
    )


def prefix(title: str, language: str, dice: random.Random) -> str:
    """With a word before it that says what it is."""
    return dice.choice((_PREFIX[language], "VIDEO | ", "[Video] ", "Video – "))[:] + title


def cut(title: str, language: str, dice: random.Random) -> str:
    """Cut where a layout had no more room."""
    return title[: int(len(title) * dice.uniform(0.7, 0.9))].rstrip() + dice.choice(("…", "...", " …"))


def typing(title: str, language: str, dice: random.Random) -> str:
    """One typing error in a word, in long titles two."""
    words = title.split(" ")
    for at in dice.sample(range(len(words)), min(len(words), 2 if len(words) > 7 and dice.random() < 0.5 else 1)):
        words[at] = _mistyped(words[at], dice)
    return " ".join(words)


def order(title: str, language: str, dice: random.Random) -> str:
    """Another order: the part behind the colon first, or two neighbours swapped."""
    head, colon, tail = title.partition(": ")
    if colon and dice.random() < 0.5:
        return f"{tail}: {head}"
    words = title.split(" ")
    at = dice.randrange(len(words) - 1) if len(words) > 1 else 0
    words[at : at + 2] = reversed(words[at : at + 2])
    return " ".join(words)


def little(title: str, language: str, dice: random.Random) -> str:
    """A little word left out or put in."""
    words = title.split(" ")
    spots = [n for n, word in enumerate(words) if word.lower() == _LITTLE[language]]
    if spots:
        del words[dice.choice(spots)]
    elif _LITTLE[language] and len(words) > 2:
        words.insert(dice.randrange(1, len(words)), _LITTLE[language])
    return " ".join(words)


def lost(title: str, language: str, dice: random.Random) -> str:
    """A word lost on the way, not the name behind the colon."""
    words = title.split(" ")
    if len(words) > 3:
        del words[dice.randrange(1, len(words) - 2)]
    return " ".join(words)


def several(title: str, language: str, dice: random.Random) -> str:
    """Capitals, prefix, site and quotes at once."""
    return prefix(site(quotes(case(title, language, dice), language, dice), language, dice), language, dice)


KINDS: dict[str, Change] = {
    "as listed": lambda title, language, dice: title, "quotes, dashes, spaces": quotes, "capitals": case, "HTML entities": entities, "without accents": accents, "site behind": site,
    "prefix": prefix, "cut": cut, "typing errors": typing, "order of words": order, "little words": little, "a word lost": lost, "several at once": several,
}  # fmt: skip


def other_name(title: str, language: str, dice: random.Random) -> str:
    """The same story about somebody else."""
    return re.sub(r"[^\s:　,]+(?=(?:,[^,]*)?$)", lambda _: name(language, dice), title, count=1)


def other_part(title: str, language: str, dice: random.Random) -> str:
    """Another part than any that is listed."""
    return (
        re.sub(r"\d+", lambda found: str(int(found[0]) + 4), title)
        if re.search(r"\d", title)
        else f"{title}, {TONGUES[language].part.format(n=dice.randint(2, 4))}"
    )


def other_place(title: str, language: str, dice: random.Random) -> str:
    """The same event somewhere else, or at another time."""
    tongue = TONGUES[language]
    for parts in dice.sample((tongue.where, tongue.when), 2):
        known = next((part for part in parts if part.lower() in title.lower()), None)
        if known is not None:
            found = title.lower().index(known.lower())
            return title[:found] + dice.choice([p for p in parts if p != known]) + title[found + len(known) :]
    return f"{title} {name(language, dice)}"


def other_number(title: str, language: str, dice: random.Random) -> str:
    """With a year that tells it from this year's."""
    return f"{title} {dice.choice((2019, 2022, 2031))}"


def another_edition(title: str, language: str, dice: random.Random) -> str:
    """The trailer, the interview, the analysis of it."""
    return f"{title} {dice.choice((' – ', ': ', ' | '))}{_EDITION[language]}".replace("  ", " ")


def negated(title: str, language: str, dice: random.Random) -> str:
    """What did not happen."""
    words = title.split(" ")
    words.insert(max(1, len(words) // 3), _NEVER[language])
    return " ".join(words)


def unrelated(title: str, language: str, dice: random.Random) -> str:
    """A title of the same newsroom that was never filmed."""
    return one(language, dice)


NEGATIVES: dict[str, Change] = {
    "another name": other_name, "another part": other_part, "another place or time": other_place, "another year": other_number, "another edition": another_edition, "negated": negated, "never filmed": unrelated,
}  # fmt: skip


def _mistyped(word: str, dice: random.Random) -> str:
    if len(word) < 4 and not is_dense(word):
        return word
    at, letter = dice.randrange(1, len(word)), dice.choice(word.lower())
    return dice.choice((
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
    ))  # fmt: skip
