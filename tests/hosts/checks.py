"""What the page of every host must show."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def shows_card(html: str) -> None:
    """A video card with its title from the lock file, and a click-to-load link instead of a frame."""
    page = BeautifulSoup(html, "html.parser")
    link = page.select_one('figure.ek-video a[data-embedkit-src*="Lh1nDh0lm_1"]')
    assert link is not None
    assert "Watch the last lorries leave the old terminal" in link.get_text()
    assert page.select_one("iframe") is None


def shows_lost_as_link(html: str) -> None:
    """A deleted video is a link with a word about it, never a player."""
    page = BeautifulSoup(html, "html.parser")
    lost = page.select_one("figure.ek-gone")
    assert lost is not None
    assert lost.select_one('a[href="https://www.youtube.com/watch?v=0rgueCr13e1"]') is not None
    assert lost.select_one("[data-embedkit-src]") is None


def escapes(html: str) -> None:
    """What a provider says is text: the recorded answer of the trap holds scripts and handlers."""
    page = BeautifulSoup(html, "html.parser")
    trap = next(figure for figure in page.select("figure.ek-video") if "Harmless_01" in str(figure))
    assert not trap.select("script, img, svg, [onerror], [onload]")
    assert "Bold &amp; alert(16) film" in str(trap)


def has_caption(html: str) -> None:
    """The caption and its credit stand in elements of their own."""
    page = BeautifulSoup(html, "html.parser")
    assert any("Ane Skog/Nordpress" in cite.get_text() for cite in page.select("figcaption cite.ek-credit"))
