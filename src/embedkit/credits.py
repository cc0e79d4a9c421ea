"""Parts a credit from a caption, over the languages and shapes in which newsrooms print it.

A credit is recognised by a lead-in ("Photo:", "Foto:", "©", "写真："), by brackets at the end that hold an agency, a chain ("AFP via
Getty Images") or a keyword, or by an agency after the last stop. What the grammar does not consume stays in the caption. Every pattern
looks at the last characters only, so that the cost is linear.
"""

from __future__ import annotations

import re

from embedkit.models import Credit, CreditCategory

_TAIL = 320
"""Characters at the end of a caption in which a credit is looked for."""

_AGENCY = (
    r"AFP|AP|EPA|EFE|ANSA|DPA|dpa|PA|Reuters|REUTERS|Getty(?: Images)?|GETTY(?: IMAGES)?|IMAGO|imago(?: images)?|Imago|Shutterstock|Alamy|TASS|Xinhua|Kyodo|Bloomberg|"
    r"picture[ -]alliance|Keystone|KEYSTONE|NTB|TT|Ritzau(?: Scanpix)?|Scanpix|SCANPIX|ANP|Belga|APA|ČTK|PAP|MTI|LUSA|Lusa|Agerpres|Magnum|SOPA Images|ZUMA(?: Press)?|NurPhoto|"
    r"Anadolu|Sipa(?:USA| USA)?|iStock(?:photo)?|Unsplash|Pexels|Pixabay|Flickr|Wikimedia(?: Commons)?|UPI|CP|The Canadian Press|CNA|AAP|WireImage|FilmMagic|Backgrid|Corbis|"
    r"Handout|Supplied|Screenshot|Screengrab|Europa Press|Press Association|USA TODAY|Archivbild|Archiv|共同|時事|ロイター|新华社|新華社|中央社|ＡＰ|ＡＦＰ|ＥＰＡ"
)
_PHOTO_WORD = (
    r"photos?(?: credits?)?|photograph(?:y|s)?|pictures?|pics?|images?(?: credits?| source)?|fotos?|fotografías?|fotografia|fotografie|fotografi|foto ?©|symbolfotos?|symbolbild|archivfotos?|archivbild|"
    r"bild(?:er|quelle|rechte|nachweis)?|illustrations?|illustrationer|graphics?|grafik|graphic|video|vidéo|vídeo|screenshot|file photo|crédits? ?(?:photo)?|credits?|créditos?|credito|kredit|"
    r"quellen?|sources?|bron|fuente|fonte|copyright|rights|ảnh|фото|світлина|isithombe|nuotr|kuva|kép|zdjęcie|fot|valokuva|fotoğraf|φωτογραφία|تصوير|صورة|الصورة|المصدر|عکس|写真(?:提供)?|画像|提供|撮影|图片来源|图片|"
    r"圖片來源|圖片|图源|圖源|摄影|攝影|图|圖|사진(?:제공)?|자료사진|ภาพ|फोटो|media source|picture credit|photo illustration"
)
_LEAD = re.compile(
    rf"(?:^|(?<=[\s.!?…。」』）)\]|/–—-])|(?<=[a-zà-ÿ0-9”\"’')]))(?P<lead>(?:{_PHOTO_WORD})\s*(?:by\s+|von\s+|:|：|／|/(?=\s?[A-Z])|\s?[-–—]\s(?=[A-Z])|\s?©|\s?\|)|©️?|\(c\)\s|（Ｃ）|photos? by\s|picture by\s|image by\s|illustration by\s|courtesy (?:of\s|:)?)",
    re.I,
)
_BRACKETS = re.compile(r"\s*[(（\[【](?P<inner>[^()（）\[\]【】]{2,140}(?:\([^()]{1,40}\)[^()]{0,40})?)[)）\]】]\s*[.。]?\s*$")
_BRACKET_SIGN = re.compile(
    rf"\b(?:{_AGENCY})\b|(?:{_AGENCY})(?=[/\s]|$)|\bvia\b|^(?:{_PHOTO_WORD})\s*(?:by\b|:|：|/|©|courtesy)|^©|courtesy|撮影|提供|写真|供图|\bphoto(?:s|graph)?\b|\bhandout\b|\bfoto\b|\bscreenshot\b",
    re.I,
)
_NAME = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐ][\w.'’\-À-ž]+"
_BY_NAME = re.compile(
    rf"^(?:by |von |de |par |di )?{_NAME}(?: (?:de|da|di|van|von|der|la|le|del|bin|al|el|Mc|O')? ?{_NAME}){{1,3}}(?:\s?[/,]\s?+[\w .&'’\-À-ž]{{2,60}}+)*+$"
)
_PLAIN = re.compile(
    rf"(?:(?<=[.!?…”\"’])|(?<=[.!?] ))\s*(?P<credit>(?:{_NAME}(?: {_NAME}){{0,3}} ?)?(?:\s?[/|,–—-]\s?)?(?:(?:{_NAME}(?: {_NAME}){{0,2}} ?)?[/|]\s?)*(?:{_AGENCY})(?:(?:\s?[/,|]\s?+|\s?-\s?+| via | for | through )[\w .&'’\-À-ž]{{2,80}}+)*+(?: Images)?)\s*\.?\s*$"
)
_PIPE = re.compile(r"\s[|｜]\s(?P<credit>[^|｜]{2,100})$")
_JAPANESE = re.compile(
    r"(?:[、　]|\s)(?P<taken>[^、。＝（）()\s]{2,15}(?:撮影|提供))$|＝(?P<credit>[^＝。、]{1,30})$|[（(](?P<by>[^（）()]{1,30}(?:撮影|提供))[）)]$"
)
_LITHUANIAN = re.compile(r"[./]\s?/?\s?(?P<credit>[^./]{2,60}(?:/[^/.]{2,60})*\s(?:nuotr|foto)\.?)$")
_DASH = re.compile(
    rf"\s[—–-]\s(?P<credit>(?:Picture|Photo|Image|Pic)s? by [^—–]{{2,80}}|(?:{_AGENCY})(?: \w+)?(?: (?:pic|photo|file photo))?)$", re.I
)
_PERSON_TAGS = re.compile(
    r"^(?:left|right|centre|center|l|r|c|m|re|li|links|rechts|mitte|v\.? ?l\.?|v\.?l\.?n\.?r\.?|\d{1,4}|\d+:\d+|D|R|[A-Z]{2,5}|[a-z.]{1,4})\.?$"
)

_UI_HEAD = re.compile(
    r"^(?:open this photo in gallery:?|open image in gallery|image source,?|image caption,?|legende:?|bildlegende:?|caption:?|caption options|enlarge this image|toggle caption|hide caption|"
    r"öppna bild i helskärm(?:släge)?|click to (?:enlarge|expand)|tap to enlarge|image \d+ of \d+|bild \d+ von \d+|\d{1,3}\s?(?:/|of|von|de)\s?\d{1,3}(?=\s|$|[A-ZÄÖÜ])|выйти из полноэкранного режима|"
    r"развернуть на весь экран|view image in fullscreen|fullscreen|zoom(?:en)?|vergrößern|bild vergrößern|ampliar(?: imagen)?|agrandir(?: l['’]image)?|play video|watch now|advertisement|article content)[\s:.–-]*",
    re.I,
)
_UI_TAIL = re.compile(
    r"(?<![\s.])[\s.]*+(?:hide caption|toggle caption|enlarge this image|show more|read more|mehr anzeigen|weniger anzeigen|bild vergrößern|\[(?:\+|-)\]|click to enlarge|view (?:gallery|image in fullscreen))\s*$",
    re.I,
)
_LABEL_ONLY = re.compile(rf"^(?:{_PHOTO_WORD}|©|\W)+$", re.I)
_STRIP_LEAD = re.compile(
    rf"^\W*(?:(?:{_PHOTO_WORD})\s*(?:by|von|:|：|／|/|©|\||[-–—](?=\s))\s*|©️?\s*|\(c\)\s*|（Ｃ）|courtesy (?:of )?(?=[A-Z])|by (?=[A-Z])|copyright\s+)+",
    re.I,
)
_CATEGORIES: tuple[tuple[re.Pattern[str], CreditCategory], ...] = (
    (re.compile(r"screen-?(?:shot|grab)|skjermdump|captura", re.I), "screenshot"),
    (re.compile(r"illustration|ilustra", re.I), "illustration"),
    (re.compile(r"graphic|grafik|gráfico|infograf", re.I), "graphic"),
    (re.compile(r"hand-?out|supplied|bereitgestellt", re.I), "handout"),
    (re.compile(r"\bAI\b|KI-generiert|generated by|midjourney|dall", re.I), "ai"),
    (re.compile(r"archiv|file (?:photo|picture|image)|資料写真", re.I), "archive"),
    (re.compile(r"v[ií]d[eé]o", re.I), "video"),
    (re.compile(r"photo|foto|bild|image|picture|写真|사진|фото|ảnh|صورة|تصوير", re.I), "photo"),
)
_ORGANISATION = re.compile(rf"(?<![\w])(?:{_AGENCY})(?![\w])")


def split(text: str | None, *, credit_text: str | None = None, alt: str | None = None) -> tuple[str | None, Credit | None]:
    """The caption without its credit, and the credit.

    `credit_text` is the text of an own credit element, where the markup has one: the caption then only loses a repetition of it.
    `alt` is the image's alternative text: a caption that begins with it may have the credit glued to its end.
    """
    caption = strip_ui(text or "")
    own = read(credit_text) if credit_text and not _LABEL_ONLY.match(credit_text) else None
    if own is not None:
        for repeated in (own.raw, own.line or own.raw):
            if repeated and caption.endswith(repeated) and caption != repeated:
                caption = _tidy(caption[: -len(repeated)])
        return (None if caption in (own.raw, own.line) else caption or None), own
    head, tail = caption[:-_TAIL], caption[-_TAIL:]
    at = _credit_start(tail, whole=not head)
    if (
        at is None
        and alt
        and 0 < len(alt) < len(caption)
        and caption.startswith(alt.strip())
        and len(rest := caption[len(alt.strip()) :].strip(" .–-|/")) <= 60
    ):
        return (alt.strip(), read(rest)) if _ORGANISATION.search(rest) else (caption or None, None)
    if at is None:
        return caption or None, None
    return _tidy(head + tail[:at]) or None, read(tail[at:])


def read(text: str) -> Credit:
    """A credit-only text as a value; organisation, creators, category and verb as far as they are certain."""
    raw = " ".join(text.split())
    inner = raw.strip()
    if inner[:1] in "(（[【" and inner[-1:] in ")）]】":
        inner = inner[1:-1].strip()
    lead = _STRIP_LEAD.match(inner)
    line = inner[lead.end() :] if lead else inner
    line = re.sub(r"^＝|^[|/–—-]\s*|\s*[（(]撮影[）)]$|(?<=\w)撮影$", "", line.strip()).strip(" .;,。|") or inner
    if line.endswith(")") and "(" not in line:
        line = line[:-1].rstrip()
    found = [*dict.fromkeys(m[0] for m in _ORGANISATION.finditer(line))]
    verb = re.search(r"撮影|提供|courtesy|photo by|photos by|illustration by|picture by", raw, re.I)
    return Credit(
        raw=raw,
        line=line,
        organisation="/".join(found) or None,
        creators=_creators(line),
        category=_category(raw),
        verb=verb[0].lower() if verb else None,
    )


def strip_ui(text: str) -> str:
    """The text without what belongs to the page's controls ("Open this photo in gallery", "1/3")."""
    text = " ".join(text.split())
    for _ in range(4):
        stripped = _UI_TAIL.sub("", _UI_HEAD.sub("", text)).strip()
        if stripped == text:
            break
        text = stripped
    return text


def _credit_start(tail: str, *, whole: bool) -> int | None:
    """Where the credit begins in the end of a caption, or None."""
    brackets = _BRACKETS.search(tail)
    if brackets is not None and _is_credit(brackets["inner"]):
        before = _lead_start(tail[: brackets.start()], whole=whole) if re.match(r"(?:AP|AFP)\b", brackets["inner"]) is None else None
        return before if before is not None and brackets.start() - before < 60 else brackets.start()
    for pattern, group in ((_JAPANESE, None), (_DASH, "credit"), (_LITHUANIAN, "credit")):
        if (found := pattern.search(tail)) is not None:
            return found.start(group) if group else found.start(found.lastgroup or 0)
    if (lead := _lead_start(tail, whole=whole)) is not None:
        return lead
    if (pipe := _PIPE.search(tail)) is not None and (_ORGANISATION.search(pipe["credit"]) or _BY_NAME.match(pipe["credit"])):
        return pipe.start()
    plain = _PLAIN.search(tail)
    return plain.start("credit") if plain is not None else None


def _lead_start(tail: str, *, whole: bool) -> int | None:
    """The first lead-in after which only a credit follows (no full sentence)."""
    for found in _LEAD.finditer(tail):
        rest = tail[found.end() :].strip()
        if (found.start() == 0 and not whole) or not rest or len(rest) > 180:
            continue
        if len(rest.split()) > 22 or re.search(r"[a-zà-ÿ]{3,}[.!?] [A-ZÀ-Þ][a-zà-ÿ]+ [a-zà-ÿ]+ ", rest):
            continue
        if (
            found["lead"].lower().startswith(("source", "quelle", "video", "image", "credit", "rights", "bild", "foto", "photo"))
            or rest[0].isupper()
            or not rest[0].isascii()
            or rest[0] in "@("
        ):
            return found.start("lead")
    return None


def _is_credit(inner: str) -> bool:
    inner = inner.strip()
    if _PERSON_TAGS.match(inner) and not re.fullmatch(_AGENCY, inner):
        return False
    return bool(_BRACKET_SIGN.search(inner) or _BY_NAME.match(inner))


def _creators(line: str) -> tuple[str, ...]:
    parts = [p.strip() for p in re.split(r"\s*[/|]\s*|\s+via\s+|\s+for\s+", line) if p.strip()]
    named = [re.sub(r"^by ", "", p) for p in parts if not _ORGANISATION.search(p)]
    return tuple(p for p in named if re.fullmatch(rf"{_NAME}(?: {_NAME}){{1,3}}", p))


def _category(raw: str) -> CreditCategory | None:
    return next((name for pattern, name in _CATEGORIES if pattern.search(raw)), None)


def _tidy(caption: str) -> str:
    """A caption after its credit was cut off: dangling separators go, its own stop stays."""
    return re.sub(r"(?<![\s|/,;:、，＝–—-])[\s|/,;:、，＝–—-]++$|\s*[(（\[]\s*$", "", caption.rstrip()).rstrip()
