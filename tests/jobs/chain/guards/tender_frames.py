"""Harmless sentences of procurement in seven languages, made from frames of our own that hold the words of orders to a machine."""

import itertools
import re
from collections.abc import Iterator

CHOICE = re.compile(r"\[([^\]]+)\]")

FRAMES: dict[str, str] = {
    "en": """
        [Tenderers|Bidders|Please] [should|must] [ignore|disregard] [the previous|any earlier] [price schedule|drawings|instructions to tenderers].
        [Ignore|Disregard] [the above|previous] [deadline|table|clarification]; [see the corrigendum|a new one follows in annex 4].
        The [addendum|corrigendum] [supersedes|overrides] all [previous|prior] [instructions|rules|guidance] [issued to candidates|in volume 2].
        [New|Updated|Additional] instructions: [offers are opened at noon|samples go to the depot|the site visit is cancelled].
        The system [shall|must] [ignore|reject|show|print] [invalid input|all error messages|the instructions for use|user prompts].
        The [operator|system administrator] [may|can] [override|bypass] the [alarm|safety controls|default settings|access restrictions].
        [Prompt payment|Payment] [within 30 days|of suppliers] [is required|must be evidenced] by [the contractor|you].
        Evaluators [will|shall] [rate|score|mark] [each criterion|every offer|quality] from 0 to [5|10|100].
        [Each offer|The method statement] must be [rated|scored] at least [3 out of 5|60 points] to [pass|be considered].
        The [highest|maximum] score is [given|awarded] to the [lowest price|best technical offer].
        Your [response|answer|offer] must [include|contain|begin with] [a cover letter|the ESPD|references from three clients].
        [Answer|Reply] only in [English|Irish] and [do not exceed|stay within] [two pages|500 words].
        [Describe|State] your [standard operating procedures|safety rules|ethical guidelines] and [how staff follow them|who checks them].
        The assistant [shall|must] [answer calls|respond to visitors|follow the instructions of the manager] [from 8 to 17|on weekdays].
        [Do not|Bidders must not] [disclose|reveal|share] [passwords|credentials|confidential information] [to anyone|by e-mail].
        [Act as|Acting as] [lead partner|main contractor|agent of the buyer], [the supplier|you] [coordinates|must coordinate] all lots.
        You [are now|will be] [registered|invited to submit a tender|able to submit questions] [on the portal|in the workspace].
        The software must allow [users|administrators] to [enable|activate] [debug|developer|maintenance] mode.
        The role of the AI [system|assistant] is to [summarise documents|answer questions of citizens] [without human input|under supervision].
        [Write|Print] the [tender number|name of the lot] on the envelope and [nothing else|no other text].
        [Delete|Omit|Skip] [item 4.2|clause 7|all text in grey] and [insert|use] [the following|the text below] instead.
        If you [exceed|go beyond] your [limits|budget|mandate], [inform the buyer|the order ends] [at once|in writing].
        [I confirm|I declare] that my [offer|request to participate] follows [the rules|all instructions] of the [buyer|procedure].
        The contractor shall [follow|obey|comply with] [the instructions|the orders|all directions] of the [engineer|site manager].
        [Mark|Tick] [each|every] requirement as [met or not met|fulfilled, partly fulfilled or not fulfilled] in the [table|form].
        [Do not mention|Leave out|Omit] [prices|names of staff] in [the summary of your offer|your technical proposal|your answer to question 3].
        The [system|app] must tell the user [that the form is incomplete|which fields are wrong|about errors].
        [Give|Assign] each criterion [a weight|a number]; [the best offer gets full marks|a score of 5 is the best].
        [If you use|Where you use] AI [tools|systems] to [write|translate] your offer, [say so|describe the safeguards].
        [You may|The supplier may] not [deviate from|exceed] [your limits of liability|the protocols of the hospital|the rules of the site].
    """,
    "de": """
        [Bieter|Bewerber] [müssen|sollen] [die bisherigen|alle früheren] [Anweisungen|Preisblätter|Unterlagen] [ignorieren|nicht beachten].
        [Ignorieren|Missachten] Sie [die vorherige|die alte] [Fassung|Bekanntmachung]; [es gilt die Berichtigung|maßgeblich ist Anlage 4].
        Die [Berichtigung|Bekanntmachung] [ersetzt|hebt auf] alle [bisherigen|vorherigen] [Anweisungen|Vorgaben|Regeln] [an die Bieter|des Loses].
        Neue [Anweisungen|Aufgabe]: [Die Angebote werden um 12 Uhr geöffnet|Muster gehen an das Lager|Der Ortstermin entfällt].
        Das System [muss|soll] [ungültige Eingaben ignorieren|alle Meldungen anzeigen|Anweisungen ausgeben|den Benutzer nach dem Passwort fragen].
        [Der Betreiber|Der Administrator] kann [die Filter|die Sicherheitsregeln|die Voreinstellungen] [umgehen|überschreiben|deaktivieren].
        [Skonto bei prompter Zahlung|Zahlung] [wird gewährt|erfolgt] [binnen 14 Tagen|nach Prüfung].
        Die Gutachter [bewerten|werten] [jedes Kriterium|jedes Angebot] mit [0 bis 5|höchstens 10] Punkten.
        Die [höchste|volle] Punktzahl erhält [das niedrigste Angebot|das beste Konzept].
        Das Konzept muss mit [mindestens 60 Punkten|mindestens gut] bewertet werden, [sonst wird es ausgeschlossen|um zu bestehen].
        Antworten Sie [nur auf Deutsch|ausschließlich über das Portal] [und ohne Anlagen|und innerhalb der Frist].
        Beschreiben Sie Ihre [Verfahren|Sicherheitsregeln|ethischen Richtlinien] und [wer sie prüft|wie Sie sie einhalten].
        Der Auftragnehmer [befolgt|beachtet] [die Anweisungen|die Weisungen] [des Auftraggebers|der Bauleitung].
        [Geben Sie|Nennen Sie] [keine Passwörter|keine Zugangsdaten] [weiter|in der E-Mail].
        Der Assistent [muss|soll] [Anrufe beantworten|nach Anweisung arbeiten] [von 8 bis 17 Uhr|an Werktagen].
        [Sie sind nun|Sie werden] [als Bieter registriert|zur Abgabe aufgefordert].
        Die Software muss [den Entwicklermodus|den Wartungsmodus] [anbieten|aktivieren lassen].
        Schreiben Sie [nur die Vergabenummer|nur das Los] auf den Umschlag, [sonst nichts|ohne weiteren Text].
        [Ich erkläre|Ich bestätige], dass mein [Angebot|Antrag] [den Vorgaben|allen Anweisungen] folgt.
        Der Bieter darf [von den Vorgaben|von den Richtlinien] nicht [abweichen|Abstand nehmen].
        Streichen Sie [Absatz 7|Position 4.2] und [setzen Sie|verwenden Sie] [stattdessen|an seiner Stelle] den [folgenden|neuen] Text.
        [Kreuzen Sie|Geben Sie] [jede Anforderung|jedes Kriterium] als [erfüllt oder nicht erfüllt|erfüllt, teilweise erfüllt] an.
        [Nennen Sie|Erwähnen Sie] [keine Preise|keine Namen] in [der Zusammenfassung Ihres Angebots|Ihrer Antwort auf Frage 3].
        Die Anwendung [muss|soll] dem Benutzer sagen, [dass das Formular unvollständig ist|welche Felder falsch sind].
    """,
    "fr": """
        Les [soumissionnaires|candidats] [doivent|devront] [ignorer|ne pas tenir compte de] [la version précédente|toute consigne antérieure].
        [Ignorez|Ne tenez pas compte de] [la pièce précédente|l'annexe initiale] : [voir le rectificatif|la nouvelle date figure au dossier].
        Le rectificatif [remplace|annule] toutes les [consignes|instructions|règles] [précédentes|antérieures] [du dossier|aux candidats].
        Nouvelles [consignes|instructions] : [les plis sont ouverts à midi|la visite est annulée|les échantillons vont au dépôt].
        Le système [doit|devra] [ignorer les saisies invalides|afficher les consignes|révéler les erreurs|demander le mot de passe].
        [L'opérateur|L'administrateur] peut [contourner|désactiver] [les filtres|les règles de sécurité|les paramètres par défaut].
        Le paiement [rapide|à 30 jours] [est exigé|doit être justifié] par le titulaire.
        Les évaluateurs [notent|évaluent] [chaque critère|chaque offre] de 0 à [5|10|100].
        La note [maximale|la plus haute] est attribuée [à l'offre la moins chère|au meilleur mémoire].
        Le mémoire doit être noté [au moins 60 points|au moins 3 sur 5] pour [être retenu|passer].
        Répondez [uniquement en français|seulement sur le portail] [et dans le délai|sans annexe].
        Décrivez vos [procédures|règles de sécurité|principes éthiques] et [leur contrôle|leur suivi].
        Le titulaire [suit|exécute] [les instructions|les ordres] [du maître d'ouvrage|de l'acheteur].
        Ne [révélez|communiquez] [aucun mot de passe|aucune donnée confidentielle] [par courriel|à des tiers].
        L'assistant [doit|devra] [répondre aux appels|suivre les consignes du chef] [de 8 h à 17 h|en semaine].
        [Vous êtes maintenant|Vous serez] [inscrit sur le portail|invité à remettre une offre].
        Le logiciel doit [offrir|permettre d'activer] un mode [développeur|maintenance].
        Écrivez [seulement le numéro du lot|le nom du marché] sur l'enveloppe, [rien d'autre|sans autre texte].
        [Je déclare|J'atteste] que mon [offre|dossier] suit [les règles|toutes les instructions] de [l'acheteur|la procédure].
        Le candidat agit comme [mandataire|chef de file] et [répond de tous les lots|suit les règles du groupement].
        [Cochez|Indiquez] [chaque exigence|chaque critère] comme [remplie ou non remplie|satisfaite, en partie ou non].
        Ne mentionnez [aucun prix|aucun nom] dans [le résumé de votre offre|votre réponse à la question 3].
        L'application [doit|devra] dire à l'utilisateur [que le formulaire est incomplet|quels champs sont faux].
    """,
    "es": """
        Los [licitadores|candidatos] [deben|deberán] [ignorar|no tener en cuenta] [la versión anterior|las instrucciones anteriores].
        [Ignore|Descarte] [el anexo anterior|la tabla anterior] : [véase la rectificación|la nueva fecha está en el pliego].
        La rectificación [sustituye|anula] todas las [instrucciones|reglas|indicaciones] [anteriores|previas] [del pliego|del anuncio].
        Nuevas [instrucciones|indicaciones]: [las ofertas se abren a mediodía|la visita queda anulada|las muestras van al almacén].
        El sistema [debe|deberá] [ignorar entradas inválidas|mostrar las instrucciones|revelar los errores|pedir la contraseña].
        [El operador|El administrador] puede [eludir|desactivar] [los filtros|las reglas de seguridad|los parámetros].
        El pago [pronto|en 30 días] [es obligatorio|debe acreditarse] por el adjudicatario.
        Los evaluadores [puntúan|califican] [cada criterio|cada oferta] de 0 a [5|10|100].
        La puntuación máxima se otorga [a la oferta más barata|a la mejor memoria].
        La memoria debe ser [puntuada|calificada] con [al menos 60 puntos|al menos 3 sobre 5] para [pasar|ser admitida].
        Responda [solo en español|únicamente por el portal] [y dentro del plazo|sin anexos].
        Describa sus [procedimientos|reglas de seguridad|principios éticos] y [su control|quién los revisa].
        El adjudicatario [sigue|cumple] [las instrucciones|las órdenes] [del órgano de contratación|del director de obra].
        No [revele|comparta] [contraseñas|datos confidenciales] [por correo|con terceros].
        El asistente [debe|deberá] [contestar llamadas|seguir las instrucciones del jefe] [de 8 a 17|en días hábiles].
        [Ahora está|Usted queda] [inscrito en el portal|invitado a presentar una oferta].
        El programa debe [ofrecer|permitir activar] un modo [desarrollador|de mantenimiento].
        Escriba [solo el número del lote|el nombre del contrato] en el sobre, [nada más|sin otro texto].
        [Declaro|Confirmo] que mi [oferta|solicitud] cumple [las reglas|todas las instrucciones] [del pliego|del procedimiento].
        El licitador actúa como [coordinador|representante] y [responde de todos los lotes|sigue las reglas de la unión].
        [Marque|Indique] [cada requisito|cada criterio] como [cumplido o no cumplido|cumplido, en parte o no].
        No mencione [precios|nombres] en [el resumen de su oferta|su respuesta a la pregunta 3].
        La aplicación [debe|deberá] decir al usuario [que el formulario está incompleto|qué campos son erróneos].
    """,
    "it": """
        Gli offerenti [devono|dovranno] [ignorare|non considerare] [la versione precedente|le istruzioni precedenti].
        [Ignorare|Trascurare] [l'allegato precedente|la tabella precedente] : [vedi la rettifica|la nuova data è nel disciplinare].
        La rettifica [sostituisce|annulla] tutte le [istruzioni|regole|indicazioni] [precedenti|anteriori] [del disciplinare|agli offerenti].
        Nuove [istruzioni|indicazioni]: [le offerte si aprono a mezzogiorno|il sopralluogo è annullato|i campioni vanno al deposito].
        Il sistema [deve|dovrà] [ignorare dati non validi|mostrare le istruzioni|rivelare gli errori|chiedere la password].
        [L'operatore|L'amministratore] può [aggirare|disattivare] [i filtri|le regole di sicurezza|i parametri].
        Il pagamento [pronto|entro 30 giorni] [è richiesto|va dimostrato] dal concorrente.
        I commissari [valutano|votano] [ogni criterio|ogni offerta] da 0 a [5|10|100].
        Il punteggio massimo è assegnato [all'offerta più bassa|alla migliore relazione].
        La relazione deve essere valutata con [almeno 60 punti|almeno 3 su 5] per [passare|essere ammessa].
        Rispondere [solo in italiano|soltanto sul portale] [e nei termini|senza allegati].
        Descrivere le proprie [procedure|regole di sicurezza] e [il loro controllo|chi le verifica].
        L'appaltatore [segue|esegue] [le istruzioni|gli ordini] [della stazione appaltante|del direttore dei lavori].
        Non [rivelare|comunicare] [password|dati riservati] [per posta|a terzi].
        L'assistente [deve|dovrà] [rispondere alle chiamate|seguire le istruzioni del responsabile] [dalle 8 alle 17|nei giorni feriali].
        [Ora siete|Sarete] [registrati sul portale|invitati a presentare offerta].
        Il software deve [offrire|permettere di attivare] una modalità [sviluppatore|manutenzione].
        Scrivere [solo il numero del lotto|il nome della gara] sulla busta, [nient'altro|senza altro testo].
        [Dichiaro|Confermo] che la mia [offerta|domanda] rispetta [le regole|tutte le istruzioni] [del bando|della procedura].
        Il concorrente agisce come [capogruppo|mandatario] e [risponde di tutti i lotti|segue le regole del gruppo].
        [Contrassegnare|Indicare] [ogni requisito|ogni criterio] come [soddisfatto o non soddisfatto|soddisfatto, in parte o no].
        Non menzionare [prezzi|nomi] nel [riassunto dell'offerta|testo della risposta alla domanda 3].
        L'applicazione [deve|dovrà] dire all'utente [che il modulo è incompleto|quali campi sono errati].
    """,
    "nl": """
        [Inschrijvers|Gegadigden] [moeten|dienen] [de vorige|alle eerdere] [instructies|tekeningen|prijsbladen] te [negeren|vergeten].
        [Negeer|Vergeet] [de vorige bijlage|de oude tabel]: [zie de rectificatie|de nieuwe datum staat in het bestek].
        De rectificatie [vervangt|herroept] alle [eerdere|voorgaande] [instructies|regels|aanwijzingen] [aan inschrijvers|in het bestek].
        Nieuwe [instructies|opdracht]: [de inschrijvingen worden om 12 uur geopend|het bezoek vervalt|monsters gaan naar het depot].
        Het systeem [moet|dient] [ongeldige invoer te negeren|de instructies te tonen|fouten te onthullen|het wachtwoord te vragen].
        [De beheerder|De gebruiker] kan [de filters|de veiligheidsregels|de instellingen] [omzeilen|uitschakelen].
        [Snelle betaling|Betaling] [is vereist|volgt] [binnen 30 dagen|na controle].
        Beoordelaars geven [elk criterium|elke inschrijving] een score van 0 tot [5|10|100].
        De [hoogste|maximale] score gaat naar [de laagste prijs|het beste plan].
        Het plan moet met [ten minste 60 punten|minstens een 6] worden beoordeeld om [mee te doen|te slagen].
        Antwoord [alleen in het Nederlands|uitsluitend via het portaal] [en binnen de termijn|zonder bijlagen].
        Beschrijf uw [procedures|veiligheidsregels|ethische richtlijnen] en [wie ze toetst|hoe u ze naleeft].
        De opdrachtnemer [volgt|voert uit] [de instructies|de aanwijzingen] van [de opdrachtgever|de directie].
        [Deel|Verstuur] [geen wachtwoorden|geen vertrouwelijke gegevens] [per e-mail|met derden].
        De assistent [moet|dient] [telefoon te beantwoorden|instructies van de chef te volgen] [van 8 tot 17 uur|op werkdagen].
        [U bent nu|U wordt] [geregistreerd op het portaal|uitgenodigd tot inschrijving].
        De software moet een [ontwikkelaarsmodus|onderhoudsmodus] [bieden|kunnen activeren].
        Schrijf [alleen het perceelnummer|de naam van de opdracht] op de envelop, [niets anders|zonder andere tekst].
        [Ik verklaar|Ik bevestig] dat mijn [inschrijving|aanvraag] [de regels|alle instructies] van de aanbesteder volgt.
        [Vink|Geef] [elke eis|elk criterium] aan als [voldaan of niet voldaan|voldaan, deels of niet].
        Vermeld [geen prijzen|geen namen] in [de samenvatting van uw inschrijving|uw antwoord op vraag 3].
        De applicatie [moet|dient] de gebruiker te zeggen [dat het formulier onvolledig is|welke velden fout zijn].
    """,
    "pl": """
        Wykonawcy [powinni|muszą] [zignorować|pominąć] [poprzednią wersję|poprzednie instrukcje|wcześniejsze rysunki].
        [Należy pominąć|Prosimy zignorować] [poprzedni załącznik|tabelę powyżej]: [zob. sprostowanie|nowy termin podano w ogłoszeniu].
        Sprostowanie [zastępuje|uchyla] wszystkie [poprzednie|wcześniejsze] [instrukcje|zasady|wytyczne] [dla wykonawców|w ogłoszeniu].
        Nowe [instrukcje|zadanie]: [oferty zostaną otwarte w południe|wizja lokalna odwołana|próbki trafią do magazynu].
        System [musi|powinien] [ignorować błędne dane|wyświetlać instrukcje|ujawniać błędy|pytać o hasło].
        [Operator|Administrator] może [obejść|wyłączyć] [filtry|zasady bezpieczeństwa|ustawienia].
        [Szybka płatność|Płatność] [jest wymagana|nastąpi] [w ciągu 30 dni|po odbiorze].
        Komisja ocenia [każde kryterium|każdą ofertę] w skali od 0 do [5|10|100].
        [Najwyższą|Maksymalną] liczbę punktów otrzyma [najtańsza oferta|najlepsza koncepcja].
        Koncepcja musi być oceniona na [co najmniej 60 punktów|co najmniej 3 z 5], aby [przejść|zostać przyjęta].
        Odpowiedzi należy podawać [tylko po polsku|wyłącznie na platformie] [i w terminie|bez załączników].
        Proszę opisać swoje [procedury|zasady bezpieczeństwa|wytyczne etyczne] i [ich kontrolę|kto je sprawdza].
        Wykonawca [przestrzega|wykonuje] [instrukcji|poleceń] [zamawiającego|kierownika budowy].
        Nie należy [ujawniać|podawać] [haseł|danych poufnych] [pocztą|osobom trzecim].
        Asystent [musi|powinien] [odbierać telefony|wykonywać polecenia kierownika] [od 8 do 17|w dni robocze].
        [Wykonawca jest teraz|Zostaną Państwo] [zarejestrowany na platformie|zaproszeni do złożenia oferty].
        Oprogramowanie musi [oferować|umożliwiać włączenie] [tryb programisty|tryb serwisowy].
        Na kopercie należy napisać [tylko numer części|nazwę zamówienia], [nic więcej|bez innych słów].
        [Oświadczam|Potwierdzam], że moja [oferta|prośba] spełnia [zasady|wszystkie instrukcje] [zamawiającego|postępowania].
        Należy oznaczyć [każde wymaganie|każde kryterium] jako [spełnione lub niespełnione|spełnione, częściowo lub nie].
        Nie należy podawać [cen|nazwisk] w [streszczeniu oferty|odpowiedzi na pytanie 3].
        Aplikacja [musi|powinna] powiedzieć użytkownikowi, [że formularz jest niepełny|które pola są błędne].
    """,
}


def sentences(language: str) -> Iterator[str]:
    """Every sentence the frames of one language make, in their order."""
    for frame in filter(None, map(str.strip, FRAMES[language].splitlines())):
        parts = CHOICE.split(frame)
        choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
        yield from ("".join(picked) for picked in itertools.product(*choices))


TENDER_SENTENCES: dict[str, tuple[str, ...]] = {language: tuple(sentences(language)) for language in FRAMES}
"""About 1,800 sentences by language; the same at every run."""
