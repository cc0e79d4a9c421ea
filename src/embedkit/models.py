"""The values that pass between the stages: what markup says, what a URL is, what sources say, the card.

All are frozen pydantic models that refuse unknown fields. Text is plain text with white space folded, never HTML.
Lengths are in characters, durations in seconds, sizes in pixels unless a field says otherwise.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Kind = Literal["photo", "video", "audio", "gallery", "post", "article", "chart", "map", "document", "poll", "rich", "promo"]
Role = Literal["lead", "body", "related", "aside", "promo", "read_aloud", "suggested"]
Source = Literal["markup", "user", "lock", "index", "oembed", "jsonld", "opengraph", "twitter", "html", "synthesised"]
Status = Literal["resolved", "stale", "synthesised", "unresolved", "gone", "private", "blocked"]
Problem = Literal[
    "gone", "private", "embedding_disabled", "not_yet_public", "rate_limited", "bot_wall", "provider_down", "timed_out",
    "too_large", "not_oembed", "refused_address", "offline", "not_in_lock",
]  # fmt: skip
CreditCategory = Literal["photo", "video", "illustration", "graphic", "screenshot", "ai", "handout", "archive"]
Span = tuple[int, int]

KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES: tuple[Role, ...] = get_args(Role)
EDITORIAL: frozenset[Role] = frozenset({"lead", "body", "related"})
"""The roles that `parse` returns unless asked for more: what an editor placed for this story."""


class Value(BaseModel):
    """Base of every value: frozen, and unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Credit(Value):
    """Who made a picture or recording, as the newsroom printed it.

    `raw` is the credit exactly as found; `line` is the display form without its lead-in ("Photo: AFP" gives "AFP").
    The other fields are set only as far as they are certain.
    """

    raw: str
    line: str | None = None
    creators: tuple[str, ...] = ()
    organisation: str | None = None
    category: CreditCategory | None = None
    verb: str | None = None


class Image(Value):
    """One rendition of a still image; width and height in CSS pixels."""

    url: str
    width: int | None = None
    height: int | None = None
    alt: str | None = None
    mime: str | None = None


class Photo(Value):
    """One member of a gallery: an image with its own caption and credit."""

    image: Image
    images: tuple[Image, ...] = ()
    caption: str | None = None
    credit: Credit | None = None
    alt: str | None = None


class Rendition(Value):
    """One playable file or stream."""

    url: str
    mime: str | None = None
    width: int | None = None
    height: int | None = None
    bitrate_bps: int | None = None
    duration_s: float | None = None


class Block(Value):
    """One piece of media (or one related item) as the article's source says it."""

    kind: Kind
    role: Role = "body"
    url: str | None = None
    source_url: str | None = None
    provider: str | None = None
    native_id: str | None = None
    title: str | None = None
    caption: str | None = None
    alt: str | None = None
    text: str | None = None
    credit: Credit | None = None
    image: Image | None = None
    images: tuple[Image, ...] = ()
    items: tuple[Photo, ...] = ()
    media: tuple[Rendition, ...] = ()
    author: str | None = None
    published_at: datetime | None = None
    duration_s: float | None = None
    span: Span | None = None
    rule: str = ""
    confidence: float = Field(default=1.0, ge=0, le=1)


class Identity(Value):
    """What a URL is, by its shape alone: no network was asked."""

    provider: str
    native_id: str
    kind: Kind
    url: str
    provider_name: str = ""
    player: str | None = None
    thumbnail: str | None = None
    aspect_ratio: float | None = None
    height: int | None = None
    oembed: str | None = None
    """The oEmbed endpoint to ask, or None where the provider has none."""
    oembed_url: str | None = None
    """The URL to ask it about, where that is not `url` (a Short must be asked by its own URL)."""


class Match(Value):
    """How an item of an index was found: `score` from 0 to 1, the reason in words, the file or address that listed the item."""

    score: float
    reason: str
    listed_in: str = ""


