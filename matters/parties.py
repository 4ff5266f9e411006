"""Who stands on which side of a matter: a kind names its parties, and every room asks for them by their role."""

from dataclasses import dataclass

from matters.kinds import ParticipationRole
from organisations.models import Organisation

LEAD, RECIPIENT = ParticipationRole.LEAD.value, ParticipationRole.RECIPIENT.value
#: The portal itself, and every party that acts, each for itself.
SYSTEM, ANY = "system", "any"


@dataclass(frozen=True)
class Party:
    """One side of a kind of matter.

    `role` is how it takes part (`ParticipationRole`), or a name that the kind gives to those who look on.
    `word` is what it is called in this kind. `able`: an organisation needs one of these capabilities to be it.
    `watches`: it reads along, and takes no step but those that name it.
    """

    role: str
    word: str
    able: tuple[str, ...] = ()
    watches: bool = False

    def admits(self, organisation: Organisation) -> bool:
        """Whether `organisation` is able to be this party."""
        return not self.able or bool(organisation.capability_set() & set(self.able))
