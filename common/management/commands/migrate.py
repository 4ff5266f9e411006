"""`migrate`: an empty database gets today's tables at once; any other goes through the migrations one by one.

Some four hundred changes, one after another, lead to the same tables (tests/migrations/ holds the two against each
other), but take half a minute.
"""

from typing import Any

from django.apps import apps
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from common.migrating import Guard

#: With any of these somebody asks for the migrations themselves.
ASKED = (
    "app_label",
    "migration_name",
    "plan",
    "fake",
    "fake_initial",
    "check_unapplied",
    "prune",
    "one_by_one",
)


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--one-by-one", action="store_true", help="空数据库也逐个迁移")

    def handle(self, *args: Any, **options: Any) -> None:
        database = options["database"]
        asked = any(options.get(name) for name in ASKED)
        if not asked and not connections[database].introspection.table_names():
            make_tables(database)
        super().handle(*args, **options)


def make_tables(database: str) -> None:
    """All tables, all guards and the record that every migration is done, or nothing: one transaction."""
    connection = connections[database]
    loader = MigrationLoader(connection)
    with connection.schema_editor() as editor:
        editor.create_model(MigrationRecorder.Migration)
        for model in models(loader, database):
            editor.create_model(model)
        for guard in guards(loader):
            guard.code(None, editor)
        done = [MigrationRecorder.Migration(app=app, name=name) for app, name in loader.disk_migrations]
        MigrationRecorder.Migration.objects.using(database).bulk_create(done)


def models(loader: MigrationLoader, database: str) -> list[type]:
    """Of every app that has migrations, lowest room first."""
    migrated = [config for config in apps.get_app_configs() if config.label in loader.migrated_apps]
    found = [m for config in migrated for m in router.get_migratable_models(config, database)]
    return [model for model in found if model._meta.can_migrate(connections[database])]


def guards(loader: MigrationLoader) -> list[Guard]:
    """In the order of their migrations."""
    plan = []
    for leaf in loader.graph.leaf_nodes():
        plan += [key for key in loader.graph.forwards_plan(leaf) if key not in plan]
    operations = [operation for key in plan for operation in loader.disk_migrations[key].operations]
    return [operation for operation in operations if isinstance(operation, Guard)]
