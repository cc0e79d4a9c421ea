"""The adapters that need no host of their own: the embedder under all of them, Jinja2, and a caller's own soup."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, StrictUndefined, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from embedkit import Client
from embedkit.contrib import soup as soups
from embedkit.contrib.embedder import Embedder, Wanted, embedder
from embedkit.contrib.jinja import EmbedkitExtension
from embedkit.errors import ConfigurationError

URL = "https://www.youtube.com/watch?v=C4ntr1bVid1"
BODY = f"<p>The dam held.</p><figure><iframe src='{URL.replace('watch?v=', 'embed/')}'></iframe><figcaption>Crews at dawn. Photo: Ane Skog</figcaption></figure><p>It rained.</p>"


def environment(kind: type[Environment] = Environment, **more: Any) -> Environment:
    made = kind(extensions=[EmbedkitExtension], **{"autoescape": True, **more})
    vars(made)["embedkit"] = embedder(cache=None)
    return made


@pytest.mark.parametrize("kind", [Environment, SandboxedEnvironment])
@pytest.mark.parametrize("autoescape", [True, False])
def test_jinja_filters_and_tag(kind: type[Environment], autoescape: bool) -> None:
    """`embed`, the tag, `embedkit` and `cards` work with and without autoescape, in a sandbox too, and nothing is escaped twice."""
    text = "{{ url | embed }}|{% embed url %}|{{ body | embedkit }}|{% for card in body | cards %}{{ card.caption }}{% endfor %}|{{ embed_card(url).id }}"
    one, tag, article, caption, identity = environment(kind, autoescape=autoescape).from_string(text).render(url=URL, body=BODY).split("|")
    assert one == tag
    assert one.startswith('<figure class="ek ek-video')
    assert "&lt;" not in one
    assert article.startswith("<p>The dam held.</p><figure class=")
    assert article.endswith("<p>It rained.</p>")
    assert (caption, identity) == ("Crews at dawn.", "youtube:C4ntr1bVid1")


async def test_jinja_async() -> None:
    """An asynchronous environment renders the same."""
    asynchronous = environment(enable_async=True)
    text = await asynchronous.from_string("{{ url | embed }}").render_async(url=URL)
    assert text == environment().from_string("{{ url | embed }}").render(url=URL)


def test_jinja_strict_undefined() -> None:
    """A name that is not there stays the template's own error."""
    with pytest.raises(UndefinedError):
        environment(undefined=StrictUndefined).from_string("{{ nothing | embed }}").render()


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "no address", "<script>", "https://x.test/" + "a" * 3_000, "\ud800"])
def test_a_template_never_raises(url: str) -> None:
    """Whatever stands for an address becomes text or a link, and no markup of its own."""
    said = environment().from_string("{{ url | embed }}").render(url=url)
    assert "<script" not in said
    assert "javascript:alert" not in said or "href" not in said


def test_a_fault_leaves_the_article_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where embedkit itself fails, the reader gets the article."""
    made = embedder(cache=None)
    monkeypatch.setattr(made.client, "cards", lambda *_: 1 / 0)
    monkeypatch.setattr(made.client, "card", lambda *_: 1 / 0)
    assert made.html(BODY) == BODY
    assert made.embed(URL) == f"<p>{URL}</p>"


def test_nothing_is_asked_and_what_is_missing_is_noted(tmp_path: Path) -> None:
    """A page asks nobody; the address it missed is in the file, once, for the warm command of another process."""
    place = tmp_path / "wanted.jsonl"
    made = embedder(cache=None, wanted=place)
    for _ in range(3):
        made.html(BODY)
    other = Wanted(place)
    assert other.take() == [URL]
    assert other.take() == []
    assert not place.exists()


def test_threads_note_each_address(tmp_path: Path) -> None:
    """Addresses noted by many threads at once are all there."""
    wanted = Wanted(tmp_path / "wanted.jsonl")
    threads = [threading.Thread(target=wanted.note, args=(f"https://x.test/{n}",)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(wanted.take()) == 50


def test_a_folder_that_takes_no_file_fails_no_page(tmp_path: Path) -> None:
    """The list of wanted addresses may be lost, a page may not."""
    (tmp_path / "file").write_text("")
    assert "ek-video" in embedder(cache=None, wanted=tmp_path / "file" / "wanted").embed(URL)


def test_an_unknown_setting_is_told() -> None:
    """The error names the setting and those that there are."""
    with pytest.raises(ConfigurationError, match="unknown setting lok; known: cache, lock"):
        embedder(lok="embedkit.lock")
    with pytest.raises(ConfigurationError, match="site_url"):
        embedder(site_url="no address")


def test_two_embedders_never_influence_each_other() -> None:
    """Differently configured, in threads and in asyncio, each renders its own way throughout."""
    eager, quiet = embedder(cache=None, load="eager"), embedder(cache=None)
    wrong: list[str] = []

    def use(made: Embedder, wanted: bool) -> None:
        for _ in range(30):
            if ("<iframe" in made.embed(URL)) != wanted:
                wrong.append("mixed")

    threads = [threading.Thread(target=use, args=args) for args in ((eager, True), (quiet, False)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    async def both() -> None:
        await asyncio.gather(*(asyncio.to_thread(use, made, wanted) for made, wanted in ((eager, True), (quiet, False))))

    asyncio.run(both())
    assert wrong == []


def test_a_soup_is_changed_in_place() -> None:
    """The caller's tree holds the card where the player was; all else are the same objects as before."""
    body = BeautifulSoup(BODY, "html.parser")
    first, last = body.find_all("p")
    with Client(cache=None, offline=True) as client:
        cards = soups.embed(body, client)
    assert [card.id for card in cards] == ["youtube:C4ntr1bVid1"]
    assert body.contents[0] is first
    assert body.contents[-1] is last
    assert body.find("figure", class_="ek-video") is not None
    assert body.find("iframe") is None
    assert "data-embedkit-at" not in str(body)


def test_a_tag_of_a_soup_is_enough() -> None:
    """Only what lies in the given tag is replaced."""
    page = BeautifulSoup(f"<header><iframe src='{URL.replace('watch?v=', 'embed/')}'></iframe></header><main>{BODY}</main>", "html.parser")
    assert page.main is not None
    with Client(cache=None, offline=True) as client:
        soups.embed(page.main, client)
    assert len(page.find_all("iframe")) == 1
    assert page.header is not None
    assert page.header.iframe is not None
