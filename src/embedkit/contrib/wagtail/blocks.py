"""A StreamField block that stores an address alone and renders late: a fix in embedkit or a template reaches old pages."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import URLBlock

from embedkit.contrib.django import site


class CardBlock(URLBlock):
    """An address, shown as its card."""

    def render_basic(self, value: Any, context: Any = None) -> SafeString:
        """The card as HTML; nothing for an empty field."""
        return mark_safe(site.current().embed(str(value))) if value else SafeString("")  # noqa: S308 - escaped by the renderer

    class Meta:
        icon = "media"
        label = "Embed"
