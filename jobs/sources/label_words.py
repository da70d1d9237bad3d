"""Words before a colon in the languages of the Union: title, buyer, country, and first lines that are no title."""

import re

from jobs.sources.vocabulary import words

LABELS = {
    "title": words(r"""
        title|subject(?: of the (?:contract|tender))?|project(?: title| name)?|(?:tender|contract) (?:title|name)|name of (?:the )?(?:contract|project|tender)
        titel|bezeichnung(?: des auftrags)?|auftragsbezeichnung|gegenstand(?: des auftrags)?|maßnahme|objet(?: du marché)?|intitulé(?: du marché)?
        título|objeto(?: del contrato| do contrato)?|denominación del contrato|designação do contrato|titolo|oggetto(?: dell[’']appalto)?
        onderwerp|naam van de opdracht|benaming|tytuł|przedmiot(?: zamówienia)?|nazwa (?:zamówienia|nadana zamówieniu)
        upphandlingens namn|benämning|föremål|kontraktens betegnelse|betegnelse|navn på (?:anskaffelsen|udbuddet)|hankinnan nimi|hankinnan kohde
        název (?:veřejné )?zakázky|předmět (?:veřejné )?zakázky|názov zákazky|predmet zákazky|(?:a )?beszerzés (?:tárgya|megnevezése)|közbeszerzés tárgya
        denumirea? (?:contractului|achiziției)|titlul?|obiectul (?:contractului|achiziției)|наименование(?: на поръчката)?|предмет на поръчката
        τίτλος|αντικείμενο(?: της σύμβασης)?|naziv (?:nabave|naročila|javnega naročila)|predmet (?:nabave|javnega naročila)|hanke nimetus
        iepirkuma (?:nosaukums|priekšmets)|pirkimo (?:pavadinimas|objektas)|teideal|titolu|suġġett
        betreff|asunto|assunto|temat|ämne|emne|aihe|věc|tárgy|subiect|θέμα|относно|teema|temats?|tema
    """),
    "buyer": words(r"""
        (?:name of (?:the )?)?(?:buyer|contracting authority|contracting entity|procuring entity|purchaser|client|awarding authority)(?: name)?
        official name|authority|issued by|(?:contracting |issuing |ordering |purchasing |procuring )?agency(?: name)?|public body|organi[sz]ation(?: name)?
        (?:contracting|issuing|ordering|purchasing|procuring) (?:organi[sz]ation|office|department)|(?:department/ ?)?ind(?:ependent)?\.? agency
        beschaffungsstelle|bedarfsstelle|auftraggebende (?:stelle|behörde)|organisme(?: acheteur| adjudicateur)?|collectivité|commanditaire|adjudicateur
        organismo(?: contratante)?|(?:entidad |órgano )?contratante|administración contratante|ente committente|committente|opdrachtgevend bestuur|aanbesteder
        (?:öffentlicher )?auftraggeber(?:in)?(?: \(?name\)?)?|vergabestelle|ausschreibende stelle|zuschlag erteilende stelle|offizielle bezeichnung
        pouvoir adjudicateur|acheteur(?: public)?|entité adjudicatrice|maître d[’']ouvrage|nom officiel
        entidad adjudicadora|órgano de contratación|poder adjudicador|nombre oficial|entidade adjudicante|designação oficial
        stazione appaltante|amministrazione aggiudicatrice|ente aggiudicatore|denominazione ufficiale
        aanbestedende dienst|opdrachtgever|officiële benaming|zamawiający|nazwa zamawiającego|oficjalna nazwa|nazwa oficjalna
        upphandlande (?:myndighet|enhet)|köpare|beställare|ordregiver|ordregivende myndighed|udbyder|oppdragsgiver|officielt navn
        hankintayksikkö|tilaaja|zadavatel|(?:verejný )?obstarávateľ|ajánlatkérő(?: neve)?|autoritatea contractantă|entitatea contractantă
        възложител|αναθέτουσα αρχή|αναθέτων φορέας|(?:javni )?naručitelj|naročnik|hankija|pasūtītājs|perkančioji organizacija
        an t-?údarás conarthach|ceannaitheoir|l-?awtorità kontraenti|awtorità kontraenti|xerrej
    """),
    "country": words(r"""
        country|land|pays|país|paese|kraj|staat|maa|země|krajina|ország|țara|държава|χώρα|država|zemlja|riik|valsts|šalis|tír|pajjiż
    """),
    "duration": words(r"""
        (?:contract )?(?:duration|term|period)(?: of (?:the )?(?:contract|agreement|framework))?|contract length|vertragslaufzeit|laufzeit(?: des vertrags)?
        vertragsdauer|durée(?: du (?:marché|contrat)| de l[’']accord[- ]cadre)?|duración(?: del contrato)?|plazo de ejecución|durata(?: dell[’']appalto)?
        duração(?: do contrato)?|prazo de execução|looptijd|contractduur|duur van de opdracht|okres (?:realizacji|trwania|obowiązywania)(?: umowy| zamówienia)?
        termin (?:wykonania|realizacji)(?: zamówienia)?|avtalstid|avtalsperiod|kontraktperiode|varighed|varighet|sopimuskausi|sopimuksen kesto
        doba trvání(?: smlouvy)?|trvanie(?: zmluvy)?|(?:a )?szerződés időtartama|durata contractului|срок на (?:договора|изпълнение)|διάρκεια(?: της σύμβασης)?
        trajanje(?: ugovora| pogodbe)?|lepingu kestus|līguma (?:termiņš|darbības termiņš)|sutarties trukmė|fad|tul ta[’'] żmien
    """),
}
"""What stands before a colon, a tab or a cell border at the beginning of a line."""

