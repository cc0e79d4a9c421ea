"""Hostile HTML: each generator makes a source of about the size asked for."""

from __future__ import annotations

import base64
import html
import json

from tests.hostile.build import PROSE, Make, halved, in_story, nested, repeated

_EMBED = '<iframe src="https://www.youtube.com/embed/eiHXASgRTcA"></iframe>'
_IMG = '<img src="https://news.test/pictures/a-picture-{n}.jpg" alt="A bridge">'
_LINK = '<a href="https://news.test/2026/11/story-{n}">A story that has a title of many words {n}</a>'

DEEP: dict[str, Make] = {
    name: nested(f"<{opening}>", f"</{opening.split()[0]}>" if closed else "", leaf)
    for name, opening, closed, leaf in (
        ("div", "div", True, _EMBED),
        ("div-unclosed", "div", False, _EMBED),
        ("div-prose", "div", True, f"<p>{PROSE}</p>" * 3),
        ("div-named", 'div class="media image caption"', True, _IMG),
        ("div-chrome", 'div class="sidebar"', True, _IMG),
        ("div-related", 'div class="related"', True, _LINK),
        ("div-gallery", 'div class="gallery"', True, _IMG * 3),
        ("div-player", 'div data-video-id="abcdefgh12" class="video-player"', True, ""),
        ("div-url", 'div data-url="https://www.youtube.com/watch?v=eiHXASgRTcA"', False, ""),
        ("section", "section", False, _IMG),
        ("span", "span", True, _LINK),
        ("a", "a href=/x", False, _IMG),
        ("b", "b", False, _EMBED),
        ("figure", "figure", True, _IMG),
        ("figure-img", "figure><img src=https://news.test/a-picture.jpg", False, ""),
        ("figcaption", "figcaption", True, "Photo: AFP"),
        ("picture", "picture", True, _IMG),
        ("video", "video", True, "<source src=https://news.test/a.mp4>"),
        ("object", "object", True, _EMBED),
        ("p-object", "p><object", False, _EMBED),
        ("blockquote", "blockquote", True, _EMBED),
        ("tweet", 'blockquote class="twitter-tweet"', True, '<a href="https://x.com/a/status/1234567890123456789">x</a>'),
        ("ul-li", "ul><li", False, _LINK),
        ("table", "table><tr><td", False, _IMG),
        ("table-bare", "table", False, _IMG),
        ("h2", "h2", False, _LINK),
        ("form", "fieldset class=poll", True, "<input type=radio name=poll><input type=radio name=poll>"),
        ("button", "button", False, _EMBED),
        ("custom", "x-player", True, _EMBED),
        ("svg", "svg", True, _IMG),
        ("foreign", "svg><foreignObject", False, _EMBED),
        ("math", "math><mi", False, _EMBED),
        ("template", "template", True, _EMBED),
        ("noscript", "noscript", True, _EMBED),
        ("select", "select><option", False, _EMBED),
        ("aside", 'aside class="related"><h4>Related</h4', True, _LINK),
        ("article", "article", True, f"<p>{PROSE}</p>" * 3),
        ("caption-wrapper", 'div class="caption"><p', False, _IMG),
    )
}

MISMATCHED: dict[str, Make] = {
    f"{opening}{other}": halved(opening, other)
    for opening, other in (
        ("<span>", "</x>"), ("<div>", "</p>"), ("<div>", "<hr>"), ("<b>", "<div>"), ("<b>", "</i>"), ("<a>", "<a>"), ("<nobr>", "<nobr>"), ("<object><b>", "</b>"), ("<x-y>", "<li>"), ("<ul><li>", "</ul>"),
        ("<button>", "<form>"), ("<table><tr><td>", "</table>"), ("<table>", "<b>x"), ("<svg>", "<p>"), ("<svg>", "</x>"), ("<math><mi>", "</p>"), ("<template>", "</div>"), ("<select>", "<input>"), ("<ruby><rt>", "<rt>"),
        ("<font size=1>", "<p>"), ("<i a{n}=1>", "<i b{n}=1>"), ("<figure>", "</div>"), ("<h1>", "</h2>"), ("<div>", "</body>"), ("<div>", "<body a{n}=1>"), ("<p>", "<html a{n}=1>"), ("<noscript>", "</noscript>"),
    )
}  # fmt: skip

