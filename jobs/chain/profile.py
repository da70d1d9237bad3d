"""`Profile`: what a bidding company says of itself. Empty fields mean "not said", never "none"."""

from decimal import Decimal

from jobs.chain.tender import Value


class Certificate(Value):
    name: str
    expires: str | None = None
    """ISO date."""


class Profile(Value):
    name: str
    capabilities: tuple[str, ...] = ()
    """Words and short phrases of what the company sells, in any language it reads."""
    cpv: tuple[str, ...] = ()
    """CPV codes or prefixes (`72`, `7220`, `72000000`); matching is hierarchical."""
    countries: tuple[str, ...] = ()
    """ISO 3166 alpha-3 of countries where it can deliver."""
    languages: tuple[str, ...] = ()
    """ISO 639-3 of languages it can bid in."""
    value_min: Decimal | None = None
    value_max: Decimal | None = None
    currency: str = "EUR"
    turnover: Decimal | None = None
    """Yearly, in `currency`."""
    exclusions: tuple[str, ...] = ()
    """Words, phrases or buyers that end interest at once."""
    excluded_countries: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    references: tuple[str, ...] = ()
    """One line a past contract."""
    strategic_buyers: tuple[str, ...] = ()
    bid_days: int = 10
    """Working days the company needs for a serious offer."""
