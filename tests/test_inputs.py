"""What comes in: files, archives and the documented exports of content systems, guessed from what they hold."""

from __future__ import annotations

import gzip
import io
import json
import os
import resource
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from embedkit.build import Choice, Document, Unreadable, each
from embedkit.build.inputs import Raw, raw
from embedkit.build.markdown import masked
from embedkit.build.sources import Fields
from embedkit.build.sources.packed import of_file
from embedkit.errors import ConfigurationError
from tests.cases import FIXTURES

EXPORTS = FIXTURES / "exports"
FOUND = {
    "arc.json": [("QUARRY7NIGHTFALL", ["photo", "video", "video", "photo", "photo", "video", "chart"])],
    "contentful.json": [
        ("0st1cB3ll", ["photo", "video", "photo", "video", "photo", "photo", "chart", "audio", "video"]),
        ("firstReport", ["video"]),
        ("n0te1", ["video"]),
    ],
    "drupal.json": [("5a1c0f7e-2222-4b6f-9c3d-aaaaaaaaaaaa", ["video"])],
    "feed.json": [("a/b c", ["video"])],
    "ghost.json": [("under-the-mill", ["video", "photo", "photo", "photo", "audio"]), ("a-letter", ["video"])],
    "rows.jsonl": [("n-1", ["video"]), ("n-2", [])],
    "wordpress-embeds.xml": [("51", ["video", "video", "video", "video", "post", "video"]), ("52", ["video"])],
    "wordpress-rest.json": [("41", ["video"]), ("44", [])],
    "wordpress.xml": [("41", ["video", "photo"]), ("43", ["video"])],
}
GUESSED = Choice()
ROWS = Choice(fields=Fields(html="body.html"))


def _documents(*paths: Path, choice: Choice = GUESSED) -> list[Document]:
    found = list(each(paths, choice))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


def _faults(*paths: Path) -> list[str]:
    return [one.reason for one in each(paths) if isinstance(one, Unreadable)]


@pytest.mark.parametrize("name", FOUND)
def test_an_export_is_recognised_by_its_content(tmp_path: Path, name: str) -> None:
    """Whatever the file is called, its articles are found, in order, each with its media."""
    unnamed = tmp_path / "export.dat"
    unnamed.write_bytes((EXPORTS / name).read_bytes())
    found = _documents(unnamed, choice=ROWS if name.startswith("rows") else GUESSED)
    assert [(one.source.partition("#")[2], [block.kind for block in one.blocks()]) for one in found] == FOUND[name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("packed", [False, True])
def test_a_named_pipe_is_read_once(tmp_path: Path, packed: bool) -> None:
    """Whoever wrote to it is gone then: to open it again would wait for ever."""
    pipe, data, read = tmp_path / "a.html", b"<p>An article</p>", list[bytes]()
    os.mkfifo(pipe)
    entry = of_file(pipe, PurePosixPath("a.html"))
    ends = (lambda: pipe.write_bytes(gzip.compress(data) if packed else data), lambda: read.append(entry.whole(1_000)[0]))
    threads = [threading.Thread(target=end, daemon=True) for end in ends]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert read == [data]


@pytest.mark.parametrize("name", FOUND)
def test_gzip_and_zip_change_nothing(tmp_path: Path, name: str) -> None:
    """A packed export holds the same articles."""
    data, choice = (EXPORTS / name).read_bytes(), ROWS if name.startswith("rows") else GUESSED
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"deep/{name}", data)
        archive.writestr(f"deep/packed/{name}.gz", gzip.compress(data))
        archive.writestr("deep/readme.pdf", b"%PDF")
    texts = [one.text for one in _documents(EXPORTS / name, choice=choice)]
    assert [one.text for one in _documents(tmp_path / f"{name}.gz", choice=choice)] == texts
    assert [one.text for one in _documents(tmp_path / "all.zip", choice=choice)] == texts * 2


def test_places_are_paths_below_the_output() -> None:
    """An article of an export lies in a folder of the export's name, under a name that is one on every system."""
    assert [str(one.place) for one in _documents(EXPORTS / "feed.json", EXPORTS / "wordpress.xml")] == [
        "feed/a-b-c.html",
        "wordpress/41.html",
        "wordpress/43.html",
    ]


def test_relative_addresses_are_the_articles() -> None:
    """What an export says of an article's address makes its relative addresses absolute."""
    (weir, _) = _documents(EXPORTS / "wordpress.xml")
    image = weir.blocks()[1].image
    assert image is not None
    assert image.url == "https://courier.test/wp-content/uploads/weir.jpg"


def test_markdown_leaves_front_matter_and_code_alone() -> None:
    """Addresses in front matter, code spans and fences are words; those in the text are embeds, at their places."""
    (story,) = _documents(EXPORTS / "story.md")
    blocks = story.blocks()
    assert [block.native_id for block in blocks] == ["F3rryRunsA0", "90556677"]
    assert blocks[0].span is not None
    assert story.text[slice(*blocks[0].span)] == "https://www.youtube.com/watch?v=F3rryRunsA0"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("+++\r\na = 1\r\n+++\r\nb", "b"), ("---\nopen", ""), ("a `b` c", "a     c"), ("``a ` b`` c", "c"), ("~~~\nx\n~~~\ny", "y"), ("```\nnever closed", ""), ("a --- b\n---\nc", "a --- b\n---\nc")],
)  # fmt: skip
def test_what_is_masked_in_markdown(text: str, kept: str) -> None:
    """Front matter at the beginning, code fences, code spans; line breaks and places stay."""
    assert masked(text).strip() == kept
    assert len(masked(text)) == len(text)
    assert masked(text).count("\n") == text.count("\n")


