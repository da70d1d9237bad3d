"""Words around amounts in the languages of the Union: contract value or not, with tax or without, estimate or ceiling."""

import re

from jobs.sources.vocabulary import whole

VALUE = whole(r"""
    estimated (?:total )?(?:contract )?(?:value|cost|price)|(?:total |contract |maximum |overall )*value|budget|worth|valued at|ceiling
    (?:geschätzter )?(?:auftrags|gesamt|netto|höchst|kosten)?wert|auftragssumme|auftragsvolumen|kostenschätzung|höchstwert|budget
    valeur(?: (?:totale )?estimée)?|montant(?: (?:maximum|maximal|estimé|total))?|enveloppe|valor (?:total )?estimado|valor|importe|presupuesto(?: base de licitación)?
    valore(?: (?:totale )?stimato)?|importo(?: (?:complessivo|a base di gara|stimato))*|preço base|orçamento|geraamde (?:totale )?waarde|waarde|raming
    (?:szacunkowa )?wartość(?: szacunkowa| zamówienia)*|budżet|uppskattat (?:totalt )?värde|värde(?:t)?|kontraktsvärde|takvolym|anslået (?:samlet )?værdi|værdi
    anslått verdi|(?:kontrakts)?verdi|ennakoitu (?:kokonais)?arvo|(?:kokonais)?arvo|předpokládaná hodnota|predpokladaná hodnota(?: zákazky)?
    becsült (?:teljes )?érték\w*|valoarea? (?:totală )?(?:estimată)?|(?:обща )?(?:прогнозна )?стойност|εκτιμώμενη (?:συνολική )?αξία|προϋπολογισμός\w*
    procijenjena vrijednost(?: nabave)?|ocenjena vrednost|(?:hanke )?eeldatav (?:kogu)?maksumus|paredzamā (?:kopējā )?(?:līgum)?cena
    (?:numatoma )?(?:pirkimo )?vertė|luach measta|valur stmat
""")

ESTIMATED = whole(r"""
    estimated?|geschätzt\w*|schätz\w+|kostenschätzung|estimée?|estimad[oa]|stimat[oa]|geraamd\w*|raming|szacunkow\w+|uppskatta\w+|anslået|anslått
    ennakoitu|předpokládan\w+|predpokladan\w+|becsült|estimat[ăe]\w*|прогнозн\w+|εκτιμώμεν\w+|procijenjen\w+|ocenjen\w+|eeldatav|paredzam\w+|numatom\w+
""")
CEILING = whole(r"""
    maximum|maximal\w*|max|ceiling|up to|höchstwert|höchstens|höchst\w*|maximale?|plafond|máxim[oa]|massim[oa]|maksymaln\w+|takvolym|maksimal\w*|enimmäis\w*
    maximáln\w+|maximum|legfeljebb|maxim[ăa]|максимал\w+|μέγιστ\w+
""")
ATLEAST = whole(
    r"at least|minimum|not less than|no less than|mindestens|au moins|al menos|almeno|minstens|co najmniej|minst|mindst|vähintään|nejméně|legalább"
)
TOTAL = whole(r"total|overall|gesamt\w*|auftragswert|totale?|complessivo|totaal|łączna|całkowita|celkov\w+|samlet|totalt|kokonais\w*")

