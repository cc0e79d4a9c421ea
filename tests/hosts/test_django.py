"""The Django and Wagtail example: both template engines, the finder, rich text, StreamField, commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.hosts import checks

django = pytest.importorskip("django")
pytest.importorskip("wagtail")
SITE = checks.EXAMPLES / "django_wagtail"
VIDEO = "https://www.youtube.com/watch?v=Lh1nDh0lm_1"
GONE = "https://www.youtube.com/watch?v=0rgueCr13e1"


@pytest.fixture(scope="module", autouse=True)
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    sys.path.insert(0, str(SITE))
    os.environ["EXAMPLE_DB"] = str(tmp_path_factory.mktemp("db") / "db.sqlite3")
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("make_pages")
    yield
    sys.path.remove(str(SITE))


@pytest.fixture
def visitor() -> Any:
    from django.test import Client

    return Client()


def test_the_settings_are_sound() -> None:
    """Django's system checks find nothing, and a wrong setting is told with what to do."""
    from django.core.checks import run_checks
    from django.test import override_settings

    from embedkit.contrib.django.apps import check_settings

    assert [message for message in run_checks() if message.id == "embedkit.E001"] == []
    with override_settings(EMBEDKIT={"lok": "x"}):
        (error,) = check_settings(None)
    assert "unknown setting lok" in error.msg


def test_a_django_view(visitor: Any) -> None:
    """Filter, tag and loop work in Django's own templates."""
    html = visitor.get("/story/").content.decode()
    checks.shows_card(html)
    checks.has_caption(html)
    checks.escapes(html)
    assert f"is gone: {GONE}" in html
    assert 'class="listed"' in html


def test_pages_load_what_cards_need(visitor: Any) -> None:
    """Both kinds of page link the stylesheet and the script, and the site serves them."""
    for address in ("/story/", "/"):
        head = BeautifulSoup(visitor.get(address).content.decode(), "html.parser").head
        assert head is not None
        links = [head.select_one('link[rel="stylesheet"]')["href"], head.select_one("script")["src"]]  # type: ignore[index]
        for link, kind in zip(links, ("text/css", "text/javascript"), strict=True):
            answer = visitor.get(link)
            assert (answer.status_code, answer["Content-Type"], bool(answer.content)) == (200, kind, True)


def test_jinja_in_django() -> None:
    """Django's Jinja2 engine takes the extension."""
    from django.template import engines
    from newsroom.urls import STORY  # type: ignore[import-not-found]

    html = engines["jinja2"].get_template("story.jinja").render({"story": STORY, "trap": VIDEO})
    assert "The harbour was quiet." in html
    assert html.count("ek-video") == 2


def test_no_query_and_no_network(visitor: Any) -> None:
    """A story costs no query of the database beside the session's, and asks nobody (the tests refuse every connection)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        visitor.get("/story/")
    assert len(queries) == 0


def test_a_project_s_template_comes_first() -> None:
    """`embedkit/audio.html` of the project is used for audio, with our rendering at hand."""
    from embedkit.contrib.django import site as sites

    html = sites.current().embed("https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk")
    assert html.startswith('<div class="our-audio"><figure')


def test_a_wagtail_page(visitor: Any) -> None:
    """Rich text shows our card late, Wagtail's own stored row a plain frame; the stream shows cards, a dead one as a link."""
    page = BeautifulSoup(visitor.get("/").content.decode(), "html.parser")
    late, stored, stream, tag = (str(page.select_one(f"section.{name}")) for name in ("late", "stored", "stream", "tag"))
    checks.shows_card(late)
    checks.shows_card(tag)
    checks.shows_card(stream)
    checks.shows_lost_as_link(stream)
    assert 'referrerpolicy="strict-origin-when-cross-origin"' in stored
    assert "youtube-nocookie.com/embed/Lh1nDh0lm_1" in stored


def test_the_finder_gives_exactly_wagtail_s_keys() -> None:
    """A row is stored as Wagtail's model allows it; what is gone is not found."""
    from wagtail.embeds.embeds import get_embed
    from wagtail.embeds.exceptions import EmbedNotFoundException

    row = get_embed(VIDEO, max_width=800)
    assert (row.type, row.provider_name) == ("video", "YouTube")
    assert row.width
    assert row.height
    with pytest.raises(EmbedNotFoundException):
        get_embed(GONE)


def test_stored_rows_are_made_anew(visitor: Any) -> None:
    """The refresh command mends rows that were stored with an older player."""
    from django.core.management import call_command
    from wagtail.embeds.models import Embed

    visitor.get("/")
    Embed.objects.update(html="<iframe src='from-2019'></iframe>")
    said = StringIO()
    call_command("embedkit_refresh_wagtail", "--offline", stdout=said)
    assert "made anew" in said.getvalue()
    assert not Embed.objects.filter(html__contains="from-2019").exists()


def test_warm_takes_what_pages_wanted(tmp_path: Path) -> None:
    """An address that no page could know is noted, and the warm command asks for it (here it finds a closed door)."""
    from django.core.management import call_command
    from django.test import override_settings

    from embedkit.contrib.django import site as sites

    with override_settings(EMBEDKIT={"cache": "django:default", "wanted": tmp_path / "wanted", "deadline_s": 2}):
        sites.current().embed("https://www.youtube.com/watch?v=N0bodyKn0w5")
        assert "N0bodyKn0w5" in (tmp_path / "wanted").read_text()
        said, wrong = StringIO(), StringIO()
        call_command("embedkit_warm", stdout=said, stderr=wrong)
    assert "0 looked up, 1 not" in said.getvalue()
