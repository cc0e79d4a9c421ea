"""Page state: what is read of it, and that no state is too deep, too large or too broken."""

from __future__ import annotations

import json
import time

import pytest

from embedkit import normalise, parse
from embedkit.durations import of_value, seconds
from embedkit.islands.data import of_json, of_script, rows, unpacked
from embedkit.islands.nodes import walk

PARAGRAPHS = [
    "The tugs came in at five, before the wind had turned, and left again an hour after that.",
    "By seven the harbour was empty, and the gulls had gone to look for another place to shout.",
]
STORY = "<article>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</article>"


@pytest.mark.parametrize(
    ("said", "name", "expected"),
    [(806, "duration", 806), (159_000, "duration", 159), (1_500, "durationMs", 1.5), ("01:26", "", 86), ("PT1M48S", "", 108), ("T13M26S", "", 806), ("P0Y0M0DT0H1M20S", "", 80),
     ("P0DT2M", "", 120), ("126000", "duration", 126), (0, "", None), (True, "", None), ("long", "", None), (float("inf"), "", None), (None, "", None)],
)  # fmt: skip
def test_durations(said: object, name: str, expected: float | None) -> None:
    """Every way in which players write a duration is one number of seconds."""
    assert of_value(said, name) == expected


def test_a_date_is_no_duration() -> None:
    """Years and months that are not empty make no duration of a video."""
    assert seconds("P1Y2M") is None


@pytest.mark.parametrize(
    "text", ['{"a":1}', '<!-- {"a":1} -->', '//<![CDATA[\n{"a":1}\n//]]>', '/* <![CDATA[ */{"a":1}/* ]]> */', '{"a":1};', '  {"a":1}\n']
)
def test_json_in_wrappings(text: str) -> None:
    """JSON is read in comments and CDATA marks."""
    assert of_json(text) == {"a": 1}


@pytest.mark.parametrize(
    "text", ["", "{", "{a:1}", "undefined", "[" * 100_000, '{"a":' * 50_000, "]]>" + " " * 200_000 + "x", "9" * 10_000, "\ud800"]
)
def test_what_is_no_json(text: str) -> None:
    """What is no JSON, or too deep, is nothing and no exception."""
    assert not isinstance(of_json(text), dict)


def test_assignments_and_pieces() -> None:
    """The values of several assignments are read, and rows that are cut anywhere are put together."""
    assert of_script('window.__INITIAL_STATE__ = {"a":[1]};window["__APOLLO_STATE__"]={"b":2}') == [{"a": [1]}, {"b": 2}]
    assert of_script("window.__NUXT__=(function(a){return {b:a}}(1))") == []
    pushes = of_script('self.__next_f.push([1,"0:{\\"a\\""]);self.__next_f.push([1,":1}\\n1f:[2]\\n"])')[0]
    assert list(rows(pushes)) == [{"a": 1}, [2]]


def test_packed_state_may_hold_itself() -> None:
    """A packed value that holds itself is unpacked, and the walk through it ends."""
    value = unpacked([{"self": 0, "video": 1}, {"videoId": 2, "title": 3}, "abc", "T"])
    assert value["self"] is value
    assert [node.value for node in walk(value)] == [{"videoId": "abc", "title": "T"}]


def test_what_is_not_the_body_is_left_out() -> None:
    """The walk passes by what stands under names of recommendations, adverts and the like."""
    video = {"type": "video", "videoId": "a", "title": "A"}
    assert not list(walk({"related": [video], "ads": video, "nav": {"x": [video]}, "mostRead": [video], "suggestedVideos": [video]}))
    assert len(list(walk({"content": [video, {"inner": video | {"videoId": "b"}}]}))) == 2


@pytest.mark.parametrize("kind", ["deep", "wide", "many", "shared"])
def test_large_state_ends(kind: str) -> None:
    """State made to be slow is given up or read in a time that its size explains."""
    text = {
        "deep": '{"type":"video","a":' * 60_000,
        "wide": json.dumps({"type": "video", "videoId": "x", "sources": [{"src": f"/{n}.mp4"} for n in range(60_000)]}),
        "many": json.dumps({"body": [{"type": "video", "videoId": str(n), "title": f"T{n}"} for n in range(40_000)]}),
        "shared": json.dumps([[1] * 60, *([[n + 1] * 60 for n in range(1, 40)]), {"type": 42, "videoId": 42}, "video"]),
    }[kind]
    members = json.dumps({"list": [{"text": p} for p in PARAGRAPHS]})
    page = f'{STORY}<script type="application/json">{text}</script><script type="application/json">{members}</script>'
    began = time.perf_counter()
    parse(page + f'<script type="application/ld+json">{text.replace("video", "VideoObject", 1)}</script>')
    assert time.perf_counter() - began < 5


def test_galleries_without_words_are_told_apart() -> None:
    """The pictures of a gallery make its id: two galleries without a title are two cards, and the same pictures give the same id."""
    names = ("harbour-one", "harbour-two", "harbour-three", "bridge-one", "bridge-two", "bridge-three")
    images = [f'<li><img src="https://cdn.test/{name}.jpg"></li>' for name in names]
    first, second = (f'<ul class="gallery">{"".join(part)}</ul>' for part in (images[:3], images[3:]))
    ids = [
        normalise.card(block, None, (), status="resolved").id for block in parse(first + second + first.replace(".jpg", "-1200x800.jpg"))
    ]
    assert len(ids) == 3
    assert ids[0] == ids[2] != ids[1]
