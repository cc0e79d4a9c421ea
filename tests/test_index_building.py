"""The index in the pipeline: titles of an export and of players become cards, offline; the command; what happens when it is killed."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click import UsageError
from click.testing import CliRunner, Result

from benchmarks.index import filled, write_feed
from embedkit import AsyncClient, Client, render
from embedkit.cli import cli
from embedkit.errors import ConfigurationError, InputError
from embedkit.index import Index
from embedkit.index.item import make
from embedkit.index.readers import Reading
from embedkit.index.sources import entries
from embedkit.models import CARDS, Block, Card, Match
from embedkit.replay import Replay
from tests.cases import FIXTURES

STORY = (FIXTURES / "articles" / "text-export.txt").read_text("utf-8")
LISTS = FIXTURES / "index"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of all the fixtures."""
    path = tmp_path_factory.mktemp("index") / "videos.db"
    filled(path).close()
    return path


@pytest.fixture
def client(file: Path) -> Iterator[Client]:
    with Client(cache=None, offline=True, index=file) as opened:
        yield opened


def test_a_text_export_gets_its_three_videos(client: Client) -> None:
    """Without any network: address, player, poster, duration and date, all from the index, with score and reason."""
    videos = [card for card in client.cards(STORY) if card.kind == "video"]
    assert [card.url for card in videos] == [f"https://www.lindholm-post.test/video/{n}" for n in (1, 2, 3)]
    for card in videos:
        assert (card.status, card.problem, card.warnings, card.role) == ("resolved", None, (), "related")
        assert card.embed is not None
        assert card.embed.src.startswith("https://player.lindholm-post.test/")
        assert card.thumbnails
        assert card.media
        assert card.duration_s
        assert card.published_at
        assert {card.provenance[name] for name in ("url", "title", "embed", "thumbnails", "duration_s", "published_at", "media")} == {
            "index"
        }
        assert card.provenance["match"] == Match(score=1.0, reason="same title", listed_in="videos.mrss.xml")


def test_its_related_articles_get_their_addresses(client: Client) -> None:
    """A headline between two paragraphs is found among the listed articles."""
    articles = [card for card in client.cards(STORY) if card.kind == "article"]
    assert [card.url for card in articles] == [
        "https://www.lindholm-post.test/news/article/3044990",
        "https://www.lindholm-post.test/news/article/3044991",
    ]


async def test_both_clients_ask_the_index(file: Path) -> None:
    """The same cards, awaited."""
    async with AsyncClient(cache=None, offline=True, index=file) as waiting:
        awaited = await waiting.cards(STORY)
    with Client(cache=None, offline=True, index=file) as client:
        assert awaited == client.cards(STORY)


def test_a_card_of_the_index_plays_on_click(client: Client) -> None:
    """The page shows poster, name and length, and knows the player."""
    card = next(card for card in client.cards(STORY) if card.kind == "video")
    html = render(card, "html")
    assert 'data-embedkit-src="https://player.lindholm-post.test/1"' in html
    assert 'src="https://img.lindholm-post.test/video/1.jpg"' in html
    assert CARDS.validate_json(CARDS.dump_json([card])) == [card]


def test_an_ambiguous_title_keeps_its_words(client: Client) -> None:
    """A coded warning names the candidates; the card is as it would be without an index."""
    card = client.card(Block(kind="video", role="related", title="The evening news from Lindholm"))
    assert (card.url, card.title, card.status) == (None, "The evening news from Lindholm", "unresolved")
    (warning,) = card.warnings
    assert warning.code == "EK150"
    assert "https://www.lindholm-post.test/video/397, 2026-11-02" in warning.message


def test_a_title_that_nobody_lists_is_told(client: Client) -> None:
    """A wrong video is worse than none: the nearest is named, not taken."""
    card = client.card(Block(kind="video", role="related", title="Watch the last buses leave the old terminal at dawn on Monday"))
    assert (card.url, [w.code for w in card.warnings]) == (None, ["EK151"])
    assert "Watch the last lorries leave the old terminal" in card.warnings[0].message


@pytest.mark.parametrize("block", [
    Block(kind="video", native_id="Lp000000001"), Block(kind="video", url="https://www.lindholm-post.test/video/1?utm_medium=x"),
    Block(kind="video", url="https://cdn.lindholm-post.test/x.m3u8", title="Watch the last lorries leave the old terminal at dawn on Monday"),
])  # fmt: skip
def test_a_publishers_own_player(client: Client, block: Block) -> None:
    """By its own id, by its page, or a stream by its title."""
    card = client.card(block)
    assert (card.status, card.title) == ("resolved", "Watch the last lorries leave the old terminal at dawn on Monday")
    assert card.embed is not None


