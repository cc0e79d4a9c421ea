"""Tells the portrait of an author from a picture of the story.

<a rel="author" href="/authors/ane-skog"><img src="ane.jpg"></a> By Ane Skog
<img class="AuthorImage" src="ane.jpg">
<div itemscope itemtype="https://schema.org/Person"><img src="bo.jpg"> Bo Lund, economist</div>
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from bs4.element import Tag

from embedkit.naming import Naming
from embedkit.page import ancestors, attr, words

_NAMED = Naming(
    r"(?<![a-z])(?:author|autor(?:en|es|a)?|auteur|writer|columnist|contributor|journalist|reporter|redakteur|person|profile)s?[-_]*"
    r"(?:image|img|photo|foto|pic|picture|bild|thumb|thumbnail|portrait|avatar|headshot)s?(?![a-z])|(?<![a-z])by-?lines?(?![a-z])"
)
_FOLDER = re.compile(r"(?:^|[/_.-])(?:authors|autoren|autores|auteurs|avatars?|headshots?|columnists)(?=[/_.-])", re.I)
"""Folders in which sites keep the portraits of those who write."""
_AROUND = 4


def is_portrait(img: Tag) -> bool:
    """True for the picture of somebody who wrote the story or is introduced in a box: never a photo with a caption."""
    folder = unquote(attr(img, "data-src", "src")[:2_000].partition("?")[0]).rpartition("/")[0]
    return bool(_FOLDER.search(f"{folder}/")) or any(map(_is_of_a_person, (img, *ancestors(img, _AROUND))))


def _is_of_a_person(tag: Tag) -> bool:
    return (
        "author" in attr(tag, "rel").lower().split()
        or attr(tag, "itemtype").rstrip("/").endswith("schema.org/Person")
        or (tag.name not in ("article", "main", "body") and _NAMED.search(words(tag)))
    )


__all__ = ["is_portrait"]
