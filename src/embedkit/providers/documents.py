"""Documents and polls; heights are those with which their embed codes begin, in pixels."""

from __future__ import annotations

from embedkit.providers.model import Provider

_HEX24 = "0123456789abcdef01234567"
_UUID = "01234567-89ab-cdef-0123-456789abcdef"
_DOC = "1AbCdEfGhIjKlMnOpQrSt"
_CLOUD = "[embed.]documentcloud.org/[app/]documents/{id:int5}[-{slug:undotted}][.html|.js|.pdf]"


def _google(app: str, player: str, published: str) -> tuple[Provider, Provider]:
    """A document of Google's has another number where it was published to the web (`/d/e/`), and another player."""
    place, shape = f"https://docs.google.com/{app}/d/", f"docs.google.com/{app}/[u/*/]d/"
    form = app == "forms"
    key, name, height = ("google-form", "Google Forms", 600) if form else ("google-docs", "Google Docs", None)
    look = {"aspect_ratio": None if form else 4 / 3, "height": height, "category": "functional"}
    return (
        Provider(key, name, "poll" if form else "document", urls=(f"{shape}{{id:docs}}",), url=f"{place}{{id}}/{'viewform' if form else ''}", player=f"{place}{{id}}/{player}", **look,  # type: ignore[arg-type]
            examples={f"{place}{_DOC}/edit?pli=1": _DOC, f"https://docs.google.com/{app}/u/1/d/{_DOC}": _DOC}),
        Provider(key, name, "poll" if form else "document", urls=(f"{shape}e/{{id:docs}}",), url=f"{place}e/{{id}}/{'viewform' if form else 'pub'}", player=f"{place}e/{{id}}/{published}", **look,  # type: ignore[arg-type]
            examples={f"{place}e/2PACX-1vAbCdEfGhIjKlMnOp/pub?start=false": "2PACX-1vAbCdEfGhIjKlMnOp"}),
    )  # fmt: skip


