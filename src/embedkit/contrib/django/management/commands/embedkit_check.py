"""`manage.py embedkit_check`: what of the given addresses is dead."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from embedkit.contrib.django import site
from embedkit.render.view import is_lost


class Command(BaseCommand):
    help = "Ask again about addresses and tell which are gone, private or blocked."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("urls", nargs="+", help="Addresses of embeds.")

    def handle(self, *, urls: list[str], **options: Any) -> None:
        asking = site.opened(network=True, frozen=False, lock=None)
        lost = [card for card in map(asking.client.card, urls) if is_lost(card)]
        for card in lost:
            self.stdout.write(f"{card.url}: {card.status}")
        if lost:
            raise CommandError(f"{len(lost)} of {len(urls)} are dead")
        self.stdout.write(f"{len(urls)} asked, none is dead")
