"""Pictures, moving pictures, code and interactive stories."""

from __future__ import annotations

from embedkit.countries import GETTY, either
from embedkit.providers.model import Provider

_HEX32 = "0123456789abcdef0123456789abcdef"
_HEX24 = "0123456789abcdef01234567"
_GIF = "AbCdEfGhIjKlMn"
_GETTY = f"gettyimages.{either(GETTY)}"
_FLICKR = {"oembed": "https://www.flickr.com/services/oembed/"}

RICH: tuple[Provider, ...] = (
    Provider("giphy", "GIPHY", "rich", urls=("giphy.com/(gifs|clips|stickers|videos|video|embed|media|webp)/[*-]{id:gif}", "*.giphy.com/(media|embed|webp)/[*/]{id:gif}", "i.giphy.com/[media/]{id:gif}[.*]"), url="https://giphy.com/gifs/{id}", player="https://giphy.com/embed/{id}",
        oembed="https://giphy.com/services/oembed",
        examples=dict.fromkeys((f"https://giphy.com/embed/{_GIF}", f"https://giphy.com/gifs/{_GIF}", f"https://giphy.com/gifs/cat-{_GIF}", f"https://giphy.com/videos/cat-{_GIF}", f"https://giphy.com/stickers/cat-{_GIF}", f"https://media3.giphy.com/media/{_GIF}/giphy.gif", f"https://media.giphy.com/media/v1.AbCdEf/{_GIF}/giphy.gif", f"https://i.giphy.com/{_GIF}.webp", f"https://i.giphy.com/media/{_GIF}/giphy.gif"), _GIF), never=("https://giphy.com/search/cats",)),
    Provider("tenor", "Tenor", "rich", urls=("tenor.com/embed/{id:int5}", "[*.]tenor.com/[*/]view/[*-]{id:int5}"), url="https://tenor.com/view/{id}", player="https://tenor.com/embed/{id}",
        examples={"https://tenor.com/embed/12345678": "12345678", "https://tenor.com/view/cat-gif-12345678": "12345678", "https://tenor.com/view/12345678": "12345678", "https://tenor.com/de/view/cat-gif-12345678": "12345678"}),
    Provider("imgur", "Imgur", "rich", urls=("imgur.com/a/[*-]{id:imgur_album}", "imgur.com/(gallery|t/*)/[*-]{id:imgur_album}"), url="https://imgur.com/a/{id}", player="https://imgur.com/a/{id}/embed?pub=true",
        oembed="https://api.imgur.com/oembed.json", examples={"https://imgur.com/a/AbCd123/embed?pub=true": "AbCd123", "https://imgur.com/gallery/a-title-AbCd123": "AbCd123", "https://imgur.com/t/cats/AbCd123": "AbCd123"}, never=("https://imgur.com/user/name",)),
    Provider("imgur", "Imgur", "rich", urls=("imgur.com/{id:imgur}$", "imgur.com/{id:imgur}/embed", "i.imgur.com/{id:imgur}[{size:imgur_size}].*"), url="https://imgur.com/{id}", player="https://imgur.com/{id}/embed?pub=true", oembed="https://api.imgur.com/oembed.json",
        examples={"https://imgur.com/AbCd123": "AbCd123", "https://i.imgur.com/AbCd123.jpg": "AbCd123", "https://i.imgur.com/AbCd123l.jpg": "AbCd123", "https://imgur.com/AbCd123/embed?pub=true": "AbCd123"}, never=("https://imgur.com/privacy",)),
    Provider("getty", "Getty Images", "rich", urls=(f"{_GETTY}/[**/]detail/**/{{id:int5}}", "gty.im/{id:int5}", "embed.gettyimages.com/embed/{id:int5}"), url="https://www.gettyimages.com/detail/{id}",
        oembed="https://embed.gettyimages.com/oembed", examples={"https://embed.gettyimages.com/embed/1234567890?et=a&sig=b": "1234567890", "https://www.gettyimages.co.uk/detail/1234567890": "1234567890",
                  "https://www.gettyimages.com/detail/news-photo/a-title/1234567890": "1234567890", "https://gty.im/1234567890": "1234567890", "https://www.gettyimages.de/license/detail/a/1234567890": "1234567890"}),
    Provider("flickr", "Flickr", "rich", urls=("[secure.]flickr.com/photos/{user:flickr_user}/[in/*/]{id:int3}", "flic.kr/{user:flickr_word}/{id:int3}"), url="https://www.flickr.com/photos/{user}/{id}/", player="https://www.flickr.com/photos/{user}/{id}/player/", **_FLICKR,  # type: ignore[arg-type]
        examples={"https://www.flickr.com/photos/someone/12345678901/player/": "12345678901", "https://www.flickr.com/photos/12345678@N01/12345678901/in/photostream/": "12345678901", "https://flic.kr/someone/12345678901": "12345678901"},
        never=("https://www.flickr.com/photos/someone/", "https://www.flickr.com/photos/tags/cat")),
    Provider("flickr", "Flickr", "rich", urls=("flic.kr/p/{id:base58}",), url="https://flic.kr/p/{id_said}", **_FLICKR, examples={"https://flic.kr/p/aBcD12": "6305558973"}),  # type: ignore[arg-type]
    Provider("flickr-set", "Flickr", "gallery", urls=("flickr.com/photos/{user:flickr_user}/(albums|sets|galleries)/{id:int5}",), url="https://www.flickr.com/photos/{user}/albums/{id}", **_FLICKR,  # type: ignore[arg-type]
        examples={"https://www.flickr.com/photos/someone/albums/12345678901234567": "12345678901234567", "https://www.flickr.com/photos/someone/sets/12345678901234567/": "12345678901234567"}),
    Provider("sketchfab", "Sketchfab", "rich", urls=("sketchfab.com/models/{id:hex32}", "sketchfab.com/3d-models/*-{id:hex32}"), url="https://sketchfab.com/models/{id}",
        player="https://sketchfab.com/models/{id}/embed", oembed="https://sketchfab.com/oembed", aspect_ratio=4 / 3,
        examples={f"https://sketchfab.com/models/{_HEX32}/embed": _HEX32, f"https://sketchfab.com/3d-models/a-title-{_HEX32}": _HEX32}),
    Provider("genially", "Genially", "rich", urls=("view.(genially.com|genial.ly)/{id:hex24}",), url="https://view.genially.com/{id}", player="https://view.genially.com/{id}", aspect_ratio=16 / 9,
        examples={f"https://view.genially.com/{_HEX24}": _HEX24, f"https://view.genial.ly/{_HEX24}/a-title": _HEX24}),
    Provider("ceros", "Ceros", "rich", urls=("view.ceros.com/{account:slug}/{id:slug}",), native="{account}/{id}", url="https://view.ceros.com/{account}/{id}", player="https://view.ceros.com/{account}/{id}",
        aspect_ratio=16 / 9, examples={"https://view.ceros.com/newsdesk/a-title": "newsdesk/a-title"}),
    Provider("knightlab", "Knight Lab", "rich", urls=("cdn.knightlab.com/{id:text}",), url="https://cdn.knightlab.com/{id}[?source={source}][?uid={uid}][?url={url}]", height=600, keep=("source", "uid", "url"),
        player="https://cdn.knightlab.com/{id}[?source={source}][?uid={uid}][?url={url}]",
        examples={"https://cdn.knightlab.com/libs/timeline3/latest/embed/index.html?source=1abc": "libs/timeline3/latest/embed/index.html"}),
    Provider("knightlab", "Knight Lab", "rich", urls=("uploads.knightlab.com/{id:text}",), url="https://uploads.knightlab.com/{id}", height=600, player="https://uploads.knightlab.com/{id}",
        examples={"https://uploads.knightlab.com/storymapjs/abc/a-title/index.html": "storymapjs/abc/a-title/index.html"}),
    Provider("thinglink", "ThingLink", "rich", urls=("thinglink.com/(card|scene|video|mediacard|view/scene)/{id:int5}",), url="https://www.thinglink.com/card/{id}", player="https://www.thinglink.com/card/{id}", aspect_ratio=16 / 9,
        examples={"https://www.thinglink.com/card/1234567890123456789": "1234567890123456789", "https://www.thinglink.com/view/scene/1234567890123456789": "1234567890123456789"}),
    Provider("codepen", "CodePen", "rich", urls=("codepen.io/[team/]{user:dashed}/(embed/preview|embed|pen|details|full|live|debug)/{id:word}",), url="https://codepen.io/{user}/pen/{id}",
        player="https://codepen.io/{user}/embed/{id}?default-tab=result", oembed="https://codepen.io/api/oembed", height=400,
        examples={"https://codepen.io/someone/embed/AbCdEfG?height=300": "AbCdEfG", "https://codepen.io/someone/embed/preview/AbCdEfG": "AbCdEfG", "https://codepen.io/someone/pen/AbCdEfG": "AbCdEfG", "https://codepen.io/team/someone/full/AbCdEfG": "AbCdEfG"},
        never=("https://codepen.io/someone",)),
    Provider("gist", "GitHub Gist", "rich", urls=("gist.github.com/{user:dashed}/{id:gist}[/{rev:sha}][.js]", "gist.github.com/{id:gist}[.js]"), url="https://gist.github.com/[{user}/]{id}[/{rev}]",
        examples={f"https://gist.github.com/someone/{_HEX32}.js": _HEX32, f"https://gist.github.com/someone/{_HEX32}": _HEX32, "https://gist.github.com/1234567": "1234567", f"https://gist.github.com/someone/1234567/{_HEX32}01234567": "1234567",
                  f"https://gist.github.com/someone/{_HEX32}#file-a-txt": _HEX32}, never=("https://gist.github.com/someone", "https://gist.github.com/discover")),
)  # fmt: skip
