"""Matters that belong together: one paper, or one affair, that went to several units."""

from django.db.models import Q

from matters import relations
from matters.models import Event, Matter, MatterLink


def links_of(matter: Matter) -> list[MatterLink]:
    """Every link of `matter`, whichever of the two came first. One query."""
    return list(MatterLink.objects.filter(Q(earlier=matter.pk) | Q(later=matter.pk)).order_by("pk"))


def first_of(matter: Matter, links: list[MatterLink]) -> int | None:
    """The key of the first matter of the group to which `links` bind `matter`; None where there is no group."""
    binding = relations.together()
    together = [link for link in links if link.relation in binding]
    earlier = next((link.earlier_id for link in together if link.later_id == matter.pk), None)
    return earlier or (matter.pk if together else None)


def group_of(matter: Matter, links: list[MatterLink] | None = None) -> list[int]:
    """The keys of all that belong together, the first one first; empty where `matter` stands alone."""
    first = first_of(matter, links_of(matter) if links is None else links)
    if first is None:
        return []
    later = MatterLink.objects.filter(earlier=first, relation__in=relations.together()).order_by("later")
    return [first, *later.values_list("later", flat=True)]


def before_the_split(matter: Matter, first: int) -> list[int]:
    """The keys of the events of the first matter before the step with which the paper went to several."""
    began = matter.events.order_by("number").values_list("pk", flat=True).first()
    earlier = Event.objects.filter(matter_id=first, pk__lt=began or 0).order_by("-pk")
    return list(earlier.values_list("pk", flat=True)[1:])
