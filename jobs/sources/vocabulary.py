"""Words that say what a notice is, as patterns: a line a language or a topic, so that a translator can add to them."""

import re


def words(text: str) -> str:
    """An alternation of the lines of a text, each itself one or more alternatives of a pattern."""
    return "|".join(line.strip() for line in text.splitlines() if line.strip())


def whole(text: str) -> re.Pattern[str]:
    """A pattern for any of them as whole words, in any case."""
    return re.compile(rf"\b(?:{words(text)})\b", re.IGNORECASE)


CANCELLED = whole(r"""
    cancellation (?:of (?:the |this |a )?(?:tender|procedure|procurement|competition|contract notice)|notice)|notice of cancellation
    (?<!if the )(?<!if this )(?<!should the )(?<!previous )(?<!earlier )(?<!first )(?:tender|procedure|procurement|competition|notice) (?:is |has (?:now )?been |was )?(?:cancelled|canceled|withdrawn|abandoned|terminated)
    aufhebung (?:der|einer) ausschreibung|(?:bekanntmachung|mitteilung|information) über die aufhebung
    (?:ausschreibung|vergabeverfahren|verfahren) (?:wurde|wird|ist) (?:hiermit )?(?:aufgehoben|eingestellt)(?![^.\n]{0,60}\b(?:wenn|falls|sofern)\b)
    avis d[’']annulation|(?:procédure|consultation) (?:d[’']appel d[’']offres )?(?:est |a été )?(?:déclarée (?:sans suite|infructueuse)|annulée)
    anuncio de (?:desistimiento|renuncia|anulación)|se declara desiert[oa]
    (?:licitación|procedimiento) (?:ha sido|queda|fue) (?:anulad[oa]|cancelad[oa]|declarad[oa] desiert[oa])
    avviso di (?:annullamento|revoca)|(?:gara|procedura) (?:è stata|è) (?:annullata|revocata|dichiarata deserta)
    anúncio de (?:anulação|revogação)
    kennisgeving van intrekking|(?<!indien de )(?<!als de )(?:aanbesteding|procedure) is (?:hierbij )?(?:ingetrokken|stopgezet)
    (?:ogłoszenie|zawiadomienie|informacja) o unieważnieniu|postępowanie (?:zostało|jest) unieważnione
    avbruten upphandling|upphandlingen (?:är avbruten|har avbrutits)|udbuddet er (?:hermed )?annulleret|annullation af udbud\w*
    (?:konkurransen|anskaffelsen) er (?:avlyst|avbrutt)|hankinta(?:menettely)? on keskeytetty|hankinnan keskeyttäminen
    oznámení o zrušení|zadávací řízení bylo zrušeno|anunț de anulare|procedura a fost anulată
""")

AWARDED = whole(r"""
    contract award notice|award notice|notice of award|award of contract(?=\s*[:–-])
    (?<!once the )(?<!once a )(?<!after the )(?<!after a )(?<!when the )(?<!until the )(?<!until a )(?<!if the )(?<!unless the )(?:contract|tender) (?:was|has been) awarded
    vergebener auftrag|zuschlagsbekanntmachung|bekanntmachung (?:über )?vergebene[rn]? aufträge
    (?:zuschlag|auftrag) (?:wurde|ist) (?:am [^\n]{1,20} )?(?:an [^.\n]{1,60} )?(?:erteilt|vergeben)
    avis d[’']attribution|avis de résultat de marché|(?:marché|contrat) a été attribué|anuncio de (?:adjudicación|formalización)
    aviso de adjudicación|se ha adjudicado|(?:ha sido|fue) adjudicado
    avviso di (?:avvenuta )?aggiudicazione|avviso (?:di |sull[’'])esito|(?:contratto|appalto|servizio) è stato aggiudicato
    gunningsbericht|gegunde opdracht|(?<!nadat de )(?<!zodra de )(?<!als de )(?<!wanneer de )opdracht is (?:definitief )?gegund
    ogłoszenie o (?:udzieleniu zamówienia|wyniku)|informacja o wyborze najkorzystniejszej oferty(?! (?:zostanie|będzie))
    anúncio de adjudicação|meddelande om tilldelning|bekendtgørelse om indgåede kontrakter|kunngjøring av kontraktstildeling|jälki-ilmoitus
    oznámení o (?:výsledku|zadání)|oznámenie o výsledku|tájékoztató az eljárás eredményéről|anunț de atribuire|обявление за възложена поръчка
    γνωστοποίηση συναφθείσας σύμβασης|obavijest o dodjeli ugovora|obvestilo o oddaji naročila|lepingu sõlmimise teade
    paziņojums par līguma slēgšanas|skelbimas apie sutarties sudarymą
""")

