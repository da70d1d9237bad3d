"""Briefs for drafts: one tender, one company, an analysis that says bid, and what a model could reply."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jobs.chain.analysis import Analysis, Claim, GuardReport
from jobs.chain.coverage import Coverage, Proof
from jobs.chain.drafting.draft import Brief, brief_of
from jobs.chain.model import Case, ModelRequest
from jobs.chain.prompt import Prompt, parse_prompt
from jobs.chain.tender import Evidence, Lot, Requirement, Tender
from tests import builders

PROMPT_AT = Path(__file__).parents[4] / "jobs" / "chain" / "prompts" / "draft.md"
ISO = "Bidders must hold a valid ISO 27001 certificate or equivalent."
PORTAL = "Offers are written in English and sent through the portal."
HOSTING = "cloud hosting, software maintenance and a help desk"
REFERENCE = "Hosting and maintenance of the software of a city archive, 2023 to 2026"
Paragraph = Mapping[str, Any]


def prompt() -> Prompt:
    return parse_prompt(PROMPT_AT.read_text(encoding="utf-8"))


def requirement(id: str, text: str, kind: str = "mandatory", stage: str | None = None) -> Requirement:
    proof = Evidence(anchor="line 3", quote=text, passage_id="p3")
    return Requirement.model_validate({"id": id, "text": text, "kind": kind, "stage": stage, "weight": None, "evidence": proof})


def tender(**changes: Any) -> Tender:
    wanted = (requirement("r1", ISO, "certification", "selection"), requirement("r2", PORTAL))
    return builders.tender(**{"requirements": wanted} | changes)


def lots() -> tuple[Lot, ...]:
    return (
        Lot(id="LOT-0001", title="Hosting", value=builders.money("300000")),
        Lot(id="LOT-0002", title="Help desk", value=builders.money("150000")),
    )


def analysis(**changes: Any) -> Analysis:
    risk = Claim(text="The contract may be extended once.", evidence=(Evidence(anchor="line 2", quote="extended once", passage_id="p2"),))
    fields: dict[str, Any] = {"verdict": "bid", "score": 80, "confidence": 0.8, "headline": "Bid, 80 of 100: it fits.", "risks": (risk,)}
    return Analysis.model_validate(fields | {"analyst": "rules", "analyst_note": "By rules.", "policy": "2026-11"} | changes)


def case(**changes: Any) -> Case:
    held = Coverage(requirement_id="r1", status="held", evidence=(Proof(source="profile.certificates", quote="ISO/IEC 27001:2022"),))
    fields: dict[str, Any] = {"tender": tender(), "profile": builders.profile(), "now": builders.NOW, "coverage": (held,)}
    return Case.model_validate(fields | changes)


def brief(found: GuardReport | None = None, **changes: Any) -> Brief:
    return brief_of(case(**changes), found or GuardReport(verdict="allow", score=0.0), analysis())


def said(text: str, *quotes: tuple[str, str]) -> Paragraph:
    return {"text": text, "quotes": [{"passage": passage, "quote": quote} for passage, quote in quotes]}


def reply(*paragraphs: Paragraph) -> str:
    return json.dumps({"paragraphs": list(paragraphs)})


def ours(text: str) -> Callable[[ModelRequest], str]:
    """A reply that quotes the company's reference for `text`, wherever the prompt has put it."""
    return lambda request: reply(said(text, (number_of(request.prefix, REFERENCE), REFERENCE)))


def number_of(prompted: str, text: str) -> str:
    """`o7`: the number under which the prompt shows a line of the company."""
    before, _, _ = prompted.partition(text)
    return before.rpartition("\n[")[2].partition("]")[0]


class Steps:
    """What was stored, as the worker keeps it."""

    def __init__(self) -> None:
        self.done: dict[str, dict[str, object]] = {}

    async def keep(self, step: str, body: dict[str, object]) -> None:
        self.done[step] = body
