"""What belongs to the page's controls and not to a caption: buttons, counters, labels for screen readers, in many languages."""

from __future__ import annotations

import re
from typing import Final

_BUTTONS: Final[dict[str, str]] = {
    "en": r"video ad feedback|open this photo in gallery|open image in gallery|open in gallery|view image in fullscreen|view (?:full ?size|larger image|gallery)|enter full ?screen(?: mode)?|toggle caption|hide caption|"
    r"show caption|caption options|enlarge (?:this )?image|click (?:here )?to (?:enlarge|expand|zoom)|tap to (?:enlarge|expand)|(?:image|photo|slide|picture) \d+ of \d+|play video|watch now|"
    r"advertisement|article content|this content could not be loaded|to view this video please enable javascript[^.]{0,120}\.?",
    "de": r"bild \d+ von \d+|bild vergrößern|bild in großansicht öffnen|bildergalerie öffnen|vollbild öffnen|empfohlener redaktioneller inhalt|mehr anzeigen|weniger anzeigen|"
    r"abspielen\. laufzeit [\w ]{3,40}\.?",
    "fr": r"agrandir l['’]image|ouvrir dans la galerie|voir en plein écran|(?:image|photo) \d+ sur \d+",
    "es": r"ampliar (?:la )?(?:imagen|foto)|abrir (?:imagen )?en galería|ver galería|(?:imagen|foto) \d+ de \d+|mostrar más|mostrar menos",
    "pt": r"ampliar (?:a )?(?:imagem|foto)|abrir (?:imagem )?na galeria|(?:imagem|foto) \d+ de \d+",
    "it": r"ingrandisci(?: l['’]immagine)?|apri (?:nella |in )galleria|(?:immagine|foto) \d+ di \d+",
    "nl": r"afbeelding vergroten|bekijk afbeelding|(?:foto|afbeelding) \d+ van \d+",
    "sv": r"öppna bild(?:en)? i helskärm(?:släge)?|visa bildtext|dölj bildtext|förstora bilden",
    "no, da": r"vis bildetekst|skjul bildetekst|åpne bildet?(?: i fullskjerm)?|åbn billede(?:t)?(?: i fuld skærm)?",
    "fi": r"avaa kuva(?: koko näytön tilassa)?|näytä kuvateksti",
    "pl, cs, sk, hu": r"powiększ zdjęcie|zobacz galerię|zvětšit (?:foto|obrázek)|zobrazit galerii|následuje obsah vložený z jiného webu|kép nagyítása",
    "ru, uk": r"выйти из полноэкранного режима|развернуть на весь экран|открыть в галерее|увеличить изображение|вийти з повноекранного режиму|відкрити на весь екран",
    "tr, vi": r"tam ekran görüntüle|fotoğrafı büyüt|phóng to|xem ảnh lớn",
    "ar": r"تكبير الصورة|عرض الصورة بالحجم الكامل",
    "ja, zh, ko": r"画像を拡大(?:する)?|この写真を拡大|クリックで拡大|全画面表示|点击查看大图|点击放大|查看大图|點擊放大|사진 크게 ?보기|이미지 크게 ?보기",
}
_CAPTION_LABELS: Final = (
    r"image caption|media caption|figure caption|caption|(?:bild)?legende|bildunterschrift|bildtext|légende(?: image| photo)?|légende de l['’]image|pie de foto|legenda(?: da foto| da imagem)?|didascalia|"
    r"kuvateksti|billedtekst|bildetekst|подпись к фото|підпис до фото|fotoğraf altı yazısı|keterangan gambar|chụp lại hình ảnh|maelezo ya picha|التعليق على الصورة|توضیح تصویر|"
    r"इमेज कैप्शन|คำบรรยายภาพ|画像説明|图像加注文字|사진 설명"
)
SOURCE_LABELS: Final = (
    r"image source|image credit|fuente de la imagen|crédit photo|crédito|автор фото|джерело зображення|kaynak|sumber gambar|nguồn hình ảnh|chanzo cha picha|صدر الصورة|مصدر الصورة|منبع تصویر|"
    r"इमेज स्रोत|ที่มาของภาพ|画像提供|图像来源|사진 출처"
)
_ALONE: Final = (
    r"videos?|audios?|photos?|fotos?|bild(?:er)?|images?|vídeos?|vidéos?|zoom(?:en)?|full ?screen|vollbild|vergrößern|ampliar|agrandir|fermer|close|schließen|cerrar|play|expand|"
    r"loading|lade|anzeige|publicidad|publicité|show more|read more|vis mer|vis mere|visa mer|拡大|확대|放大"
)
_HEAD: Final = re.compile(
    rf"^(?:(?:{'|'.join(_BUTTONS.values())})[\s:.,–-]*(?-i:(?![a-zà-ÿ]))|(?:{_CAPTION_LABELS})\s?[:,،，、]\s*|"
    r"(?!9/11|24/7)[(\[]?\d{1,3}\s?(?:/|of|von|de|sur|di|av|van|из|／)\s?\d{1,3}[)\]]?(?-i:(?=\s?[^a-zà-ÿ\s\d/.,%-]|\s*$))[\s:.–-]*|(?-i:\d{1,2}(?=[A-ZÀ-Þ][a-zà-ÿ])))",
    re.I,
)
_CLOSING: Final = (
    r"(?:toggle|hide|show) caption|enlarge this image|click (?:here )?to (?:enlarge|expand)|view image in fullscreen|open (?:this photo|image) in gallery|bild vergrößern|"
    r"öppna bild(?:en)? i helskärm(?:släge)?|(?:visa|dölj) bildtext|(?:vis|skjul) bildetekst|agrandir l['’]image|ampliar (?:la )?(?:imagen|foto)|abspielen\. laufzeit [\w ]{3,40}\.?|"
    r"画像を拡大(?:する)?|点击查看大图|사진 크게 ?보기"
)
"""Buttons behind a caption, also glued to it."""
_TAIL: Final = re.compile(
    rf"(?:{_CLOSING}|(?:\s|(?<=[.!?…)”\"]))(?:show more|read more|mehr anzeigen|weniger anzeigen|mostrar más|vis mere?|visa mer|\[(?:\+|-)\]))\s*$",
    re.I,
)
_EMPTY: Final = re.compile(rf"(?:{_ALONE}|{_CAPTION_LABELS}|{SOURCE_LABELS})[\s:.,]*", re.I)
_SOURCE_LABEL: Final = re.compile(rf"(?:{SOURCE_LABELS})\s?[:,،，、]", re.I)
_CAPTION_LABEL: Final = re.compile(rf"(?:{_CAPTION_LABELS})\s?[:,،，、]", re.I)
_ENOUGH: Final = 200
_SOURCE_FIRST: Final = re.compile(
    rf"(?:{SOURCE_LABELS})\s?[:,،，、]\s*(?P<source>.{{2,150}}?)(?:{_CAPTION_LABELS})\s?[:,،，、]\s*(?P<caption>.+)", re.I | re.S
)
_SOURCE_LAST: Final = re.compile(rf"(?P<caption>.{{2,1500}}?)(?<!\w)(?:{SOURCE_LABELS})\s?[,،，、]\s*(?P<source>.{{2,150}})", re.I | re.S)
_SOURCE_ONLY: Final = re.compile(rf"(?:{SOURCE_LABELS})\s?[,،，、]\s*(?P<source>.{{2,150}})", re.I | re.S)


def strip_controls(text: str) -> str:
    """The text without what belongs to the page's controls ("Open this photo in gallery", "1/3"); nothing when it is nothing else."""
    text = " ".join(text.split())
    for _ in range(4):
        head = _HEAD.match(text)
        stripped = text[head.end() :] if head else text
        tail = _TAIL.search(stripped, max(0, len(stripped) - _ENOUGH))
        stripped = (stripped[: tail.start()] if tail else stripped).strip()
        if stripped == text:
            break
        text = stripped
    return "" if len(text) <= 40 and _EMPTY.fullmatch(text) else text


def labelled(text: str) -> tuple[str, str] | None:
    """Caption and source of a text in which labels for screen readers name both ("Image source, AFP Image caption, A bridge")."""
    folded = " ".join(text.split())[:2_000]
    if _SOURCE_LABEL.match(folded):
        found = _SOURCE_FIRST.fullmatch(folded) or _SOURCE_ONLY.fullmatch(folded)
    else:
        found = _SOURCE_LAST.fullmatch(folded) if _CAPTION_LABEL.match(folded) else None
    return ((found.groupdict().get("caption") or "").strip(), found["source"].strip(" .")) if found else None


__all__ = ["SOURCE_LABELS", "labelled", "strip_controls"]
