"""What the procuratorate owes by itself: seen by nobody else."""

from common.when import When
from organisations.models import Role
from recommendations import rules
from workflow.effects import Open, Taking


def owed_by_lead(matter, rule: str, starts: When) -> Open:
    """What the handler owes from a day on; seen by the procuratorate alone."""
    return Open(rule, matter.lead, starts=starts, responsible_role=Role.HANDLER, audience=matter.lead)


def issue_period(matter, decided: When) -> Open:
    """How soon it must go out: three days for public interest (办 76), fifteen for retrial, else a target."""
    rule = rules.SERVED_BY.get(matter.kind, rules.ISSUE)
    return Open(rule, matter.lead, starts=decided, responsible_role=Role.HANDLER, audience=matter.lead)


def termination_to_decide(matter, taking: Taking) -> Open:
    return Open(
        rules.DECIDE,
        matter.lead,
        starts=taking.occurred,
        responsible_role=Role.CHIEF,
        audience=matter.lead,
        label="决定终结案件",
        subject="terminate",
    )
