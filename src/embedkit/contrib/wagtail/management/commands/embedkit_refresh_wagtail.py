"""`manage.py embedkit_refresh_wagtail`: make Wagtail's stored embed rows anew.

Stored player markup grows old: without a `referrerpolicy` YouTube has shown error 153 since autumn 2025 (wagtail/wagtail#13523).
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.models import Embed

from embedkit.contrib.wagtail.finders import EmbedkitFinder


class Command(BaseCommand):
    help = "Make the stored rows of all embeds anew; a row that cannot be made stays as it is."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--offline", action="store_true", help="Use cache and lock file alone.")

    def handle(self, *, offline: bool, **options: Any) -> None:
        finder = EmbedkitFinder(network=not offline)
        rows = [row for row in Embed.objects.all() if finder.accept(row.url)]
        made = sum(self._refreshed(finder, row) for row in rows)
        self.stdout.write(f"{made} of {len(rows)} made anew")

    def _refreshed(self, finder: EmbedkitFinder, row: Any) -> bool:
        try:
            fields = finder.find_embed(row.url, row.max_width)
        except EmbedNotFoundException:
            self.stderr.write(f"{row.url}: no longer there")
            return False
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        return True
