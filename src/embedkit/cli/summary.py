"""What a build says at its end, so that a person can act on it: what was found, what became of it, what is broken and where."""

from __future__ import annotations

from collections.abc import Iterator

from embedkit.build import Built, Outputs

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
    yield f"{len(built.pages)} documents, {built.count} cards{f' ({became})' if became else ''}, {built.failing} look-ups failed{look}"
    pages = f"{built.changed} pages {'would change' if outputs.dry_run else 'changed'}, {built.same} were not looked at again"
    yield pages + (f", {len(built.removed)} removed" if built.removed else "")
