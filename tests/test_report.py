"""The report of a build in a real browser: filters, keys, no request, and thousands of cards without stutter."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from embedkit.build import report
from embedkit.build.gallery import samples
from embedkit.build.work import bare, tally
from embedkit.models import Card
from tests.test_facade import AXE, browser

__all__ = ["browser"]


def _page(browser: Browser, html: str, tmp_path: Path, **more: Any) -> Any:
    file = tmp_path / "report.html"
    file.write_text(html, "utf-8")
    page = browser.new_page(**more)
    page.goto(file.as_uri())
    return page


def _report(cards: list[Card]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        section = report.section("a.html", cards, [f"<p>source of {card.id}</p>" for card in cards], [bare(card) for card in cards])
        report.write(Path(folder), [section], [tally(cards)])
        return (Path(folder) / "report.html").read_text("utf-8")


def test_filters_and_words_choose_cards(browser: Browser, tmp_path: Path) -> None:
    """A status, a kind and a word each leave the cards that fit, and the count says how many."""
    page = _page(browser, _report(samples()), tmp_path)
    everything = page.locator(".entry:visible").count()
    page.select_option("select[data-filter=status]", "gone")
    assert page.locator(".entry:visible").count() == 1
    page.click("#reset")
    page.select_option("select[data-filter=kind]", "video")
    assert page.locator(".entry:visible").count() == 3
    page.fill("#search", "dam at Ahlen")
    assert page.locator(".entry:visible").count() == 1
    assert page.inner_text("#count") == f"1 of {everything} cards"
    page.close()


def test_keys_move_from_card_to_card(browser: Browser, tmp_path: Path) -> None:
    """`j` and `k` move the focus, `/` goes to the search."""
    page = _page(browser, _report(samples()), tmp_path)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("[...document.querySelectorAll('.entry')].indexOf(document.activeElement)") == 0
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.close()


def test_the_source_stands_beside_the_card(browser: Browser, tmp_path: Path) -> None:
    """Each card has the markup that it was made of, as text."""
    page = _page(browser, _report(samples()), tmp_path)
    page.click(".entry summary >> nth=0")
    assert page.inner_text(".entry pre >> nth=0") == f"<p>source of {samples()[0].id}</p>"
    page.close()


def test_the_report_asks_nobody(browser: Browser, tmp_path: Path) -> None:
    """Opening it makes no request but the file's own, and no complaint on the console."""
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    file = tmp_path / "report.html"
    file.write_text(_report(samples()), "utf-8")
    page.goto(file.as_uri())
    page.wait_for_timeout(200)
    assert (asked, said) == ([file.as_uri()], [])
    page.close()


def test_five_thousand_cards_do_not_stutter(browser: Browser, tmp_path: Path) -> None:
    """With 5,000 cards a filter answers at once: no task of the page takes longer than a second on a busy machine."""
    cards = samples() * 360
    page = _page(browser, _report(cards), tmp_path)
    started = time.monotonic()
    page.select_option("select[data-filter=kind]", "audio")
    spent = page.evaluate(
        "() => { const t = performance.now(); document.querySelector('select[data-filter=kind]').dispatchEvent(new Event('change')); return performance.now() - t; }"
    )
    assert page.locator("#count").inner_text() == f"360 of {len(cards)} cards"
    assert spent < 1_000
    assert time.monotonic() - started < 30
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_fault_in_the_report(browser: Browser, tmp_path: Path, scheme: Any, width: int) -> None:
    """The report is accessible in light and dark, narrow and wide, and nothing overflows."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: `make validate` installs it")
    page = _page(
        browser,
        _report(samples()).replace("http-equiv", "data-http-equiv"),
        tmp_path,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
    )
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
