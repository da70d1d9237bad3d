"""Words of notices in seven languages, as patterns: a line a language or a topic, so that a translator can add to them."""

import re


def words(text: str) -> str:
    """An alternation of the lines of a text, each itself one or more alternatives of a pattern."""
    return "|".join(line.strip() for line in text.splitlines() if line.strip())


def whole(text: str) -> re.Pattern[str]:
    """A pattern for any of them as whole words, in any case."""
    return re.compile(rf"\b(?:{words(text)})\b", re.IGNORECASE)


DEADLINE = re.compile(
    r"\b(?:"
    + words(r"""
        deadline|closing (?:date|time)|submission (?:date|by)|no later than|last date for (?:submission|receipt)|time limit for receipt
        (?:must|should|to|shall) be (?:submitted|received|returned|lodged)|(?:return|due|closes?) (?:by|on)
        (?:tenders?|bids?|offers?|proposals?|quotations?) (?:are |is )?(?:due|by|no later than|not later than)
        date limite|remise des (?:offres|plis)|réception des (?:offres|plis|candidatures)
        (?:angebots|abgabe|einreichungs|einreich|bewerbungs|teilnahme|schluss)(?:frist|termin)\w*|frist für|schlusstermin
        eingang der (?:angebote|teilnahmeanträge)
        fecha límite|plazo de (?:presentación|recepción)|fecha de presentación|presentación de (?:ofertas|proposiciones)
        termine (?:ultimo|perentorio|di (?:presentazione|ricezione|scadenza))|scadenza|entro (?:e non oltre|le ore|il)
        uiterste (?:datum|termijn|inschrijf\w*)|sluitingsdatum|indienings?termijn|inschrijftermijn
        termin składania|składania ofert|oferty należy złożyć|do dnia
    """)
    + ")",
    re.IGNORECASE,
)
"""What stands before the date that binds."""

QUESTIONS = whole(r"""
    clarifications?|questions?|enquir(?:y|ies)|queries|questions? complémentaires|renseignements
    (?:bieter)?fragen|rückfragen|consultas|aclaraciones|chiarimenti|quesiti|vragen|inlichtingen|pytania|wyjaśnie\w+
""")

REQUEST = whole(r"""
    requests? to participate|teilnahmeantr\w+|candidatures?|solicitudes de participación
    domande di partecipazione|wniosk\w+ o dopuszczenie|deelneming
""")

EXPRESSION = whole(r"""
    expressions? of interest|interessenbekundung\w*|manifestations? d[’']intérêt
    manifestaci\w+ de interés|manifestazion\w+ d[’']interesse
""")

OTHER_DATES = whole(r"""
    contract (?:start|end|begins?)|start date|award(?:ed)? (?:on|date)|published|publication|site visit|opening of (?:tenders|bids)
    vertragsbeginn|ouverture des plis|apertura
""")

LABELS = {
    "title": words(r"""
        title|subject|project|tender title|titel|bezeichnung|objet|intitulé|título|objeto|titolo|oggetto|onderwerp|tytuł|przedmiot
    """),
    "buyer": words(r"""
        buyer|contracting authority|contracting entity|procuring entity|purchaser|client|awarding authority
        auftraggeber|vergabestelle|öffentlicher auftraggeber|pouvoir adjudicateur|acheteur|entité adjudicatrice
        entidad adjudicadora|órgano de contratación|poder adjudicador|stazione appaltante|amministrazione aggiudicatrice
        aanbestedende dienst|opdrachtgever|zamawiający
    """),
    "country": "country|land|pays|país|paese|kraj|staat",
}
"""What stands before a colon at the beginning of a line."""

VALUE = whole(r"""
    estimated (?:total )?(?:contract )?(?:value|cost)|(?:total |contract |maximum )?value|budget|worth
    (?:geschätzter )?(?:auftrags|gesamt|netto)?wert|valeur(?: estimée)?|montant|valor estimado|importe|presupuesto
    valore(?: stimato)?|importo|geraamde waarde|waarde|wartość(?: szacunkowa)?
""")

NOT_VALUE = whole(r"""
    turnover|insurance|indemnity|liability|guarantee|bond|penalt\w+|day rate|per (?:day|hour|unit)
    umsatz|versicherung|bürgschaft|chiffre d[’']affaires|fatturato|volumen de negocios|omzet|obrót
""")

NET = whole(r"""
    (?:without|excluding|excl\.?|exclusive of|net of|ex|plus) VAT|netto|net|ohne (?:MwSt|USt)|zzgl|hors (?:TVA|taxes)|HT
    sin IVA|IVA esclusa|excl\.? btw|bez VAT
""")

GROSS = whole(r"""
    (?:with|including|incl\.?|inclusive of) VAT|brutto|inkl\.? (?:MwSt|USt)|TTC|IVA (?:incluido|inclusa)|incl\.? btw|z VAT
""")

CANCELLED = whole(r"""
    cancellation of|(?:tender|procedure|procurement|notice) (?:is |has been |was )?(?:cancelled|canceled|withdrawn)
    aufhebung der ausschreibung|procédure (?:est )?déclarée sans suite
""")

AWARDED = whole(r"""
    contract award notice|award notice|notice of award|(?:contract|tender) (?:was|has been) awarded
    vergebener auftrag|zuschlagsbekanntmachung|avis d[’']attribution|anuncio de (?:adjudicación|formalización)
    avviso di aggiudicazione|gunningsbericht|ogłoszenie o (?:udzieleniu zamówienia|wyniku)
""")

