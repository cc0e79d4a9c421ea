"""Readers of the index: each list gives its entries, what is broken is told and costs nothing else."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.fixtures import videos
from embedkit.asks import Answer, Fetch
from embedkit.cache import MemoryCache
from embedkit.index import Item, Skipped
from embedkit.index.asking import Asking
from embedkit.index.fold import plain
from embedkit.index.readers import Reading, read
from embedkit.index.sources import entries
from tests.cases import FIXTURES

LISTS = FIXTURES / "index"
COLUMNS = {"title": "Clip"}


def _read(markup: str | bytes, **said: Any) -> list[Any]:
    data = markup.encode() if isinstance(markup, str) else markup
    return list(read(io.BytesIO(data), Reading(**said)))


def _item(markup: str, **said: Any) -> Item:
    (found,) = _read(markup, **said)
    assert isinstance(found, Item), found
    return found


def test_the_lists_of_one_publisher_give_all_its_videos() -> None:
    """420 videos in six languages, from four kinds of lists, with title, date and duration as far as the list says them."""
    found = [
        e
        for name in ("videos.mrss.xml", "channel.atom.xml", "video-sitemap.xml", "videos.csv")
        for e in entries(str(LISTS / name), Reading(columns=COLUMNS))
    ]
    items = {item.key: item for item in found if isinstance(item, Item)}
    assert len(items) == len(videos()) == 420
    assert {item.title for item in items.values()} == {plain(video.title) for video in videos()}
    assert all(item.published_at for item in items.values())
    assert sum(item.duration_s is None for item in items.values()) == 60  # a channel's feed does not tell


def test_media_rss() -> None:
    """Player, file, still, duration, date and language of an item; the address without what follows readers."""
    first = next(iter(entries(str(LISTS / "videos.mrss.xml"), Reading())))
    assert isinstance(first, Item)
    assert (first.url, first.player, first.native_id) == (
        "https://www.lindholm-post.test/video/1",
        "https://player.lindholm-post.test/1",
        "Lp000000001",
    )
    assert (first.duration_s, first.published_at, first.language, first.site_name) == (
        698,
        datetime(2026, 3, 1, 20, tzinfo=UTC),
        "en",
        "Lindholm Post Video",
    )
    assert (first.thumbnails[0].width, first.media[0].mime) == (1280, "video/mp4")


def test_a_youtube_channel() -> None:
    """An entry is the video of its id; the Flash player that the feed still lists is none."""
    first = next(iter(entries(str(LISTS / "channel.atom.xml"), Reading())))
    assert isinstance(first, Item)
    assert (first.key, first.kind, first.media, first.authors) == ("youtube:Lp000000161", "video", (), ("Lindholm Post",))


def test_a_podcast_is_audio_and_a_story_an_article() -> None:
    """What an item brings tells its kind."""
    feed = '<rss version="2.0"><channel><title>P</title><item><title>Tides</title><enclosure url="https://p.test/1.mp3" type="audio/mpeg"/><link>https://p.test/1</link></item><item><title>Words</title><link>https://p.test/2</link></item></channel></rss>'
    assert [item.kind for item in _read(feed)] == ["audio", "article"]


def test_a_sitemap_index_leads_on(tmp_path: Path) -> None:
    """Gzipped sitemaps beside their index are read; one that is not there is told."""
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress((LISTS / "video-sitemap.xml").read_bytes()))
    places = "".join(f"<sitemap><loc>https://www.lindholm-post.test/maps/{name}</loc></sitemap>" for name in ("a.xml.gz", "b.xml"))
    (tmp_path / "index.xml").write_text(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</sitemapindex>')
    found = list(entries(str(tmp_path / "index.xml"), Reading()))
    assert sum(isinstance(e, Item) for e in found) == 110
    assert [e for e in found if isinstance(e, Skipped)] == [
        Skipped("a sitemap that is not beside its index: add its address", "https://www.lindholm-post.test/maps/b.xml")
    ]


def test_a_news_sitemap_lists_articles() -> None:
    """Title, date, language and publication."""
    item = _item('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://n.test/a</loc><news:news>'
                 "<news:publication><news:name>Lindholm Post</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-11-03</news:publication_date>"
                 "<news:title>The vote</news:title></news:news></url></urlset>")  # fmt: skip
    assert (item.kind, item.title, item.url, item.site_name, item.language, item.published_at) == ("article", "The vote", "https://n.test/a", "Lindholm Post", "en", datetime(2026, 11, 3, tzinfo=UTC))  # fmt: skip


def test_a_page_with_json_ld() -> None:
    """A VideoObject, however deep, with its page."""
    node = {"@graph": [{"@type": "NewsArticle", "video": [{"@type": "VideoObject", "name": "Tides", "embedUrl": "https://p.test/e/1", "duration": "PT1M48S", "uploadDate": "2026-11-03T05:00:00Z",
                                                           "thumbnailUrl": ["https://p.test/1.jpg"], "inLanguage": {"name": "en"}}]}]}  # fmt: skip
    page = f'<!doctype html><link rel="canonical" href="https://p.test/tides"><script type="application/ld+json">{json.dumps(node)}</script><p>Text'
    assert _item(page.removeprefix("<!doctype html>"), kind="video").title == "Tides"
    item = _item(page, kind="video")
    assert (item.title, item.url, item.player, item.duration_s, item.thumbnails[0].url, item.language) == ("Tides", "https://p.test/tides", "https://p.test/e/1", 108, "https://p.test/1.jpg", "en")  # fmt: skip


@pytest.mark.parametrize("table", [
    "title,url,length\nTides,https://p.test/1,1:48\n", "Title;Link;Duration\nTides;https://p.test/1;PT1M48S\n", '{"headline": "Tides", "permalink": "https://p.test/1", "duration": 108}\n',
    '{"videos": [{"title": "Tides", "url": "https://p.test/1", "duration_s": 108}]}', '[\n {"title": "Tides",\n "url": "https://p.test/1", "seconds": "108"}\n]',
    '{"@type": "VideoObject", "name": "Tides", "url": "https://p.test/1", "duration": "PT108S"}', "\ufefftitle\turl\tduration\nTides\thttps://p.test/1\t108\n",
])  # fmt: skip
def test_tables(table: str) -> None:
    """JSON, JSON lines, JSON-LD and CSV of every separator, with the names that columns usually have."""
    item = _item(table)
    assert (item.title, item.url, item.duration_s) == ("Tides", "https://p.test/1", 108)


def test_columns_are_named_by_the_caller() -> None:
    """A mapping says which column holds which field."""
    item = _item("Überschrift;Adresse\nTides;https://p.test/1\n", columns={"title": "Überschrift", "url": "Adresse"})
    assert (item.title, item.url) == ("Tides", "https://p.test/1")
    assert _read("Überschrift;Adresse\nTides;https://p.test/1\n") == [
        Skipped("no column for the title: say which with --map title=COLUMN", "überschrift, adresse")
    ]


@pytest.mark.parametrize(("markup", "reason"), [
    ("", "the source is empty"), ("<rss><channel><item><link>https://p.test/1</link></item></channel></rss>", "no title"),
    ("<rss><channel><item><title>A</title></item></channel></rss>", "no usable address"), ("<opml/>", "neither a feed nor a sitemap"),
    ("title,url\nA,javascript:alert(1)\n", "no usable address"), ("title,url\nA,https://u:p@p.test/\n", "no usable address"), ('{"title": "A"}\nnonsense\n', "not a JSON object"),
    ("<html><p>x", "a page without JSON-LD of a video, recording or article"), ("<urlset><url><loc>https://p.test/</loc></url></urlset>", "a page without video or news entry"),
])  # fmt: skip
def test_what_is_left_out_has_a_reason(markup: str, reason: str) -> None:
    """A malformed entry is skipped with a reason, never raised."""
    assert reason in [e.reason for e in _read(markup) if isinstance(e, Skipped)]


def test_a_damaged_entry_costs_no_other() -> None:
    """A raw ampersand, an entity nobody declared, a feed that stops in its middle: the rest is read and the damage told."""
    feed = "<rss><channel><item><title>Nets & needles &nbsp; x</title><link>https://p.test/1</link></item><item><title>Tides</title><link>https://p.test/2</link></item><item><title>Cut"
    found = _read(feed)
    assert [e.url for e in found if isinstance(e, Item)] == ["https://p.test/1", "https://p.test/2"]
    assert "damaged XML: what follows may be missing" in [e.reason for e in found if isinstance(e, Skipped)]


@pytest.mark.parametrize("entity", ['<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">', '<!ENTITY a SYSTEM "file:///etc/passwd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_expanded(entity: str, encoding: str) -> None:
    """XML that declares entities is refused, in any encoding: no bomb, no file of this machine."""
    feed = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [{entity}]><rss><channel><item><title>&a;</title><link>https://p.test/1</link></item></channel></rss>'
    found = _read(feed.encode(encoding))
    assert not [e for e in found if isinstance(e, Item)]
    assert found


def test_every_encoding_of_a_feed() -> None:
    """The declaration of a file counts."""
    feed = '<?xml version="1.0" encoding="windows-1251"?><rss><channel><item><title>Вечерние новости</title><link>https://p.test/1</link></item></channel></rss>'
    assert _read(feed.encode("windows-1251"))[0].title == "Вечерние новости"


class _World:
    """A server that gives one answer after the other and notes what it was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.answers, self.asked = list(answers), list[Fetch]()

    def __call__(self, ask: Fetch) -> Answer:
        self.asked.append(ask)
        return self.answers.pop(0)


