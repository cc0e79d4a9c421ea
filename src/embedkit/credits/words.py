"""The words of credits, as data: what newsrooms write before a name, who sells pictures, what is no person's name.

Each row of `LEADS` holds the alternatives of one language (or script) as parts of a regular expression, without the colon.
"""

from __future__ import annotations

import re
from typing import Final

from embedkit.credits import trie

LEADS: Final[dict[str, str]] = {
    "en": r"(?:photo ?)?montage|collage|composite|photos?(?: credits?)?|photograph(?:y|s)?|pictures?(?: credits?)?|pics?|images?(?: credits?| source)?|illustrations?|photo illustration|graphics?|"
    r"video|screenshot|screen ?grab|file photo|media source|credits?|sources?|copyright|rights",
    "de": r"bildmontage|fotomontage|(?:archiv|symbol|beispiel|agentur)?(?:fotos?|bild(?:er)?)|bild(?:quellen?|rechte|nachweis)|fotografie|grafik|illustrationen|quellen?|symbolbild",
    "nl": r"beeld|foto|fotografie|bron|infographic",
    "fr": r"crédits? ?photos?|crédits?|photographie|vidéo|visuel|infographie",
    "es, ca, gl": r"fotos?|fotografías?|fotografia|imagen|imágenes|imatge|ilustración|infografía|gráfico|vídeo|créditos?|fuente|font|cortesía",
    "pt": r"fotos?|fotografia|imagem|ilustração|crédito|fonte|divulgação|reprodução|vídeo",
    "it": r"foto|fotografia|immagine|crediti?|credito|fonte|illustrazione",
    "sv, no, da, is": r"fotografi|illustrationer|illustrasjon|bilde|billede|grafikk|kreditering|skjermdump|skärmdump|ljósmynd|mynd|kilde|källa|kredit",
    "fi, et": r"kuva|valokuva|kuvat|lehtikuva|pilt",
    "pl, cs, sk": r"fot|zdjęcie|zdjęcia|źródło|zdroj|snímek|reprofoto|autor(?: fotografie| fota)?|ilustrace",
    "hu, ro": r"fotó|kép|forrás|sursa foto|sursă foto|credit foto|foto credit",
    "sl, hr, sr, bs": r"fotografija|slika|izvor|vir",
    "lt, lv": r"nuotr|nuotrauka|attēls|fotogrāfija|avots",
    "ru, uk, bg, sr": r"фото(?:графия|графія)?|снимка|слика|изображение|світлина|зображення|иллюстрация|источник|джерело|извор|автор фото",
    "el": r"φωτογραφ[ίι]α|φωτο|φωτό|εικόνα|πηγή",
    "tr, az": r"foto[gğ]raf|görsel|kaynak|şəkil",
    "id, ms, tl": r"gambar|foto|larawan|sumber|dok(?:umentasi)?",
    "vi": r"ảnh|hình(?: ảnh)?|nguồn(?: ảnh)?",
    "sw, zu, af": r"picha|isithombe|chanzo",
    "ar, fa, ur": r"تصوير|تصویر|الصورة|صورة|صور|المصدر|مصدر الصورة|عکس|منبع|عدسة|کریڈٹ",
    "he": r"צילום|תמונה|קרדיט",
    "hi, bn, ta, mr": r"फोटो|फ़ोटो|तस्वीर|छायाचित्र|ছবি|படம்",
    "th": r"ภาพ|ภาพถ่าย|ที่มา(?:ของภาพ)?",
    "ja": r"写真(?:提供)?|画像(?:提供)?|提供|撮影|出典|出所",
    "zh": r"图片来源|图片|图源|圖片來源|圖片|圖源|摄影|攝影|来源|來源|图|圖|资料图|資料照",
    "ko": r"사진(?:제공| 제공|출처| 출처)?|자료사진|출처|이미지",
    "ka, hy, sq": r"ფოტო|լուսանկարը?",
}

