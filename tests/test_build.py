"""The build's outputs: bytes outside the replaced spans stay, pages go where they were asked to, a second run changes nothing."""

from __future__ import annotations

import gzip
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from embedkit import Client
from embedkit.build import Outputs, build
from embedkit.build.inputs import Choice, Raw, decoded, raw
from embedkit.build.replace import encode
from embedkit.build.sources import Fields
from embedkit.build.work import Making, blocks, page, pieces
from embedkit.cache import Cache
from embedkit.cache.upkeep import lines
from embedkit.errors import ConfigurationError
from embedkit.models import CARD, Block, Card
from embedkit.render import render
from embedkit.replay import Replay
from tests.cases import FIXTURES

PLAYER = '<iframe src="https://youtu.be/eiHXASgRTcA" title="Dawn"></iframe>'
HEADED = f"<html><head><title>é</title></head><body><p>Grüße</p>{PLAYER}</body></html>"
EXPORTS = sorted((FIXTURES / "exports").iterdir())
ROWS = Choice(fields=Fields(html="body.html"))


@pytest.fixture
def client() -> Iterator[Client]:
    """One that asks nobody but the recorded answers."""
    with Client(cache=None, http=httpx.Client(transport=Replay(FIXTURES / "http"))) as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two pages, one of them without media."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(HEADED, "utf-8")
    (tmp_path / "in" / "b.html").write_bytes(b"<p>nothing\r\n")
    return tmp_path / "in"


def _articles() -> list[Raw]:
    found = raw([FIXTURES / "articles", FIXTURES / "exports"])
    return [one for one in found if isinstance(one, Raw)]


_CODECS = {"LF": ("utf-8", "\n", ""), "CRLF": ("utf-8", "\r\n", ""), "CR": ("utf-8", "\r", ""), "BOM": ("utf-8", "\n", "\ufeff"),
           "UTF-16": ("utf-16-le", "\n", "\ufeff"), "UTF-16BE": ("utf-16-be", "\r\n", "\ufeff"), "windows-1252": ("windows-1252", "\n", "")}  # fmt: skip


def _page(raw: Raw, found: list[Block], cards: list[Card], making: Making) -> bytes:
    document = decoded(raw)
    made = pieces(cards, making, [None] * len(cards), text=document.format == "text")
    return page(raw, document, found, cards, made, making)


@pytest.mark.parametrize("form", _CODECS)
@pytest.mark.parametrize("article", _articles(), ids=lambda one: one.source.rpartition("/")[2])
def test_only_the_replaced_spans_differ(article: Raw, form: str, client: Client) -> None:
    """In every encoding and with every line end, what stands between the spans is the source's to the byte."""
    codec, ends, mark = _CODECS[form]
    text = decoded(article).text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", ends).removeprefix("\ufeff")
    text = re.sub("utf-8|shift_jis", "windows-1252", text, flags=re.I) if form == "windows-1252" else text
    source = Raw(article.source, article.place, encode(mark + text, codec, html=True), article.format)
    document = decoded(source)
    assert document.text.encode(document.codec) == source.data
    found = blocks(document, Making())
    cards = client.cards(found)
    built = _page(source, found, cards, Making())
    at = 0
    for block, card in sorted(zip(found, cards, strict=True), key=lambda pair: pair[0].span or (0, 0)):
        if block.span is None or block.span[0] < at:
            continue
        kept = document.text[at : block.span[0]].encode(document.codec)
        assert built.startswith(kept)
        piece = encode(render(card, "text" if source.format == "text" else "html"), document.codec, html=source.format != "text")
        assert built[len(kept) :].startswith(piece)
        built, at = built[len(kept) + len(piece) :], block.span[1]
    assert built == document.text[at:].encode(document.codec)


@pytest.mark.parametrize("article", _articles(), ids=lambda one: one.source.rpartition("/")[2])
def test_a_second_run_changes_nothing(article: Raw, client: Client) -> None:
    """What was rendered into a page is no embed: the page of a page is itself, JSON-LD in its head too."""
    making, once = Making(jsonld=True), article
    for _ in range(2):
        found = blocks(decoded(once), making)
        data = _page(once, found, client.cards(found), making)
        if once is not article:
            assert data == once.data
        once = Raw(article.source, article.place, data, article.format)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: path.name)
