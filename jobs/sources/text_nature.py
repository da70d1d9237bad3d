"""Finds in text whether works, supplies or services are bought, where a line is labelled as the kind of contract."""

import re
from collections.abc import Sequence

from jobs.chain.tender import Nature
from jobs.sources.text_lines import Line
from jobs.sources.vocabulary import whole, words

_LABEL = re.compile(
    r"^[\W_]{0,8}(?:[0-9IVX]{1,4}[.)]\s*){0,4}(?:"
    + words(r"""
        (?:type|(?:main )?nature) of (?:the )?contract|contract (?:type|nature)|(?:main )?procurement category|art des (?:auftrags|vertrags)|auftragsart
        type de marché|nature (?:principale )?du (?:marché|contrat)|tipo de contrato|tipo d[ie] (?:appalto|contratto)|natura dell[’']appalto
        (?:soort|aard van de|type) opdracht|rodzaj zamówienia|kontraktstyp|typ av kontrakt|kontrakttype|kontraktens art|sopimuksen tyyppi
        druh (?:veřejné )?zakázky|druh zákazky|tipul contractului|είδος (?:της )?σύμβασης|lepingu liik
    """)
    + r")[*_]*\s*[:|\t=–]\s*(?P<value>.{3,120})$",
    re.IGNORECASE,
)
_NATURES: dict[Nature, re.Pattern[str]] = {
    "services": whole(
        r"services?|dienstleistung\w*|diensten|servicios?|serviz[io]|serviços?|usług\w*|tjänst\w*|tjenest\w*|palvelu\w*|služb\w*|servicii|υπηρεσί\w+|teenus\w*"
    ),
    "supplies": whole(
        r"suppl(?:y|ies)|goods|lieferung\w*|lieferauftrag|lieferleistung\w*|leveringen|fournitures?|suministros?|fornitur[ae]|fornecimento|dostaw\w*"
        r"|varor|varer|tavara\w*|dodáv\w+|produse|furnizare|προμήθει\w+|asjad"
    ),
    "works": whole(
        r"works?|bauleistung\w*|bauauftrag|travaux|obras?|lavori|werken|robot\w+ budowlan\w+|byggentreprenad\w*|byggearbejde\w*|rakennusurak\w+"
        r"|stavební práce|stavebné práce|lucrări|έργ[οα]|ehitustöö\w*"
    ),
}


def nature_of(lines: Sequence[Line]) -> tuple[Nature, Line] | None:
    """The one kind that the first such line names; a line that names two, or none, tells nothing."""
    for line in lines:
        label = _LABEL.match(line.text[:300])
        named: list[Nature] = [nature for nature, pattern in _NATURES.items() if pattern.search(label["value"])] if label else []
        if len(named) == 1:
            return named[0], line
    return None