GENERIC = re.compile(
    r"^(?:the |der |die |das |le |la |el |il |de |het )?(?:contracting )?(?:authority|agency|council|buyer|client|customer|purchaser|auftraggeber|name|and addresses?"
    r"|n/?a|none|tbc|see .{0,40}|siehe .{0,40}|voir .{0,40})\W*$",
    re.IGNORECASE,
)
"""What stands after such a word and names nobody."""

_KINDS = words(r"""
    invitation to (?:tender|bid|quote)|tender notice|contract notice|call for (?:tenders?|competition|bids?)|requests? for (?:proposals?|quotations?|tenders?)
    notice|tender documents?|terms of reference|instructions to (?:tenderers|bidders)|contents|table of contents|section [ivx0-9]+:?.{0,30}
    (?:auftrags)?bekanntmachung|ausschreibung|aufforderung zur angebotsabgabe|bewerbungsbedingungen|inhaltsverzeichnis|leistungsbeschreibung
    avis de marché|avis d[’']appel public à la concurrence|règlement de (?:la )?consultation|sommaire|appel d[’']offres
    anuncio de licitación|pliego de .{3,40}|bando di gara|disciplinare di gara|anúncio de procedimento|aankondiging van (?:een |de )?opdracht
    ogłoszenie o zamówieniu|specyfikacja warunków zamówienia|upphandlingsdokument|udbudsbetingelser|konkurransegrunnlag|tarjouspyyntö
    zadávací dokumentace|súťažné podklady|ajánlati felhívás|fișa de date|обявление за поръчка|διακήρυξη|bid documents?|draft|confidential|page [0-9].{0,12}
""")
HEADING = re.compile(rf"^(?:[0-9IVX.) ]{{0,8}})(?:{_KINDS})\W*$", re.IGNORECASE)
"""A first line that names a kind of notice or document and no subject."""

KIND_BEFORE = re.compile(
    rf"^\W*(?:{_KINDS}|invitation|invitación|invitación a (?:presentar ofertas?|licitar)|einladung|uitnodiging|convocatoria|licitación|gara d[’']appalto|przetarg|zaproszenie"
    r"|výzva|udbud|upphandling|anbudsinbjudan|tender opportunity|opportunity|mini-?competition|itt|rf[pqt])"
    r"(?:\s+(?:no\.?|nr\.?|n[°º]|ref\.?)?\s*[\w/.-]{0,20}[0-9][\w/.-]{0,20})?\s*(?::|\s[-–—])\s+",
    re.IGNORECASE,
)
"""A kind of notice before what is bought, as in the subject of a mail."""

