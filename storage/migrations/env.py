"""What Alembic runs: on a connection given by `storage.schema`, or as SQL text for reading beforehand."""

from typing import Any

from alembic import context

from storage.tables.everything import metadata

OPTIONS: dict[str, Any] = {"target_metadata": metadata, "render_as_batch": True, "compare_type": True, "compare_server_default": True}

if context.is_offline_mode():
    context.configure(dialect_name=context.get_x_argument(as_dictionary=True).get("dialect", "postgresql"), literal_binds=True, **OPTIONS)
else:
    context.configure(connection=context.config.attributes["connection"], **OPTIONS)

with context.begin_transaction():
    context.run_migrations()
