"""Which tables a backup holds, and at which migrations the database stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from dungviec.office.upkeep.faults import UpkeepFault

FIRST_ROWS = frozenset({"access_ledgerhead", "sealing_datakey"})
"""Tables that hold a row as soon as they are made."""
LEFT_OUT = frozenset({"django_session", "operations_cacheentry", "operations_workerbeat"})
"""Log-ins, counters and the words of workers end with the machine they were made on."""


def leaves(executor: MigrationExecutor) -> list[tuple[str, str]]:
    """The last migrations of each app."""
    return sorted(executor.loader.graph.leaf_nodes())


def applied_leaves(executor: MigrationExecutor) -> list[tuple[str, str]]:
    """The last migrations of each app that the database has been through."""
    graph, applied = executor.loader.graph, set(executor.loader.applied_migrations)
    return sorted(n for n in applied if n in graph.nodes and not applied & set(graph.node_map[n].children))


def require_up_to_date() -> MigrationExecutor:
    """The executor of a database that stands where the software stands. Raises :class:`UpkeepFault` otherwise."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(leaves(executor)):
        raise UpkeepFault(
            "Cơ sở dữ liệu chưa theo kịp phiên bản phần mềm; chạy «dungviec office manage migrate» trước.",
            "The database is behind the software; run «dungviec office manage migrate» first.",
        )
    return executor


def tables(apps: Any) -> list[type[Model]]:
    """Every table, as models of ``apps``, in a steady order."""
    found = {m._meta.db_table: m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy}  # fmt: skip
    return [found[name] for name in sorted(found) if name not in LEFT_OUT]


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is as it stood at one moment; nobody who writes has to wait."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own would take the writer's place
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def is_empty(apps: Any) -> bool:
    """Whether nobody has used this database: no accounts and no records."""
    present = set(connection.introspection.table_names())
    for model in tables(apps):
        name = model._meta.db_table
        if (
            name in present
            and name not in FIRST_ROWS
            and not name.startswith(("django_", "auth_"))
            and model._base_manager.exists()
        ):
            return False
    return True