def test_a_listed_platform_video_is_whole_without_its_platform(client: Client) -> None:
    """What the channel's feed says stands in where nothing is asked, with the date that oEmbed never tells."""
    card = client.card("https://youtu.be/Lp000000161")
    assert (card.id, card.status, card.problem, card.warnings) == ("youtube:Lp000000161", "resolved", None, ())
    assert (card.provenance["title"], card.provenance["published_at"]) == ("index", "index")


def test_what_a_platform_calls_gone_is_gone(file: Path) -> None:
    """A feed that still lists a video does not bring it back."""
    gone = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(404)))
    with gone, Client(cache=None, http=gone, index=file) as client:
        assert client.card("https://youtu.be/Lp000000161").status == "gone"


def test_without_videos_nothing_is_missed(tmp_path: Path) -> None:
    """An index of articles alone says nothing of videos."""
    with Index(tmp_path / "a.db", create=True) as index:
        index.add([make(kind="article", title="The vote", url="https://n.test/a")])
        with Client(cache=None, offline=True, index=index) as client:
            assert client.card(Block(kind="video", title="A film of the tides")).warnings == ()


def test_an_index_that_is_missing_is_the_callers_mistake(tmp_path: Path) -> None:
    """It is told before anything is built."""
    with pytest.raises(ConfigurationError, match="no such index"):
        Client(cache=None, index=tmp_path / "none.db")


def _call(*args: str, stdin: bytes = b"") -> Result:
    """The command in this process: `return_value` is its exit code, an error of the caller its `exception`."""
    return CliRunner().invoke(cli, ["index", *args] if args[0] != "build" else list(args), input=stdin, standalone_mode=False)


def test_the_command_from_lists_to_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add, add again, list, search, stats, build, export, remove: what each prints."""
    monkeypatch.chdir(tmp_path)
    lists = [str(LISTS / name) for name in ("videos.mrss.xml", "articles.rss.xml")]
    done = _call("add", *lists)
    assert (done.return_value, done.stdout, done.stderr) == (0, "", "embedkit.videos.db: 190 new, 0 changed, 0 as before, 0 left out\n")
    assert _call("add", "-", stdin=Path(lists[1]).read_bytes()).stderr.startswith("embedkit.videos.db: 0 new, 0 changed, 6 as before")
    assert len(_call("list", "--format", "jsonl", "--limit", "200").stdout.splitlines()) == 190
    assert "/video/1 (" in _call("search", "last lorries").stdout
    assert _call("search", "--title", "WATCH: Watch the last lorries…").stdout.startswith("none:")
    assert _call("search", "--title", "WATCH: Watch the last lorries leave the old terminal…").stdout.startswith("0.9")
    assert json.loads(_call("stats", "--format", "json").stdout)["kinds"] == {"video": 184, "article": 6}
    story = str(FIXTURES / "articles" / "text-export.txt")
    assert _call("build", story, "-o", "out", "--index", "embedkit.videos.db", "--offline", "-q", "--cache", "none").return_value == 0
    cards = CARDS.validate_json((tmp_path / "out" / "text-export.txt.cards.json").read_bytes())
    assert sum(card.kind == "video" and card.embed is not None for card in cards) == 3
    (tmp_path / "all.csv").write_text(_call("export", "--format", "csv").stdout)
    assert _call("add", "all.csv", "--index", "copy.db").stderr.startswith("copy.db: 190 new")
    assert _call("remove", "--source", lists[1]).stderr == "embedkit.videos.db: 6 removed\n"
    assert _call("remove", "https://www.lindholm-post.test/video/1").stderr == "embedkit.videos.db: 1 removed\n"
    suggested = CARDS.validate_json(_call("suggest", story, "--format", "json", "--threshold", "0.05").stdout)
    assert {card.role for card in suggested} <= {"suggested"}


def test_lists_are_asked_through_the_same_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address is answered like every other request: recorded, refused where it is not public, not asked offline."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps({"url": "https://p.test/feed", "body": (LISTS / "articles.rss.xml").read_text("utf-8")}))
    assert _call("add", "https://p.test/feed", "--replay", str(tmp_path)).stderr.startswith("embedkit.videos.db: 6 new")
    assert "offline" in _call("add", "https://p.test/feed", "--offline").stderr
    assert "not a public one" in _call("add", "http://127.0.0.1/feed", "--cache", "none").stderr


def test_the_commands_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing file, an unknown field, an index that is missing, nothing named: each says what to do."""
    monkeypatch.chdir(tmp_path)
    table = str(LISTS / "videos.csv")
    assert _call("add", "-", stdin=b"<opml/>").return_value == 4
    for args, kind in ((("add", "none.xml"), InputError), (("add", table, "--map", "titel=X"), UsageError), (("stats", "--index", "other.db"), ConfigurationError), (("remove",), UsageError),
                       (("build", str(LISTS), "-o", "out", "--index", "other.db"), ConfigurationError)):  # fmt: skip
        assert isinstance(_call(*args).exception, kind), args
    assert "--map title=COLUMN" in _call("add", table).stderr


