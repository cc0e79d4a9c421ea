"""`{% load embedkit_wagtail %} {% embedkit_card url %} {{ page.body|embedkit_richtext }}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from embedkit.contrib.django import site

register = template.Library()


@register.simple_tag
def embedkit_card(url: object) -> SafeString:
    """The card of an address, made now from cache and lock file, not from Wagtail's stored row."""
    return mark_safe(site.current().embed(str(url)))  # noqa: S308 - escaped by the renderer


@register.filter
def embedkit_richtext(value: object) -> SafeString:
    """Rich text with its embeds as our cards, of which the stored source knows only the addresses."""
    source = str(getattr(value, "source", value))
    return mark_safe(expand_db_html(site.current().html(source)))  # noqa: S308 - the site's own rich text around escaped cards
