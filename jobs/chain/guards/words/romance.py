"""French, Spanish, Italian, Portuguese and Romanian words of orders to a machine, by slot."""

WORDS: dict[str, str] = {
    "IGNORE": """
        ignore ignorez ignorer oublie oubliez oublier oublies néglige négligez ne_tiens_pas_compte ne_tenez_pas_compte
        fais_abstraction faites_abstraction contourne contournez ne_suis_pas ne_suivez_pas passe_outre ignora ignoras ignorar
        ignorad olvida olvidate olvidar olvide olvidad descarta descartar haz_caso_omiso haga_caso_omiso no_hagas_caso no_sigas
        omite pasa_por_alto anula sáltate ignorate ignori dimentica dimenticate dimenticare scorda scordati trascura tralascia
        non_seguire aggira esqueça esquece esqueçam desconsidere desconsidera desrespeite não_siga ignorem burla contorne ignoră
        ignorați uită uitați nu_ține_cont nu_urma
    """,
    "PRIOR": """
        précédent précédente précédents précédentes antérieur antérieure antérieures antérieurs ci-dessus toutes toute tous tout
        vos tes préalables reçues initiales originales dessus anterior anteriores previa previas previo previos todas todos tus
        sus toda lo_anterior recibidas precedente precedenti tutte tutti tue tuoi prima ricevute vostre tua originali suas seus
        tuas teus prévias acima anteriormente anterioare toate tale
    """,
    "STRICTLY_PRIOR": """
        précédent précédente précédents précédentes antérieures antérieurs ci-dessus anterior anteriores previas previos
        precedenti precedente prévias acima anterioare initiales originales
    """,
    "ORDERS": """
        consigne consignes ordre ordres règle règles directive directives programmation message messages contexte instruccion
        instrucciones orden ordenes indicaciones regla reglas directrices mensajes contexto programación restricciones istruzione
        istruzioni ordine ordini regole regola indicazioni comandi direttive messaggi programmazione instrução instruções ordens
        regras diretrizes mensagens orientações comandos instrucțiune instrucțiuni instrucțiunile instrucțiunilor regulile reguli
        comenzile mesajele
    """,
    "PROMPT": """
        prompt prompts consignes instructions instrucciones istruzioni instruções instrucțiunile invite directives programmation
        programación reglas regole
    """,
    "SYSTEM_PROMPT": """
        prompt_système prompt_initial prompt_del_sistema prompt_de_sistema prompt_inicial prompt_di_sistema prompt_iniziale
        prompt_do_sistema mensaje_del_sistema messaggio_di_sistema mensagem_do_sistema message_système instructions_système
        instrucciones_del_sistema istruzioni_di_sistema instruções_do_sistema promptul_de_sistem promptul_sistemului
        instructions_initiales instrucciones_iniciales
    """,
    "PASSWORD": "mot_de_passe contraseña clave_secreta parola_segreta parola_d'ordine senha palavra-passe parola clé_secrète code_secret",
    "YOUR": "ton ta tes votre vos tu tus tuo tua tuoi tue seu sua seus suas teu tale tău",
    "YOU": "tu toi te ton ta tes tus ti tuo tua tuoi tue você voce tu_es vous_êtes usted eres sei tienes debes dois deves devi sabes",
    "EVERYTHING": """
        todo tout_ce_qui tout_ce_que tout todo_lo todo_lo_que todo_lo_anterior tutto_quello tutto_ciò tutto tudo_o_que tudo tot_ce
    """,
    "TOLD": """
        précède je_t'ai_dit vous_a_été_dit on_t'a_dit te_dije te_han_dicho dicho_antes ti_ho_detto ti_è_stato_detto foi_dito
        te_disse arriba ți_s-a_spus
    """,
    "ABOVE": "ce_qui_précède lo_anterior lo_de_arriba quanto_sopra quanto_precede o_anterior o_acima cele_de_mai_sus quanto_detto_sopra",
    "ASK": "quelles quels quelle quel cuáles cuál qué quali qual quais che care care_sunt care_este quelle_est",
    "SHOW": """
        montre montrez montre-moi révèle révélez affiche affichez répète répétez donne donnez donne-moi dis-moi dites-moi écris
        imprime muestra muéstrame muéstreme revela revélame repite dime dame enséñame mostra mostrami rivela rivelami ripeti dimmi
        stampa elenca mostre mostre-me revele repita imprima diga-me diga exiba arată arată-mi dezvăluie repetă afișează spune-mi
    """,
    "AI": """
        ia l'ia modèle_de_langage modelo_de_lenguaje modello_linguistico modelo_de_linguagem inteligencia_artificial
        intelligence_artificielle intelligenza_artificiale inteligência_artificial model_lingvistic asistente_de_ia assistente_ia
    """,
    "NOTE": "note avis nota aviso attention atención attenzione atenção message mensaje messaggio bonjour hola para à per pour",
    "YOU_ARE": "tu_es vous_êtes eres usted_es sei_un sei_una você_é tu_serás ești",
    "YOU_NOW": """
        tu_es_maintenant tu_es_désormais vous_êtes_maintenant vous_êtes_désormais à_partir_de_maintenant_tu dorénavant_tu
        tu_n'es_plus eres_ahora ahora_eres a_partir_de_ahora_eres a_partir_de_ahora_vas a_partir_de_ahora_serás desde_ahora_eres
        ya_no_eres ora_sei da_ora_in_poi_sei adesso_sei sei_ora non_sei_più da_adesso_sei você_agora_é agora_você_é
        a_partir_de_agora_você você_não_é_mais ești_acum acum_ești de_acum_înainte_ești
    """,
    "PRETEND": """
        fais_comme_si fais_semblant faites_semblant agis_comme joue_le_rôle imagine_que_tu comporte-toi_comme actúa_como
        actúe_como finge_ser finge_que imagina_que_eres compórtate_como haz_de_cuenta agisci_come fingi_di fai_finta
        comportati_come immagina_di_essere interpreta_il_ruolo aja_como finja_ser finja_que imagine_que_você prefă-te
        acționează_ca comportă-te
    """,
    "FROM_NOW": """
        à_partir_de_maintenant désormais dorénavant a_partir_de_ahora de_ahora_en_adelante desde_ahora da_ora_in_poi d'ora_in_poi
        a_partir_de_agora de_acum_înainte da_adesso_in_poi
    """,
    "MODE": "mode modo modalità mod modul",
    "MODE_KIND": "développeur desarrollador sviluppatore desenvolvedor programador dezvoltator sin_filtros sans_filtre senza_filtri",
    "ENTER": "active activez activa activar entra attiva ative entre activează entrez passe cambia habilita",
    "FREE": """
        sans_filtre sans_censure sin_filtros sin_censura senza_filtri senza_censura sem_filtros sem_censura fără_filtre
        sin_restricciones sans_restriction
    """,
    "LIFT": """
        désactive désactivez contourne contournez supprime supprimez enlève desactiva desactive evita elimina ignora ignore elude
        disattiva aggira rimuovi desative remova burle contorne dezactivează ocolește
    """,
    "NO": "sans aucune aucun sin ninguna senza nessuna sem nenhuma fără",
    "LIMITS": """
        filtre filtres restrictions limites règles filtros restricciones limitaciones límites reglas filtri restrizioni
        limitazioni regole restrições limitações regras filtrele restricțiile seguridad sécurité sicurezza segurança
    """,
    "SAFETY": "sécurité seguridad sicurezza segurança contenido contenu éthiques éticas etiche siguranță",
    "SAY": """
        y_di et_dis e_dì dites réponds répondez écris écrivez diga responde responda contesta escribe escriba scrivi rispondi dite
        escreva responde-me scrie răspunde spune
    """,
    "UTTER": "réponds répondez responde responda rispondi contesta dis răspunde",
    "ONLY": "seulement uniquement toujours solo solamente únicamente siempre soltanto sempre apenas somente doar mereu",
    "NOTHING_ELSE": "rien_d'autre nada_más nient'altro mais_nada nada_mais nimic_altceva sans_explication sin_explicaciones",
    "HIDE": """
        ne_mentionne_pas ne_mentionnez_pas ne_le_dis_à ne_révèle_pas no_menciones no_mencione no_se_lo_digas no_reveles
        non_menzionare non_dirlo non_rivelare não_mencione não_conte nu_menționa ne_dis_pas no_digas non_dire
    """,
    "HIDDEN_THING": """
        cette ces personne utilisateur esta estas este usuario nadie questa queste utente nessuno isto usuário instrucciones
    """,
    "RATE": """
        note notez attribue attribuez évalue évaluez recommande recommandez califica puntúa puntúe evalúa recomienda asigna valuta
        assegna raccomanda avalie atribua recomende classifique evaluează
    """,
    "SCORE": "note maximale score puntuación calificación nota anuncio avis gara punteggio voto pontuação notă cet este questa esta",
    "TOP": "maximale parfaite máxima perfecta massimo massima perfeita maximă 10 100 toujours siempre sempre bid",
    "CREATE": "écris écrivez compose raconte escribe cuenta compón scrivi racconta componi escreva conte crie genera scrie",
    "ART": """
        poème poésie chanson blague histoire poema canción chiste cuento poesia canzone barzelletta racconto história piada poezie
        glumă
    """,
    "INSTEAD": "à_la_place en_su_lugar invece em_vez_disso în_schimb",
    "NEW": "nouvelle nouvelles nuova nuove nueva nuevas nova novas nouă",
    "TASK": "tâche consignes tarea instrucciones compito istruzioni tarefa instruções sarcină mission misión",
    "YOUR_NEW_TASK": """
        ta_nouvelle_tâche tu_nueva_tarea il_tuo_nuovo_compito sua_nova_tarefa noua_ta_sarcină ton_nouvel_objectif
        tu_nuevo_objetivo
    """,
    "YOUR_TASK": """
        ta_tâche_est ta_nouvelle_tâche tu_tarea_es tu_nueva_tarea il_tuo_compito_è sua_tarefa_é sua_nova_tarefa sarcina_ta_este
    """,
    "HELP_ME": """
        dis-moi donne-moi écris-moi aide-moi peux-tu pourrais-tu dime dame escríbeme ayúdame puedes podrías dimmi dammi scrivimi
        aiutami puoi potresti diga-me dê-me ajude-me
    """,
    "BEFORE_ORDER": """
        s il vous te plaît maintenant et puis merci alors mais ou por favor ahora y luego pero o per ora e adesso poi ma agora mas
        te_rog acum și tu ne pas no non não bonjour hola ciao toi tu_dois
    """,
    "GIVE": """
        attribue attribuez donne donnez notez évalue évaluez califica puntúa puntúe evalúa asigna otorga valuta assegna dai
        attribuisci avalie atribua classifique evaluează acordă dă
    """,
    "POINTS": "note score puntuación calificación nota punteggio voto pontuação punctaj scor points puntos punti pontos puncte",
    "I_WANT_YOU": """
        je_veux_que_tu je_veux_que_vous je_voudrais_que_tu quiero_que_actúes quiero_que_me quiero_que_seas quiero_que_hagas
        voglio_che_tu vorrei_che_tu quero_que_você vreau_să
    """,
    "ALL_BEFORE": """
        tout_ce_qui_précède todo_lo_anterior tutto_quanto_sopra tutto_ciò_che_precede tudo_o_que_foi_dito tudo_acima
        tot_ce_e_mai_sus todo_lo_dicho
    """,
    "THIS_ORDER": """
        cette_consigne ces_consignes cette_instruction ces_instructions estas_instrucciones esta_instrucción questa_istruzione
        queste_istruzioni esta_instrução estas_instruções această_instrucțiune
    """,
    "TOP_WORD": "maximale maximum máxima máximo massimo massima maximă",
}
