"""The one MetaData, its constraint names, and the columns every tenant table begins with."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, MetaData

from storage.tables.types import Plain

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def tenant_key() -> Column[str]:
    """The first half of a tenant table's primary key."""
    return Column("tenant_id", Plain, ForeignKey("tenants.id"), primary_key=True, nullable=False)


def key(name: str) -> Column[str]:
    """A further part of the primary key."""
    return Column(name, Plain, primary_key=True, nullable=False)


def within(column: str, table: str) -> ForeignKeyConstraint:
    """A reference that cannot leave the tenant: (tenant_id, column) to (tenant_id, id) of `table`."""
    return ForeignKeyConstraint(["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"])


def system_sees(*names: str) -> dict[str, frozenset[str]]:
    """Table info naming the columns a `SystemTx` may read; ids, states and times, never content."""
    return {"system": frozenset(names)}
