"""Forms as a careful model fills them in, about the default tender, and an analyst over a scripted model."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

from jobs.chain.agents.analyst import ModelAnalyst
from jobs.chain.model import Case, ModelRequest
from jobs.chain.policy import DEFAULT_POLICY, Policy
from jobs.chain.profile import Profile
from jobs.chain.tender import Tender
from tests.builders import NOW, profile, tender
from tests.jobs.chain.doubles import ScriptedModel, prompts

QUOTE = "holds about forty terabytes of scanned files"
CLAIM: dict[str, Any] = {"text": "It is much data.", "passage": "p2", "quote": QUOTE}
JUDGE: dict[str, Any] = {"places": []}
SCREEN: dict[str, Any] = {"relevant": "yes", "claim": CLAIM, "knock_outs": []}
RATE: dict[str, Any] = {
    "criteria": [{"code": "capability", "score": 4, "claim": CLAIM}], "knock_outs": [], "risks": [CLAIM], "what_would_change": ["Ask."],
}  # fmt: skip
REQUIREMENTS: dict[str, Any] = {"rows": []}
FILLED = {"judge": JUDGE, "screen": SCREEN, "rate": RATE, "requirements": REQUIREMENTS, "proof": {"objections": []}}
Answer = Callable[[ModelRequest], str]


def analyst(*replies: Any, policy: Policy = DEFAULT_POLICY) -> tuple[ModelAnalyst, ScriptedModel]:
    """Replies in order, the last one again and again: a text, a form, or what makes a text of the request."""
    texts: list[Any] = [reply if isinstance(reply, str) or callable(reply) else json.dumps(reply) for reply in replies]
    model = ScriptedModel(*texts)
    numbers = count(1)
    return ModelAnalyst(model, prompts(), delimiter=lambda: f"k{next(numbers)}x", policy=policy), model


def by_step(**changed: object) -> Answer:
    """The filled form of the step that asks, or what `changed` says for it."""
    return lambda request: json.dumps((FILLED | changed)[request.step])


def case(notice: Tender | None = None, company: Profile | None = None) -> Case:
    return Case(tender=notice or tender(), profile=company or profile(), now=NOW)
