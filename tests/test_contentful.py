"""A Contentful export: rich text and long texts become articles in their default locale, what they embed becomes the markup for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from embedkit.build import Choice, Document, Unreadable, each
from embedkit.build.sources import Fields, contentful
from embedkit.errors import InputError
from tests.cases import FIXTURES

EXPORT = FIXTURES / "exports" / "contentful.json"
Node = dict[str, Any]
USUAL = Fields()


def _link(kind: str, name: str) -> Node:
    return {"sys": {"type": "Link", "linkType": kind, "id": name}}


def _node(kind: str, *content: Node | str, **data: Any) -> Node:
    inner = [{"nodeType": "text", "value": one, "marks": [], "data": {}} if isinstance(one, str) else one for one in content]
    return {"nodeType": kind, "data": data, "content": inner}


def _record(kind: str, name: str, fields: Node) -> Node:
    return {"sys": {"id": name, "type": kind}, "fields": {key: {"en": value} for key, value in fields.items()}}


def _file(url: str, kind: str = "image/jpeg", name: str = "a.jpg") -> Node:
    return {"url": url, "contentType": kind, "fileName": name, "details": {"size": 1}}


def _space(*body: Node | str, entries: dict[str, Node] | None = None, assets: dict[str, Node] | None = None) -> Node:
    """An export of content only: one article with this body, and what it may embed."""
    article = _record("Entry", "article", {"body": _node("document", *body)})
    others = [_record("Entry", name, fields) for name, fields in (entries or {}).items()]
    return {"entries": [article, *others], "assets": [_record("Asset", name, fields) for name, fields in (assets or {}).items()]}


def _markup(space: Node) -> str:
    return next(one.markup for one in contentful.articles(space, USUAL) if one.id == "article")


def _embedded(fields: Node) -> str:
    """What stands for an embedded entry with these fields."""
    target = _node("embedded-entry-block", target=_link("Entry", "other"))
    return _markup(_space(_node("paragraph", "a"), target, entries={"other": fields})).removeprefix("<p>a</p>").strip()


def _documents(fields: Fields = USUAL) -> dict[str, Document]:
    found = list(each([EXPORT], Choice("auto", fields)))
    assert not [one for one in found if isinstance(one, Unreadable)]
    return {one.source.partition("#")[2]: one for one in found if isinstance(one, Document)}


def test_an_entry_with_a_body_is_an_article_in_its_default_locale() -> None:
    """Its body comes before its teaser, other locales are left out; entries without a body are none."""
    found = _documents()
    assert list(found) == ["0st1cB3ll", "firstReport", "n0te1"]
    assert "Glocke" not in found["0st1cB3ll"].text
    assert "In short" not in found["0st1cB3ll"].text
    assert found["0st1cB3ll"].base_url == "https://courier.test/the-bell/"


def test_a_long_text_stays_markdown() -> None:
    """It is written as a Markdown file, and code in it holds no embed."""
    note = _documents()["n0te1"]
    assert (note.format, note.place.name) == ("markdown", "n0te1.md")
    assert [block.native_id for block in note.blocks()] == ["T1deTab1es0"]


def test_media_carry_their_words() -> None:
    """Captions are the asset's description or the entry's caption; a credit is one only in a field that is called so."""
    photos = [block for block in _documents()["0st1cB3ll"].blocks() if block.kind == "photo"]
    assert [(one.caption, one.alt, one.credit.line if one.credit else None) for one in photos] == [
        ("The bell at low water.", "The bell in the mud", "Edda Holm"),
        ("The diver, before the lift", "A diver with a lamp", "Ilse Quarm / Ottervale Courier"),
        (None, "Onlookers", None),
        ("The crane of the harbour board", "The crane", None),
    ]


def test_fields_can_be_named() -> None:
    """`--html-field`, `--id-field` and `--url-field` are ids of fields; an entry without the field is no article."""
    found = _documents(Fields("summary", "slug", "canonicalUrl"))
    assert [(name, one.text) for name, one in found.items()] == [("the-bell", "A bell comes up. https://vimeo.com/1")]


def test_no_body_is_told() -> None:
    """A space of other things says which option helps."""
    assert ["--html-field" in one.reason for one in each([EXPORT], Choice("auto", Fields("nothing"))) if isinstance(one, Unreadable)] == [
        True
    ]
    with pytest.raises(InputError, match="body or content"):
        list(contentful.articles({"entries": [_record("Entry", "a", {"title": "a"})]}, USUAL))


def test_a_folder_passes_over_a_space_without_articles(tmp_path: Path) -> None:
    """A space that holds no text is no fault of the folder."""
    (tmp_path / "space.json").write_text(json.dumps({"entries": [_record("Entry", "a", {"title": "a"})]}))
    assert not list(each([tmp_path]))


@pytest.mark.parametrize(
    ("fields", "markup"),
    [
        ({"video": "https://youtu.be/B3llR1sing0"}, "<p>https://youtu.be/B3llR1sing0</p>"),
        ({"name": "A", "stream": "https://courier.test/a.mp4?a=1&b=2"}, "<p>https://courier.test/a.mp4?a=1&amp;b=2</p>"),
        (
            {"url": "https://vimeo.com/1234567", "caption": "A & B"},
            '<figure class="media"><oembed url="https://vimeo.com/1234567"></oembed><figcaption>A &amp; B</figcaption></figure>',
        ),
        ({"code": '<iframe src="https://x.test/"></iframe>'}, '<iframe src="https://x.test/"></iframe>'),
        ({"title": "<Bells>", "url": "https://bells.test/"}, '<p><a href="https://bells.test/">&lt;Bells&gt;</a></p>'),
        ({"words": "see https://vimeo.com/1234567"}, ""),
        ({"photoCredit": "Edda Holm"}, ""),
    ],
)
def test_what_an_embedded_entry_is(fields: Node, markup: str) -> None:
    """A media address stands on its own, code as it is, any other address as a link; what has none of them cannot be shown."""
    assert _embedded(fields) == markup


@pytest.mark.parametrize(
    ("kind", "markup"),
    [
        ("image/png", '<figure><img src="https://images.ctfassets.net/s/a" alt="A &#34;bell&#34;"><figcaption>Up</figcaption></figure>'),
        (
            "video/mp4",
            '<figure><video src="https://images.ctfassets.net/s/a" title="A &#34;bell&#34;" controls></video><figcaption>Up</figcaption></figure>',
        ),
        (
            "audio/mpeg",
            '<figure><audio src="https://images.ctfassets.net/s/a" title="A &#34;bell&#34;" controls></audio><figcaption>Up</figcaption></figure>',
        ),
        ("application/pdf", '<p><a href="https://images.ctfassets.net/s/a">A &#34;bell&#34;</a></p>'),
    ],
)
def test_what_an_embedded_asset_is(kind: str, markup: str) -> None:
    """A picture, a player or a link, by its content type; an address without a scheme gets one."""
    asset = {"title": 'A "bell"', "description": "Up", "file": _file("//images.ctfassets.net/s/a", kind)}
    assert _markup(_space(_node("embedded-asset-block", target=_link("Asset", "a")), assets={"a": asset})) == markup


def test_a_file_name_describes_no_picture() -> None:
    """An upload whose title is its file's name has no alternative text."""
    asset = {"title": "IMG_2031", "file": _file("//images.ctfassets.net/s/a", name="IMG_2031.jpg")}
    assert 'alt=""' in _markup(_space(_node("embedded-asset-block", target=_link("Asset", "a")), assets={"a": asset}))


