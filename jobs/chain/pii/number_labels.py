"""Words beside a number that say it is a person's, and words that say it is a thing's."""

import re

from jobs.chain.pii.bare import Bare

REACH = 48
"""Characters before a number in which its label is looked for."""
PERSONAL = re.compile(
    r"(?<![^\W\d_])(?:steuer-?(?:id|identifikation\w*|nummer|nr)|idnr|tin|tax (?:id|number|no|code|payer)\w*|taxpayer|sozialvers\w*|sv-?n(?:r|ummer)"
    r"|svnr|versicherungsn\w*|vsnr|rentenvers\w*|ahv\w*|navs\d*|nir|n[°o]? ?ss|insee|securite sociale|numero fiscal\w*|dni|nie|nif|n\.i\.f|nuss"
    r"|documento nacional|codice fiscale|cod\.? ?fisc\w*|c\.f\.|pesel|bsn|burgerservice\w*|sofi\w*|rijksregister\w*|registre national"
    r"|numero national|niss|insz|nrn|rrn|personnummer|personnr|pnr|samordningsnummer|fodselsnummer|fnr|fødselsnummer|cpr\w*|kennitala"
    r"|hetu|henkilotunnus|henkilokod\w*|contribuinte|cnp|cod numeric|егн|egn|единен граждански|rodne cislo|r\.c\.|oib|osobni identif\w*|emso"
    r"|jmbg|isikukood|asmens kod\w*|a\.k|personas kod\w*|p\.k|αφμ|α\.φ\.μ|afm|αμκα|amka|pps\w*|nino|national insurance|nhs"
    r"|ssn|social security|adoazon\w*|adoszam|sozialversicherungsn\w*|passport|personal (?:id\w*|number|no|code)"
    r"|national (?:id\w*|number|no)|identity|id ?(?:card|number|no)|personalausweis\w*|ausweisn\w*|numero d.identi\w*|geboren|born|date of birth)"
    r"(?![^\W\d_])"
)
REFERENCE = re.compile(
    r"(?<![^\W\d_])(?:nr|no|n[°o]|num\w*|number|ref\w*|art\w*|item|code|cod\w*|cpv|nuts|iso|din|contract\w*|vertrag\w*|lot|los|lotto|lote|sku"
    r"|gtin|ean|gln|isbn|issn|siret|siren|hrb|hra|kbo|bce|kvk|regon|krs|nip|ico|cvr|registr\w*|az|aktenzeichen|avis|notice|ted|ojs?|doc\w*"
    r"|file|dossier|expediente|exp|cig|cup|rup|[a-z]{0,20}id|auftrag\w*|bestell\w*|order|rechnung\w*|invoice|projekt\w*|project|postcode|zip|plz|bdsm"
    r"|gara|sprawa|znak|posten|position|pos|model\w*|typ|type|serien\w*|serial|version|part)[^\w\n]{0,4}$"
)


def is_labelled(bare: Bare, start: int, end: int) -> bool:
    """Whether a personal label stands just before the number, or just behind it."""
    return bool(
        PERSONAL.search(bare.lower, max(0, start - REACH), start) or PERSONAL.search(bare.lower, end, min(len(bare.lower), end + 16))
    )


def is_reference(bare: Bare, start: int) -> bool:
    """Whether the last word before the number names a thing: `Art. 12345678Z`."""
    return bool(REFERENCE.search(bare.lower[max(0, start - 24) : start]))
