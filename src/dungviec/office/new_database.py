"""A new database made at once, and an older one brought up to date.

Running every migration of an empty database builds each table in all its past shapes, which takes half a minute of processor time for what
takes two seconds directly. So an empty database gets today's tables at once and every migration noted as run; a database with tables
goes through its migrations. A test holds both ways to the same tables and the same first rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, router, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def bring_up_to_date() -> None:
    """Make the tables of an empty database, or run the migrations that are left."""
    if connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
    else:
        make_tables()


def make_tables_of(targets: Sequence[tuple[str, str]]) -> None:
    """The tables as they stood after the migrations ``targets``, empty, with the note that those have run; whole or not at all.

    For a backup of an older version: its rows fit these tables, and the migrations that are left then run over them.
    """
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    recorder = MigrationRecorder(connection)
    run = {node for target in targets for node in loader.graph.forwards_plan(target)}
    with connection.constraint_checks_disabled(), transaction.atomic():
        with connection.schema_editor(atomic=False) as editor:
            editor.create_model(recorder.Migration)
            for model in loader.project_state(list(targets)).apps.get_models():
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        recorder.Migration.objects.bulk_create(recorder.Migration(app=app, name=name) for app, name in sorted(run))


def make_tables() -> None:
    """Today's tables, the rows that migrations would put into them, and the note that every migration has run; whole or not at all."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    recorder = MigrationRecorder(connection)
    # A package that makes its tables in SQL (a queue) has models that Django does not make: its migrations run.
    by_hand = [c.label for c in apps.get_app_configs() if (models := list(c.get_models())) and not any(m._meta.managed for m in models)]  # fmt: skip
    with connection.constraint_checks_disabled(), transaction.atomic():
        with connection.schema_editor(atomic=False) as editor:
            editor.create_model(recorder.Migration)
            for config in apps.get_app_configs():
                for model in router.get_migratable_models(config, connection.alias):
                    if model._meta.can_migrate(connection):
                        editor.create_model(model)
        run = (node for node in sorted(loader.graph.nodes) if node[0] not in by_hand)
        recorder.Migration.objects.bulk_create(recorder.Migration(app=app, name=name) for app, name in run)
        put_first_rows()
    for app in by_hand:
        call_command("migrate", app, interactive=False, verbosity=0)
    emit_post_migrate_signal(0, False, connection.alias)


def put_first_rows() -> None:
    """The rows that migrations put into new tables: a room that has such rows names them in its ``AppConfig.put_first_rows``."""
    for config in apps.get_app_configs():
        getattr(config, "put_first_rows", lambda: None)()
