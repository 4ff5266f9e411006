"""Keeping the record of any matter right: another handler, another house that reads along, what was entered by mistake.

A kind mixes in all of it, or one by one what it has no words of its own for.
"""

from matters.kinds import ANNULLED
from matters.parties import LEAD
from organisations.models import HEADS, Role
from workflow.copying import copied_now
from workflow.effects import Effects, Join, Taking, Tell
from workflow.handlers import checked
from workflow.sight import take_back
from workflow.steps import NOT_OVER, UNDER_WAY, condition, step
from workflow.telling import name_of, unnamed
from workflow.who import REASSIGN, WORKERS, Who

FORMS = "workflow.keeping_forms"
#: Who leads the work in a house: the head of a department in a procuratorate, whoever heads any other house.
LEADING = (Role.DEPARTMENT_HEAD, Role.ORGANISATION_HEAD)


class Reassigning:
    """Mixed into a model."""

    @step(
        REASSIGN,
        source=NOT_OVER,
        who=Who(LEAD, (Role.DEPARTMENT_HEAD, *HEADS)),
        form=f"{FORMS}.ReassignForm",
        aside=True,
    )
    def reassign(self, taking: Taking) -> Effects:
        before, self.handler = self.handler, checked(taking.get("handler"), self.lead)
        effects = Effects(audience=self.lead, joins=[Join(self.lead, LEAD, self.handler)])
        effects.wakes_deadlines = self.is_imported and before is None
        effects.said = {
            "before": str(before or ""),
            "after": str(self.handler),
            "reason": taking.get("reason"),
        }
        effects.tells = [Tell(f"{name_of(self)}已改由您承办。", self.lead, person=self.handler)]
        return effects


@condition(lambda matter: matter.refuses_copies())
def may_be_copied(matter) -> bool:
    return not matter.refuses_copies()


class Copying:
    """Mixed into a model."""

    @step(
        "抄送",
        source=UNDER_WAY,
        conditions=[may_be_copied],
        who=Who(LEAD, HEADS, recorders=WORKERS),
        form=f"{FORMS}.AddCopyForm",
        hint="抄送单位从现在起可以查阅本件，不需要签收和办理。",
    )
    def add_copy(self, taking: Taking) -> Effects:
        return copied_now(self, taking.get("copied_to", []))


class Annulling:
    """Mixed into a model that has the state `annulled`."""

    @step(
        "误录作废",
        source=NOT_OVER,
        target=ANNULLED,
        who=Who(LEAD, LEADING, recorders=WORKERS),
        form=f"{FORMS}.AnnulForm",
        weight="danger",
        hint="作废后不再计入任何统计，文号可以重新使用；办理经过保留。",
        aside=True,
        tone="withdrawn",
    )
    def annul(self, taking: Taking) -> Effects:
        effects = Effects(said={"reason": taking.get("reason")}, closes_all="误录作废", release_number=True)
        effects.audience = self.lead if self.is_of_lead_alone else None
        take_back(self, effects, f"{self.lead.name}登记的{unnamed(self)}因登记有误已作废，无需办理。")
        return effects


class Keeping(Reassigning, Copying, Annulling):
    """All of it."""
