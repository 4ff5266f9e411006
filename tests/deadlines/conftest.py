"""The cast: a procuratorate with a handler, an agency with liaison and head, one matter between them."""

from dataclasses import dataclass
from datetime import date

import pytest

from common import clock
from deadlines import services
from deadlines.models import Deadline
from matters.models import Event, Matter
from organisations.models import Membership, Organisation
from recommendations.models import Recommendation
from tests import factories


@dataclass
class Cast:
    procuratorate: Organisation
    agency: Organisation
    handler: Membership
    liaison: Membership
    head: Membership
    matter: Matter

    def event(self, verb: str = "sign_for") -> Event:
        """A further event of the matter; what it says does not matter here."""
        number = self.matter.events.count() + 1
        moment = clock.now()
        event = Event.objects.create(
            matter_id=self.matter.pk,
            number=number,
            verb=verb,
            system_reason="测试",
            actor_name="系统",
            occurred_at=moment,
            recorded_at=moment,
            hash=f"{self.matter.pk}-{number}",
        )
        Matter.objects.filter(pk=self.matter.pk).update(last_event_number=number, head_hash=event.hash)
        return event

    def owes(self, rule: str = "recommendation.reply", **how) -> Deadline:
        """The agency owes the procuratorate a reply, unless told otherwise."""
        how = {"debtor": self.agency, "creditor": self.procuratorate, "event": self.event(), **how}
        return services.open_deadline(matter=self.matter, rule=rule, **how)

    def close(self, rule: str = "recommendation.reply", **how) -> list[Deadline]:
        return services.close_deadlines(matter=self.matter, rule=rule, event=self.event("reply"), **how)


@pytest.fixture
def cast(db) -> Cast:
    with clock.set_to(date(2024, 9, 5)):
        return make_cast()


def make_cast(number: str = "川九检建〔2024〕1号") -> Cast:
    procuratorate = factories.organisation(capabilities_of("procuratorate"), "procuratorate")
    agency = factories.organisation(capabilities_of("agency"), "agency")
    handler = factories.membership(procuratorate, "handler")
    return Cast(
        procuratorate,
        agency,
        handler,
        factories.membership(agency, "liaison"),
        factories.membership(agency, "organisation_head"),
        make_matter(procuratorate, handler, number),
    )


def capabilities_of(capability: str) -> str:
    return f"{capability}-{Organisation.objects.count()}"


def make_matter(lead: Organisation, handler: Membership, number: str, **fields) -> Matter:
    values = {
        "title": "督促整改",
        "kind": "social_governance",
        "state": "rectifying",
        "is_issued": True,
        **fields,
    }
    codes = {"to_administrative_body": True, **lead.jurisdiction.codes()}
    return Recommendation.objects.create(lead=lead, handler=handler, number=number, **codes, **values)
