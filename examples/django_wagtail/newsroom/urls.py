"""The story as a plain Django view, and Wagtail's pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from wagtail import urls as wagtail_urls

from embedkit.render import script, stylesheet

STORY = """<p>The harbour was quiet.</p>
<figure><iframe src="https://www.youtube.com/embed/Lh1nDh0lm_1"></iframe><figcaption>Crews at the gate. Photo: Ane Skog/Nordpress</figcaption></figure>
<p>It had rained for two days.</p>"""


def story(request: HttpRequest) -> HttpResponse:
    return render(request, "newsroom/story.html", {"story": STORY, "trap": "https://www.youtube.com/watch?v=Harmless_01"})


def css(request: HttpRequest) -> HttpResponse:
    return HttpResponse(stylesheet(), content_type="text/css")


def js(request: HttpRequest) -> HttpResponse:
    return HttpResponse(script(), content_type="text/javascript")


urlpatterns = [path("story/", story), path("embedkit.css", css), path("embedkit.js", js), path("", include(wagtail_urls))]
