"""The poster's look reads pending messages in the order it sends them, and stops at the first few."""

from collections.abc import Sequence

from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BEFORE, AFTER = "ix_outbox_state_due_at", "ix_outbox_state_due_at_seq_id"


def upgrade() -> None:
    """Puts the whole order into the index."""
    op.create_index(AFTER, "outbox", ["state", "due_at", "seq", "id"])
    op.drop_index(BEFORE, "outbox")


def downgrade() -> None:
    """Back to its first two columns."""
    op.create_index(BEFORE, "outbox", ["state", "due_at"])
    op.drop_index(AFTER, "outbox")
