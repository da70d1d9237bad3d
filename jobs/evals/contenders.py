"""Who can judge the golden set: the rules, kept replies, the stand-in model, a live one. Any prompts may be put in the place of ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jobs.chain.model import Analyst, Case, Model, Tier
from jobs.chain.pii.mask import Masker
from jobs.chain.prompt import Prompt
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.evals import synthetic
from jobs.evals.agents import Agents
from jobs.evals.cassettes import Cassettes, Label, Replay, Tape
from jobs.evals.golden import Golden
from jobs.evals.runner import Meter
from jobs.llm.tiers import Tiers


@dataclass(frozen=True)
class Contender:
    name: str
    """As reports call it."""
    analyst: Callable[[Golden], tuple[Analyst, Meter]]
    masker: Callable[[Golden, Case], Masker] | None = None
    synthetic: bool = False
    """Replies of a stand-in: no figure of model quality may be published from them."""
    tape: Tape | None = None
    """Takes down the replies while it judges."""


def by_rules() -> Contender:
    return Contender("rules", lambda _: (RulesAnalyst(), Meter()))


def by_cassettes(kept: Cassettes, scripts: Mapping[str, Prompt], tiers: Tiers) -> Contender:
    """Kept replies; of a live model only those of the models that `tiers` asks today."""
    models = kept.label.models if kept.label.synthetic else asked(tiers)
    agents = Agents(lambda golden: Replay(kept, scripts, golden.case.id, models), scripts, tiers, steady=True)
    return Contender(f"cassettes ({kept.label.source})", agents, agents.masker, kept.label.synthetic)


def by_synthetic(
    scripts: Mapping[str, Prompt], tiers: Tiers, *, seed: int = synthetic.SEED, errors: float = synthetic.ERRORS, keep: bool = False
) -> Contender:
    model = synthetic.SyntheticModel(seed, errors)
    label = Label(synthetic=True, source=synthetic.described(seed, errors), models=dict(synthetic.MODELS))
    tape = Tape(label) if keep else None
    agents = Agents(_taped(model, scripts, tape), scripts, tiers, steady=True)
    return Contender(label.source, agents, agents.masker, synthetic=True, tape=tape)


def by_model(model: Model, scripts: Mapping[str, Prompt], tiers: Tiers, *, keep: bool = False) -> Contender:
    """A live model, which costs money. `keep`: its prompts are drawn anew for no run, so that they can be replayed."""
    tape = Tape(Label(synthetic=False, source="anthropic", models=asked(tiers))) if keep else None
    agents = Agents(_taped(model, scripts, tape), scripts, tiers, steady=keep)
    return Contender("anthropic", agents, agents.masker, tape=tape)


def asked(tiers: Tiers) -> dict[Tier, str]:
    """The model that each tier asks first."""
    return {tier: rule.models[0] for tier, rule in tiers.tiers.items()}


def _taped(model: Model, scripts: Mapping[str, Prompt], tape: Tape | None) -> Callable[[Golden], Model]:
    return lambda golden: model if tape is None else tape.recorder(model, scripts, golden.case.id)
