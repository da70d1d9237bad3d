"""The first tables, and row-level security on every one that holds a tenant's rows."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations import row_security

revision = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FULL = "SELECT, INSERT, UPDATE, DELETE"
APPEND_ONLY = "SELECT, INSERT"
NO_DELETE = "SELECT, INSERT, UPDATE"
# What the app role may do to each tenant table; a table not named here gets FULL.
PRIVILEGES = {
    "audit": APPEND_ONLY,
    "credit_accounts": NO_DELETE,
    "credit_ledger": APPEND_ONLY,
    "run_transitions": APPEND_ONLY,
    "tenants": NO_DELETE,
}
# What the system role may read across tenants: ids, states and times.
SYSTEM_COLUMNS = {
    "dead_letters": ("tenant_id", "run_id", "state", "created_at"),
    "outbox": ("tenant_id", "id", "thread", "seq", "state", "sent_rev", "due_at", "lease_until"),
    "runs": ("tenant_id", "id", "state", "gen", "due_at", "admitted_at", "lease_token", "lease_until", "created_at"),
    "tenants": ("id", "enterprise_id", "team_id", "paused", "uninstalled_at"),
}


def upgrade() -> None:
    """Creates everything; on Postgres with roles, policies and grants."""
    for create in TABLES.values():
        create()
    context = op.get_context()
    if context.dialect.name == "postgresql":
        if not context.as_sql:
            row_security.require_roles(op.get_bind())
        _protect()


def downgrade() -> None:
    """Drops everything; the roles belong to the whole server and stay."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _protect() -> None:
    for name in TABLES:
        if name != "leases":
            owner = "id" if name == "tenants" else "tenant_id"
            row_security.protect(op.execute, name, owner=owner, app=PRIVILEGES.get(name, FULL), system=SYSTEM_COLUMNS.get(name, ()))
    for name in ("audit", "run_transitions"):
        row_security.let_count(op.execute, name)
    row_security.grant(op.execute, {(row_security.SYSTEM, "leases"): FULL, (row_security.APP, "alembic_version"): "SELECT"})


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )


