"""Rows of an answer called wrong, with what would be right: one word a person and row, stored with its eval-log row."""

from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import words, words_learning
from bot.blocks.rows import MARK, MOST_TYPED, RIGHT, ROW, Marked, name, rows_form
from bot.blocks.text import plain, said
from bot.here import Here
from bot.opening import open_form
from bot.unmasking import unmasked
from jobs import answer_log
from jobs.answer_rows import AnswerRow, rows_of
from jobs.chain.analysis import Analysis
from jobs.chain.errors import BadInput
from storage import audit, eval_log, requests, row_marks, runs
from storage.scope import TenantTx


@dataclass(frozen=True)
class Said:
    run_id: str
    row: str
    wrong: bool
    right: str | None


async def asked(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    run_id = str(action.get("value", ""))[:64]
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        rows = await _rows(tx, here, await runs.get(tx, run_id))
        before = [Marked(each.row, each.wrong) for each in await row_marks.of_run(tx, run_id, member=here.member)]
    if not rows:
        raise BadInput("unknown_reference", words_learning.NO_ROWS)
    await open_form(client, str(body["trigger_id"]), rows_form(run_id, rows, before))
    await ack()


async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    given = await _masked(here, _filled_in(view))
    run, row, first = await _take(here, f"view:{view['id']}:{view['hash']}", given)
    if row is None:
        await ack(response_action="errors", errors={ROW: words_learning.ROW_GONE if given.row else words_learning.ROW_NONE})
        return
    await ack()
    if first:
        text = words_learning.row_stored(said(name(row), 100), wrong=given.wrong)
        here.background.start(client.chat_postEphemeral(channel=run.channel, user=here.member, text=text, thread_ts=run.thread_ts))


async def _take(here: Here, receipt: str, given: Said) -> tuple[runs.Run, AnswerRow | None, bool]:
    """The run, the row meant (None: the answer has it not) and whether this form came for the first time; then it is stored."""
    async with here.deps.db.tenant(here.tenant_id) as tx:
        run = await runs.get(tx, given.run_id)
        row = next((each for each in await _rows(tx, here, run) if each.id == given.row), None)
        if row is None or not await requests.first_time(tx, receipt, here.deps.now()):
            return run, row, False
        await _store(tx, here, row, given)
    return run, row, True


async def _rows(tx: TenantTx, here: Here, run: runs.Run) -> tuple[AnswerRow, ...]:
    """Of the run's answer, as people may see them; none where there is no answer."""
    found = (await unmasked(tx, here.deps.cipher, run.id, {"analysis": (run.outcome or {}).get("analysis")}))["analysis"]
    return () if found is None else rows_of(Analysis.model_validate(found))


async def _store(tx: TenantTx, here: Here, row: AnswerRow, given: Said) -> None:
    """Mark, eval log and audit in one transaction; what was typed stays out of the audit trail, which cannot be erased."""
    now, member, right = here.deps.now(), here.member, given.right
    await row_marks.mark(tx, run_id=given.run_id, row=row.id, member=member, wrong=given.wrong, correction=right, now=now)
    entry = {
        "run_id": given.run_id, "part": f"row:{row.id}", "vote": "down" if given.wrong else "up", "reasons": [], "correction": right,
        "row": row.id, "code": row.code, "member": member,
    }  # fmt: skip
    await eval_log.record(tx, key=f"row:{given.run_id}:{row.id}:{member}", kind="feedback", run_id=given.run_id, body=entry, now=now)
    after = {"row": row.id, "wrong": given.wrong}
    subject, by = f"run:{given.run_id}", here.request_id
    await audit.record(tx, actor=member, act="row_marked", subject=subject, before=None, after=after, request_id=by, now=now)


async def _masked(here: Here, given: Said) -> Said:
    """Nothing personal that a person typed is kept."""
    if given.right is None:
        return given
    return replace(given, right=await answer_log.masked_words(here.deps, here.tenant_id, given.run_id, given.right))


def _filled_in(view: dict[str, Any]) -> Said:
    """Raises BadInput for a form that is not ours."""
    values = view["state"]["values"]
    row = (values.get(ROW, {}).get(ROW, {}).get("selected_option") or {}).get("value")
    mark = (values.get(MARK, {}).get(MARK, {}).get("selected_option") or {}).get("value")
    if mark not in words_learning.ROW_MARK:
        raise BadInput("unknown_reference", words.UNKNOWN_VIEW)
    right = plain(str(values.get(RIGHT, {}).get(RIGHT, {}).get("value") or ""))[:MOST_TYPED]
    return Said(str(view["private_metadata"])[:64], str(row or ""), mark == "wrong", right or None)
