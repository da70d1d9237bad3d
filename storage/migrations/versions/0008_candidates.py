"""Keeps what people said of answers, waiting to be reviewed and promoted to golden cases."""

from collections.abc import Sequence

revision = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Adds nothing yet."""


def downgrade() -> None:
    """Removes nothing yet."""
