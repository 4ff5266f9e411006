"""Whatever is changed past the portal, in any column of any table, is found, or stands in a list with its reason."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from common import clock
from common.evidence import LEFT_OUT, LEFT_OUT_COLUMNS, covers
from matters.models import Event, Interim, Matter
from matters.seals import verify_seals
from matters.verifying import verify_all
from organisations.chained import chained_models
from organisations.chained import verify as verify_records
from tests.matters import everything, tampering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def everything_wrong() -> Iterator:
    return chain(
        verify_all(Matter.objects.order_by("pk"), with_files=False),
        verify_seals(),
        *(verify_records(model) for model in chained_models()),
    )


def is_found() -> bool:
    return next(everything_wrong(), None) is not None


def said_to_stand() -> dict[tuple[str, str], str]:
    """The last digest of every row, as events and what lies between them have it."""
    between = Interim.objects.values_list("rows", flat=True)
    spoken = [*Event.objects.order_by("pk").values_list("stands", flat=True), *between]
    return {
        (table, key): digests[-1]
        for rows in spoken
        for table, keys in rows.items()
        for key, digests in keys.items()
    }


def is_seen(row: models.Model, said: dict[tuple[str, str], str]) -> bool:
    """Whether `verify` must find the change of `row`: by its digest, which is what it compares, or by asking it."""
    cover = next((cover for cover in covers() if cover.model is type(row)), None)
    if cover is None:
        return is_found()
    return cover.digests([row.pk]).get(row.pk) != said[(cover.name, str(row.pk))]


def tables() -> list[type[models.Model]]:
    """Every table of the project, also those between two others."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.label not in LEFT_OUT and not model._meta.auto_created]


def other_value(field: models.Field, value: Any) -> Any:
    if isinstance(field, models.ForeignKey):
        return other_value(field.target_field, value)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.JSONField):
        return {"changed": 1}
    if isinstance(field, models.UUIDField):
        return uuid4()
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1000
    if isinstance(field, models.DateTimeField):
        return (value or clock.now()) + timedelta(microseconds=1)
    if isinstance(field, models.DateField):
        return (value or date(2026, 1, 1)) + timedelta(days=1)
    return f"{'y' if str(value).startswith('x') else 'x'}{str(value or '')[1:]}"


def columns() -> Iterator[tuple[models.Model, models.Field]]:
    for model in tables():
        row = model._base_manager.order_by("pk").first()
        assert row is not None, f"{model._meta.label} has no row: everything.py makes one of each"
        for field in model._meta.local_concrete_fields:
            yield row, field


def is_left_out(model: type[models.Model], field: models.Field) -> bool:
    excepted = {cover.model: cover.without for cover in covers()}
    return (model._meta.label, field.attname) in LEFT_OUT_COLUMNS or field.attname in excepted.get(model, ())


def test_every_changed_column_is_found_or_left_out_for_a_reason(cast):
    everything.made(cast)
    assert list(everything_wrong()) == []
    tampering.without_checks()
    said, missed = said_to_stand(), []
    with tampering.disarmed():
        for row, field in list(columns()):
            if is_left_out(type(row), field):
                continue
            with transaction.atomic():
                new = other_value(field, getattr(row, field.attname))
                changed = type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: new})
                if not (changed and is_seen(row, said)):
                    missed.append(f"{row._meta.label}.{field.attname}")
                transaction.set_rollback(True)
    assert missed == []


def test_every_removed_row_is_found(cast):
    everything.made(cast)
    tampering.without_checks()
    missed = []
    with tampering.disarmed():
        for model in tables():
            row = model._base_manager.order_by("pk").last()
            with transaction.atomic():
                quoted = connection.ops.quote_name(model._meta.db_table)
                with connection.cursor() as cursor:
                    key = model._meta.pk.get_db_prep_value(row.pk, connection)
                    cursor.execute(f"DELETE FROM {quoted} WHERE {model._meta.pk.column} = %s", [key])
                if not is_found():
                    missed.append(model._meta.label)
                transaction.set_rollback(True)
    assert missed == []


def test_every_table_is_covered_or_left_out_for_a_reason():
    unknown = set(LEFT_OUT) - {model._meta.label for model in apps.get_models()}
    assert unknown == set()
    assert all([*LEFT_OUT.values(), *LEFT_OUT_COLUMNS.values()])
