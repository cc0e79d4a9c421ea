"""Posts of social networks."""

from __future__ import annotations

from embedkit.countries import PINTEREST, either
from embedkit.providers.model import Provider

_PIN = f"pinterest.{either(PINTEREST)}"
_REDDIT = {"oembed": "https://www.reddit.com/oembed", "category": "marketing"}

SOCIAL: tuple[Provider, ...] = (
    Provider("x", "X", "post",
        urls=("(x.com|twitter.com)/{user:handle}/(status|statuses|tweet)/{id:int5}", "(x.com|twitter.com)/i/[web/|topics/](status|tweet)/{id:int5}", "(x.com|twitter.com)#!/{user:handle}/(status|statuses)/{id:int5}",
              "platform.(twitter.com|x.com)/embed/(Tweet.html|index.html)?id={id:int5}"),
        url="https://x.com/i/web/status/{id}", player="https://platform.twitter.com/embed/Tweet.html?id={id}&dnt=true", oembed="https://publish.twitter.com/oembed",
        oembed_url="https://twitter.com/i/status/{id}", category="marketing", homepage="https://x.com/", names=("twitter", "tweet", "x"),
        examples={"https://x.com/name/status/1234567890123456789?s=20": "1234567890123456789", "https://twitter.com/name/status/1234567890123456789/photo/1": "1234567890123456789",
                  "https://mobile.twitter.com/name/statuses/1234567890123456789": "1234567890123456789", "https://x.com/i/web/status/1234567890123456789": "1234567890123456789",
                  "https://twitter.com/i/web/status/1234567890123456789": "1234567890123456789", "https://twitter.com/i/topics/tweet/1234567890123456789": "1234567890123456789",
                  "https://twitter.com/#!/name/status/1234567890123456789": "1234567890123456789", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890123456789": "1234567890123456789",
                  "https://platform.x.com/embed/Tweet.html?id=1234567890123456789": "1234567890123456789",
                  "https://platform.twitter.com/embed/index.html?id=1234567890123456789": "1234567890123456789"},
        never=("https://x.com/name", "https://twitter.com/hashtag/news", "https://twitter.com/intent/tweet?url=a", "https://netflix.com/name/status/1234567890123456789")),
    Provider("bluesky", "Bluesky", "post", urls=("[staging.]bsky.app/profile/{did:did}/post/{id:bsky}", "embed.bsky.app/embed/{did:did}/app.bsky.feed.post/{id:bsky}"),
        url="https://bsky.app/profile/{did}/post/{id}", player="https://embed.bsky.app/embed/{did}/app.bsky.feed.post/{id}", oembed="https://embed.bsky.app/oembed", category="marketing", names=("bsky",),
        examples={"https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/3kabcdefghij2": "3kabcdefghij2", "https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3kabcdefghij2?id=1": "3kabcdefghij2",
                  "at://did:plc:abc/app.bsky.feed.post/3kabcdefghij2": "3kabcdefghij2"}),
    # A player needs the DID behind the handle, which only a request tells.
    Provider("bluesky", "Bluesky", "post", urls=("[staging.]bsky.app/profile/{user:slug}/post/{id:bsky}",), url="https://bsky.app/profile/{user}/post/{id}", oembed="https://embed.bsky.app/oembed", category="marketing",
        examples={"https://bsky.app/profile/name.bsky.social/post/3kabcdefghij2": "3kabcdefghij2"}, never=("https://bsky.app/profile/name.bsky.social",)),
    Provider("reddit", "Reddit", "post", urls=("[*.](reddit.com|redditmedia.com)/r/{sub:dashed}/comments/{id:word}",),
        url="https://www.reddit.com/r/{sub}/comments/{id}/", player="https://embed.reddit.com/r/{sub}/comments/{id}/", **_REDDIT,  # type: ignore[arg-type]
        examples={"https://www.reddit.com/r/news/comments/abc12d/a_title/": "abc12d", "https://embed.reddit.com/r/news/comments/abc12d/": "abc12d",
                  "https://www.redditmedia.com/r/news/comments/abc12d?ref_source=embed": "abc12d", "https://old.reddit.com/r/news/comments/abc12d/": "abc12d"},
        never=("https://www.reddit.com/r/news/", "https://www.reddit.com/r/news/s/AbCdEf1234")),
    Provider("reddit", "Reddit", "post", urls=("[*.](reddit.com|redditmedia.com)/r/{sub:dashed}/comments/{post:word}/*/{id:word}$",), native="{post}/{id}",
        url="https://www.reddit.com/r/{sub}/comments/{post}/comment/{id}/", player="https://embed.reddit.com/r/{sub}/comments/{post}/comment/{id}/", **_REDDIT,  # type: ignore[arg-type]
        examples={"https://www.reddit.com/r/news/comments/abc12d/a_title/efg34h/": "abc12d/efg34h"}),
    Provider("reddit", "Reddit", "post", urls=("[*.]reddit.com/(user|u)/{user:dashed}/comments/{id:word}",), url="https://www.reddit.com/user/{user}/comments/{id}/", **_REDDIT,  # type: ignore[arg-type]
        examples={"https://www.reddit.com/user/name/comments/abc12d/a_title/": "abc12d"}),
    Provider("reddit", "Reddit", "post", urls=("[*.]reddit.com/(comments|tb)/{id:word}", "redd.it/{id:word}$"), url="https://www.reddit.com/comments/{id}/", **_REDDIT,  # type: ignore[arg-type]
        examples={"https://www.reddit.com/comments/abc12d/a_title/": "abc12d", "https://www.reddit.com/tb/abc12d": "abc12d", "https://redd.it/abc12d": "abc12d"}),
    Provider("telegram", "Telegram", "post", urls=("(t.me|telegram.me)/[s/]{channel:telegram}/{id:int}",), native="{channel}/{id}",
        url="https://t.me/{channel}/{id}", player="https://t.me/{channel}/{id}?embed=1", category="marketing",
        examples={"https://t.me/newsdesk/1234?embed=1": "newsdesk/1234", "https://telegram.me/s/newsdesk/1234": "newsdesk/1234"}, never=("https://t.me/newsdesk", "https://t.me/joinchat/1234")),
    Provider("pinterest", "Pinterest", "post", urls=(f"[*.]{_PIN}/pin/[*--|*-]{{id:int6}}", "assets.pinterest.com/ext/embed.html?id={id:int6}"), url="https://www.pinterest.com/pin/{id}/",
        player="https://assets.pinterest.com/ext/embed.html?id={id}", oembed="https://www.pinterest.com/oembed.json", category="marketing",
        examples={"https://www.pinterest.com/pin/123456789012/": "123456789012", "https://www.pinterest.de/pin/a-title--123456789012/": "123456789012", "https://assets.pinterest.com/ext/embed.html?id=123456789012": "123456789012"}),
    Provider("pinterest-board", "Pinterest", "post", urls=(f"{_PIN}/{{user:pin_user}}/{{id:pin_board}}$",), native="{user}/{id}", url="https://www.pinterest.com/{user}/{id}/", oembed="https://www.pinterest.com/oembed.json",
        category="marketing", examples={"https://www.pinterest.co.uk/newsdesk/a-board/": "newsdesk/a-board"}, never=("https://www.pinterest.com/newsdesk/_created/", "https://www.pinterest.com/ideas/food/", "https://assets.pinterest.com/js/pinit.js")),
    Provider("tumblr", "Tumblr", "post", urls=("{blog:site}.tumblr.com/(post|image|video)/{id:int5}", "[at.]tumblr.com/{blog:dashed}/{id:int5}", "tumblr.com/blog/view/{blog:dashed}/{id:int5}"),
        url="https://www.tumblr.com/{blog}/{id}", oembed="https://www.tumblr.com/oembed/1.0", category="marketing",
        examples={"https://newsdesk.tumblr.com/post/123456789012/a-title": "123456789012", "https://www.tumblr.com/newsdesk/123456789012": "123456789012",
                  "https://at.tumblr.com/newsdesk/123456789012/abc": "123456789012", "https://www.tumblr.com/blog/view/newsdesk/123456789012": "123456789012"}),
    Provider("tumblr", "Tumblr", "post", urls=("embed.tumblr.com/embed/post/{token:slug}/{id:int5}",), url="https://embed.tumblr.com/embed/post/{token}/{id}", player="https://embed.tumblr.com/embed/post/{token}/{id}",
        category="marketing", examples={"https://embed.tumblr.com/embed/post/t:AbCd-1234/123456789012/v2": "123456789012"}),
    Provider("linkedin", "LinkedIn", "post", urls=("[*.]linkedin.com/[embed/]feed/update/{id:urn}",),
        url="https://www.linkedin.com/feed/update/{id}", player="https://www.linkedin.com/embed/feed/update/{id}", category="marketing",
        examples={"https://www.linkedin.com/embed/feed/update/urn:li:share:7012345678901234567": "urn:li:share:7012345678901234567",
                  "https://de.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7012345678901234567/": "urn:li:activity:7012345678901234567"}),
    Provider("linkedin", "LinkedIn", "post", urls=("[*.]linkedin.com/posts/*-{kind:urn_kind}-{id:long}-*",), native="urn:li:{kind}:{id}", url="https://www.linkedin.com/feed/update/urn:li:{kind}:{id}",
        player="https://www.linkedin.com/embed/feed/update/urn:li:{kind}:{id}", category="marketing",
        examples={"https://www.linkedin.com/posts/newsdesk_a-title-activity-7012345678901234567-AbCd": "urn:li:activity:7012345678901234567"}, never=("https://www.linkedin.com/in/newsdesk",)),
    Provider("truthsocial", "Truth Social", "post", urls=("truthsocial.com/@{user:slug}/[posts/]{id:long}",),
        url="https://truthsocial.com/@{user}/posts/{id}", player="https://truthsocial.com/@{user}/{id}/embed", category="marketing",
        examples={"https://truthsocial.com/@name/posts/112345678901234567": "112345678901234567", "https://truthsocial.com/@name/112345678901234567/embed": "112345678901234567"}),
    Provider("mastodon", "Mastodon", "post", urls=("*/[web/|deck/]@{user:fediverse}/{id:status}", "*/users/{user:fediverse}/statuses/{id:status}"), native="{host}/{id}", url="https://{host}/@{user}/{id}",
        player="https://{host}/@{user}/{id}/embed", oembed="https://{host}/api/oembed", sandbox="allow-scripts allow-same-origin allow-popups", never_on=("medium.com", "flipboard.com"),
        examples={"https://social.test/@name/112345678901234567/embed": "social.test/112345678901234567", "https://social.test/@name@other.test/112345678901234567": "social.test/112345678901234567",
                  "https://social.test/users/name/statuses/112345678901234567": "social.test/112345678901234567",
                  "https://social.test/deck/@name/112345678901234567": "social.test/112345678901234567"}, never=("https://social.test/@name", "https://blog.test/@name/2024", "https://medium.com/@name/112345678901234567", "https://www.tiktok.com/@name/112345678901234567")),
    Provider("mastodon", "Mastodon", "post", urls=("*/web/statuses/{id:status}",), native="{host}/{id}", url="https://{host}/web/statuses/{id}", oembed="https://{host}/api/oembed",
        examples={"https://social.test/web/statuses/112345678901234567": "social.test/112345678901234567"}),
)  # fmt: skip