@pytest.mark.parametrize("name", ["../out.html", "/etc/out.html", "a/../../out.html", "..\\out.html", "C:/out.html"])
def test_an_archive_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    """An entry whose path leads out of the archive makes it unreadable."""
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr("good.html", "<p>good")
        archive.writestr(name, "<p>bad")
    assert ["leads out of the archive" in reason for reason in _faults(tmp_path / "bad.zip")] == [True]
    assert all(".." not in one.place.parts and not one.place.is_absolute() for one in raw([tmp_path / "bad.zip"]) if isinstance(one, Raw))


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link in an archive is told, not read."""
    info = zipfile.ZipInfo("link.html")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert ["is a link" in reason for reason in _faults(tmp_path / "bad.zip")] == [True]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.json", b'{"kind": "menu"}', "--html-field"),
        ("a.json", b'{"broken": ', "not JSON"),
        ("a.xml", b'<rss xmlns:wp="x" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><channel><item>', "not well-formed XML"),
        (
            "a.xml",
            b'<rss xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><channel><item><wp:post_id>1</wp:post_id></item></channel></rss>',
            "wp:post_id",
        ),
        ("a.jsonl", b'{"html": "<p>a"}\n{"html": 1\n', "line 2: not JSON"),
        ("a.zip", b"PK\x03\x04nothing", "not a whole zip archive"),
        ("a.json.gz", b"\x1f\x8bnothing", "cannot be read"),
        ("a.json", b"", "the file is empty"),
    ],
)
def test_a_broken_export_is_told_in_one_line(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    """Which file, what is wrong with it, what to do."""
    (tmp_path / name).write_bytes(data)
    (reason,) = _faults(tmp_path / name)
    assert reason.startswith(str(tmp_path / name))
    assert words in reason
    assert "\n" not in reason


def test_a_folder_passes_over_data_that_is_no_export(tmp_path: Path) -> None:
    """A site's own JSON beside its articles is no fault."""
    (tmp_path / "package.json").write_text('{"name": "site", "version": "1.0"}')
    (tmp_path / "sitemap.xml").write_text('<?xml version="1.0"?><urlset></urlset>')
    (tmp_path / "a.html").write_text("<p>a")
    assert [one.source.rpartition("/")[2] for one in _documents(tmp_path)] == ["a.html"]


def test_an_entity_is_not_resolved(tmp_path: Path) -> None:
    """An export can neither read this machine's files nor blow itself up."""
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(12))
    (tmp_path / "a.xml").write_text(
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY file SYSTEM "file://{secret}">{bomb}]>'
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><channel>'
        "<item><content:encoded>a &file; &e11; b</content:encoded></item></channel></rss>"
    )
    assert all(not isinstance(one, Document) or ("SECRET" not in one.text and len(one.text) < 1_000) for one in each([tmp_path / "a.xml"]))


def test_an_unknown_kind_is_a_mistake() -> None:
    """The kinds are named."""
    with pytest.raises(ConfigurationError, match="ghost"):
        Choice("joomla")


class _Endless(io.RawIOBase):
    """A WordPress export of many posts that is made as it is read."""

    def __init__(self, posts: int) -> None:
        self.parts = self._made(posts)
        self.left = b""

    def _made(self, posts: int) -> Iterator[bytes]:
        yield b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        for number in range(posts):
            yield b"<item><wp:post_id>%d</wp:post_id><content:encoded><![CDATA[%s]]></content:encoded></item>\n" % (
                number,
                b"<p>a</p>" * 2_000,
            )
        yield b"</channel></rss>"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self.left:
            self.left = next(self.parts, b"")
        given = self.left[: len(buffer)]
        buffer[: len(given)], self.left = given, self.left[len(given) :]
        return len(given)


def grown(posts: int) -> int:
    """How many KiB the peak memory of this process grows while so many posts are read."""
    from embedkit.build.sources import wxr

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in wxr.articles(io.BufferedReader(_Endless(posts)))) == posts
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


def test_memory_does_not_grow_with_an_export() -> None:
    """A hundred megabytes of posts are read in a few: the whole would not fit in what may be used."""
    said = subprocess.run(
        [sys.executable, "-c", "from tests.test_inputs import grown; print(grown(6_000))"], capture_output=True, check=True
    )
    assert int(said.stdout) < 30_000


def test_standard_input_is_guessed() -> None:
    """The command reads an export from a pipe."""
    done = subprocess.run([sys.executable, "-m", "embedkit", "parse", "-", "--format", "jsonl"], input=(EXPORTS / "ghost.json").read_bytes(), capture_output=True, check=True)  # fmt: skip
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == ["-#under-the-mill", "-#a-letter"]
