"""Words that matter when titles are compared, folded as titles are (`fold.fold`): data, no code."""

from __future__ import annotations

from typing import Final

STOP: Final = frozenset(
    "a an the of in on at to for from by with and or as is are its it s "
    "der die das den dem des ein eine einen einem einer und oder im in am an auf von vom zu zum zur mit fur bei aus ist "
    "le la les l un une des du de d et ou au aux en dans sur pour par avec est "
    "el los las una unos unas y o del al con por para que es "
    "il lo gli uno e di da che o os as um uma dos das do "
    "och en ett av pa til og en et "
    "и в на с о по за из у к ко от до для а "
    "في من علي الي عن و "
    "ve ile bir bu da de".split()
)
"""Words that may be missing or added without another meaning. No negation is among them."""

COMMON: Final = STOP | frozenset(
    "after before during while when what who why how where which this that these those has have had was were will would could should can been being their they them his her our your more most than then "
    "into over under about against between without not but all also only just very first last new old two one years year day days time people says said told now out off up down her him she he we you "
    "nach vor bei uber unter gegen ohne wahrend trotz als wie was wer wo wenn dass nicht noch nur auch aber mehr schon sind wird werden wurde war waren hat haben kann sich sie er wir ihr jahre jahr tag neue neuen alte alten zwei "
    "apres avant pendant sans contre plus pas qui que quoi comme cette ces son ses leur sont ete etre fait deux ans despues antes durante sin contra mas como este esta estos sus son ser dos anos "
    "после перед при под над без как что это его она они был была были не или уже еще два лет бывшии "
    "بعد قبل عند رغم دون خلال هذا هذه التي الذي مع كان كانت ان الا كل بين منذ عام "
    "icin gibi daha cok olan olarak sonra once kadar ama degil ne yil iki "
    "する した して いる ある から まで こと もの ため よう けた を再 った った たち など".split()
)
"""Words that tell nothing of what an article is about."""

NUMBERING: Final = frozenset(
    "part parts pt episode ep chapter vol volume season edition round number no one two three four five six seven eight nine ten first second third fourth fifth "
    "teil folge kapitel ausgabe runde eins zwei drei vier funf sechs erste erster erstes zweite zweiter zweites dritte dritter drittes "
    "partie chapitre saison premiere premier deuxieme seconde troisieme quatrieme deux trois quatre "
    "parte episodio capitulo temporada primera primero segunda segundo tercera tercero dos tres cuatro "
    "часть серия выпуск глава первая вторая третья один два три четыре первыи второи третии "
    "الجزء الحلقه الاول الثاني الثالث الاولي الثانيه الثالثه "
    "bolum kisim birinci ikinci ucuncu bir iki uc "
    "i ii iii iv v vi vii viii ix x 前 後 上 中 下 第 回 編 篇 集 "
    "trailer teaser highlights recap full extended short shorts live replay uncut interview analysis explainer explained reaction preview review podcast opinion comment kommentar analyse erklart bande annonce entretien разбор интервью تحليل مقابله".split()
)
"""Words by which parts and editions are told apart."""

TIMES: Final = frozenset(
    "day week morning noon midday evening night tag woche morgen abend mittag jour matin soir midi dia manana noche tarde утро вечер صباح مساء sabah aksam 朝 昼 夜 夕 "
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo "
    "понедельник вторник среда четверг пятница суббота воскресенье الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد "
    "pazartesi sali carsamba persembe cuma cumartesi pazar 月 火 水 木 金 土 日 "
    "january february march april may june july august september october november december "
    "januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
)
"""Words by which days are told apart."""

NEGATIONS: Final = frozenset(
    "not no never none without nothing nobody cannot dont doesnt wont isnt nicht kein keine keinen nie niemals ohne ne pas jamais sans aucun non nunca sin tampoco nao sem mai senza "
    "не нет ни никогда без لا لم لن ليس بدون دون غير degil yok asla hic".split()
)
"""Words without which a title says the contrary."""

PARTICLES: Final = frozenset("はがをにでともへや")
"""Japanese particles that a title may leave out."""

TURNING: Final = frozenset("不無无非未反没勿別别再新旧前後元副大小東西南北左右男女内外")
"""Characters that turn what they stand before into something else."""

MEDIA: Final = frozenset(
    "watch|watch now|watch this|watch video|video|videos|in video|on video|video clip|clip|play|see|see video|the video|"
    "im video|videobeitrag|film|filmbeitrag|zum video|ansehen|"
    "en video|la video|a voir|regardez|voir|vea|ver|mire|mira|ver video|assista|veja|guarda|guarda il video|"
    "видео|смотрите|смотреть|смотрите видео|фидео|فيديو|شاهد|بالفيديو|شاهد الفيديو|izle|izleyin|video izle|"
    "動画|映像|视频|視頻|影片|有片|영상|동영상".split("|")
)
"""What stands before or behind a title to say that it is a video, apart by a colon, a bar or brackets."""

SITE: Final = frozenset(
    "site news tv television times post journal gazette herald tribune observer telegraph mail press media magazine network channel broadcasting radio online "
    "zeitung nachrichten tagblatt anzeiger bote kurier rundfunk magazin presse courrier quotidien actualites infos noticias diario periodico "
    "новости газета вести телеканал тв اخبار صحيفه قناه جريده haber haberler gazetesi ニュース 新聞 テレビ 新闻 新聞網 日报 日報 뉴스 신문".split()
)
"""Words by which a name behind a bar is known for a site's."""

ANNOUNCING: Final = frozenset("watch video videos видео فيديو شاهد".split())
"""The same as a word of the title: it may be missing."""
