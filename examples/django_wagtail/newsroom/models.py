"""A page with rich text and a stream of cards."""

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from embedkit.contrib.wagtail.blocks import CardBlock


class StoryPage(Page):
    body = RichTextField()
    cards = StreamField([("card", CardBlock())], blank=True)
    template = "newsroom/page.html"
