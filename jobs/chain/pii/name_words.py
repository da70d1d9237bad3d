"""Words around names: what is said before one, what belongs to one, and what shows that it is an office; all without accents, lower case."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS = _words(
    "mr mrs ms miss mx sir dame madam frau herr herrn hr fr mme m mlle madame monsieur mademoiselle messrs sr sra srta senor senora dona don d da"
    " sig sigra signor signora signore pan pani panu panem hr fru frk rouva dhr mevr mevrouw heer dhrn mw domnul doamna dl dna dnul ur"
    " gosp gospod gospodin gospodja gospa gospa г-н г-жа господин госпожа κος κυριος κα κυρια κ exmo exma ponas ponia kungs kundze"
)
TITLES = _words(
    "dr prof mag ing dipl ir msc bsc mba mgr inz phd dott dottssa dottoressa dottor arch avv geom rag ra lic licda abg drs mr bc rndr judr mudr"
    " paeddr mvdr hab habil h c eng engo jur rer nat med phil ec oec techn univ dipl-ing fh ba ma cand adv lawyer д-р инж αρχ δρ"
)
PARTICLES = _words(
    "van von de der den del della dello di da do dos das du des d' la le el zu zur zum af av ter ten te y e i bin ibn al mac mc st o' 't op"
)
OFFICE = _words(
    "department dept office team unit division directorate procurement purchasing purchase tender tenders council city county ministry agency"
    " authority board service services desk helpdesk support centre center group ltd limited gmbh ag sa srl spa bv nv oy oyj ab as aps sas"
    " sarl kg ohg inc llc llp plc se ev eg mbh sp zoo section manager officer head director secretary committee university hospital school"
    " trust company authorities commission administration government procedure contract contracts supplier contractor buyer customer client"
    " address information details point person reception clerk supervisor coordinator chair president mayor"
    " stadt gemeinde kreis landkreis landratsamt bund rathaus vergabe beschaffung einkauf referat zentrale zentraler fachbereich"
    " sachgebiet dezernat team stabsstelle auftraggeber auftragnehmer bieter bewerber herren damen leiter leiterin verwaltung"
    " mairie commune direction bureau cellule marches marche achats achat departement pole conseil communaute prefecture syndicat"
    " hopital universite societe monsieur responsable acheteur maire maitre pouvoir"
    " departamento servicio servicios area seccion ayuntamiento contratacion oficina junta consejeria ministerio unidad mesa organo jefe jefa"
    " ufficio comune settore servizio gare appalti provincia regione azienda direzione dipartimento protocollo stazione sindaco dirigente ente"
    " gabinete camara municipal divisao direcao servicos"
    " afdeling inkoop gemeente dienst aanbestedende provincie"
    " dzial wydzial biuro urzad gmina referat zamowien sekcja zespol miasto zamawiajacy kierownik"
    " oddeleni odbor urad mesto obec zadavatel krajsky"
    " enhet avdelning kommun upphandling kommune afdeling indkob indkøb enhed innkjop innkjøp avdeling seksjon"
    " osasto hankinta hankinnat kaupunki virasto"
    " hivatal osztaly onkormanyzat iroda kozbeszerzesi"
    " compartiment birou serviciul primaria achizitii directia"
    " отдел община дирекция министерство агенция служба τμημα διευθυνση δημος γραφειο υπουργειο"
    " sluzba sektor odjel ministarstvo opcina oddelek obcina skyrius savivaldybe departamentas dala departaments osakond vald"
    " name tel telefon phone telephone fax mobile email mail e-mail web website url internet postal street strasse str rue via calle"
    " monday tuesday wednesday thursday friday montag dienstag mittwoch donnerstag freitag lundi mardi mercredi jeudi vendredi"
    " january february march september october november december"
    " siehe see voir vedi ver zie none no not keine kein nicht the this that these all any each for from to and or with by if is are was at"
    " die das dem ein eine alle ausschliesslich uber durch bei nach wird werden ist sind und oder auf les une cette toutes tous est sont"
    " los las una este esta todos son gli il lo una questo tutti sono het een alle wordt your our their his her its please bitte veuillez"
    " tbc tbd na"
)
OFFICE_ENDINGS = (
    "amt", "stelle", "abteilung", "verwaltung", "dienst", "dienste", "gesellschaft", "ministerium", "werke", "werk", "kasse", "buro", "zentrum",
    "zentrale", "einkauf", "behorde", "verband", "kammer", "institut", "universitat", "hochschule", "klinikum", "krankenhaus", "direktion",
    "leitung", "referat", "management", "beschaffung", "verfahren", "plattform", "portal", "departement", "enheten", "avdelningen", "osasto",
)  # fmt: skip
ADDRESSED = (
    r"att(?=[.:])", r"attn", r"attention(?=:| ?:)", r"attention of", r"fao", r"hd", r"zhd", r"zu handen(?: von)?", r"zuhanden",
    r"attention de", r"atencion (?:de|del|d)", r"att\.? de", r"attenzione(?: di| del| della)?", r"cortese att",
    r"atencao d[eoa]", r"ao cuidado d[eoa]", r"attentie van", r"do rak wlasnych", r"na rece", r"k rukam", r"do ruk", r"in atentia", r"pe adresa d-lui",
    r"na ruke", r"v roke", r"υποψη", r"υπ' ?οψη", r"на вниманието на", r"till handa", r"gez", r"gezeichnet",
)  # fmt: skip
"""Nothing but an addressee or a signer follows: `z. Hd. Frau …`."""
ABBREVIATED = ("a/a", "c/o", "t.a.v", "t. a. v", "z.h.", "z. h.", "c.a.", "c.att", "c.se att", "r.u.p")
"""The same, short; two words or a form of address must follow, for an abbreviation means many things."""
PERSON = (
    r"contact ?person\w*", r"person (?:to contact|in charge|responsible)", r"points? of contact", r"contact (?:name|officer|point)", r"named contact",
    r"contactpersoon", r"aanspreekpunt", r"contactpersonen", r"rup",
    r"kontaktperson\w*", r"ansprechpartner\w*", r"ansprechperson\w*", r"ansprech-?partner\w*", r"sachbearbeite\w*", r"bearbeiter\w*",
    r"zustandige?r? (?:mitarbeiter|bearbeiter|person)\w*",
    r"personnes? (?:de|a) contact(?:er)?", r"interlocut\w+", r"correspondante?", r"affaire suivie par", r"dossier suivi par",
    r"personas? de contacto", r"pessoas? de contac?to", r"persona di (?:contatto|riferimento)", r"persone di contatto", r"referent[ei]",
    r"responsabile (?:unico )?(?:del |di )?(?:procedimento|progetto|procedura)(?: di gara)?",
    r"osob\w{1,2} (?:do|uprawnion\w{1,3} do|wyznaczon\w{1,3} do) (?:kontakt\w{1,3}|porozumiewania sie)", r"kontaktni osoba", r"kontaktna osoba",
    r"osoba za (?:kontakt|stike)", r"kontaktna oseba", r"yhteyshenkilo\w*", r"kapcsolattarto\w*", r"persoan\w+ de contact",
    r"лице за контакти?", r"лица за контакти?", r"за контакти", r"контактна особа", r"kontaktinis asmuo", r"kontaktpersona", r"kontaktisik",
    r"υπευθυνο\w* επικοινωνιασ", r"αρμοδιο\w* (?:υπαλληλο\w* )?(?:επικοινωνιασ)?", r"duine teagmhala", r"persuna ta' kuntatt",
    r"handlaggare", r"saksbehandler", r"sagsbehandler", r"upphandlare", r"yhteyshlo", r"case (?:handler|officer|manager)", r"signed by", r"enquiries to",
    r"signe par", r"firmado por", r"firmato da", r"assinado por", r"podpisal\w*", r"ondertekend door",
)  # fmt: skip
"""A person at the buyer: a name follows behind a colon, a verb, or a form of address."""
ROLE = (
    r"contract manager", r"project manager", r"projektleiter\w*", r"chef de projet", r"jefe de proyecto", r"signatory", r"innkjoper", r"kontraktsansvarlig",
    r"unterzeichner\w*", r"unterschrift", r"signataire", r"firmante", r"sottoscritto", r"geschaftsfuhrer\w*", r"managing director", r"gerant",
    r"rappresentante legale", r"legale rappresentante", r"representante legal", r"legal representative", r"inhaber\w*", r"vertreten durch",
    r"represented by", r"represente par", r"representad\w por", r"reprezentowan\w{1,3} przez", r"personne responsable", r"persona responsable",
    r"yhteystiedot", r"υπευθυνο\w*", r"πληροφοριεσ",
    r"contacts?", r"kontakte?", r"contacto", r"contatto", r"contatti", r"contato", r"contactgegevens", r"kontaktdaten", r"coordonnees", r"responsable",
    r"responsabile", r"yhteys", r"επικοινωνια", r"контакт", r"контакти", r"information", r"auskunft", r"auskunfte", r"rueckfragen", r"ruckfragen",
    r"renseignements", r"informacje", r"nom et prenom", r"imie i nazwisko",
)  # fmt: skip
"""A name may follow, or an office, or what is asked of such a person: counts with a sign and two to four words, or a form of address."""
NAMED = ("name", "nom", "nombre", "nome", "naam", "navn", "namn")
"""Of whoever or whatever: counts with a form of address or a title only."""
CLOSINGS = (
    r"mit freundlichen? gru(?:ss|ß)(?:en)?", r"freundliche gru(?:ss|ß)e", r"kind regards", r"best regards", r"yours (?:sincerely|faithfully)", r"cordialement", r"salutations distinguees",
    r"atentamente", r"un cordial saludo", r"cordiali saluti", r"distinti saluti", r"com os melhores cumprimentos", r"met vriendelijke groet(?:en)?", r"z powazaniem", r"s pozdravem",
    r"med vanliga halsningar", r"med vennlig hilsen", r"med venlig hilsen", r"ystavallisin terveisin", r"udvozlettel", r"cu stima", r"с уважение", r"με εκτιμηση", r"s postovanjem",
)  # fmt: skip
"""A name may stand on the next line."""
