"""What Alembic runs: on the connection `storage.schema` gives, on `-x url=…` from Alembic's own command line, or as SQL text to read."""

import asyncio
from typing import Any

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection

from storage.schema import connected
from storage.tables.everything import metadata

OPTIONS: dict[str, Any] = {"target_metadata": metadata, "render_as_batch": True, "compare_type": True, "compare_server_default": True}


def run(connection: Connection) -> None:
    context.configure(connection=connection, **OPTIONS)
    with context.begin_transaction():
        context.run_migrations()


def run_offline() -> None:
    context.configure(dialect_name=context.config.attributes.get("dialect", "postgresql"), literal_binds=True, **OPTIONS)
    with context.begin_transaction():
        context.run_migrations()


def run_from_the_command_line() -> None:
    url = context.get_x_argument(as_dictionary=True).get("url")
    if not url:
        raise CommandError("name the database: alembic -x url=sqlite:///dev.db …")
    asyncio.run(connected(str(url), run))


if context.is_offline_mode():
    run_offline()
elif "connection" in context.config.attributes:
    run(context.config.attributes["connection"])
else:
    run_from_the_command_line()
