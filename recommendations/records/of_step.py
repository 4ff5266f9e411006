"""A row that a step of a recommendation made."""

from django.db import models

from workflow import rows


class OfStep(rows.OfStep):
    recommendation = models.ForeignKey("Recommendation", models.PROTECT, related_name="%(class)s_set")

    class Meta(rows.OfStep.Meta):
        abstract = True