def test_an_address_is_asked_once_an_hour_and_for_changes() -> None:
    """Within the hour the cache answers; then the known version is named, and a failure leaves what was known."""
    clock = [datetime(2026, 11, 3, 6, tzinfo=UTC)]
    world, cache = (
        _World(Answer(status=200, body=b"<rss/>", headers={"etag": '"1"'}), Answer(status=304), Answer(problem="provider_down")),
        MemoryCache(),
    )
    ask = Asking(world, cache, lambda: clock[0])
    assert ask("https://p.test/feed") == ask("https://p.test/feed") == b"<rss/>"
    clock[0] = clock[0].replace(hour=8)
    assert ask("https://p.test/feed") == b"<rss/>"
    clock[0] = clock[0].replace(hour=12)
    assert ask("https://p.test/feed") == b"<rss/>"
    assert [fetch.etag for fetch in world.asked] == [None, '"1"', '"1"']


def test_a_dead_address_is_told() -> None:
    """Nothing is raised; the reason is the problem's."""
    ask = Asking(_World(Answer(status=404)), MemoryCache(), lambda: datetime(2026, 11, 3, tzinfo=UTC))
    assert list(entries("https://p.test/feed", Reading(), ask)) == [
        Skipped("the provider says this item no longer exists", "https://p.test/feed")
    ]
    assert list(entries("https://p.test/feed", Reading())) == [
        Skipped("nothing was asked: offline, and no answer is stored", "https://p.test/feed")
    ]