PLANNED = whole(r"""
    prior information notice|planned procurement notice|pipeline notice|periodic indicative notice
    vorinformation|avis de pré-?information|anuncio de información previa|avviso di preinformazione
    vooraankondiging|wstępne ogłoszenie informacyjne
""")

QUALIFICATION = whole(r"""
    qualification system|prüfsystem|système de qualification|sistema de clasificación|sistema di qualificazione|erkenningsregeling
""")

INVITED = whole(r"""
    invitation (?:to|for) (?:tender|bid|quote)s?|invites? (?:\w+ ){0,3}(?:tenders?|bids?|offers?|proposals?|quotations?)
    call for (?:tenders?|bids?|proposals?|competition)|request for (?:tenders?|proposals?|quotations?|quotes?|bids?)
    tender notice|contract notice|ITT|RFP|RFQ|RFT|tenders? (?:are|is) invited|submit (?:a |your )?(?:tender|bid|offer|proposal)s?
    (?:öffentliche )?ausschreibung|auftragsbekanntmachung|aufforderung zur angebotsabgabe|angebotsabgabe|angebotsfrist|vergabeverfahren
    appel d[’']offres|avis de marché|appel à concurrence|avis d[’']appel|remise des offres
    anuncio de licitación|licitación|convocatoria|bando di gara|gara d[’']appalto|procedura aperta
    aanbesteding|aankondiging van (?:een )?opdracht|inschrijving
    przetarg|ogłoszenie o zamówieniu|zaproszenie do składania ofert
""")

HEADING = re.compile(
    "^(?:"
    + words(r"""
        invitation to tender|tender notice|contract notice|call for tenders|request for proposals?
        bekanntmachung|avis de marché|anuncio de licitación
    """)
    + r")\W*$",
    re.IGNORECASE,
)
"""A first line that names a kind of notice and no subject."""

CONSULTATION = words(r"""
    (?:preliminary |public |open )?market (?:consultation|sounding|engagement|exploration|research exercise)|soft market test(?:ing)?
    request for information|\bRFI\b|early market engagement
    markterkundung\w*|marktkonsultation\w*|markt(?:sondierung|erforschung|dialog)\w*|interessenbekundungsverfahren zur markt\w*
    marktconsultatie|marktverkenning|consultation (?:préalable|préliminaire)s?(?: du marché)?|sourcing fournisseurs?
    étude de marché préalable|consultas? preliminar(?:es)? (?:de|del|al) mercado
    consultazion[ei] preliminar[ei] (?:di|del) mercato|indagine (?:esplorativa )?di mercato
    wstępn\w+ konsultacj\w+ rynkow\w+|rozeznanie rynku|marknadsdialog|marknadsundersökning|markedsdialog
    markkinakartoitus|tekninen vuoropuhelu|předběžn\w+ tržní konzultac\w+|consult[aă]r\w+ (?:preliminar\w* )?(?:a |ale )?pie[tț]ei
""")

SAYS_IT_IS = words(r"""
    this (?:notice|publication|procedure|document)? ?is(?: only| solely)?|purpose of this (?:notice|publication) is(?: to conduct)?
    es handelt sich[^.\n]{0,60}? um|dies(?:e bekanntmachung|es verfahren)? ist
    il s[’']agit|(?:ceci|le présent avis) (?:est|constitue|concerne)|het betreft(?: hier)?|dit is
    se trata de|si tratta di|il presente avviso è|dotyczy|niniejsze (?:ogłoszenie|postępowanie) (?:jest|dotyczy|stanowi)
""")
"""How a notice speaks of itself."""

IS_A_QUALIFICATION = whole(r"""
    prüfsystem und keine ausschreibung|qualification system and not a (?:call for )?tender|this is (?:only )?a qualification system
    qualification system notice|système de qualification et non|sistema de clasificación y no
""")

HELD_BEFORE = whole(r"""
    was|were|has been|had|held|took place|following|after|nach|vorab|im vorfeld|wurde|fand|suite à|après|tras|dopo|po
""")
"""Words that put a consultation into the past."""

TEST_TITLE = re.compile(
    words(r"""
        ^\W*(?:tests?|testing|test\W*[0-9]+)\W*$
        ^\W*(?:this is a )?test (?:notice|tender|publication|procurement|opportunity|please|only|do not|ignore)\b
        ^\W*test\W?(?:bekanntmachung|ausschreibung|vergabe|verfahren)\b
        ^\W*(?:avis|marché|consultation) (?:de|d[’']?) ?(?:test|essai)\b
        ^\W*(?:anuncio|licitación|bando|avviso|gara) (?:de|di) (?:prueba|prova|test)\b
        \bogłoszenie testowe\b|\btestaankondiging\b|\b(?:please|pls) ignore\b|\bdo not (?:bid|respond)\b
    """),
    re.IGNORECASE,
)
TEST_SHOUTED = re.compile(r"^\W*TEST\s*[:–—-]\s|[\[(*]\s*TEST\s*[\])*]|^TEST\s+TEST\b")
TEST_BODY = whole(r"""
    lorem ipsum|this is (?:only )?a test (?:notice|tender|publication|procurement)|dies ist (?:nur )?eine test\w*
    ceci est un (?:avis|marché) (?:de )?test|esto es (?:un anuncio de prueba|una prueba)|to jest ogłoszenie testowe
""")
