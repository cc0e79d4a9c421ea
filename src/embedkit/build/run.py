"""The build: each article to its page, its cards, and one report over all."""

from __future__ import annotations

import json
import math
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from filelock import FileLock, Timeout

from embedkit.build import ahead, answers, collected, files, inputs, report, state, work
from embedkit.build.checking import Finding
from embedkit.build.hand import Hand
from embedkit.build.inputs import Choice, Raw, Unreadable
from embedkit.build.outputs import Outputs
from embedkit.build.posters import Posters
from embedkit.build.progress import Progress, Silent
from embedkit.build.state import Row, State
from embedkit.build.work import Making
from embedkit.build.workers import Workers
from embedkit.client import Client
from embedkit.errors import ConfigurationError, InputError
from embedkit.models import Card
from embedkit.problems import PROBLEMS
from embedkit.render import stylesheet

_LOCK = ".embedkit-build.lock"


class Page(NamedTuple):
    """One built article: where it came from, its place in the output, how many cards it has."""

    source: str
    place: str
    cards: int


@dataclass
class Built:
    """What a build made, and what it could not. `changed` pages differ from what was there before, `same` documents were not looked at again."""

    state: State
    unreadable: list[Unreadable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    same: int = 0
    documents: int = 0
    """How many articles were built or are as they were; `count` is that of their cards."""
    count: int = 0
    failing: int = 0
    """Cards whose look-up failed and may succeed another time."""
    dated: int = 0
    """Cards with an answer that has an age: it came from the cache or a provider, not from a lock file."""

    @property
    def pages(self) -> list[Page]:
        """The articles in order."""
        return [Page(source, place, cards) for source, place, cards in self.state.listed()]

    @property
    def cards(self) -> Iterator[Card]:
        """All cards in order, read one document at a time."""
        return (card for _, _, cards in self.state.pages() for card in cards)

    @property
    def failed(self) -> list[Card]:
        """Cards whose look-up failed and may succeed another time."""
        return [card for card in self.cards if card.problem is not None and PROBLEMS[card.problem].network]

    def counted(self, row: Row) -> None:
        """Adds a page to the figures. The page itself is in the state alone, so that memory does not grow with their number."""
        said = row.counted
        self.documents += 1
        self.statuses.update(said["statuses"])
        self.count += said["cards"]
        self.failing += said["failed"]
        self.dated += said["dated"]
        if row.findings == "[]":
            return
        self.findings += [Finding(**{**one, "span": one["span"] and tuple(one["span"])}) for one in json.loads(row.findings)]


def build(paths: Sequence[str | Path], out: str | Path | Outputs, client: Client, *, templates: str | Path | None = None, base_url: str | None = None,
          deadline_s: float | None = None, progress: Progress | None = None, choice: Choice | None = None, jobs: int = 1, jsonld: bool = False, posters: Posters | None = None) -> Built:  # fmt: skip
    """Builds every article under `paths` into the folder `out`, and `report.html` and `embedkit.css` beside them.

    `out` may be `Outputs` that say more of where results go, `choice` what the inputs are. `jobs` processes parse and render; order and
    bytes do not depend on how many. Several documents are looked up at once, and written in order. What an earlier build into the
    folder made is kept where source, settings, templates and answers are the same. After `deadline_s` seconds nothing more is asked:
    the rest is built of what is known. A file that is no article is told, and the others go on. Raises ConfigurationError where `out`
    cannot be written or another build writes to it. `posters` serves providers' stills from the site itself.
    """
    outputs = out if isinstance(out, Outputs) else Outputs(Path(out))
    making = Making(
        Path(templates) if templates is not None else None,
        base_url,
        jsonld,
        client.profiles,
        posters.prefix if posters is not None else None,
    )
    if making.templates is not None and not making.templates.is_dir():
        raise ConfigurationError(f"{templates}: no such folder of templates")
    until = math.inf if deadline_s is None else time.monotonic() + deadline_s
    with ExitStack() as held:
        if outputs.writes is not None:
            held.callback(_locked(outputs.writes).release)
        run = _Run(outputs, client, making, progress or Silent())
        hand = Hand.of(client) if posters is None and jobs > 1 else None
        workers = held.enter_context(Workers(jobs, hand.begin if hand is not None else None))
        run.over(paths, choice or Choice(), ahead.Maker(client, workers, making, run.look, until, posters))
        return run.built


def _locked(folder: Path) -> FileLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK, timeout=0)
        lock.acquire()
    except Timeout as fault:
        raise ConfigurationError(f"{folder}: another build is writing there; wait for it, or name another folder with -o") from fault
    except OSError as fault:
        raise ConfigurationError(
            f"{folder}: cannot be written ({fault.strerror or fault}); choose another folder with -o or make room"
        ) from fault
    return lock


