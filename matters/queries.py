"""Who may see what. Every list, page, download and export starts here."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from common.per_request import PerRequest
from matters.kinds import ANNULLED
from organisations.models import Capability, Membership, Role

LEVEL_COLUMN = {"county": "county", "prefecture": "prefecture", "province": "province"}


#: Whether a person sees single matters by exception, who hardly ever does: asked once a request and not by every list.
exceptions: PerRequest[dict[int, bool]] = PerRequest(dict)


def jurisdiction_filter(membership: Membership, prefix: str = "") -> dict[str, str]:
    """The column and code that stand for all of the jurisdiction of the membership's organisation."""
    jurisdiction = membership.organisation.jurisdiction
    column = LEVEL_COLUMN.get(jurisdiction.level)
    return {f"{prefix}{column}": jurisdiction.code} if column else {}


#: By which columns a matter is open to those who look after a jurisdiction, and what such a house has to be.
OPEN_ABOVE = (
    ("open_to_superior", {Capability.PROCURATORATE, Capability.SUPERIOR}),
    ("open_to_government", {Capability.JUDICIAL_BUREAU}),
    ("open_to_government", {Capability.GOVERNMENT}),
)


def open_above(membership: Membership, prefix: str = "") -> Q | None:
    """Which matters of its jurisdiction `membership` sees without taking part; None where it sees none.

    To whom a matter is open, its kind has said: `Matter.open_to`.
    """
    able = membership.organisation.capability_set()
    columns = {column for column, needed in OPEN_ABOVE if needed <= able}
    return Q(*((f"{prefix}{column}", True) for column in columns), _connector=Q.OR) if columns else None


class MatterQuerySet(models.QuerySet):
    def branches(self, membership: Membership) -> Sequence["MatterQuerySet"]:
        """The ways by which `membership` comes to see matters, one queryset each, never joined by OR.

        Participation, jurisdiction (judicial bureau, government, superior procuratorate: what is open to them),
        and single exceptions by guardian.
        """
        if membership is None or not membership.is_active or membership.is_administrator:
            return [self.none()]
        ways = [
            self._by_participation(membership),
            self._by_jurisdiction(membership),
            self._by_exception(membership),
        ]
        return [way for way in ways if way is not None]

    def visible_to(self, membership: Membership) -> "MatterQuerySet":
        """Everything `membership` may see. One branch is a plain join; several are tried by key."""
        ways = self.branches(membership)
        if len(ways) == 1:
            return ways[0]
        condition = Q()
        for way in ways:
            condition |= Q(pk__in=way.order_by().values("pk"))
        return self.filter(condition)

    def _by_participation(self, membership: Membership) -> "MatterQuerySet":
        from matters.models import Participation

        mine = Participation.objects.filter(matter=OuterRef("pk"), organisation=membership.organisation_id)
        if membership.role == Role.SECTION_OFFICER:
            mine = mine.filter(responsible=membership.pk)
        return self.filter(Exists(mine))

    def _by_jurisdiction(self, membership: Membership) -> "MatterQuerySet | None":
        is_open = open_above(membership)
        return None if is_open is None else self.filter(is_open, **jurisdiction_filter(membership))

    def _by_exception(self, membership: Membership) -> "MatterQuerySet | None":
        from matters.models import MatterUserObjectPermission

        granted = MatterUserObjectPermission.objects.filter(
            user=membership.user_id, permission__codename="view_matter"
        )
        known = exceptions()
        if membership.user_id not in known:
            known[membership.user_id] = granted.exists()
        if not known[membership.user_id]:
            return None
        return self.filter(pk__in=Subquery(granted.values("content_object")))

    def not_annulled(self) -> "MatterQuerySet":
        return self.exclude(state=ANNULLED)


class AudienceQuerySet(models.QuerySet):
    """Rows that hang on a matter and may be meant for one organisation alone."""

    def visible_to(self, membership: Membership) -> "AudienceQuerySet":
        from matters.models import Matter

        seen = Matter.objects.visible_to(membership).values("pk")
        return self.filter(matter__in=seen).in_audience(membership)

    def in_audience(self, membership: Membership) -> "AudienceQuerySet":
        """Of rows of matters already known to be visible, those meant for this membership."""
        return self.filter(self.meant_for(membership))

    @staticmethod
    def meant_for(membership: Membership) -> Q:
        return Q(audience=None) | Q(audience=membership.organisation_id)


class RecordQuerySet(AudienceQuerySet):
    """Events, papers and attachments: what went up to the superior procuratorate or came down from it is the
    leading procuratorate's too."""

    @staticmethod
    def meant_for(membership: Membership) -> Q:
        mine, superior = AudienceQuerySet.meant_for(membership), membership.organisation.superior_id
        if superior is None:
            return mine
        return mine | Q(audience=superior, matter__lead=membership.organisation_id)
