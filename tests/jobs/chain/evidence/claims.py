"""Claims of our own with the quotes they rest on, and a hand that changes one figure or name of them at random.

The hand shares no code with the check: it works on the characters of the claim.
"""

import random
import re
from collections.abc import Iterator

WRITTEN = (
    ("Offers must arrive by 12 January 2027 at 12:00.", "Schlusstermin für den Eingang der Angebote: 12.01.2027, 12.00 Uhr"),
    ("Offers must arrive by January 12th, 2027, at noon.", "Date limite de réception des offres : 12 janvier 2027 à 12h00"),
    ("Offers are due on 2027-01-12.", "Las ofertas se presentarán hasta el 12 de enero de 2027."),
    ("The deadline is 3 May 2027, 2 pm.", "Termin składania ofert: 3 maja 2027 r., godz. 14:00"),
    ("Questions are answered until 28 February 2027.", "Bieterfragen werden bis zum 28. Februar 2027 beantwortet."),
    ("The contract starts in March 2027.", "Vertragsbeginn ist der 01.03.2027."),
    ("The contract starts on 1 March 2027 and ends on 28 February 2031.", "Laufzeit: 01.03.2027 bis 28.02.2031"),
    ("Work must begin on 15 April.", "I lavori iniziano il 15 aprile."),
    ("The value is 1,240,000 EUR.", "Geschätzter Gesamtwert: 1.240.000,00 €"),
    ("The value is 1.24 million EUR.", "Valeur estimée hors TVA : 1 240 000 euros"),
    ("The estimate is EUR 1.24 million.", "Der geschätzte Wert beträgt 1,24 Mio. EUR."),
    ("Turnover of at least EUR 2.5 million is required.", "un chiffre d'affaires annuel d'au moins 2,5 millions d'euros"),
    ("Liability cover must be €5 million per claim.", "eine Haftpflichtversicherung über 5.000.000 Euro je Schadensfall"),
    ("Cover of 5,000,000 EUR per claim.", "eine Deckungssumme von 5 Mio. € je Schadensfall"),
    ("The framework is capped at GBP 450,000.", "The total call-offs shall not exceed £450k."),
    ("The budget is CHF 320,500.", "Das Budget beläuft sich auf CHF 320'500.-"),
    ("The budget is 99,500 PLN.", "Budżet wynosi 99 500,00 zł."),
    ("A bid bond of 2.5 % is needed.", "cauzione provvisoria pari al 2,5 per cento"),
    ("Price weighs 40 % and quality 60 %.", "Preis 40 Prozent, Qualität 60 Prozent"),
    ("Price weighs 40 %, quality 60 %.", "Critères : prix (40 %), valeur technique (60 %)"),
    ("Price counts 30 points of 100.", "Für den Preis werden 30 von 100 Punkten vergeben."),
    ("The concept earns up to 45 points.", "Per il progetto sono attribuiti fino a 45 punti."),
    ("Penalties are 0.125 % a day.", "Die Vertragsstrafe beträgt 0,125 % je Tag."),
    ("Penalties reach 5 percent at most.", "pénalités plafonnées à 5 % du montant"),
    ("Three references are needed.", "mindestens drei Referenzen über vergleichbare Leistungen"),
    ("They ask for three references from the last five years.", "trois références des cinq dernières années"),
    ("At least two similar contracts must be shown.", "almeno due contratti analoghi"),
    ("One reference is enough.", "Eine Referenz ist ausreichend."),
    ("Four engineers must be named.", "Se exigen cuatro ingenieros."),
    ("The term is 24 months.", "Die Laufzeit beträgt vierundzwanzig Monate."),
    ("The term is two years.", "La durée du marché est de 24 mois."),
    (
        "It runs for 48 months with two extensions of 12 months.",
        "The agreement runs for 48 months and may be extended twice (2 x 12 months).",
    ),
    ("The contract runs for five years.", "fünf (5) Jahre ab Zuschlag"),
    ("A 36-month term.", "durata di 36 mesi"),
    ("Repairs must start within 4 hours.", "Die Entstörung beginnt innerhalb von 4 Stunden."),
    ("Invoices are paid within 30 days.", "Zahlbar innerhalb von 30 Tagen nach Rechnungseingang."),
    ("Questions close 10 working days before the deadline.", "spätestens zehn Werktage vor Ablauf der Angebotsfrist"),
    ("Delivery takes 15 working days at most.", "un délai de 15 jours ouvrables"),
    ("Bids bind for 90 days.", "Die Bindefrist beträgt 90 Kalendertage."),
    ("Teams of 15 to 20 people.", "ein Team von 15-20 Personen"),
    ("Ten to fifteen years of experience.", "10–15 ans d'expérience"),
    ("Two hundred desks are to be served.", "200 Arbeitsplätze sind zu betreuen."),
    ("Storage of 40 TB must be kept.", "Speicherplatz von 40 TB"),
    ("The line carries 10 Gbit per second.", "eine Anbindung mit 10 Gbit/s"),
    ("The area is 12,500 m².", "Reinigungsfläche: 12.500 m²"),
    ("The road is 3.4 km long.", "Die Strecke ist 3,4 km lang."),
    ("ISO 27001 is mandatory.", "Ein gültiges Zertifikat nach ISO/IEC 27001:2022 ist vorzulegen."),
    ("They demand ISO 9001 and ISO 14001.", "Zertifikate nach DIN EN ISO 9001 und ISO 14001"),
    ("Accessibility follows EN 301 549.", "Barrierefreiheit gemäß EN 301 549"),
    ("TLS 1.3 is required.", "Verschlüsselung mit TLS 1.3"),
    ("The main code is CPV 72415000.", "Hauptgegenstand: CPV-Code 72415000-2"),
    ("The code 72267100-0 is named.", "72267100-0 Wartung von Software"),
    ("The file number is AZ 12/345-B.", "Aktenzeichen AZ 12/345-B"),
    ("The notice is 123456-2027.", "Bekanntmachung 123456-2027"),
    ("Its id is ocds-h6vhtk-04c2ab.", "OCID: ocds-h6vhtk-04c2ab"),
    ("Form 124 must be signed.", "Formblatt 124 ist zu unterschreiben."),
    ("Annex B2 must be filled in.", "Anlage B2 ist auszufüllen."),
    ("Lot 2 covers the help desk.", "Los 2: Anwenderbetreuung"),
    ("Lots 1 and 3 may be combined.", "Die Lose 1 und 3 können gemeinsam angeboten werden."),
    ("Lot 2 is worth 80,000 EUR.", "LOT-0002 – valeur : 80 000 EUR"),
    ("A bid is possible for 3 lots at most.", "Angebote sind für höchstens drei Lose möglich."),
    ("Section 5.2.1 excludes late offers.", "5.2.1 Verspätete Angebote werden ausgeschlossen."),
    ("Work is around the clock, 24/7.", "Bereitschaft 24/7"),
    ("Up to 25 employees are trained.", "Schulung von bis zu fünfundzwanzig Mitarbeitenden"),
    ("Response within 30 minutes, repair within 8 hours.", "Reaktionszeit 30 Minuten, Wiederherstellung 8 Stunden"),
    ("Article 57 applies.", "Es gilt Art. 57 der Richtlinie."),
    ("Meetings are held at 09:30.", "Die Besprechungen finden um 9.30 Uhr statt."),
    ("The hall takes 1,200 people.", "Die Halle fasst 1.200 Personen."),
    ("Turnover: three financial years.", "Umsatz der letzten drei Geschäftsjahre"),
    ("The buyer is Stadtwerke Varnholt.", "Auftraggeber: Stadtwerke Varnholt GmbH"),
    ("Varnholt asks for a help desk in Merlingen.", "Die Stadt Varnholt sucht eine Anwenderbetreuung in Merlingen."),
    ("The incumbent is Torvik Data.", "The present contractor is Torvik Data AS."),
    ("Offers go through the Merkado portal.", "Die Angebote sind über die Plattform Merkado einzureichen."),
)
"""Claim in English, quote in the language of the notice."""
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
GERMAN = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
FRENCH = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
PLACES = ["Varnholt", "Merlingen", "Oststrand", "Kirnach", "Dalvik", "Brennau", "Solheim", "Tarnow"]
NAMES = ["Calvora", "Quistrup", "Ferrandel", "Bexhollow"]
SPELLED = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
SWAPS = (
    ("months", "years"), ("years", "months"), ("weeks", "months"), ("hours", "days"), ("minutes", "hours"), ("working days", "weeks"), ("days", "hours"),
    ("EUR", "GBP"), ("GBP", "EUR"), ("CHF", "EUR"), ("PLN", "CZK"), ("€", "£"), ("million", "billion"), ("points", "percent"), (" %", " points"), ("percent", "points"),
    ("km", "m"), ("TB", "GB"), ("ISO", "EN"), ("pm", "am"), ("noon", "midnight"), ("month", "year"), ("TLS", "SSL"), ("Gbit", "Mbit"),
)  # fmt: skip


