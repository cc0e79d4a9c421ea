"""The words that announce related items, by language: labels, never titles."""

from __future__ import annotations

import re

LABELS: dict[str, str] = {
    "en": "related|related (?:stories|articles?|news|content|coverage|links|video|videos|topics?|reading)|read (?:more|also|next|this|on)|more|see also|also (?:read|see)|you (?:may|might) (?:also )?like|more on .{2,40}|read more (?:about|on) .{2,40}|"
    "recommended(?: reading| for you)?|watch(?: also| more| now)?|don'?t miss|must read|further reading|in (?:pictures|depth)|explainer|listen|more from .{2,30}|editor'?s picks?|background|what to read next|more stories|more like this",
    "de": "mehr zum thema|lesen sie (?:auch|mehr|hier(?: mehr)?|dazu)|auch interessant|weiterlesen|zum thema|mehr dazu|siehe auch|passend dazu|mehr(?: lesen)?|lesetipps?|mehr aus .{2,30}|empfohlene artikel|weitere artikel|"
    "das könnte sie auch interessieren|hintergrund|verwandte (?:artikel|themen)|lesen sie mehr zum thema|dazu|im video|video|hinweis auf einen verwandten artikel",
    "fr": "(?:à )?lire (?:aussi|également|plus)|à découvrir|sur le même sujet|à voir(?: aussi)?|voir aussi|notre dossier|pour aller plus loin|articles? (?:liés?|associés?)|recommandé|en savoir plus|plus d.infos",
    "es": "lea (?:también|además|más)|lee (?:también|además|más)|te puede(?: también)? interesar|más información|noticias? relacionadas?|relacionad[oa]s?|ver (?:también|además|más)|además|mira también|le[ea] aquí|sigue leyendo|en vídeo",
    "it": "leggi (?:anche|qui)|vedi anche|per approfondire|approfondimento|ti potrebbe interessare|articoli correlati|guarda anche|correlati",
    "pt": "leia (?:também|mais)|veja (?:também|mais)|saiba mais|relacionad[oa]s?|mais sobre|notícias relacionadas",
    "nl": "lees (?:ook|meer|verder)|zie ook|meer over(?: dit onderwerp)?|bekijk ook|gerelateerd",
    "sv": "läs (?:också|även|mer)|se även|mer om|relaterat",
    "no": "les (?:også|mer)|se også|les også",
    "da": "læs (?:også|mere)|se også",
    "fi": "lue (?:myös|lisää)|katso myös",
    "pl": "czytaj (?:też|także|więcej|również)|zobacz (?:także|też|również)|polecamy|więcej|przeczytaj (?:też|także)",
    "cs": "čtěte (?:také|více|i)|přečtěte si(?: také)?|související(?: články)?|více|mohlo by vás zajímat|viz také",
    "sk": "čítajte (?:aj|tiež|viac)|súvisiace|prečítajte si",
    "hu": "olvass(?:a el)? (?:még|tovább)|kapcsolódó(?: cikkek?)?|ajánló",
    "ro": "citește și|citiţi şi|vezi și|pe aceeași temă",
    "tr": "ilgili haber(?:ler)?|ayrıca okuyun|bunu da oku(?:yun)?|haberin devamı",
    "ru": "читайте также|читать также|смотрите также|по теме|материалы по теме|подробнее",
    "uk": "читайте також|дивіться також|за темою",
    "el": "διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα)|δείτε (?:επίσης|ακόμη)|σχετικά",
    "ar": "اقرأ (?:أيضا|أيضًا|المزيد|كذلك)|شاهد أيضا|مواضيع ذات صلة|موضوعات متعلقة|ذات صلة|إقرأ أيضا",
    "fa": "بیشتر بخوانید|مطالب مرتبط",
    "he": "קראו (?:גם|עוד)|כתבות קשורות",
    "hi": "यह भी पढ़ें|ये भी पढ़ें|संबंधित खबरें",
    "ja": "関連記事|あわせて読みたい|合わせて読みたい|関連(?:リンク|ニュース|動画)?|【?関連】?",
    "zh": "相关(?:阅读|新闻|报道|文章|链接)|相關(?:閱讀|新聞|報導|文章)|延伸阅读|延伸閱讀|推荐阅读|更多",
    "ko": "관련\\s?(?:기사|뉴스|영상)|더 보기|함께 보면 좋은 기사",
    "vi": "xem thêm|đọc thêm|tin liên quan|bài liên quan",
    "id": "baca (?:juga|selengkapnya)|lihat juga|berita terkait|simak juga",
    "lt": "taip pat skaitykite|skaitykite (?:taip pat|daugiau)|susijusios? (?:naujienos|straipsniai)",
    "zu": "funda(?: futhi)?",
    "af": "lees ook|lees meer",
}
"""Patterns of whole labels, lower case."""

_ANY = "|".join(LABELS.values())
_WHOLE = re.compile(rf"\W*(?:{_ANY})\W*")
_LEADING = re.compile(rf"\W*(?:{_ANY})\s?[:：|>»›]\s*|\s*[>»›▶►→]+\s*", re.I)


def is_label(text: str) -> bool:
    """True for a text that is nothing but a label ("Read more:")."""
    return len(text) <= 60 and _WHOLE.fullmatch(text.lower()) is not None


def without_label(text: str) -> tuple[str, bool]:
    """A line's title without the label before it ("READ MORE: Title"), and whether there was one."""
    found = _LEADING.match(text)
    return (text[found.end() :].strip(), True) if found and found.end() and len(text) > found.end() + 8 else (text, False)
