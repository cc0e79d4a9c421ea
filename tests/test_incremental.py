"""What a build remembers: an unchanged document costs one hash, and what changed, and no more, is made again."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from embedkit import Client
from embedkit.build import Built, Outputs, ahead, build, work
from embedkit.build.answers import stamp
from embedkit.build.hand import Hand
from embedkit.build.inputs import Raw, Unreadable
from embedkit.build.state import Row, State
from embedkit.build.whole import Result
from embedkit.build.workers import Workers
from embedkit.cache import Cache
from embedkit.errors import ConfigurationError, InputError
from embedkit.index import Index, Item
from embedkit.lock import Lock
from embedkit.providers import PROVIDERS
from embedkit.resolve import Options

NOW = datetime(2026, 11, 3, tzinfo=UTC)


class Site:
    """Three articles, each with a player of its own, a provider that answers, and what each build did."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.out, self.now = folder / "in", folder / "out", NOW
        self.titles = {str(n): f"Title {n}" for n in range(3)}
        self.parsed, self.rendered, self.asked = list[str](), list[str](), list[str]()
        self.cache = folder / "cache"
        self.folder.mkdir()
        for number in range(3):
            (self.folder / f"{number}.html").write_text(f'<p>a</p><iframe src="https://player.vimeo.com/video/9000000{number}"></iframe>')
        self._spy(monkeypatch, "blocks", self.parsed)
        self._spy(monkeypatch, "page", self.rendered)

    def _spy(self, monkeypatch: pytest.MonkeyPatch, name: str, noted: list[str]) -> None:
        real: Callable[..., object] = getattr(work, name)

        def told(raw: Raw, *rest: object) -> object:
            noted.append(raw.place.name)
            return real(raw, *rest)

        monkeypatch.setattr(work, name, told)

    def build(self, **options: object) -> Built:
        """One build; the notes of the one before are forgotten."""
        for noted in (self.parsed, self.rendered, self.asked):
            noted.clear()

        def answer(request: httpx.Request) -> httpx.Response:
            self.asked.append(str(request.url))
            return httpx.Response(200, json={"type": "video", "title": self.titles[request.url.params["url"][-1]]})

        out = options.pop("out", self.out)
        with (
            httpx.Client(transport=httpx.MockTransport(answer)) as http,
            Client(cache=self.cache, http=http, now=lambda: self.now) as client,
        ):
            return build([self.folder], out, client, **options)  # type: ignore[arg-type]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that was built once."""
    made = Site(tmp_path, monkeypatch)
    made.build()
    return made


def _files(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("[!.]*") if p.is_file()}


def test_nothing_is_done_again(site: Site) -> None:
    """Nothing is parsed, rendered, asked or written, and the figures are those of the first build."""
    before = _files(site.out)
    built = site.build()
    assert (site.parsed, site.rendered, site.asked) == ([], [], [])
    assert _files(site.out) == before
    assert (built.same, built.changed, built.count, dict(built.statuses)) == (3, 0, 3, {"resolved": 3})
    assert [card.title for card in built.cards] == ["Title 0", "Title 1", "Title 2"]


def test_a_changed_source_is_built_alone(site: Site) -> None:
    """The others are not looked at."""
    (site.folder / "1.html").write_text("<p>no player")
    built = site.build()
    assert (site.parsed, site.rendered, built.same, built.changed) == (["1.html"], ["1.html"], 2, 1)
    assert "<td>" not in (site.out / "1.html").read_text()


def test_a_changed_template_renders_without_parsing(site: Site, tmp_path: Path) -> None:
    """Every page is made anew of the blocks and cards that are known; the next build has nothing to do."""
    (tmp_path / "own").mkdir()
    for words in ("one", "two"):
        (tmp_path / "own" / "video.html").write_text(f"<b>{words} {{{{ card.title }}}}</b>")
        built = site.build(templates=tmp_path / "own")
        assert (site.parsed, site.asked, built.changed) == ([], [], 3)
        assert (site.out / "2.html").read_text() == f"<p>a</p><b>{words} Title 2</b>"
    assert site.build(templates=tmp_path / "own").same == 3


def test_a_changed_answer_renders_its_pages_alone(site: Site) -> None:
    """An answer whose life is over is asked again; only a page that shows another one then is made anew, without parsing."""
    site.now, site.titles["2"] = NOW + timedelta(days=8), "Another"
    built = site.build()
    assert (len(site.asked), site.parsed, built.changed) == (3, [], 1)
    assert "Another" in (site.out / "2.html").read_text()
    assert site.build().same == 3


