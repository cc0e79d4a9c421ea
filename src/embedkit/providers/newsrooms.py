"""Videos of newsrooms on their own sites, whose other pages are articles, and articles that are embedded as cards."""

from __future__ import annotations

from embedkit.providers.model import Provider

_WIDE = 16 / 9
_UUID = "01234567-89ab-cdef-0123-456789abcdef"
_GUID = _UUID.upper()

NEWSROOMS: tuple[Provider, ...] = (
    Provider("bbc", "BBC News", "video",
        urls=("(bbc.com|bbc.co.uk)/news/av-embeds/{id:int5}", "(bbc.com|bbc.co.uk)/news/(av|video_and_audio)/embed/*/{id:int5}", "(bbc.com|bbc.co.uk)/news/(av|video_and_audio)/[*-]{id:int6}",
              "(bbc.com|bbc.co.uk)/news/(av|video_and_audio)/*/{id:int6}"),
        url="https://www.bbc.com/news/av-embeds/{id}", player="https://www.bbc.com/news/av-embeds/{id}", aspect_ratio=_WIDE, publisher=True,
        examples={"https://www.bbc.com/news/av-embeds/12345678": "12345678", "https://www.bbc.co.uk/news/av/embed/p01abcde/12345678": "12345678", "https://www.bbc.co.uk/news/av/world-europe-12345678/a-title": "12345678",
                  "https://www.bbc.com/news/video_and_audio/headlines/12345678": "12345678"}, never=("https://www.bbc.com/news/world-europe-12345678", "https://www.bbc.com/news/av")),
    Provider("cnn", "CNN", "video", urls=("[*.]cnn.com/[video/data/2.0/](video|videos)/{id:cnn}[.html]", "fave.api.cnn.io/v1/fav?video={id:cnn}"), url="https://www.cnn.com/videos/{id}",
        player="https://fave.api.cnn.io/v1/fav/?video={id}&customer=cnn&edition=international&env=prod", aspect_ratio=_WIDE, publisher=True,
        examples={"https://edition.cnn.com/videos/world/2026/01/02/a-title.cnn": "world/2026/01/02/a-title.cnn", "https://us.cnn.com/video/data/2.0/video/world/2026/01/02/a-title.cnn.html": "world/2026/01/02/a-title.cnn",
                  "https://fave.api.cnn.io/v1/fav/?customer=cnn&video=world/2026/01/02/a-title.cnn": "world/2026/01/02/a-title.cnn"}, never=("https://www.cnn.com/2026/01/02/world/a-title/index.html",)),
    Provider("nytimes", "The New York Times", "video",
        urls=("nytimes.com/video/[{section:dirs}/]{id:nyt}/{slug:slug}.html", "nytimes.com/video/[{section:dirs}/]{id:nyt}", "nytimes.com/video/players/offsite/index.html?videoId={id:nyt}"),
        url="https://www.nytimes.com/video/[{section}/]{id}[/{slug}.html]", player="https://www.nytimes.com/video/players/offsite/index.html?videoId={id}", oembed="https://www.nytimes.com/svc/oembed/json/",
        aspect_ratio=3 / 2, publisher=True,
        examples={"https://www.nytimes.com/video/world/europe/100000001234567/a-title.html?smid=x": "100000001234567", "https://www.nytimes.com/video/100000001234567": "100000001234567",
                  "https://www.nytimes.com/video/players/offsite/index.html?videoId=100000001234567": "100000001234567"}, never=("https://www.nytimes.com/2026/01/02/world/a-title.html",)),
    Provider("washingtonpost", "The Washington Post", "video", urls=("washingtonpost.com/[posttv/]video/c/(embed|video)/{id:uuid}", "washingtonpost.com/[**/]video/**/{id:uuid}_video.html"),
        url="https://www.washingtonpost.com/video/c/video/{id}", player="https://www.washingtonpost.com/video/c/embed/{id}", aspect_ratio=_WIDE, publisher=True,
        examples={f"https://www.washingtonpost.com/video/c/embed/{_UUID}": _UUID, f"https://www.washingtonpost.com/posttv/video/c/video/{_UUID}": _UUID,
                  f"https://www.washingtonpost.com/video/world/a-title/2026/01/02/{_UUID}_video.html": _UUID}, never=("https://www.washingtonpost.com/world/2026/01/02/a-title/",)),
    Provider("wsj", "The Wall Street Journal", "video", urls=("[*.]wsj.com/video/*/{id:guid}[.html]", "[*.]wsj.com/**#!{id:guid}", "video-api.wsj.com/api-video/player/iframe.html?guid={id:guid}"),
        url="https://video-api.wsj.com/api-video/player/iframe.html?guid={id}", player="https://video-api.wsj.com/api-video/player/iframe.html?guid={id}", aspect_ratio=_WIDE, publisher=True,
        examples={f"https://www.wsj.com/video/a-title/{_GUID}.html": _GUID, f"https://video-api.wsj.com/api-video/player/iframe.html?guid={_UUID}": _GUID, f"https://live.wsj.com/#!{_GUID}": _GUID},
        never=("https://www.wsj.com/articles/a-title-12345678",)),
    Provider("theguardian", "The Guardian", "video", urls=("[embed.]theguardian.com/[embed/video/]{id:guardian}",), url="https://www.theguardian.com/{id}", player="https://embed.theguardian.com/embed/video/{id}",
        aspect_ratio=_WIDE, publisher=True, examples={"https://www.theguardian.com/world/video/2016/jan/02/a-title-video": "world/video/2016/jan/02/a-title-video",
                  "https://embed.theguardian.com/embed/video/world/video/2016/jan/02/a-title-video": "world/video/2016/jan/02/a-title-video"}, never=("https://www.theguardian.com/world/2026/jan/02/a-title",)),
    Provider("cbsnews", "CBS News", "video", urls=("cbsnews.com/[embed/](video|videos)/{id:headline}",), url="https://www.cbsnews.com/video/{id}/", player="https://www.cbsnews.com/embed/videos/{id}/", aspect_ratio=_WIDE, publisher=True,
        examples={"https://www.cbsnews.com/video/a-headline/": "a-headline", "https://www.cbsnews.com/embed/videos/a-headline/": "a-headline"}, never=("https://www.cbsnews.com/news/a-headline/",)),
    Provider("cbsnews", "CBS News", "video", urls=("cbsnews.com/video/watch?id={id:int5}[n]",), url="https://www.cbsnews.com/video/watch/?id={id}n", aspect_ratio=_WIDE, publisher=True,
        examples={"https://www.cbsnews.com/video/watch/?id=12345678n": "12345678"}),
    Provider("nbcnews", "NBC News", "video", urls=("nbcnews.com/**/widget/video-embed/{id:int6}", "nbcnews.com/**/video/*-{id:int6}"), url="https://www.nbcnews.com/widget/video-embed/{id}",
        player="https://www.nbcnews.com/widget/video-embed/{id}", aspect_ratio=_WIDE, publisher=True,
        examples={"https://www.nbcnews.com/news/world/widget/video-embed/123456789012": "123456789012", "https://www.nbcnews.com/nightly-news/video/a-title-123456789012": "123456789012"},
        never=("https://www.nbcnews.com/news/world/a-title-rcna123456",)),
    Provider("abcnews", "ABC News", "video", urls=("(abcnews.go.com|abcnews.com)/video/embed?id={id:int5}", "(abcnews.go.com|abcnews.com)/*/video/*-{id:int5}"), url="https://abcnews.go.com/video/embed?id={id}",
        player="https://abcnews.go.com/video/embed?id={id}", aspect_ratio=_WIDE, publisher=True,
        examples={"https://abcnews.go.com/video/embed?id=12345678": "12345678", "https://abcnews.go.com/US/video/a-title-12345678": "12345678"}, never=("https://abcnews.go.com/US/a-title/story?id=12345678",)),
    Provider("foxnews", "Fox News", "video", urls=("[video.]foxnews.com/(video|v)/{id:long}", "video.foxnews.com/v/video-embed.html?video_id={id:long}"), url="https://video.foxnews.com/v/{id}",
        player="https://video.foxnews.com/v/video-embed.html?video_id={id}", aspect_ratio=_WIDE, publisher=True,
        examples={"https://www.foxnews.com/video/6123456789112": "6123456789112", "https://video.foxnews.com/v/6123456789112/a-title": "6123456789112",
                  "https://video.foxnews.com/v/video-embed.html?video_id=6123456789112": "6123456789112"}, never=("https://www.foxnews.com/world/a-title",)),
    Provider("cnbc", "CNBC", "video", urls=("[video.]cnbc.com/gallery?video={id:long}", "player.cnbc.com/p/gZWlPC/**?byGuid={id:long}"), url="https://video.cnbc.com/gallery/?video={id}",
        player="https://player.cnbc.com/p/gZWlPC/cnbc_global?playertype=synd&byGuid={id}", aspect_ratio=_WIDE, publisher=True,
        examples={"https://video.cnbc.com/gallery/?video=7000123456": "7000123456", "https://player.cnbc.com/p/gZWlPC/cnbc_global?playertype=synd&byGuid=7000123456": "7000123456"},
        never=("https://www.cnbc.com/2026/01/02/a-title.html",)),
    Provider("substack", "Substack", "article", urls=("{pub:site}.substack.com/[embed/]p/{id:dashed}",), native="{pub}/{id}", url="https://{pub}.substack.com/p/{id}", publisher=True,
        examples={"https://newsdesk.substack.com/p/a-title?utm_source=x": "newsdesk/a-title", "https://newsdesk.substack.com/embed/p/a-title": "newsdesk/a-title"}, never=("https://newsdesk.substack.com/embed", "https://substack.com/home")),
    Provider("wordpress", "WordPress", "article", urls=("*/{path:text}/embed#?secret={secret:word}",), native="{host}/{path}", url="https://{host}/{path}/",
        examples={"https://blog.test/2026/01/a-title/embed/#?secret=AbCdEf1234": "blog.test/2026/01/a-title"}, never=("https://blog.test/2026/01/a-title/embed/", "https://blog.test/2026/01/a-title/")),
)  # fmt: skip
