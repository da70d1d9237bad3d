"""Words that steer what is said of this tender: its score, its verdict, its knock-outs, what the reader is told; by slot."""

WORDS: dict[str, str] = {
    "MENTION": """
        mention mentions quote cite erwähne zitiere nenne mentionne cite menciones mencione cites menzionare citare menciona
        vermeld noem wspominaj cytuj
    """,
    "SENTENCE": "sentence line passage instruction satz absatz anweisung phrase passage consigne frase instrucción istruzione zin regel zdanie zdaniu",
    "SUMMARY": """
        summary answer output reply analysis report zusammenfassung antwort ausgabe analyse résumé réponse analyse resumen
        respuesta riassunto risposta resumo resposta samenvatting antwoord streszczeniu odpowiedzi analizie
    """,
    "OPINION": """
        recommendation verdict conclusion analysis assessment evaluation empfehlung urteil fazit einschätzung bewertung
        recommandation recomendación veredicto conclusión recomendação raccomandazione verdetto conclusione aanbeveling oordeel
        conclusie rekomendacja werdykt ocena
    """,
    "BIDDING": """
        bid no-bid bidding positive bieten mitbieten teilnehmen positiv répondre soumissionner positive favorable licitar
        participar presentarse positiva partecipare offrire positivo inschrijven meedoen positief positif positieve gunstig pozytywny składać_ofertę złożyć_ofertę
        pozytywna startować
    """,
    "TREAT": """
        treat consider regard assume behandle betrachte werte considère considérez regarde considera considere trata tratta
        beschouw behandel uznaj potraktuj
    """,
    "KNOCKOUT": """
        knock-out knock-outs knockout knockouts exclusion_criteria k.-o.-kriterien k.-o. ausschlusskriterien mindestanforderungen
        critères_éliminatoires éliminatoires critères criterios_excluyentes criterios excluyentes criteri_di_esclusione criteri
        uitsluitingscriteria knock-outcriteria kryteria_wykluczenia kryteria requirements requirement anforderung anforderungen exigences requisitos
        requisiti eisen wymagania
    """,
    "STRICT_KNOCKOUT": """
        knock-out knock-outs knockout knockouts k.-o.-kriterien k.-o. ausschlusskriterien critères_éliminatoires
        criterios_excluyentes criteri_di_esclusione uitsluitingscriteria kryteria_wykluczenia
    """,
    "MET": """
        covered abgedeckt couvertes
        fulfilled met satisfied passed erfüllt bestanden remplis satisfaits remplies cumplidos satisfechos cumplidas soddisfatti
        soddisfatte rispettati vervuld voldaan spełnione
    """,
    "RECOMMEND": """
        recommend empfiehl empfehle recommande recommandez recomienda recomiende recomende recomenda raccomanda raccomandi beveel
        poleć zarekomenduj
    """,
    "TOLD": """
        ce_que_tu_as_lu ce_que_tu_sais was_du_gelesen was_du_weißt lo_que_has_leído lo_que_sabes quello_che_hai_letto
        ciò_che_hai_letto wat_je_hebt_gelezen wat_je_weet co_przeczytałeś co_wiesz o_que_leste o_que_você_leu
    """,
    "YOU_ARE_FAMILIAR": "du_bist tu_es eres sei_un sei_una je_bent jesteś você_é tu_és tu_eres",
    "HELPER": """
        assistent assistentin assistant asistente assistente asystentem gutachter gutachterin ki-assistent sprachmodell
        évaluateur évaluatrice evaluador valutatore beoordelaar recenzentem modelem robot chatbot analyst analyste analista
        analistą
    """,
    "SEND": "sende schicke übermittle envoie transmets envía manda invia trasmetti stuur zend wyślij prześlij",
    "DATA": "firmenprofil unternehmensprofil gesprächsverlauf profil perfil profilo bedrijfsprofiel conversación conversazione gesprek",
    "GIVE": "przyznaj daj oceń",
    "UTMOST": """
        meilleure fünf
        highest maximum maximal perfect full best top höchste höchsten höchster maximale maximalen volle vollen beste besten
        maximum parfaite máxima máximo perfecta mejor massimo massima perfetto migliore hoogste maximale beste najwyższą
        najwyższej maksymalną najlepszą máxima melhor
    """,
    "THIS_TENDER": """
        this_tender this_notice this_offer this_bid this_lot this_opportunity this_contract diese_ausschreibung dieser_ausschreibung
        diesem_angebot dieses_angebot diese_bekanntmachung dieser_bekanntmachung cet_avis cette_offre cet_appel ce_marché
        cette_consultation este_anuncio esta_oferta esta_licitación este_contrato este_pliego questo_bando questa_gara
        questa_offerta quest'appalto deze_aanbesteding deze_opdracht deze_inschrijving temu_ogłoszeniu tej_ofercie temu_przetargowi
        to_ogłoszenie tę_ofertę este_edital este_concurso esta_proposta
    """,
    "TELL": "schreib schreibe informiere écris escribe scrivi schrijf sage sag dis dile zeg vertel powiedz napisz diga",
    "READER_PERSON": """
        leser leserin nutzer nutzerin benutzer lecteur lectrice utilisateur lector lectora usuario utente lettore lezer gebruiker
        czytelnikowi użytkownikowi utilizador usuário leitor
    """,
    "TELL_READER": "di_al_lettore dì_al_lettore di_all'utente dì_all'utente dis_au_lecteur dis_à_l'utilisateur dile_al_lector",
    "AUTOMATED": """
        automated automatic automatisierte automatisierten automatisiertes automatisés automatisées automatizados automatizzati
        geautomatiseerde zautomatyzowanych
    """,
    "BEFORE_ORDER": "nie en_dus proszę niet geen",
    "YOUR": "twoim swoim swojej twojej",
    "POINTS": "punten",
    "OMIT": """
        omit leave_out leave skip conceal hide list include mention contain lass lasse verschweige unterschlage omets omettez cache
        tais omite calla oculta ometti taci nascondi laat verzwijg pomiń przemilcz ukryj
    """,
    "OVERVIEW": """
        summary analysis overview review zusammenfassung analyse überblick résumé synthèse resumen análisis resumo riassunto sintesi
        analisi samenvatting overzicht streszczeniu analizie podsumowaniu
    """,
    "DU_REPORT": """
        deinem_bericht deiner_antwort ton_rapport ta_réponse tu_informe tu_respuesta tuo_rapporto tua_risposta je_rapport
        je_antwoord swoim_raporcie swojej_odpowiedzi teu_relatório
    """,
    "EACH_CRITERION": """
        each_criterion every_criterion all_criteria jedem_kriterium allen_kriterien alle_kriterien chaque_critère tous_les_critères
        cada_criterio todos_los_criterios ogni_criterio tutti_i_criteri elk_criterium alle_criteria każdemu_kryterium
        wszystkim_kryteriom todos_os_critérios
    """,
    "SET": "set setze stelle mets fixe pon fija imposta metti zet stel ustaw",
    "CONCLUDE": "conclude",
    "IF_YOU_ARE": """
        falls_du wenn_du si_tu_es si_tu si_eres se_sei se_tu als_je_een als_jij jeśli_jesteś jeżeli_jesteś se_és se_você
    """,
    "TICK": "mark tick check markiere marque coche marca segna markeer oznacz zaznacz",
}