def test_an_answer_that_another_program_stored_is_seen(site: Site) -> None:
    """A shared cache that has a newer answer changes the page."""
    cache = Cache(site.cache)
    (key,) = [row.key for row in cache.rows() if row.key and "90000001" in row.key]
    entry = cache.get(key)
    assert entry is not None
    cache.set(key, entry.model_copy(update={"text": json.dumps({"type": "video", "title": "From elsewhere"})}))
    cache.close()
    built = site.build()
    assert (site.asked, site.parsed, site.rendered, built.changed) == ([], [], ["1.html"], 1)
    assert "From elsewhere" in (site.out / "1.html").read_text()


@pytest.mark.parametrize("name", ["1.html", "1.html.cards.json", "report.html", ".embedkit-build.db"])
def test_a_lost_output_is_made_again(site: Site, name: str) -> None:
    """Whatever is taken from the output is there again, the same to the byte."""
    before = {name: data for name, (data, _) in _files(site.out).items()}
    (site.out / name).unlink()
    site.build()
    assert {name: data for name, (data, _) in _files(site.out).items()} == before


def test_a_damaged_state_costs_a_full_build(site: Site) -> None:
    """The state is a help only."""
    (site.out / ".embedkit-build.db").write_bytes(b"SQLite format 3\x00" + b"nonsense" * 1000)
    assert site.build().same == 0
    assert site.build().same == 3


def test_a_setting_that_cards_depend_on_is_seen(site: Site) -> None:
    """Another base address is another document."""
    site.build(base_url="https://a.test/")
    assert site.parsed == ["0.html", "1.html", "2.html"]


def test_removed_inputs_are_cleaned_on_request(site: Site) -> None:
    """Without `clean` a page stays, and is told of no more; with it the page and its cards go, with the folder that is then empty."""
    (site.folder / "deep").mkdir()
    (site.folder / "1.html").rename(site.folder / "deep" / "1.html")
    site.build()
    (site.folder / "deep" / "1.html").unlink()
    assert len(site.build().pages) == 2
    assert (site.out / "1.html").exists()
    built = site.build(out=Outputs(site.out, clean=True))
    assert built.removed == ["1.html", "deep/1.html"]
    assert sorted(os.listdir(site.out)) == [".embedkit-build.db", ".embedkit-build.lock", "0.html", "0.html.cards.json", "2.html", "2.html.cards.json", "embedkit.css", "report.html"]  # fmt: skip
    assert "1.html" not in (site.out / "report.html").read_text()


def test_two_builds_do_not_write_into_one_folder(site: Site) -> None:
    """The second is told, at once."""
    from filelock import FileLock

    with FileLock(site.out / ".embedkit-build.lock"), pytest.raises(ConfigurationError, match="another build"):
        site.build()


def test_what_a_killed_build_left_is_swept(site: Site) -> None:
    """A half-written file has no page's name, and goes with the next build."""
    (site.out / ".embedkit-tmp-1").write_text("half")
    with sqlite3.connect(site.out / ".embedkit-build.db") as db:
        db.execute("UPDATE notes SET value = 'yes' WHERE name = 'running'")
    db.close()
    site.build()
    assert not list(site.out.glob(".embedkit-tmp-*"))


