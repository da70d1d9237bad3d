"""What the owner of a workspace is told when its answers have changed: what, by how much, and what to do."""

from bot.blocks.message import Block, Message, context, header, paragraphs
from jobs.evals.drift_report import LEVEL, Report, sparkline, told

TITLE = "The answers of last week differ from the weeks before"
WHAT_TO_DO = (
    "A change need not be a fault: other tenders, another profile or another model change answers too. Look at the answers that were "
    "voted down first. Whoever runs this deployment sees the pictures with `bidwright drift --html drift.html`."
)


def drift_alarm(week: str, report: Report) -> Message:
    """`week` as `2026-W47`. Only what has changed; numbers and words of ours, nothing that a stranger wrote."""
    symbol = LEVEL["alarm"][0]
    lines = [f"{symbol} {told(each)}\n`{sparkline(each.weeks)}` the five weeks, last week at the right" for each in report.alarms]
    blocks: list[Block] = [header(TITLE), *paragraphs(f"Week {week}, {report.answers} requests", lines), context(WHAT_TO_DO)]
    return Message(f"{TITLE}. {' '.join(told(each) for each in report.alarms)}", tuple(blocks))
