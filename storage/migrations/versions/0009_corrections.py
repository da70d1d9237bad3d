"""Keeps what people said about the company or a tender, and rows called wrong."""

from collections.abc import Sequence

revision = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Adds nothing yet."""


def downgrade() -> None:
    """Removes nothing yet."""
