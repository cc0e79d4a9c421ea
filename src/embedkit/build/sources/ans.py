"""Arc ANS stories: content elements as the HTML that they stand for (github.com/washingtonpost/ans-schema, 0.10.x)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup, escape

from embedkit.build.sources.model import Answer, Article, field, objects, text

Element = dict[str, Any]


def articles(value: object) -> Iterator[Article]:
    """Each story with content elements, from a story, a list of them, or a search answer that holds one (`content_elements` of stories)."""
    for story in stories(value):
        elements = objects(story.get("content_elements"))
        made = [_html(element) for element in elements]
        if markup := "\n".join(filter(None, made)):
            yield Article(str(story.get("_id") or story.get("slug") or "story"), markup, _url(story), tuple(_answers(elements)))


def stories(value: object) -> list[Element]:
    """The stories of a value, those inside a search answer too."""
    found = [one for one in objects(value) if isinstance(one.get("content_elements"), list)]
    inner = [one for outer in found for one in objects(outer["content_elements"]) if one.get("type") == "story"]
    return inner or found


def _url(story: Element) -> str | None:
    url = text(story.get("canonical_url"))
    site = text(field(story, "website_url"))
    return next((one for one in (url, site) if one.startswith("http")), None)


def _answers(elements: list[Element]) -> Iterator[Answer]:
    for element in elements:
        said = element.get("raw_oembed")
        if element.get("type") == "oembed_response" and isinstance(said, dict) and (url := text(said.get("_id")) or text(said.get("url"))):
            yield Answer(url, said)


def _html(element: Element) -> str:
    make = _ELEMENTS.get(str(element.get("type")))
    return make(element) if make else ""


def _content(element: Element) -> str:
    return text(element.get("content"))


def _picture(element: Element) -> str:
    return Markup('<img src="{}" alt="{}">').format(text(element.get("url")), text(element.get("alt_text")))


def _figure(element: Element, inner: str) -> str:
    caption = text(element.get("caption")) or text(field(element, "description.basic")) or text(field(element, "headlines.basic"))
    credit = _credit(element)
    words = Markup("<figcaption>{}{}</figcaption>").format(
        caption, Markup(' <span class="credit">{}</span>').format(credit) if credit else ""
    )
    return f"<figure>{inner}{words if caption or credit else ''}</figure>"


def _credit(element: Element) -> str:
    """Who made it, then for whom; vanity credits are how a newsroom wants to see them."""
    said = element.get("vanity_credits") or element.get("credits")
    names = [text(one.get("byline")) or text(one.get("name")) for part in ("by", "affiliation") for one in objects(field(said, part) or [])]
    return " / ".join(filter(None, names)) or text(field(element, "distributor.name"))


def _video(element: Element) -> str:
    markup = text(element.get("embed_html"))
    streams = sorted(objects(element.get("streams") or []), key=lambda one: str(one.get("stream_type")) != "mp4")
    sources = Markup("").join(Markup('<source src="{}">').format(text(one.get("url"))) for one in streams)
    player = Markup('<video poster="{}" title="{}" controls>{}</video>').format(
        text(field(element, "promo_image.url")), text(field(element, "headlines.basic")), sources
    )
    return _figure(element, markup or player)


def _audio(element: Element) -> str:
    sources = Markup("").join(Markup('<source src="{}">').format(text(one.get("url"))) for one in objects(element.get("streams") or []))
    return _figure(element, Markup("<audio controls>{}</audio>").format(sources))


def _gallery(element: Element) -> str:
    pictures = "".join(_figure(one, _picture(one)) for one in objects(element.get("content_elements") or []) if one.get("type") == "image")
    return f'<div class="gallery">{pictures}</div>'


def _oembed(element: Element) -> str:
    said = element.get("raw_oembed")
    markup = text(field(said, "html"))
    address = text(field(said, "_id")) or text(field(said, "url")) or text(element.get("referent_id"))
    return f"<figure>{markup}</figure>" if markup else Markup('<figure class="media"><oembed url="{}"></oembed></figure>').format(address)


def _custom(element: Element) -> str:
    return Markup('<figure class="media"><oembed url="{}"></oembed></figure>').format(text(field(element, "embed.url")))


def _list(element: Element) -> str:
    items = Markup("").join(Markup("<li>{}</li>").format(Markup(_html(one))) for one in objects(element.get("items") or []))  # noqa: S704 - made here
    return f"<ul>{items}</ul>"


def _interstitial(element: Element) -> str:
    return Markup('<p class="interstitial-link related"><a href="{}">{}</a></p>').format(text(element.get("url")), Markup(_content(element)).striptags())  # noqa: S704  # fmt: skip


_ELEMENTS: dict[str, Callable[[Element], str]] = {
    "text": lambda element: f"<p>{_content(element)}</p>",
    "header": lambda element: f"<h2>{_content(element)}</h2>",
    "quote": lambda element: f"<blockquote>{''.join(map(_html, objects(element.get('content_elements') or [])))}</blockquote>",
    "raw_html": _content,
    "image": lambda element: _figure(element, _picture(element)),
    "video": _video,
    "audio": _audio,
    "gallery": _gallery,
    "oembed_response": _oembed,
    "custom_embed": _custom,
    "list": _list,
    "interstitial_link": _interstitial,
    "divider": lambda element: "<hr>",
    "code": lambda element: f"<pre><code>{escape(_content(element))}</code></pre>",
}
