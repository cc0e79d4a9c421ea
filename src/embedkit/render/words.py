"""The few words of our own that a reader sees, by language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from embedkit.models import KINDS, Card, Kind
from embedkit.render import view


@dataclass(frozen=True)
class Words:
    """One language's words; `kinds` in the order of `models.KINDS`, `on` names an untitled item."""

    kinds: str
    related: str
    gone: str
    private: str
    original_gone: str
    on: str = "{kind} – {provider}"

    @cached_property
    def _by_kind(self) -> dict[str, str]:
        return dict(zip(KINDS, self.kinds.split("|"), strict=True))

    def kind(self, kind: Kind) -> str:
        """The kind as a word."""
        return self._by_kind[kind]

    def name(self, card: Card) -> str:
        """What the item is called: what it says itself, else its kind and provider."""
        said = view.said(card)
        if said is not None:
            return said
        kind = self.kind(card.kind)
        return self.on.format(kind=kind, provider=card.provider.name) if card.provider else kind


_WORDS: Final = {
    "en": Words("Photo|Video|Audio|Gallery|Post|Article|Chart|Map|Document|Poll|Embed|Promotion", "Related", "This item is no longer available.",
                "This item is not public.", "The original is no longer available.", "{kind} on {provider}"),
    "de": Words("Foto|Video|Audio|Bilderstrecke|Beitrag|Artikel|Grafik|Karte|Dokument|Umfrage|Inhalt|Werbung", "Mehr zum Thema",
                "Dieser Inhalt ist nicht mehr verfügbar.", "Dieser Inhalt ist nicht öffentlich.", "Das Original ist nicht mehr verfügbar.", "{kind} auf {provider}"),
    "fr": Words("Photo|Vidéo|Audio|Diaporama|Publication|Article|Graphique|Carte|Document|Sondage|Contenu|Publicité", "À lire aussi",
                "Ce contenu n’est plus disponible.", "Ce contenu n’est pas public.", "L’original n’est plus disponible.", "{kind} sur {provider}"),
    "es": Words("Foto|Vídeo|Audio|Galería|Publicación|Artículo|Gráfico|Mapa|Documento|Encuesta|Contenido|Promoción", "Te puede interesar",
                "Este contenido ya no está disponible.", "Este contenido no es público.", "El original ya no está disponible.", "{kind} en {provider}"),
    "zh-hant": Words("照片|影片|音訊|圖集|貼文|文章|圖表|地圖|文件|投票|嵌入內容|推廣", "相關閱讀", "此內容已無法觀看。", "此內容未公開。", "原文已無法觀看。", "{provider} {kind}"),
    "ar": Words("صورة|فيديو|صوت|ألبوم صور|منشور|مقال|رسم بياني|خريطة|مستند|استطلاع|محتوى|ترويج", "اقرأ أيضًا", "لم يعد هذا المحتوى متاحًا.", "هذا المحتوى غير متاح للعموم.",
                "لم يعد الأصل متاحًا.", "{kind} على {provider}"),
}  # fmt: skip
_SAME: Final = {"zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"}
LANGUAGES: Final = tuple(_WORDS)


@lru_cache(maxsize=256)
def words(language: str | None) -> Words:
    """The words of a language (BCP 47: `de`, `de-AT`, `zh-Hant-TW`), English where it is not among ours."""
    tag = (language or "en").split(",")[0].strip().lower().replace("_", "-")
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        part = "-".join(parts[:length])
        known = _WORDS.get(_SAME.get(part, part))
        if known is not None:
            return known
    return _WORDS["en"]
