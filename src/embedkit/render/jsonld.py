"""Cards as schema.org JSON-LD, for the head of a page or under `NewsArticle.video` and `.image`.

Google's video results require a name, a thumbnail and an upload date (developers.google.com, "Video structured data"): where one is
missing no node is written. Image licences need a content URL and one of creator, credit, copyright notice or licence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from embedkit.models import Card, Credit, GalleryCard, Image, Photo, PostCard
from embedkit.render import view
from embedkit.render.target import Lack, Target, dumped, said

_CONTEXT = "https://schema.org"
Node = dict[str, Any]


def node(card: Card) -> Node | Lack:
    """The card as one node without `@context`, or what it lacks."""
    if view.is_lost(card):
        return Lack(None, "has nothing for an item that is gone or not public")
    make = _NODES.get(card.kind)
    return make(card) if make else Lack(None, f"has nothing for {card.kind} cards")


def _video(card: Card) -> Node | Lack:
    for field, value in (("title", _name(card)), ("thumbnails", view.still(card)), ("published_at", card.published_at)):
        if not value:
            return Lack(field, f"needs {_NEEDS[field]} for a VideoObject")
    return _playable(card, "VideoObject")


_NEEDS = {"title": "a name", "thumbnails": "a thumbnail", "published_at": "an upload date"}


def _audio(card: Card) -> Node | Lack:
    if not (_name(card) and (view.player(card) or _file(card))):
        return Lack("embed" if _name(card) else "title", "needs a name and a player or file for an AudioObject")
    return _playable(card, "AudioObject")


def _playable(card: Card, kind: str) -> Node:
    size = view.frame_size(card) if card.embed and card.embed.aspect_ratio else None
    return _typed(card, kind) | said(
        name=_name(card),
        caption=card.caption,
        uploadDate=view.moment(card.published_at),
        duration=view.iso_duration(card.duration_s),
        contentUrl=_file(card),
        embedUrl=view.player(card),
        width=size and size.width,
        height=size and size.height,
        creditText=view.credit_line(card.credit),
    )


def _photo(card: Card) -> Node | Lack:
    still = view.still(card)
    if still is None or card.credit is None:
        return Lack("credit" if still else "thumbnails", "needs an image with a credit for an ImageObject")
    return _image(still, card.caption, card.credit, card.alt)


def _image(image: Image, caption: str | None, credit: Credit | None, alt: str | None) -> Node:
    return {"@type": "ImageObject"} | said(
        contentUrl=image.url,
        caption=caption,
        description=alt or image.alt,
        width=image.width,
        height=image.height,
        creditText=view.credit_line(credit),
        creator=[{"@type": "Person", "name": person} for person in credit.creators] if credit else None,
        copyrightHolder={"@type": "Organization", "name": credit.organisation} if credit and credit.organisation else None,
    )


def _gallery(card: Card) -> Node | Lack:
    images = [_image(item.image.model_copy(update={"url": url}), item.caption, item.credit, item.alt)
              for item in _items(card) if (url := view.web(item.image.url))]  # fmt: skip
    return (
        _typed(card, "ImageGallery") | said(name=_name(card), image=images)
        if images
        else Lack("items", "needs an image for an ImageGallery")
    )


def _items(card: Card) -> tuple[Photo, ...]:
    return card.items if isinstance(card, GalleryCard) else ()


def _post(card: Card) -> Node | Lack:
    text = card.text if isinstance(card, PostCard) else None
    author = (card.author if isinstance(card, PostCard) else None) or next(iter(card.authors), None)
    if not (text and author and card.published_at):
        field = "text" if not text else "authors" if not author else "published_at"
        return Lack(field, "needs words, author and date for a SocialMediaPosting")
    return _typed(card, "SocialMediaPosting") | said(
        text=text, author={"@type": "Person", "name": author}, datePublished=view.moment(card.published_at)
    )


def _work(kind: str, name: str = "name") -> Callable[[Card], Node | Lack]:
    def make(card: Card) -> Node | Lack:
        if not (_name(card) and view.web(card.url)):
            return Lack("title" if view.web(card.url) else "url", f"needs a name and an address for {kind}")
        still = view.still(card)
        date = {"datePublished": view.moment(card.published_at)} if card.published_at else {}
        return _typed(card, kind) | {name: _name(card)} | date | said(image=still and still.url)

    return make


def _typed(card: Card, kind: str) -> Node:
    provider = card.provider
    return {"@type": kind, "@id": f"#/schema/{kind}/{card.id}"} | said(
        url=view.web(card.url),
        description=card.description,
        thumbnailUrl=[u for i in card.thumbnails if (u := view.web(i.url))] if kind in ("VideoObject", "AudioObject") else None,
        inLanguage=card.language,
        publisher=said(**{"@type": "Organization"}, name=provider.name, url=view.web(provider.url)) if provider else None,
    )


def _name(card: Card) -> str | None:
    return card.title or card.caption


def _file(card: Card) -> str | None:
    return next((url for rendition in card.media if (url := view.web(rendition.url))), None)


_NODES: dict[str, Callable[[Card], Node | Lack]] = {
    "video": _video,
    "audio": _audio,
    "photo": _photo,
    "gallery": _gallery,
    "post": _post,
    "article": _work("Article", "headline"),
    "chart": _work("CreativeWork"),
    "map": _work("Map"),
    "document": _work("DigitalDocument"),
    "poll": _work("CreativeWork"),
    "rich": _work("CreativeWork"),
}


def _graph(nodes: Sequence[Node]) -> str:
    return dumped({"@context": _CONTEXT, "@graph": list(nodes)})


TARGET = Target("jsonld", node, lambda one: dumped({"@context": _CONTEXT} | one), _graph, "application/ld+json")
