"""Words of duty in the languages of tenders, word by word: who is bound, who binds, and what the duty is about."""

import re
from functools import lru_cache
from typing import Literal

Role = Literal["modal", "needed", "be", "have", "to", "te", "gerundive", "bidder", "buyer", "thing", "never", "denial", "off", ""]


def _any(text: str) -> re.Pattern[str]:
    """A whole word out of the lines of a text, in lower case."""
    return re.compile("(?:" + "|".join(part for line in text.splitlines() for part in line.split()) + ")$")


_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("modal", _any(r"""
        must|shall muss|müssen|musst doit|doivent|devra|devront debe|deben|deberá|deberán deve|devono|dovrà|dovranno devem|deverá|deverão moet|moeten
        musi|muszą|należy|winien|powinien|powinna|powinny ska|skall|måste skal täytyy|tulee|pitää|pitäisi musí|musejí|musia köteles|kötelesek|kell
        trebuie|vor|va трябва|следва|длъжен|длъжни πρέπει|οφείλει|οφείλουν|υποχρεούται|υποχρεούνται mora|moraju|morajo dužan|dužni|obvezan
        peab|peavad|tuleb jābūt|jā\w{5,} privalo|turi caithfidh għandu|għandha|għandhom jrid|jridu|jeħtieġ
    """)),
    ("needed", _any(r"""
        required|mandatory|compulsory|obliged|obligatory erforderlich|zwingend|verpflichtet|verlangt|gefordert|vorausgesetzt|obligatorisch
        exigée?s?|requise?s?|obligatoires?|tenue?s?|exige|exigent exigid[oa]s?|obligad[oa]s?|obligatori[oa]s? richiest[oaei]|obbligatori[oaei]|tenut[oi]
        obrigatóri[oa]s?|obrigad[oa]s?|exigid[oa]s? verplicht|vereist|vereiste|vereisten wymagan[eyai]|wymaga|zobowiązan[yai]|obowiązkow[eyai]
        obligatoriskt?|obligatoriska|skyldig|skyldiga|krävs påkrævet|forpligtet|kræves påkrevd|kreves pakollinen|edellytetään|vaaditaan
        povinen|povinna|povinni|povinný|povinní|vyžaduje|požaduje obligatoriu|obligat|obligați|задължителн[оаи]|изисква υποχρεωτικ\w+|απαιτείται|απαιτούνται
        obavezn[oai]|obvezn[oai]|zahtijeva|zahteva kohustatud|kohustuslik|nõutav obligāti|privalom[aoi]|reikalaujama
    """)),
    ("be", _any("is are be ist sind on ovat")),
    ("have", _any("has have hat haben heeft hebben dient dienen tendrá tendrán habrá habrán")),
    ("te", _any(r"te")),
    ("to", _any("to zu")),
    ("gerundive", _any(r"(?:ab|an|auf|aus|bei|dar|durch|ein|fest|hoch|mit|nach|vor|zurück|sicher|bereit)zu\w+n \w{3,}(?:ttava|ttävä|tava|tävä|oltava)")),
    ("bidder", _any(r"""
        tenderers?|bidders?|suppliers?|contractors?|providers?|applicants?|candidates?|offerors?|vendors?|subcontractors?|consultants?|proponents?|respondents?|operators?|you
        consorti(?:um|a) bieter\w* bewerber\w* auftragnehmer\w* anbieter\w* bietergemeinschaft\w* lieferant\w* nachunternehmer\w* dienstleister\w* unternehmen
        candidats? soumissionnaires? titulaires? prestataires? fournisseurs? attributaires? groupements? entrepreneurs?
        licitador(?:es|as?)? contratistas? adjudicatarios? adjudicatarias? proveedor(?:es)? candidatos? ofertantes? empresas? concorrentes? adjudicatários? fornecedor(?:es)?
        offerent[ei] concorrent[ei] appaltator[ei] aggiudicatari[oi] operator[ei] fornitor[ei] candidat[oi] subappaltator[ei]
        inschrijvers? opdrachtnemers? gegadigden? leveranciers? aannemers? ondernemers?
        wykonawc\w+ oferent\w* dostawc\w+ podwykonawc\w+ anbudsgivare\w* leverantör\w* entreprenör\w* anbudssökande konsult\w* tilbudsgiver\w* leverandør\w* entreprenør\w* ansøger\w* tilbyder\w*
        tarjoaja\w* toimittaja\w* palveluntuottaja\w* ehdokka\w+ dodavatel\w* uchazeč\w* účastní\w+ uchádzač\w* dodávateľ\w* zhotoviteľ\w* zhotovitel\w*
        ajánlattevő\w* részvételre vállalkozó\w* nyertes ofertan\w+ operator\w* contractantul(?:ui)?|contractanții prestator\w* furnizor\w* участни\w+ изпълнител\w+ кандидат\w*
        προσφέρων\w* προσφέροντ\w+ ανάδοχο\w* οικονομικ\w+ συμμετέχ\w+ υποψήφι\w+ ponuditelj\w* ponudnik\w* ponudniki izvajal\w+ izvođač\w* dobavljač\w*
        pakkuja\w* taotleja\w* tarnija\w* pretendent\w* piegādātāj\w* izpildītāj\w* tiekėja\w* rangov\w* dalyvi\w+ tairgeoir\w* conraitheoir\w* offerent\w* kuntrattur\w*
    """)),
    ("buyer", _any(r"""
        authority|authorities|buyer|purchaser|council|ministry|employer|panel|committee|jury|town|university|court|courts|parties|states? auftraggeber\w* vergabestelle\w* beschaffer\w* kommission stadt|landkreis|behörde gemeinde gemeente commune comune ayuntamiento
        adjudicateurs? acheteurs? commission|comité|parties órgano|mesa|comisión adjudicador(?:a|as)? appaltante\w* amministrazione commissione adjudicante
        aanbestedende|opdrachtgever\w* commissie|beoordelingscommissie zamawiając\w+ komisja beställar\w* myndighet\w* köpare\w* ordregiver\w* oppdragsgiver\w* udbyder\w*
        tilaaja\w* hankintayksikkö\w* zadavatel\w* obstarávateľ\w* ajánlatkérő\w* autoritatea|autorității|autoritate възложител\w* αναθέτουσα|αναθέτων naručitelj\w* naročnik\w*
        hankija\w* pasūtītāj\w* perkančioji|perkančiosios údarás awtorità
    """)),
    ("never", _any(r"""
        notice|bekanntmachung|avis|anuncio|avviso|aankondiging|ogłoszeni\w+ questions?|queries|enquiries|fragen|bieterfragen|preguntas|quesiti|vragen|pytania
        contract|agreement|vertrag|contrat|contrato|contratto|overeenkomst|umowa|disputes?|law|laws|directive|regulation|gesetz|streitigkeiten|litiges|loi|ley|legge
        evaluation|bewertung|payment|payments|zahlung|paiement|pago|pagamento|procedure|verfahren|procédure|procedimiento|procedura|term|definition
    """)),
    ("thing", _any(r"""
        tenders?|bids?|offers?|proposals?|quotations?|submissions?|applications?|response|responses certificates?|certification|accreditation|insurance|policy|policies|evidence|proof|declarations?
        statements?|espd|forms?|references?|plan|plans|prices?|pricing|schedule|staff|personnel|team|manager|system|systems|software|solution|service|services|goods|equipment|works|materials|vehicles?
        products?|deliver(?:y|ies)|data|licen[cs]es?|guarantee|bond|turnover|samples?|documents?|documentation|training|maintenance|support|reports?|packaging|employees|workers|experience|cvs?|standards?
        angebote?n?s? angebots\w+ teilnahmeantr\w+ nachweise?n? zertifikate?n? zertifizierung\w* versicherung\w* haftpflicht\w* erklärung\w* eigenerklärung\w* referenz\w* preise? preisblatt konzept\w* personal mitarbeiter\w* software system\w*
        leistung\w* ware\w* geräte?n? formblatt\w* formulare? bescheinigung\w* unterlagen umsatz\w* fahrzeuge?n? produkte?n?
        offres? attestations? certificats? assurances? preuves? déclarations? mémoire dce références prix personnel logiciel système prestations? fournitures? matériels? documents? formulaires? véhicules? chiffre dossier
        ofertas? certificados? seguros? declaraci\w+ documentaci\w+ referencias precios personal sistema servicios? suministros? equipos? vehículos? solvencia memoria acreditaci\w+
        offert[ae] certificat[oi] certificazion\w+ polizza polizze dichiarazion\w+ documentazione prezz\w+ personale sistema servizi\w* fornitur\w+ mezzi garanzia propostas? declaraç\w+ certificados preços serviços bens
        inschrijving\w* offerte\w* certifica\w+ verzekering\w* verklaring\w* bewijs\w* referentie\w* prijz\w+ personeel systeem dienst\w* goederen uea formulier\w* voertuigen
        ofert\w* certyfikat\w* polis\w* oświadczeni\w+ dokument\w* cen[ay] personel system\w* usług\w* dostaw\w* towar\w* wadium zaświadczeni\w+ formularz\w* pojazd\w*
        anbud\w* intyg\w* certifika\w+ försäkring\w* redovis\w+ referens\w* pris\w* personal\w* system\w* tjänst\w* varor\w* tilbud\w* dokumentation\w* attest\w* forsikring\w* erklæring\w* ydelse\w* varer\w* bevis\w* dokumentasjon
        tarjou\w+ todistu\w+ vakuutu\w+ selvity\w+ palvelu\w* järjestelm\w+ nabídk\w+ certifikát\w* pojištění dokument\w* ceny systém\w* ponuk\w* poisten\w+ doklad\w* ajánlat\w* igazolás\w* nyilatkozat\w* biztosít\w+ rendszer\w*
        ofert\w+ certificat\w* asigur\w+ declarați\w+ documente\w* serviciil\w+ produse\w* оферт\w+ сертификат\w* застрахов\w+ деклараци\w+ документ\w* услуг\w+ προσφορ\w+ πιστοποιητικ\w+ ασφάλισ\w+ δήλωσ\w+ εγγυητικ\w+
        ponud\w+ jamstv\w+ izjav\w+ potvrd\w+ potrdil\w+ pakkumus\w* tunnistus\w* piedāvājum\w* sertifikāt\w* pasiūlym\w* sertifikat\w*
    """)),
    ("off", _any(r"""
        evaluated|evaluate|opened|assessed|awarded|award|scored|governed|deemed|construed|interpreted|apply|applies|mean|means|commence|prevail|paid|pay|published|notified|considered|rejected|excluded
        entitled|constitute|terminate|expire|supersede|survive|amended|cancelled|informed|read reserve|reserves
        geöffnet|gewertet|bewertet|ausgeschlossen|berücksichtigt|informiert|veröffentlicht|gilt|gelten évaluées?|ouvertes?|ouverts?|analysées?|rejetées?|examinées? évalués? évaluad[oa]s?|evaluad[oa]s?|abiert[oa]s?|excluid[oa]s?
        valutat[ei]|apert[ei]|esclus[ei]|escluso|avaliadas|excluídas beoordeeld|geopend|uitgesloten|ocenian\w+|otwart\w+|odrzucon\w+|utvärderas|öppnas|förkastas|åbnes|evalueres|avvises|avataan|vertaillaan|hodnocen\w+|otevřen\w+|vyřazen\w+
    """)),
    ("denial", _any(r"not|no|never|n|ne|nicht|kein\w*|pas|non|não|niet|geen|nie|inte|ej|ikke|ei|nem|nu|не|δεν|nije|nav|nėra|need|may|might|kann|können|peut|peuvent|puede|può|kan|może")),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def role_of(word: str) -> Role:
    """What a word in lower case does in a sentence of duty; empty for all others. A word has one role: the first that fits."""
    for role, pattern in _ROLES:
        if pattern.match(word):
            return role
    return ""


