"""How a buyer speaks of itself in a sentence, and what stands before its address, in the languages of the Union."""

import re

from jobs.sources.vocabulary import words

_SMALL = (
    r"of|and|for|the|on|upon|in|at|&|der|die|das|des|dem|den|und|für|von|vom|zu|zur|zum|am|im|an|de|du|d[’']|la|le|les|et|l[’']|en|sur|aux?"
    r"|del|los|las|el|y|di|della|dello|degli|dei|e|do|da|dos|das|van|het|aan|bij|op|te|ter|over|sul|sulla|nad|pod|i|w|we|z|na|och|för|og|ja|a|v|pro|și"
)
_CAPITAL = r"(?:[ldLD][’'])?[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я][^\W_][\w’'&./-]*"
NAME = rf"(?-i:(?P<name>{_CAPITAL}(?:[ ][^\W\d_A-Z]{{5,16}})?(?:[ ](?:(?:{_SMALL})[ ]){{0,3}}{_CAPITAL}|[ ](?:{_SMALL})[’']{_CAPITAL}){{1,9}}))"
"""Two words or more that begin with a capital letter, small ones between, and one that tells the kind behind the first (`Agence régionale de X`)."""
_PLACE = r"(?:\s?\((?P<place>[^()\n]{2,60})\)|,\s(?P<beside>[^,.;:()\n]{2,40}),)?"
_OFFERS = r"tenders?|bids?|proposals?|quotations?|quotes?|offers?|expressions? of interest|requests? to participate|suppliers?|contractors?|providers?|operators?|compan(?:y|ies)|consultants?"
_SAYS = rf"""
    (?i:(?:the\s)?){NAME}{_PLACE}\s(?:hereby\s|now\s|currently\s)?(?:invites?|is\sinviting|requests?|is\srequesting|calls?\sfor|seeks?|is\sseeking|is\slooking\sfor|wishes\sto|intends\sto|would\slike\sto|is\sissuing|welcomes)\b[^.;\n]{{0,60}}?\b(?i:{_OFFERS}|procure|appoint|award|purchase|tender)\b
    (?i:die|der|das)\s{NAME}{_PLACE}\s(?:schreibt|beabsichtigt|vergibt|lädt|sucht|bittet|fordert)\b[^.;\n]{{0,160}}?(?i:\baus\b|angebot\w*|vergabe|vergeben|auftrag|beauftragen|beschaff\w+)
    (?i:la\s|le\s|les\s|l[’']){NAME}{_PLACE}\s(?:lance|organise|invite|souhaite|recherche|met|engage|passe)\b[^.;\n]{{0,120}}?\b(?i:marché|consultation|appel\sd[’']offres|offres?|prestataires?|concurrence)\b
    (?i:el|la)\s{NAME}{_PLACE}\s(?:convoca|licita|invita|saca|anuncia|solicita|promueve)\b[^.;\n]{{0,120}}?\b(?i:licitación|contrat\w+|ofertas?|concurso|procedimiento|empresas)\b
    (?i:il\s|la\s|l[’']){NAME}{_PLACE}\s(?:indice|bandisce|invita|intende|ricerca|avvia)\b[^.;\n]{{0,120}}?\b(?i:gara|procedura|offert[ae]|appalto|affidare|affidamento|operatori)\b
    (?i:de|het)\s{NAME}{_PLACE}\s(?:nodigt|besteedt|vraagt|zoekt|schrijft|wenst|start)\b[^.;\n]{{0,120}}?\b(?i:inschrijv\w*|offertes?|aan(?:besteding)?|opdracht|leveranciers?|ondernemers?)\b
    {NAME}{_PLACE}\s(?:niniejszym\s)?(?:ogłasza|zaprasza|zamierza|prowadzi)\b[^.;\n]{{0,120}}?(?i:przetarg|ofert|postępowani|zamówieni|wykonawc)
    (?i:o|a)\s{NAME}{_PLACE}\s(?:convida|lança|pretende|abre|promove)\b[^.;\n]{{0,120}}?\b(?i:propostas?|concurso|procedimento|contratar)\b
    {NAME}{_PLACE}\s(?:bjuder\sin|inbjuder|upphandlar|efterfrågar|udbyder|indbyder|inviterer|innbyr|kunngjør)\b
    {NAME}{_PLACE}\s(?:pyytää\starjou\w+|kilpailuttaa|vyzývá|vyhlašuje|zadává|vyzýva|vyhlasuje|invită|organizează|lansează|objavljuje|poziva|kutsub|kuulutab|kviečia|aicina)\b
"""
INVITES = tuple(re.compile(r"^\W{0,3}" + each.strip()) for each in _SAYS.splitlines() if each.strip())
"""`The Town of X (country) invites tenders`: the beginning of a sentence, a pattern a language."""

