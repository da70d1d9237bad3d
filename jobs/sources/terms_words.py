"""Words for the kind of procedure, frameworks, and languages of offers, in the languages of the Union."""

from jobs.sources.vocabulary import whole

PROCEDURES = (
    (
        "neg-wo-call",
        whole(r"""
            negotiated procedure without (?:prior )?(?:publication|call)|verhandlungsverfahren ohne (?:vorherigen )?(?:teilnahmewettbewerb|aufruf|veröffentlichung)
            procédure négociée sans (?:publication|mise)|negociado sin publicidad|procedura negoziata senza|z wolnej ręki
        """),
    ),
    (
        "comp-dial",
        whole(r"""
            competitive dialogue|wettbewerblicher dialog|dialogue compétitif|diálogo competitivo|diálogo concorrencial|dialogo competitivo
            concurrentiegerichte dialoog|dialog\w* konkurencyjn\w+|konkurrenspräglad dialog|konkurrencepræget dialog|konkurransepreget dialog
            kilpailullinen neuvottelumenettely|soutěžní dialog|súťažný dialóg|versenypárbeszéd|dialog competitiv|състезателен диалог
            ανταγωνιστικός διάλογος|natjecateljski dijalog|konkurenčni dialog|võistlev dialoog|konkursa dialogs|konkurencinis dialogas
        """),
    ),
    (
        "innovation",
        whole(
            r"innovation partnership|innovationspartnerschaft|partenariat d[’']innovation|asociación para la innovación|partenariato per l[’']innovazione"
        ),
    ),
    (
        "neg-w-call",
        whole(r"""
            (?:competitive procedure with negotiation|competitive negotiated procedure|negotiated procedure with (?:prior )?(?:publication|call)[\w ]{0,20}|negotiated procedure)
            verhandlungsverfahren(?: mit (?:vorherigem )?(?:teilnahmewettbewerb|aufruf))?|procédure (?:concurrentielle )?(?:avec négociation|négociée)
            licitación con negociación|procedimiento (?:de licitación con negociación|negociado)|procedura competitiva con negoziazione|procedura negoziata
            procedimento (?:concorrencial com|de) negociação|mededingingsprocedure met onderhandeling|onderhandelingsprocedure
            negocjacje z ogłoszeniem|förhandlat förfarande|udbud med forhandling|konkurranse med forhandling|neuvottelumenettely
            jednací řízení s uveřejněním|rokovacie konanie so zverejnením|tárgyalásos eljárás|negociere competitivă|процедура на договаряне
        """),
    ),
    (
        "restricted",
        whole(r"""
            restricted procedure|(?:nicht[ -]?offenes verfahren|beschränkte ausschreibung)|procédure restreinte|appel d[’']offres restreint|procedimiento restringido
            procedura ristretta|concurso limitado|niet-openbare procedure|przetarg ograniczony|selektivt förfarande|begrænset udbud|begrenset anbudskonkurranse
            rajoitettu menettely|užší řízení|užšia súťaž|meghívásos eljárás|procedur[ăa] restrâns[ăa]|licitați\w+ restrâns[ăa]|ограничена процедура
            κλειστή διαδικασία|ograničeni postupak|omejeni postopek|piiratud hankemenetlus|slēgts konkurss|ribotas konkursas
        """),
    ),
    (
        "open",
        whole(r"""
            open procedure|(?<!nicht )(?<!nicht-)offenes verfahren|öffentliche ausschreibung|procédure ouverte|appel d[’']offres ouvert|procedimiento abierto|procedura aperta
            concurso público|procedimento aberto|(?<!niet-)openbare procedure|przetarg nieograniczony|öppet förfarande|offentligt udbud|åpen anbudskonkurranse|avoin menettely
            otevřené řízení|verejná súťaž|nyílt eljárás|procedur[ăa] deschis[ăa]|licitați\w+ deschis[ăa]|открита процедура|ανοικτή διαδικασία|ανοιχτή διαδικασία
            otvoreni postupak|odprti postopek|avatud hankemenetlus|atklāts konkurss|atviras konkursas|nós imeachta oscailte|proċedura miftuħa
        """),
    ),
)
"""eForms code of BT-105 and its names; the longer name is looked for first."""
FRAMEWORK = whole(r"""
    framework agreements?|framework contracts?|rahmen(?:vereinbarung|vertrag|abkommen)\w*|accords?[- ]cadres?|acuerdo marco|accordo quadro|acordo[- ]quadro|raamovereenkomst\w*
    umow\w+ ramow\w+|ramavtal\w*|rammeaftale\w*|rammeavtale\w*|puitesopimu\w*|puitejärjestely\w*|rámcov\w+ (?:dohod\w+|smlouv\w+)|keretmegállapodás\w*|keretszerződés\w*
    acord(?:ul)?[- ]cadru|рамково споразумение|συμφωνία[- ]πλαίσιο|okvirni sporazum|raamleping\w*|vispārīg\w+ vienošan\w+|preliminarioji sutartis
""")
DYNAMIC = whole(r"""
    dynamic (?:purchasing system|market)|DPS|dynamische[sn]? beschaffungssystem|système d[’']acquisition dynamique|sistema dinámico de adquisición|sistema dinamico di acquisizione
    sistema de aquisição dinâmico|dynamisch aankoopsysteem|dynamiczny system zakupów|dynamiskt inköpssystem|dynamisk indkøbssystem|dynamisk innkjøpsordning
    dynaaminen hankintajärjestelmä|dynamický nákupní systém|dinamikus beszerzési rendszer|sistem dinamic de achiziții
""")
DENIED = whole(
    r"no|not|neither|without|kein\w*|nicht|ohne|pas|aucun|sans|no se|non|nie|brak|geen|niet|inte|ikke|ei|není|nem|nu|false|nein|não|sem|sin|senza|zonder|bez"
)
LANGUAGE_LINE = whole(r"""
    languages? (?:in which|of (?:the )?(?:tender|offer|bid|submission|procedure)s?|for (?:tenders|submission))|(?:tender|bid|offer|submission|procedure) languages?|languages?
    (?:angebots|verfahrens)?sprachen?|langues?(?: de (?:la procédure|l[’']offre))?|idiomas?|lingu[ae](?: di presentazione)?|línguas?|ta(?:al|len)(?: van de inschrijving)?|język\w*
    språk|sprog|kiel(?:i|et)|jazyk\w*|nyelv\w*|limb[ăai]\w*|език\w*|γλώσσ\w*|jezi[kc]\w*|ke(?:el|eled)|valod\w*|kalb\w*
""")
LANGUAGES = {
    "eng": whole(r"english|englisch\w*|anglais\w*|inglés|inglese|inglês|engels\w*|angielsk\w+|engelsk\w*|englann\w*|englanti|anglick\w+|angl\w+tin\w+|angol|engleză|английски|αγγλικ\w+|engleski|angleš\w+|inglise|angļu|anglų"),
    "deu": whole(r"german|deutsch\w*|allemand\w*|alemán|tedesco|alemão|duits\w*|niemieck\w+|tysk\w*|saksa\w*|německ\w+|nemeck\w+|német|germană|немски|γερμανικ\w+"),
    "fra": whole(r"french|französisch\w*|français\w*|francés|francese|francês|frans\w*|francusk\w+|fransk\w*|ranska\w*|francouzsk\w+|francúzsk\w+|francia|franceză"),
    "spa": whole(r"spanish|spanisch\w*|espagnol\w*|español|castellano|spagnol[oa]|espanhol|spaans\w*|hiszpańsk\w+|spansk\w*"),
    "ita": whole(r"italian|italienisch\w*|italien(?:ne)?|italian[oa]|italiaans\w*|włosk\w+|italiensk\w*"),
    "por": whole(r"portuguese|portugiesisch\w*|portugais\w*|portugués|portoghese|português|portugees\w*|portugalsk\w+|portugisisk\w*"),
    "nld": whole(r"dutch|niederländisch\w*|néerlandais\w*|neerlandés|olandese|neerlandês|nederlands\w*|niderlandzk\w+|nederländsk\w*"),
    "pol": whole(r"polish|polnisch\w*|polonais\w*|polaco|polacco|polonês|pools\w*|polsk(?:i|im|iego)"),
    "swe": whole(r"swedish|schwedisch\w*|suédois\w*|sueco|svedese|zweeds\w*|szwedzk\w+|svensk\w*|ruotsi\w*"),
    "dan": whole(r"danish|dänisch\w*|danois\w*|dansk\w*|deens\w*"),
    "nor": whole(r"norwegian|norwegisch\w*|norvégien\w*|norsk\w*|noors\w*"),
    "fin": whole(r"finnish|finnisch\w*|finnois\w*|finska|suomi|suomen\w*|suomeksi"),
    "ces": whole(r"czech|tschechisch\w*|tchèque|česk\w+|čeština|češtině|czesk\w+"),
    "slk": whole(r"slovak|slowakisch\w*|slovaque|slovensk(?:om|ý) jazyk\w*"),
    "hun": whole(r"hungarian|ungarisch\w*|hongrois\w*|magyar\w*"),
    "ron": whole(r"romanian|rumänisch\w*|roumain\w*|român\w*"),
    "bul": whole(r"bulgarian|bulgarisch\w*|bulgare|български"),
    "ell": whole(r"greek|griechisch\w*|grec(?:que)?|ελληνικ\w+"),
    "hrv": whole(r"croatian|kroatisch\w*|croate|hrvatsk\w+"),
    "slv": whole(r"slovenian|slovene|slowenisch\w*|slovène|slovenščin\w+"),
    "est": whole(r"estonian|estnisch\w*|estonien\w*|eesti"),
    "lav": whole(r"latvian|lettisch\w*|letton\w*|latviešu"),
    "lit": whole(r"lithuanian|litauisch\w*|lituanien\w*|lietuvių"),
    "gle": whole(r"irish|irisch\w*|irlandais\w*|gaeilge"),
    "mlt": whole(r"maltese|maltesisch\w*|maltais\w*|malti"),
}  # fmt: skip
FRAMED = whole(r"""
    this (?:is|tender|contract|procurement|notice|procedure)|establish\w*|conclud\w*|set(?:ting)? up|put in place|enter(?:ing)? into|single-supplier|multi-supplier|appoint\w*|tender for|for a|by|using|under
    maximum|abschluss|abzuschließen|abgeschlossen|geschlossen|handelt sich|im|als|conclure|conclusion|porte sur|forme|selon|par|en|celebra\w+|mediante|tramita\w*|conclus\w+|mediante|tramite
    sluiten|volgens|zawarci\w+|w trybie|ingå\w*|enligt|indgå\w*|inngå\w*|solmi\w+|enimmäis\w*|uzavř\w+|zadávan\w+|keretében|încheie\w*|atribuire|сключване
""")
"""What makes a mention of a procedure or a framework a statement about this tender."""
IN_PASSING = whole(r"""
    may|might|could|would|if|in case|current|existing|previous|prior to|another|other|outside|or|subsequent\w*|repetition|repeat\w*|later|oder|bzw|kann|könnt\w*|falls|bisherige\w*|bestehende\w*
    ou|peut|pourra\w*|éventuel\w*|podrá\w*|potrà|eventual\w*|kan|lub|może|eller|nebo|či|pokud|alebo|vagy|sau|poate|или|ή|ili|ali|või|vai|arba
""")
