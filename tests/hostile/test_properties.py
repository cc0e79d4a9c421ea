"""What holds for every document, tried on made-up ones: HTML and text, as text and as bytes."""

from __future__ import annotations

import html
from typing import Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embedkit import parse
from embedkit.models import ROLES
from tests.hostile.build import PROSE
from tests.hostile.holds import check

_NAMES = "div p span a b i figure figcaption section article aside ul li table tr td blockquote iframe video audio picture source img h1 h2 noscript template svg math button form fieldset object x-player script style select".split()
_URLS = ["https://www.youtube.com/watch?v=eiHXASgRTcA", "//vimeo.com/76979871", "/pictures/a-picture.jpg", "https://news.test/a.mp4", "https://x.com/a/status/1234567890123456789", "https://news.test/2026/a-story", "data:,", "#", "https://[", "http://a@b/"]  # fmt: skip
_CLASSES = [
    "caption",
    "credit",
    "related",
    "gallery",
    "twitter-tweet",
    "sidebar",
    "video-player",
    "image",
    "wp-block-embed",
    "rll-youtube-player",
]
_WORDS = ["Photo: AFP", "(Reuters)", "Read more:", "A bridge over the river", PROSE, "1/3", "\x00", "\ud800", "😀", "&lt;b>", "&#xD800;", "\r\n", "<", "写真：共同", "https://youtu.be/eiHXASgRTcA"]  # fmt: skip
_NOTATIONS = ["[embed]https://youtu.be/eiHXASgRTcA[/embed]", "[caption]<img src=/a-picture.jpg> A. Photo: AFP[/caption]", "[gallery ids=1,2]", '<!-- wp:embed {"url":"https://youtu.be/eiHXASgRTcA"} -->', '<!-- wp:embed {"url":"https://youtu.be/\\ud800"} -->', "<!-- /wp:embed -->", "\nhttps://vimeo.com/76979871\n", "<!--", "-->", "<![CDATA["]  # fmt: skip

_words = st.sampled_from(_WORDS) | st.text(max_size=12)
_values = st.sampled_from([*_URLS, *_CLASSES, *_WORDS, "640", "PT1M", "radio", "text/template", "application/ld+json"])
_attributes = st.lists(
    st.tuples(st.sampled_from("class id src href data-src data-url data-video-id data-code srcset alt title type name width poster cite".split()), _values),
    max_size=3,
)  # fmt: skip


@st.composite
def _element(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """An element with something in it: closed, or not, or by another's end tag; sometimes hidden in a placeholder."""
    name = draw(st.sampled_from(_NAMES))
    attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in draw(_attributes))
    closing = draw(st.sampled_from([f"</{name}>"] * 4 + ["", "</div>", f"</{draw(st.sampled_from(_NAMES))}>"]))
    element = f"<{name}{attributes}>{''.join(draw(st.lists(inner, max_size=4)))}{closing}"
    return f'<div data-code="{html.escape(element)}"></div>' if draw(st.integers(0, 9)) == 0 else element


_pieces = st.recursive(_words | st.sampled_from(_NOTATIONS), _element, max_leaves=25)
documents = st.lists(_pieces, max_size=8).map("".join)
exports = st.lists(_words | st.sampled_from(["A headline that stands between two paragraphs", "• a bullet", "", "", PROSE + PROSE]), max_size=30).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "\u2028"]).map(lambda newline: newline.join(lines))
)  # fmt: skip
_codecs = st.sampled_from(["utf-8", "utf-16", "utf-16-le", "windows-1252", "cp932", "gb18030", "iso2022_jp", "utf-32"])

_more = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_formats: st.SearchStrategy[Literal["auto", "html", "text"]] = st.sampled_from(["auto", "html", "text"])


@_more
@given(documents, st.booleans())
def test_any_markup(source: str, everything: bool) -> None:
    """HTML, well made or not, gives blocks in order whose spans lie in it and do not overlap; they come through JSON."""
    check(source, parse(source, format="html", base_url="https://news.test/", **({"roles": ROLES} if everything else {})))  # type: ignore[arg-type]


@_more
@given(exports)
def test_any_text_export(source: str) -> None:
    """So does plain text."""
    check(source, parse(source, format="text"))


@_more
@given(documents | exports, _codecs, st.integers(0, 6), st.binary(max_size=6), _formats)
def test_any_bytes(source: str, codec: str, cut: int, noise: bytes, format: Literal["auto", "html", "text"]) -> None:
    """So do bytes in any encoding, cut anywhere, with noise at either end."""
    data = source.encode(codec, "replace")
    data = noise[:3] + data[: len(data) - cut] + noise[3:]
    check(data, parse(data, format=format, roles=ROLES))


@_more
@given(documents)
def test_text_and_bytes_agree(source: str) -> None:
    """Text and its bytes give the same blocks."""
    data = ("<meta charset=utf-8>" + source).encode("utf-8", "replace")
    assert parse(data, format="html") == parse(data.decode(), format="html")
