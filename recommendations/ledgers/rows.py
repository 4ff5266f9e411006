"""What becomes of the rows of a ledger of recommendations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from imports import contract, rooms
from imports.bodies import Bodies
from imports.known import unknown
from imports.ledger import Ledger
from imports.models import LedgerImport
from imports.numbers import number_taken
from imports.rows import Problem, Row
from matters.models import Matter
from matters.names import short_kind
from organisations.models import Capability, Membership, Organisation, Role
from recommendations.choices import TONES, State
from recommendations.ledgers.agreement import disagreements
from recommendations.ledgers.answers import ANSWERS, ending_of
from recommendations.ledgers.entering import STEP, enter, given_for, is_number_of, said
from recommendations.ledgers.facts import Facts
from recommendations.ledgers.misplaced import WITHDRAWN, misaddressed
from recommendations.ledgers.outcomes import read
from recommendations.ledgers.repeats import conflicts
from recommendations.ledgers.there import There
from recommendations.models import Recommendation
from recommendations.steps.importing import stands, waits_for_a_handler
from workflow.actors import Actor

KEEPERS = (Role.HANDLER, Role.CLERK, Role.DEPARTMENT_HEAD)
TEXTS = ("number", "domain", "outcome", "summary")
DAYS = {"filed_on": "立案", "issued_on": "制发", "received_on": "送达", "replied_on": "回复"}
STATED = ("stated_reply", "stated_rectification", "stated_objection")


class Rows(contract.Rows):
    step = STEP
    #: What happened in this order.
    sequence = (
        ("filed_on", "issued_on"),
        ("issued_on", "received_on"),
        ("issued_on", "replied_on"),
        ("received_on", "replied_on"),
    )
    known_by = "kind"
    led_by_whom, led_by_own = "由哪个检察院制发", "本院制发"
    asked_about, asked_day = "办理结果", "起诉日期"
    answers = ANSWERS
    when_asked = "选择“已起诉”的，填写起诉日期。"
    of_new_houses = "只有行政机关一类的，政府方面才能看到发给它的检察建议。"
    after = "不发通知，期限不提醒；承办人在事项页面“认领”之后才开始提醒"

    def is_kept_by(self, membership: Membership) -> bool:
        return membership.role in KEEPERS and membership.organisation.has(Capability.PROCURATORATE)

    def facts(self, row: Row, lead: str) -> Facts:
        told, original = row.values, row.said("lead")
        joined = f"制发单位原文：{original}" if original not in ("", lead) else ""
        return Facts(
            row.place,
            lead,
            told["recipients"],
            told["kind"],
            {name: told[name] for name in DAYS if told.get(name)},
            note="；".join(part for part in (told.get("note"), joined) if part),
            stated={name: told[name] for name in STATED if told.get(name)},
            **{name: told.get(name, "") for name in TEXTS},
        )

    def loaded(self, kept: Mapping[str, Any]) -> Facts:
        return Facts(**{**kept, "recipients": tuple(kept["recipients"])})

    def misplaced(self, facts: Facts, bodies: Bodies) -> Iterator[tuple[str, str]]:
        if reason := number_taken(self, facts, bodies):
            yield "number", reason
        if reason := misaddressed(facts):
            yield "recipients", reason
        if read(facts.outcome).is_withdrawn and unknown(self, facts, bodies):
            yield "outcome", WITHDRAWN

    def against(self, ledger: Ledger, bodies: Bodies) -> Iterator[Problem]:
        yield from conflicts(ledger)
        yield from disagreements(ledger, bodies)

    def there(self, rows: Iterable[tuple[Facts, Organisation]]) -> There:
        return There(rows)

    def kind_word(self, facts: Facts) -> str:
        return short_kind(facts.kind)

    def days(self, facts: Facts) -> list[tuple[str, str]]:
        return [(heading, facts.days.get(name, "")) for name, heading in DAYS.items()]

    def doubt(self, facts: Facts) -> str:
        return ending_of(facts).doubt

    def words_asked(self, facts: Facts) -> str:
        return facts.outcome

    def decided(self, code: str, day: str) -> dict[str, str]:
        return {"answer": code, "sued_on": day}

    def standing(self, facts: Facts, recipient: str) -> tuple[str, str]:
        state = state_of(facts, recipient)
        return State(state).label, TONES[state]

    def unfit_lead(self, organisation: Organisation) -> str:
        is_one = organisation.has(Capability.PROCURATORATE)
        return "" if is_one else f"“{organisation.name}”不是检察院。应为制发检察建议的检察院全称。"

    def kept_elsewhere(self, organisation: Organisation) -> str:
        return f"“{organisation.name}”在本系统办案，其台账由该院自己导入。应为本院或者下级院。"

    def unfit(self, organisation: Organisation, side: str) -> str:
        is_lead = side == "lead"
        if organisation.has(Capability.PROCURATORATE) == is_lead:
            return ""
        return "应为检察院。" if is_lead else "被建议单位不能是检察院，请核对。"

    def enter(
        self,
        facts: Facts,
        names: Sequence[str],
        lead: Organisation,
        bodies: Bodies,
        actor: Actor,
        *,
        ledger: LedgerImport | None = None,
        **more: Any,
    ) -> list[Matter]:
        given = [given_for(name, facts, lead, bodies, more) for name in names]
        return enter(given, actor, shares_number=is_number_of(ledger, lead, facts.number))

    def waits(self, matter: Matter) -> bool:
        return waits_for_a_handler(matter)


def state_of(facts: Facts, recipient: str) -> State:
    """Where the facts of a row leave its matter with `recipient`."""
    data = said(facts, recipient)
    matter = Recommendation(kind=facts.kind, **data["values"])
    return State(stands(matter, SimpleNamespace(data=data, get=data.get)))


rooms.declare(Recommendation, Rows)
