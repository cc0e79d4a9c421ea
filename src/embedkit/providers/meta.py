"""Facebook, Instagram and Threads."""

from __future__ import annotations

from embedkit.providers.model import Provider

_WIDE = 16 / 9
_TALL = 9 / 16
_ALLOW = "autoplay; encrypted-media; fullscreen; picture-in-picture"
_PLUGIN = "https://www.facebook.com/plugins/"
_FACE = "https%3A%2F%2Fwww.facebook.com%2F"
_VIDEO = {"oembed": "https://graph.facebook.com/v25.0/oembed_video", "allow": _ALLOW, "category": "marketing"}
_POST = {"oembed": "https://graph.facebook.com/v25.0/oembed_post", "category": "marketing"}

META: tuple[Provider, ...] = (
    Provider("facebook-video", "Facebook", "video",
        urls=("[*.]facebook.com/*/videos/[*/]{id:int5}", "[*.]facebook.com/watch/[live/]?v={id:int5}", "[*.]facebook.com/[video/]video.php?(v|id)={id:int5}", "[*.]facebook.com/photo.php?v={id:int5}"),
        url="https://www.facebook.com/watch/?v={id}", player=f"{_PLUGIN}video.php?href={_FACE}watch%2F%3Fv%3D{{id}}&show_text=false", aspect_ratio=_WIDE, names=("fb-video",), **_VIDEO,  # type: ignore[arg-type]
        examples={"https://www.facebook.com/news/videos/1234567890123/": "1234567890123", "https://www.facebook.com/news/videos/a-title/1234567890123": "1234567890123", "https://de-de.facebook.com/news/videos/1234567890123/": "1234567890123",
                  "https://www.facebook.com/watch/?v=1234567890123": "1234567890123", "https://www.facebook.com/watch/live/?v=1234567890123": "1234567890123", "https://www.facebook.com/photo.php?v=1234567890123": "1234567890123",
                  "https://www.facebook.com/video.php?v=1234567890123": "1234567890123", "https://www.facebook.com/video/video.php?id=1234567890123": "1234567890123",
                  "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fnews%2Fvideos%2F1234567890123%2F&show_text=0": "1234567890123"},
        never=("https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fnews.test", "https://www.facebook.com/newsroom", "https://www.facebook.com/share/v/AbCdEfGh/")),
    Provider("facebook-video", "Facebook", "video", urls=("[*.]facebook.com/reel/{id:int5}",), url="https://www.facebook.com/reel/{id}",
        player=f"{_PLUGIN}video.php?href={_FACE}reel%2F{{id}}&show_text=false", aspect_ratio=_TALL, **_VIDEO,  # type: ignore[arg-type]
        examples={"https://www.facebook.com/reel/1234567890123": "1234567890123"}),
    Provider("facebook", "Facebook", "post", urls=("[*.]facebook.com/{user:fb_user}/(posts|activity)/[*/]{id:fb}", "[*.]facebook.com/(permalink.php|story.php)?story_fbid={id:fb}&id={user:int}"),
        url="https://www.facebook.com/{user}/posts/{id}", names=("fb-post", "fb", "facebook-post"), **_POST,  # type: ignore[arg-type]
        examples={"https://www.facebook.com/newsdesk/posts/pfbid02abcDEF": "pfbid02abcDEF", "https://www.facebook.com/newsdesk/posts/a-title/1234567890": "1234567890",
                  "https://www.facebook.com/permalink.php?story_fbid=pfbid02abcDEF&id=1234567": "pfbid02abcDEF", "https://www.facebook.com/newsdesk/activity/1234567890": "1234567890",
                  "https://m.facebook.com/story.php?story_fbid=pfbid02abcDEF&id=1234567": "pfbid02abcDEF",
                  "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fnewsdesk%2Fposts%2Fpfbid02abcDEF": "pfbid02abcDEF"},
        never=("https://www.facebook.com/newsdesk", "https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fnewsdesk",
               "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fnews.test", "https://www.facebook.com/share/p/AbCdEfGh/")),
    Provider("facebook", "Facebook", "post", urls=("[*.]facebook.com/groups/{group:slug}/(posts|permalink)/{id:fb}",),
        url="https://www.facebook.com/groups/{group}/posts/{id}", **_POST,  # type: ignore[arg-type]
        examples={"https://www.facebook.com/groups/a.group/posts/1234567890/": "1234567890", "https://www.facebook.com/groups/12345678/permalink/1234567890/": "1234567890"}),
    Provider("facebook", "Facebook", "post", urls=("[*.]facebook.com/(photo.php|photo)?fbid={id:int5}", "[*.]facebook.com/{user:fb_user}/photos/[*/]{id:int5}"),
        url="https://www.facebook.com/photo.php?fbid={id}", **_POST,  # type: ignore[arg-type]
        examples={"https://www.facebook.com/newsdesk/photos/a.123/1234567890": "1234567890", "https://www.facebook.com/newsdesk/photos/1234567890": "1234567890",
                  "https://www.facebook.com/photo.php?fbid=1234567890": "1234567890", "https://www.facebook.com/photo/?fbid=1234567890": "1234567890"}),
    Provider("facebook", "Facebook", "post", urls=("[*.]facebook.com/media/set?set={id:slug}",), url="https://www.facebook.com/media/set/?set={id}", **_POST,  # type: ignore[arg-type]
        examples={"https://www.facebook.com/media/set/?set=a.1234567890&type=3": "a.1234567890"}),
    Provider("facebook", "Facebook", "post", urls=("[*.]facebook.com/notes/{user:slug}/{slug:slug}/{id:int5}",), url="https://www.facebook.com/notes/{user}/{slug}/{id}", **_POST,  # type: ignore[arg-type]
        examples={"https://www.facebook.com/notes/newsdesk/a-title/1234567890": "1234567890"}),
    Provider("facebook-event", "Facebook", "post", urls=("[*.]facebook.com/events/[*/]{id:int5}$",), url="https://www.facebook.com/events/{id}", category="marketing",
        examples={"https://www.facebook.com/events/1234567890/": "1234567890", "https://www.facebook.com/events/a-title/1234567890": "1234567890"}),
    Provider("facebook", "Facebook", "post", urls=("[*.]facebook.com/events/{event:int5}/permalink/{id:int5}",), url="https://www.facebook.com/events/{event}/permalink/{id}", **_POST,  # type: ignore[arg-type]
        examples={"https://www.facebook.com/events/1234567890/permalink/1234567891/": "1234567891"}),
    Provider("instagram", "Instagram", "post", urls=("(instagram.com|instagr.am)/[{user:insta_user}/](p|reel|reels|tv)/{id:insta}",),
        url="https://www.instagram.com/p/{id}/", player="https://www.instagram.com/p/{id}/embed/", oembed="https://graph.facebook.com/v25.0/instagram_oembed",
        category="marketing", names=("ig",),
        examples={"https://www.instagram.com/p/CabcDEFghij/?igsh=x": "CabcDEFghij", "https://www.instagram.com/reel/CabcDEFghij/": "CabcDEFghij", "https://instagr.am/p/CabcDEFghij/": "CabcDEFghij",
                  "https://www.instagram.com/tv/CabcDEFghij/": "CabcDEFghij", "https://www.instagram.com/name/p/CabcDEFghij/": "CabcDEFghij", "https://www.instagram.com/reels/CabcDEFghij/": "CabcDEFghij",
                  "https://www.instagram.com/name/reel/CabcDEFghij/embed/": "CabcDEFghij"},
        never=("https://www.instagram.com/name/", "https://www.instagram.com/share/p/CabcDEFghij", "https://www.instagram.com/stories/name/1234567890", "https://www.instagram.com/reels/audio/1234567890/")),
    Provider("threads", "Threads", "post", urls=("(threads.net|threads.com)/@{user:slug}/post/{id:dashed}",),
        url="https://www.threads.com/@{user}/post/{id}", player="https://www.threads.com/@{user}/post/{id}/embed", oembed="https://graph.threads.com/oembed", category="marketing",
        examples={"https://www.threads.net/@name/post/CuabcDEFgh1": "CuabcDEFgh1", "https://www.threads.com/@name/post/CuabcDEFgh1": "CuabcDEFgh1"}, never=("https://www.threads.net/@name",)),
    Provider("threads", "Threads", "post", urls=("(threads.net|threads.com)/t/{id:dashed}",), url="https://www.threads.com/t/{id}", oembed="https://graph.threads.com/oembed", category="marketing",
        examples={"https://www.threads.net/t/CuabcDEFgh1": "CuabcDEFgh1"}),
)  # fmt: skip
