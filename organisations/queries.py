"""Looking up organisations and the people who hold a place today."""

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from common import clock
from common.names import bare, tidy


class OrganisationQuerySet(models.QuerySet):
    def active(self) -> "OrganisationQuerySet":
        return self.filter(is_active=True)

    def recipients(self) -> "OrganisationQuerySet":
        """Whom a paper may be addressed to: any active organisation that is no procuratorate."""
        return (
            self.active().exclude(capabilities__capability="procuratorate").prefetch_related("capabilities")
        )

    def having(self, capability: str) -> "OrganisationQuerySet":
        return self.filter(capabilities__capability=capability)

    def search(self, text: str) -> "OrganisationQuerySet":
        """By name, short name, pinyin or its initials, however they are written; by nothing, nobody is left out."""
        plain = bare(text)
        if not plain:
            return self.none() if tidy(text) else self
        return self.filter(
            Q(bare_name__contains=plain)
            | Q(bare_short_name__contains=plain)
            | Q(pinyin__contains=plain)
            | Q(initials__contains=plain)
        )

    def called(self, name: str) -> "OrganisationQuerySet":
        """Of this full name, however it is written."""
        return self.filter(bare_name=bare(name))

    def reached_by_nobody(self) -> "OrganisationQuerySet":
        """Those where nobody could sign today for what is sent to them: their papers go by hand."""
        from organisations.models import RECEIVERS, Membership

        held = Membership.objects.active().filter(organisation=models.OuterRef("pk"), role__in=RECEIVERS)
        return self.filter(~models.Exists(held))

    def without_liaison(self) -> "OrganisationQuerySet":
        """Agencies for which nobody holds the liaison's place today."""
        from organisations.models import Membership, Role

        held = Membership.objects.active().filter(organisation=models.OuterRef("pk"), role=Role.LIAISON)
        return self.active().having("agency").filter(~models.Exists(held))


class MembershipQuerySet(models.QuerySet):
    def active(self) -> "MembershipQuerySet":
        """Places held today by people who can log in."""
        today = clock.today()
        return self.filter(user__is_active=True, started_on__lte=today).filter(
            Q(ended_on=None) | Q(ended_on__gt=today)
        )

    def unended(self) -> "MembershipQuerySet":
        """Places that nobody has ended yet, also of people who cannot log in or have not started."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=clock.today()))

    def holders(self, organisation, *roles: str) -> "MembershipQuerySet":
        """Who holds one of `roles` in `organisation` today, principals first."""
        return self.active().filter(organisation=organisation, role__in=roles).principals_first()

    def principals_first(self) -> "MembershipQuerySet":
        first = Case(
            When(standing="principal", then=Value(0)),
            When(standing="deputy", then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.select_related("user", "organisation").order_by(first, "id")
