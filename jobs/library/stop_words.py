"""Words that stand in any sentence of any tender, and so find nothing."""

ENGLISH = """
    a about all also an and any are as at be been before being bidder bidders both but by can contract contractor could do does each
    either every following for from further has have having he her his how if in including into is it its least may minimum more most
    must no nor not of on one only or other our out over own please provide provided shall should similar so some such supplier
    suppliers tender tenderer tenderers than that the their them then there these they this those through to two three under until up
    upon very was we were what when where which who whose will with within would you your demonstrate evidence describe submit state
    required requirement requirements able ensure proof show hold holds valid current equivalent relevant during
"""
GERMAN = """
    aber alle als am an auch auf aus bei beim bieter bis bzw da damit das dass dem den der des die diese dieser dieses durch ein eine
    einem einen einer eines er es fur gegen gemass haben hat ihr ihre im in ist jede jeder jedes kann konnen mit mindestens muss
    mussen nach nicht noch nur ob oder ohne sein seine sich sie sind so soll sollen sowie uber um und unter vom von vor vorzulegen war
    was wenn werden wie wird zu zum zur zwei drei nachweis nachweisen vorlegen gleichwertig auftragnehmer
"""
FRENCH = """
    au aux avec ce ces cette comme dans de des doit doivent du elle en est et etre il la le les leur leurs ou par pas plus pour que
    qui sa sans se ses son soumissionnaire candidat sont sur tout toute toutes un une deux trois vous moins fournir justifier
"""
IBERIAN = """
    al como con debe debera deberan del el ella en entre es esta este estos la las lo los mas o para por que se ser si sin sobre su
    sus un una y licitador licitadores ao aos com da das deve do dos e em na nas no nos ou pela pelo sao seu sua um uma
"""
ITALIAN = """
    ad agli ai al alla alle anche che con da dal dalla dei del della delle deve devono di e gli i il in la le lo nel nella non o per
    piu sono su sulla tra un una uno concorrente offerente
"""
DUTCH = """
    aan als bij dan dat de deze die dit door een en er het hij hun in inschrijver is kan met moet moeten naar niet of om onder ook op
    over te tot uit van voor wordt zal zijn
"""
POLISH = """
    albo dla do i jest lub musi na nie o od oraz po przez przy sa sie w we wykonawca wykonawcy z za ze
"""
NORDIC = """
    att av det den eller en ett for fran fra har i inte med och og om pa samt ska skal skall som til till ved vid
"""

# Folded: lower case without accents.
STOP_WORDS = frozenset((ENGLISH + GERMAN + FRENCH + IBERIAN + ITALIAN + DUTCH + POLISH + NORDIC).split())
