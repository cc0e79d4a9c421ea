"""A block as one readable line: what `embedkit parse FILE` prints and what fixture cases expect.

video youtube:eiHXASgRTcA title='T' [iframe]
gallery items=2 [gallery]
  photo https://site.test/1.jpg caption='One' credit='AFP'
"""

from __future__ import annotations

from embedkit.models import Block, Photo

_SHOWN = ("title", "author", "published_at", "text", "caption", "duration_s")


def block_line(block: Block) -> str:
    """The block as one line, members of a gallery on indented lines below it."""
    parts = [block.kind, _identity(block)]
    if block.role != "body":
        parts.append(f"role={block.role}")
    parts += [f"{name}={_shown(getattr(block, name))}" for name in _SHOWN if getattr(block, name) is not None]
    if block.credit:
        parts.append(f"credit={(block.credit.line or block.credit.raw)!r}")
    if block.image and block.kind != "photo":
        parts.append(f"poster={block.image.url}")
    if block.media:
        parts.append(f"media={len(block.media)}")
    if block.items:
        parts.append(f"items={len(block.items)}")
    parts.append(f"[{block.rule}]")
    return "\n".join([" ".join(p for p in parts if p), *(f"  {_photo_line(item)}" for item in block.items)])


def _identity(block: Block) -> str:
    if block.provider and block.native_id:
        return f"{block.provider}:{block.native_id}"
    if block.kind == "photo" and block.image:
        return block.image.url
    return block.url or (block.provider or "")


def _photo_line(photo: Photo) -> str:
    caption = f" caption={photo.caption!r}" if photo.caption else ""
    credit = f" credit={(photo.credit.line or photo.credit.raw)!r}" if photo.credit else ""
    return f"photo {photo.image.url}{caption}{credit}"


def _shown(value: object) -> str:
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
