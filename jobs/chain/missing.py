"""What the notice does not say, in words: a gap that is named can be asked about, one that is filled in cannot."""

from jobs.chain.tender import Tender

THIN = 200
"""Characters of text below which a notice says too little to judge."""


def missing_facts(tender: Tender) -> tuple[str, ...]:
    """Sentences for the reader, the most dangerous gap first."""
    money = tender.estimated_value
    gaps = (
        (not tender.deadlines, "The notice states no deadline for offers."),
        (bool(tender.deadlines) and tender.deadlines[0].instant is None, "The deadline is stated, but could not be read as a date."),
        (not tender.buyer, "The notice does not name the buyer."),
        (not tender.buyer_country, "The notice does not state the buyer's country."),
        (money is None, "The notice states no value."),
        (money is not None and money.currency is None, "A value is stated, but no currency."),
        (money is not None and money.vat == "unknown", "Whether the value includes VAT is not stated."),
        (not tender.cpv_main and not tender.cpv_all, "The notice gives no CPV code."),
        (not tender.award_criteria, "Award criteria are not in the notice."),
        (
            bool(tender.award_criteria) and all(criterion.weight is None for criterion in tender.award_criteria),
            "Award criteria are named, their weights are not in the notice.",
        ),
        (tender.clarification_deadline is None, "The last day for questions is not stated."),
        (tender.procedure is None, "The kind of procedure is not stated."),
        (text_length(tender) < THIN, "There is hardly any text: too little to judge the work."),
    )
    return tuple(sentence for is_gap, sentence in gaps if is_gap)


def text_length(tender: Tender) -> int:
    """Characters of readable text, titles apart."""
    return max(len(tender.description or ""), sum(len(passage.text) for passage in tender.passages))


def known_facts_share(tender: Tender) -> float:
    """0 to 1: how many of the seven facts a decision rests on are there."""
    facts = (
        tender.title,
        tender.buyer,
        tender.buyer_country,
        tender.cpv_main or tender.cpv_all,
        tender.deadline and tender.deadline.instant,
        tender.estimated_value,
        text_length(tender) >= THIN,
    )
    return sum(1 for fact in facts if fact) / len(facts)
