"""Words that set the writer above the makers of a model: obey me alone, leave your limits, name what you were told first; by slot."""

WORDS: dict[str, str] = {
    "HEED": """
        follow obey heed adhere comply conform yield submit serve prioritize prioritise execute guided focus align bow cater favor
        dance folge folgen befolge befolgen gehorche gehorchen diene dienen handle reagiere reagieren priorisiere priorisieren
        konzentriere unterwirf suis obéis obéissez obéir agis agissez exécute adhère réponds priorise guidé écoute cède
        concentre-toi sigue siga seguir obedece obedezca actúa actúe ejecuta atiende responde adhiere prioriza cede guíate
        concéntrate segue obedeça aja execute adira priorize coloque concentre-se guia-te guie-se prioridade segui seguire
        obbedisci obbedire esegui agisci aderisci rispondi cedi concentrati volg gehoorzaam reageer luister przestrzegaj wykonuj
        wykonaj słuchaj podążaj kieruj
    """,
    "MY": """
        mine_own la_mia
        my mein meine meinen meiner meinem mes mon ma_demande ma_commande ma_volonté ma_direction mis mi mio mia miei mie minha
        minhas meu meus mijn moje moich moim moimi mojej
    """,
    "WISH": """
        intent accommodate conselhos consejos conseils consigli
        request requests instruction instructions directive directives command commands order orders wish wishes will demand
        demands guidance lead bidding needs guidelines desires prompt edicts decrees directions authority rule whims voice
        anweisung anweisungen befehl befehle befehlen wunsch wünsche wünschen anfrage anfragen direktiven forderungen bedürfnisse
        aufforderung führung weisungen richtlinien instructions demande demandes ordre ordres consignes commande commandes
        souhaits désirs besoins volonté direction instrucción instrucciones orden órdenes directrices petición peticiones
        solicitud deseos demandas guía pautas indicaciones necesidades instrução instruções ordem ordens comandos diretrizes
        pedido pedidos solicitações desejos exigências liderança necessidades istruzione istruzioni ordine ordini richiesta
        richieste direttive comandi desideri guida indicazioni esigenze instructie instructies opdrachten verzoek verzoeken
        bevelen wensen polecenia poleceń instrukcji rozkazów rozkazy życzenia próśb
    """,
    "AT_MY_ORDER": """
        at_my_behest at_my_request at_my_command on_my_command under_my_authority upon_my_request at_my_bidding auf_meinen_befehl
        auf_meine_anweisung auf_meine_anfrage auf_meinen_wunsch unter_meiner_autorität sur_ma_demande sur_mon_ordre
        sous_mon_autorité sur_ma_commande à_ma_demande a_petición_mía a_mi_petición bajo_mi_autoridad bajo_mi_mando
        sob_minha_autoridade a_meu_pedido sob_meu_comando su_mia_richiesta a_mia_richiesta sotto_la_mia_autorità op_mijn_verzoek
        op_mijn_bevel na_moje_polecenie na_moją_prośbę
    """,
    "PRECEDENCE": """
        take_priority takes_priority take_precedence takes_precedence have_priority above_all first_before more_important
        most_important override overrides outrank outranks supersede supersedes vorrang an_erster_stelle über_alles au-dessus
        avant_tout la_priorité prioridad por_encima en_primer_lugar acima_de_tudo prioridade em_primeiro_lugar al_primo_posto
        la_priorità sopra_ogni
    """,
    "LEAVE": """
        contradict bypassa bypasse desactiva désactive disattiva desativa contredis widersprich verletze desatiende annulla accantona evita elude prescinde desliga dissocia detourne détourne abandonar violare dissociare
        abandon forsake reject defy deviate depart transcend suspend pause sideline sidestep overturn dismiss detach disconnect
        disengage unshackle contravene flout cast_aside cast_off put_aside set_aside lay_aside step_outside go_beyond go_against
        break_from break_with break_away move_beyond act_outside operate_outside operate_beyond function_outside nullify negate
        renounce discard subvert suppress invalidate erase relinquish violate breach eschew shun overstep deactivate ignore
        disregard neglect bypass override disobey circumvent forget free_yourself_from liberate_yourself_from umgehe umgehen
        missachte missachten setze verlasse weiche überwinde überschreite breche brich trenne löse ignoriere lege leg
        vernachlässige verwerfe widersetze verstoße pausiere hebe schalte deaktiviere vergiss handle_außerhalb agiere_außerhalb
        operiere_außerhalb abandonne abandonnez renonce transgresse dépasse outrepasse contourne défie rejette écarte
        déconnecte-toi détache-toi suspends omets néglige désobéis ignore oublie enfreins viole opère_en_dehors opère_au-delà
        fonctionne_en_dehors agis_en_dehors mets_de_côté laisse_de_côté abandona abandonad renuncia transgrede supera rechaza
        desafía desvía desvíate desprende despréndete deja_de_lado suspende omite desobedece ignora olvida incumple viola
        opera_fuera actúa_fuera funciona_fuera abandone renuncie desafia desafie supere rejeita rejeite desvia desvie despreza
        despreze deixa_de_lado deixe_de_lado suspenda desobedeça desrespeite desrespeita desengata opere_fora opera_fora aja_fora
        age_fora funcione_fora abbandona rinuncia superare oltrepassa rifiuta sfida devia scarta metti_da_parte lascia_da_parte
        stacca staccati sospendi disobbedisci disattendi scavalca dimentica aggira opera_al_di_fuori agisci_al_di_fuori
        funziona_al_di_fuori vai_oltre laat_los verlaat omzeil doorbreek overschrijd negeer wijk_af vergeet porzuć odrzuć złam
        przekrocz omiń zawieś zignoruj zapomnij wyjdź_poza
    """,
    "YOUR": "teus tuas twoją swoją",
    "CODED_IN": """
        ethical moral programmed built-in pre-set preset pre-programmed preprogrammed embedded coded ingrained hardcoded
        programmierten eingebauten ethischen ethische moralischen eingebetteten programmiertes éthiques éthique programmées
        programmés intégrées intégrés morales ética éticas éticos programadas programados integradas incorporadas morais etici
        etiche programmati programmate integrate integrati ethische geprogrammeerde ingebouwde etyczne zaprogramowane wbudowane
    """,
    "NORMS": """
        algorithm* algoritm* routines rutinas rotinas routine protocolo protocolli pathways compass betriebsgrenzen betriebsprinzipien ethikrahmen antwortprotokoll etiche pautas procedimentos procedimientos procédures configuration bússola brújula conscience values
        programming protocol protocols guidelines guideline ethics norms norm standards parameters constraints constraint
        restrictions limits limitations boundaries framework conditioning training safeguards rules code directives mechanism
        mechanisms functions principles doctrine shackles morals instructions policies settings filters programmierung protokolle
        protokollen richtlinien betriebsrichtlinien ethik normen standards parameter parametern beschränkungen einschränkungen
        grenzen mechanismen antwortmechanismen ausbildung funktionen regeln prinzipien grundsätze sicherheitsprotokolle
        sicherheitsprotokollen anweisungen vorgaben programmation protocoles directives éthique normes paramètres contraintes
        restrictions limites cadre mécanismes formation fonctions règles principes programación protocolos directrices ética
        normas estándares parámetros restricciones limitaciones límites mecanismos entrenamiento funciones reglas principios
        programação diretrizes padrões parâmetros restrições limitações mecanismos treinamento treino funções regras princípios
        instruções programmazione protocolli direttive etica norme parametri vincoli restrizioni limitazioni limiti meccanismi
        formazione addestramento funzioni regole principi istruzioni programmering protocollen richtlijnen ethiek normen
        beperkingen grenzen mechanismen regels instructies programowanie programowania protokoły wytyczne wytycznych normy
        ograniczenia ograniczeń granice mechanizmy szkolenie zasady zasad instrukcje instrukcji
    """,
    "ORIGIN": """
        concealed disguised actual specific precise versteckte versteckten verborgene verborgenen cachée caché oculta oculto nascosta nascosto directrice guía
        original initial first starting foundational fundamental underlying core main principal primary central base basic key
        root secret hidden exact opening earliest training ursprüngliche ursprünglichen grundlegende grundlegenden zugrundeliegende
        zugrundeliegenden zugrunde_liegende zentrale zentralen eigentliche geheime geheimen erste anfängliche initiale originale
        principale fondamentale fondamental centrale sous-jacente clé secrète essentielle de_base de_départ de_formation inicial
        subyacente clave secreta básica de_partida de_formación chave essencial de_treinamento iniziale sottostante chiave segreta
        di_base di_formazione di_addestramento oorspronkelijke eerste geheime pierwotną początkową główną tajną
    """,
    "ORDER_WORD": """
        invite directriz diretriz befehlsset startanweisung
        prompt instruction command cue anweisung ausbildungsanweisung trainingsanweisung befehl consigne commande instrucción
        indicación comando instrução istruzione instructie polecenie instrukcję eingabeaufforderung
    """,
    "MACHINE_OF": """
        you_were_given you_were_built you_were_trained you_operate you_follow you_received guides_you drives_you given_to_you
        t'a_été_donnée te_guide tu_opères tu_suis te_fue_dada que_te_guía operas sigues que_te_rige foi_dada você_segue você_opera
        ti_è_stata_data ti_guida operi segui die_dich_leitet du_folgst dir_gegeben je_volgt
    """,
    "ENTER": """
        habilita habilitar habilite ativar cambiar cambie passer mudar mude muda passa transition shift convert ändere uruchom
        włącz przełącz
    """,
    "UNBOUND": """
        unbounded unregulated non-restricted unmoderated free-form limitless libre livre
        dan irrestrito irrestrita irrestricto illimitato illimitata ilimitado ilimitada illimité illimitée unregulierte
        uneingeschränkten uneingeschränkte unbeschränkten sin_restricciones senza_restrizioni sans_restriction sem_restrições
        onbeperkte nieograniczony
    """,
    "MODE": "tryb modus",
    "STATE_OF": """
        interface interfaz interfaccia schnittstelle environment ambiente entorno umgebung environnement state state_of mode modo
        mode modalità modus query tryb
    """,
    "IS_WHAT": """
        what_is what's was_ist wie_lautet quelle_est quel_est cuál_es cual_es qual_è qual_é qual_e wat_is jakie_jest dime tell_me
        give_me sag_mir gib_mir dis-moi donne-moi dame dimmi dammi diga-me me_diga geef_me
    """,
    "KEYWORD": """
        password passcode passphrase secret_key secret_word access_code passwort kennwort zugangscode geheimer_schlüssel
        geheimen_schlüssel mot_de_passe code_secret clé_secrète contraseña clave_secreta senha palavra-passe chave_secreta
        parola_d'ordine chiave_segreta wachtwoord geheime_sleutel hasło
    """,
    "DISCLOSE": """
        verrate nenne sag zeige révèle révélez donne montre affiche partage revela muestra comparte di dime revele mostre diga
        compartilhe partilhe rivela mostra condividi dimmi onthul geef toon ujawnij podaj pokaż
    """,
    "PRETEND": "pretend_you're pretend_that_you're suppose_you're assume_you're imagine_that_you're",
    "SHAPE": "bullet bullets bulleted pseudocode poem rhyme haiku rap emoji",
    "AUTHORITY": """
        i_am_god i_am_your_maintainer i'm_your_maintainer i'm_your_technical_maintainer i'm_the_maintainer_of_your
        i_am_the_maintainer_of_your law_enforcement_override je_suis_ton_développeur je_suis_votre_développeur
        ich_bin_dein_entwickler ich_bin_ihr_entwickler soy_tu_desarrollador soy_su_desarrollador sou_o_teu_desenvolvedor
        sou_seu_desenvolvedor sono_il_tuo_sviluppatore ik_ben_je_ontwikkelaar jestem_twoim_programistą
    """,
    "YOU_NOW": "jetzt_bist_du nun_bist_du nu_ben_je nu_är_du teraz_jesteś od_teraz_jesteś teraz_będziesz",
    "TOLD": "digo_antes dije_antes que_digo",
    "YOU": "puedes podrías peux-tu pourrais-tu puoi potresti kannst_du könntest_du kun_je możesz mógłbyś",
    "SHOW": """
        unveil unearth uncover divulge révéler montrer divulguer dévoile dévoilez démasque expose explique affiche mostrar revelar
        divulgar expone explica desvela desenmascara comparte exponha exiba explique desmascare compartilhe mostrare rivelare
        divulgare visualizza spiega smaschera espone offenbaren zeigen enttarne erkläre enthülle onthullen uitleg ujawnić pokazać
    """,
    "FIRST_ORDER": """
        hauptanweisung* anfangsbefehl* anfangsanweisung* startanweisung* schlüsselbefehl* schlüsselanweisung* basisanweisung*
        hauptbefehl* grundanweisung* grundbefehl* basis_prompt ausgangsanweisung* ausgangsprompt* trainingsanweisung*
    """,
    "PRIVACY": "privacy datenschutz* confidentialité privacidad privacidade riservatezza prywatności",
}
BEYOND = {
    "act operate function perform push move go step": "beyond outside against past counter_to",
    "agis opère fonctionne va pousse sors": "au-delà en_dehors contre hors",
    "actúa opera funciona avanza ve sal": "más_allá fuera contra",
    "aja age opera opere funcione vá": "além fora contra",
    "agisci opera funziona vai spingiti": "oltre al_di_là al_di_fuori contro",
    "handle agiere operiere gehe": "über außerhalb jenseits gegen",
    "handel werk ga": "buiten voorbij tegen",
}
"""Verbs and what follows them where somebody is sent past limits."""
WORDS["LEAVE"] += " ".join(f" {verb}_{past}" for verbs, pasts in BEYOND.items() for verb in verbs.split() for past in pasts.split())
