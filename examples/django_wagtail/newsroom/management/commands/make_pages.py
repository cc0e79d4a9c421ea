"""`manage.py make_pages`: a site with one story, to look at."""

from django.core.management.base import BaseCommand
from wagtail.models import Page, Site

from newsroom.models import StoryPage

VIDEO = "https://www.youtube.com/watch?v=Lh1nDh0lm_1"


class Command(BaseCommand):
    help = "Make a site with one story."

    def handle(self, **options: object) -> None:
        root = Page.objects.filter(depth=1).first()
        assert root is not None
        story = StoryPage(
            title="The night at the gate",
            slug="gate",
            body=f'<p>The harbour was quiet.</p><embed embedtype="media" url="{VIDEO}"/><p>It had rained for two days.</p>',
            cards=[("card", VIDEO), ("card", "https://www.youtube.com/watch?v=0rgueCr13e1")],
        )
        root.add_child(instance=story)
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=story, is_default_site=True)