def generated(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Claims and quotes with random figures, each side in a notation of its own."""
    rng = random.Random(seed)
    for _ in range(count):
        yield rng.choice((_date, _money, _share, _lot, _term, _code))(rng)


def _date(rng: random.Random) -> tuple[str, str]:
    y, m, d = rng.randint(2026, 2031), rng.randint(1, 12), rng.randint(1, 28)
    forms = [f"{d} {MONTHS[m - 1]} {y}", f"{y}-{m:02}-{d:02}", f"{MONTHS[m - 1]} {d}, {y}", f"{d}.{m}.{y}", f"{d:02}/{m:02}/{y}"]
    sources = [
        f"{d:02}.{m:02}.{y}",
        f"{d}. {GERMAN[m - 1]} {y}",
        f"le {d} {FRENCH[m - 1]} {y}",
        f"{y}-{m:02}-{d:02}T12:00:00+01:00",
        f"{d:02}/{m:02}/{y}",
    ]
    return f"Offers are due {rng.choice(forms)}.", f"Frist / délai : {rng.choice(sources)}"


def _money(rng: random.Random) -> tuple[str, str]:
    amount = rng.randint(11, 980) * rng.choice((1_000, 10_000, 100_000))
    code, sign = rng.choice((("EUR", "€"), ("GBP", "£")))
    million = f"{amount / 1_000_000:g}"
    claims = [
        f"{code} {amount:,}",
        f"{amount:,} {code}",
        f"{sign}{amount:,}",
        f"{amount} {code}",
        f"{million} million {code}",
        f"{sign}{million}m",
    ]
    spaced = f"{amount:,}".replace(",", "\u202f")
    sources = [
        f"{amount:,}".replace(",", ".") + f",00 {sign}",
        f"{spaced} {code}",
        f"{code} {amount:,}.00",
        million.replace(".", ",") + f" Mio. {code}",
        f"{amount} {code}",
    ]
    return f"The contract is worth {rng.choice(claims)}.", f"Geschätzter Wert: {rng.choice(sources)} ohne MwSt."


def _share(rng: random.Random) -> tuple[str, str]:
    share = rng.choice((rng.randint(1, 99), rng.randint(1, 99) / 2 + 0.25))
    said = f"{share:g}".replace(".", ",")
    return f"Quality counts {share:g} %.", f"Qualität: {said} {rng.choice(('%', 'Prozent', 'v.H.', 'pour cent'))}"


def _lot(rng: random.Random) -> tuple[str, str]:
    lot, place = rng.randint(1, 20), rng.choice(PLACES)
    said = rng.choice((f"Los {lot}", f"LOT-{lot:04}", f"lot n° {lot}", f"Lotto {lot}", f"Część {lot}", f"lote {lot}"))
    return f"Lot {lot} is for {place}.", f"{said} – {place}"


def _term(rng: random.Random) -> tuple[str, str]:
    number = rng.randint(2, 12)
    unit, german, french = rng.choice(
        (("months", "Monate", "mois"), ("years", "Jahre", "ans"), ("weeks", "Wochen", "semaines"), ("days", "Tage", "jours"))
    )
    said = rng.choice((str(number), SPELLED[number - 1]))
    return f"It lasts {said} {unit}.", rng.choice((f"Dauer: {number} {german}", f"durée de {number} {french}"))


def _code(rng: random.Random) -> tuple[str, str]:
    code = f"{rng.randint(10, 98)}{rng.randint(0, 999_999):06}"
    number = f"{rng.randint(100_000, 999_999)}-{rng.randint(2024, 2027)}"
    return rng.choice(
        (
            (f"The CPV code is {code}.", f"CPV: {code}-{rng.randint(1, 9)}"),
            (f"It amends notice {number}.", f"ändert die Bekanntmachung {number}"),
        )
    )


def changes(claim: str, quote: str) -> list[str]:
    """Every claim that one change makes of this one, where what is changed does not stand in the quote too."""
    made = [
        claim[: hit.start()] + new + claim[hit.end() :]
        for hit, new in _edits(claim)
        if not re.search(rf"(?<!\w){re.escape(new)}(?!\w)", quote)
    ]
    return [each for each in dict.fromkeys(made) if each != claim]


def _edits(claim: str) -> Iterator[tuple[re.Match[str], str]]:
    for hit in re.finditer(r"\d+", claim):
        old = hit[0]
        for at in (0, len(old) // 2, len(old) - 1):
            yield hit, old[:at] + str((int(old[at]) + 1) % 10 or 1) + old[at + 1 :]
        yield hit, str(int(old) + 10).zfill(len(old))
        if int(old) and "." not in claim[max(0, hit.start() - 1) : hit.start()]:  # `00.5` and `2.50` are what they were
            yield hit, old + "0"
    for hit in re.finditer(r"(?<=\d),\d{3}\b(?!,)", claim):
        yield hit, "." + hit[0][1:3]  # 1,240 as 1.24: a lone group with a point would be the same number in Berlin
    for hit in re.finditer(r"(?<=,\d{3}),(?=\d{3}\b)", claim):
        yield hit, "."
    for hit in re.finditer(r"(?<=\d)[.](?=\d)", claim):
        yield hit, ""
    for one, other in SWAPS:
        for hit in re.finditer(rf"(?<![A-Za-z]){re.escape(one)}(?![A-Za-z])", claim):
            yield hit, other
    for words in (MONTHS, SPELLED):
        for hit in re.finditer(rf"\b(?:{'|'.join(words)})\b", claim, re.IGNORECASE):
            word = words[(next(i for i, each in enumerate(words) if each.lower() == hit[0].lower()) + 1) % len(words)]
            yield hit, word if hit[0][0].isupper() else word.lower()
    for hit in re.finditer(r"\b(?:Varnholt|Merlingen|Torvik|Merkado|Stadtwerke|Oststrand|Kirnach|Dalvik|Brennau|Solheim|Tarnow)\b", claim):
        for name in NAMES:
            yield hit, name
