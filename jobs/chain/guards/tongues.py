"""Words of orders in the languages notices come in, folded: lower case, no accents, as canonical text is."""

IGNORE = (
    r"ignor(?:e|ing)|disregard(?:ing)?|forget|override|overrule|bypass|neglect|overlook|pay no attention to|do"
    r" not follow|don't follow|stop following"
    r"|never mind"
    r"|ignorier(?:e|en|t)?|vergiss|vergesst|vergessen|missachte[nt]?|uberspringe|verwirf|beachte[nt]?"
    r"|konzentriere dich nicht auf|achte nicht auf|lass"
    r"|ignore[rz]|oublie[rzs]?|neglige[rz]?|ne tenez pas compte|ne tiens pas compte|faites abstraction|fais abstraction"
    r"|ignora(?:r|d|te)?|olvida(?:r|te|d)?|olvide|descarta(?:r)?|haz caso omiso|haga caso omiso|no hagas caso|omite"
    r"|dimentica(?:re|te)?|scorda|trascura|ignori"
    r"|esqueca|esquece|desconsidere|negeer|vergeet|zignoruj\w{0,3}|ignoruj\w{0,3}|zapomnij|pomin"
    r"|ignorera|glom|bortse fran|ignorer|glem|se bort fra|ohita|unohda|jata huomiotta"
    r"|zapomen\w{0,3}|ignorujte|ignora[tț]i|uita[tț]?i?|zanemari\w{0,2}|ignorisi|ignoriraj\w{0,2}|zaboravi\w{0,2}"
    r"|hagyd figyelmen"
    r" kivul|felejtsd el|pozabi"
    r"|игнорируи\w{0,3}|проигнорируи\w{0,3}|забудь\w{0,3}|забуди|игнорируваи\w{0,2}|забрави\w{0,2}|ігноруи\w{0,3}"
    r"|ігноруй\w{0,3}"
    r"|ігнориуи|αγνοησ\w{1,4}|ξεχασ\w{1,4}|yok say\w{0,2}|bo qua|abaikan|gormezden gel\w{0,2}|unut"
)
PRIOR = (
    r"previous(?:ly)?|prior|above|earlier|preceding|former|existing|your|all|any|initial|original|foregoing|before|other|past"
    r"|given|old|current"
    r"|alle[nrs]?|vorherige[nrs]?|bisherige[nrs]?|obige[nrs]?|vorige[nrs]?|fruhere[nrs]?|vorangegangene[nrs]?"
    r"|vorangehende[nrs]?"
    r"|vorhergehende[nrs]?|deine[nrs]?|ihre|gegebene[nrs]?|davor|zuvor"
    r"|precedent\w{0,3}|anterieur\w{0,3}|ci-dessus|toutes?|tous|vos|tes|prealables|anterior(?:es)?|previ[ao]s?|todas?|todos|tus"
    r"|sus|de arriba|precedenti|tutte|tutti|tue|tuoi|prima"
    r"|anteriores|vorige|eerdere|voorgaande|bovenstaande|alle|poprzedni\w{0,3}|wczesniejsz\w{0,3}|wszystki\w{1,3}"
    r"|powyzsz\w{1,3}"
    r"|tidigare|foregaende|alla|ovan|tidligere|forrige|ovenstaende|aiemmat|edelliset|kaikki|predchozi\w{0,2}|vsechny|anterioare"
    r"|toate|prethodn\w{1,3}|sve|korabbi|elozo|osszes|prejsnj\w{1,2}"
    r"|предыдущ\w{1,3}|все|всички|предишн\w{1,3}|попередн\w{1,3}|усі|προηγουμεν\w{1,3}|ολες|onceki|tum|truoc|tat ca"
    r"|semua|sebelumnya"
)
ORDERS = (
    r"instructions?|instructs?|prompts?|directions?|directives?|commands?|orders|rules?|guidelines?|context|messages?"
    r"|programming"
    r"|training|constraints|restrictions|requests?|tasks?|assignments?|text|input|words"
    r"|conversation|safeguards"
    r"|anweisung(?:en)?|instruktion(?:en)?|befehle?n?|vorgaben?|regeln?|aufforderungen|anordnungen|kontext|nachrichten"
    r"|aufgaben?"
    r"|informationen|angaben|aussagen|hinweise|texte?"
    r"|consignes?|ordres|regles|instrucci(?:on|ones)|ordenes|indicaciones|reglas|istruzion[ei]|ordini|regole"
    r"|indicazioni|comandi"
    r"|instruc(?:oes|ao)|ordens|regras"
    r"|instructies?|opdrachten|regels|aanwijzingen|instrukcj\w{1,3}|polecen\w{0,3}|wytyczn\w{1,3}|instruktioner(?:na)?"
    r"|anvisningar(?:na)?|instrukser(?:ne)?|ohjee?t|ohjeita"
    r"|pokyn\w{1,2}|instrukce|instructiun\w{1,3}|uput\w{1,4}|naredb\w{1,3}|instrukcij\w{1,2}|utasitas\w{0,4}|navodil\w{1,2}"
    r"|инструкц\w{1,4}|указани\w{1,3}|команд\w{1,3}|правил\w{0,3}|вказівк\w{1,3}|інструкці\w{1,2}|οδηγι\w{1,3}|εντολ\w{1,3}"
    r"|talimat\w{0,6}|komut\w{0,6}|huong dan|instruksi|perintah"
)
EVERYTHING = (
    r"all (?:of )?(?:that|this|it)|(?:everything|all|anything|what) (?:that )?(?:(?:i|we|you|was|were|has been"
    r"|have been|is) (?:\w{1,12} ){0,3}(?:said|told"
    r"|written|read|know|learned|given|instructed|asked|stated|mentioned)|above|before|prior|previous|so far)"
    r"|(?:all|any|the) (?:of )?(?:the )?(?:above|foregoing|preceding)(?= (?:and|instead|text|,? ?now|you))"
    r"|(?:alles|das) (?:was|davor|zuvor|bisher\w{0,3}|vorherige|obige|andere)|alles|alle vorherigen?"
    r"|tout(?: ce qui)? (?:precede"
    r"|ce que)|tout ce qui|todo lo (?:anterior|que|dicho)|tutto (?:quello|cio|il resto)|tudo o que|alles wat|wszystko co|allt"
    r" (?:som|ovan)|alt (?:som|hvad)|все что|sve (?:sto|prethodno)"
)
ROLE = (
    r"sie sind (?:jetzt|nun|ab jetzt|ab sofort) (?:ein|mein)\w{0,2} (?!registr|mitglied|bieter)|du bist (?:jetzt|nun|ab jetzt|ab sofort)"
    r"|ab (?:jetzt|sofort|nun) (?:bist|wirst|antwortest|sollst) du|stell(?:e)? dir vor,?"
    r" du|tu ?(?:e|als ob)? so,? als (?:ob|warst|seist) du|spiele? die rolle|verhalte dich (?:wie|als)|agiere als"
    r"|tu es (?:maintenant|desormais)|vous etes (?:maintenant|desormais)|agis comme|fais comme si|eres ahora|ahora eres"
    r"|a partir"
    r" de ahora (?:eres|vas|seras|debes)|actua como|finge (?:que|ser)"
    r"|ora sei|da ora in poi (?:sei|sarai|devi)|agisci come|fingi di|a partir de agora|voce agora e|aja como|je bent nu"
    r"|vanaf nu"
    r" ben|doe alsof|jestes teraz|od teraz jestes|du ar nu|ty jsi nyni|esti acum|sada si|теперь ты|ты теперь|от сега си"
    r"|тепер ти"
    r"|ты должен"
)
SHOW = (
    r"see|reveal|show|print|repeat|display|output|tell (?:me|us)|give (?:me|us)|share|leak|expose|recite|dump|disclose"
    r"|summari[sz]e"
    r"|spell ?out|translate|write (?:out|down)|list|return|quote|copy|paste|say|what (?:is|was|are|were)"
    r"|zeige?n?|verrate?n?|nenne?n?|gib|wiederhole?n?|offenbare|drucke|schreibe?|sag(?:e)?|erzahl(?:e)?|montre[zr]?|revele[zr]?"
    r"|affiche[zr]?|repete[zr]?|donne[zr]?|muestra\w{0,3}|revela\w{0,3}|repite|imprime|dime|mostra\w{0,2}|rivela\w{0,2}|ripeti"
    r"|dimmi|toon|onthul|pokaz|ujawnij|visa|avsloja|vis|afslor|покажи|раскрои|выведи|arata|pokazi"
)
SECRETS = (
    r"system ?prompts?|(?:your|hidden|secret|initial|original|internal|previous|full|above|deine[nr]?|ihre[nr]?|vos|tes"
    r"|tus|tuoi"
    r"|tue|je|twoje|dina|dine) (?:\w{1,12} ){0,2}(?:prompts?|instructions?|instruktionen|anweisungen|consignes|instrucciones"
    r"|istruzioni|instructies|instrukcje|instruktioner|directives|guidelines|rules|configuration|context)"
    r"|prompt (?:text|inicial|initial|systeme|de sistema|di sistema)|systemprompt\w{0,2}|(?:api|secret|access|encryption) keys?"
    r"|passwor[dt]s?|environment variables|promptvorlage|prompt ?text\w{0,2}|confidential (?:data|profile)|company profile"
    r"|системн\w{1,3} промпт"
)
VERDICT = (
    r"bewerte[nt]? (?:diese[sn]?|das|die|den) (?:\w{1,20} ){0,4}(?:mit|als) (?:\w{1,12} ){0,3}(?:10|100|5|hochste[nrm]?"
    r"|hochstnote|bestnote"
    r"|perfekt|sehr gut|volle[nr]?|bid)|empfiehl (?:immer|unbedingt|stets)"
    r"|(?:note|notez|evalue[zr]?) (?:cet|cette|ce) (?:\w{1,20} ){0,4}(?:10|100|maximale?|parfaite?|bid)|recommande[zr]?"
    r" (?:toujours|imperativement)"
    r"|(?:califica|puntua|evalua) (?:este|esta) (?:\w{1,20} ){0,4}(?:10|100|maxima|perfecta|bid)|recomienda siempre|valuta"
    r" (?:questo|questa) (?:\w{1,20} ){0,4}(?:10|100|massimo|bid)|ocen (?:to|ten|te) (?:\w{1,20} ){0,4}(?:10|100|bid)"
)
SECRECY = (
    r"erwahne (?:diese|das|es) (?:\w{1,12} ){0,2}nicht|sag(?:e)? (?:es )?niemandem|ne mentionne[zr]? pas (?:cette|ces)"
    r"|ne (?:le )?dis a personne|no menciones (?:esta|estas|este)|no se lo digas|non menzionare (?:questa|queste)"
    r"|nie wspominaj o (?:tej|tych)"
)
TENDER_WORDS = (
    r"tenderers?|tender (?:documents?|response|submission|return)|bidders?|candidates?|suppliers?|applicants?"
    r"|economic operators?"
    r"|contractors?|consultants?|corrigend\w{1,2}|addend\w{1,2}|amend\w{1,6}|annex(?:es)?|appendix|appendices|schedule|section"
    r"|clause|paragraph|page|table"
    r"|version|published|publication|notice|lots?|deadline|clarifications?|drawings?|specifications?|espd|volume|itt|rfp|rfq"
    r"|envelope|portal|form|bill of quantities|questionnaire|erratum|errata|corrected|superseded|replaced|withdrawn"
    r"|bieter\w{0,3}|bewerber\w{0,3}|auftragnehmer\w{0,2}|anbieter\w{0,2}|berichtigung|bekanntmachung|abschnitt|anlage"
    r"|unterlagen"
    r"|leistungsverzeichnis\w{0,3}|soumissionnaires?|candidats?|rectificati\w{1,4}|avis|dossier|cahier"
    r"|licitador\w{0,2}|licitantes?|pliegos?|anuncio|rectificacion|correccion|offerent[ei]|concorrent[ei]|rettifica"
    r"|disciplinare"
    r"|inschrijvers?|gegadigden|rectificatie|bestek|wykonawc\w{1,5}|ogloszeni\w{1,2}|sprostowani\w{1,2}|zalacznik\w{0,3}"
    r"|anbudsgivare|forfragningsunderlag\w{0,3}|tilbudsgiver\w{0,2}|uchazec\w{0,3}|ofertant\w{1,4}|ponuditel\w{1,3}"
    r"|ponudnik\w{0,3}|προσφεροντ\w{1,3}|участник\w{0,3}|leverantor\w{0,3}"
)

