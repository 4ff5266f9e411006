"""玩具修理: one toy, several houses, each with its own part and its own last day."""

from matters.parties import LEAD
from tests.toys import rules
from tests.toys.lending import FORMS, PEOPLE
from workflow.effects import Close, Effects, Join, Open, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import NEW, step
from workflow.who import Who

MENDERS = "invited"


class MendingSteps:
    """Mixed into Repair."""

    @step(
        "安排修理",
        source=NEW,
        target="agreed",
        who=Who(LEAD, PEOPLE),
        form=f"{FORMS}.ArrangeForm",
        takes=("watchers",),
    )
    def arrange(self, taking: Taking) -> Effects:
        """`parts`: (part, house) in the order in which they are mended."""
        self.county, self.prefecture, self.province = self.lead.jurisdiction.codes().values()
        parts = taking.get("parts", [])
        self.values = {**self.values, "parts": [part for part, _ in parts]}
        menders = dict.fromkeys(house for _, house in parts)
        return Effects(
            said={"word": "、".join(f"{part}由{house.short_name}修理" for part, house in parts)},
            joins=[
                Join(self.lead, "lead", self.handler),
                *(Join(house, MENDERS) for house in menders),
                *(Join(each, "supervising") for each in taking.get("watchers", [])),
            ],
            opens=[
                Open(rules.MEND, house, self.lead, starts=taking.occurred, subject=part, label=f"修好{part}")
                for part, house in parts
            ],
            tells=[Tell("请修理所领部件。", house, PEOPLE, step="mend") for house in menders],
        )

    @step(
        "修好部件",
        source="agreed",
        who=Who(MENDERS, PEOPLE, from_paper=True),
        form=f"{FORMS}.MendForm",
        weight="primary",
        fulfils=[rules.MEND],
    )
    def mend(self, taking: Taking) -> Effects:
        part, house = taking.get("part"), taking.entered_for or taking.actor.organisation
        owed = self.deadlines.running().filter(rule=rules.MEND)
        mended = owed.filter(debtor=house, subject=part)
        if not mended.exists():
            raise Invalid({"part": "这一部件不由贵单位修理，或者已经修好。"})
        is_last = owed.count() == mended.count()
        return Effects(
            {"word": f"修好{part}"},
            closes=[Close(rules.MEND, debtor=house, subject=part)],
            opens=[Open(rules.CONFIRM, self.lead, starts=taking.occurred)] if is_last else [],
        )

    @step(
        "确认修好",
        source="agreed",
        target="closed",
        who=Who(LEAD, PEOPLE),
        form=f"{FORMS}.PlainForm",
        fulfils=[rules.CONFIRM],
    )
    def confirm(self, taking: Taking) -> Effects:
        return Effects(closes_all="已经修好")
