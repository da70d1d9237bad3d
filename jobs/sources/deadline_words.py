"""Words around dates in the languages of the Union: what binds a bidder, what only asks, and what is another date."""

import re

from jobs.sources.vocabulary import whole, words

ENGLISH_DEADLINE = whole(r"""
    deadlines?|closing (?:date|time)|submission date|(?:return|response|due) date|last (?:date|day) for (?:the )?(?:submission|receipt)
    time[- ]limits? for (?:the )?(?:receipt|submission)|latest (?:date|time) for|due (?:by|on|at)|(?:tenders?|tendering|bids?|bidding|offers?|submissions?|competition|opportunity|procedure) (?:period )?(?:will |shall )?closes? (?:by|on|at)
    (?:tenders?|bids?|offers?|proposals?|quotations?) (?:are |is )?due
""")
DEADLINE = re.compile(
    r"\b(?:"
    + words(r"""
        date limite|date et heure limites?|délai (?:de|pour la) (?:remise|réception|dépôt)
        (?:angebots|abgabe|einreichungs|einreich|bewerbungs|teilnahme|schluss)(?:frist|termin)\w*|frist für|schlusstermin
        fecha límite|plazo (?:límite |máximo )?(?:de|para la) (?:presentación|recepción)|fecha de presentación|fin de plazo
        termine (?:ultimo|perentorio|(?:ultimo )?(?:di|per la) (?:presentazione|ricezione|scadenza))|scadenza
        (?:prazo|data[- ]limite)|uiterste (?:datum|termijn|inschrijf\w*)|sluitingsdatum|indienings?termijn|inschrijf(?:ings)?termijn
        termin (?:składania|nadsyłania|złożenia)|sista (?:dag|anbudsdag|datum|ansökningsdag)|anbudstid\w*
        (?:tilbuds|ansøgnings|afleverings)?frist(?:en)? for|(?:tilbuds|ansøgnings|søknads|innleverings)frist(?:en)?
        määräaika\w*|jättöaika\w*|lhůta (?:pro podání|podání|k podání)|lehota na (?:predkladanie|predloženie)
        (?:ajánlattételi|benyújtási|részvételi|jelentkezési) határid\w+
        (?:ajánlatok|jelentkezések)[^.;\n]{0,30}benyújtásának határideje
        (?:data|termen(?:ul)?)[- ]limită|termenul (?:de|pentru) (?:depunere\w*|primire\w*)
        (?:краен )?срок за (?:получаване|подаване|представяне)|rok za (?:dostavu|podnošenje|oddajo|predložitev|prejem)
        (?:καταληκτική|τελική) (?:ημερομηνία|προθεσμία)|προθεσμία (?:υποβολής|παραλαβής)
        (?:pakkumuste|taotluste|hankes osalemise taotluste) (?:esitamise|laekumise) tähtae?g\w*
        (?:piedāvājumu|pieteikumu) iesniegšanas (?:termiņš|beigu)|(?:pasiūlymų|paraiškų) (?:pateikimo|priėmimo) terminas
        spriocdháta|dáta deiridh|data tal-għeluq|skadenza
    """)
    + ")",
    re.IGNORECASE,
)
"""What stands before the date that binds, outside English."""

SUBMISSION = re.compile(
    r"^[\W_]*(?:[0-9IVX]{1,4}[.)]\s*){0,4}(?:"
    + words(r"""
        (?:(?:tender|bid|offer|itt|rfp|rfq) )?(?:submission|return)(?: of (?:the )?(?:tenders?|bids?|offers?|proposals?))?(?: date)?
        receipt of (?:tenders|bids|offers|proposals)
        (?:abgabe|einreichung|eingang) der angebote|angebotsabgabe|remise des (?:offres|plis)|réception des (?:offres|plis|candidatures)
        presentación de (?:ofertas|proposiciones)|presentazione delle offerte|apresentação (?:das|de) propostas
        indiening (?:van )?(?:de )?(?:inschrijvingen|offertes)|składanie ofert|podání nabídek|predkladanie ponúk|depunerea ofertelor
    """)
    + r")\s*[:|\t–-]",
    re.IGNORECASE,
)
"""The first cell of a row of a timetable."""

