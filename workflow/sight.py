"""The end of somebody's sight of a matter: withdrawn from who needs it no more, taken back where it was entered by
mistake. What was served stays: papers, events and their digests are the leading house's.
"""

from collections.abc import Iterable

from matters.kinds import ParticipationRole
from matters.models import MatterUserObjectPermission, Participation
from organisations.models import Role
from workflow.effects import Effects, Tell
from workflow.who import OFFICE


def let_in(matter):
    """Single persons who were let in as an exception."""
    return MatterUserObjectPermission.objects.filter(content_object=matter.pk)


def end_sight(matter, effects: Effects, rows: Iterable[Participation], told: str = "") -> None:
    """They take part no longer; the event names them, and they are told without title or link."""
    rows, people = list(rows), list(let_in(matter).select_related("user"))
    names = [row.organisation.name for row in rows] + [each.user.full_name for each in people]
    effects.said["sight_ended"] = "、".join(names)
    effects.removes += [*rows, *people]
    if told:
        effects.tells += [Tell(told, row.organisation, OFFICE, leaving=True) for row in rows]


def take_back(matter, effects: Effects, told: str = "") -> None:
    """Of what was entered by mistake nobody outside keeps sight, but who has done something of their own in it."""
    if not matter.pk:
        return
    own = matter.events.exclude(verb__in=matter.taking_delivery)
    acted = set(own.values_list("actor__organisation", flat=True))
    outside = matter.participations.exclude(organisation=matter.lead_id)
    rows = list(
        outside.exclude(role=ParticipationRole.ENTERING).select_related("organisation").order_by("pk")
    )
    end_sight(matter, effects, [row for row in rows if row.organisation_id not in acted], told)
    if told:
        kept = dict.fromkeys(row.organisation for row in rows if row.organisation_id in acted)
        effects.tells += [Tell(told, house, (Role.LIAISON,)) for house in kept]
