"""The embedder of a Django project, made from `settings.EMBEDKIT`, and how its cards become HTML through the project's templates."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.template import TemplateDoesNotExist
from django.template.loader import select_template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from markupsafe import Markup

from embedkit.contrib.django.store import DjangoStore
from embedkit.contrib.embedder import Embedder, embedder
from embedkit.models import Card


class SiteEmbedder(Embedder):
    """Renders through `embedkit/<provider>/<kind>.html`, `embedkit/<kind>.html` or `embedkit/card.html` of the project where it has one."""

    def language(self) -> str | None:
        """The language of the request."""
        return get_language() or super().language()

    def markup(self, card: Card) -> Markup:
        usual = super().markup(card)
        names = [f"embedkit/{card.provider.key}/{card.kind}.html"] if card.provider else []
        try:
            template = select_template([*names, f"embedkit/{card.kind}.html", "embedkit/card.html"])
        except TemplateDoesNotExist:
            return usual
        return Markup(template.render({"card": card, "html": mark_safe(usual)}))  # noqa: S308, S704 - both engines escape by themselves


def told() -> dict[str, Any]:
    """`settings.EMBEDKIT`. A `cache` of `"django:ALIAS"` is one of Django's own caches."""
    return dict(getattr(settings, "EMBEDKIT", {}) or {})


def opened(**more: Any) -> SiteEmbedder:
    """A new embedder of these settings; `more` overrides them. Raises ConfigurationError."""
    wanted = {**told(), **more}
    cache = wanted.get("cache")
    if isinstance(cache, str) and cache.startswith("django:"):
        wanted["cache"] = DjangoStore(cache.removeprefix("django:"))
    made = embedder(wanted)
    return SiteEmbedder(made.client, templates=wanted.get("templates"), load=made.load, posters=made.posters, wanted=made.wanted)


@lru_cache(maxsize=1)
def current() -> SiteEmbedder:
    """The one that templates use, opened when first asked for."""
    return opened()


def _changed(*, setting: str, **_: Any) -> None:
    if setting == "EMBEDKIT":
        current.cache_clear()


setting_changed.connect(_changed)

__all__ = ["SiteEmbedder", "current", "opened", "told"]