DOCUMENTS: tuple[Provider, ...] = (
    Provider("documentcloud", "DocumentCloud", "document", urls=(f"{_CLOUD}#document/p{{page:int}}/a{{note:int}}", f"{_CLOUD}#document/p{{page:int}}", _CLOUD), url="https://www.documentcloud.org/documents/{id}[-{slug}][#document/p{page}][/a{note}]",
        player="https://embed.documentcloud.org/documents/{id}[-{slug}]/?embed=1[#document/p{page}][/a{note}]", oembed="https://api.www.documentcloud.org/api/oembed", oembed_url="https://www.documentcloud.org/documents/{id}[-{slug}]", aspect_ratio=8.5 / 11,
        examples={"https://www.documentcloud.org/documents/1234567-a-title": "1234567", "https://embed.documentcloud.org/documents/1234567-a-title/?embed=1": "1234567",
                  "https://www.documentcloud.org/documents/1234567": "1234567", "https://www.documentcloud.org/documents/1234567-a-title.html#document/p2/a123456": "1234567",
                  "https://www.documentcloud.org/documents/1234567-a-title#document/p2": "1234567", "https://www.documentcloud.org/documents/1234567-a-title/pages/2.html": "1234567"}),
    Provider("scribd", "Scribd", "document", urls=("[*.]scribd.com/[mobile/](embeds|document|doc|presentation|book)/{id:int}",), url="https://www.scribd.com/document/{id}",
        player="https://www.scribd.com/embeds/{id}/content?view_mode=scroll", oembed="https://www.scribd.com/services/oembed", aspect_ratio=8.5 / 11,
        examples={"https://www.scribd.com/embeds/123456789/content": "123456789", "https://www.scribd.com/document/123456789/A-Title": "123456789", "https://de.scribd.com/doc/123456789": "123456789"}),
    Provider("issuu", "Issuu", "document", urls=("e.issuu.com/embed.html?d={id:slug}&u={user:slug}", "issuu.com/{user:slug}/docs/{id:slug}"), url="https://issuu.com/{user}/docs/{id}",
        player="https://e.issuu.com/embed.html?u={user}&d={id}", oembed="https://issuu.com/oembed", aspect_ratio=3 / 2,
        examples={"https://e.issuu.com/embed.html?u=newsdesk&d=issue_1": "issue_1", "https://issuu.com/newsdesk/docs/issue_1": "issue_1"}),
    Provider("slideshare", "SlideShare", "document", urls=("[*.]slideshare.net/slideshow/embed_code/key/{id:word}", "[*.]slideshare.net/slideshow/embed_code/{id:int}"),
        url="https://www.slideshare.net/slideshow/embed_code/key/{id}", player="https://www.slideshare.net/slideshow/embed_code/key/{id}", oembed="https://www.slideshare.net/api/oembed/2", aspect_ratio=4 / 3,
        examples={"https://www.slideshare.net/slideshow/embed_code/key/AbCdEfGhIjKlMn": "AbCdEfGhIjKlMn", "https://www.slideshare.net/slideshow/embed_code/12345678": "12345678"}),
    # The key of a player stands in no address of a page: only oEmbed tells it.
    Provider("slideshare-page", "SlideShare", "document", urls=("[*.]slideshare.net/slideshow/{slug:slides}/{id:int5}",), url="https://www.slideshare.net/slideshow/{slug}/{id}", oembed="https://www.slideshare.net/api/oembed/2", aspect_ratio=4 / 3,
        examples={"https://www.slideshare.net/slideshow/a-title/123456789": "123456789"}),
    Provider("slideshare-page", "SlideShare", "document", urls=("[*.]slideshare.net/{user:slides_user}/{id:dashed}$",), native="{user}/{id}", url="https://www.slideshare.net/{user}/{id}", oembed="https://www.slideshare.net/api/oembed/2", aspect_ratio=4 / 3,
        examples={"https://www.slideshare.net/newsdesk/a-title-12345678": "newsdesk/a-title-12345678"}, never=("https://www.slideshare.net/explore/news", "https://www.slideshare.net/newsdesk")),
    Provider("yumpu", "Yumpu", "document", urls=("yumpu.com/*/embed/view/{id:word}",), url="https://www.yumpu.com/en/embed/view/{id}", player="https://www.yumpu.com/en/embed/view/{id}", aspect_ratio=3 / 2,
        examples={"https://www.yumpu.com/de/embed/view/AbCdEf123": "AbCdEf123"}),
    *_google("document", "preview", "pub?embedded=true"), *_google("presentation", "embed", "embed"), *_google("spreadsheets", "preview", "pubhtml?widget=true"),
    Provider("google-docs", "Google Docs", "document", urls=("docs.google.com/spreadsheet/ccc?key={id:docs}",), url="https://docs.google.com/spreadsheets/d/{id}/", player="https://docs.google.com/spreadsheets/d/{id}/preview", aspect_ratio=4 / 3, category="functional",
        examples={f"https://docs.google.com/spreadsheet/ccc?key={_DOC}": _DOC}),
    Provider("google-docs", "Google Drive", "document", urls=("drive.google.com/**/file/d/{id:drive}", "drive.google.com/(open|uc)?id={id:drive}"), url="https://drive.google.com/file/d/{id}", player="https://drive.google.com/file/d/{id}/preview",
        aspect_ratio=4 / 3, category="functional", examples={f"https://drive.google.com/file/d/{_DOC}/preview": _DOC, f"https://drive.google.com/open?id={_DOC}": _DOC, f"https://drive.google.com/a/news.test/file/d/{_DOC}/view": _DOC},
        never=("https://docs.google.com/viewer?url=a", f"https://drive.google.com/drive/folders/{_DOC}")),
    Provider("kindle", "Kindle", "document", urls=("read.amazon.com/kp/(card|embed)?asin={id:word}",), url="https://read.amazon.com/kp/card?asin={id}", height=550,
        examples={"https://read.amazon.com/kp/card?asin=B012345678&preview=inline": "B012345678", "https://read.amazon.com/kp/embed?asin=B012345678": "B012345678"}),
)  # fmt: skip

