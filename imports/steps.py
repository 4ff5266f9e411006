"""The steps by which rows come in and are taken back, for kinds that ask no more of a row than what its columns say."""

from collections.abc import Sequence

from django_fsm import GET_STATE

from matters.kinds import ParticipationRole
from matters.parties import LEAD, RECIPIENT
from matters.queries import ANNULLED
from workflow.effects import Effects, Join, Number, Taking
from workflow.sight import take_back
from workflow.steps import NEW, condition, step
from workflow.who import system


@condition("本件不是导入的，或者已经有人办理，不能随导入撤销；有误的请在事项页面更正或者作废。")
def is_untouched(matter) -> bool:
    return matter.is_imported and not matter.events.exclude(actor=None).exists()


def state_of_row(matter, taking: Taking) -> str:
    return taking.get("state")


def joins_of_row(matter, entered_by) -> list[Join]:
    """Both sides, and the house that enters for another."""
    joins = [Join(matter.lead, LEAD, matter.handler)]
    if matter.recipient:
        joins.append(Join(matter.recipient, RECIPIENT))
    if entered_by and entered_by not in (matter.lead, matter.recipient):
        joins.append(Join(entered_by, ParticipationRole.ENTERING))
    return joins


def entering(states: Sequence[str]) -> type:
    """To be mixed into a kind: its rows are entered in one of `states`. Nobody is told, and nothing runs until
    somebody works on the matter.
    """

    class EnteringSteps:
        @step(
            "导入登记",
            source=NEW,
            target=GET_STATE(state_of_row, states=list(states)),
            who=system(),
            listed=False,
            takes=("recipient", "number", "state", "entered_by"),
        )
        def enter_row(self, taking: Taking) -> Effects:
            self.recipient, self.is_imported = taking.get("recipient"), True
            self.is_issued, self.title = self.recipient is not None, self.titled()
            self.county, self.prefecture, self.province = self.lead.jurisdiction.codes().values()
            number = taking.get("number")
            return Effects(
                joins=joins_of_row(self, taking.get("entered_by")),
                number=Number(self.lead, text=number) if number else None,
            )

        @step(
            "撤销导入（误录作废）",
            source=list(states),
            target=ANNULLED,
            who=system(),
            conditions=[is_untouched],
            listed=False,
            takes=("reason",),
        )
        def undo_import(self, taking: Taking) -> Effects:
            """The import it came with is taken back in one step, while nobody has worked on it."""
            effects = Effects({"reason": taking.get("reason")}, closes_all="撤销导入", release_number=True)
            effects.audience = None if self.is_issued else self.lead
            take_back(self, effects)
            return effects

    return EnteringSteps