PLANNED = whole(r"""
    prior information notice|planned procurement notice|pipeline notice|periodic indicative notice|forward plan notice
    notice of (?:planned|intended) procurement|vorinformation|vorankündigung (?:einer|der|zur) (?:ausschreibung|vergabe)
    avis de pré-?information|anuncio de información previa|avviso di preinformazione|anúncio de (?:informação prévia|pré-informação)
    vooraankondiging|wstępne ogłoszenie informacyjne|förhandsannons\w*|(?:vejledende )?forhåndsmeddelelse|veiledende kunngjøring
    ennakkoilmoitus|předběžné oznámení|anunț de intenție|előzetes tájékoztató
""")

QUALIFICATION = whole(r"""
    qualification system|prüfsystem|système de qualification|sistema de clasificación|sistema di qualificazione|erkenningsregeling
""")

INVITED = whole(r"""
    invitation (?:to|for) (?:tender|bid|quote)s?|invites? (?:\w+ ){0,3}(?:tenders?|bids?|offers?|proposals?|quotations?)
    call for (?:tenders?|bids?|proposals?|competition)|request for (?:tenders?|proposals?|quotations?|quotes?|bids?)
    tender notice|contract notice|ITT|RFP|RFQ|RFT|tenders? (?:are|is) invited|submit (?:a |your )?(?:tender|bid|offer|proposal)s?
    tender (?:pack|documents?) (?:can|may) (?:now )?be (?:downloaded|obtained|requested)|tenders (?:are|will be) (?:scored|judged|evaluated|assessed)
    (?:offers|tenders|bids|proposals) (?:are|is) due|solicitation number|combined synopsis
    vergabeunterlagen (?:können|stehen)|dossier de consultation (?:est|peut)|presentación de (?:las )?(?:ofertas|proposiciones)|presentazione delle offerte
    (?:öffentliche )?ausschreibung|auftragsbekanntmachung|aufforderung zur angebotsabgabe|angebotsabgabe|angebotsfrist|vergabeverfahren
    appel d[’']offres|avis de marché|appel à concurrence|avis d[’']appel|remise des offres
    anuncio de licitación|licitación|convocatoria|bando di gara|gara d[’']appalto|procedura aperta
    aanbesteding|aankondiging van (?:een )?opdracht|inschrijving
    przetarg|ogłoszenie o zamówieniu|zaproszenie do składania ofert
    anúncio de procedimento|concurso público|convite à apresentação de propostas
    anbudsinbjudan|inbjudan att lämna anbud|udbudsbekendtgørelse|opfordring til at afgive tilbud|konkurransegrunnlag|kunngjøring av konkurranse
    tarjouspyyntö\w*|hankintailmoitus|oznámení o zahájení zadávacího řízení|výzva k podání nabíd\w+|výzva na predkladanie ponúk|oznámenie o vyhlásení
    ajánlati felhívás|ajánlattételi felhívás|anunț de participare|invitație de participare|обявление за (?:обществена )?поръчка|покана за (?:подаване на )?оферти
    διακήρυξη|πρόσκληση υποβολής προσφορών|poziv na dostavu ponuda|poziv na nadmetanje|obvestilo o javnem naročilu|povabilo k oddaji ponudb?
    hanketeade|pakkumiskutse|paziņojums par līgumu|uzaicinājums iesniegt piedāvājum\w+|skelbimas apie pirkimą|kvietimas teikti pasiūlym\w+
    iarraidh ar thairiscintí|fógra conartha|sejħa għall-offerti|avviż ta[’']kuntratt
""")

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
