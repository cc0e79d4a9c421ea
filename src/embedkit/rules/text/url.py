"""A paragraph that is nothing but a URL.

https://www.youtube.com/watch?v=eiHXASgRTcA
"""

from __future__ import annotations

from embedkit import urls
from embedkit.identify import identify
from embedkit.models import Block
from embedkit.rules.text.document import Document, Taken, TextRule

NAME = "text-url"


def find(document: Document, number: int) -> Taken | None:
    """A known provider's item, a direct media file, or else a related article."""
    line = document.lines[number]
    if not line.text.startswith(("http://", "https://")) or " " in line.text:
        return None
    url = urls.clean(line.text)
    if url is None:
        return None
    found = identify(url, registry=False)
    span = (line.start, line.end)
    if found is not None:
        return Taken(
            1,
            Block(
                kind=found.kind,
                url=found.url,
                source_url=line.text,
                provider=found.provider,
                native_id=found.native_id,
                span=span,
                rule=NAME,
            ),
        )
    kind = urls.media_kind(url)
    if kind in ("video", "audio", "document"):
        return Taken(1, Block(kind=kind, url=url, source_url=line.text, span=span, rule=NAME))
    if number not in document.body:
        return Taken(1)
    return Taken(
        1, Block(kind="article", role="related", url=urls.drop_tracking(url), source_url=line.text, span=span, rule=NAME, confidence=0.6)
    )


RULE = TextRule(NAME, find)