FOR_ANOTHER = re.compile(
    r"\b(?:on behalf of|in the name of|acting for|im namen|im auftrag|namens|au nom|pour le compte|en nombre|por cuenta|per conto|w imieniu|em nome|på vegne|på uppdrag|puolesta|jménem|v mene)\b",
    re.IGNORECASE,
)
"""Who invites is not who buys."""

_NOBODY = (
    "the council board authority trust agency ministry department company client buyer purchaser contracting entity government university commission we our this"
    " tenderers suppliers bidders interested parties notice invitation tender request tenders bids proposals quotations offers services supplies works open public auftraggeber auftraggeberin stadt gemeinde land vergabestelle behörde"
    " commune ville collectivité acheteur pouvoir adjudicateur ayuntamiento entidad órgano comune ente stazione appaltante gemeente opdrachtgever gmina zamawiający"
    " câmara município kommun kommune beställaren ordregiver zadavatel obstarávateľ procurement office team"
)
NOBODY = frozenset(_NOBODY.split())
"""Words that make a name of nobody where no other stands beside them."""

ADDRESS = re.compile(
    r"^[\W_]{0,8}(?:[0-9IVXa-z]{1,4}[.)]\s*){0,4}(?:"
    + words(r"""
        (?:postal |official |registered |office |street |business |buyer[’']?s? )?address|registered office|head(?: office|quarters)|seat|office|place|town|city(?: and country)?|based in
        (?:post|büro|geschäfts)?anschrift|(?:post)?adresse(?: postale)?|(?:dienst|haupt)?sitz|siège(?: social)?|ville(?: et pays)?|dirección(?: postal)?|domicilio|sede(?: social| legale)?
        indirizzo(?: postale)?|(?:post)?adres|vestigingsplaats|siedziba|morada|endereço|(?:post|besöks|besøks)?adress|osoite|postiosoite|adresa|sídlo|(?:postai )?cím|székhely|sediul?
        адрес|διεύθυνση|ταχυδρομική διεύθυνση|naslov|sjedište|sedež|aadress|adrese|adresas|seoladh|indirizz
    """)
    + r")\s*[*_]*\s*[:|\t=]\s*(?P<value>.{3,300})$",
    re.IGNORECASE,
)
"""A line that says where the one above it lives. Not `location`, which is more often that of the work."""

ANOTHER = re.compile(
    r"\b(?:reviews?|appeals?|court|mediation|supplier|contractor|winner|performance|delivery|site|opening|works|nachprüfung\w*|vergabekammer|erfüllung\w*|ausführung\w*|liefer\w*|baustelle"
    r"|recours|tribunal|exécution|livraison|chantier|recurso\w*|ejecución|entrega|ricors\w+|esecuzione|consegna|beroep\w*|uitvoering|levering|odwoła\w+|realizacji|dostaw\w*|e-?sender|platform)\b",
    re.IGNORECASE,
)
"""A line that brings in somebody else, or the place of the work: addresses behind it are not the buyer's."""
