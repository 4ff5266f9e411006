"""Which matters belong together."""

from django.db import models
from django.db.models import Q

from matters import relations


class MatterLink(models.Model):
    """Two matters that belong together, in a way that a room has declared (`matters.relations`)."""

    earlier = models.ForeignKey("matters.Matter", models.PROTECT, related_name="later_links")
    later = models.ForeignKey("matters.Matter", models.PROTECT, related_name="earlier_links")
    relation = models.CharField("关系", max_length=30, choices=relations.choices)

    class Meta:
        verbose_name = "关联"
        verbose_name_plural = "关联"
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later", "relation"], name="matter_link_once"),
            models.CheckConstraint(condition=~Q(earlier=models.F("later")), name="matter_links_to_another"),
        ]

    def relation_from(self, matter: models.Model) -> str:
        """What the other matter is to `matter`, which is one of the two."""
        found = relations.relation(self.relation)
        return found.earlier if self.later_id == matter.pk else found.later
