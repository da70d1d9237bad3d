"""What the tests of the router work on: models, gates, a purse and a clock that do as they are told and remember it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from jobs.chain.errors import AnalystError
from jobs.chain.model import ModelReply, ModelRequest, Usage
from jobs.llm.alarm import Alarm, Alert
from jobs.llm.client import CallRecord
from jobs.llm.purse import Bill, Payer, Quote, Reservation
from jobs.llm.router import Router
from jobs.llm.tiers import Tiers, load

USAGE = Usage(input=1_000, output=100)
PAYER = Payer("ten_here", "analyze", run_id="run_1", member="U1")
REQUEST = ModelRequest(step="rate", tier="middle", system="Be brief.", user="A notice.", reply_schema={"type": "object"}, max_tokens=1_000)
SMALL = REQUEST.model_copy(update={"step": "screen", "tier": "small"})
FIRST, SECOND = load().tiers["middle"].models


@dataclass
class Clock:
    now: float = 1_000.0
    pauses: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@dataclass(frozen=True)
class Turn:
    """What one call comes to: a reply, or an error after some tokens; either after `takes` seconds."""

    error: BaseException | None = None
    usage: Usage = USAGE
    takes: float = 1.0


GOOD = Turn()


def fails(error: BaseException, *, takes: float = 1.0, usage: Usage | None = None) -> Turn:
    return Turn(error, usage or Usage(), takes)


@dataclass
class Models:
    """Calls take the next turn of their model's script, and after its end a good one."""

    clock: Clock
    scripts: dict[str, list[Turn]]
    calls: list[tuple[str, float]] = field(default_factory=list)
    """Model and seconds allowed."""
    requests: list[ModelRequest] = field(default_factory=list)
    stated: str | None = None
    """The model's name in the reply, where it is another than was asked."""

    async def complete_with(
        self, model: str, request: ModelRequest, *, seconds: float, on_call: Callable[[CallRecord], None]
    ) -> ModelReply:
        self.calls.append((model, seconds))
        self.requests.append(request)
        script = self.scripts.get(model, [])
        turn = script.pop(0) if script else GOOD
        self.clock.now += turn.takes
        outcome = "ok" if turn.error is None else type(turn.error).__name__
        on_call(CallRecord(request.step, request.tier, model, outcome, turn.takes, 100, turn.usage, "req_1", "end_turn"))
        if turn.error is not None:
            raise turn.error
        return ModelReply(text="{}", stop_reason="end_turn", usage=turn.usage, model=self.stated or model, request_id="req_1")


@dataclass
class Gates:
    """Open but for the models in `shut`; writes down each verdict."""

    shut: dict[str, AnalystError] = field(default_factory=dict)
    verdicts: list[tuple[str, str]] = field(default_factory=list)

    async def enter(self, model: str) -> "Leave":
        if model in self.shut:
            raise self.shut[model]
        return Leave(self, model)


@dataclass
class Leave:
    gates: Gates
    model: str

    async def ok(self) -> None:
        self.gates.verdicts.append((self.model, "ok"))

    async def failed(self) -> None:
        self.gates.verdicts.append((self.model, "failed"))

    async def released(self) -> None:
        self.gates.verdicts.append((self.model, "released"))


@dataclass
class Till:
    """A purse that remembers; `refusals` are raised by the next reservations, None lets one pass."""

    refusals: list[AnalystError | None] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)
    payers: list[Payer] = field(default_factory=list)

    async def reserve(self, payer: Payer, quote: Quote) -> Reservation:
        refusal = self.refusals.pop(0) if self.refusals else None
        if refusal is not None:
            raise refusal
        self.quotes.append(quote)
        self.payers.append(payer)
        return Reservation(f"res_{len(self.quotes)}", payer, quote, "2026-11-02")

    async def settle(self, reservation: Reservation, bill: Bill) -> None:
        assert reservation.id == f"res_{len(self.bills) + 1}", "calls come one after the other here"
        self.bills.append(bill)

    async def release(self, reservation: Reservation) -> None:
        raise AssertionError("a call that was reserved for is made")


@dataclass
class Desk:
    """A router and everything it was joined to."""

    models: Models
    gates: Gates
    till: Till
    clock: Clock
    alerts: list[Alert]
    router: Router

    @property
    def asked(self) -> list[str]:
        return [name for name, _ in self.models.calls]


def desk(
    *,
    tiers: Tiers | None = None,
    jitter: float = 1.0,
    first: Sequence[Turn] = (),
    second: Sequence[Turn] = (),
    small: Mapping[str, Sequence[Turn]] | None = None,
) -> Desk:
    """`first` and `second` are the scripts of the middle tier's models, `small` those of the small tier's by name."""
    clock = Clock()
    scripts = {FIRST: first, SECOND: second, **(small or {})}
    models = Models(clock, {name: list(script) for name, script in scripts.items()})
    gates, till, alerts = Gates(), Till(), list[Alert]()
    router = Router(
        caller=models,
        tiers=tiers or load(),
        gate=gates,
        purse=till,
        payer=PAYER,
        alarm=Alarm(alerts.append, clock=clock),
        clock=clock,
        sleep=clock.sleep,
        jitter=lambda: jitter,
    )
    return Desk(models, gates, till, clock, alerts, router)
