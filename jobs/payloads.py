"""What crosses Redis: ids only, as JSON, so that losing or reading Redis loses and tells nothing."""

from pydantic import BaseModel, ConfigDict


class WakeUp(BaseModel):
    """Tells a worker that a run is due. `gen` is the run's generation: a wake-up of an older one is void."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    gen: int

    @property
    def job_id(self) -> str:
        """arq's id: the same wake-up sent twice is one job while it waits."""
        return f"{self.run_id}:{self.gen}"
