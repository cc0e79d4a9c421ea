"""Writes `fixtures/index/`: the lists of an invented publisher, the same every time.

    python -m benchmarks.fixtures

A Media RSS feed, an Atom feed in the shape of YouTube's, a video sitemap, a CSV, a feed of articles: 420 videos in six languages, with
parts, namesakes, the same programme on several days, and videos that two lists know.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from benchmarks.titles import titles

FOLDER = Path(__file__).parent.parent / "fixtures" / "index"
SITE = "https://www.lindholm-post.test"
_MEDIA, _YT, _ATOM = "http://search.yahoo.com/mrss/", "http://www.youtube.com/xml/schemas/2015", "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_SITEMAP, _VIDEO = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.google.com/schemas/sitemap-video/1.1"
_STORY = ("Watch the last lorries leave the old terminal at dawn on Monday", "How the harbour of Lindholm was built against the wishes of its fishermen",
          "Deputy mayor explains what the flood fund has to do with the gate")  # fmt: skip
_DAILY = (("en", "The evening news from Lindholm"), ("de", "Das Wetter für die Küste"), ("ru", "Вечерние новости побережья"), ("ar", "نشرة أخبار الساحل المسائية"),
          ("tr", "İskele akşam haberleri"), ("ja", "沿岸の夜のニュース"))  # fmt: skip
_ARTICLES = ("Workers’ council doubts plan for the narrow eastern gate", "Opposition asks the assembly to overturn the harbour vote", "Eleven fishermen and a burning crane: the trial of 1887",
             "What the flood fund was made for, and who pays into it", "The mill at Torsvik wants to load at night", "A park of old sleepers: the plans for the quay")  # fmt: skip


class Video(NamedTuple):
    """One invented video."""

    number: int
    title: str
    language: str
    published: datetime
    duration: int

    @property
    def url(self) -> str:
        return f"{SITE}/video/{self.number}"

    @property
    def native(self) -> str:
        return f"Lp{self.number:09d}"


def videos() -> list[Video]:
    """All of them."""
    dice = random.Random(7)  # noqa: S311 - nothing secret
    start = datetime(2026, 3, 1, 6, tzinfo=UTC)
    made = [(title, "en") for title in _STORY] + [(t.text, t.language) for t in titles(393, seed=7)]
    found = [
        Video(n, title, language, start + timedelta(hours=14 * n), dice.randint(35, 1500)) for n, (title, language) in enumerate(made, 1)
    ]
    for language, title in _DAILY:
        for day in range(4):
            number = len(found) + 1
            found.append(Video(number, title, language, datetime(2026, 11, 2 + day, 19, tzinfo=UTC), 600 + 37 * day + dice.randint(0, 20)))
    return found


def main() -> None:
    """Writes the files."""
    FOLDER.mkdir(exist_ok=True)
    everything = videos()
    _write("videos.mrss.xml", _mrss(everything[:160] + everything[-24:]))
    _write("channel.atom.xml", _atom(everything[160:220]))
    _write("video-sitemap.xml", _sitemap(everything[140:160] + everything[220:310]))
    _csv(everything[310:-24])
    _write("articles.rss.xml", _articles())


def _mrss(listed: Sequence[Video]) -> Any:
    rss = etree.Element("rss", version="2.0", nsmap={"media": _MEDIA, "dc": _DC})
    channel = etree.SubElement(rss, "channel")
    _texts(channel, title="Lindholm Post Video", link=SITE)
    for video in listed:
        item = etree.SubElement(channel, "item")
        _texts(item, title=video.title, link=f"{video.url}?utm_source=rss", guid=video.native, pubDate=format_datetime(video.published), description=f"<p>{_about(video)}</p>")  # fmt: skip
        _texts(item, _DC, language=video.language)
        item.find("guid").set("isPermaLink", "false")
        group = etree.SubElement(item, f"{{{_MEDIA}}}group")
        etree.SubElement(group, f"{{{_MEDIA}}}content", url=f"https://vod.lindholm-post.test/{video.number}.mp4", type="video/mp4", medium="video", duration=str(video.duration), width="1280", height="720")  # fmt: skip
        etree.SubElement(group, f"{{{_MEDIA}}}player", url=f"https://player.lindholm-post.test/{video.number}")
        etree.SubElement(group, f"{{{_MEDIA}}}thumbnail", url=_still(video), width="1280", height="720")
    return rss


def _atom(listed: Sequence[Video]) -> Any:
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM, "yt": _YT, "media": _MEDIA})
    _texts(feed, _ATOM, title="Lindholm Post", id="yt:channel:Lindholm", published="2019-01-01T00:00:00+00:00")
    for video in listed:
        entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        _texts(entry, _ATOM, id=f"yt:video:{video.native}")
        _texts(entry, _YT, videoId=video.native, channelId="Lindholm")
        _texts(entry, _ATOM, title=video.title, published=video.published.isoformat(), updated=video.published.isoformat())
        etree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=f"https://www.youtube.com/watch?v={video.native}")
        _texts(etree.SubElement(entry, f"{{{_ATOM}}}author"), _ATOM, name="Lindholm Post")
        group = etree.SubElement(entry, f"{{{_MEDIA}}}group")
        _texts(group, _MEDIA, title=video.title)
        etree.SubElement(group, f"{{{_MEDIA}}}content", url=f"https://www.youtube.com/v/{video.native}?version=3", type="application/x-shockwave-flash", width="640", height="390")  # fmt: skip
        etree.SubElement(
            group, f"{{{_MEDIA}}}thumbnail", url=f"https://i1.ytimg.com/vi/{video.native}/hqdefault.jpg", width="480", height="360"
        )
        _texts(group, _MEDIA, description=_about(video))
    return feed


def _sitemap(listed: Sequence[Video]) -> Any:
    urlset = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP, "video": _VIDEO})
    for video in listed:
        page = etree.SubElement(urlset, f"{{{_SITEMAP}}}url")
        _texts(page, _SITEMAP, loc=video.url)
        _texts(etree.SubElement(page, f"{{{_VIDEO}}}video"), _VIDEO, thumbnail_loc=_still(video), title=video.title, description=_about(video),
               player_loc=f"https://player.lindholm-post.test/{video.number}", duration=str(video.duration), publication_date=video.published.isoformat())  # fmt: skip
    return urlset


def _articles() -> Any:
    rss = etree.Element("rss", version="2.0")
    channel = etree.SubElement(rss, "channel")
    _texts(channel, title="Lindholm Post", link=SITE, language="en")
    for number, title in enumerate(_ARTICLES, 3_044_990):
        day = format_datetime(datetime(2026, 11, 3, 5, tzinfo=UTC) + timedelta(hours=number % 7))
        _texts(etree.SubElement(channel, "item"), title=title, link=f"{SITE}/news/article/{number}", pubDate=day)
    return rss


def _csv(listed: Sequence[Video]) -> None:
    with (FOLDER / "videos.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";", lineterminator="\n")
        rows.writerow(("Id", "Clip", "Link", "Embed", "Poster", "Length", "Date", "Lang"))
        for video in listed:
            rows.writerow((video.native, video.title, video.url, f"https://player.lindholm-post.test/{video.number}", _still(video), f"{video.duration // 60}:{video.duration % 60:02}", video.published.isoformat(), video.language))  # fmt: skip


def _texts(parent: Any, space: str = "", **said: str) -> None:
    for name, text in said.items():
        etree.SubElement(parent, f"{{{space}}}{name}" if space else name).text = text


def _still(video: Video) -> str:
    return f"https://img.lindholm-post.test/video/{video.number}.jpg"


def _about(video: Video) -> str:
    return f"{video.title}. Lindholm Post, {video.published:%Y-%m-%d}."


def _write(name: str, root: Any) -> None:
    etree.indent(root, " ")
    (FOLDER / name).write_bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


if __name__ == "__main__":
    main()
