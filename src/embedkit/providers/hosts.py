"""Hosts that hold no editorial media: trackers, adverts, comments, share buttons, and players that read aloud or promote."""

from __future__ import annotations

import re
from typing import Literal

from embedkit import urls

Category = Literal[
    "tracker",
    "consent",
    "comments",
    "share",
    "auth",
    "ad",
    "affiliate",
    "recommendation",
    "newsletter",
    "widget",
    "read_aloud",
    "promo",
    "poll_auto",
]

_HOSTS: dict[Category, str] = {
    "tracker": "googletagmanager.com google-analytics.com demdex.net crwdcntrl.net bkrtx.com krxd.net imrworldwide.com scorecardresearch.com quantserve.com "
    "chartbeat.com cxense.com parsely.com hotjar.com optimizely.com segment.com tr.snapchat.com analytics.tiktok.com bat.bing.com mc.yandex.ru ioam.de iocnt.net "
    "hit.gemius.pl etracker.com adobedtm.com omtrdc.net tiqcdn.com stats.wp.com permutive.com bounceexchange.com evgnet.com vgwort.de",
    "consent": "privacy-mgmt.com sp-prod.net cookiebot.com trustarc.com onetrust.com cookielaw.org usercentrics.eu iubenda.com didomi.io consentmanager.net opencmp.net "
    "fundingchoicesmessages.google.com osano.com cookiefirst.com privacymanager.io",
    "comments": "disqus.com livefyre.com viafoura.co viafoura.net spot.im openweb.com hyvor.com commento.io vuukle.com giscus.app utteranc.es coralproject.net jetpack.wordpress.com "
    "widgets.wp.com public-api.wordpress.com",
    "share": "addthis.com sharethis.com addtoany.com snapwidget.com elfsight.com lightwidget.com curator.io getpocket.com flattr.com b.hatena.ne.jp syndication.twitter.com",
    "auth": "accounts.google.com apis.google.com content.googleapis.com appleid.apple.com staticxx.facebook.com recaptcha.net hcaptcha.com challenges.cloudflare.com piano.io "
    "tinypass.com auth0.com gigya.com",
    "ad": "doubleclick.net googlesyndication.com googleadservices.com 2mdn.net imasdk.googleapis.com adnxs.com pubmatic.com rubiconproject.com openx.net amazon-adsystem.com "
    "criteo.com criteo.net 3lift.com indexww.com casalemedia.com teads.tv media.net adform.net adsrvr.org moatads.com adsafeprotected.com yieldmo.com 33across.com undertone.com "
    "sharethrough.com seedtag.com smartadserver.com serving-sys.com adition.com weborama.fr infolinks.com liadm.com adthrive.com mediavine.com unrulymedia.com vidoomy.com a-ads.com "
    "adfox.ru atwola.com dynamicyield.com salesmanago.pl marfeelrev.com unitag.jp adingo.jp perfectmarket.com tanx.com pos.baidu.com alicdn.com gtimg.com themoneytizer.com",
    "affiliate": "bankrate.com lendingtree.com smartasset.com skimresources.com",
    "recommendation": "outbrain.com taboola.com revcontent.com mgid.com zergnet.com dianomi.com plista.com engageya.com disqusads.com trendmd.com",
    "newsletter": "list-manage.com mailchimp.com sibforms.com mailjet.com emailsys1a.net hsforms.com hubspot.com sailthru.com emarsys.com klaviyo.com mailmunch.co createsend.com convertkit.com",
    "widget": "tradingview.com tradingview-widget.com trustpilot.com newsmemory.com cse.google.com translate.google.com calendar.google.com duckduckgo.com news.google.com intercom.io tawk.to",
    "read_aloud": "beyondwords.io speechkit.io bottalk.io trinitymedia.ai trinityaudio.ai readspeaker.com remixd.com play.ht texthelp.com browsealoud.com elevenlabs.io",
    "promo": "connatix.com primis.tech sekindo.com showheroes.com aniview.com anyclip.com vidazoo.com truvid.com vi.ai sendtonews.com stnvideo.com ex.co playbuzz.com",
    "poll_auto": "opinary.com",
}
_BY_HOST: dict[str, Category] = {host: category for category, hosts in _HOSTS.items() for host in hosts.split()}
_SHARE = re.compile(r"facebook\.com/plugins/(?!video|post|comments|feedback)|platform\.(?:twitter|x)\.com/widgets/|youtube\.com/subscribe_embed|[?&]list=user_uploads|twitter\.com/(?:share|intent)")  # fmt: skip
_PATHS: tuple[tuple[Category, re.Pattern[str]], ...] = (
    ("share", _SHARE),  # the first: `is_share_button` looks at no other
    ("comments", re.compile(r"facebook\.com/plugins/(?:comments|feedback)|blogger\.com/comment|substack\.com/embed\Z")),
    ("tracker", re.compile(r"/ns\.html|facebook\.com/tr\b|(?<![a-z])(?:user|cookie)?-?sync(?![a-z])|(?<![a-z])(?:pixel|beacon|analytics|matomo|piwik|xdomain|localstorage|counter)(?![a-z])|/proxy\.html")),
    ("auth", re.compile(r"google\.com/recaptcha|xd_arbiter|(?<![a-z])(?:captcha|signin|sso)(?![a-z])|/(?:login|auth)(?![a-z])")),
    ("ad", re.compile(r"[/_.-]ads?[/_.]|//(?:[\w-]+\.)*(?:ads?|adserver|adscript|imp)\d*\.|/adx(?![a-z])|(?<![a-z])(?:adserver|advertorial|adframe|dfp|vast)(?![a-z])")),
    ("affiliate", re.compile(r"//(?:rcm|ws)-[\w-]+\.amazon\b|(?<![a-z])affiliate(?![a-z])")),
    ("read_aloud", re.compile(r"(?<![a-z])(?:tts|text-to-speech|text2speech|read-?aloud|webreader|speechkit|articleaudioversion)(?![a-z])", re.I)),
    ("newsletter", re.compile(r"(?<![a-z])(?:newsletter|subscribe|subscription|substack\.com/embed(?!/p/))(?![a-z])")),
    ("widget", re.compile(r"(?<![a-z])(?:weather|meteo|ticker|scoreboard|livescore|lotto|horoscope|epaper|calculator)(?![a-z])")),
)  # fmt: skip


def category(url: str) -> Category | None:
    """The reason why a URL holds no editorial media, or None. Ask `identify` first: a provider's own player wins over all but `is_share_button`."""
    text = url.lower()
    return _of_host(text) or next((name for name, shape in _PATHS if shape.search(text)), None)


def is_share_button(url: str) -> bool:
    """Whether `category` says so: this is asked of every player's address, and looks for nothing else."""
    text = url.lower()
    found = _of_host(text)
    return found == "share" or (found is None and _SHARE.search(text) is not None)


def _of_host(url: str) -> Category | None:
    host = urls.host_of(url)
    while host and "." in host:
        if (found := _BY_HOST.get(host)) is not None:
            return found
        host = host.partition(".")[2]
    return None
