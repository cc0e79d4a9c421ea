"""Cards as text: nothing a provider sent reaches a reader unescaped, and nothing third-party is asked before a click."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from embedkit import identify, normalise, render
from embedkit.errors import ConfigurationError
from embedkit.models import CARD, KINDS, Block, Card, Credit, Facts, Image, Photo, Rendition
from embedkit.plaintext import blocks
from embedkit.render import stylesheet
from embedkit.render.html import HtmlRenderer
from embedkit.render.words import LANGUAGES, words
from tests.cases import FIXTURES

VALUES = json.loads((FIXTURES / "hostile" / "values.json").read_text("utf-8"))
_ALLOWED = set("figure figcaption cite a img span p strong blockquote footer time ul li div iframe video audio source".split())


def card_of(kind: str, text: str = "A title", url: str = "https://www.youtube.com/watch?v=eiHXASgRTcA", **more: Any) -> Card:
    """A card with this text in every text field and this URL in every address."""
    identity = identify("https://youtu.be/eiHXASgRTcA") if kind == "video" else None
    photo = Photo(image=Image(url=url, width=800, height=500, alt=text), caption=text, credit=Credit(raw=text, line=text), alt=text)
    block = Block(kind=kind, url=url, title=text, caption=text, alt=text, text=text, author=text, credit=Credit(raw=text, line=text), image=Image(url=url, alt=text),  # type: ignore[arg-type]
                  items=(photo,), media=(Rendition(url=url),), span=(0, 1))  # fmt: skip
    facts = Facts(source="oembed", title=text, description=text, authors=(text,), provider_name=text, thumbnails=(Image(url=url),))
    return normalise.card(block, identity, (facts,), status=more.pop("status", "resolved"), url=url)


def judged(markup: str) -> list[str]:
    """What is wrong with rendered HTML, by parsing it again as a browser would."""
    soup = BeautifulSoup(f"<div id=box>{markup}</div><p id=after>SENTINEL</p>", "lxml")
    wrong = [f"element {tag.name}" for tag in soup.find_all(True) if tag.name not in _ALLOWED | {"html", "body"}]
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            if (
                name.startswith("on")
                or name in ("style", "srcdoc", "formaction", "name")
                or (name == "id" and value not in ("box", "after"))
            ):
                wrong.append(f"attribute {name}")
            if name in ("href", "src", "cite", "poster", "data-embedkit-src") and not str(value).startswith(("https://", "http://")):
                wrong.append(f"address {value!r}")
        if tag.name == "iframe" and not str(tag.get("src")).startswith("https://www.youtube-nocookie.com/embed/"):
            wrong.append(f"frame {tag.get('src')}")
    after, box = soup.find(id="after"), soup.find(id="box")
    if after is None or box is None or after.find_previous_sibling() is not box or after.get_text() != "SENTINEL":
        wrong.append("left its box")
    return wrong


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("load", ["click", "eager"])
def test_hostile_text_stays_text(kind: str, load: str) -> None:
    """No value of any text field becomes markup, in any kind of card."""
    for value in VALUES["text"]:
        assert judged(render(card_of(kind, value), load=load, posters="remote")) == [], value


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_addresses_are_dropped(kind: str) -> None:
    """An address that is no web URL is not written; one that is cannot leave its attribute."""
    for value in VALUES["url"]:
        assert judged(render(card_of(kind, url=value), posters="remote")) == [], value


@pytest.mark.parametrize("to", ["markdown", "text"])
def test_other_targets_take_anything(to: str) -> None:
    """Markdown holds no raw HTML and no scriptable link, and no target raises."""
    for kind in KINDS:
        for value in VALUES["text"]:
            said = render(card_of(kind, value), to)
            assert to == "text" or not {"<script", "<img", "<iframe"} & set(said.lower().split())
            assert to == "text" or not re.search(r"(?<!\\)\]\(javascript", said.lower())


def test_nothing_third_party_before_a_click() -> None:
    """The default shows a link: no frame, no provider's picture, no script; the player's address waits in an attribute."""
    said = render(normalise.card(None, identify("https://youtu.be/eiHXASgRTcA"), (), status="synthesised"))
    assert "<iframe" not in said
    assert "<img" not in said
    assert 'data-embedkit-src="https://www.youtube-nocookie.com/embed/eiHXASgRTcA"' in said
    assert 'href="https://www.youtube.com/watch?v=eiHXASgRTcA"' in said


def test_a_frame_is_sized_titled_lazy_and_says_who_refers() -> None:
    """Eager loading writes the row's own player with all that it needs."""
    said = render(
        normalise.card(None, identify("https://youtu.be/eiHXASgRTcA"), (Facts(source="oembed", title="Dawn"),), status="resolved"),
        load="eager",
    )
    for part in (
        'src="https://www.youtube-nocookie.com/embed/eiHXASgRTcA"',
        'title="Dawn"',
        'loading="lazy"',
        'referrerpolicy="strict-origin-when-cross-origin"',
        "ek-ratio-16x9",
    ):
        assert part in said


