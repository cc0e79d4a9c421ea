"""The grammar that parts a credit from a caption; cases in `fixtures/credits/`."""

from __future__ import annotations

import time

import pytest

from embedkit.credits import is_led, may_be_led, read, split, strip_controls
from tests.cases import FIXTURES


def _rows(name: str) -> list[list[str]]:
    lines = (FIXTURES / "credits" / name).read_text("utf-8").splitlines()
    return [line.split(" => ") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "caption", "line"), _rows("split.txt"))
def test_split(text: str, caption: str, line: str) -> None:
    """Each printed caption gives its caption and its credit line."""
    said, credit = split(text)
    assert (said or "-") == caption
    assert (credit.line if credit else "-") == line


@pytest.mark.parametrize(("raw", "line", "organisation", "creators", "category", "verb"), _rows("read.txt"))
def test_read(raw: str, line: str, organisation: str, creators: str, category: str, verb: str) -> None:
    """Each printed credit keeps its words and gives what is certain of it."""
    credit = read(raw)
    found = (credit.line, credit.organisation, " + ".join(credit.creators), credit.category, credit.verb)
    assert credit.raw == raw
    assert tuple(value or "-" for value in found) == (line, organisation, creators, category, verb)


def test_a_text_that_is_not_read_holds_no_led_credit() -> None:
    """Wherever a printed caption or credit has a lead-in or a sign of rights, the short look at it says that it may."""
    printed = [text for text, *_ in (*_rows("split.txt"), *_rows("read.txt"))]
    led = [text for text in printed if (credit := split(text)[1]) is not None and is_led(credit.raw)]
    assert len(led) > 50
    assert [text for text in led if not may_be_led(text)] == []


def test_an_own_credit_element_leaves_the_caption_whole() -> None:
    """Where the markup has a credit element, the caption only loses a repetition of it."""
    said, credit = split("A bridge (left). AFP", credit_text="AFP")
    assert said == "A bridge (left)."
    assert credit is not None
    assert (credit.raw, credit.organisation) == ("AFP", "AFP")


def test_what_is_certain_is_named() -> None:
    """Raw is kept; organisation, creators and category as far as they are certain."""
    credit = read("(Foto: Jens Krohn/dpa)")
    assert credit.raw == "(Foto: Jens Krohn/dpa)"
    assert (credit.line, credit.organisation, credit.creators, credit.category) == ("Jens Krohn/dpa", "dpa", ("Jens Krohn",), "photo")


def test_controls_of_the_page_are_no_words_of_the_caption() -> None:
    """Texts of buttons and counters go."""
    assert strip_controls("Open this photo in gallery: 2/7 A bridge hide caption") == "A bridge"


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        ")",
        "Photo: ",
        "© ",
        "A.",
        "Aa/",
        "Aa Bb/",
        " via ",
        "撮影",
        "＝",
        "” ",
        "| ",
        "copyright the ",
        "+++",
        "a nuotr. ",
        "image source, ",
        "image caption, ",
        "1/2 ",
        "AP ",
    ],
)
def test_long_text_is_linear(unit: str) -> None:
    """Only the end of a text is examined: half a megabyte of any sign costs no more than a moment."""
    text = unit * (500_000 // len(unit))
    start = time.process_time()
    split(text)
    split(f"A bridge. {unit * 300}", credit_text=unit * 300)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "own", "caption", "line"),
    [
        ("A bridge (AP Photo/Ane Skog) - Copyright", "AP Photo", "A bridge", "AP Photo/Ane Skog"),
        ("A bridge (AP Photo/Ane Skog) - AP Photo", "AP Photo", "A bridge", "AP Photo/Ane Skog"),
        ("A bridge. Photo:", "Ane Skog", "A bridge.", "Ane Skog"),
        ("A bridge | Foto: Ane Skog/dpa", "Ane Skog", "A bridge", "Ane Skog/dpa"),
        ("A bridge. Foto: Bo Lund", "Ane Skog", "A bridge. Foto: Bo Lund", "Ane Skog"),
    ],
)
def test_a_credit_element_and_the_caption_say_it_once(text: str, own: str, caption: str, line: str) -> None:
    """What a caption repeats of its credit element goes; where it says more, that is the credit; another credit stays in it."""
    said, credit = split(text, credit_text=own)
    assert credit is not None
    assert (said, credit.line) == (caption, line)
