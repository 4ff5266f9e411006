"""What stands in the database, to show that something left nothing behind."""

from django.apps import apps

#: Written beside the steps of a matter: sessions, the access log.
ASIDE = {"sessions.Session", "matters.AccessLog", "admin.LogEntry"}


def rows() -> dict[str, int]:
    """How many rows each table holds, field history included."""
    models = [model for model in apps.get_models() if not model._meta.proxy and model._meta.managed]
    return {m._meta.label: m._base_manager.count() for m in models if m._meta.label not in ASIDE}


def grown(before: dict[str, int]) -> dict[str, int]:
    """The tables that have changed in number, and by how much."""
    return {name: count - before[name] for name, count in rows().items() if count != before[name]}
