"""Opens what an evaluation needs: notices are read as the product reads them, answers shown as a terminal shows them."""

import hashlib
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import Progress

from bot import clock
from bot.settings import Settings
from bot.verbs import sources
from bot.verbs.brief import brief
from bot.ways import ways
from jobs.chain.policy import DEFAULT_POLICY
from jobs.chain.tender import Tender
from jobs.evals.contenders import Contender
from jobs.evals.golden import Golden
from jobs.evals.recording import Recording
from jobs.evals.runner import Runner
from jobs.evals.workspace import read_stored
from jobs.intake.reader import Intake


@dataclass
class Room:
    """One evaluation or several over the same notices: each is read once."""

    intake: Intake
    _read: dict[bytes, Tender] = field(default_factory=dict[bytes, Tender])

    async def read(self, notice: bytes, name: str) -> Tender:
        """Raises BadInput."""
        key = hashlib.sha256(name.encode() + b"\0" + notice).digest()
        if key not in self._read:
            self._read[key] = read_stored(notice, name) or await self.intake.read_file(notice, name=name)
        return self._read[key]

    async def record(self, golden: Sequence[Golden], who: Contender) -> Recording:
        """What each case left; on a terminal with a bar that shows how far it is."""
        runner = Runner(read=self.read, analyst=who.analyst, show=brief, policy=DEFAULT_POLICY, masker=who.masker)
        with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
            task = progress.add_task(f"judging: {who.name}", total=len(golden))
            runs = await runner.run(golden, on_done=lambda _: progress.advance(task))
        return Recording(name=who.name, synthetic=who.synthetic, at=clock.utcnow().isoformat(), runs=runs)


@asynccontextmanager
async def room(settings: Settings) -> AsyncGenerator[Room]:
    async with ways(settings) as opened:
        yield Room(Intake(opened, sources.NoFiles(), limit_chars=settings.max_text_chars))
