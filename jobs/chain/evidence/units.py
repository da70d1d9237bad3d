"""What stands beside a number and changes what it says: units, currencies, thousands and millions, in many languages."""


def word_set(words: str) -> frozenset[str]:
    """Words set apart by blanks."""
    return frozenset(words.split())


UNITS: dict[str, str] = {
    word: unit
    for unit, words in {
        "year": "year years yr yrs annum jahr jahre jahren jahres jahrig jahrige jahrigen jahriger jahriges geschaftsjahr geschaftsjahre "
        "geschaftsjahren kalenderjahr kalenderjahre kalenderjahren an ans annee annees exercice exercices anno anni esercizi ano anos jaar "
        "jaren ar vuosi vuotta rok roky lata lat let roku godini ev",
        "month": "month months monat monate monaten monats monatig monatige monatigen mois mese mesi mes meses mens maand maanden manad "
        "manader maned maneder kuukausi kuukautta kk miesiac miesiace miesiecy mesic mesice mesicu mesecev honap",
        "week": "week weeks woche wochen wochig semaine semaines settimana settimane semana semanas weken vecka veckor uke uker viikko "
        "viikkoa tydzien tygodni tygodnie tyden tydny tydnu",
        "day": "day days tag tage tagen tagig tagige kalendertag kalendertage kalendertagen jour jours giorno giorni dia dias dag dagen "
        "dagar dage paiva paivaa dzien dni den dny",
        "working_day": "werktag werktage werktagen arbeitstag arbeitstage arbeitstagen werkdag werkdagen arbetsdagar arbejdsdage tyopaivaa "
        "workdays",
        "hour": "hour hours hr hrs h std stunde stunden stundig stundige heure heures ora ore hora horas uur timme timmar time timer tunti "
        "tuntia godzina godzin godziny hodina hodin hodiny",
        "minute": "minute minutes min mins minuten minuti minuto minutos minuut minuter minutter minuut",
        "second": "second seconds sec secs sekunde sekunden secondes secondi segundos",
        "percent": "% percent prozent procent procenta procentu procentow prosenttia pct vh ٪",
        "point": "point points punkt punkte punkten pkt punti punto puntos ponto pontos punten poang poeng bodu body bod pistetta punktow pts",
        "km": "km kilometre kilometres kilometer kilometers kilometern", "m": "m metre metres meter meters metern metros metri",
        "cm": "cm", "mm": "mm", "m2": "m2 sqm qm", "m3": "m3 cbm", "ha": "ha hectare hectares hektar", "kg": "kg kilogram kilograms kilogramm",
        "g": "g gram grams gramm", "t": "t tonne tonnes tons tonnen", "l": "l litre litres liter liters", "kwh": "kwh", "mwh": "mwh",
        "gwh": "gwh", "kw": "kw", "mw": "mw", "mb": "mb", "gb": "gb", "tb": "tb", "mbit": "mbit mbps", "gbit": "gbit gbps", "fte": "fte vza etp",
    }.items()
    for word in words.split()
}  # fmt: skip
GLUED_ONLY = word_set("an ar h m t l g den time timer let lat ha ev mes mens ora ore min body bod ano second")
"""Too short or too common to stand for a unit of a number elsewhere in the quote."""
WORKING = word_set("ouvrables ouvrable ouvres lavorativi lavorativo habiles laborables uteis roboczych robocze pracovnich")
BEFORE_DAYS = word_set("working business werk")
BETWEEN = word_set(
    "working business full consecutive financial further additional calendar completed last past previous whole complete more fiscal letzten vergangenen volle "
    "vollen weitere weiteren abgeschlossenen abgeschlossene dernieres derniers ultimi ultimos ultimi kalender of"
)
"""Words that may stand between a number and its unit: three financial years."""
CURRENCIES: dict[str, str] = {
    word: code
    for code, words in {
        "EUR": "€ eur euro euros teur eurot euroa evro", "USD": "$ usd dollar dollars", "GBP": "£ gbp pound pounds sterling", "CHF": "chf sfr franken",
        "PLN": "pln zl zł zloty złoty zlotych złotych", "SEK": "sek kronor", "NOK": "nok", "DKK": "dkk", "KR": "kr kroner", "CZK": "czk kc korun",
        "HUF": "huf ft forint", "RON": "ron lei leu", "BGN": "bgn lv leva", "ISK": "isk", "JPY": "¥ jpy yen", "CAD": "cad", "AUD": "aud",
        "TRY": "try", "UAH": "uah", "RSD": "rsd", "INR": "inr", "CNY": "cny", "ZAR": "zar",
    }.items()
    for word in words.split()
}  # fmt: skip
CROWNS = frozenset(("SEK", "NOK", "DKK"))
MAGNITUDES: dict[str, int] = {
    word: 10**power
    for power, words in {
        3: "k thousand tsd tausend mila tys tis tkr",
        6: "m million millions mio mn mln millionen milioni milione millones millon miljoen miljoner milj milhoes milhao milionow miliony "
        "milionu mill",
        9: "billion billions bn mrd milliard milliards milliarden miliardi miliardo mld miljard miljarder miliardow",
    }.items()
    for word in words.split()
}
ENGLISH = word_set("m million millions billion billions bn mn k thousand")
"""After these a comma groups thousands and a point is a decimal; after the others it is the other way round."""
LABELS: dict[str, str] = {
    word: label
    for label, words in {
        "lot": "lot lots los lose losen lotto lotti lote lotes lott perceel percelen czesc czesci delkontrakt cast",
        "annex": "annex annexes anlage anlagen annexe anexo allegato bijlage appendix zalacznik bilaga liite anhang",
        "section": "section sections abschnitt kapitel chapter sezione seccion capitolo capitulo clause clauses ziffer chapitre ",
        "article": "article articles artikel articolo articulo art paragraph paragraphs absatz § §§",
        "form": "form forms formular formblatt formulaire formulario modulo", "page": "page pages seite seiten pagina pg", "phase": "phase phases",
        "stage": "stage stages stufe etape tappa", "part": "part parts teil partie parte", "group": "group gruppe groupe", "class": "class klasse",
        "level": "level niveau nivel", "table": "table tabelle tableau", "quarter": "quarter quartal trimestre",
        "version": "version v", "question": "question frage", "item": "item position pos",
    }.items()
    for word in words.split()
}  # fmt: skip
MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "january jan januar janner janvier enero gennaio janeiro januari tammikuuta stycznia styczen ledna leden ianuarie",
            "february feb februar febr feber fevrier febrero febbraio fevereiro februari helmikuuta lutego luty unora unor februarie",
            "march mar marz mars marzo marco maart maaliskuuta marca marzec brezna brezen martie maerz",
            "april apr avril abril aprile huhtikuuta kwietnia kwiecien dubna duben aprilie",
            "may mai mayo maggio maio mei maj toukokuuta maja kvetna kveten",
            "june jun juni juin junio giugno junho kesakuuta czerwca czerwiec cervna cerven iunie",
            "july jul juli juillet julio luglio julho heinakuuta lipca lipiec cervence cervenec iulie",
            "august aug aout agosto ago augustus augusti elokuuta sierpnia sierpien srpna srpen",
            "september sep sept septembre septiembre settembre setembro syyskuuta wrzesnia wrzesien zari septembrie",
            "october oct oktober okt octobre octubre ottobre outubro lokakuuta pazdziernika pazdziernik rijna rijen octombrie",
            "november nov novembre noviembre novembro marraskuuta listopada listopad listopadu noiembrie",
            "december dec dezember dez decembre diciembre dicembre dezembro joulukuuta grudnia grudzien prosince prosinec decembrie",
        ),
        1,
    )
    for word in words.split()
}