def test_every_export_is_built(tmp_path: Path, client: Client, export: Path) -> None:
    """Each documented shape gives a page and cards for each article, and its place in the report."""
    built = build([export], tmp_path, client, choice=ROWS if export.name.startswith("rows") else None)
    assert built.pages
    assert not built.unreadable
    report = (tmp_path / "report.html").read_text("utf-8")
    for made in built.pages:
        text = (tmp_path / made.place).read_text("utf-8")
        assert text.count('data-embedkit="') == made.cards
        assert made.source in report


def test_stored_answers_need_not_be_asked(tmp_path: Path) -> None:
    """What Ghost and Arc stored of a player is an answer: offline, with an empty cache, its card has the provider's title."""
    with Client(cache=None, offline=True) as offline:
        built = build([FIXTURES / "exports" / "ghost.json", FIXTURES / "exports" / "arc.json"], tmp_path, offline)
        cards = {card.id: card for card in built.cards}
    assert (cards["vimeo:90445566"].status, cards["vimeo:90445566"].authors) == ("resolved", ("Mill Diggers",))
    assert cards["youtube:Qu4rryL4st0"].title == "The last blast at Stannage quarry"
    assert cards["youtube:L3tt3rR3ad1"].problem == "offline"


def test_an_answer_out_of_an_export_is_marked(tmp_path: Path) -> None:
    """What an export brought along says so until the provider itself has answered."""
    said = httpx.MockTransport(lambda request: httpx.Response(200, json={"type": "video", "title": "Asked"}))
    with Client(cache=tmp_path / "cache", http=httpx.Client(transport=said)) as client:
        build([FIXTURES / "exports" / "ghost.json"], tmp_path / "out", client)
    entries = [entry for line in lines(Cache(tmp_path / "cache")) if (entry := json.loads(line).get("entry"))]
    marks = {entry["provider"]: entry.get("exported", False) for entry in entries}
    assert marks == {"vimeo": True, "youtube": False}


def test_in_place_keeps_the_mode_and_the_bytes(site: Path, client: Client) -> None:
    """The source becomes its page, with its file mode; a page without media is not written at all."""
    (site / "a.html").chmod(0o640)
    before = (site / "b.html").stat()
    (site / "c.html.gz").write_bytes(gzip.compress(HEADED.encode()))
    (site / "link.html").symlink_to(site / "a.html")
    built = build([site], Outputs(in_place=True), client)
    assert built.changed == 2
    assert 'data-embedkit="video"' in (site / "a.html").read_text("utf-8")
    assert 'data-embedkit="video"' in gzip.decompress((site / "c.html.gz").read_bytes()).decode()
    assert (site / "a.html").stat().st_mode & 0o777 == 0o640
    assert (site / "link.html").is_symlink()
    assert (site / "b.html").stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(os.listdir(site)) == ["a.html", "b.html", "c.html.gz", "link.html"]
    assert build([site], Outputs(in_place=True), client).changed == 0


def test_in_place_leaves_a_file_that_was_written_meanwhile(site: Path) -> None:
    """An editor's save during the build is not lost: the file is told and left."""

    def edited(request: httpx.Request) -> httpx.Response:
        (site / "a.html").write_text("<p>newer")
        return httpx.Response(200, json={"type": "video", "title": "Dawn"})

    with Client(cache=None, http=httpx.Client(transport=httpx.MockTransport(edited))) as client:
        built = build([site], Outputs(in_place=True), client)
    assert [one.reason.partition(": ")[2] for one in built.unreadable] == [
        "it was written while it was built, and was left as it is; build again"
    ]
    assert (site / "a.html").read_text() == "<p>newer"


def test_an_export_has_no_place_of_its_own(client: Client) -> None:
    """An export is never changed in place."""
    before = EXPORTS[0].read_bytes()
    built = build([EXPORTS[0]], Outputs(in_place=True), client)
    assert "give -o" in built.unreadable[0].reason
    assert EXPORTS[0].read_bytes() == before