def topic(text: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(line.strip() for line in text.splitlines() if line.strip()) + r")(?!\w)", re.IGNORECASE)


CERTIFICATION = topic(r"""
    (?:iso|iec|en|din|haccp|emas|tisax|soc ?2|pci[- ]dss|ohsas)[ -]?(?:/iec ?)?[0-9]{3,5}\S*|emas|haccp|tisax|soc ?2|pci[- ]dss|cyber essentials(?: plus)?
    certificat(?:e|es|ion|ions|s)?|certified|accredit\w+|licen[cs]ed? to|zertifi\w+|akkredit\w+|präqualifi\w+|certifi[ée]\w*|agréments?|certificad\w+|acreditaci\w+|certificat[oi]|certificazion\w+
    certificering\w*|gecertificeerd|certyfik\w+|akredytac\w+|certifier\w+|certifikat\w*|certificer\w+|sertifi\w+|certifik\w+|tanúsítv\w+|сертифи\w+|πιστοπο\w+
""")
INSURANCE = topic(r"""
    insurances?|insured|indemnity cover|\w*versicherung\w*|deckungssumme\w*|assurances?(?! qualité)|assuré\w*|seguros?(?: de)?|póliza\w*|polizz[ae]|assicura\w+|apólice\w*
    \w*verzekering\w*|ubezpiecz\w+|polis[aęy]|\w*försäkring\w*|\w*forsikring\w*|vakuutu\w+|pojištění|poisten\w+|biztosít\w+|asigurar\w+|застрахов\w+|ασφάλισ\w+|ασφαλιστ\w+|osiguranj\w+|zavarovanj\w+|kindlustus\w*|apdrošinā\w+|draud\w+
""")
POLICY = topic(r"""
    polic(?:y|ies)(?! (?:of|number|schedule|holder))|code of (?:conduct|ethics|practice)|modern slavery|data protection|gdpr|anti-?(?:bribery|corruption)|equality and diversity|safeguarding
    verhaltenskodex|datenschutz\w*|dsgvo|tariftreue\w*|mindestlohn\w*|rgpd|protection des données|charte|política (?:de|medioambiental)|protección de datos|protezione dei dati|codice (?:etico|di condotta)|politica
    gedragscode|avg|beleid\w*|rodo|ochron\w+ danych|polityk\w+|uppförandekod\w*|dataskydd\w*|databeskyttelse\w*|personvern\w*|tietosuoja\w*
""")
ATTACHMENT = topic(r"""
    attach\w*|enclos\w+|annex(?:ed)? to|append\w*|(?:submit|provide|upload|include|complete|return|supply|furnish)(?:s|d|ted|ing)? (?:\w+ ){0,5}(?:form|forms|declaration|certificate|statement|copy|copies|evidence|espd|cvs?|schedule|questionnaire|proof|references)
    (?:form|declaration|copy|copies|evidence|espd|cvs?|schedule|questionnaire|proof|statements?|references) (?:\w+ ){0,4}(?:must|shall) be (?:\w+ ){0,2}(?:submitted|provided|completed|included|signed|uploaded|supplied|returned)
    beizufügen|beifügen|beigefügt|vorzulegen|vorlegen|einzureichen|einreichen|nachzureichen|hochzuladen|joindre|jointe?s?|annex[ée]\w*|fournir|fournie?s?|produire|remettre
    adjuntar|aportar|acompañar|allegar[ei]|allegat[oi]|produrre|anexar|juntar|bijvoegen|bijgevoegd|overleggen|toevoegen|indienen|załącz\w+|dołącz\w+|przedłoż\w+|złoż\w+
    bifoga\w*|inkomma med|vedlægge\w*|vedlegge\w*|fremlægge\w*|liit\w+|toimit\w+|přilož\w+|předlož\w+|predlož\w+|prilož\w+|csatol\w+|benyújt\w+|anex\w+|depu\w+|прилож\w+|представ\w+|υποβάλ\w+|προσκομ\w+
    priložiti|dostaviti|predložiti|esitama|esitada|lisama|iesnie\w+|pievieno\w+|pateikti|pridėti
""")
SELECTION = topic(r"""
    turnover|financial standing|economic and financial|technical and professional|suitability|exclusion|espd|single procurement document|past (?:three|five|3|5) years|last (?:three|five|3|5) (?:financial )?years|references?|to qualify|selection|participat\w+|trade register
    eignung\w*|ausschlussgr\w+|umsatz\w*|referenz\w*|handelsregister\w*|leistungsfähigkeit|teilnahmeantr\w+|chiffre d[’']affaires|capacité\w*|références|motifs d[’']exclusion|dume|candidatures?
    solvencia|volumen (?:anual )?de negocios|fatturato|capacità|requisiti di partecipazione|dgue|capacidade|omzet|geschiktheid\w*|uitsluitingsgrond\w*|uea|obrót|obrotu|wykluczeni\w+|zdolnoś\w+|warun\w+ udziału|jedz
    omsättning\w*|kvalificer\w+|uteslut\w+|omsætning\w*|egnethed\w*|udelukkelse\w*|kvalifikasjon\w*|liikevaih\w*|soveltuvuus\w*|kvalifikac\w+|obrat\w*|alkalmasság\w*|cifra de afaceri|подбор|καταλληλότητ\w*
""")
AWARD = topic(r"""
    award criteri\w+|(?<!failure )(?<!risk )scor(?:e|ed|es|ing)|weight(?:ing|ed|s)?|marks?|points?|most economically advantageous|quality (?:question|criteri)\w*|zuschlagskriteri\w+|gewicht\w+|punkte?n?|wertung\w*
    critères? d[’']attribution|pondéra\w+|noté\w*|points?|criterios? de adjudicación|puntos|puntuaci\w+|criteri\w? di aggiudicazione|punt[ei]ggi\w*|punti|critérios? de adjudicação|gunningscriteri\w+|punten
    kryteri\w+ oceny|punkt\w*|tilldelningskriteri\w+|poäng\w*|tildelingskriteri\w+|vertailuperust\w+|pisteitä|hodnotic\w+|hodnocení|bod[ůy]|értékelési szempont\w*|pont|criterii de atribuire|puncte
""")
CONTRACT = topic(r"""
    contractors?|during the (?:contract|term)|after award|throughout the (?:contract|term)|contract period|within [0-9]+ (?:working )?(?:days|weeks|hours) of (?:order|the award|award|contract)|service levels?|on delivery|invoice\w*|warranty
    auftragnehmer\w*|vertragslaufzeit|während der (?:vertrags)?laufzeit|nach (?:auftrags|zuschlags)erteilung|titulaires?|pendant la durée|exécution|contratistas?|adjudicatari[oa]s?|durante la vigencia|ejecución
    appaltator[ei]|aggiudicatari[oi]|durante l[’']esecuzione|esecuzione|adjudicatários?|opdrachtnemers?|tijdens de uitvoering|w trakcie realizacji|realizacji umowy|avtalstid\w*|under avtals\w+|kontraktperiod\w+|kontraktens løbetid|sopimuskau\w+|ανάδοχο\w*
""")