_LATIN: Final = (
    "AFP|Agence France-Presse|AP|The Associated Press|Associated Press|EPA|EFE|ANSA|Ansa|DPA|dpa|ddp|epd|KNA|PA Wire|PA Media|PA Images|PA Archive|Press Association|Reuters|"
    "Getty Images|Getty|IMAGO|Imago|imago images|imago|Shutterstock|Alamy|TASS|Xinhua|Kyodo|Jiji Press|Bloomberg|picture alliance|picture-alliance|Picture Alliance|Keystone|KEYSTONE-SDA|"
    "Keystone-SDA|NTB|Ritzau Scanpix|Ritzau|Scanpix|Lehtikuva|Bildbyrån|ANP|Belga|APA|ČTK|TASR|PAP|East News|MTI|LUSA|Lusa|Agerpres|Inquam Photos|Tanjug|HINA|Cropix|Pixsell|"
    "LETA|ELTA|BNS|AMNA|Eurokinissi|ΑΠΕ-ΜΠΕ|Anadolu Agency|Anadolu|İHA|DHA|PTI|IANS|ANI|Antara|Bernama|Yonhap|Vietnam News Agency|TTXVN|Europa Press|LaPresse|Fotogramma|"
    "Agência Brasil|Folhapress|Estadão Conteúdo|Divulgação|Reprodução|Cuartoscuro|Notimex|Télam|Magnum Photos|Magnum|SOPA Images|ZUMA Press|ZUMA|NurPhoto|Hans Lucas|Abaca Press|"
    "Abaca|MaxPPP|MAXPPP|SipaUSA|Sipa USA|Sipa|Gamma-Rapho|Action Press|Zoonar|iStockphoto|iStock|Adobe Stock|stock.adobe.com|Fotolia|Depositphotos|123RF|Freepik|Dreamstime|Unsplash|"
    "Pexels|Pixabay|Flickr|Wikimedia Commons|Wikimedia|Creative Commons|UPI|The Canadian Press|Canadian Press|CNA|AAP|WireImage|FilmMagic|BackGrid|Backgrid|SplashNews|SWNS|"
    "Rex Features|Camera Press|Avalon|Corbis|Bettmann|Hulton Archive|USA TODAY Sports|USA TODAY|Imagn Images|Icon Sportswire|LightRocket|Pacific Press|Handout|Supplied|Screenshot|Screengrab|"
    "Courtesy photo|Contributed photo|Submitted photo|Provided photo|NASA|ESA"
)
_OTHER: Final = (
    "ТАСС|РИА Новости|Интерфакс|Укринформ|Укрінформ|УНІАН|Рейтер|رويترز|أ ف ب|أ.ف.ب|فرانس برس|الفرنسية|أسوشيتد برس|أسوشييتد برس|الأناضول|غيتي|غيتي إيميجز|الأوروبية|رویترز|ایرنا|ایسنا|"
    "רויטרס|איי-פי|אי-פי|פלאש 90|פלאש90"
)
_EASTERN: Final = "共同通信社|共同通信|共同|時事通信社|時事通信|時事|ロイター|AP通信|ＡＰ通信|新华社|新華社|中新社|中央社|美聯社|法新社|路透社|路透|视觉中国|東方IC|ＡＰ|ＡＦＰ|ＥＰＡ|연합뉴스|뉴시스|뉴스1|로이터|AP연합"


def _with_capitals(names: str) -> list[str]:
    """The names, and those of four letters or more in capitals too."""
    return [name for row in names.split("|") for name in dict.fromkeys((row, row.upper() if len(row) > 3 else row))]


AGENCY: Final = trie.pattern([*_with_capitals(_LATIN), *_OTHER.split("|")])
"""Who sells or gives pictures, as a regular expression (case counts)."""
UNSPACED: Final = trie.pattern(_EASTERN.split("|"))
"""The same of scripts that put no blanks between words."""
SHORT: Final = "Instagram|Facebook|TikTok|YouTube|Telegram|Twitter|X|PA|TT|CP|STT|STA|BTA|AA|rtr|sda|ams"
"""Agencies whose names are also those of parties, clubs, states and companies: only in a chain or after a lead-in."""
LEAD: Final = "|".join(dict.fromkeys("|".join(LEADS.values()).split("|")))

_HOUSES: Final = (
    "images|times|news|media|agency|agentur|pictures|archives?|archiv|publishing|herald|tribune|gazette|zeitung|zprávy|tv|museum|museo|university|universität|universidad|université|library|institute?|"
    "police|policía|polizei|department|ministry|ministerio|ministerium|government|gobierno|council|fc|limited|ltd|inc|gmbh|verlag|committee|commission|association|society|foundation|company|"
    "studios?|estudios|commons|productions?|games|films?|gemeinde|stadt|landkreis|feuerwehr|ayuntamiento|emergencias|bomberos|services?|collection|project|esports|infografik|fotoagentur|agencia|agence"
)
HOUSE: Final = re.compile(
    rf"\b(?:{_HOUSES}|press|presse|image|post|pictures|photos?|fotos?|record|journal|radio|group|office|house|city|club|court|party|union|league|pool|stock|rights|sports?|channel|network|wire|"
    r"live|echo|star|sun|machine|challenge|corporation|center|centre|school|college|hospital|church|bank|screenshots?|video|handout|grafik|blog|online|digital)\b|"
    r"\w{3}(?:blatt|zeitung|verlag|ministerium|polizei|feuerwehr)\b",
    re.I,
)
"""Words that persons' names do not have, or seldom."""
SURE_HOUSE: Final = re.compile(rf"\b(?:{_HOUSES})\b|\w{{3}}(?:blatt|zeitung|verlag|ministerium)\b", re.I)
"""Words that no surname is: alone, they tell an organisation."""
PARTICLES: Final = frozenset(
    "de da di do dos das du van von der den del della la le el al bin ibn ben ter ten zu zur af av y e of the".split()
)

__all__ = ["AGENCY", "HOUSE", "LEAD", "LEADS", "PARTICLES", "SHORT", "SURE_HOUSE", "UNSPACED"]