@pytest.mark.parametrize("diff", [False, True])
def test_dry_runs_write_nothing(site: Path, client: Client, diff: bool) -> None:
    """`--dry-run` names the pages that would differ, `--diff` shows how."""
    told: list[str] = []
    out = site.parent / "out"
    built = build([site], Outputs(out, dry_run=True, diff=diff, tell=told.append, cards=site / "c.jsonl", sqlite=site / "c.db"), client)
    assert (built.changed, len(told), out.exists()) == (1, 1, False)
    assert sorted(os.listdir(site)) == ["a.html", "b.html"]
    if diff:
        assert told[0].startswith(f"--- a{site}/a.html\n+++ b{site}/a.html\n@@ -1 +1,")
        assert f"-{HEADED}\n" in told[0]
    else:
        assert told == [f"would change: {site}/a.html\n"]


def test_cards_in_one_file(site: Path, client: Client) -> None:
    """JSON Lines hold every card with its source and page; nothing lies beside the pages then."""
    out = site.parent / "out"
    build([site], Outputs(out, cards=out / "all.jsonl"), client)
    rows = [json.loads(line) for line in (out / "all.jsonl").read_text("utf-8").splitlines()]
    assert [(row["source"], row["page"], CARD.validate_python(row["card"]).id) for row in rows] == [
        (str(site / "a.html"), "a.html", "youtube:eiHXASgRTcA")
    ]
    assert not list(out.glob("*.cards.json"))


def test_cards_in_a_database(site: Path, client: Client) -> None:
    """A database with documents, cards, warnings and a full-text index."""
    file = site.parent / "cards.db"
    build([site], Outputs(site.parent / "out", sqlite=file), client)
    db = sqlite3.connect(file)
    assert db.execute("SELECT page, cards FROM documents ORDER BY id").fetchall() == [("a.html", 1), ("b.html", 0)]
    assert db.execute("SELECT c.card, c.kind, c.provider, d.page FROM cards c JOIN documents d ON d.id = c.document").fetchall() == [("youtube:eiHXASgRTcA", "video", "youtube", "a.html")]  # fmt: skip
    assert db.execute("SELECT rowid FROM cards_fts WHERE cards_fts MATCH 'dawn'").fetchall() == [(1,)]
    assert db.execute("SELECT count(*) FROM warnings").fetchone()[0] == 1
    db.close()


def test_json_ld_goes_into_the_head(tmp_path: Path, client: Client) -> None:
    """Only where it was asked for, where there is a head, and where a card has what schema.org needs."""
    photo = '<figure><img src="https://a.test/1.jpg"><figcaption>Dawn &lt;/script&gt;. Photo: AFP</figcaption></figure>'
    (tmp_path / "a.html").write_text(f"<html><head><title>x</title></HEAD><body><p>a</p>{photo}</body></html>")
    (tmp_path / "b.html").write_text(f"<p>a</p>{photo}")
    build([tmp_path], tmp_path / "out", client, jsonld=True)
    text = (tmp_path / "out" / "a.html").read_text()
    inside = text.partition('<script type="application/ld+json" data-embedkit="jsonld">')[2].partition("</script></HEAD>")[0]
    assert json.loads(inside)["@graph"][0]["creditText"] == "AFP"
    assert "ld+json" not in (tmp_path / "out" / "b.html").read_text()


def test_outputs_must_be_one() -> None:
    """Pages need one place."""
    with pytest.raises(ConfigurationError, match="--in-place"):
        Outputs()
    with pytest.raises(ConfigurationError, match="one of -o"):
        Outputs(Path("out"), in_place=True)


def test_the_output_folder_is_no_input(site: Path, client: Client) -> None:
    """A folder inside the articles can take the pages: they are not built again."""
    for _ in range(2):
        assert len(build([site], site / "public", client).pages) == 2


def test_cards_as_parquet(site: Path, client: Client) -> None:
    """One row a card, in order, with the columns of the database; without pyarrow the error says what to install."""
    pytest.importorskip("pyarrow")
    from pyarrow.parquet import read_table

    file = site.parent / "cards.parquet"
    built = build([site], Outputs(site.parent / "out", cards=file), client)
    rows = read_table(file).to_pylist()
    assert [row["card"] for row in rows] == [card.id for card in built.cards]
    assert [json.loads(row["json"])["kind"] for row in rows] == [row["kind"] for row in rows]