class _Run:
    """One build. What it made is in `built`."""

    def __init__(self, outputs: Outputs, client: Client, making: Making, progress: Progress) -> None:
        self.outputs, self.client, self.making, self.progress = outputs, client, making, progress
        folder = outputs.writes
        self.state = State(folder / state.NAME if folder is not None else None)
        self.built, self.look, self.answers = Built(self.state), work.look(making), answers.stamp(client)
        self.taken: set[str] = set()
        self.stale = False
        if folder is not None and self.state.note("running"):
            files.sweep(folder)
            self.stale = True

    def over(self, paths: Sequence[str | Path], choice: Choice, make: ahead.Maker) -> None:
        """Builds all documents, then what is over all of them."""
        if not isinstance(self.progress, Silent):  # to count them is to go through all folders once more
            self.progress.begin(inputs.count(paths))
        self.state.set_note("running", "yes")
        without = [folder for folder in (self.outputs.writes,) if folder is not None]
        jobs = self._jobs(inputs.raw(paths, choice, without))
        for number, outcome in enumerate(ahead.outcomes(jobs, make, self.client.options.network.at_once, make.workers.jobs)):
            self._finish(outcome, number)
        self._end()

    def _jobs(self, found: Iterable[Raw | Unreadable]) -> Iterator[ahead.Job | Row | Unreadable]:
        now = self.client.now().timestamp()
        for raw in found:
            if isinstance(raw, Unreadable):
                yield raw
                continue
            place, key = self._free(raw.place), work.key(raw, self.making)
            row = self.state.get(place)
            row = row if row is not None and row.key == key else None
            settled = row is not None and self.outputs.is_there(place, row.size)
            if row is not None and settled and row.look == self.look and self.answers and row.answers == self.answers and now < row.until:
                yield row
            else:
                yield ahead.Job(raw, place, key, self._known(row, settled=settled))

    def _known(self, row: Row | None, *, settled: bool) -> Row | None:
        """A row with all that it holds; one whose page is not there shows nothing."""
        return None if row is None else self.state.filled(row if settled else row._replace(look=""))

    def _free(self, place: PurePosixPath) -> str:
        """A place that no earlier article of this build has."""
        first = str(place).removesuffix(".gz")
        candidate, number = first, 1
        while candidate in self.taken:
            number += 1
            candidate = str(PurePosixPath(first).with_stem(f"{PurePosixPath(first).stem}-{number}"))
        self.taken.add(candidate)
        return candidate

    def _finish(self, outcome: ahead.Outcome, number: int) -> None:
        """Writes and notes one outcome, and tells it."""
        try:
            row = outcome if isinstance(outcome, Row) else self._written(outcome, number)
        except InputError as fault:
            source = outcome.source if isinstance(outcome, Row | Unreadable) else outcome.job.raw.source
            self.built.unreadable.append(Unreadable(source, str(fault)))
            self.progress.unreadable(str(fault))
            return
        if isinstance(outcome, Row):
            self.stale |= row.number != number
            self.state.number(row, number)
            self.built.same += 1
        before = self.built.count
        self.built.counted(row)
        self.progress.done(row.source, self.built.count - before)

    def _written(self, outcome: ahead.Told, number: int) -> Row:
        if isinstance(outcome, Unreadable):
            raise InputError(outcome.reason)
        (raw, place, key, row), made = outcome
        size, section = len(made.page or b""), made.section or ""
        if made.page is not None:
            self.stale = True
            self.built.changed += self.outputs.page(raw, place, made.page, made.cards)
        elif row is not None:
            size, section = row.size, row.section
        self.stale |= row is None or row.number != number
        written = Row(place, raw.source, number, key, self.look, self.answers, made.until, size, made.findings, made.tally, made.blocks, made.cards, section)  # fmt: skip
        self.state.put(written)
        return written

    def _end(self) -> None:
        """The report and the style sheet, cards in one file, removed inputs; the state is noted last."""
        lost = self.state.gone(self.taken)
        if self.outputs.clean and self.outputs.writes is not None:
            for place in lost:
                self.outputs.removed(place)
                self.state.forget(place)
            self.built.removed = lost
        self.state.keep()
        self._over_all(lost)
        # Answers that this build asked for itself are no change to the next one.
        self.state.settle(self.answers, answers.stamp(self.client))
        self.state.set_note("running", "")

    def _over_all(self, lost: list[str]) -> None:
        trouble = sha256(repr((self.built.unreadable, lost, stylesheet())).encode()).hexdigest()
        folder, pages = self.outputs.writes, self.state.pages
        if folder is not None and (self.stale or trouble != self.state.note("trouble") or not (folder / "report.html").exists()):
            files.write(folder, PurePosixPath("embedkit.css"), stylesheet().encode())
            report.write(folder, self.state.sections(), self.state.tallies(), self.built.unreadable)
            self.state.set_note("trouble", trouble)
        if not self.outputs.dry_run:
            if self.outputs.cards is not None:
                (collected.parquet if self.outputs.cards.suffix == ".parquet" else collected.jsonl)(self.outputs.cards, pages())
            if self.outputs.sqlite is not None:
                collected.sqlite(self.outputs.sqlite, pages())
