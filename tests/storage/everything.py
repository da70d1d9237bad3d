"""One row at least in every table of a workspace, made through the repositories."""

from storage import (
    audit,
    batch_items,
    bid_votes,
    candidates,
    corrections,
    credits,
    eval_log,
    feedback,
    golden_cases,
    installations,
    library,
    members,
    outbox,
    pacing,
    quality,
    questions,
    requests,
    reviews,
    row_marks,
    runs,
    spend,
    steps,
    tenants,
    tenders,
    vault,
)
from storage.scope import TenantTx
from tests.storage.builders import (
    CIPHER,
    MINUTE,
    NOW,
    PERIOD,
    SECOND,
    TOKEN,
    Turn,
    batch_item,
    call,
    chunk,
    document,
    figure,
    new_run,
    question,
)


async def seed(tx: TenantTx) -> None:
    """Goes the whole way of a run that succeeds and of one that is buried. The ids are the same in every workspace."""
    await _workspace(tx)
    await _runs(tx)
    await _messages(tx)
    await _votes(tx)
    await _voted(tx)
    await _said(tx)
    await _candidates(tx)
    await _library(tx)
    await _spend(tx, "call_1")
    await _questions(tx, "q_1")
    await _quality(tx)
    await batch_items.add(tx, batch_item("item_1"), now=NOW)


async def _workspace(tx: TenantTx) -> None:
    name = tx.tenant_id
    await tenants.ensure(tx, name=name, enterprise_id="", team_id=f"T_{name}", now=NOW)
    await tenants.set_profile(tx, {"name": name}, by="U1", now=NOW)
    await members.ensure(tx, "U1", now=NOW, role="owner")
    given = installations.Installation(name, "", f"T_{name}", "A1", "B1", "U9", "xoxb", ("commands",), "U1", is_enterprise=False)
    await installations.save(tx, given, CIPHER, NOW)
    await requests.first_time(tx, "event:Ev1", NOW)
    await vault.put(tx, CIPHER, purpose="input", plain=b"notice", expires_at=NOW + MINUTE, now=NOW, id="vault_1")
    await pacing.take(tx, (Turn("C1", SECOND, 1),), now=NOW, within=MINUTE)
    await audit.record(tx, actor="U1", act="a", subject="s", before=None, after={"n": 1}, request_id=None, now=NOW)


async def _runs(tx: TenantTx) -> None:
    for run_id in ("run_1", "run_2"):
        await runs.accept(tx, new_run(run_id), NOW)
        await credits.reserve(tx, run_id=run_id, stage="request", amount=3, member="U1", period=PERIOD, allowance=100, now=NOW)
        await runs.mark_admitted(tx, run_id, 1, NOW)
        await runs.claim(tx, run_id, 1, token=TOKEN, now=NOW, lease_seconds=10)
    row = await tenders.upsert(
        tx, source="ted", external_id="1", version=None, content_hash="h", kind="opportunity", title="t", buyer="b", deadline_at=NOW,
        body={"lots": []}, now=NOW,
    )  # fmt: skip
    await runs.set_tender(tx, "run_1", TOKEN, row.id)
    await steps.save_all(tx, "run_1", {"screen": {"go": True}}, now=NOW)
    await runs.end(tx, "run_1", TOKEN, "complete", cause="chain", outcome={"verdict": "bid"}, error=None, now=NOW)
    await credits.settle(tx, run_id="run_1", stage="request", amount=2, now=NOW)
    await runs.bury(tx, "run_2", token=TOKEN, cause="gone", detail=None, now=NOW)
    await credits.release(tx, run_id="run_2", stage="request", now=NOW)


async def _messages(tx: TenantTx) -> None:
    await outbox.put(tx, id="out_1", run_id="run_1", part="root", thread="run_1", seq=0, channel="C1", payload={"view": "root"}, now=NOW)
    await outbox.lease(tx, "out_1", token=TOKEN, now=NOW, seconds=10)
    await outbox.commit_pages(tx, "out_1", TOKEN, 1, [outbox.Page(0, 1, "hash", b"sealed", "cmid")])
    await outbox.page_sent(tx, "out_1", TOKEN, 0, ts="17.01", channel="C1", now=NOW)
    await outbox.done(tx, "out_1", TOKEN, 1, NOW)


async def _votes(tx: TenantTx) -> None:
    await feedback.vote(tx, run_id="run_1", part="answer", member="U1", vote="down", reasons=["buyer"], correction="c", now=NOW)
    await eval_log.record(tx, key="answer:run_1", kind="answer", run_id="run_1", body={"v": 1}, now=NOW)


async def _voted(tx: TenantTx) -> None:
    await bid_votes.vote(tx, run_id="run_1", member="U1", choice="bid", now=NOW)
    await bid_votes.decide(tx, bid_votes.Decision("dec_1", "run_1", "U1", "bid", None, NOW))


async def _said(tx: TenantTx) -> None:
    await row_marks.mark(tx, run_id="run_1", row="criterion:effort", member="U1", wrong=True, correction="c", now=NOW)
    tender = tenders.tender_id(tx.tenant_id, "ted", "1")
    await corrections.put(tx, corrections.NewCorrection("cor_1", "run_1", "answer", "U1", "tender", tender, "t", None), NOW)
    await reviews.name(tx, "U1", by="U1", now=NOW)
    await reviews.draw(tx, "2026-W46", [reviews.Drawn("run_1", "sample", "bid")], reviewer="U1", now=NOW)


def disputed(tx: TenantTx) -> candidates.Subject:
    tender = tenders.tender_id(tx.tenant_id, "ted", "1")
    return candidates.Subject("h", "q", 1, "answer", "run_1", tender, "bid", {"requester": "U1"})


