"""One matter with a row in every table that is covered."""

from datetime import date
from typing import Any

from django.db import models, transaction
from guardian.shortcuts import assign_perm

from common import clock
from common.evidence import Cover, covers
from matters import seals, standing
from matters.models import AccessLog, Event, Matter, MatterLink
from organisations import login_records
from recommendations.models import Recommendation
from tests.courses import Course
from tests.every_kind import UNDER_WAY
from tests.toys.courses import LoanCourse

TYPICAL: dict[type[models.Field], Any] = {
    models.CharField: "文字",
    models.TextField: "文字",
    # A moment is a day to Django, so it comes first.
    models.DateTimeField: clock.at(date(2026, 9, 1)),
    models.DateField: date(2026, 9, 1),
    models.IntegerField: 1,
    models.BooleanField: False,
    models.JSONField: [],
}


def made(cast) -> None:
    """The matter, a linked one, one of every other table, the records of two looks at it, and the seal of the day."""
    course = Course(cast).closed()
    other = Course(cast).registered()
    for table in {
        model._meta.concrete_model: model for model in UNDER_WAY if model is not Recommendation
    }.values():
        UNDER_WAY[table](cast)
    LoanCourse(cast).asking_longer()
    with transaction.atomic(), standing.collecting():
        MatterLink.objects.create(earlier=course.matter, later=other.matter, relation="successor")
        assign_perm("matters.view_matter", cast.auditor.user, Matter.objects.get(pk=course.matter.pk))
        for cover in covers():
            if not hasattr(cover.model, "history_type") and not cover.model._base_manager.exists():
                _row_of(cover, course.matter)
    AccessLog.objects.create(
        membership=cast.handler, user=cast.handler.user, matter=course.matter, action="view"
    )
    login_records.note("logged_in", request=None, user=cast.handler.user)
    seals.seal_today()


def _row_of(cover: Cover, matter) -> models.Model:
    given = {"matter": matter, "recommendation": matter}
    given["event"] = Event.objects.filter(matter=matter.pk).first()
    row = cover.model()
    for field in cover.model._meta.concrete_fields:
        if field.name in given:
            setattr(row, field.name, given[field.name])
        elif not (field.primary_key or field.null or field.has_default() or field.blank):
            setattr(row, field.name, _typical(field))
    row.save()
    return row


def _typical(field: models.Field) -> Any:
    if field.related_model:
        return field.related_model._base_manager.first()
    if field.choices:
        return field.choices[-1][0]
    return next(value for kind, value in TYPICAL.items() if isinstance(field, kind))
