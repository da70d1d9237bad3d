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
    """),
    "buyer": words(r"""
        (?:name of (?:the )?)?(?:buyer|contracting authority|contracting entity|procuring entity|purchaser|client|awarding authority)(?: name)?
        official name|authority|issued by
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
    r"^(?:the |der |die |das |le |la |el |il |de |het )?(?:contracting )?(?:authority|council|buyer|client|customer|purchaser|auftraggeber|name|and addresses?"
    r"|n/?a|none|tbc|see .{0,40}|siehe .{0,40}|voir .{0,40})\W*$",
    re.IGNORECASE,
)
"""What stands after such a word and names nobody."""

HEADING = re.compile(
    r"^(?:[0-9IVX.) ]{0,8})(?:"
    + words(r"""
        invitation to (?:tender|bid|quote)|tender notice|contract notice|call for (?:tenders?|competition|bids?)|requests? for (?:proposals?|quotations?|tenders?)
        notice|tender documents?|terms of reference|instructions to (?:tenderers|bidders)|contents|table of contents|section [ivx0-9]+:?.{0,30}
        (?:auftrags)?bekanntmachung|ausschreibung|aufforderung zur angebotsabgabe|bewerbungsbedingungen|inhaltsverzeichnis|leistungsbeschreibung
        avis de marché|avis d[’']appel public à la concurrence|règlement de (?:la )?consultation|sommaire|appel d[’']offres
        anuncio de licitación|pliego de .{3,40}|bando di gara|disciplinare di gara|anúncio de procedimento|aankondiging van (?:een |de )?opdracht
        ogłoszenie o zamówieniu|specyfikacja warunków zamówienia|upphandlingsdokument|udbudsbetingelser|konkurransegrunnlag|tarjouspyyntö
        zadávací dokumentace|súťažné podklady|ajánlati felhívás|fișa de date|обявление за поръчка|διακήρυξη|bid documents?|draft|confidential|page [0-9].{0,12}
    """)
    + r")\W*$",
    re.IGNORECASE,
)
"""A first line that names a kind of notice or document and no subject."""