@pytest.mark.parametrize("status", ["gone", "private", "blocked", "unresolved", "stale"])
def test_a_dead_embed_still_says_what_it_was(status: str) -> None:
    """Title, caption, credit and link stay when the provider has nothing more."""
    said = render(card_of("video", "Dawn", status=status))
    assert said.count("Dawn") >= 2
    assert 'href="https://www.youtube.com/watch?v=eiHXASgRTcA"' in said


def test_a_site_overrides_templates(tmp_path: Path) -> None:
    """By provider and kind first, then by kind; ours stay for the rest."""
    (tmp_path / "youtube").mkdir()
    (tmp_path / "youtube" / "video.html").write_text("<p>{{ card.title }}</p>")
    own = HtmlRenderer(tmp_path)
    assert own.render(card_of("video", "A & B")) == "<p>A &amp; B</p>"
    assert "ek-photo" in own.render(card_of("photo"))


def test_mistakes_say_what_to_do(tmp_path: Path) -> None:
    """An unknown target, option or folder is the caller's error."""
    for options in ({"to": "pdf"}, {"templates": tmp_path / "none"}, {"colour": 1}, {"to": "text", "load": "eager"}):
        with pytest.raises(ConfigurationError):
            render(card_of("video"), **options)
    (tmp_path / "video.html").write_text("{% broken")
    with pytest.raises(ConfigurationError, match="video"):
        render(card_of("video"), templates=tmp_path)


def test_text_is_read_back() -> None:
    """Related videos, related headlines and captions as text are found again by the text parser."""
    prose = "A paragraph of prose that is long enough to be one, which ends with a full stop as paragraphs do in newspapers."
    video = CARD.validate_python({"kind": "video", "id": "x", "role": "related", "title": "Watch the last lorries leave the terminal"})
    photo = CARD.validate_python({"kind": "photo", "id": "x", "caption": "A bridge.", "credit": {"raw": "AFP", "line": "AFP"}})
    source = "\n\n".join([render(photo, "text"), prose, "", render(video, "text"), prose])
    assert [(b.kind, b.title or b.caption) for b in blocks(source)] == [
        ("photo", "A bridge."),
        ("video", "Watch the last lorries leave the terminal"),
    ]


def test_no_style_sheet_needs_a_third_party() -> None:
    """The style sheet imports nothing."""
    assert "@import" not in stylesheet()
    assert "url(" not in stylesheet()


def test_nothing_runs_in_a_browser(chromium: str, tmp_path: Path) -> None:
    """In a real browser no hostile value of any kind of card runs, and each card stays in its box."""
    boxes = [
        f"<div class=box>{render(card_of(kind, value), load=load)}</div>"
        for kind in KINDS
        for value in VALUES["text"][:40]
        for load in ("click", "eager")
    ]
    page = tmp_path / "page.html"
    counter = "<script>window.ran=0;for(const n of ['alert','confirm','prompt','print'])window[n]=()=>{window.ran++}</script>"
    judge = "<script>onload=()=>{document.title='ran='+window.ran+' boxes='+document.querySelectorAll('body>.box').length+' scripts='+document.scripts.length}</script>"
    page.write_text(f"<!doctype html><meta charset=utf-8><body>{counter}{''.join(boxes)}{judge}", "utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND",
               f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000", "--dump-dom", page.as_uri()]  # fmt: skip
    dom = subprocess.run(command, capture_output=True, text=True, timeout=50, check=False).stdout
    assert html.unescape(dom).count(f"ran=0 boxes={len(boxes)} scripts=2") == 1, dom[:300]


@pytest.mark.parametrize(
    ("tag", "said"),
    [("de-AT", "Dieser Inhalt ist nicht mehr verfügbar."), ("zh-TW", "此內容已無法觀看。"), ("zh-Hant-HK", "此內容已無法觀看。"), ("ar", "لم يعد هذا المحتوى متاحًا."),
     ("fr", "n’est plus disponible"), ("es_MX", "ya no está disponible"), ("xx", "no longer available"), (None, "no longer available")],
)  # fmt: skip
def test_our_words_speak_the_readers_language(tag: str | None, said: str) -> None:
    """The few words of ours come in the language asked for, English where it is not among ours."""
    assert said in render(card_of("video", status="gone"), language=tag)


def test_each_language_has_every_word() -> None:
    """No language lacks the word of a kind."""
    for tag in LANGUAGES:
        assert len(words(tag).kinds.split("|")) == len(KINDS)
        assert all(words(tag).kind(kind) for kind in KINDS)