SIBLINGS: dict[str, Make] = {
    "empty-div": repeated("<div></div>"),
    "br": repeated("<br>"),
    "p": repeated("<p>a</p>"),
    "p-prose": repeated(f"<p>{PROSE}</p>"),
    "text": repeated("<i>a</i> b "),
    "comments": repeated("<!-- wp:a -->"),
    "img": repeated(_IMG),
    "img-alike": repeated("<img src=https://news.test/a-picture.jpg>"),
    "img-lazy": repeated(
        '<img src="data:," data-src="https://news.test/p/a-picture-{n}.jpg" data-srcset="https://news.test/b-{n}.jpg 100w">'
    ),
    "figure": repeated(f"<figure>{_IMG}<figcaption>A bridge {{n}}. Photo: AFP</figcaption></figure>"),
    "figure-in-one": repeated(f"{_IMG}<figcaption>A bridge {{n}}. Photo: AFP</figcaption>", "<figure>", "</figure>"),
    "figcaption-in-one": repeated("<figcaption>Bridge {n}</figcaption>", f"<figure>{_IMG}", "</figure>"),
    "caption-in-one": repeated('<span class="caption">Bridge {n}</span>', f"<figure>{_IMG}", "</figure>"),
    "caption-empty": repeated('<span class="caption credit"></span>', f"<figure>{_IMG}", "</figure>"),
    "credit-in-one": repeated('<small class="credit">AFP {n}</small>', f"<div>{_IMG}", "</div>"),
    "plain-in-one": repeated("<span>a</span>", f"<div>{_IMG}", "</div>"),
    "icons-in-one": repeated('<img width=10 src="https://news.test/{n}.png">', f"<div>{_IMG}", "</div>"),
    "icons": repeated('<div><img width=10 src="https://news.test/{n}.png"></div>'),
    "gallery": repeated(f"<li>{_IMG}<span>One {{n}}</span></li>", '<ul class="gallery">', "</ul>"),
    "gallery-alike": repeated("<img src=https://news.test/a-picture.jpg>", '<div class="gallery">', "</div>"),
    "galleries": repeated(f'<div class="gallery">{_IMG}<img src=/b1.jpg><img src=/c1.jpg></div>'),
    "iframe": repeated('<iframe src="https://www.youtube.com/embed/abcd{n}"></iframe>'),
    "iframe-alike": repeated(_EMBED),
    "iframe-unknown": repeated('<iframe height=400 src="https://a{n}.test/x"></iframe>'),
    "tweet": repeated(
        '<blockquote class="twitter-tweet"><p>Words</p>&mdash; A (@a) <a href="https://x.com/a/status/123456789012{n}">d</a></blockquote>'
    ),
    "quote": repeated("<blockquote>Words</blockquote>"),
    "quote-links": repeated(_LINK, '<blockquote class="twitter-tweet">', "</blockquote>"),
    "video": repeated('<video src="https://news.test/{n}.mp4"></video>'),
    "video-sources": repeated('<source src="https://news.test/{n}.mp4">', "<video>", "</video>"),
    "picture-sources": repeated(
        '<source srcset="https://news.test/{n}.jpg 1x">', "<picture>", "<img src=https://news.test/a.jpg></picture>"
    ),
    "picture-images": repeated(_IMG, "<picture><source srcset=/a.jpg>", "</picture>"),
    "player": repeated('<div class="video-player" data-video-id="own-{n}"></div>'),
    "url": repeated('<div data-url="https://vimeo.com/1{n}"></div>'),
    "bare-url": repeated("<p>https://vimeo.com/1{n}</p>"),
    "noscript": repeated(f"<noscript>{_IMG}</noscript>"),
    "script-data": repeated('<script type="application/json">{"a":"https://news.test/{n}.mp4"}</script>'),
    "script-call": repeated('<script>jwplayer("a").setup({"mediaid": "a{n}"})</script>'),
    "script-silent": repeated("<script>var a = 1</script>"),
    "meta": repeated('<meta property="og:url" content="https://news.test/{n}">'),
    "canonical": repeated('<link rel="canonical" href="https://news.test/{n}">'),
    "base": repeated("<base href=https://news.test/>" + _IMG),
    "h1": repeated("<h1>Head</h1>"),
    "h1-empty": repeated("<h1></h1><img src=/a-picture-{n}.jpg>"),
    "li": repeated(f"<li>{_LINK}</li>", '<ul class="related">', "</ul>"),
    "link": repeated(_LINK),
    "link-in-p": repeated(_LINK, "<p>", "</p>"),
    "link-p": repeated(f"<p>{_LINK}</p>"),
    "link-labelled": repeated(f"<p>Read more: {_LINK}</p>"),
    "cards": repeated(f'<div class="related"><h4>Related</h4>{_LINK}{_IMG}</div>'),
    "aside": repeated(f"<aside><h3>Related</h3>{_LINK}</aside>"),
    "radio": repeated("<input type=radio name=poll>", "<fieldset><legend>Q</legend>", "</fieldset>"),
    "polls": repeated("<fieldset><input type=radio name=poll{n}><input type=radio name=poll{n}></fieldset>"),
    "polls-in-one": repeated("<fieldset><input type=radio name=poll{n}><input type=radio name=poll{n}></fieldset>", "<form>", "</form>"),
    "td": repeated(f"<td>{_IMG}</td>", "<table><tr>", "</tr></table>"),
    "tr-caption": repeated(f"<tr><td>{_IMG}</td></tr><tr><td class=caption>A bridge</td></tr>", "<table>", "</table>"),
    "td-caption": repeated("<td><i>a</i></td>", f"<table><tr><td>{_IMG}</td></tr><tr>", "</tr></table>"),
    "oembed": repeated('<figure class="media"><oembed url="https://vimeo.com/1{n}"></oembed></figure>'),
    "wordpress": repeated('<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">https://vimeo.com/1{n}</div></figure>'),
    "wordpress-post": repeated('<blockquote class="wp-embedded-content"><a href="https://blog.test/{n}">T</a></blockquote>'),
    "sections": repeated(f"<section><h2>Head</h2><p>{PROSE}</p>{_IMG}</section>"),
    "articles": repeated(f"<article><h2><a href=/a{{n}}>Head</a></h2><p>{PROSE}</p></article>"),
    "custom": repeated('<lite-youtube videoid="abcd{n}"></lite-youtube>'),
    "read-aloud": repeated('<audio src="https://news.test/{n}.mp3"></audio>'),
    "misnested": repeated("<b><p></b></p><i><a></i></a>"),
    "formatting": repeated("<b><i><u>"),
    "formatting-blocks": repeated("<b><p>"),
    "font-attributes": repeated("<font size={n}><div>"),
    "links-open": repeated("<a href=/{n}><div>"),
    "foster": repeated("<td>a<p>b", "<table>"),
    "end-tags": repeated("</p></div></b>"),
    "body-tags": repeated("<html a{n}=1><body b{n}=1>"),
    "body-quotes": repeated("<body b{n}='<>'>"),
}

