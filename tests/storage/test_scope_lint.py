"""Repositories build statements through their transaction alone: a lint over the syntax tree, for nothing else guards SQLite."""

import ast
from pathlib import Path

import pytest

STORAGE = Path(__file__).parents[2] / "storage"
# These make transactions, run migrations or ask the server about itself.
FOUNDATIONS = {"db.py", "health.py", "schema.py", "schema_check.py", "scope.py", "sqlite_driver.py", "translate.py"}
REPOSITORIES = sorted(path for path in STORAGE.glob("*.py") if path.name not in FOUNDATIONS | {"__init__.py"})
ALLOWED_FROM_SQLALCHEMY = {"ColumnElement", "Row", "and_", "case", "func", "literal", "not_", "or_"}
STATEMENTS = {"select", "insert", "update", "delete", "upsert", "insert_new"}
OUT_OF_BOUNDS = {"execute", "exec_driver_sql", "_connection", "scalars", "stream"}


def violations(source: str) -> list[str]:
    """One sentence for each place where a repository goes around its transaction."""
    return [sentence for node in ast.walk(ast.parse(source)) for sentence in _of(node)]


def _of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [f"imports {name.name}" for name in node.names if name.name.split(".")[0] == "sqlalchemy"]
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
        allowed = ALLOWED_FROM_SQLALCHEMY if node.module == "sqlalchemy" else set[str]()
        return [f"imports {name.name} from {node.module}" for name in node.names if name.name not in allowed]
    if isinstance(node, ast.Attribute) and node.attr in OUT_OF_BOUNDS:
        return [f"uses .{node.attr}"]
    if isinstance(node, ast.Attribute) and node.attr in STATEMENTS:
        base = node.value.id if isinstance(node.value, ast.Name) else "an expression"
        return [] if base in ("tx", "sys") else [f"builds a statement with {base}.{node.attr}"]
    if isinstance(node, ast.keyword) and node.arg == "tenant_id" and isinstance(node.value, ast.Constant):
        return ["names a tenant of its own"]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values":
        return ["moves a row to a tenant" for keyword in node.keywords if keyword.arg == "tenant_id"]
    return []


def unscoped_functions(source: str) -> list[str]:
    """Public async functions whose first argument is no transaction."""
    found: list[str] = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_"):
            first = node.args.args[0] if node.args.args else None
            annotation = ast.unparse(first.annotation) if first is not None and first.annotation is not None else ""
            if annotation not in ("TenantTx", "SystemTx"):
                found.append(node.name)
    return found


@pytest.mark.parametrize("path", REPOSITORIES, ids=lambda path: path.name)
def test_a_repository_goes_through_its_transaction(path: Path) -> None:
    assert violations(path.read_text()) == []
    assert unscoped_functions(path.read_text()) == []


def test_the_lint_looks_at_the_repositories() -> None:
    assert {"runs.py", "run_queue.py", "credits.py", "outbox.py", "vault.py", "tenants.py"} <= {path.name for path in REPOSITORIES}


@pytest.mark.parametrize(
    "planted",
    [
        "from sqlalchemy import select",
        "from sqlalchemy import text, func",
        "from sqlalchemy.dialects.postgresql import insert",
        "import sqlalchemy as sa",
        "statement = runs.select()",
        "statement = runs.update().where(runs.c.id == id)",
        "statement = runs.alias().delete()",
        "rows = await tx._connection(True)",
        "rows = await connection.execute(statement)",
        "statement = tx.update(runs).values(tenant_id=other)",
        "await tx.insert(runs, tenant_id='ten_2')",
    ],
)
def test_the_lint_finds_what_is_planted(planted: str) -> None:
    assert violations(planted)


def test_a_function_without_a_transaction_is_found() -> None:
    assert unscoped_functions("async def peek(database: Database) -> None: ...") == ["peek"]
    assert unscoped_functions("async def peek(tx: TenantTx) -> None: ...") == []