def _tenants() -> None:
    op.create_table(
        "tenants",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("enterprise_id", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("plan", sa.Text(), server_default="standard", nullable=False),
        sa.Column("paused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("uninstalled_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenants")),
        sa.UniqueConstraint("enterprise_id", "team_id", name=op.f("uq_tenants_enterprise_id_team_id")),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", JSON, nullable=True),
        sa.Column("after", JSON, nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_audit_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_tenant_id_id"), "audit", ["tenant_id", "id"], unique=False)


def _credit_accounts() -> None:
    op.create_table(
        "credit_accounts",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.CheckConstraint("reserved >= 0", name=op.f("ck_credit_accounts_reserved")),
        sa.CheckConstraint("settled >= 0", name=op.f("ck_credit_accounts_settled")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_credit_accounts_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "period", name=op.f("pk_credit_accounts")),
    )


def _eval_log() -> None:
    op.create_table(
        "eval_log",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('answer', 'feedback')", name=op.f("ck_eval_log_kind")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_eval_log_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "key", name=op.f("pk_eval_log")),
    )
    op.create_index(op.f("ix_eval_log_tenant_id_created_at"), "eval_log", ["tenant_id", "created_at"], unique=False)
    op.create_index(op.f("ix_eval_log_tenant_id_run_id"), "eval_log", ["tenant_id", "run_id"], unique=False)


def _installations() -> None:
    op.create_table(
        "installations",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("enterprise_id", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("app_id", sa.Text(), nullable=False),
        sa.Column("bot_id", sa.Text(), nullable=False),
        sa.Column("bot_user_id", sa.Text(), nullable=False),
        sa.Column("bot_token", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", JSON, nullable=False),
        sa.Column("installed_by", sa.Text(), nullable=False),
        sa.Column("is_enterprise", sa.Boolean(), nullable=False),
        sa.Column("installed_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("revoked_cause", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_installations_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_installations")),
    )


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), server_default="member", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("role IN ('owner', 'admin', 'member', 'viewer')", name=op.f("ck_members_role")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_members_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_members")),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("sent_rev", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("lease_token", sa.Text(), nullable=True),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("unclear", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("state IN ('pending', 'sent', 'failed')", name=op.f("ck_outbox_state")),
        sa.CheckConstraint("(lease_token IS NULL) = (lease_until IS NULL)", name=op.f("ck_outbox_lease")),
        sa.CheckConstraint("sent_rev <= rev", name=op.f("ck_outbox_sent_rev")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_outbox_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("tenant_id", "run_id", "part", name=op.f("uq_outbox_tenant_id_run_id_part")),
    )
    op.create_index(op.f("ix_outbox_state_due_at"), "outbox", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_outbox_tenant_id_thread_seq"), "outbox", ["tenant_id", "thread", "seq"], unique=False)


def _pacing() -> None:
    op.create_table(
        "pacing",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("blocked_until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_pacing_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "key", name=op.f("pk_pacing")),
    )


def _profiles() -> None:
    op.create_table(
        "profiles",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_profiles_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "version", name=op.f("pk_profiles")),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_requests_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "key", name=op.f("pk_requests")),
    )
    op.create_index(op.f("ix_requests_tenant_id_seen_at"), "requests", ["tenant_id", "seen_at"], unique=False)


def _tenders() -> None:
    op.create_table(
        "tenders",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("buyer", sa.Text(), nullable=True),
        sa.Column("deadline_at", INSTANT, nullable=True),
        sa.Column("body", JSON, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_tenders_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_tenders")),
        sa.UniqueConstraint("tenant_id", "source", "external_id", name=op.f("uq_tenders_tenant_id_source_external_id")),
    )
    op.create_index(op.f("ix_tenders_tenant_id_deadline_at"), "tenders", ["tenant_id", "deadline_at"], unique=False)


def _vault() -> None:
    op.create_table(
        "vault",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_vault_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_vault")),
    )
    op.create_index(op.f("ix_vault_tenant_id_expires_at"), "vault", ["tenant_id", "expires_at"], unique=False)


def _outbox_pages() -> None:
    op.create_table(
        "outbox_pages",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("outbox_id", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("client_msg_id", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "outbox_id"], ["outbox.tenant_id", "outbox.id"], name=op.f("fk_outbox_pages_tenant_id_outbox_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_outbox_pages_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "outbox_id", "page", name=op.f("pk_outbox_pages")),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("requester", sa.Text(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("depth", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("input_ref", sa.Text(), nullable=False),
        sa.Column("response_url_ref", sa.Text(), nullable=True),
        sa.Column("trace", JSON, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("gen", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("admitted_at", INSTANT, nullable=True),
        sa.Column("lease_token", sa.Text(), nullable=True),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("cancel_requested_at", INSTANT, nullable=True),
        sa.Column("tender_id", sa.Text(), nullable=True),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        sa.Column("outcome", JSON, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("lease_token IS NULL OR state IN ('running', 'drafting')", name=op.f("ck_runs_leased_state")),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'awaiting_approval', 'drafting', "
            "'complete', 'filtered_out', 'rated_low', 'refused', 'failed', 'cancelled')",
            name=op.f("ck_runs_state"),
        ),
        sa.CheckConstraint("(lease_token IS NULL) = (lease_until IS NULL)", name=op.f("ck_runs_lease")),
        sa.ForeignKeyConstraint(["tenant_id", "tender_id"], ["tenders.tenant_id", "tenders.id"], name=op.f("fk_runs_tenant_id_tender_id")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_runs_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_runs")),
        sa.UniqueConstraint("tenant_id", "dedupe_key", name=op.f("uq_runs_tenant_id_dedupe_key")),
    )
    op.create_index(op.f("ix_runs_id"), "runs", ["id"], unique=False)
    op.create_index(op.f("ix_runs_state_due_at"), "runs", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_runs_tenant_id_created_at"), "runs", ["tenant_id", "created_at"], unique=False)


def _credit_ledger() -> None:
    op.create_table(
        "credit_ledger",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('reserve', 'settle', 'release')", name=op.f("ck_credit_ledger_kind")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_credit_ledger_amount")),
        sa.ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"], name=op.f("fk_credit_ledger_tenant_id_run_id")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_credit_ledger_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "run_id", "stage", "kind", name=op.f("pk_credit_ledger")),
    )
    op.create_index(op.f("ix_credit_ledger_tenant_id_period_member"), "credit_ledger", ["tenant_id", "period", "member"], unique=False)


def _dead_letters() -> None:
    op.create_table(
        "dead_letters",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("gen", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("state IN ('dead', 'replayed', 'dropped')", name=op.f("ck_dead_letters_state")),
        sa.ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"], name=op.f("fk_dead_letters_tenant_id_run_id")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_dead_letters_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "run_id", name=op.f("pk_dead_letters")),
    )


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("vote", sa.Text(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("vote IN ('up', 'down')", name=op.f("ck_feedback_vote")),
        sa.ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"], name=op.f("fk_feedback_tenant_id_run_id")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_feedback_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "run_id", "part", "member", name=op.f("pk_feedback")),
    )


def _run_steps() -> None:
    op.create_table(
        "run_steps",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("usage", JSON, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"], name=op.f("fk_run_steps_tenant_id_run_id")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_run_steps_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "run_id", "step", name=op.f("pk_run_steps")),
    )


def _run_transitions() -> None:
    op.create_table(
        "run_transitions",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("gen", sa.Integer(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"], name=op.f("fk_run_transitions_tenant_id_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_transitions")),
    )
    op.create_index(op.f("ix_run_transitions_tenant_id_run_id_id"), "run_transitions", ["tenant_id", "run_id", "id"], unique=False)


TABLES = {
    "leases": _leases,
    "tenants": _tenants,
    "audit": _audit,
    "credit_accounts": _credit_accounts,
    "eval_log": _eval_log,
    "installations": _installations,
    "members": _members,
    "outbox": _outbox,
    "pacing": _pacing,
    "profiles": _profiles,
    "requests": _requests,
    "tenders": _tenders,
    "vault": _vault,
    "outbox_pages": _outbox_pages,
    "runs": _runs,
    "credit_ledger": _credit_ledger,
    "dead_letters": _dead_letters,
    "feedback": _feedback,
    "run_steps": _run_steps,
    "run_transitions": _run_transitions,
}
