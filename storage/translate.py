"""Turns the drivers' errors into ours, keeping the cause and leaving out every parameter."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from storage.errors import BadValue, Conflict, Forbidden, SchemaMismatch, StorageError, Unavailable

# insufficient_privilege, read_only_sql_transaction
FORBIDDEN = frozenset({"42501", "25006"})
UNDEFINED_TABLE_OR_COLUMN = frozenset({"42P01", "42703", "3F000"})


@contextmanager
def translated() -> Iterator[None]:
    """Runs a driver call. Raises Conflict, Forbidden, SchemaMismatch, BadValue or Unavailable in place of SQLAlchemy's errors."""
    try:
        yield
    except exc.DBAPIError as error:
        raise _from_driver(error) from error
    except exc.StatementError as error:
        raise BadValue(f"A value cannot be stored: {error.orig}.") from error
    except (exc.TimeoutError, OSError) as error:
        raise Unavailable("The database did not answer.") from error


def _from_driver(error: exc.DBAPIError) -> StorageError:
    state = str(getattr(error.orig, "sqlstate", None) or "")
    said = str(error.orig)
    if isinstance(error, exc.IntegrityError):
        return Conflict("The database refused the row: a key or check does not allow it.")
    if isinstance(error, exc.DataError):
        return BadValue("The database cannot hold one of the values.")
    if state in FORBIDDEN or "readonly database" in said:
        return Forbidden("The database role may not do this.")
    if state in UNDEFINED_TABLE_OR_COLUMN or "no such table" in said or "no such column" in said:
        return SchemaMismatch("The database is not at this program's revision: run `bidwright migrate`.")
    return Unavailable("The database broke off or refused the statement.")
