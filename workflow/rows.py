"""Rows that steps make beside their matter: each names its matter and the event that made it."""

from collections.abc import Iterator

from django.db import models

from matters.models import Event, Matter


class OfStep(models.Model):
    """A row that a step made. A room adds the column of its matter."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    #: The column for the event of the later step that answers the row, or by which it arrived; of most there is none.
    answered_in = ""

    class Meta:
        abstract = True
        ordering = ["id"]


def belong(row: models.Model, matter: Matter, event: Event) -> None:
    """Rows made before their matter or event had a key get them now; what was there before is answered by `event`."""
    for column in columns_of(matter, type(row)):
        if getattr(row, column.attname) is None:
            setattr(row, column.name, matter)
    if getattr(row, "event_id", event.pk) is None:
        row.event = event
    elif (column := getattr(row, "answered_in", "")) and getattr(row, f"{column}_id") is None:
        setattr(row, column, event)


def columns_of(matter: Matter, model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """The columns by which rows of `model` belong to `matter`, whatever they call it."""
    for column in model._meta.concrete_fields:
        if column.is_relation and not column.null and isinstance(matter, column.related_model):
            yield column