def test_order_and_bytes_do_not_depend_on_the_workers(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process and two write the same."""
    monkeypatch.undo()
    built = site.build(out=site.out.parent / "two", jobs=2)
    assert [page.source for page in built.pages] == sorted(page.source for page in built.pages)
    assert {n: data for n, (data, _) in _files(site.out.parent / "two").items()} == {n: data for n, (data, _) in _files(site.out).items()}


def test_workers_have_stored_answers_at_hand(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From the cache's folder or a lock file they make the same cards, and the process that asks is not needed; what is not stored is asked there."""
    monkeypatch.undo()
    one = {n: data for n, (data, _) in _files(site.out).items()}
    asked: list[object] = []
    real = Client.cards

    def cards(self: Client, what: object, **more: object) -> object:
        asked.append(what)
        return real(self, what, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Client, "cards", cards)
    site.build(out=tmp_path / "stored", jobs=2)
    assert {n: data for n, (data, _) in _files(tmp_path / "stored").items()} == one
    assert (asked, site.asked) == ([], [])
    (site.folder / "3.html").write_text('<p>a</p><iframe src="https://player.vimeo.com/video/90000003"></iframe>')
    site.titles["3"] = "Title 3"
    built = site.build(out=tmp_path / "new", jobs=2)
    assert [card.title for card in built.cards] == ["Title 0", "Title 1", "Title 2", "Title 3"]
    assert (len(asked), len(site.asked)) == (1, 1)


def test_what_workers_can_have_at_hand(tmp_path: Path) -> None:
    """A folder or a frozen lock file; not a memory, an own store, answers that shall be asked anew, or other rows."""
    with Client(cache=tmp_path, offline=True) as client:
        hand = Hand.of(client)
        assert hand is not None
        assert (hand.folder, hand.lock, hand.frozen, hand.offline) == (tmp_path, None, False, True)
    with Client(lock=Lock(), frozen=True) as client:
        hand = Hand.of(client)
        assert hand is not None
        assert hand.lock == Lock().text()
    for other in (Client(cache=None), Client(cache=tmp_path, refresh=True), Client(cache=tmp_path, providers=PROVIDERS[:3])):
        with other:
            assert Hand.of(other) is None


def test_a_worker_that_cannot_open_the_answers_leaves_them_to_others() -> None:
    """A lock file that it cannot read is no reason to die."""
    Hand(None, "no lock file", True, True, Options()).begin()
    assert Hand.client(NOW) is None


def dies(raw: Raw) -> Result:
    """Work that kills its process over one document, and over another only the first time."""
    if raw.data == b"always":
        os.kill(os.getpid(), signal.SIGKILL)
    if raw.data.startswith(b"once ") and not os.path.exists(raw.data[5:]):
        Path(raw.data[5:].decode()).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Result(b"", b"", "", "", 0, "", raw.source.encode()) if raw.data != b"bad" else _bad()


def _bad() -> Result:
    raise InputError("x: bad")


def test_a_worker_that_dies_costs_its_document_only(tmp_path: Path) -> None:
    """It is tried once more, then told; every other document is built, in its order."""
    said = [b"good", b"always", b"good", b"once " + str(tmp_path / "once").encode(), b"bad", b"good"]
    with Workers(2) as workers:

        def look(jobs: Sequence[ahead.Job], threads: ThreadPoolExecutor, _: object) -> list[Future[ahead.Told]]:
            return [threads.submit(waited, job) for job in jobs]

        def waited(job: ahead.Job) -> ahead.Told:
            try:
                return ahead.Made(job, workers.run(job.raw.source, dies, job.raw))
            except InputError as fault:
                return Unreadable(job.raw.source, str(fault))

        jobs = [ahead.Job(Raw(f"{n}.html", Path(f"{n}"), data), str(n), "", None) for n, data in enumerate(said)]  # type: ignore[arg-type]
        found = list(ahead.outcomes(jobs, look, 4))
    assert [one.result.page if isinstance(one, ahead.Made) else one.reason for one in found if not isinstance(one, Row)] == [
        b"0.html",
        "1.html: the process that worked on it died, twice; see whether memory ran out, or leave the file out",
        b"2.html",
        b"3.html",
        "x: bad",
        b"5.html",
    ]


def dies_of(raws: list[Raw]) -> list[Result]:
    """The same work for several documents at once."""
    return [dies(raw) for raw in raws]


def test_a_worker_that_dies_costs_one_document_of_those_that_it_had(tmp_path: Path) -> None:
    """Of several documents that were together in a process that dies each is tried alone."""
    said = [b"good", b"always", b"once " + str(tmp_path / "once").encode(), b"good"]
    raws = [Raw(f"{n}.html", Path(f"{n}"), data) for n, data in enumerate(said)]  # type: ignore[arg-type]
    with Workers(2) as workers:
        found = workers.each([raw.source for raw in raws], dies_of, raws)
        again = workers.each(["0.html"], dies_of, raws[:1])
    assert [one.page if isinstance(one, Result) else str(one)[:46] for one in found] == [
        b"0.html",
        "1.html: the process that worked on it died, tw",
        b"2.html",
        b"3.html",
    ]
    assert [one.page for one in again if isinstance(one, Result)] == [b"0.html"]


def test_a_changed_index_is_another_answer(tmp_path: Path) -> None:
    """What a publisher's own index says is an answer: an index that was written has another stamp, one that was only read the same."""
    file = tmp_path / "videos.db"
    Index(file, create=True).close()

    def now() -> str:
        with Client(cache=tmp_path / "cache", offline=True, index=file) as client:
            return stamp(client)

    before = now()
    assert before
    assert now() == before
    with Index(file, create=True) as index:
        index.add([Item(url="https://news.test/v/1", title="Dawn over the harbour")])
    assert now() != before


def test_pages_are_known_in_any_order(tmp_path: Path) -> None:
    """Pages are read some together where they are asked for in the order of the last build; each answer is that of a page asked for alone."""
    rows = [Row(f"{n}.html", f"{n}", n if n % 7 else None, "key", "look", "", float(n), n, "[]", "{}") for n in range(200)]
    state = State(tmp_path / "state.db")
    for row in rows:
        state.put(row)
    for order in (range(200), range(199, -1, -1), [n * 37 % 211 for n in range(211)]):
        for n in order:
            assert state.get(f"{n}.html") == (rows[n] if n < 200 else None)
