"""`embedkit record`: answers become files that replay, without what belongs to whoever asked."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from embedkit import Client
from embedkit.asks import Answer, Fetch
from embedkit.errors import ConfigurationError
from embedkit.record import Recorder, clean_text, clean_url, file_name, recorded
from embedkit.replay import Replay
from tests.test_cli import ANSWERS, run

URL = "https://youtu.be/eiHXASgRTcA"
PAGE = '<title>Ä story</title><link rel="alternate" type="application/json+oembed" href="/oembed?id=7&amp;access_token=s3cret">'


def world(request: httpx.Request) -> httpx.Response:
    """A host with a redirect, a page, an oEmbed answer and a cookie on each."""
    cookie = {"set-cookie": "session=s3cret", "x-request-id": "s3cret"}
    if request.url.path == "/old":
        return httpx.Response(301, headers={"location": "/new", **cookie})
    if request.url.path == "/new":
        return httpx.Response(
            200, content=PAGE.encode("windows-1252"), headers={"content-type": "text/html; charset=windows-1252", **cookie}
        )
    return httpx.Response(
        200,
        json={"type": "video", "title": "Dawn", "access_token": "s3cret", "html": "<iframe src='/v?token=s3cret&id=7'>"},
        headers=cookie,
    )


def test_a_recorded_answer_replays(tmp_path: Path) -> None:
    """From the files alone comes the same card, through redirect, page and discovered answer; nothing secret stands in them."""
    recorder = Recorder(tmp_path / "r")
    with httpx.Client(transport=httpx.MockTransport(world)) as http, Client(cache=None, http=http, heard=recorder.heard) as client:
        first = client.card("https://tube.test/old")
    with httpx.Client(transport=Replay(tmp_path / "r")) as http, Client(cache=None, http=http) as client:
        second = client.card("https://tube.test/old")
    left_out = {"fetched_at", "fresh_until"}
    assert (first.title, first.model_dump(exclude=left_out)) == ("Dawn", second.model_dump(exclude=left_out))
    assert len(recorder.files) == 3
    text = "".join(file.read_text("utf-8") for file in recorder.files)
    assert "s3cret" not in text
    assert "cookie" not in text.lower()
    assert "Ä story" in text


SECRET = [
    '<meta name="csrf-token" content="s3cret">', '<input type="hidden" name="authenticity_token" value="s3cret">', "<script nonce='s3cret'>", '<a href="/x?a=1&amp;api_key=s3cret">', '{"accessToken": "s3cret"}',
    '{"session_id":"s3cret"}', "var t = {'token': 's3cret'}", "Authorization: Bearer s3cret-s3cret-s3cret", "eyJhbGciOiJIUzI1NiJ9.s3crets3cret.s3cret", "https://b.s3.test/a?X-Amz-Signature=s3cret&X-Amz-Credential=s3cret",
]  # fmt: skip


@pytest.mark.parametrize("text", SECRET)
def test_secrets_are_taken_out_of_text(text: str) -> None:
    """Tokens in markup, scripts, addresses and headers that a page prints."""
    assert "s3cret" not in clean_text(text)


@pytest.mark.parametrize("text", ["A token of thanks: 5 keys", '{"title": "The key", "keyword": "x"}', "https://a.test/?id=7&t=90", '<meta name="description" content="A secret garden">'])  # fmt: skip
def test_words_stay(text: str) -> None:
    """What only sounds like a secret is left as it is."""
    assert clean_text(text) == text


def test_addresses_lose_their_secrets() -> None:
    """Parameters of secrets go, in the address inside an address too, and so does user information; the rest still matches."""
    url = "https://me:s3cret@graph.test/oembed?url=https%3A%2F%2Fb.test%2Fv%3Fid%3D7%26sig%3Ds3cret&access_token=s3cret&maxwidth=640"
    assert clean_url(url) == "https://graph.test/oembed?url=https%3A%2F%2Fb.test%2Fv%3Fid%3D7&maxwidth=640"
    assert file_name(url).startswith("graph.test-")
    assert file_name(url) == file_name(url.replace("s3cret", "other"))
    assert file_name(url) != file_name(url.replace("640", "320"))


def test_json_loses_fields_by_name() -> None:
    """Fields that are secrets go at every depth; the others stay typed as they were."""
    said = {"type": "video", "version": 1.0, "data": [{"token": "s3cret", "width": 640}], "csrfToken": "s3cret"}
    file = recorded(
        "https://a.test/", Answer(status=200, headers={"content-type": "application/json", "etag": "x"}, body=json.dumps(said).encode())
    )
    assert file == {"url": "https://a.test/", "status": 200, "headers": {"content-type": "application/json"}, "json": {"type": "video", "version": 1.0, "data": [{"width": 640}]}}  # fmt: skip


def test_what_got_no_answer_leaves_no_file(tmp_path: Path) -> None:
    """A refused address or a broken connection is nothing to replay; a 404 is. A folder that cannot be written is the caller's mistake."""
    recorder = Recorder(tmp_path)
    recorder.heard(Fetch(url="https://a.test/"), Answer(problem="refused_address"))
    assert recorder.files == []
    recorder.heard(Fetch(url="https://a.test/"), Answer(status=404, url="https://a.test/"))
    assert len(recorder.files) == 1
    with pytest.raises(ConfigurationError, match="cannot be written"):
        Recorder(recorder.files[0] / "x").heard(Fetch(url="https://a.test/"), Answer(status=404))


def test_the_command_records_and_replays(tmp_path: Path) -> None:
    """`record` prints the files it wrote; `--replay` answers from them."""
    done = run("record", "https://youtu.be/Lh1nDh0lm_1", "-o", "mine", "--replay", ANSWERS, cwd=tmp_path)
    (file,) = done.stdout.decode().split()
    assert (done.returncode, (tmp_path / file).exists()) == (0, True)
    got = run("get", "https://youtu.be/Lh1nDh0lm_1", "--replay", "mine", cwd=tmp_path)
    assert json.loads(got.stdout)["title"] == "Watch the last lorries leave the old terminal"
    assert b"nothing was asked" in run("record", "https://www.twitch.tv/videos/123456789", "--offline", cwd=tmp_path).stderr
