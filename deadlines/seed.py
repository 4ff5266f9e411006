"""The days of 2015–2026 are put into an empty calendar once its table exists."""

from django.apps.registry import Apps
from django.db import DEFAULT_DB_ALIAS
from simple_history.utils import bulk_create_with_history

from deadlines.calendar import shipped_days
from deadlines.shipped_laws import shipped_laws


def seed_days(using: str = DEFAULT_DB_ALIAS, apps: Apps | None = None, **kwargs: object) -> None:
    """After migrations (signal `post_migrate`). What an administrator has entered is left alone."""
    from deadlines.models import CalendarDay

    if apps is not None and not _has_table(apps, "deadlines.CalendarDay"):
        return
    if CalendarDay.objects.using(using).exists():
        return
    rows = [
        CalendarDay(
            date=day.date, status=day.status, occasion=day.occasion, notice=day.notice, announces_year=True
        )
        for day in shipped_days()
    ]
    bulk_create_with_history(rows, CalendarDay)


def seed_laws(using: str = DEFAULT_DB_ALIAS, apps: Apps | None = None, **kwargs: object) -> None:
    """The laws that the portal names, into an empty table. What an administrator has entered is left alone."""
    from deadlines.known_laws import KnownLaw

    if apps is not None and not _has_table(apps, "deadlines.KnownLaw"):
        return
    if not KnownLaw.objects.using(using).exists():
        for law in shipped_laws():
            KnownLaw(**law).save(using=using)


def _has_table(apps: Apps, label: str) -> bool:
    """Whether the migrations just run have come as far as this table."""
    return any(model._meta.label == label for model in apps.get_models())
