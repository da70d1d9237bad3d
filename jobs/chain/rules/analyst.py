"""The analyst without a model: fixed rules over facts, honest about what they cannot know."""

from dataclasses import dataclass

from jobs.chain.analysis import AnalystName, Claim, GuardReport, Matrix, Objection, Rating, Screening
from jobs.chain.missing import THIN, text_length
from jobs.chain.model import Case
from jobs.chain.profile import Profile
from jobs.chain.rules import cite
from jobs.chain.rules.certificates import text_knock_outs
from jobs.chain.rules.criteria import rate_by_rules
from jobs.chain.rules.knock_outs import fixed_knock_outs
from jobs.chain.rules.languages import same_language
from jobs.chain.rules.matching import capability_hits, cpv_nearness, only_in_passing
from jobs.chain.rules.matrix import matrix_of
from jobs.chain.rules.membership import membership
from jobs.chain.rules.open_points import questions_closed
from jobs.chain.tender import Tender

RULES_NOTE = (
    "Judged by fixed rules, without a language model: dates, codes, words and amounts were compared with your profile; "
    "competition, wording and quality were not judged."
)

FALLBACK_NOTE = (
    "Judged by fixed rules, without a language model: the model could not answer this time. Dates, codes, words and amounts were "
    "compared with your profile; competition, wording and quality were not judged."
)
"""For `RulesAnalyst(note=FALLBACK_NOTE)` where a model is set up but gave no usable answer."""


@dataclass(frozen=True)
class RulesAnalyst:
    """Same case, same answer. Raises nothing and costs nothing."""

    name: AnalystName = "rules"
    calls_model = False
    note: str = RULES_NOTE
    prompts: tuple[str, ...] = ()

    async def judge(self, case: Case, report: GuardReport) -> GuardReport:  # noqa: ARG002 (rules have looked at the whole of it)
        return report

    async def screen(self, case: Case) -> Screening:
        relevant, claim = relevance(case.tender, case.profile)
        demands, _ = text_knock_outs(case)
        return Screening(relevant=relevant, claim=claim, knock_outs=(*fixed_knock_outs(case), *demands, *membership(case.tender)))

    async def rate(self, case: Case, screening: Screening) -> Rating:
        _, mentioned = text_knock_outs(case)
        return Rating(
            criteria=rate_by_rules(case),
            knock_outs=screening.knock_outs,
            risks=(*mentioned, *questions_closed(case), *_risks(case.tender)),
            what_would_change=_changes(case, screening),
        )

    async def requirements(self, case: Case) -> Matrix:
        return matrix_of(case)

    async def proofread(self, case: Case, words: str) -> tuple[Objection, ...]:  # noqa: ARG002, the last guard's rules have read it
        return ()


def relevance(tender: Tender, profile: Profile | None) -> tuple[bool | None, Claim]:
    """Whether the trade is ours. None where either side says too little to tell."""
    if profile is None:
        return None, Claim(text="No company profile is set: whether this is your trade cannot be told. Set one with /bidwright profile.")
    near = cpv_nearness(tender.cpv_all or ((tender.cpv_main,) if tender.cpv_main else ()), profile.cpv)
    in_title, in_text = capability_hits(tender, profile)
    words = (*in_title, *in_text)
    code = cite.fact(tender, "cpv_main", "cpv_all")[:1]
    if near and near[0] >= 2:
        return True, cite.claim(
            f"CPV {near[1]} is in the field of your {near[2]}.", *code, *(cite.phrase(tender, words[0]) if words else ())
        )
    if near and not near[0] and words and not in_title and only_in_passing(tender, words):
        text = f"CPV {near[1]} is none of your fields, and {', '.join(words[:3])} is named only in passing."
        return False, cite.claim(text, *code, *cite.phrase(tender, words[0]))
    if words:
        return True, cite.claim(f"The notice names {', '.join(words[:3])}, which you offer.", *cite.phrase(tender, words[0]))
    if near:
        return False, cite.claim(f"CPV {near[1]} is none of your fields, and none of your capabilities is named.", *code)
    reads = any(same_language(tender.notice_lang or "", each) for each in profile.languages)
    if profile.capabilities and not profile.cpv and reads and text_length(tender) >= THIN:
        return False, cite.claim("None of your capabilities is named in the notice.", *cite.fact(tender, "title"))
    return None, cite.claim("The notice and your profile say too little to tell whether this is your trade.", *cite.fact(tender, "title"))


def _risks(tender: Tender) -> tuple[Claim, ...]:
    risks: list[Claim] = []
    if tender.estimated_value and tender.estimated_value.basis == "framework_maximum":
        risks.append(cite.claim("The value is a framework ceiling; call-offs are not promised.", *cite.fact(tender, "estimated_value")))
    if len(tender.lots) > 1:
        risks.append(cite.claim(f"The notice has {len(tender.lots)} lots; each needs its own look.", *cite.fact(tender, "lots")))
    only_price = [criterion for criterion in tender.award_criteria if criterion.kind in ("price", "cost")]
    if only_price and len(only_price) == len(tender.award_criteria):
        risks.append(cite.claim("Price alone decides.", *cite.fact(tender, "award_criteria")))
    return tuple(risks)


def _changes(case: Case, screening: Screening) -> tuple[str, ...]:
    """What a person could find out to turn the verdict, most telling first."""
    changes = [f"Clear this up: {k.claim.text}" for k in screening.knock_outs if k.status == "unknown"]
    if case.profile is None:
        changes.append("Set a company profile with /bidwright profile, then run this again.")
    elif not case.profile.references:
        changes.append("Add references to your profile, so that they can be held against the notice.")
    if case.tender.estimated_value is None:
        changes.append("Ask the buyer for the estimated value, or look for it in the documents.")
    changes.append("A person who knows the buyer can say how winnable this is.")
    return tuple(changes[:6])
