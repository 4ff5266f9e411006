"""玩具借用: an agency lends, the police receive and give back, the judicial bureau looks on."""

from matters.parties import LEAD, RECIPIENT
from organisations.models import Role
from tests.toys import rules
from tests.toys.linked import OPENED_FROM
from tests.toys.requests import LONGER
from workflow.beginning import begin
from workflow.effects import Also, Close, Effects, Join, Open, Taking, Tell
from workflow.service import Service
from workflow.steps import NEW, step
from workflow.who import OFFICE, Who

FORMS = "tests.toys.forms"
PEOPLE = (*OFFICE, Role.ORGANISATION_HEAD)


def head() -> Who:
    return Who(LEAD, (Role.ORGANISATION_HEAD,), recorders=OFFICE)


#: The toy goes along with its slip, which the borrower signs for or gives back.
SLIP = Service(
    awaits=rules.RECEIVE,
    returned=rules.TAKE_BACK,
    starts=lambda toy, received, _: [
        Open(rule, toy.recipient, toy.lead, starts=received) for rule in (rules.RETURN, rules.COMPLAIN)
    ],
)


class LendingSteps(SLIP.steps("agreed", "out")):
    """Mixed into Loan."""

    @step("提出借用", source=NEW, target="asked", who=Who(LEAD, PEOPLE), form=f"{FORMS}.AskForm")
    def ask_loan(self, taking: Taking) -> Effects:
        """Inside the house: nobody else reads what is not decided."""
        effects = begin(self, taking)
        effects.opens = [Open(rules.DECIDE, self.lead, starts=taking.occurred, audience=self.lead)]
        return effects

    @step(
        "同意借出",
        source="asked",
        target="agreed",
        who=head(),
        form=f"{FORMS}.AgreeForm",
        fulfils=[rules.DECIDE],
    )
    def agree(self, taking: Taking) -> Effects:
        self.recipient, watchers = taking.get("borrower"), taking.get("watchers", [])
        return Effects(
            said={"word": f"借给{self.recipient.short_name}"},
            joins=[Join(self.recipient, "recipient"), *(Join(each, "copied") for each in watchers)],
            closes=[Close(rules.DECIDE)],
            opens=[Open(rules.RECEIVE, self.recipient, self.lead, starts=taking.occurred)],
            tells=[Tell("有玩具可以签收。", self.recipient, PEOPLE, step="sign_for")],
        )

    @step(
        "提出质量意见",
        source="out",
        who=Who(RECIPIENT, PEOPLE),
        form=f"{FORMS}.ReasonForm",
        fulfils=[rules.COMPLAIN],
    )
    def complain(self, taking: Taking) -> Effects:
        told = Tell("借用单位提出了质量意见。", self.lead, PEOPLE)
        return Effects({"reason": taking.get("reason")}, closes=[Close(rules.COMPLAIN)], tells=[told])

    @step(
        "归还玩具",
        source="out",
        target="closed",
        who=Who(RECIPIENT, PEOPLE, from_paper=True),
        form=f"{FORMS}.PlainForm",
        weight="primary",
        fulfils=[rules.RETURN, rules.URGED],
    )
    def give_back(self, taking: Taking) -> Effects:
        effects = Effects(closes=[Close(rules.RETURN), Close(rules.URGED)], closes_all="已经归还")
        effects.include(LONGER.lapsed(self))
        return effects

    @step(
        "送修",
        source="out",
        who=Who(LEAD, PEOPLE),
        form=f"{FORMS}.SendForm",
        hint="另立一件玩具修理，名称随之带入。",
    )
    def send_to_mend(self, taking: Taking) -> Effects:
        """A matter of another kind, opened from this one; the borrower does not learn who mends."""
        effects = Effects({"word": "送修"}, audience=self.lead)
        mending = self.mended_as(values={"name": self.values.get("name")})
        effects.also = [
            Also("arrange", {"parts": taking.get("parts")}, matter=mending, relation=OPENED_FROM.code)
        ]
        return effects

    @step("补记", source=["asked", "agreed", "out"], who=Who(LEAD, PEOPLE), form=f"{FORMS}.ValuesForm")
    def note(self, taking: Taking) -> Effects:
        """What the kind keeps for itself is changed."""
        self.values = {**self.values, **taking.get("values", {})}
        return Effects({"word": "更新玩具信息"}, audience=self.lead)
