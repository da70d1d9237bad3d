"""Roles and row-level security on Postgres, as the migrations need them; does nothing on SQLite.

The owner of the tables is held by the policies too (FORCE): a migration that backfills a tenant table lifts FORCE
for its own length.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from storage.errors import SchemaMismatch

# Runs or, offline, prints one statement: alembic.op.execute.
Run = Callable[[str], Any]
APP = "bidwright_app"
SYSTEM = "bidwright_system"
CURRENT_TENANT = "nullif(current_setting('app.tenant_id', true), '')"
ROLES_SQL = f"CREATE ROLE {APP} LOGIN NOINHERIT PASSWORD '…'; CREATE ROLE {SYSTEM} NOLOGIN NOINHERIT; GRANT {SYSTEM} TO {APP};"


def require_roles(bind: Connection, app: str = APP, system: str = SYSTEM) -> None:
    """Makes the two roles where they are absent.

    Raises SchemaMismatch, with the SQL to run, where that is not allowed or a role is too strong.
    """
    try:
        with bind.begin_nested():
            for role in (app, system):
                _create_role(bind, role)
            if not bind.execute(text(_MEMBERSHIP), {"app": app, "system": system}).first():
                bind.execute(text(f"GRANT {system} TO {app}"))
    except ProgrammingError as error:
        raise SchemaMismatch(f"The migrating role may not create roles; let an administrator run once: {ROLES_SQL}") from error
    refuse_strong_roles(bind, app, system)


_MEMBERSHIP = (
    "SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles a ON a.oid = m.member "
    "WHERE r.rolname = :system AND a.rolname = :app"
)


def _create_role(bind: Connection, role: str) -> None:
    # Roles belong to the whole server: another database's migration may make them in the same moment.
    if not bind.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).first():
        bind.execute(
            text(f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN NOINHERIT; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$")
        )


def refuse_strong_roles(bind: Connection, app: str = APP, system: str = SYSTEM) -> None:
    """Raises SchemaMismatch for a role that row-level security would not hold."""
    # An app that inherits would have the system's policy, and with it every tenant's ids, without asking for it.
    strong = (
        "SELECT rolname FROM pg_roles WHERE rolname IN (:app, :system) AND (rolsuper OR rolbypassrls OR (rolinherit AND rolname = :app))"
    )
    names = bind.execute(text(strong), {"app": app, "system": system}).scalars().all()
    if names:
        raise SchemaMismatch(
            f"Row-level security does not hold for {', '.join(names)}: use ALTER ROLE … NOSUPERUSER NOBYPASSRLS NOINHERIT."
        )


def protect(run: Run, table: str, *, owner: str = "tenant_id", app: str, system: Iterable[str] = ()) -> None:
    """Forces row-level security on a tenant table.

    `owner` is its tenant column, `app` the app role's privileges ("SELECT, INSERT"), `system` the columns the system role may read.
    """
    _reset_grants(run, table)
    mine = f"{owner} = {CURRENT_TENANT}"
    run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    run(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    run(f"CREATE POLICY tenant_rows ON {table} TO {APP} USING ({mine}) WITH CHECK ({mine})")
    run(f"GRANT {app} ON {table} TO {APP}")
    columns = ", ".join(system)
    if columns:
        run(f"CREATE POLICY system_rows ON {table} FOR SELECT TO {SYSTEM} USING (true)")
        run(f"GRANT SELECT ({columns}) ON {table} TO {SYSTEM}")


def let_count(run: Run, table: str) -> None:
    """Lets the app role draw numbers for the serial `id` of a table."""
    run(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {APP}")


def grant(run: Run, grants: Mapping[tuple[str, str], str]) -> None:
    """Gives (role, table) exactly the named privileges: for tables without tenants."""
    for table in sorted({table for _, table in grants}):
        _reset_grants(run, table)
    for (role, table), privileges in grants.items():
        run(f"GRANT {privileges} ON {table} TO {role}")


def _reset_grants(run: Run, table: str) -> None:
    # A deployment may have ALTER DEFAULT PRIVILEGES in place, which would make an append-only table writable.
    run(f"REVOKE ALL ON {table} FROM PUBLIC, {APP}, {SYSTEM}")