OFFER = whole(r"""
    tenders?|bids?|offers?|proposals?|quotations?|quotes?|requests? to participate|expressions? of interest|applications?
    angebote?s?|angebots\w+|teilnahmeantr\w+|bewerbung\w*|interessenbekundung\w*|offres?|plis|candidatures?|manifestations? d[’']intérêt
    ofertas?|proposiciones|solicitudes de participación|offert[aei]|domand[ae] di partecipazione|plic(?:o|hi)|propostas?|candidaturas?
    inschrijving(?:en)?|offertes?|aanmelding(?:en)?|ofert\w{0,3}|wniosk\w+|anbud\w*|anbuden|tilbud\w*|ansøgning\w*|søknad\w*
    tarjou\w+|osallistumishakemu\w+|nabíd\w+|žádost\w*|ponuk\w*|ponúk|žiados\w*|ajánlat\w*|jelentkezés\w*|cerer\w+ de participare
    оферт\w+|заявления\w* за участие|προσφορ\w+|ponud\w*|prijav\w*|pakkumus\w*|taotlus\w*|piedāvājum\w*|pieteikum\w*|pasiūlym\w*
    paraišk\w*|t(?:h)?airiscint\w*|offerti
""")

SUBMITTED = whole(r"""
    submit\w*|submission|receiv\w+|receipt|reach\w*|lodg\w+|returned|arrive\w*|due|sent|deliver\w*|upload\w*|hand(?:ed)? in
    ein(?:zu)?reich\w*|eingereicht\w*|abzugeben|abgegeben|ab(?:ge)?gabe|eingehen|einzugehen|eingegangen|vorliegen|hochzuladen|abgibt
    parvenir|parviennent|parvenu\w*|remis\w*|remett\w+|dépos\w+|transmis\w*|transmettre|reçu\w*|envoyé\w*
    presenta\w+|recib\w+|remit\w+|enviar\w*|entreg\w+|pervenire|pervenut\w+|inviat\w+|trasmess\w+|apresenta\w+|submetid\w+|recebid\w+
    indien\w*|ingediend|ontvangen|ingeleverd|złoż\w+|składa\w+|wpłyn\w+|przesła\w+
    lämna\w*|inkom\w*|skicka\w*|tillhanda|indlever\w*|modtag\w*|i hænde|innlever\w*|lever\w*|mott\w+
    jät\w+|toimit\w+|perillä|saapu\w+|podá\w*|podat|podan\w+|doruč\w*|předlož\w+|predlož\w*|podať
    benyúj\w+|beérkez\w*|beadn\w+|depu\w+|transmi\w+|primit\w*|подава\w*|подад\w*|получ\w+|представ\w+
    υποβ\w+|περιέλθουν|κατατεθ\w*|dostav\w*|podn\w+|zaprim\w*|predaj\w*|odda\w*|prisp\w+|prejet\w*
    esita\w*|laeku\w*|iesnie\w*|jāiesniedz|saņem\w*|pateik\w*|gaut\w+|sh?eol\w*|chur|jaslu|jiġu sottomessi|sottomess\w*
""")

LIMIT = re.compile(
    r"\b(?:"
    + words(r"""
        by|before|until|till?|no[t]? later than|at the latest|on or before|prior to
        bis(?: zum| spätestens)?|spätestens(?: am| bis| zum)?|vor dem|avant(?: le)?|au plus tard(?: le)?|jusqu[’']au
        hasta|antes del?|a más tardar|como máximo|entro(?: e non oltre)?|non oltre|até|antes d[eo]|uiterlijk|v[óo]{2}r|tot
        do(?: dnia)?|najpóźniej|senast|före|senest|inden|innen|før|viimeistään|nejpozději(?: do)?|najneskôr(?: do)?|legkésőbb
        până(?: la| în)?|cel (?:mai )?târziu|nu mai târziu|до|не по-късно от|έως|μέχρι|το αργότερο|najkasnije|najpozneje|hiljemalt|kuni
        līdz|ne vēlāk kā|iki|ne vėliau kaip|roimh|tráth nach déanaí|mhux aktar tard|sa
    """)
    + r")\b[^.;\n]{0,45}$",
    re.IGNORECASE,
)
"""A word of limit shortly before a date, only time and weekday between."""
LIMIT_AFTER = re.compile(r"^[^.;\n]{0,25}?(?:mennessä|-?(?:á|é)?ig\b|at the latest|au plus tard|uiterlijk|spätestens)", re.IGNORECASE)

QUESTIONS = whole(r"""
    clarifications?|(?:supplementary |additional )?questions?|enquir(?:y|ies)|inquir(?:y|ies)|queries|questions? complémentaires
    (?:demandes? de )?renseignements|bieter(?:an)?fragen|fragen|rückfragen|bieteranfragen|consultas|aclaraciones|chiarimenti|quesiti
    vragen|inlichtingen|nota van inlichtingen|pytania|pytań|wyjaśnie\w+|esclarecimentos|frågor|spørgsmål|spørsmål|kysymykset|lisätieto\w+
    dotaz\w*|vysvětlení|vysvetleni\w*|otázk\w*|kérdés\w*|kiegészítő tájékoztatás\w*|clarificări\w*|solicitări(?:lor)? de clarificare|разяснения
    διευκρινίσε\w*|pojašnjen\w*|pitanja|vprašanj\w*|küsimus\w*|selgitus\w*|jautājum\w*|klausim\w*|paaiškinim\w*|ceisteanna|mistoqsijiet
""")