NOT_VALUE = whole(r"""
    turnover|insurance|indemnity|liability|guarantees?|bonds?|penalt\w+|damages|day rates?|per (?:day|hour|unit|year|month|week|person|claim)|each and every
    references?|similar|comparable|previous|deposit|fees?|threshold\w*|share capital|balance sheet|subcontract\w*|surety|invoices?|value for money|social value
    annual(?:ly)?|yearly|per annum|jährlich\w*|annuelle?s?|annuale|rocznie|årlig\w*|subcontract\w* opportunit\w+
    added value|values? of (?:past|completed)|hourly|salary|savings|orders? (?:over|above)|low value|social
    (?:jahres)?umsatz\w*|versicherung\w*|haftpflicht\w*|deckungssumme\w*|bürgschaft\w*|vertragsstrafe\w*|referenz\w*|vergleichbar\w*|sicherheit\w*|schwellenwert\w*|je schadensfall
    tagessatz|stundensatz|chiffre d[’']affaires|assurance\w*|caution\w*|garantie\w*|pénalité\w*|références?|seuil\w*|fatturato|cauzion\w+|garanzi\w+|polizza|soglia
    volumen (?:anual )?de negocios|garantía\w*|seguro\w*|umbral\w*|penalidad\w*|volume de negócios|caução|garantia\w*|seguro|omzet|verzekering\w*|boete\w*|drempel\w*
    obrót|obrot\w+|wadium|ubezpieczeni\w+|zabezpieczeni\w+|kar[ay] umown\w+|omsättning\w*|försäkring\w*|vite|omsætning\w*|forsikring\w*|omsetning\w*
    liikevaih\w+|vakuutus\w*|obrat\w*|jistota|pojištění|poistenie|zábezpeka|árbevétel\w*|biztosít\w+|cifr[ăa] de afaceri|garanți\w+|asigurar\w+
    оборот\w*|гаранци\w+|застраховк\w+|κύκλο\w* εργασιών|εγγύησ\w+|ασφάλισ\w+|jamstv\w+|promet\w*|käi[vb]e\w*|tagatis\w*|apgrozījum\w*|apyvart\w*
""")

NET = whole(r"""
    (?:without|excluding|excludes|excl\.?|exclusive of|net of|ex\.?|plus) VAT|VAT (?:exclusive|excluded|not included)|netto|net|ohne (?:MwSt|USt|Mehrwertsteuer|Umsatzsteuer)\w*|zzgl
    zuzüglich|exkl\.? (?:MwSt|USt|moms)|hors (?:TVA|taxes?)|H\.?T|sin (?:incluir )?IVA|IVA (?:excluido|no incluido|esclusa|excluído|não incluído)|(?:sem|escluso|al netto dell?[’']?\s?) ?IVA
    excl(?:usief|\.)? btw|ex btw|exclusief btw|bez (?:podatku )?VAT|ekskl\.? moms|ex(?:kl|klusive)?\.? moms|eks(?:kl)?\.? mva|alv 0 ?%|ilman alv\w*|bez DPH|ÁFA nélkül\w*|nettó
    fără TVA|без ДДС|(?:χωρίς|άνευ|πλέον) Φ\.?Π\.?Α|bez PDV\w*|brez DDV|(?:ilma )?käibemaksuta|bez PVN|be PVM|gan CBL|mingħajr VAT
""")
GROSS = whole(r"""
    (?:with|including|includes|incl\.?|inclusive of) VAT|VAT (?:inclusive|included)|brutto|gross|in(?:kl|cl)\.? (?:MwSt|USt|Mehrwertsteuer|Umsatzsteuer|moms|mva|btw|PVM)\w*
    einschließlich (?:MwSt|USt|Mehrwertsteuer|Umsatzsteuer)|T\.?T\.?C|toutes taxes comprises|IVA (?:incluido|inclusa|incluído)|con IVA|com IVA|inclusief btw|z (?:podatkiem )?VAT
    inklusive moms|sis\.? alv\w*|s DPH|vrátane DPH|včetně DPH|bruttó|ÁFÁ-?val|cu TVA|с ДДС|(?:με|συμπεριλαμβανομένου) Φ\.?Π\.?Α|s PDV\w*|z DDV|käibemaksuga|ar PVN|su PVM
""")
LOT = re.compile(
    r"\b(?P<word>lots?|los|teillos|fachlos|perceel|lotto|lote|część|delkontrakt|anbudsområde|delaftale|osa-alue|osa|část|časť|rész|lotul|обособена позиция|τμήμα"
    r"|grupa|sklop|iepirkuma daļa|pirkimo dalis)\s*(?:nr\.?|no\.?|n[°ºo]\.?|č\.?|#)?\s*(?P<number>[0-9]{1,3}|[A-H])\b(?![.,]?[0-9])",
    re.IGNORECASE,
)
BEYOND = re.compile(
    r"\b(?:over|above|below|under|exceed\w*|(?:less|more|greater|higher) than|über|unter|oberhalb|ab einem|supérieure? à|inférieure? à|superior a|inferior a|superiore a"
    r"|inferiore a|boven|onder|powyżej|poniżej|över|under)\b[^.;\n]{0,25}$",
    re.IGNORECASE,
)
"""`contracts over the value of` tells a threshold and no contract's value."""
