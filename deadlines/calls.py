"""今日需电话提醒: who has not signed or is about to be late, with the name and number to call."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch, QuerySet

from common import clock
from deadlines.days import calendar_in_use
from deadlines.models import CallRecord, Deadline
from deadlines.statutes import RIGHTS
from organisations.models import Membership, Organisation, Role

SIGN_FOR = "target.sign_for"
LIMIT = 200


@dataclass(frozen=True)
class CallToMake:
    """`person` is None where nobody holds the liaison's place; `phone` is then the organisation's own."""

    deadline: Deadline
    person: Membership | None
    phone: str
    last_call: CallRecord | None

    @property
    def called_today(self) -> bool:
        return bool(self.last_call and clock.local(self.last_call.at).date() == clock.today())


def calls_today(organisation: Organisation) -> list[CallToMake]:
    """What `organisation` waits for: unsigned past the target, or due by the next working day, or overdue.

    Most urgent first; an organisation's inside steps are not among them.
    """
    rows = _waited_for(organisation)
    people = _liaisons({row.debtor_id for row in rows})
    return [_call(row, people.get(row.debtor_id)) for row in rows]


def _waited_for(organisation: Organisation) -> list[Deadline]:
    tomorrow = calendar_in_use(organisation.jurisdiction).next_working_day(clock.today() + timedelta(days=1))
    waited = Deadline.objects.owed_to(organisation).filter(due_on__lte=tomorrow, quiet=False)
    waited = (
        waited.exclude(debtor=organisation)
        .exclude(rule__in=RIGHTS)
        .exclude(rule__startswith="target.", due_on__gte=clock.today())
    )
    calls = Prefetch("calls", CallRecord.objects.select_related("by__user"))
    return list(waited.select_related("matter", "debtor").prefetch_related(calls)[:LIMIT])


def _liaisons(organisations: set[int]) -> dict[int, Membership]:
    """Whoever holds the place today, the principal before the substitute."""
    held: QuerySet[Membership] = Membership.objects.active().filter(
        organisation__in=organisations, role=Role.LIAISON
    )
    order = {"principal": 0, "deputy": 1, "substitute": 2}
    people = sorted(
        held.select_related("user"), key=lambda each: (order[each.standing], each.pk), reverse=True
    )
    return {person.organisation_id: person for person in people}


def _call(row: Deadline, person: Membership | None) -> CallToMake:
    phone = (person and person.contact_phone) or row.debtor.phone
    return CallToMake(row, person, phone, next(iter(row.calls.all()), None))


def record_call(deadline: Deadline, *, by: Membership, note: str = "") -> CallRecord:
    """已电话. The caller notes it on the matter by its own step."""
    return CallRecord.objects.create(deadline=deadline, by=by, note=note)