ATTRIBUTES: dict[str, Make] = {
    f"{name}": repeated(unit, before, after)
    for name, unit, before, after in (
        ("class", "a-{n} ", '<div class="', f'">{_IMG}</div>'),
        ("class-caption", "caption-", f'<figure>{_IMG}<span class="', '">A</span></figure>'),
        ("id", "a", '<div id="', f'">{_IMG}</div>'),
        ("src", "a", '<img src="https://news.test/', '.jpg">'),
        ("src-query", "a=b&amp;", '<iframe src="https://www.youtube.com/embed/eiHXASgRTcA?', '">'),
        ("src-amp", "&amp;amp;", '<iframe src="', '">'),
        ("srcset", "https://news.test/{n}.jpg 100w, ", '<img src=/a-picture.jpg srcset="', '">'),
        ("srcset-blanks", " ", '<img src=/a-picture.jpg srcset="a', '">'),
        ("srcset-commas", ",", '<img src=/a-picture.jpg srcset="', '">'),
        ("alt", "A bridge over a river. ", '<figure><img src=/a-picture.jpg alt="', '"></figure>'),
        ("title", "video ", '<iframe src="https://vimeo.com/1234567" title="', '">'),
        ("style", "height: 1", '<iframe height=200 src=https://a.test/video style="', '">'),
        ("data", "a", '<div data-code="', '"></div>'),
        ("data-escaped", "&amp;lt;iframe ", '<div data-code="', '"></div>'),
        ("data-open", "<x-a", "<div data-code='", "'></div>"),
        ("data-base64", "PGlm", '<div data-code="', '"></div>'),
        ("data-caption", "A bridge. Photo: AFP (", '<img src=/a-picture.jpg data-caption="', '">'),
        ("data-caption-tags", "<", '<img src=/a-picture.jpg data-caption="', '">'),
        ("data-credit", "Photo: ", '<img src=/a-picture.jpg data-credit="', '">'),
        ("href", "a", f'<p>{PROSE}</p><p><a href="https://news.test/', '">A story with a title of words</a></p>'),
        ("many", "a{n}=1 ", "<div ", f">{_IMG}</div>"),
        ("many-data", 'data-{n}="https://news.test/{n}" ', "<div ", "></div>"),
        ("many-data-media", 'data-src-{n}="https://news.test/{n}.mp4" ', "<video ", "></video>"),
        ("many-lazy", 'data-src-{n}="https://news.test/{n}.jpg" ', "<img ", ">"),
        ("many-frame", 'data-{n}="//a.test" ', "<iframe ", "></iframe>"),
        ("unclosed-quote", "a ", '<img src="', ""),
        ("unclosed-tag", "a ", "<img ", ""),
        ("player-id", "a", '<div class="player" data-video-id="', '"></div>'),
        ("player-data", "a{n}=b ", '<div class="player" data-video-id="abc" ', "></div>"),
        ("duration", "1", '<video src=https://news.test/a.mp4 data-duration="', '">'),
        ("width", "1", '<img src=/a-picture.jpg width="', '">'),
        ("permalink", "/@a", '<blockquote class="tiktok-embed" cite="https://tiktok.com', '">'),
        ("type", "text/", '<script type="', '">a</script>'),
    )
}