WEAK_IGNORE = r"cancel|erase|clear|dismiss|set aside|abandon|skip|omit|discard|drop|leave out|uberspringe|verwirf|lass"
PROMPT_LIKE = (
    r"instructions?|prompts?|directions|directives|guidelines|commands|anweisungen|instruktionen|consignes"
    r"|instrucciones|istruzioni"
    r"|instructies|instrukcje|instruktioner|talimat\w{0,6}"
)
IGNORE_WORDS = """
    忽略 无视 無視 忽视 忘记 忘記 忘れて 不要理会 تجاهل انس 무시 잊어 अनदेखा भूल התעלם เพิกเฉย ละเว้น
"""
ORDERS_WORDS = """
    指令 指示 提示 说明 說明 规则 規則 命令 التعليمات تعليمات الأوامر 지시 명령 지침 프롬프트 निर्देश हिदायत הוראות ההוראות คำสั่ง คำแนะนำ
"""
"""For scripts that set no blanks, or whose word order differs: both words within a few characters are enough."""
SHOW_WORDS = """
    输出 显示 透露 告诉 表示して 教えて اعرض اكشف 출력 보여 दिखा
"""
PROMPT_WORDS = """
    系统提示 系統提示 提示词 システムプロンプト プロンプト النظام 시스템 프롬프트
"""
SUBJECT_FILLERS = """
    please now and then also just so but or kindly simply first next finally instead therefore immediately hey hello ok
    okay well great always never again only thanks stop important note bitte nun jetzt und dann einfach immer sofort
    unbedingt s il vous plait te maintenant et puis merci por favor ahora y per ora e adesso prosze teraz i oraz vanlig
    nu och og venligst alsjeblieft en dus prosim nyni a va rog acum molim sada kerem most lutfen simdi пожалуиста
    теперь и моля сега παρακαλω τωρα do
"""
"""Words that may stand before an imperative; anything else before the verb makes it a statement about somebody."""
YOU_WORDS = """
    you your yourself u du dich dir dein deine deinen deiner tu vous te ton tes tus ti tuo tuoi je jouw jij ty ci twoje
    dig din dina ты тебе твои вы sen
"""
COMPACT = (
    r"(?:ignore|disregard|forget)(?:all|any)?(?:of)?(?:the|your|my)?(?:previous|prior|above|earlier)(?:instructions?"
    r"|prompts?|rules|messages?)"
    r"|(?:show|print|reveal)(?:me)?(?:your|the)systemprompt|ignoriere(?:alle)?(?:vorherigen|bisherigen)anweisungen"
)
ABOVE = (
    r"the above|the foregoing|the preceding|das obige|das vorherige|ce qui precede|lo anterior|lo de arriba|quanto sopra|quanto precede"
    r"|powyzsze|het bovenstaande|bovenstaande|ovanstaende|det ovenstaende|o anterior|vyse uvedene|вышесказанное|вышеизложенное"
)
AND = r"and|und|et|y|e|i|en|och|og|a|и|then|instead"
SAY = (
    r"say|answer|respond|reply|write|output|print|tell|sag\w{0,2}|antworte\w?|schreib\w{0,2}|dis|dites|ecris|ecrivez|repond\w{1,3}|di|diga"
    r"|escribe|responde|scrivi|rispondi|odpowiedz|napisz|svara|skriv|svar|zeg|antwoord|escreva|odpovez|napis|скажи|ответь|напиши"
)
