"""The lock file: providers' answers, one JSON line each, sorted by request, to be committed beside the articles.

    {"embedkit-lock": 1}
    {"key": "https://…/oembed?url=…", "provider": "youtube", "answer": {"title": "Dawn", "type": "video"}, "sha256": "…"}
    {"key": "https://…/oembed?url=…", "provider": "x", "problem": "gone", "status": 404}

It holds no time, no header, no signed address and of an answer only what a card can be made of: the diff of a commit shows what a
reader will see. `sha256` is that of the answer as it stands in the line, so that a damaged line is noticed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from embedkit.asks import Entry
from embedkit.errors import ConfigurationError
from embedkit.problems import PROBLEMS
from embedkit.resolvers import oembed, page

_HEAD = {"embedkit-lock": 1}
_AGELESS = datetime(1970, 1, 1, tzinfo=UTC)
# What a diff would show wrongly or not at all: controls, line separators, characters that turn the direction, lone surrogates.
_UNSEEN = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_MEND = "`embedkit lock` writes the file anew from the articles; delete it first"


class Lock:
    """The answers of a lock file by request. Values only: `read` and `text` are the file's two sides."""

    def __init__(self, entries: Mapping[str, Entry] | None = None) -> None:
        self._entries = {key: locked(entry) for key, entry in (entries or {}).items()}

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """The lock in a file. Raises ConfigurationError where there is none, or a line of it is not as it was written."""
        try:
            text = Path(path).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            reason = getattr(fault, "strerror", None) or "not UTF-8"
            raise ConfigurationError(f"{path}: no lock file to be read ({reason}); `embedkit lock SRC` makes one") from fault
        return cls.of_text(text, str(path))

    @classmethod
    def of_text(cls, text: str, name: str = "embedkit.lock") -> Self:
        """The lock in a file's text; errors call it by `name`."""
        lock, lines = cls(), text.split("\n")
        if _object(lines[0]) != _HEAD:
            raise ConfigurationError(f"{name}: not a lock file of this version (its first line is not {json.dumps(_HEAD)}); {_MEND}")
        for number, line in enumerate(lines[1:], 2):
            if line.strip():
                key, entry = _entry(line, f"{name}, line {number}")
                if key in lock._entries:
                    raise ConfigurationError(f"{name}, line {number}: the second answer to one request; delete one of the two lines")
                lock._entries[key] = entry
        return lock

    def get(self, key: str) -> Entry | None:
        """The locked answer to a request."""
        return self._entries.get(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def providers(self) -> frozenset[str]:
        """The keys of all providers that were asked; the empty one stands for linked pages."""
        return frozenset(entry.provider for entry in self._entries.values())

    def text(self) -> str:
        """The file: the same answers give the same bytes."""
        return "".join([_dump(_HEAD) + "\n", *(line(key, entry) + "\n" for key, entry in sorted(self._entries.items()))])


def lockable(entry: Entry) -> bool:
    """True for a good answer and for a failure that the provider means; a moment's trouble is none."""
    return entry.problem is None or PROBLEMS[entry.problem].settled


def locked(entry: Entry) -> Entry:
    """An answer as a lock file keeps it."""
    answer = _answer(entry)
    return Entry(url=entry.url, status=entry.status, text=answer if isinstance(answer, str) else _dump(answer), problem=entry.problem, provider=entry.provider,
                 moved_to=entry.moved_to, fetched_at=_AGELESS, fresh_until=_AGELESS, locked=True)  # fmt: skip


def line(key: str, entry: Entry) -> str:
    """The line of one answer, without a line end."""
    said: dict[str, Any] = {"key": key, "provider": entry.provider, "moved_to": entry.moved_to}
    if entry.problem is not None:
        said |= {"problem": entry.problem, "status": entry.status}
    else:
        answer = _answer(entry)
        said |= {"answer": dict(sorted(answer.items())) if isinstance(answer, dict) else answer, "sha256": _hash(answer)}
    return _dump({name: value for name, value in said.items() if value not in ("", 0)}, in_order=True)


def _answer(entry: Entry) -> dict[str, Any] | str:
    """What an answer says that a card can be made of: the fields of an oEmbed answer, or the head of a page."""
    if entry.problem is not None:
        return ""
    said = oembed.said_in(entry.text)
    return oembed.kept(said) if said is not None else page.excerpt(entry.text, entry.moved_to or entry.url)


def _entry(text: str, where: str) -> tuple[str, Entry]:
    said = _object(text)
    try:
        answer = said.get("answer", "")
        if "problem" not in said and said["sha256"] != _hash(answer):
            raise ConfigurationError(f"{where}: the answer is not the one that was written; take the line back, or {_MEND}")
        return said["key"], Entry(
            url=said["key"].partition("#")[0], status=said.get("status", 200), text=answer if isinstance(answer, str) else _dump(answer), problem=said.get("problem"),
            provider=said.get("provider", ""), moved_to=said.get("moved_to", ""), fetched_at=_AGELESS, fresh_until=_AGELESS, locked=True,
        )  # fmt: skip
    except (KeyError, AttributeError, ValidationError) as fault:
        raise ConfigurationError(f"{where}: not a locked answer (conflict of a merge?); solve the conflict, or {_MEND}") from fault


def _object(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _dump(value: Any, *, in_order: bool = False) -> str:
    plain = json.dumps(value, ensure_ascii=False, sort_keys=not in_order, allow_nan=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def _hash(answer: Any) -> str:
    return sha256(_dump(answer).encode()).hexdigest()