@pytest.mark.parametrize(
    ("node", "markup"),
    [
        (_node("paragraph", "<b> & c\nd"), "<p>&lt;b&gt; &amp; c<br>\nd</p>"),
        (_node("paragraph", _node("hyperlink", "x", uri='https://a.test/?a="b"&c')), '<p><a href="https://a.test/?a=&#34;b&#34;&amp;c">x</a></p>'),
        (_node("paragraph", _node("entry-hyperlink", "x", target=_link("Entry", "gone"))), "<p>x</p>"),
        (_node("heading-3", "x"), "<h3>x</h3>"),
        (_node("ordered-list", _node("list-item", _node("paragraph", "x"))), "<ol><li><p>x</p></li></ol>"),
        (_node("table", _node("table-row", _node("table-cell", "x", colspan=2, rowspan="3"))), '<table><tr><td colspan="2">x</td></tr></table>'),
        (_node("a-node-of-tomorrow", _node("paragraph", "x")), "<p>x</p>"),
        ({"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "x", "marks": [{"type": "bold"}, {"type": "new"}]}]}, "<p><b>x</b></p>"),
        ({"nodeType": "paragraph", "content": [None, 3, {"nodeType": "text", "value": 4}, {"nodeType": "text", "value": "x"}]}, "<p>x</p>"),
    ],
)  # fmt: skip
def test_rich_text_as_html(node: Node, markup: str) -> None:
    """Every documented node and mark; words and addresses are escaped, and what is not known gives what is inside it."""
    assert _markup(_space(node)) == markup


def test_an_entry_that_holds_itself_ends() -> None:
    """A caption may link to its own entry, an article may embed itself, and nothing goes on for ever."""
    own = _node("document", _node("paragraph", "c"), _node("embedded-entry-block", target=_link("Entry", "other")))
    body = [_node("embedded-entry-block", target=_link("Entry", name)) for name in ("article", "other")]
    assert "<figcaption><p>c</p></figcaption>" in _markup(
        _space(*body, entries={"other": {"url": "https://vimeo.com/1234567", "caption": own}})
    )


def test_a_deep_document_is_read() -> None:
    """Nesting without end costs no more than its text."""
    node = _node("paragraph", "deep")
    for _ in range(5_000):
        node = _node("blockquote", node)
    assert _markup(_space(_node("paragraph", "x"), node)).startswith("<p>x</p>\n<blockquote><blockquote>")


def test_a_long_entry_embedded_very_often_is_told() -> None:
    """A small file cannot become an endless article."""
    body = [_node("embedded-entry-block", target=_link("Entry", "other"))] * 2_000
    with pytest.raises(InputError, match="50 MB"):
        _markup(_space(*body, entries={"other": {"code": f"<iframe></iframe>{'x' * 50_000}"}}))
