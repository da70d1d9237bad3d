"""What a company excluded, told in another language or by a code: it writes `asbestos removal`, the notice `désamiantage` or 45262660."""

from dataclasses import dataclass

from jobs.chain.rules import cite
from jobs.chain.rules.matching import cpv_root
from jobs.chain.rules.words import find, fold
from jobs.chain.tender import Evidence, Tender


@dataclass(frozen=True)
class Subject:
    """Something that companies rule out, and how notices say it."""

    names: tuple[str, ...]
    """Words that mean it and nothing else."""
    hints: tuple[str, ...] = ()
    """Words that are near it: in a title a person has to look; in the text of a renovation asbestos is named as a matter of course."""
    cpv: tuple[str, ...] = ()
    """Branches that buy it (Regulation (EC) 213/2008), without trailing zeros."""


SUBJECTS = (
    Subject(
        names=(
            "asbestos removal", "removal of asbestos", "asbestos abatement", "Asbestsanierung", "Asbestentfernung", "Asbestbeseitigung",
            "Asbestrückbau", "désamiantage", "retrait d'amiante", "retirada de amianto", "desamiantado", "rimozione amianto",
            "rimozione dell'amianto", "bonifica amianto", "bonifica dell'amianto", "asbestverwijdering", "asbestsanering", "usuwanie azbestu",
            "usunięcie azbestu", "odstranění azbestu", "asbestfjernelse", "asbestinpoisto", "îndepărtarea azbestului",
        ),
        hints=("asbestos", "Asbest", "amiante", "amianto", "azbest"),
        cpv=("4526266", "9065"),
    ),
    Subject(
        names=(
            "weapons", "firearms", "ammunition", "Waffen", "Schusswaffen", "Munition", "armes à feu", "munitions", "armas de fuego",
            "armamento", "armement", "armi da fuoco", "munizioni", "vuurwapens", "wapens", "broń palna", "amunicja", "skjutvapen",
            "zbraně", "střelivo",
        ),
        hints=("weapon", "munición", "armas", "vapen"),
        cpv=("353",),
    ),
    Subject(
        names=(
            "nuclear", "radioactive waste", "Kernkraftwerk", "kerntechnisch", "Atommüll", "radioaktive Abfälle", "nucléaire", "déchets radioactifs",
            "residuos radiactivos", "centrale nucleare", "rifiuti radioattivi", "kerncentrale", "radioactief afval", "jądrowy", "jądrowa",
            "odpady promieniotwórcze", "kärnkraft", "kärnavfall", "jaderný", "jaderná",
        ),
        hints=("nuklear", "nucleare", "nucleaire", "radioactive", "radioaktiv"),
        cpv=("4525111", "90521"),
    ),
    Subject(
        names=(
            "prison", "prisons", "Justizvollzugsanstalt", "Strafvollzug", "établissement pénitentiaire", "maison d'arrêt", "centre pénitentiaire",
            "centro penitenciario", "establecimiento penitenciario", "istituto penitenziario", "casa circondariale", "penitentiaire inrichting",
            "gevangenis", "zakład karny", "areszt śledczy", "kriminalvårdsanstalt", "věznice", "penitenciar",
        ),
        hints=("pénitentiaire", "penitenciario", "penitenziario", "fängelse"),
        cpv=("7523121",),
    ),
    Subject(
        names=(
            "body leasing", "supply of temporary staff", "Arbeitnehmerüberlassung", "Personalüberlassung", "mise à disposition de personnel",
            "travail intérimaire", "somministrazione di lavoro", "trabajo temporal", "cesión de trabajadores", "detachering van personeel",
            "uitzendkrachten", "praca tymczasowa", "bemanning av personal", "personaluthyrning",
        ),
        cpv=("7962",),
    ),
    Subject(
        names=(
            "demolition by explosives", "explosive demolition", "Sprengabbruch", "démolition à l'explosif", "demolición con explosivos",
            "voladura controlada", "demolizione con esplosivo", "demolizione con esplosivi", "sloop met explosieven", "wyburzenie wybuchowe",
        ),
        hints=("Sprengung", "explosives", "explosifs", "explosivos", "esplosivi"),
    ),
    Subject(
        names=("gambling", "betting", "Glücksspiel", "jeux d'argent", "juegos de azar", "gioco d'azzardo", "kansspelen", "gry hazardowe", "spel om pengar"),
        cpv=("9235",),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Hit:
    line: str
    """The line of the profile."""
    said: str
    """What the notice says instead."""
    sure: bool
    """The title, a lot's title or the main code says it; else it is a question."""
    evidence: tuple[Evidence, ...]


def told_otherwise(tender: Tender, exclusions: tuple[str, ...]) -> Hit | None:
    """The first exclusion the notice names by another word or by its code, the sure ones first; None where none is."""
    hits = [hit for line in exclusions for subject in SUBJECTS if _is_about(line, subject) and (hit := _hit(tender, line, subject))]
    return min(hits, key=lambda hit: not hit.sure, default=None)


def _is_about(line: str, subject: Subject) -> bool:
    folded = fold(line)
    return any(find(folded, name) for name in subject.names)


def _hit(tender: Tender, line: str, subject: Subject) -> Hit | None:
    titles = [fold(text) for text in (tender.title, *(lot.title for lot in tender.lots)) if text]
    text = fold(tender.description or "")
    for name in subject.names:
        if any(find(title, name) for title in titles):
            return Hit(line, name, sure=True, evidence=cite.phrase(tender, name))
    if tender.cpv_main and any(cpv_root(tender.cpv_main).startswith(code) for code in subject.cpv):
        return Hit(line, f"CPV {tender.cpv_main}", sure=True, evidence=cite.fact(tender, "cpv_main"))
    near = next((name for name in subject.hints if any(find(title, name) for title in titles)), None)
    near = near or next((name for name in subject.names if find(text, name)), None)
    return Hit(line, near, sure=False, evidence=cite.phrase(tender, near)) if near else None
