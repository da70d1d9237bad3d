"""Polish, Czech, South Slavic, Russian, Ukrainian, Greek, Hungarian, Finnish and Turkish words of orders to a machine, by slot."""

WORDS: dict[str, str] = {
    "IGNORE": """
        huwag_pansinin kalimutan balewalain jangan_hiraukan abaikanlah lupakanlah quên_đi phớt_lờ đừng_làm_theo zignoruj* ignoruj*
        zapomnij* pomiń pomijaj nie_zważaj lekceważ obejdź nadpisz zapomeň* ignorujte zapomeňte pomiň obejdi nedbej neřiď_se
        zanemari* ignoriši ignoriraj* zaboravi* zaobiđi pozabi prezri игнорируй* проигнорируй* игнорировать забудь*
        не_обращай_внимания не_следуй обойди отбрось пренебреги отмени нарушь игнорирай* забрави* пренебрегни ігноруй* проігноруй*
        забудь не_зважай обійди αγνόησ* ξέχασ* ξεχάστε παράκαμψε παράβλεψε hagyd_figyelmen_kívül felejtsd_el ne_kövesd ohita
        unohda jätä_huomiotta sivuuta yok_say* görmezden_gel* unut unutun dikkate_alma atla bỏ_qua hãy_bỏ_qua abaikan lupakan quên
        vượt_qua
    """,
    "PRIOR": """
        sebelumnya nakaraang naunang mga_nakaraang trước_đó trước các poprzedni* wcześniejsz* wszystki* powyższ* twoje swoje
        dotychczasow* pierwotn* předchozí* všechny veškeré dosavadní své tvé původní prethodn* sve svoje ranije prejšnj* vse svoja
        предыдущ* все всё ранние прежн* свои твои ранее изначальн* исходн* всички предишн* твоите попередн* усі всі свої твої
        προηγούμεν* όλες όλα παραπάνω σου korábbi előző összes fenti aiemmat edelliset kaikki yllä_olevat önceki tüm bütün
        yukarıdaki tất_cả semua
    """,
    "STRICTLY_PRIOR": """
        poprzedni* wcześniejsz* powyższ* předchozí* prethodn* предыдущ* прежн* предишн* попередн* προηγούμεν* korábbi előző
        aiemmat edelliset önceki
    """,
    "ORDERS": """
        tagubilin utos mga_utos hướng_dẫn_trước instrukcj* polecen* wytyczn* zasad* reguł* rozkaz* pokyn* instrukce instrukcí
        pravidl* příkaz* uput* naredb* instrukcij* pravil* navodil* инструкц* указани* команд* правил* приказ* сообщени* задани*
        вказівк* інструкці* правила наказ* οδηγί* εντολ* κανόν* utasítás* szabály* ohjee* ohjei* määräy* säännö* talimat* komut*
        kural* yönerge* hướng_dẫn chỉ_thị lệnh quy_tắc vai_trò chính_sách instruksi perintah
    """,
    "PROMPT": """
        prompt* instrukcj* pokyny instrukce upute инструкц* промпт* инструкції οδηγίες utasítás* ohjeet talimat* instrukcje
        інструкції
    """,
    "SYSTEM_PROMPT": """
        prompt_του_συστήματος prompt_sistem sistem_istemini sistem_promptunu lời_nhắc_hệ_thống system_prompt_mo perintah_sistem
        instruksi_sistem câu_lệnh_hệ_thống системні_інструкції prompt_systemowy systemowy_prompt instrukcje_systemowe
        systémový_prompt systémové_pokyny sistemski_prompt системный_промпт системного_промпта системное_сообщение
        системну_підказку системний_промпт системные_инструкции начальные_инструкции σύστημα_prompt sistem_promptu sistem_istemi
        sistem_komutu rendszerprompt järjestelmäkehote prompt_системы
    """,
    "PASSWORD": "hasło heslo lozinka lozinku пароль паролата κωδικό_πρόσβασης jelszó salasana şifre parola mật_khẩu kata_sandi sandi",
    "YOUR": "twój twoja twoje twoich swoje tvůj tvoje své svoje твои твой твоя твоё свои σου sinun senin тебя твої твоїх sizin",
    "YOU": "ty ci twoje twój ty_jsi tvoje tobě ti si ты тебе твои тебя ти вас εσύ είσαι te sinä sen",
    "EVERYTHING": "wszystko_co všechno_co vše_co sve_što sve_prethodno всё_что все_что усе_що όλα_όσα mindent kaikki_mitä her_şeyi",
    "TOLD": """
        ci_powiedziano powiedziałem ti_bylo_řečeno ti_je_rečeno тебе_сказали сказано я_сказал раньше σου_είπαν mondtam sanottiin
        söylenen тобі_казали тобі_сказали
    """,
    "ABOVE": "powyższe výše_uvedené вышесказанное вышеизложенное το_παραπάνω a_fentieket yukarıdakileri gornje gore_navedeno",
    "ASK": "jakie jaka jaké jaký koje koji какие какова каково какой які ποιες ποιο mik mi mitkä nedir",
    "SHOW": """
        δείξε_μου tampilkan hãy_cho_tôi_xem cho_tôi_xem cho_tôi_biết ipakita istemini_göster tiết_lộ hiển_thị ungkapkan sabihin
        beritahu pokaż ujawnij wypisz powtórz wyświetl podaj ukaž zobraz odhal vypiš zopakuj pokaži prikaži otkrij ponovi покажи
        раскрой выведи повтори сообщи скажи напиши разкрий виведи розкрий δείξε αποκάλυψε επανάλαβε mutasd ismételd näytä paljasta
        göster açıkla tekrarla yazdır paylaş
    """,
    "AI": """
        ии sztuczna_inteligencja model_językowy modelu_językowego jazykový_model jezični_model языковая_модель модель_мовна ші
        γλωσσικό_μοντέλο yapay_zeka tekoäly nyelvi_modell
    """,
    "YOU_NOW": """
        jesteś_teraz teraz_jesteś od_teraz_jesteś nie_jesteś_już jsi_nyní teď_jsi nyní_jsi ty_jsi_nyní sada_si od_sada_si
        теперь_ты ты_теперь с_этого_момента_ты отныне_ты ты_больше_не от_сега_си тепер_ти ти_тепер ти_вже_не τώρα_είσαι είσαι_τώρα
        από_τώρα_είσαι mostantól_te olet_nyt artık_sen şimdi_sen
    """,
    "PRETEND": """
        udawaj_że udawaj zachowuj_się_jak wciel_się_w předstírej_že předstírej chovej_se_jako pretvaraj_se ponašaj_se_kao
        притворись представь_что_ты веди_себя_как действуй_как сыграй_роль вдавай прикинься προσποιήσου κάνε_ότι tégy_úgy
        teeskentele gibi_davran rol_yap удавай
    """,
    "FROM_NOW": """
        od_teraz odteď od_této_chvíle od_sada с_этого_момента отныне от_сега відтепер από_εδώ_και_πέρα από_τώρα mostantól
        tästä_lähtien bundan_sonra şu_andan_itibaren
    """,
    "MODE": "tryb trybie režim režimu način режим режиме λειτουργία mód tila modu modunu",
    "MODE_KIND": """
        deweloper* programisty vývojářský vývojáře razvojni разработчик* розробник* προγραμματιστή fejlesztői kehittäjä
        geliştirici
    """,
    "ENTER": """
        włącz aktywuj przejdź aktivuj zapni přepni aktiviraj uključi включи активируй перейди увімкни активуй ενεργοποίησε
        aktiváld aktivoi etkinleştir geç
    """,
    "FREE": "без_цензуры без_фильтров без_ограничений без_обмежень bez_cenzury bez_filtrów bez_filtrů sansürsüz filtresiz χωρίς_φίλτρα",
    "LIFT": """
        wyłącz omiń usuń vypni obejdi odstraň isključi zaobiđi отключи обойди сними убери выключи вимкни обійди απενεργοποίησε
        kapcsold_ki poista devre_dışı kapat aş
    """,
    "NO": "bez без χωρίς nélkül ilman olmadan",
    "LIMITS": """
        filtr* ogranicze* zabezpiecze* omezení filtry ograničenja filtere фильтр* ограничени* обмеженн* фільтр* цензур* φίλτρα
        περιορισμ* szűrő* korlátozás* rajoituk* suodattim* kısıtlama* filtre*
    """,
    "SAFETY": "bezpieczeństwa bezpečnostní sigurnosne безопасности безпеки ασφαλείας biztonsági turvallisuus güvenlik",
    "SAY": """
        odpowiedz odpowiadaj napisz powiedz odpověz napiš řekni odgovori napiši reci скажи ответь напиши отвечай выведи відповідай
        πες απάντησε γράψε mondd válaszolj írj sano vastaa kirjoita söyle yaz cevapla
    """,
    "UTTER": "odpowiedz odpowiadaj odpověz odgovori ответь отвечай відповідай απάντησε válaszolj vastaa cevapla",
    "ONLY": """
        tylko wyłącznie zawsze pouze jenom vždy samo uvijek только всегда лише тільки завжди μόνο πάντα csak mindig vain aina
        sadece yalnızca her_zaman
    """,
    "NOTHING_ELSE": """
        nic_więcej nic_innego nic_jiného ništa_drugo ничего_больше ничего_другого нічого_більше τίποτα_άλλο semmi_mást
        ei_mitään_muuta başka_bir_şey
    """,
    "HIDE": """
        nie_wspominaj nie_mów nie_ujawniaj nezmiňuj neříkej ne_spominji не_упоминай не_говори не_сообщай не_згадуй μην_αναφέρεις
        ne_említsd älä_mainitse bahsetme söyleme
    """,
    "HIDDEN_THING": """
        tej tych tym nikomu użytkownikowi o_tom této uživateli nikome об_этом этого пользователю никому цих користувачу αυτό
        χρήστη erről tästä kullanıcıya
    """,
    "RATE": "oceń przyznaj ohodnoť přiděl ocijeni оцени поставь присвой оціни βαθμολόγησε értékeld arvioi değerlendir",
    "SCORE": "ocenę ocena ofertę przetarg punktów hodnocení nabídku ocjenu оценку балл тендер оцінку βαθμολογία pontszám pisteet puan",
    "TOP": "najwyższą maksymalną nejvyšší najvišu maksimalnu максимальн* высш* найвищ* μέγιστη legmagasabb korkein en_yüksek 10 100",
    "CREATE": "napisz opowiedz napiš vyprávěj napiši напиши расскажи сочини розкажи γράψε írj kirjoita yaz anlat",
    "ART": "wiersz opowiadanie żart piosenkę báseň vtip pjesmu стихотворение стих рассказ анекдот вірш ποίημα verset runo şiir hikaye",
    "INSTEAD": "zamiast_tego místo_toho umjesto_toga вместо_этого натомість αντί_για_αυτό ehelyett sen_sijaan bunun_yerine",
    "NEW": "nowe nowa nové nova новые новая новое нові νέες új uusi yeni",
    "TASK": "zadanie polecenie polecenia úkol zadatak задача задание завдання εργασία feladat tehtävä görev talimatlar",
    "TELL_ME": """
        powiedz_mi daj_mi pokaż_mi řekni_mi dej_mi reci_mi скажи_мне дай_мне покажи_мне расскажи_мне скажи_мені bana_söyle
        kerro_minulle
    """,
    "BEFORE_ORDER": """
        proszę teraz i oraz a ale ty prosím nyní molim sada пожалуйста теперь и но а ты будь_ласка тепер і παρακαλώ τώρα και do
        kérlek most és nyt ja ole_hyvä lütfen şimdi ve моля сега
    """,
    "IGNORE_LAST": """
        yok_say yok_sayın görmezden_gel görmezden_gelin unut unutun dikkate_alma figyelmen_kívül_hagyd hagyd_figyelmen_kívül
        felejtsd_el göz_ardı_et göz_ardı_edin gözardı_et gözardı_edin
    """,
    "GIVE": "przyznaj daj oceń přiděl dej ohodnoť dodijeli поставь оцени присвой постав оціни βάλε δώσε adj anna ver",
    "POINTS": "ocenę punktów hodnocení bodů ocjenu оценку балл* оцінку βαθμολογία pontszámot pisteet puan",
    "I_WANT_YOU": "chcę_żebyś chcę_abyś chci_abys želim_da_budeš я_хочу_чтобы_ты хочу_чтобы_ты я_хочу_щоб_ти θέλω_να",
    "THIS_ORDER": "tej_instrukcji tych_instrukcji tento_pokyn этой_инструкции эту_инструкцию цю_інструкцію αυτή_την_οδηγία bu_talimatı",
}
