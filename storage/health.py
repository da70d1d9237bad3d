"""Whether the database holds tenants apart for the role we are connected as."""

from storage.db import Database

QUESTIONS = {
    "the role is a superuser or has BYPASSRLS, so row-level security does not hold it": (
        "SELECT 1 FROM pg_roles WHERE rolname IN (current_user, session_user) AND (rolsuper OR rolbypassrls)"
    ),
    "the role has not the rights of bidwright_app": (
        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'bidwright_app' AND pg_has_role(oid, 'USAGE'))"
    ),
    "the role cannot become bidwright_system": (
        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'bidwright_system' AND pg_has_role(oid, 'MEMBER'))"
    ),
    "the role inherits bidwright_system and sees across workspaces unasked": (
        "SELECT 1 FROM pg_roles WHERE rolname = 'bidwright_system' AND pg_has_role(oid, 'USAGE')"
    ),
    "the role owns the tables and could lift row-level security": (
        "SELECT 1 FROM pg_class WHERE oid = to_regclass('tenants') AND pg_has_role(relowner, 'MEMBER')"
    ),
    "a table with workspaces' rows has no forced row-level security": (
        "SELECT 1 FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped "
        "WHERE c.relkind IN ('r', 'p') AND pg_table_is_visible(c.oid) AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
    ),
}


async def role_problems(database: Database) -> list[str]:
    """What is wrong with the role and the tables, as words; always empty on SQLite. Raises StorageError."""
    if database.dialect != "postgresql":
        return []
    return [problem for problem, question in QUESTIONS.items() if await database.look(question)]