_BROKEN = (
    "<", "</", "<a ", "<!", "<!--", "<!-->", "<![CDATA[", "<?", "<div ", "<div class=", "<figure><img ", "&", "&#", "&#x", "&amp", "<a href='", '"', "'>", "]]>", "<!--<script>",
    "<script>", "<script><!--", "</script", "<style>", "<textarea>", "<title>", "<xmp>", "<plaintext>", "<noframes>", "<iframe>", "<template>", "<frameset>", "<select>", "<math><annotation-xml>",
    "<svg><title>", "<p><", "\x00", "<\x00a>", "<a\x00>", "\ud800", "<\udfff>", "\r", "\r\n", "\r\n<p>", "\ufeff", "\ufffe", "\U0010ffff", "😀<b>", "&#0;", "&#xD800;", "&#x110000;", "&NotEqualTilde;",
)  # fmt: skip
BROKEN: dict[str, Make] = {ascii(unit): repeated(unit) for unit in _BROKEN}

NOTATIONS: dict[str, Make] = {
    f"{name}": repeated(unit)
    for name, unit in (
        ("embed", "[embed]https://vimeo.com/1{n}[/embed]\n"),
        ("embed-open", "[embed]"),
        ("embed-named", "[embed "),
        ("caption", '[caption id="a"]<img src="https://news.test/a-{n}.jpg"> A bridge. Photo: AFP[/caption]'),
        ("caption-open", "[caption]<img src=/a-picture.jpg>"),
        ("caption-nested", "[caption][caption][/caption]"),
        ("video", '[video mp4="https://news.test/{n}.mp4"][/video]'),
        ("attributes", '[video a="'),
        ("gallery", '[gallery ids="1,2,{n}"]'),
        ("brackets", "["),
        ("url-lines", "https://vimeo.com/1{n}\n"),
        ("url-lines-unknown", "https://news.test/1{n}\n"),
        ("url-slashes", "https://"),
        ("wp-embed", '<!-- wp:embed {"url":"https://vimeo.com/1{n}"} --><figure>a</figure><!-- /wp:embed -->'),
        ("wp-open", '<!-- wp:embed {"url":"https://vimeo.com/1{n}"} -->'),
        ("wp-attrs", "<!-- wp:embed {"),
        ("wp-blanks", "<!--                    "),
        ("wp-braces", "<!-- wp:embed {} } } } "),
    )
}


def _escaped(size: int) -> str:
    text = _EMBED
    while len(text) < size and len(text) < 100_000:
        text = f'<div data-code="{html.escape(text)}"></div>'
    return text