REQUEST = whole(r"""
    (?:selection|pre-?qualification) questionnaires?|PQQs?|requests? to participate|requests? for participation|teilnahmeantr\w+|teilnahmefrist|candidatures?|solicitudes de participación
    domand[ae] di partecipazione|wniosk\w+ o dopuszczenie|(?:verzoeken tot )?deelneming|aanmelding(?:en)?|candidaturas
    ansök\w+ om (?:att få )?(?:delta|lämna)\w*|anbudsansök\w+|ansøgning\w*(?: om prækvalifikation)?|osallistumishakemu\w+|žádost\w* o účast
    žiadost\w* o účasť|részvételi jelentkez\w+|cerer\w+ de participare|заявления\w* за участие|αιτήσε\w+ συμμετοχής|zahtjev\w* za sudjelovanje
    prijav\w* za sodelovanje|hankes osalemise taotlus\w*|paraišk\w*|pieteikum\w*
""")

EXPRESSION = whole(r"""
    expressions? of interest|interessenbekundung\w*|manifestations? d[’']intérêt|manifestaci\w+ de interés
    manifestazion\w+ (?:di|d[’'])\s?interesse|blijken van belangstelling|intresseanmäl\w+|interessetilkendegivelse\w*
    zgłoszeni\w+ zainteresowania|kiinnostuksenilmais\w+
""")

OTHER_DATES = whole(r"""
    (?:contract|service|works?|project) (?:start|end|begins?|commence\w*|period|term|expiry)|start(?:s|ing)?(?: date)?|commence\w*|award(?:ed)?
    publi(?:shed|cation|cado|é|kace|kacj\w+)|dispatch|sent on|dated|site visits?|visit|opening|opened|interviews?|standstill|valid(?:ity)?|remain open
    access to|available|expir\w+|mobili[sz]ation|invoices?|payments?|appeals?|reviews?|kick-?off|presentations?|go-?live|notification|shortlist\w*|meeting
    vertragsbeginn|leistungsbeginn|ausführungs\w+|bindefrist|zuschlags?\w*|zuschlag|öffnung|angebotsöffnung|veröffentlich\w+|besichtigung\w*|ortstermin
    gültig\w*|gebunden|nachprüfungs\w+|beginn|bekanntmachung vom|absendung
    ouverture|validité|visite|début|démarrage|attribution|notification|publication|envoi|recours
    apertura|validez|visita|inicio|adjudicación|publicación|validità|sopralluogo|inizio|aggiudicazione|pubblicazione|decorrenza
    opening|gestand\w*|geldig\w*|aanvang|gunning|publicatie|rondleiding|schouw
    otwarci\w+|związani\w+|ważnoś\w+|rozpoczęci\w+|publikacj\w+|wizj\w+|öppn\w+|giltig\w*|avtalsstart|åbning\w*|vedståelse\w*|avataan|voimassa
    otevírání|otváran\w+|platnost\w*|felbontás\w*|bontás\w*|érvényes\w*|deschider\w+|valabil\w+|отваряне\w*|валидност|αποσφράγιση\w*|ισχύ\w*
    otvaranj\w+|odpiranj\w+|avamise\w*|atvēršan\w+|vokų|abertura|validade|visita técnica
""")
"""Talk of another date: it never becomes a deadline."""
OTHER_WORK = whole(r"""
    complet\w+|deliver\w*|perform\w*|execution|works?|construction|references?|fertigstellung|lieferung|ausführung|leistung\w*|referenz\w*
    exécution|livraison|achèvement|ejecución|entrega|suministro|esecuzione|consegna|ultimazione|lavori|uitvoering|levering|oplevering
    realizacj\w+|wykonani\w+|dostaw\w*|leverans|færdig\w*|toimitus|dodání|dodani\w+|teljesítés\w*|execuți\w+|изпълнени\w+|εκτέλεσ\w*
    insurance|versicherung|assurance|turnover|financial year|certificates?|previous|frühere|letzten
""")
"""Another date as well, unless offers are named beside: delivery of tenders."""

LOCAL_CLOCK = whole(r"""
    local time|ortszeit|heure locale|hora local|ora locale|lokale tijd|czasu lokalnego|lokal tid|paikallista aikaa|místního času
""")
