"""On which side of a matter somebody stands, as its kind declares the sides."""

from collections.abc import Sequence

from django.utils.functional import cached_property, classproperty

from matters.kinds import ParticipationRole
from matters.parties import ANY, LEAD, RECIPIENT, SYSTEM, Party
from organisations.models import Membership, Organisation


class Sides:
    """Mixed into Matter."""

    #: Everybody who stands on a side of it; each kind names its own.
    parties: Sequence[Party] = ()

    @classmethod
    def party(cls, side: str) -> Party | None:
        return next((party for party in cls.parties if party.role == side), None)

    @classmethod
    def acting_sides(cls) -> tuple[str, ...]:
        """The sides that carry the matter on; whoever watches is on none of them."""
        return tuple(party.role for party in cls.parties if not party.watches)

    @classproperty
    def watching(cls) -> tuple[str, ...]:
        """The roles whose houses are told when somebody else is late in it: of those that watch who takes part."""
        takes_part = set(ParticipationRole)
        return tuple(party.role for party in cls.parties if party.watches and party.role in takes_part)

    @classmethod
    def side_word(cls, side: str) -> str:
        """What those on `side` are called in this kind."""
        if side == SYSTEM:
            return "系统"
        sides = cls.acting_sides() if side == ANY else (side,)
        return "、".join(party.word for party in cls.parties if party.role in sides)

    def side_of(self, actor) -> str | None:
        """On which side `actor` (a person or the system) stands: a role of `parties`, SYSTEM, or None."""
        house = actor.organisation_id
        if house is None:
            return SYSTEM
        if house == self.lead_id:
            return LEAD
        if self.recipient_id and house == self.recipient_id:
            return RECIPIENT
        return (self.pk and self._sides_taken.get(house)) or self.watched_by(actor.organisation)

    @cached_property
    def _sides_taken(self) -> dict[int, str]:
        """The side of each organisation that no column names, read once; of several the one taken last."""
        asked = self.sides_unnamed()
        rows = self.participations.filter(role__in=asked).order_by("pk") if asked else ()
        return {row.organisation_id: row.role for row in rows}

    @property
    def knows_sides(self) -> bool:
        """Whether they were read already, alone or for a whole list."""
        return "_sides_taken" in self.__dict__

    def sides_unnamed(self) -> list[str]:
        """The sides on which somebody may stand whom no column names."""
        named = {LEAD, RECIPIENT} if self.recipient_id else {LEAD}
        return [party.role for party in self.parties if party.role in set(ParticipationRole) - named]

    def watched_by(self, organisation: Organisation) -> str | None:
        """The side of an organisation that takes no part and looks on all the same; kinds name whom they know."""
        return None

    def refuses_own_work(self, person: Membership) -> str:
        """Why `person` cannot decide on what they made themselves, in Chinese; a kind says what that is."""
        return ""

    def is_led_by(self, actor) -> bool:
        """Whether `actor` belongs to the house that leads, and so keeps the record of the matter."""
        return actor.organisation_id == self.lead_id

    @property
    def is_of_lead_alone(self) -> bool:
        """Whether no other house takes part in it; who entered it for the lead does not count."""
        others = self.pk and self.participations.exclude(organisation=self.lead_id)
        return not (others and others.exclude(role=ParticipationRole.ENTERING).exists())

    @classmethod
    def other_side(cls) -> Party | None:
        """The party to whom it is addressed; where it is addressed to nobody, the first that acts and does not lead."""
        acting = (party for party in cls.parties if party.role != LEAD and not party.watches)
        return cls.party(RECIPIENT) or next(acting, None)

    @cached_property
    def counterparts(self) -> list[Organisation]:
        """To whom it is addressed; where it is addressed to nobody, all who act in it and do not lead.

        A whole list reads them at once (`workflow.lists.concrete`).
        """
        if self.party(RECIPIENT):
            return [self.recipient] if self.recipient_id else []
        others = [side for side in self.acting_sides() if side != LEAD]
        return [house for side in others for house in self.houses_on(side)] if self.pk else []

    def houses_on(self, side: str) -> list[Organisation]:
        """The organisations on `side`, in the order in which they came."""
        if side == LEAD:
            return [self.lead]
        if side == RECIPIENT and self.recipient_id:
            return [self.recipient]
        rows = self.participations.filter(role=side).select_related("organisation").order_by("pk")
        return [row.organisation for row in rows]

    def house_on(self, side: str) -> Organisation | None:
        """The organisation on `side`; the first one where there are several."""
        return next(iter(self.houses_on(side)), None)
