"""When a place goes to somebody else, the open matters go along: each by a step of its own."""

from matters.kinds import Phase
from matters.models import Participation
from matters.registry import concrete
from organisations import services
from organisations.models import Membership
from workflow.actors import System
from workflow.perform import perform


@services.on_replacement
def move_responsibility(old: Membership, new: Membership, by: Membership | None) -> None:
    """Hand over what is open; what is closed keeps the name of whoever did it."""
    rows = Participation.objects.filter(responsible=old).exclude(matter__phase=Phase.CLOSED)
    for row in rows.select_related("matter", "organisation"):
        perform(
            matter=concrete(row.matter),
            step="hand_over",
            actor=System(f"{by or '府检联动办公室'}更换任职人员"),
            former=old,
            person=new,
            organisation=row.organisation,
            role=row.role,
        )