def test_a_gzipped_answer_in_another_encoding() -> None:
    """A sitemap file that is gzipped as such, with the charset of its header."""
    body = gzip.compress(
        "<?xml version='1.0' encoding='utf-16'?><rss><channel><item><title>Ebbe über Sund</title><link>/1</link></item></channel></rss>".encode(
            "latin-1"
        )
    )
    ask = Asking(
        _World(Answer(status=200, body=body, headers={"content-type": "application/xml; charset=latin-1"})),
        MemoryCache(),
        lambda: datetime(2026, 11, 3, tzinfo=UTC),
    )
    (item,) = entries("https://p.test/feed.xml.gz", Reading(), ask)
    assert isinstance(item, Item)
    assert (item.title, item.url) == ("Ebbe über Sund", "https://p.test/1")


def test_an_item_that_breaks_its_reader_costs_no_other() -> None:
    """An item within an item's link, which feedparser does not foresee."""
    good = "<item><title>Tides</title><link>https://p.test/1</link></item>"
    found = _read(f"<rss><channel>{good}<item><title>Bad</title><link>https://p.test/<item>x</item></link></item></channel></rss>")
    assert [e.title for e in found if isinstance(e, Item)][:1] == ["Tides"]
    assert [e.reason for e in found if isinstance(e, Skipped)] == ["an item that cannot be read"]
