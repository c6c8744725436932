"""Words after a number that are no unit: those that multiply it, and those that bound it, in the languages of news.

They are refused, not read: which number "5 mil" or "5 bn" is depends on the language. The short and long scales
differ too: a billion has nine noughts in English, and twelve in German.
"""

# ruff: noqa: RUF001 - words of other scripts, whose letters look like those of ours

from __future__ import annotations

import re
import unicodedata

from claimgraph.records.ids import normalise


def _set_of(words: str) -> frozenset[str]:
    return frozenset(map(normalise, words.split()))


_MULTIPLIERS = _set_of(
    # English, of India too, and what is short for it
    "nought one two three four five six seven eight nine ten eleven twelve zero hundred thousand million billion "
    "trillion quadrillion quintillion hundreds thousands millions billions trillions quadrillions quintillions dozen "
    "dozens score scores several many few handful couple some half halves third thirds quarter quarters fifth "
    "fifths tenth tenths myriad myriads zillion zillions st nd rd th k mn mln mio bn bln tn trn bil lakh lakhs "
    "lac lacs crore crores cr "
    # German, Dutch, Danish, Norwegian, Swedish
    "hundert hunderte dutzend dutzende tausend tausende tsd millionen milliarde milliarden mrd mrden billionen bio "
    "billiarde billiarden honderd duizend miljoen miljard biljoen tusen tusind millioner milliard milliarder mia mrd "
    "mdr miljon miljoner miljarder hundra hundre mkr "
    # French, Spanish, Portuguese, Italian, Romanian
    "cent centaine centaines dizaine dizaines douzaine douzaines mille millier milliers milliards md mds cien ciento "
    "cientos centenar centenares decena decenas docena docenas mil millar millares millón millones millardo millardos "
    "billón billones mill cento centena centenas dezena dezenas dúzia dúzias milhar milhares milhão milhões bilhão "
    "bilhões trilhão trilhões bi tri cem cinquantaine centinaio centinaia decina decine dozzina migliaio migliaia mila "
    "milione milioni miliardo miliardi bilione bilioni mii mie milioane milion miliarde miliard sute "
    # Polish, Czech, Slovak, Hungarian, Croatian
    "sto setki setek tys tysiąc tysiące tysięcy miliony milionów miliardy miliardów mld bilion bilionów tis tisíc "
    "tisíce milionů miliarda miliardu milión milióny miliónov miliárd miliardov ezer millió milliárd száz tisuća "
    "tisuće hiljada hiljade milijun milijuna milijuni milijon milijarda milijarde milijardi "
    # Finnish, Turkish, Indonesian, Vietnamese, Swahili, Filipino
    "tuhat tuhatta miljoona miljoonaa miljardia milj yüz bin milyon milyar trilyon ribu juta miliar triliun ratus "
    "nghìn ngàn triệu tỷ tỉ elfu milioni bilioni libo milyong "
    # Russian, Ukrainian, Bulgarian, Serbian, Greek
    "сто сотня сотни сотен сот десяток десятки десятков тыс тысяча тысячи тысяч тысячу млн миллион миллиона миллионов "
    "миллионы млрд миллиард миллиарда миллиардов миллиарды трлн триллион триллиона триллионов сотень десятків тис "
    "тисяча тисячі тисяч тисячу мільйон мільйона мільйони мільйонів мільярд мільярда мільярди мільярдів трильйон "
    "трильйона трильйонів хил хиляда хиляди милион милиона милиони милиард милиарда милиарди хиљада хиљаде милијарда "
    "милијарди χιλ χιλιάδες χιλιάδων εκατ εκατομμύριο εκατομμύρια εκατομμυρίων δισ δισεκατομμύρια δισεκατομμυρίων "
    # Arabic, Persian, Urdu, Hebrew
    "مئة مائة مئات ألف الف آلاف ألفا مليون مليونا ملايين مليار مليارات مليارا بليون تريليون تريليونات هزار میلیون "
    "میلیارد تریلیون صد ہزار لاکھ کروڑ ارب ملین אלף אלפים אלפי מיליון מיליוני מיליארד מיליארדי מאות "
    # Hindi, Bengali, Tamil, Korean
    "सौ हज़ार हजार लाख करोड़ करोड अरब खरब হাজার লাখ লক্ষ কোটি ஆயிரம் லட்சம் கோடி 천 만 억 조 백만 천만"
)
_BOUNDS = _set_of(
    "more most less fewer least than to over under about around roughly approximately approx circa nearly almost ish "
    "odd plus est estimated estimate ca not only exactly maybe perhaps possibly probably max maximum maximal maximale "
    "maxi minimum minimal minimale upward upwards tops so thereabouts give counting mindestens höchstens mehr weniger "
    "etwa ungefähr rund "
    "meer minder moins environ maxima máximo mínimo más menos mais massimo minimo più meno oltre около примерно более "
    "больше менее меньше минимум максимум приблизно більше менше щонайменше około więcej mniej minimum maksimum fazla "
    "circa yaklaşık الأقل أقصى تقريبا अधिक कम लगभग 이상 이하 미만 정도 초과 가량"
)
_PER = _set_of("per pro par pour por je pr på na на за auf su")
"""After these a number is a part of the unit: "parts per million"."""

IN_FULL = "write the number in full and its unit, such as '5000 km'"
BEFORE = "write a bound before the number, such as 'at least 5 km', 'at most 5 km' or 'about 5 km'"

_PATTERNS = (
    # Scripts without spaces: the word is what the unit begins with. 千克, 千米 and the like are kilos of a unit.
    (re.compile(r"^(?:[十拾万萬億亿]|百(?!分)|千(?![克米瓦卡])|兆(?![瓦赫帕焦])|만|억|พัน|หมื่น|แสน|ล้าน)"), IN_FULL),
    (
        re.compile(r"^[余餘多数數]|以上|以下|以内|以內|未満|未满|左右|前後|前后|上下|程度|ほど|くらい|ぐらい|超|不到"),
        BEFORE,
    ),
    # After a stroke these are minutes.
    (re.compile(r"(?:^|(?<=[^/*·] ))min$"), "write 'at least 5' for a bound, or '5 minutes'"),
    # Metres by their letter, but before what is not measured in metres.
    (re.compile(r"^m{1,2} ?[$£¥¢฿\u20a0-\u20cf]"), IN_FULL),
    (
        re.compile(
            r"^m (?!(?:deep|high|tall|wide|long|thick|away|above|below|beneath|from|in|of|per|asl|by|and|or|up|off|"
            r"offshore|square)\b)[^\W\d_]"
        ),
        "write '5000000 people', or '5 metres'",
    ),
)


def no_unit(unit: str) -> tuple[str, str] | None:
    """Find a word in a unit, normalised, that multiplies or bounds the number before it.

    Returns
    -------
    tuple of str, or None
        The word, and what to write.

    Examples
    --------
    >>> from claimgraph.quantities.number_words import no_unit
    >>> no_unit("lakh people")[0], no_unit("people max")[0], no_unit("parts per million")
    ('lakh', 'max', None)
    """
    before = ""
    for word in _words(unit):
        if word in _MULTIPLIERS and before not in _PER:
            return word, IN_FULL
        if word in _BOUNDS:
            return word, BEFORE
        before = word
    found = ((match[0].split()[0], advice) for pattern, advice in _PATTERNS if (match := pattern.search(unit)))
    return next(found, None)


def _words(unit: str) -> list[str]:
    """Cut a unit into words; marks on a letter, as Hindi writes its vowels, belong to it."""
    return "".join(char if char.isalnum() or unicodedata.category(char)[0] == "M" else " " for char in unit).split()
