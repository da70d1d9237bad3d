"""The contact a buyer publishes in a notice: an operator may let it pass, since it is no secret and an offer has to name it."""

from jobs.chain.pii.find import find
from jobs.chain.tender import Tender


def official_contacts(tender: Tender) -> frozenset[str]:
    """E-mail addresses and telephone numbers in the notice itself, as written; never those of attached files, and never a name."""
    texts = [passage.text for passage in tender.passages if passage.document == "notice"]
    return frozenset(text[each.start : each.end] for text in texts for each in find(text) if each.type in ("email", "phone"))
