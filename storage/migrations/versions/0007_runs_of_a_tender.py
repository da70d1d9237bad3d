"""Finds the runs about a tender: its last answer, told again where no model answers."""

from collections.abc import Sequence

from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NAME = "ix_runs_tenant_id_tender_id_created_at"


def upgrade() -> None:
    """Adds one index."""
    op.create_index(NAME, "runs", ["tenant_id", "tender_id", "created_at"])


def downgrade() -> None:
    """Removes it."""
    op.drop_index(NAME, "runs")
