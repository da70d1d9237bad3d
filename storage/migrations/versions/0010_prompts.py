"""Keeps versions of prompts, and which is in force."""

from collections.abc import Sequence

revision = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Adds nothing yet."""


def downgrade() -> None:
    """Removes nothing yet."""