POLLS: tuple[Provider, ...] = (
    Provider("crowdsignal", "Crowdsignal", "poll", urls=("poll.fm/{id:int5}", "[secure.|static.]polldaddy.com/(poll|p)/{id:int5}[.js]", "crowdsignal.com/p/{id:int5}"), url="https://poll.fm/{id}", player="https://poll.fm/{id}/embed",
        oembed="https://api.crowdsignal.com/oembed", height=400,
        examples={"https://poll.fm/12345678": "12345678", "https://polldaddy.com/poll/12345678/": "12345678", "https://polldaddy.com/p/12345678": "12345678",
                  "https://static.polldaddy.com/p/12345678.js": "12345678", "https://secure.polldaddy.com/p/12345678.js": "12345678", "https://crowdsignal.com/p/12345678": "12345678"}),
    Provider("crowdsignal-survey", "Crowdsignal", "poll", urls=("{account:site}.survey.fm/{id:dashed}", "{account:site}.polldaddy.com/s/{id:dashed}"), native="{account}/{id}", url="https://{account}.survey.fm/{id}", oembed="https://api.crowdsignal.com/oembed", height=600,
        examples={"https://newsdesk.survey.fm/a-survey": "newsdesk/a-survey", "https://newsdesk.polldaddy.com/s/a-survey": "newsdesk/a-survey"}),
    Provider("riddle", "Riddle", "poll", urls=("riddle.com/(a|embed/a|embed/b|view)/{id:word}", "riddle.com/embed/*/{id:word}"), url="https://www.riddle.com/view/{id}",
        player="https://www.riddle.com/embed/a/{id}", height=600,
        examples={"https://www.riddle.com/a/123456": "123456", "https://www.riddle.com/embed/a/123456": "123456", "https://www.riddle.com/view/AbC123": "AbC123", "https://www.riddle.com/embed/b/AbC123": "AbC123", "https://www.riddle.com/embed/a/AbC123": "AbC123"}),
    Provider("civey", "Civey", "poll", urls=("widget.civey.com/{id:slug}",), url="https://widget.civey.com/{id}", player="https://widget.civey.com/{id}", height=400, examples={"https://widget.civey.com/1234": "1234"}),
    Provider("apester", "Apester", "poll", urls=("(renderer|display).apester.com/(v2|interaction)/{id:hex24}",), url="https://renderer.apester.com/v2/{id}",
        player="https://renderer.apester.com/v2/{id}", oembed="https://display.apester.com/oembed/", height=500,
        examples={f"https://renderer.apester.com/v2/{_HEX24}?preview=0": _HEX24, f"https://renderer.apester.com/interaction/{_HEX24}": _HEX24}),
    # Sites insert these two by script into every article: without a player in the row, a frame of theirs is no editor's choice.
    Provider("exco", "EX.CO", "poll", urls=("app.ex.co/stories/{id:uuid}", "playbuzz.com/item/{id:uuid}", "embed.ex.co/**/item/{id:uuid}"), url="https://app.ex.co/stories/{id}", names=("playbuzz",),
        examples={f"https://app.ex.co/stories/{_UUID}": _UUID, f"https://www.playbuzz.com/item/{_UUID}": _UUID, f"https://embed.ex.co/v1/item/{_UUID}": _UUID}),
    Provider("opinary", "Opinary", "poll", urls=("[compass.|api.]opinary.com/(embed|poll|v1/*|v2/*)/{id:opinary}",), url="https://compass.opinary.com/poll/{id}", oembed="https://api.opinary.com/oembed",
        examples={"https://compass.opinary.com/embed/a-poll_newsdesk": "a-poll_newsdesk", "https://compass.opinary.com/v1/polls/newsdesk/a-poll": "newsdesk/a-poll"}),
    Provider("pinpoll", "Pinpoll", "poll", urls=("pinpoll.com/widget/{id:int}", "tools.pinpoll.com/tools/{id:int}"), url="https://pinpoll.com/widget/{id}", player="https://pinpoll.com/widget/{id}", height=400,
        examples={"https://pinpoll.com/widget/123456": "123456", "https://tools.pinpoll.com/tools/123456": "123456"}),
    *_google("forms", "viewform?embedded=true", "viewform?embedded=true"),
    Provider("typeform", "Typeform", "poll", urls=("*.typeform.com/to/{id:word}",), url="https://form.typeform.com/to/{id}", player="https://form.typeform.com/to/{id}", height=500,
        examples={"https://newsdesk.typeform.com/to/AbCdEf12": "AbCdEf12"}),
)  # fmt: skip
