"""`embedkit lock`, `check`, `record`: answers to keep, to compare, to test with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import click

from embedkit.build import Unreadable, files
from embedkit.build import checking as checks
from embedkit.build import locking as locks
from embedkit.build.findings import FORMATS
from embedkit.cache import Cache, MemoryCache
from embedkit.cli.asking import LOCK, Asking, asking
from embedkit.client import Client, Store
from embedkit.lock import Lock
from embedkit.problems import PROBLEMS
from embedkit.providers import PROVIDERS
from embedkit.record import Recorder

_LEVELS = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


@click.command()
@click.argument("sources", nargs=-1, metavar="SRC…")
@click.option("--lock", "file", type=click.Path(path_type=Path, dir_okay=False), default=LOCK, show_default=True, help="The lock file.")
@click.option(
    "--check", "only_check", is_flag=True, help="Ask and write nothing; exit with 1 where the lock file does not fit the articles."
)
@click.option("--upgrade", is_flag=False, flag_value="*", metavar="[PROVIDER]", help="Ask again: for everything, for one provider, or for linked pages (page).")  # fmt: skip
@click.option("--base-url", help="What relative URLs are relative to.")
@asking
def lock(sources: tuple[str, ...], file: Path, only_check: bool, upgrade: str | None, base_url: str | None, ask: Asking) -> int:
    """Write the answers that articles need into a file to commit: missing ones are asked, unused ones dropped."""
    old = Lock.read(file) if file.exists() or only_check else Lock()
    upgrade, sources = _split(upgrade, sources, old)
    if not sources:
        raise click.UsageError("Missing argument 'SRC…': name the articles, files or folders")
    if only_check:
        return _fit(sources, file, old, base_url, ask)
    cache = _cache(ask)
    made = locks.lock(sources, cache, _opener(ask), old, upgrade=upgrade, base_url=base_url)
    cache.close()
    _tell_unreadable(made.unreadable)
    if not file.exists() or file.read_text("utf-8") != made.lock.text():
        files.write(file.parent, PurePosixPath(file.name), made.lock.text().encode())
    for source, url, problem in made.failed:
        click.echo(f"embedkit: {source}: {PROBLEMS[problem].code} {problem}: {url}", err=True)
    click.echo(f"{file}: {len(made.lock)} answers; {len(made.added)} added, {len(made.changed)} changed, {len(made.removed)} removed, {len(made.failed)} failed", err=True)  # fmt: skip
    return 4 if made.unreadable else 3 if any(PROBLEMS[problem].network for _, _, problem in made.failed) else 0


def _split(upgrade: str | None, sources: tuple[str, ...], old: Lock) -> tuple[str | None, tuple[str, ...]]:
    """`--upgrade articles/` takes the first article for a provider's name: told apart by what is known."""
    if upgrade in (None, "*", locks.PAGES) or upgrade in {row.key for row in PROVIDERS} | old.providers():
        return upgrade, sources
    if upgrade is not None and Path(upgrade).exists():
        return "*", (upgrade, *sources)
    raise click.UsageError(f"--upgrade: no provider {upgrade}; `embedkit providers` lists them, {locks.PAGES} stands for linked pages")


def _fit(sources: tuple[str, ...], file: Path, old: Lock, base_url: str | None, ask: Asking) -> int:
    found = locks.fit(sources, _opener(replace(ask, offline=True)), old, base_url=base_url)
    _tell_unreadable(found.unreadable)
    for source, url in found.missing:
        click.echo(f"missing {url} ({source})")
    for key in found.unused:
        click.echo(f"unused {key}")
    unsorted = file.read_text("utf-8") != old.text()
    if unsorted:
        click.echo("order the lines are not as they are written; `embedkit lock` sorts them")
    return 4 if found.unreadable else 1 if found.missing or found.unused or unsorted else 0


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SRC…")
@click.option(
    "--lock", "file", type=click.Path(path_type=Path, dir_okay=False), help=f"The lock file to compare with ({LOCK} where it exists)."
)
@click.option("--format", "shape", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="A table, JSON, or annotations for continuous integration.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(list(_LEVELS)), default="error", show_default=True, help="Exit with 1 for gone and private embeds (error), or also for moved, renamed and changed ones.")  # fmt: skip
@click.option("--base-url", help="What relative URLs are relative to.")
@asking
def check(sources: tuple[str, ...], file: Path | None, shape: str, fail_on: str, base_url: str | None, ask: Asking) -> int:
    """Ask again for every embed: what is gone, private, moved, renamed or changed since the lock."""
    chosen = file or (Path(LOCK) if Path(LOCK).exists() else None)
    cache = _cache(ask)
    checked = checks.check(sources, cache, _opener(ask), Lock.read(chosen) if chosen is not None else Lock(), base_url=base_url)
    cache.close()
    _tell_unreadable(checked.unreadable)
    text = FORMATS[shape](checked.findings)
    if text:
        click.echo(text)
    click.echo(f"{checked.items} embeds, {checked.asked} asked, {len(checked.findings)} findings", err=True)
    if checked.unreadable:
        return 4
    return 1 if any(found.level in _LEVELS[fail_on] for found in checked.findings) else 3 if checked.passing else 0


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), default="recorded", show_default=True, help="Folder to write to."
)
@asking
def record(urls: tuple[str, ...], out: Path, ask: Asking) -> int:
    """Save what is answered for URLs as files for --replay; cookies and tokens are taken out."""
    recorder = Recorder(out)
    with ask.open(MemoryCache(), recorder.heard) as client:
        cards = [client.card(url) for url in urls]
    for file in recorder.files:
        click.echo(file)
    for card in cards:
        if card.problem is not None:
            click.echo(f"embedkit: {card.url or card.id}: {PROBLEMS[card.problem].code} {card.problem}", err=True)
    if not recorder.files:
        click.echo("embedkit: nothing was asked: what these URLs are is told by their shape alone", err=True)
    return 3 if any(card.problem is not None and PROBLEMS[card.problem].network for card in cards) else 0


def _cache(ask: Asking) -> Cache | MemoryCache:
    chosen = ask.cache()
    cache = MemoryCache() if chosen is None else Cache(chosen if isinstance(chosen, str) else None)
    for warning in cache.warnings:
        click.echo(f"embedkit: {warning.code} {warning.message}", err=True)
    return cache


def _opener(ask: Asking) -> locks.Open:
    def open_client(store: Store) -> Client:
        return ask.open(store)

    return open_client


def _tell_unreadable(found: list[Unreadable]) -> None:
    for file in found:
        click.echo(f"embedkit: {file.reason}", err=True)
