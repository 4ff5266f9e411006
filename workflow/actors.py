"""Who takes a step: a person acting for one organisation in one role, or the system with a reason."""

from dataclasses import dataclass

from common.names import shortened
from common.texts import seen
from matters.models import Event
from organisations.models import Membership

LONGEST = Event._meta.get_field("actor_name").max_length


@dataclass(frozen=True)
class System:
    """The portal itself. `reason` is kept in the event and shown, as much of it as the event can hold."""

    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", shortened(seen(self.reason), LONGEST))

    organisation = None
    organisation_id = None
    pk = None

    def __str__(self) -> str:
        return f"系统（{self.reason}）"


Actor = Membership | System


def describe(actor: Actor) -> str:
    """The actor as the event keeps it, with the organisation and post held at the time; as much as it can hold."""
    if isinstance(actor, System):
        return shortened(str(actor), LONGEST)
    return shortened(seen(f"{actor.user.full_name}（{actor.organisation.name}{actor.place}）"), LONGEST)