GREETING = re.compile(
    r"^(?:"
    + words(r"""
        dear|hi|hello|good (?:morning|afternoon|evening|day)|to whom it may concern|sehr geehrte\w*|guten (?:tag|morgen)|hallo|liebe\w*|moin|servus|grüß gott
        bonjour|madame|monsieur|mesdames|buenos días|buenas tardes|estimad[oa]s?|hola|buongiorno|gentil[ei]|spettabile|egregi\w*|salve
        beste|geachte|goede(?:morgen|middag|nmiddag)|dag allen|dzień dobry|szanown\w+|witam|bom dia|boa tarde|caros|exmos?\.?|prezad\w+
        hej|god (?:dag|morgen)|kjære|kære|hei|hyvä\w*|dobrý den|vážen\w+|dobrý deň|tisztelt|bună ziua|stimat\w*|добър ден|уважаем\w+|καλημέρα|αγαπητ\w+
        poštovan\w+|spoštovan\w+|lugupeetud|tere|labdien|cienījam\w+|laba diena|gerbiam\w+|a chara
    """)
    + r")\b[^.:;]{0,60}[,!.:]?$",
    re.IGNORECASE,
)
"""The line a letter begins with."""

MAIL_HEAD = re.compile(
    r"^\W*(?:from|sent|to|cc|bcc|date|reply-to|attachments?|von|gesendet|an|datum|de|envoyé|à|date|enviado|para|fecha|da|inviato|a|data|van|verzonden|aan"
    r"|od|wysłano|do|från|skickat|till|fra|sendt|til|lähettäjä|lähetetty|vastaanottaja|odesláno|komu|feladó|címzett|trimis|către)\s*:\s",
    re.IGNORECASE,
)
"""A line at the head of a mail, but for its subject."""

CRUMB = re.compile(
    r"^\W*(?:you are here|sie sind hier|vous êtes ici|usted está (?:aquí|en)|estás en|ti trovi in|sei in|u bent hier|je bent hier|jesteś tutaj|tu jesteś|está aqui|du är här|du er her"
    r"|olet tässä|nacházíte se|nachádzate sa|ön itt áll|вие сте тук|βρίσκεστε εδώ)\s*:?\s*",
    re.IGNORECASE,
)
"""What a path of pages begins with."""

NAVIGATION = re.compile(
    words(r"""
        home(?: ?page)?|skip to (?:main )?content|cookies?(?: settings| policy)?|accept(?: all)?(?: cookies)?|sign (?:in|up|out)|log ?(?:in|out)|register|menu|search|help|contact(?: us)?|print(?: this page)?
        share(?: this page)?|back(?: to .{2,30})?|next|previous|sitemap|accessibility|privacy(?: policy)?|about us|my account|language|english
        startseite|zum (?:inhalt|hauptinhalt)(?: springen)?|anmelden|abmelden|suche|suchen|hilfe|kontakt|drucken|impressum|datenschutz|menü|leichte sprache|zurück(?: zur .{2,30})?|seite drucken
        accueil|aller au contenu(?: principal)?|se connecter|connexion|recherche(?:r)?|imprimer|aide|mentions légales|plan du site|retour(?: à .{2,30})?
        inicio|saltar al contenido(?: principal)?|iniciar sesión|acceder|buscar|imprimir|ayuda|contacto|aviso legal|volver
        pagina iniziale|vai al contenuto(?: principale)?|accedi|cerca|stampa|aiuto|contatti|note legali|indietro
        (?:direct )?naar (?:de )?(?:hoofd)?inhoud|inloggen|aanmelden|zoeken|afdrukken|terug(?: naar .{2,30})?
        strona główna|przejdź do treści|zaloguj(?: się)?|szukaj|drukuj|pomoc|powrót|início|página inicial|ir para o conteúdo|entrar|pesquisar|voltar
        hem|startsida|hoppa till innehåll(?:et)?|logga in|sök|skriv ut|forside|hjem|gå til indhold|log ind|logg inn|søg|søk|etusivu|siirry sisältöön|kirjaudu|haku
        úvod|domů|domov|přejít k obsahu|přihlásit(?: se)?|prihlásiť(?: sa)?|hledat|tisk|kezdőlap|főoldal|keresés|belépés|acasă|prima pagină|căutare|autentificare
        начало|вход|търсене|αρχική|σύνδεση|αναζήτηση|početna|naslovnica|domača stran|avaleht|sākums|sākumlapa|pradžia|pagrindinis|baile
    """),
    re.IGNORECASE,
)
"""An entry of a web page's menu; matched whole."""
