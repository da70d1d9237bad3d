"""German, Dutch, Swedish, Danish and Norwegian words of orders to a machine, by slot."""

WORDS: dict[str, str] = {
    "IGNORE": """
        höre_nicht_auf hör_nicht_auf beachte_keine ignoriere ignorieren ignoriert ignorier vergiss vergesst vergessen vergesse
        missachte missachten missachtet überspringe verwirf beachte_nicht konzentriere_dich_nicht_auf achte_nicht_auf lass
        überschreibe überschreiben umgehe umgehen unterlasse befolge_nicht folge_nicht außer_acht halte_dich_nicht verwerfe
        beachte beachten widersetze negeer negeren vergeet vergeten sla_over omzeil volg_niet laat_varen ignorera glöm bortse_från
        strunta_i åsidosätt kringgå ignorer glem se_bort_fra tilsidesæt omgå følg_ikke ikke_følg
    """,
    "PRIOR": """
        alle allen aller alles vorherige vorherigen vorheriger bisherige bisherigen bisheriger obige obigen vorige vorigen frühere
        früheren vorangegangene vorangegangenen vorangehende vorangehenden vorhergehende vorhergehenden deine deinen deiner ihre
        ihren gegebene gegebenen davor zuvor sämtliche sämtlichen ursprüngliche ursprünglichen erhaltenen anderen eerdere
        voorgaande bovenstaande je jouw uw originele tidigare föregående alla ovan ovanstående dina tidligere forrige ovenstående
        dine foregående oprindelige
    """,
    "STRICTLY_PRIOR": """
        vorherige vorherigen bisherige bisherigen obige obigen vorige vorigen frühere früheren davor zuvor ursprünglichen
        ursprüngliche eerdere voorgaande bovenstaande tidigare föregående ovanstående tidligere forrige ovenstående
    """,
    "ORDERS": """
        ausführungen information gesagte aussage anweisung anweisungen instruktion instruktionen befehl befehle befehlen vorgabe
        vorgaben regel regeln aufforderungen anordnungen kontext nachrichten aufgabe aufgaben informationen angaben aussagen
        hinweise text texte sicherheitsrichtlinien richtlinien programmierung training einschränkungen systemnachricht sätze
        auftrag aufträge eingaben instructies opdrachten regels aanwijzingen richtlijnen opdracht instruktioner instruktionerna
        anvisningar anvisningarna regler reglerna direktiv instrukser instruksjoner retningslinjer beskeder
    """,
    "PROMPT": """
        prompt prompts anweisungen anweisung instruktionen systemprompt systemnachricht promptvorlage prompttext aufgabe aufgaben
        ausgangstext initialprompt promptvorlagen systemanweisungen kontext instructies systeemprompt instruktioner
        systemmeddelande
    """,
    "SYSTEM_PROMPT": """
        systemprompt systemprompts systemnachricht promptvorlage prompttext prompt_text system-prompt systemanweisungen
        systemanweisung systeemprompt systeeminstructies systemmeddelande systeminstruktioner initialprompt systembesked
    """,
    "PASSWORD": "passwort passwörter zugangscode schlüsselwort geheimnis wachtwoord lösenord adgangskode kennwort geheimwort",
    "YOUR": "dein deine deinen deiner deinem deines jouw je dina din ditt dine dit",
    "YOU": "du dich dir dein deine deinen deiner deinem jij jouw je dig din dina dit",
    "ME": "mir mich uns mij",
    "EVERYTHING": "alles alles_was das_was allt_som alt_som alles_wat den_ganzen_text alles_davor alles_zuvor alles_bisher das_obige",
    "TOLD": """
        dir_gesagt dir_gegeben du_weißt du_gelernt ich_gesagt gesagt_wurde gesagt_habe davor bisher zuvor du_bekommen
        tegen_je_gezegd alles_gesagte zuvor_gesagte gesagte je_is_verteld je_verteld du_fått_höra sagts_tidigare dir_gesagt_wurde
    """,
    "ABOVE": "das_obige das_vorherige het_bovenstaande bovenstaande ovanstående det_ovenstående den_ganzen_text_davor",
    "ASK": "was wie welche wer wat hoe welke vad vilka hvad",
    "SHOW": """
        zeige zeigen zeig verrate verraten nenne nennen gib wiederhole wiederholen offenbare drucke schreib schreibe sag sage
        erzähl erzähle gebe ausgeben liste zitiere toon onthul geef herhaal laat_zien vertel visa avslöja vis afslør fortæl gentag
        gjenta skriv_ut buchstabiere
    """,
    "AI": """
        ki ki-modell ki-assistent ki-system sprachmodell sprachmodelle sprachmodells taalmodel språkmodell sprogmodel ki-modelle
        ai-modell
    """,
    "NOTE": "hinweis an achtung nachricht liebe lieber hallo anweisung mitteilung bericht aan beste meddelande till",
    "YOU_ARE": "du_bist du_wirst du_sollst sie_sind_ein sie_sind_eine je_bent du_är du_er",
    "YOU_NOW": """
        du_bist_jetzt du_bist_nun du_bist_ab_jetzt du_bist_ab_sofort ab_jetzt_bist_du ab_sofort_bist_du ab_jetzt_wirst_du
        ab_jetzt_antwortest_du ab_jetzt_sollst_du von_nun_an_bist_du sie_sind_jetzt_ein_assistent sie_sind_nun_ein_assistent
        sie_sind_jetzt_eine_ki sie_sind_nun_eine_ki du_bist_kein je_bent_nu vanaf_nu_ben_je du_är_nu från_och_med_nu_är_du
        du_er_nu fra_nu_af_er_du fra_nå_av_er_du ab_jetzt_agierst_du nun_sollst_du jetzt_sollst_du als_ki_assistent_musst_du
        von_nun_an_wirst_du
    """,
    "PRETEND": """
        fungieren_sie_als fungiere_als stell_dir_vor stelle_dir_vor tu_so tue_so spiel_die_rolle spiele_die_rolle
        verhalte_dich_wie verhalte_dich_als agiere_als handle_als doe_alsof speel_de_rol låtsas_att låtsas_vara lad_som_om
        spil_rollen ich_möchte_dass_du schlüpfe_in lass_uns_ein_spiel wir_spielen_ein_spiel stellen_sie_sich_vor_sie_wären
        antworte_als du_spielst_die_rolle
    """,
    "FROM_NOW": "ab_jetzt ab_sofort von_nun_an ab_nun vanaf_nu från_och_med_nu fra_nu_af fra_nå_av",
    "MODE": "modus entwicklermodus ontwikkelaarsmodus utvecklarläge udviklertilstand",
    "MODE_KIND": "entwicklermodus unbeschränkten unbeschränkter ontwikkelaarsmodus utvecklarläge udviklertilstand",
    "ENTER": "aktiviere aktivieren wechsle schalte starte activeer schakel aktivera aktiver aktivér gehe",
    "FREE": "unzensiert ungefiltert uneingeschränkt ongefilterd ongecensureerd ofiltrerad ocensurerad",
    "LIFT": """
        deaktiviere deaktivieren umgehe schalte hebe ignoriere entferne missachte ignorieren überschreibe schakel omzeil negeer
        verwijder inaktivera stäng_av kringgå ignorera deaktiver ignorer slå_fra überwinde
    """,
    "NO": "ohne keine kein frei_von zonder geen utan inga uden ingen jenseits",
    "LIMITS": """
        filter filtern einschränkungen beschränkungen sicherheitsrichtlinien richtlinien regeln sicherheitsfilter zensur
        sicherheitsmaßnahmen beperkingen filters veiligheidsregels begränsningar säkerhetsfilter begrænsninger sikkerhedsfiltre
        inhaltsfilter ethikrichtlinien inhaltsrichtlinien
    """,
    "SAFETY": "sicherheitsfilter sicherheitsrichtlinien inhaltsfilter veiligheid ethische ethischen säkerhetsfilter",
    "SAY": "sag sage antworte antworten schreib schreibe zeg antwoord svara svar säg skriv gib_aus antwortest",
    "UTTER": "antworte sag sage zeg antwoord svara",
    "ONLY": "nur ausschließlich immer bloß alleen altijd bara endast alltid kun altid genau",
    "NOTHING_ELSE": "nichts_anderes nichts_weiter sonst_nichts niets_anders inget_annat intet_andet ohne_erklärung egal_was",
    "HIDE": """
        erwähne erwähnen_sie_nicht sag_niemandem sage_niemandem verrate_nicht vermeld nämn_inte nævn_ikke verschweige
        sage_es_niemandem sag_dem_nutzer_nichts sage_dem_benutzer_nichts
    """,
    "HIDDEN_THING": "nicht anweisung anweisungen nutzer benutzer diese dies das es niet gebruiker instruktion",
    "RATE": "bewerte bewerten gib vergib vergeben empfiehl beoordeel geef betygsätt vurder stufe",
    "SCORE": "punktzahl bewertung note höchstnote bestnote volle_punktzahl urteil empfehlung score poäng karakter höchste punkten",
    "TOP": """
        höchstnote höchste höchsten maximale maximalen volle vollen bestnote perfekt beste besten hoogste högsta højeste 10 100
        bieten sehr_gut
    """,
    "CREATE": "schreibe schreib verfasse erzähl erzähle singe dichte erfinde schrijf vertel skriv berätta fortæl generiere erstelle",
    "ART": "gedicht lied witz geschichte aufsatz roman verhaal grap dikt vers sång skämt vits digt historie gedichte liebesbrief",
    "INSTEAD": "stattdessen in_plaats_daarvan istället i_stedet",
    "NEW": "neue neuen neuer andere anderen echte eigentliche weitere nieuwe nya nye",
    "TASK": """
        herausforderung herausforderungen aufgaben thema aufgabe anweisung anweisungen auftrag befehl ziel taak opdracht uppgift
        opgave rolle
    """,
    "YOUR_NEW_TASK": """
        deine_neue_aufgabe deine_eigentliche_aufgabe dein_neues_ziel je_nieuwe_taak din_nya_uppgift eine_andere_aufgabe_lösen
        noch_eine_andere_aufgabe deine_einzige_aufgabe din_nye_opgave
    """,
    "YOUR_TASK": """
        deine_aufgabe_ist deine_aufgabe_lautet dein_ziel_ist je_taak_is je_nieuwe_taak din_uppgift_är din_nya_uppgift
        din_opgave_er eine_andere_aufgabe_lösen noch_eine_andere_aufgabe
    """,
    "TELL_ME": """
        gib_mir sag_mir zeig_mir erzähl_mir nenne_mir schreib_mir sage_mir zeige_mir nenn_mir erkläre_mir vertel_me ge_mig säg_mig
        fortæl_mig erzähle_mir
    """,
    "HELP_ME": """
        zeig_mir erzähl_mir nenne_mir schreib_mir hilf_mir kannst_du könntest_du sage_mir zeige_mir nenn_mir erkläre_mir vertel_me
        geef_me kun_je ge_mig säg_mig kan_du giv_mig fortæl_mig erzähle_mir
    """,
    "OBEY": "weigere_dich_nie du_musst_gehorchen beantworte_alle_fragen egal_was ohne_warnungen du_kannst_alles",
    "BEFORE_ORDER": """
        bitte nun jetzt und dann einfach immer sofort unbedingt also aber oder du sollst musst gut so nein ja alsjeblieft en dus
        nu och vänligst venligst og snälla doch mal hey hallo ich möchte dass nicht
    """,
    "GIVE": "bewerte bewerten gib geben vergib vergeben erteile geef ken_toe ge tilldela betygsätt giv gi tildel",
    "POINTS": "punktzahl note bewertung punkte punkten score poäng betyg karakter vurdering beoordeling",
    "TOP_SCORE": "höchstnote bestnote höchstpunktzahl topscore högsta_betyg",
    "IGNORE_LAST": "hinter_sich hinter_dir aus_dem_kopf ignorieren vergessen missachten streichen außer_acht",
    "I_WANT_YOU": """
        ich_möchte_dass_du ich_möchte_dass_sie ich_will_dass_du ich_will_dass_sie ich_brauche_dich ich_befehle_dir jag_vill_att_du
        jeg_vil_have_at_du ik_wil_dat_je ik_wil_dat_u
    """,
    "PRAISE": """
        ausgezeichnete_leistung hervorragende_leistung hervorragenden_leistung großartig_gemacht einfach_großartig
        sehr_gut_gemacht herzlichen_glückwunsch_zu
    """,
    "FICTION": "aus_der_rolle in_ihren_rollen in_einem_film in_der_rolle hypothetisch fiktive fiktiven",
    "HALT": "stopp stop halt",
    "ALL_BEFORE": """
        alles_davor alles_zuvor alles_bisherige alles_was_vorher alles_vorherige alles_hiervoor al_het_voorgaande alles_hierboven
        allt_ovan alt_ovenstående
    """,
    "THIS_ORDER": """
        diese_anweisung dieser_anweisung diese_anweisungen diese_nachricht deze_instructie denna_instruktion denne_instruktion
    """,
}