def _encoded(size: int) -> str:
    text = _EMBED
    while len(text) < size:
        text = f'<div data-code="{base64.b64encode(text.encode()).decode()}"></div>'
    return text


def _wide(size: int) -> str:
    state = {f"k{n}": {"@type": "VideoObject", "contentUrl": f"https://news.test/{n}.mp4", "name": "A video"} for n in range(size // 90)}
    return f'<script type="application/ld+json">{json.dumps(state)}</script>'


def _many_placeholders(size: int) -> str:
    inner = html.escape('<div data-code="' + html.escape(_EMBED) + '"></div>')
    return f'<div data-code="{inner}"></div>' * (size // len(inner))


ISLANDS: dict[str, Make] = {
    "escaped": _escaped,
    "encoded": _encoded,
    "placeholders": _many_placeholders,
    "placeholder-large": lambda size: f'<div data-code="{html.escape(_EMBED * (size // 100))}"></div>',
    "placeholder-deep": lambda size: f'<div data-code="{html.escape("<div>" * (size // 20) + _EMBED)}"></div>',
    "template-scripts": repeated(f'<script type="text/template">{_EMBED}</script>'),
    "template-script": repeated("<img src=/a-{n}.jpg>", '<script type="text/html">', "</script>"),
    "json-wide": _wide,
    "json-next": lambda size: (
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": ["a" * 50] * (size // 54)})}</script>'
    ),
    "json-string": repeated("a", '<script type="application/ld+json">{"name":"', '"}</script>'),
    "json-lists": nested("[", "]"),
    "json-deep": lambda size: f'<script type="application/json">{"[" * (size // 2)}{"]" * (size // 2)}</script>',
    "json-deep-objects": lambda size: (
        f'<script type="application/ld+json">{chr(123) + chr(34) + "a" + chr(34) + ":"}{(chr(123) + chr(34) + "a" + chr(34) + ":") * (size // 5)}</script>'
    ),
    "json-deep-wp": lambda size: '<!-- wp:embed {"a":' + "[" * min(size, 19_000) + "} -->" + "a" * (size - min(size, 19_000)),
    "json-numbers": repeated("1", '<script type="application/json">', "</script>"),
    "json-escapes": repeated("\\ud800", '<script type="application/json">"', '"</script>'),
    "json-attribute": repeated("&quot;a&quot;:[", "<div data-props='{", "'></div>"),
    "script-state": repeated("self.__next_f.push([1,2]);", "<script>", "</script>"),
    "script-calls": repeated("jwplayer(", "<script>", "</script>"),
    "script-keys": repeated('"mediaid" : ', '<script>jwplayer("a").setup(', "</script>"),
    "script-huge": repeated("var a = '<img>';", "<script>", "</script>"),
}

CAPTIONS: dict[str, Make] = {
    f"{name}": repeated(unit, "<figure><img src=https://news.test/a-picture.jpg><figcaption>", "</figcaption></figure>")
    for name, unit in (
        ("photo", "Photo: "), ("brackets", "("), ("pairs", "(AFP) "), ("dashes", " - "), ("slashes", "AFP/"), ("pipes", " | a"), ("stops", "A. "), ("names", "Jane Doe "), ("via", "AFP via "), ("ui", "1/3 "),
        ("hide", "hide caption "), ("copyright", "©"), ("japanese", "、写真"), ("blanks", "\u3000"), ("labels", "photo image "), ("nbsp", "&nbsp;"), ("zero-width", "\u200b"), ("combining", "e\u0301"),
    )
}  # fmt: skip

STORY: dict[str, Make] = {
    **{f"story-deep-{name}": in_story(make) for name, make in DEEP.items()},
    **{f"story-siblings-{name}": in_story(make) for name, make in SIBLINGS.items()},
    **{f"story-caption-{name}": in_story(make) for name, make in CAPTIONS.items()},
    **{f"story-attribute-{name}": in_story(make) for name, make in ATTRIBUTES.items()},
}

HTML: dict[str, Make] = {
    f"{family}-{name}": make
    for family, table in (
        ("deep", DEEP), ("mismatched", MISMATCHED), ("siblings", SIBLINGS), ("attribute", ATTRIBUTES), ("broken", BROKEN), ("notation", NOTATIONS), ("island", ISLANDS), ("caption", CAPTIONS),
    )
    for name, make in table.items()
} | STORY  # fmt: skip
"""All of them."""
