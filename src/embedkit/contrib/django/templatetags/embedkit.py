"""Template tags.

{% load embedkit %}
{{ body|embedkit }}   {{ url|embed }}   {% embed url %}   {% embed url as card %}{{ card.title }}
{% for card in body|cards %}…{% endfor %}
"""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from embedkit.contrib.django import site
from embedkit.models import Card

register = template.Library()


@register.filter(name="embedkit")
def article(markup: object) -> SafeString:
    """An article's markup, which the project trusts, with its media as cards."""
    return mark_safe(site.current().html(str(markup)))  # noqa: S308 - the project's own article around escaped cards


@register.filter
def embed(url: object) -> SafeString:
    """The card of an address."""
    return mark_safe(site.current().embed(str(url)))  # noqa: S308 - escaped by the renderer


@register.filter
def cards(markup: object) -> list[Card]:
    """The cards of an article's markup."""
    return site.current().cards(str(markup))


class EmbedNode(template.Node):
    def __init__(self, url: template.base.FilterExpression, name: str | None) -> None:
        self.url, self.name = url, name

    def render(self, context: template.Context) -> str:
        url = str(self.url.resolve(context))
        if self.name is None:
            return site.current().embed(url)
        context[self.name] = site.current().card(url)
        return ""


@register.tag("embed")
def embed_tag(parser: template.base.Parser, token: template.base.Token) -> EmbedNode:
    """`{% embed url %}` prints a card, `{% embed url as card %}` gives it to the template."""
    bits = token.split_contents()[1:]
    if len(bits) == 1:
        return EmbedNode(parser.compile_filter(bits[0]), None)
    if len(bits) == 3 and bits[1] == "as":
        return EmbedNode(parser.compile_filter(bits[0]), bits[2])
    raise template.TemplateSyntaxError("embed takes an address, and `as NAME` if the card itself is wanted")
