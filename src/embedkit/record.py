"""Saves answers as files that `Replay` reads, without what belongs to whoever asked: cookies, tokens, signatures.

Only the headers in `_HEADERS` are kept, so no cookie can be; names of secrets are taken out of addresses, JSON and markup by pattern.
What a page says to everybody stays, names of people too: read a recorded file before you publish it.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from embedkit import urls
from embedkit.asks import Answer, Fetch
from embedkit.build.files import write
from embedkit.encoding import of_answer

_HEADERS = ("content-type", "retry-after", "cache-control")
REMOVED = "removed"
_PRIVATE = (
    r"(?:access|auth|id|refresh|session|csrf|xsrf|client|app|api|page)?[_-]?(?:token|secret|key|nonce|password|passwd|jwt)|api_?key|appsecret_proof|sig|signature|hmac|policy|"
    r"key-pair-id|oh|oe|session(?:_?id)?|sid|phpsessid|jsessionid|csrf\w*|xsrf\w*|_?nonce|authorization|cookies?|credentials?|x-(?:amz|goog)-[\w-]+|x-signature|x-expires|hdnts|hdnea"
)
_IS_PRIVATE = re.compile(_PRIVATE, re.I)
_IN_QUERY = re.compile(rf"([?&;](?:amp;)?(?:{_PRIVATE})=)[^&\s\"'<>\\]+", re.I)
_IN_JSON = re.compile(rf"([\"'](?:{_PRIVATE})[\"']\s*:\s*)(\"(?:[^\"\\]|\\.){{0,8000}}\"|'(?:[^'\\]|\\.){{0,8000}}')", re.I)
_IN_TAG = re.compile(rf"<(?:meta|input)\b[^>]{{0,2000}}\b(?:name|id)\s*=\s*[\"']?(?:{_PRIVATE}|\w*csrf\w*|\w*nonce\w*|\w*token\w*)[\"'\s][^>]{{0,8000}}>", re.I)  # fmt: skip
_IN_ATTRIBUTE = re.compile(r"(\s(?:nonce|data-csrf|data-token)\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.I)
_JWT = re.compile(r"(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}")
_BEARER = re.compile(r"\b(Bearer\s+)[\w.~+/=-]{10,}", re.I)


class Recorder:
    """Give `heard` to a client: every answer becomes a file in `folder`. Raises ConfigurationError where the folder does not take it."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.files: list[Path] = []

    def heard(self, fetch: Fetch, answer: Answer) -> None:
        """Saves one answer; a request that got none (no connection, refused address) leaves no file."""
        if answer.problem is not None:
            return
        if answer.url and answer.url != fetch.url:
            self._write(fetch.url, Answer(status=301 if answer.moved else 302, headers={"location": clean_url(answer.url)}))
        self._write(answer.url or fetch.url, answer)

    def _write(self, url: str, answer: Answer) -> None:
        data = json.dumps(recorded(url, answer), ensure_ascii=False, indent=1).encode() + b"\n"
        self.files.append(write(self.folder, PurePosixPath(file_name(url)), data))


def recorded(url: str, answer: Answer) -> dict[str, Any]:
    """The file of an answer: `url`, `status`, `headers` and `json`, or `body` for what is no JSON."""
    text = of_answer(answer.body, answer.headers.get("content-type", ""))
    headers = {name: value for name, value in answer.headers.items() if name in _HEADERS or name == "location"}
    if "charset" in headers.get("content-type", "").lower():
        headers["content-type"] = headers["content-type"].partition(";")[0] + "; charset=utf-8"
    said: dict[str, Any] = {"url": clean_url(url), "status": answer.status, "headers": headers}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return said | {"body": clean_text(text)}
    return said | {"json": _clean_value(found)}


def file_name(url: str) -> str:
    """A name that says whom and what: host, the last telling word, and a hash that keeps requests apart."""
    parts = urlsplit(clean_url(url))
    asked = dict(parse_qsl(parts.query)).get("url", url)
    words = re.findall(r"[A-Za-z0-9_-]{3,40}", urlsplit(asked).path + "-" + urlsplit(asked).query)
    host = (parts.hostname or "unknown").removeprefix("www.")
    return "-".join(filter(None, (host, words[-1] if words else "", sha256(clean_url(url).encode()).hexdigest()[:8]))) + ".json"


def clean_url(url: str) -> str:
    """An address without the parameters that are secrets, the address inside it too; user information is dropped."""
    parts = urlsplit(url)
    query = [(name, clean_url(value) if urls.clean(value) else value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _IS_PRIVATE.fullmatch(name)]  # fmt: skip
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, urlencode(query), ""))


def clean_text(text: str) -> str:
    """Text or markup with the values of secrets taken out."""
    text = _IN_QUERY.sub(rf"\g<1>{REMOVED}", text)
    text = _IN_JSON.sub(rf'\g<1>"{REMOVED}"', text)
    text = _IN_TAG.sub("", text)
    text = _IN_ATTRIBUTE.sub(rf'\g<1>"{REMOVED}"', text)
    return _BEARER.sub(rf"\g<1>{REMOVED}", _JWT.sub(REMOVED, text))


def _clean_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _clean_value(inner) for name, inner in value.items() if not _IS_PRIVATE.fullmatch(name)}
    if isinstance(value, list):
        return [_clean_value(inner) for inner in value]
    return clean_text(value) if isinstance(value, str) else value
