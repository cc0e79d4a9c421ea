"""Invented video titles in six languages, as many as wanted: grammar over word lists, with near-duplicates. The same number gives the same titles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple


class Title(NamedTuple):
    """A title and its language."""

    text: str
    language: str


class _Tongue(NamedTuple):
    pattern: str
    who: list[str]
    what: list[str]
    where: list[str]
    when: list[str]
    part: str


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]


_SYLLABLES = (
    "bran",
    "tor",
    "vel",
    "mar",
    "ost",
    "lin",
    "hav",
    "grim",
    "sel",
    "dun",
    "kar",
    "wes",
    "nor",
    "ald",
    "fen",
    "rau",
    "hol",
    "mir",
    "tas",
    "bek",
)
_ENDS = ("berg", "sen", "holm", "ova", "ik", "mann", "ley", "stad", "ini", "ard", "und", "eth")

TONGUES: dict[str, _Tongue] = {
    "en": _Tongue(
        "{who} {what} {where} {when}: {name}",
        _list("Ferry captains | Night nurses | Two beekeepers | The fire brigade | Market traders | Retired pilots | A school choir | Bus drivers | The lighthouse crew | Young farmers | City gardeners | Tram mechanics | Harbour divers | The town council | Island teachers | Amateur astronomers | Bakery owners | Rescue dogs | The museum team | Mountain guides"),
        _list("refuse the new timetable | rebuild a flooded bridge | rehearse for the festival | count the last storks | open the old tunnel | repair the broken clock | protest against higher rents | test an electric boat | find a lost painting | celebrate a rare victory | clear the fallen trees | teach robots to sort waste | restore the burnt theatre | plant ten kinds of apple | search for a missing kayak | explain the water shortage | win the long appeal | film a whale at dawn | save the public library | welcome the first train"),
        _list("in Lindholm | in Cape Merrow | on Kestrel Island | near Varnholt | at Torsvik pier | in Ashgrove | above Dunmoor | outside Pellworth | along the Sound | in the lower town | at Garnet Lake | in Westerhaven | by the eastern gate | in Oldbridge | on the north quay | in Hollow Vale | near the south quay | in Marlow Fields | at the old mill | in Brackwater"),
        _list("after the storm | before the election | despite the rain | for the first time | during the heatwave | under police escort | without any help | against all advice | in record time | on a frozen morning | after years of delay | with borrowed tools | during the strike | before sunrise | in front of a full house | after the blackout | with new funding | despite a court order | in the summer break | under a full moon | before the deadline | after the merger | for a good cause | with a live band"),
        "part {n}",
    ),
    "de": _Tongue(
        "{who} {what} {where} {when}: {name}",
        _list("Fährleute | Nachtschwestern | Zwei Imkerinnen | Die Feuerwehr | Markthändler | Pensionierte Piloten | Ein Schulchor | Busfahrer | Die Leuchtturmwärter | Junge Bauern | Stadtgärtner | Straßenbahner | Hafentaucher | Der Gemeinderat | Insellehrer | Hobbyastronomen | Bäckermeister | Rettungshunde | Das Museum | Bergführer"),
        _list("verweigern den neuen Fahrplan | reparieren die überflutete Brücke | proben für das Fest | zählen die letzten Störche | öffnen den alten Stollen | retten die kaputte Turmuhr | demonstrieren gegen höhere Mieten | testen ein Elektroboot | finden ein verschollenes Gemälde | feiern einen seltenen Sieg | räumen umgestürzte Bäume | lehren Roboter das Sortieren | erneuern das verbrannte Theater | pflanzen zehn Apfelsorten | suchen ein vermisstes Kajak | erklären den Wassermangel | gewinnen das lange Verfahren | filmen einen Wal | verteidigen die Bücherei | begrüßen den ersten Zug"),
        _list("in Oberahlen | in Sundheim | auf der Insel Möwensand | bei Dünheide | am Kai von Lohne | in Eschenhain | über Grauental | vor Pellworm | am Großen Sund | in der Unterstadt | am Granatsee | in Westerhafen | am Osttor | in Altbrück | am Nordufer | im Hohlen Grund | am Südufer | in Marschfeld | an der alten Mühle | in Brackwasser"),
        _list("nach dem Sturm | vor der Wahl | trotz Regen | zum ersten Mal | während der Hitzewelle | unter Polizeischutz | ohne fremde Hilfe | gegen jeden Rat | in Rekordzeit | an einem eisigen Morgen | nach jahrelanger Verzögerung | mit geliehenem Werkzeug | während des Streiks | vor Sonnenaufgang | vor vollem Haus | nach dem Stromausfall | mit neuem Geld | trotz Gerichtsbeschluss | in den Sommerferien | bei Vollmond | vor Ablauf der Frist | nach der Fusion | für einen guten Zweck | mit einer Blaskapelle"),
        "Teil {n}",
    ),
    "ru": _Tongue(
        "{who} {what} {where} {when}: {name}",
        _list("Паромщики | Ночные сёстры | Две пасечницы | Пожарные | Торговцы рынка | Лётчики на пенсии | Школьный хор | Водители автобусов | Смотрители маяка | Молодые фермеры | Городские садовники | Механики трамваев | Портовые водолазы | Городской совет | Учителя острова | Любители астрономии | Пекари | Собаки-спасатели | Сотрудники музея | Горные проводники"),
        _list("отвергают новое расписание | чинят затопленный мост | готовятся к празднику | считают последних аистов | открывают старый тоннель | спасают сломанные часы | протестуют против высокой аренды | испытывают электрическую лодку | находят пропавшую картину | празднуют редкую победу | убирают упавшие деревья | учат роботов сортировать мусор | восстанавливают сгоревший театр | сажают десять сортов яблонь | ищут пропавшую байдарку | объясняют нехватку воды | выигрывают долгий спор | снимают кита на рассвете | защищают библиотеку | встречают первый поезд"),
        _list("в Линдгольме | в Заречном Мысе | на острове Пустельга | под Варнхольтом | у причала Торсвик | в Ясеневке | над Серой Долиной | возле Пелворта | вдоль пролива | в нижнем городе | у Гранатового озера | в Западной Гавани | у восточных ворот | в Старомостье | на северной набережной | в Тихом Логе | на южной набережной | в Луговом | у старой мельницы | в Солоноводске"),
        _list("после шторма | перед выборами | несмотря на дождь | впервые | во время жары | под охраной полиции | без всякой помощи | вопреки советам | в рекордный срок | морозным днём | после долгих задержек | с чужими инструментами | во время забастовки | до восхода солнца | при полном зале | после отключения света | на новые деньги | вопреки решению суда | на летних каникулах | при полной луне | до истечения срока | после слияния | ради доброго дела | под живую музыку"),
        "часть {n}",
    ),
    "ar": _Tongue(
        "{who} {what} {where} {when}: {name}",
        _list("قباطنة العبّارات | ممرضات الليل | مربيتا النحل | رجال الإطفاء | تجار السوق | الطيارون المتقاعدون | جوقة المدرسة | سائقو الحافلات | حراس المنارة | المزارعون الشباب | بستانيو المدينة | عمال الترام | غواصو المرفأ | مجلس البلدة | معلمو الجزيرة | هواة الفلك | أصحاب المخابز | كلاب الإنقاذ | فريق المتحف | أدلاء الجبل"),
        _list("يرفضون الجدول الجديد | يصلحون الجسر الغارق | يستعدون للمهرجان | يحصون آخر اللقالق | يفتحون النفق القديم | ينقذون الساعة المعطلة | يحتجون على ارتفاع الإيجارات | يجربون قاربا كهربائيا | يعثرون على لوحة مفقودة | يحتفلون بفوز نادر | يزيلون الأشجار الساقطة | يعلمون الروبوتات فرز النفايات | يرممون المسرح المحترق | يزرعون أصناف التفاح | يبحثون عن زورق مفقود | يشرحون نقص المياه | يكسبون الدعوى الطويلة | يصورون حوتا عند الفجر | يدافعون عن المكتبة | يستقبلون القطار الأول"),
        _list("في لندهولم | في رأس مرّو | في جزيرة العوسق | قرب فارنهولت | عند رصيف تورسفيك | في بستان الدردار | فوق وادي الرماد | خارج بلورث | على طول المضيق | في المدينة السفلى | عند بحيرة العقيق | في المرفأ الغربي | عند البوابة الشرقية | في الجسر القديم | على الرصيف الشمالي | في الوادي الهادئ | على الرصيف الجنوبي | في المروج | عند الطاحونة القديمة | في الماء المالح"),
        _list("بعد العاصفة | قبل الانتخابات | رغم المطر | للمرة الأولى | خلال موجة الحر | بحراسة الشرطة | دون أي مساعدة | خلافا للنصائح | في وقت قياسي | في يوم جليدي | بعد تأخير طويل | بأدوات مستعارة | خلال الإضراب | قبل شروق الشمس | أمام جمهور كبير | بعد انقطاع الكهرباء | بتمويل جديد | رغم قرار المحكمة | في العطلة الصيفية | تحت ضوء القمر | قبل انتهاء المهلة | بعد الاندماج | لأجل عمل خيري | مع فرقة موسيقية"),
        "الجزء {n}",
    ),
    "tr": _Tongue(
        "{where} {who} {when} {what}: {name}",
        _list("vapur kaptanları | gece hemşireleri | iki arıcı | itfaiye ekibi | pazar esnafı | emekli pilotlar | okul korosu | otobüs şoförleri | deniz feneri bekçileri | genç çiftçiler | şehir bahçıvanları | tramvay ustaları | liman dalgıçları | belediye meclisi | ada öğretmenleri | amatör gökbilimciler | fırın sahipleri | kurtarma köpekleri | müze görevlileri | dağ rehberleri"),
        _list("yeni tarifeyi reddediyor | su basan köprüyü onarıyor | şenliğe hazırlanıyor | kalan leylekleri sayıyor | eski tüneli açıyor | bozuk saati kurtarıyor | yüksek kiraları protesto ediyor | elektrikli tekneyi deniyor | kayıp tabloyu buluyor | ender bir zaferi kutluyor | devrilen ağaçları kaldırıyor | robotlara çöp ayırmayı öğretiyor | yanan tiyatroyu yeniliyor | elma fidanları dikiyor | kaybolan kanoyu arıyor | su sıkıntısını anlatıyor | uzun davayı kazanıyor | şafakta balinayı çekiyor | kütüphaneyi savunuyor | ilk treni karşılıyor"),
        _list("Lindholm'de | Merrow Burnu'nda | Kerkenez Adası'nda | Varnholt yakınında | Torsvik iskelesinde | Dişbudak'ta | Kurşunlu Vadi'de | Pelworth dışında | boğaz boyunca | aşağı şehirde | Lal Gölü'nde | Batı Limanı'nda | doğu kapısında | Eskiköprü'de | kuzey rıhtımında | Issız Vadi'de | güney rıhtımında | Çayırlı'da | eski değirmende | Acısu'da"),
        _list("fırtınadan sonra | seçimden önce | yağmura rağmen | ilk kez | sıcak dalgasında | polis eşliğinde | yardım almadan | uyarılara karşın | rekor sürede | buzlu bir günde | uzun gecikmenin ardından | ödünç aletlerle | grev sırasında | gün doğmadan | dolu salonda | elektrik kesintisinde | yeni ödenekle | mahkeme kararına rağmen | yaz tatilinde | dolunayda | süre dolmadan | birleşmenin ardından | hayır için | canlı müzikle"),
        "bölüm {n}",
    ),
    "ja": _Tongue(
        "{where}{who}、{when}{what}　{name}",
        _list("連絡船の船長 | 夜勤の看護師 | 二人の養蜂家 | 消防隊 | 市場の商人 | 引退した操縦士 | 小学校の合唱団 | バス運転手 | 灯台守 | 若い農家 | 街の庭師 | 路面電車の整備士 | 港の潜水士 | 町議会 | 島の先生 | 天文愛好家 | パン屋の店主 | 災害救助犬 | 博物館の職員 | 山岳ガイド"),
        _list("新ダイヤを拒否 | 冠水した橋を修復 | 祭りの稽古に励む | こうのとりを数える | 旧トンネルを開放 | 壊れた時計を直す | 家賃値上げに抗議 | 電動ボートを試運転 | 失われた絵画を発見 | 珍しい勝利を祝う | 倒木を片付ける | ロボットに分別を教える | 焼けた劇場を再建 | りんごの苗を植える | 行方不明のカヤックを捜索 | 水不足を説明 | 長い裁判に勝訴 | 鯨の撮影に成功 | 図書館を守る | 始発列車を歓迎"),
        _list("汐見で | 岬町で | はやぶさ島で | 春野の近くで | 灯台前の桟橋で | 梢ヶ丘で | 灰谷の上空で | 波越の郊外で | 海峡沿いで | 下町で | 柘榴湖で | 西港で | 東門で | 古橋で | 北埠頭で | 静谷で | 南埠頭で | 緑野で | 古い水車小屋で | 塩川で"),
        _list("嵐のあと | 選挙を前に | 雨の中 | 初めて | 猛暑の中 | 警察の護衛で | 助けなしで | 忠告に反して | 記録的な速さで | 氷の張る日に | 長い延期の末 | 借りた道具で | ストの最中に | 夜明け前に | 満員の観客の前で | 停電のあと | 新しい予算で | 裁判所の命令に反し | 夏休みに | 満月の下で | 期限を前に | 合併のあと | 慈善のため | 生演奏とともに"),
        "第{n}回",
    ),
}  # fmt: skip
_CYRILLIC = str.maketrans({"a": "а", "b": "б", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "y": "и"})  # fmt: skip
_ARABIC = str.maketrans({"a": "ا", "b": "ب", "d": "د", "e": "ي", "f": "ف", "g": "غ", "h": "ه", "i": "ي", "k": "ك", "l": "ل", "m": "م", "n": "ن", "o": "و", "r": "ر", "s": "س", "t": "ت", "u": "و", "v": "ف", "w": "و", "y": "ي"})  # fmt: skip
_KANA = str.maketrans({"a": "ア", "b": "ブ", "d": "ド", "e": "エ", "f": "フ", "g": "グ", "h": "ハ", "i": "イ", "k": "ク", "l": "ル", "m": "ム", "n": "ン", "o": "オ", "r": "ラ", "s": "ス", "t": "ト", "u": "ウ", "v": "ヴ", "w": "ワ", "y": "ヤ"})  # fmt: skip


def titles(number: int, seed: int = 1) -> Iterator[Title]:
    """`number` different titles. About one in six has a near-duplicate: the next part, another place, another name."""
    dice, seen, made = random.Random(seed), set[str](), 0  # noqa: S311 - nothing secret
    tongues = list(TONGUES)
    while made < number:
        language = tongues[made % len(tongues)]
        for text in _family(language, dice):
            if text not in seen and made < number:
                seen.add(text)
                made += 1
                yield Title(text, language)


def one(language: str, dice: random.Random, **fixed: str) -> str:
    """One title of a language; `fixed` says some of its parts."""
    tongue = TONGUES[language]
    said = {part: dice.choice(getattr(tongue, part)) for part in ("who", "what", "where", "when")}
    text = tongue.pattern.format(**said | {"name": name(language, dice)} | fixed)
    return text[0].upper() + text[1:] if language != "tr" else ("İ" if text[0] == "i" else text[0].upper()) + text[1:]


def name(language: str, dice: random.Random) -> str:
    """An invented surname in the script of the language."""
    plain = "".join(dice.choice(_SYLLABLES) for _ in range(dice.choice((1, 2)))) + dice.choice(_ENDS)
    scripts = {"ru": _CYRILLIC, "ar": _ARABIC, "ja": _KANA}
    return (plain.translate(scripts[language]) if language in scripts else plain).title()


def _family(language: str, dice: random.Random) -> list[str]:
    tongue, kind = TONGUES[language], dice.random()
    fixed = {"who": dice.choice(tongue.who), "what": dice.choice(tongue.what), "where": dice.choice(tongue.where), "when": dice.choice(tongue.when), "name": name(language, dice)}  # fmt: skip
    if kind < 0.06:
        return [f"{one(language, dice, **fixed)}, {tongue.part.format(n=n)}" for n in (1, 2, 3)]
    if kind < 0.1:
        return [one(language, dice, **fixed | {"where": place}) for place in dice.sample(tongue.where, 2)]
    if kind < 0.14:
        return [one(language, dice, **fixed | {"name": name(language, dice)}) for _ in range(2)]
    return [one(language, dice, **fixed)]
