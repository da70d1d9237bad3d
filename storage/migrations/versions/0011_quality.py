"""Keeps fitted calibrations, weekly figures and reviews."""

from collections.abc import Sequence

revision = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Adds nothing yet."""


def downgrade() -> None:
    """Removes nothing yet."""