async def _candidates(tx: TenantTx) -> None:
    id = await candidates.dispute(tx, disputed(tx), member="U1", reasons=["wrong_fact"], correction="c", now=NOW)
    await golden_cases.add(tx, golden_cases.GoldenRow("workspace-1", "d", id, "notice", {}, {"id": "workspace-1"}, {"run": "run_1"}, NOW))


async def _library(tx: TenantTx) -> None:
    await library.add(tx, id="doc_1", chunks=[chunk("Reference: hosting of an archive")], **document("reference"))
    copy = await tenders.upsert(
        tx, source="ocds", external_id="ocds-1", version=None, content_hash="h", kind="opportunity", title="t", buyer="b", deadline_at=NOW,
        body={"lots": []}, now=NOW,
    )  # fmt: skip
    await tenders.note_same(tx, copy.id, tenders.tender_id(tx.tenant_id, "ted", "1"), now=NOW)


async def _spend(tx: TenantTx, id: str) -> None:
    await spend.reserve(tx, reservation=id, run_id="run_1", amount=9, period=PERIOD, month_ceiling=100, run_ceiling=None, now=NOW)
    await spend.settle(tx, call(id, cost_micro_usd=7), now=NOW)


async def _questions(tx: TenantTx, id: str) -> None:
    asked = await questions.put(tx, question(id, tenders.tender_id(tx.tenant_id, "ted", "1")), NOW)
    told = questions.ThreadSummary(asked.thread, asked.content_hash, asked.tender_id, asked.seq, f"until {id}", "summary@1#a", NOW)
    await questions.keep_summary(tx, told)


async def _quality(tx: TenantTx) -> None:
    await quality.note(tx, figure("run_1"))
    await quality.keep_calibration(tx, taken=True, labels=100, body={"labels": 100}, now=NOW)
    await quality.claim_week(tx, "2026-W44", token=TOKEN, now=NOW, seconds=10)


async def change(tx: TenantTx) -> None:
    """Changes or deletes something in every table that allows it, by the ids that `seed` gave."""
    await tenants.change(tx, paused=True)
    await tenants.uninstall(tx, NOW)
    await tenants.set_profile(tx, {"name": "other"}, by="U2", now=NOW)
    await members.ensure(tx, "U1", now=NOW, role="viewer")
    await installations.revoke(tx, NOW, "gone")
    await requests.purge(tx, NOW + MINUTE)
    await vault.purge(tx, NOW + MINUTE)
    await pacing.block(tx, key="C1", until=NOW + MINUTE, now=NOW)
    await runs.replay(tx, "run_2", now=NOW)
    await credits.reserve(tx, run_id="run_2", stage="replay-1", amount=3, member="U1", period=PERIOD, allowance=100, now=NOW)
    await runs.request_cancel(tx, "run_2", by="U1", now=NOW)
    await outbox.put(tx, id="out_9", run_id="run_1", part="root", thread="run_1", seq=0, channel="C1", payload={"view": "card"}, now=NOW)
    await outbox.lease(tx, "out_1", token=TOKEN, now=NOW, seconds=10)
    await outbox.commit_pages(tx, "out_1", TOKEN, 2, [outbox.Page(0, 2, "hash 2", b"sealed 2", "cmid")])
    await outbox.fail(tx, "out_1", TOKEN, error="e", now=NOW)
    await feedback.vote(tx, run_id="run_1", part="answer", member="U1", vote="up", reasons=[], correction=None, now=NOW)
    await eval_log.record(tx, key="answer:run_1", kind="answer", run_id="run_1", body={"v": 2}, now=NOW)
    await bid_votes.vote(tx, run_id="run_1", member="U1", choice="unsure", now=NOW)
    await row_marks.mark(tx, run_id="run_1", row="criterion:effort", member="U1", wrong=False, correction=None, now=NOW)
    await corrections.decide(tx, "cor_1", state="declined", by="U1", now=NOW)
    await reviews.answer(tx, "2026-W46", "run_1", {"verdict": "bid"}, now=NOW)
    await reviews.nobody(tx)
    await candidates.expect(tx, candidates.id_of(disputed(tx)), {"kind": "opportunity"}, revision=0, now=NOW)
    await candidates.decide(tx, candidates.id_of(disputed(tx)), "dismissed", by="U1", now=NOW)
    await candidates.withdraw(tx, run_id="run_1", part="answer", member="U1", now=NOW)
    await tenders.upsert(
        tx, source="ted", external_id="1", version="2", content_hash="h2", kind="change", title=None, buyer=None, deadline_at=None,
        body={}, now=NOW,
    )  # fmt: skip
    await library.replace(tx, "doc_1", name="other", content_hash="new", added_by="U2", pages=None, status="read", reason=None,
        chunks=[chunk("Certificate of something else")], now=NOW)  # fmt: skip
    await library.remove(tx, "doc_1")
    mine = tenders.tender_id(tx.tenant_id, "ted", "1")
    await tenders.note_same(tx, mine, tenders.tender_id(tx.tenant_id, "ocds", "ocds-1"), now=NOW + SECOND)
    await _spend(tx, "call_2")
    await _questions(tx, "q_2")
    await quality.note(tx, figure("run_1", raw=0.1))
    await quality.keep_calibration(tx, taken=False, labels=101, body={"labels": 101}, now=NOW)
    await quality.week_measured(tx, "2026-W44", token=TOKEN, report={"answers": 1}, alarm=True, now=NOW)
    await batch_items.pass_on(tx, "item_1", now=NOW)
