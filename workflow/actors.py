"""Who takes a step: a person acting for one organisation in one role, or the system with a reason."""

from dataclasses import dataclass

from organisations.models import Membership


@dataclass(frozen=True)
class System:
    """The portal itself. `reason` is kept in the event and shown."""

    reason: str

    organisation = None
    organisation_id = None
    pk = None

    def __str__(self) -> str:
        return f"系统（{self.reason}）"


Actor = Membership | System


def describe(actor: Actor) -> str:
    """The actor as the event keeps it, with the organisation and post held at the time."""
    if isinstance(actor, System):
        return str(actor)
    return f"{actor.user.full_name}（{actor.organisation.name}{actor.place}）"
