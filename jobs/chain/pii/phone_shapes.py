"""How telephone numbers are written, and what is written alike but is none."""

import re

from jobs.chain.pii.bare import EDGE

NATIONAL_LENGTHS = {
    "1": (10, 10), "7": (10, 10), "30": (10, 10), "31": (9, 11), "32": (8, 9), "33": (9, 9), "34": (9, 9), "36": (8, 9), "39": (6, 11),
    "40": (9, 9), "41": (9, 9), "43": (7, 13), "44": (9, 10), "45": (8, 8), "46": (7, 10), "47": (8, 8), "48": (9, 9), "49": (6, 13),
    "90": (10, 10), "351": (9, 9), "352": (6, 11), "353": (7, 9), "354": (7, 9), "355": (8, 9), "356": (8, 8), "357": (8, 8),
    "358": (5, 12), "359": (7, 9), "370": (8, 8), "371": (8, 8), "372": (7, 8), "373": (8, 8), "375": (9, 9), "376": (6, 9), "377": (8, 9),
    "380": (9, 9), "381": (7, 10), "382": (8, 8), "383": (8, 8), "385": (8, 9), "386": (8, 8), "387": (8, 9), "389": (8, 8),
    "420": (9, 9), "421": (9, 9), "423": (7, 9),
}  # fmt: skip
"""Digits after the country's code, fewest and most (ITU-T E.164 and its national plans). Only tells where a number ends."""
CODE = re.compile(
    r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-689]\d|3[578]\d|42\d|50\d|59\d|6[789]\d|80\d|85\d|87\d|88\d|96\d|97\d|99\d"
)
EXTENSION = re.compile(
    r"[ ,;]{0,2}(?:ext(?:ension|n)?|app(?:arat)?|poste|durchwahl|dw|int(?:erno)?|wewn?|kl(?:apka)?|anexo|toestel|anknytning|alanumara|x)"
    r"[ .:]{0,3}\d{1,6}(?!\d)"
)
_TAIL = r"(?:[ ().\-/]{0,3}\d)"
INTERNATIONAL = re.compile(
    rf"[+(0](?<![{EDGE}+][+(0])(?<![{EDGE}][.,/-][+(0])(?:(?:(?<=\()\+|(?<=\+)) ?\(?(?=[1-9])\d(?:[ ().\-/\n]{{0,3}}\d){{6,17}}"
    r"|(?:(?<=\()0|(?<=0))0 ?(?=[1-9])\d(?:[ ().\-/]{0,3}\d){6,17})(?!\d)"
)
NATIONAL = re.compile(
    rf"[(0](?<![{EDGE}+][(0])(?<![{EDGE}][.,/\-_=][(0])(?:(?<=\()0|(?<=0))[1-9](?:[ ().\-/]{{0,3}}\d){{6,14}}(?![{EDGE}])"
)
"""A leading 0 and what follows; the reader decides."""
DISTINCT = re.compile(
    rf"[(1-9](?<![{EDGE}+][(1-9])(?<![{EDGE}][.,/\-_=][(1-9])(?<!\d [(1-9])(?:(?:(?<=1)[-. ]\(?[2-9]|(?<=\()[2-9]|(?<=[2-9]))\d\d[-.)] ?[2-9]\d\d[-.]\d{{4}}"
    r"|\d \d{3} \d\d \d\d|(?<=[6-9])\d\d \d\d \d\d \d\d|(?<=3)[2-9]\d[ .-]\d{3}[ .-]\d{4})"
    rf"(?![{EDGE}])(?![ ,./-]?\d)"
)
"""Grouped as no amount is: US, Spain and Poland (2-3-2-2), Spain (3-2-2-2), Italian mobiles (3-3-4)."""
WEAK = re.compile(rf"[1-9](?<![{EDGE}+][1-9])(?<![{EDGE}][.,/\-_=][1-9])\d{{1,3}}(?:[ /-]\d{{2,7}}){{1,4}}(?![{EDGE}])(?![ ,./-]?\d)")
"""Grouped as an amount is too: only counts beside an address or another number."""
LABELLED = re.compile(
    r"[^\W\d_]{0,24}(?:[\s.:()/&|,;\"'=>*-]{0,6}(?:nr|no|n°|number|numer|nummer|num|numero|szam|cislo|tel|telefon|phone|telephone|fax|mobile?|mob|gsm|faks|telefax"
    r"|handy|cell|direct|office|work|buro|zentrale|dienst|portable|fixe|kom)){0,3}([\s.:()/&|,;\"'=>*-]{0,8})"
    rf"(\+? ?\(?\d{_TAIL}{{4,17}})(?!\d)"
)
LABEL_STEMS = (
    "telef", "telep", "mobil", "phone", "telepho", "handy", "telemov", "puhel", "τηλ", "телеф", "rufnummer", "durchwahl", "kontakttel", "whatsapp", "telx",
    "komork", "hotline", "centralino", "switchboard", "talrun", "gsm", "movil", "cellul", "kannykk", "matkapuh",
)  # fmt: skip
LABELS = frozenset(
    [
        "tel",
        "tlf",
        "tlfn",
        "tfn",
        "tfno",
        "tfnr",
        "telf",
        "tél",
        "ph",
        "fax",
        "faks",
        "telefax",
        "mob",
        "mobile",
        "cell",
        "cellphone",
        "gsm",
        "puh",
        "tal",
        "fakss",
        "faksas",
        "fakso",
        "факс",
        "тел",
        "моб",
        "κιν",
        "φαξ",
        "fon",
        "tele",
        "tele2",
        "t",
        "m",
        "f",
        "p",
        "telex",
        "viber",
        "landline",
        "teil",
        "guthan",
        "facs",
        "facsimile",
        "kom",
    ]
)
SINGLE = frozenset("tmfp")
"""Letters that stand for a telephone only with a colon or a point and a +, 0 or bracket behind."""
DATE = re.compile(
    r"\(?(?:0?[1-9]|[12]\d|3[01])[ ./-]{1,2}(?:0?[1-9]|1[0-2])[ ./-]{1,2}(?:19|20)\d\d(?!\d)|(?:19|20)\d\d[ ./-](?:0[1-9]|1[0-2])[ ./-]\d\d(?!\d)"
    r"|(?:19|20)\d\d ?[/-] ?(?:19|20)\d\d(?!\d)"
)
TIMES = re.compile(r"\(?[0-2]?\d[.:][0-5]\d ?[-/] ?[0-2]?\d[.:][0-5]\d")
AMOUNT = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
NOTICE = re.compile(r"00\d{6}-(?:19|20)\d\d")
"""A TED publication number with its zeros."""
POSTCODE = re.compile(r"\d{4}-\d{3}")
"""Portugal's."""
CPV = re.compile(r"\d{8}-\d(?!\d)")
MOBILE = re.compile(r"01[567]\d{8,9}|07\d{9}|0[67]\d{8}|06\d{8}|06[5-9]\d{7,10}")
DOTTED = re.compile(r"0[1-9](?:\.\d\d){4}|0\d{1,3}\.\d{3}\.\d\d\.\d\d|0\d{1,4}\.\d{5,9}")
GROUPED = re.compile(r"\(0\d{1,5}\)[ /-]{0,3}\d|0\d{1,4} ?(?:/ ?\d{2,}|- ?\d{3,})|0\d{1,4} \d{2,}|06 1 \d{3}|0[1-9](?:-\d\d){4}")
YEAR_GROUP = re.compile(r"[/-] ?(?:19[5-9]|20[0-4])\d(?:[ /-]|$)")
BEHIND = re.compile(
    r"[,.]?\d{0,2} ?(?:€|\$|£|%|°|eur|euro?s?|usd|gbp|chf|pln|zl|zł|czk|kc|sek|nok|dkk|kr|huf|ft|ron|lei|bgn|лв|m2|m3|qm|kg|km|stk|stuck|pcs|units|mm|kwh?)(?![^\W_])"
)
BEFORE = re.compile(r"(?:€|\$|£|eur|usd|gbp|chf|pln|lat|lon|long|gps|coord\w*|koord\w*|wgs\w*|/ ?s|(?<!\w)s)[^\w\n+-]{0,3}$")
