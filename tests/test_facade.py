"""What a reader meets in a real browser: a player behind a click, no third party before it, no shift, no fault of accessibility."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pytest_httpserver import HTTPServer

from embedkit.build.gallery import gallery, samples
from embedkit.models import Card
from embedkit.render import render_all, script, stylesheet
from embedkit.render.policy import csp, header

AXE = Path(__file__).parent / "validators" / "node_modules" / "axe-core" / "axe.min.js"
LINK = "a[data-embedkit-src*=Tgt_Video01]"
FRAME = "iframe[src*=Tgt_Video01]"
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    import shutil

    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing: .ci/run installs it")
        pytest.skip("chromium is not installed")
    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=found, args=_QUIET)
        yield opened
        opened.close()


class Visit:
    """A page of cards on a site with a strict policy, and all that the browser asked for or complained of."""

    def __init__(self, browser: Browser, server: HTTPServer, cards: list[Card], *, attrs: str = "", **context: Any) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        policy = {"Content-Security-Policy": header(csp(cards))}
        body = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Story</title>'
            f'<link rel="stylesheet" href="/embedkit.css"><script defer src="/embedkit.js" {attrs}></script></head>'
            f"<body><main><h1>Story</h1>{render_all(cards).text}<p>The end.</p></main></body></html>"
        )
        server.expect_request("/").respond_with_data(body, content_type="text/html", headers=policy)
        server.expect_request("/embedkit.css").respond_with_data(stylesheet(), content_type="text/css")
        server.expect_request("/embedkit.js").respond_with_data(script(), content_type="text/javascript")
        server.expect_request("/favicon.ico").respond_with_data("", status=204)
        self.site = server.url_for("/")
        self.page: Page = browser.new_context(viewport={"width": 900, "height": 1200}, **context).new_page()
        self.page.route("**/*", self._answer)
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.goto(self.site)

    def _answer(self, route: Route) -> None:
        """The site answers itself; what is asked of anyone else is noted, and answered with an empty page or picture."""
        url = route.request.url
        if url.startswith(self.site):
            route.continue_()
            return
        self.asked.append(url)
        image = route.request.resource_type == "image"
        route.fulfill(status=200, body="" if image else "<p>player</p>", content_type="image/png" if image else "text/html")


@pytest.fixture
def visit(browser: Browser, httpserver: HTTPServer) -> Iterator[Any]:
    made: list[Visit] = []

    def go(cards: list[Card] | None = None, **more: Any) -> Visit:
        made.append(Visit(browser, httpserver, samples() if cards is None else cards, **more))
        return made[-1]

    yield go
    for one in made:
        one.page.context.close()


def test_nothing_third_party_is_asked_before_the_click(visit: Any) -> None:
    """Opening a page of every kind of card asks nobody but the site, its own picture host aside, and breaks no rule of a strict policy."""
    seen = visit()
    seen.page.mouse.wheel(0, 20_000)
    seen.page.wait_for_timeout(300)
    assert {url.split("/")[2] for url in seen.asked} <= {"img.harbour-times.test"}
    assert seen.complaints == []


def test_a_click_loads_the_player(visit: Any) -> None:
    """The frame comes with its title and rights, plays at once, and has the focus."""
    seen = visit()
    seen.page.click(LINK)
    frame = seen.page.locator(FRAME)
    assert frame.get_attribute("title") == "The night the dam at Ahlen held"
    assert "autoplay=1" in str(frame.get_attribute("src"))
    assert frame.get_attribute("referrerpolicy") == "strict-origin-when-cross-origin"
    assert seen.page.evaluate("document.activeElement.tagName") == "IFRAME"
    seen.page.wait_for_timeout(200)
    assert any(url.startswith("https://www.youtube-nocookie.com/embed/Tgt_Video01") for url in seen.asked)
    assert seen.complaints == []
    assert seen.page.url == seen.site


def test_the_keyboard_is_enough(visit: Any) -> None:
    """Tab reaches the link, and Enter loads the player."""
    seen = visit()
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.matches('a[data-embedkit-src]')")
    seen.page.keyboard.press("Enter")
    assert seen.page.locator(FRAME).count() == 1


def test_without_javascript_the_player_is_a_link(visit: Any) -> None:
    """The reader is led to the provider's own page."""
    seen = visit(java_script_enabled=False)
    assert seen.page.get_attribute(LINK, "href") == "https://www.youtube.com/watch?v=Tgt_Video01"
    assert seen.page.locator("iframe").count() == 0


def test_a_click_for_a_new_tab_is_a_link(visit: Any) -> None:
    """With a modifier key the link stays a link."""
    seen = visit()
    seen.page.click(LINK, modifiers=["Control"])
    assert seen.page.locator(FRAME).count() == 0


def test_consent_is_asked_once_and_remembered(visit: Any) -> None:
    """A site that asks shows who would be contacted; "always" holds after a reload, for this provider alone."""
    seen = visit(attrs='data-consent="provider"')
    seen.page.click(LINK)
    assert seen.page.locator(FRAME).count() == 0
    assert "www.youtube-nocookie.com" in seen.page.inner_text(".ek-consent")
    assert seen.page.evaluate("document.activeElement.className") == "ek-button"
    assert not [url for url in seen.asked if "youtube" in url]
    seen.page.click("text=Always load YouTube")
    assert seen.page.locator(FRAME).count() == 1
    seen.page.reload()
    seen.page.click(LINK)
    assert seen.page.locator(FRAME).count() == 1
    seen.page.click("a[data-embedkit-src*=flo]")
    assert seen.page.locator(".ek-consent").count() == 1


def test_a_site_can_decide_itself(visit: Any) -> None:
    """A consent tool that cancels `embedkit:load` keeps the player away."""
    seen = visit()
    seen.page.evaluate("addEventListener('embedkit:load', event => event.preventDefault())")
    seen.page.click(LINK)
    assert seen.page.locator(FRAME).count() == 0


def test_nothing_shifts(visit: Any) -> None:
    """The cumulative layout shift is 0, before the click and through it."""
    seen = visit()
    seen.page.evaluate(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(e => window.shift += e.hadRecentInput ? 0 : e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    before = seen.page.locator(LINK).bounding_box()
    seen.page.evaluate(f"window.embedkit.load(document.querySelector('{LINK}'))")
    after = seen.page.locator(f"div:has(> {FRAME})").bounding_box()
    seen.page.wait_for_timeout(400)
    assert seen.page.evaluate("window.shift") == 0
    assert before is not None
    assert after is not None
    assert abs(before["height"] - after["height"]) <= 2


def test_the_script_is_small() -> None:
    """The module stays under 3 kB, before compression."""
    assert len(script().encode()) < 3_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_fault(browser: Browser, scheme: Any, width: int) -> None:
    """No card of any kind, status or direction breaks a rule of accessibility, in light or dark, narrow or wide; nothing overflows."""
    if not AXE.is_file():
        if os.environ.get("CI"):
            pytest.fail("axe-core is missing: .ci/run installs it")
        pytest.skip("axe-core is not installed: `make validate` installs it")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.route("**/*", lambda route: route.abort())
    page.set_content(gallery())
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