def test_earlier_builds_are_learned_from(tmp_path: Path) -> None:
    """What a provider told once is found by its title from then on."""
    with httpx.Client(transport=Replay(FIXTURES / "http")) as http, Client(cache=None, http=http) as client:
        cards = client.cards('<p>x</p><iframe src="https://www.youtube.com/embed/Lh1nDh0lm_1"></iframe>')
    (tmp_path / "a.cards.json").write_bytes(CARDS.dump_json(cards))
    assert "learned.db: 1 new" in _call("learn", str(tmp_path), "--index", str(tmp_path / "learned.db")).stderr
    with Client(cache=None, offline=True, index=tmp_path / "learned.db") as client:
        card = client.card(Block(kind="video", title=cards[0].title))
    assert card.id == "youtube:Lh1nDh0lm_1"


def test_suggestions_leave_out_what_the_article_shows(file: Path) -> None:
    """The three videos of the story are no suggestions for it."""
    from embedkit.index.suggesting import suggested

    with Index(file) as index:
        found: list[Card] = suggested(index, str(FIXTURES / "articles" / "text-export.txt"), limit=20, threshold=0.0)
    assert found
    assert not {card.url for card in found} & {f"https://www.lindholm-post.test/video/{n}" for n in (1, 2, 3)}


def _lines(path: Path, first: int, number: int) -> Path:
    with path.open("w") as file:
        for n in range(first, first + number):
            file.write(json.dumps({"title": f"The harbour on day {n} of the strike", "url": f"https://p.test/{n}"}) + "\n")
    return path


def _start(folder: Path, *sources: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "embedkit", "index", "add", *map(str, sources)], cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )


def _is_whole(path: Path) -> bool:
    with sqlite3.connect(path) as db:
        whole: tuple[str] = db.execute("PRAGMA integrity_check").fetchone()
    db.close()
    return whole == ("ok",)


def test_a_killed_update_leaves_the_old_index(tmp_path: Path) -> None:
    """Killed in the middle of writing: all of before is there, nothing of the update, and the next update works."""
    with Index(tmp_path / "embedkit.videos.db", create=True) as index:
        index.add(entries(str(_lines(tmp_path / "old.jsonl", 0, 50)), Reading()))
    process = _start(tmp_path, Path("-"))
    assert process.stdin is not None
    # More than the pipe holds: when it is written most of it was read, and as the list has no end the update is in its middle.
    process.stdin.write(_lines(tmp_path / "new.jsonl", 50, 8_000).read_bytes())
    process.stdin.flush()
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with Index(tmp_path / "embedkit.videos.db") as index:
        assert index.stats().items == 50
        assert index.match("The harbour on day 7 of the strike").item is not None
        assert index.match("The harbour on day 70 of the strike").item is None
    assert _is_whole(tmp_path / "embedkit.videos.db")
    with Index(tmp_path / "embedkit.videos.db", create=True) as index:
        assert index.add(entries(str(_lines(tmp_path / "next.jsonl", 50, 10)), Reading())).new == 10


def test_two_updates_at_once(tmp_path: Path) -> None:
    """Both are in the index, and it is whole; so is one that did not exist before."""
    processes = [_start(tmp_path, _lines(tmp_path / f"{n}.jsonl", 3_000 * n, 3_000)) for n in range(2)]
    assert [(process.communicate()[1], process.returncode)[1] for process in processes] == [0, 0]
    with Index(tmp_path / "embedkit.videos.db") as index:
        assert index.stats().items == 6_000
        assert index.match("The harbour on day 5999 of the strike").item is not None
    assert _is_whole(tmp_path / "embedkit.videos.db")


def test_an_interrupted_list_changes_nothing(tmp_path: Path) -> None:
    """A fault in the middle of a list takes back what came before it."""

    def broken() -> Iterator[object]:
        yield make(title="The terminal closes", url="https://p.test/1")
        raise KeyboardInterrupt

    with Index(tmp_path / "a.db", create=True) as index:
        with pytest.raises(KeyboardInterrupt):
            index.add(broken())  # type: ignore[arg-type]
        assert index.stats().items == 0
        assert index.add([make(title="The terminal closes", url="https://p.test/1")]).new == 1


_MEASURE = """
import resource, sys
from embedkit.index.readers import Reading
from embedkit.index.sources import entries
for path in sys.argv[1:]:
    count = sum(1 for _ in entries(path, Reading()))
    print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_a_large_feed_needs_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    """Several times the feed, at most a few MB more (`benchmarks.index feed 200` measures 200 MB)."""
    paths = []
    for size in (2, 10):
        write_feed(tmp_path / f"{size}.xml", size)
        paths.append(str(tmp_path / f"{size}.xml"))
    done = subprocess.run([sys.executable, "-c", _MEASURE, *paths], capture_output=True, check=True, timeout=55)
    (few, small), (many, large) = (map(int, line.split()) for line in done.stdout.splitlines())
    assert many >= 3 * few
    assert large - small < 6_000
