"""What a build says at its end, so that a person can act on it: what was found, what became of it, what is broken and where."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from embedkit.build import Built, Outputs
from embedkit.build.findings import as_step_summary

_MOST = 20
"""Broken embeds that are named; the report has all."""


def summary(built: Built, outputs: Outputs) -> Iterator[str]:
    """Its lines."""
    became = ", ".join(f"{count} {status}" for status, count in built.statuses.most_common())
    look = f"; look at {outputs.folder / 'report.html'}" if outputs.folder is not None and not outputs.dry_run else ""
    broken = [found for found in built.findings if found.level == "error"]
    for found in broken[:_MOST]:
        yield f"{found.source}:{found.line}: {found.code} {found.message} ({found.url})"
    if len(broken) > _MOST:
        yield f"and {len(broken) - _MOST} more broken embeds"
    yield f"{built.documents} documents, {built.count} cards{f' ({became})' if became else ''}, {built.failing} look-ups failed{look}"
    pages = f"{built.changed} pages {'would change' if outputs.dry_run else 'changed'}, {built.same} were not looked at again"
    yield pages + (f", {len(built.removed)} removed" if built.removed else "")


def tell_step(built: Built) -> None:
    """Adds what a build says to the page of a GitHub workflow run, where it is one; a file that cannot be written costs nothing."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        heading = f"embedkit: {built.documents} documents, {built.count} cards, {built.failing} look-ups failed"
        with suppress(OSError), open(file, "a", encoding="utf-8") as page:
            page.write(as_step_summary(built.findings, heading) + "\n")