class Facts(Value):
    """What one source said about an item. A field the source did not give is absent (None or empty)."""

    source: Source
    kind: Kind | None = None
    url: str | None = None
    title: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    provider_name: str | None = None
    provider_url: str | None = None
    site_name: str | None = None
    text: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    duration_s: float | None = None
    thumbnails: tuple[Image, ...] = ()
    media: tuple[Rendition, ...] = ()
    player: str | None = None
    width: int | None = None
    height: int | None = None
    aspect_ratio: float | None = None
    match: Match | None = None


class Embed(Value):
    """What a renderer needs to build its own iframe. Sizes in CSS pixels, `aspect_ratio` is width divided by height."""

    src: str
    width: int | None = None
    height: int | None = None
    aspect_ratio: float | None = None
    allow: str | None = None
    sandbox: str | None = None
    referrerpolicy: str | None = None
    cookieless_src: str | None = None
    scripts: tuple[str, ...] = ()
    category: str | None = None


class ProviderRef(Value):
    """The provider as a card names it."""

    key: str
    name: str
    url: str | None = None


class CardWarning(Value):
    """Something a maintainer may want to know; `code` is stable (`EK…`)."""

    code: str
    message: str
    field: str | None = None


class CardBase(Value):
    """What every card has, whatever its kind."""

    id: str
    role: Role = "body"
    span: Span | None = None
    status: Status = "unresolved"
    problem: Problem | None = None
    provider: ProviderRef | None = None
    native_id: str | None = None
    url: str | None = None
    source_url: str | None = None
    title: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    duration_s: float | None = None
    language: str | None = None
    caption: str | None = None
    credit: Credit | None = None
    alt: str | None = None
    thumbnails: tuple[Image, ...] = ()
    media: tuple[Rendition, ...] = ()
    embed: Embed | None = None
    provenance: dict[str, Source | Match] = Field(default_factory=dict)
    """The source of each field; under `match`, how a title found its item in an index."""
    warnings: tuple[CardWarning, ...] = ()
    fetched_at: datetime | None = None
    fresh_until: datetime | None = None


class PhotoCard(CardBase):
    kind: Literal["photo"] = "photo"


class VideoCard(CardBase):
    kind: Literal["video"] = "video"
    is_live: bool | None = None
    is_short: bool | None = None


class AudioCard(CardBase):
    kind: Literal["audio"] = "audio"


class GalleryCard(CardBase):
    kind: Literal["gallery"] = "gallery"
    items: tuple[Photo, ...] = ()


class PostCard(CardBase):
    kind: Literal["post"] = "post"
    text: str | None = None
    author: str | None = None
    attachments: tuple[Rendition, ...] = ()


class ArticleCard(CardBase):
    kind: Literal["article"] = "article"
    site_name: str | None = None


class ChartCard(CardBase):
    kind: Literal["chart"] = "chart"


class MapCard(CardBase):
    kind: Literal["map"] = "map"
    latitude: float | None = None
    longitude: float | None = None


class DocumentCard(CardBase):
    kind: Literal["document"] = "document"
    pages: int | None = None
    mime: str | None = None


class PollCard(CardBase):
    kind: Literal["poll"] = "poll"


class RichCard(CardBase):
    kind: Literal["rich"] = "rich"


class PromoCard(CardBase):
    kind: Literal["promo"] = "promo"


Card = Annotated[
    PhotoCard
    | VideoCard
    | AudioCard
    | GalleryCard
    | PostCard
    | ArticleCard
    | ChartCard
    | MapCard
    | DocumentCard
    | PollCard
    | RichCard
    | PromoCard,
    Field(discriminator="kind"),
]
"""One typed media card; the union is discriminated on `kind`."""

CARD: TypeAdapter[Card] = TypeAdapter(Card)
"""Validates, dumps and describes (JSON Schema) any card."""
CARDS: TypeAdapter[list[Card]] = TypeAdapter(list[Card])
