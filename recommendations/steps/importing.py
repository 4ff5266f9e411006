"""What comes from a ledger or a publication: entered once, with the dates that are known and no others."""

from dataclasses import replace

from django_fsm import GET_STATE

from common.fields import written
from common.when import When
from matters.kinds import ParticipationRole
from organisations.models import Role
from recommendations import rules
from recommendations.choices import APPEAL_DAYS, OPEN, Kind, Outcome, State
from recommendations.order_of_days import check_sequence
from recommendations.owed import owed_by_lead
from recommendations.steps.before_issue import FORMS
from recommendations.steps.sight import withdrawn
from recommendations.who import handler
from workflow.beginning import begin
from workflow.effects import Effects, Join, Number, Open, Taking
from workflow.errors import Invalid
from workflow.handlers import checked
from workflow.sight import take_back
from workflow.steps import NEW, condition, step
from workflow.telling import tell_in_charge
from workflow.who import system

#: The days a row may bring, with their names; each a year, a month or a day as it was written.
DAYS = {
    "found_on": "发现日期",
    "filed_on": "立案日期",
    "issued_on": "制发日期",
    "received_on": "收到日期",
    "replied_on": "回复日期",
    "sued_on": "起诉日期",
    "judged_on": "裁判日期",
    "closed_on": "办结日期",
}
#: What is nobody's to wait for once the matter has come in: the periods a row cannot say anything of.
CARRIED = (*rules.REPLIES, rules.RECTIFICATION, rules.ACT)


def stands(matter, taking: Taking) -> str:
    """Where the facts of its row leave a matter."""
    if taking.get("is_dropped"):
        return State.DROPPED
    if taking.get("is_ended"):
        return State.CLOSED
    if matter.sued_on:
        return State.IN_COURT
    if matter.replied_on or taking.get("is_replied"):
        return State.REPLIED
    received = taking.get("values", {}).get("received_on")
    return State.RECTIFYING if received or taking.get("is_received") else State.ISSUED


@condition("本件不是导入的，或者已经有人承办，不需要认领。")
def waits_for_a_handler(matter) -> bool:
    return matter.is_imported and matter.handler_id is None


@condition("本件不是导入的，或者已经有人办理，不能随导入撤销；有误的请在事项页面更正或者作废。")
def is_untouched(matter) -> bool:
    return matter.is_imported and not matter.events.exclude(actor=None).exists()


class ImportingSteps:
    """Mixed into Recommendation."""

    @step(
        "导入登记",
        source=NEW,
        target=GET_STATE(
            stands,
            states=[
                State.ISSUED,
                State.RECTIFYING,
                State.REPLIED,
                State.IN_COURT,
                State.CLOSED,
                State.DROPPED,
            ],
        ),
        who=system(),
        listed=False,
        takes=(
            "recipient",
            "number",
            "shares_number",
            "text",
            "note",
            "is_ended",
            "is_received",
            "is_replied",
            "is_dropped",
            "is_appealed",
            "siblings",
            "entered_by",
            "links",
        ),
    )
    def import_registered(self, taking: Taking) -> Effects:
        """One row of a ledger or a publication. Nobody is told; its periods are quiet until it is taken on.

        A day of receipt without one of issue stays in the event: the field waits for both.
        """
        self._check_days_imported()
        if self.kind == Kind.PUBLIC_INTEREST and (
            reason := rules.why_unfit(self.kind, "", taking.get("recipient"))
        ):
            raise Invalid({"recipient": reason})
        received = When.parse(self.received_on) if self.received_on else None
        self.received_on = self.received_on if self.issued_on else ""
        state, self.recipient = stands(self, taking), taking.get("recipient")
        if self.recipient:
            self.check_agreement([self.recipient], number=taking.get("number", ""), issued=True)
        self.is_imported, self.is_issued = True, state != State.DROPPED
        self.to_administrative_body = self.is_issued and self.recipient.is_administrative
        effects = Effects(said=self._said_of_row(taking, received), joins=begin(self, taking).joins)
        effects.audience = None if self.is_issued else self.lead
        effects.joins += self._joins_imported(taking)
        effects.records = self._records_imported(taking)
        effects.opens = self._opens_imported(state, received, is_appealed=bool(taking.get("is_appealed")))
        if number := taking.get("number"):
            effects.number = Number(self.lead, text=number, shared=bool(taking.get("shares_number")))
        effects.also = list(taking.get("siblings", []))
        return effects

    def _check_days_imported(self) -> None:
        """Raises Invalid: a day to come, or an order that cannot be."""
        for name, label in DAYS.items():
            day = getattr(self, name)
            if day and When.parse(day).in_future:
                raise Invalid({name: f"{label}（{day}）晚于今天，请核对。"})
        check_sequence(self, "issued_on")

    def _said_of_row(self, taking: Taking, received: When | None) -> dict:
        said = {name: getattr(self, name) for name in DAYS if name != "received_on"}
        said |= {"recipient": self.recipient.name, "received_on": written(received)}
        said["outcome"] = Outcome(self.outcome).label if self.outcome else ""
        return said | {"measures": taking.get("text"), "import_note": taking.get("note")}

    def _joins_imported(self, taking: Taking) -> list[Join]:
        joins = [Join(self.recipient, ParticipationRole.RECIPIENT)] if self.is_issued else []
        entered_by = taking.get("entered_by")
        if entered_by and entered_by.pk not in (self.lead_id, self.recipient.pk):
            joins.append(Join(entered_by, ParticipationRole.ENTERING))
        return joins

    def _records_imported(self, taking: Taking) -> list:
        """One advice, so that it can be answered and reviewed; links to what went before."""
        advice = type(self).advices.rel.related_model(order=1, text=f"见{self.paper_name}正文。")
        return [advice, *(link(self) for link in taking.get("links", []))]

    def _opens_imported(self, state: str, received: When | None, *, is_appealed: bool = False) -> list[Open]:
        """What is still owed where the matter stands, and the reply's period where both its ends are known."""
        replied = When.parse(self.replied_on) if self.replied_on else None
        if state == State.ISSUED:
            issued = When.parse(self.issued_on) if self.issued_on else None
            return [
                Open(
                    rules.SIGN_FOR,
                    self.recipient,
                    creditor=self.lead,
                    starts=issued,
                    responsible_role=Role.LIAISON,
                )
            ]
        if state == State.IN_COURT:
            return [self._awaited_of_court(is_appealed=is_appealed)]
        reply, *more = [
            opened for opened in rules.opens_on_receipt(self, received, False) if opened.rule in CARRIED
        ]
        if state == State.RECTIFYING:
            return [reply, *more]
        met = [replace(reply, met_on=replied)] if received and replied else []
        return [*met, *more, self._review_imported(replied)] if state == State.REPLIED else met

    def _awaited_of_court(self, *, is_appealed: bool) -> Open:
        """The judgment, that of second instance after an appeal, or the end of the period to appeal.

        That runs from the judgment's own day, the only one a ledger tells: later than assumed it may end.
        """
        if not self.judgment:
            return owed_by_lead(self, rules.JUDGMENT, When.parse(self.sued_on))
        judged = When.parse(self.judged_on)
        if is_appealed or self.judgment not in APPEAL_DAYS:
            return owed_by_lead(self, rules.JUDGMENT, judged)
        return replace(self.period_to_appeal(judged), starts_assumed=True)

    def _review_imported(self, replied: When | None) -> Open:
        return Open(
            rules.REVIEW,
            self.lead,
            creditor=self.recipient,
            starts=replied,
            responsible_role=Role.HANDLER,
        )

    @step(
        "认领",
        source=list(OPEN),
        who=handler(),
        conditions=[waits_for_a_handler],
        form=f"{FORMS}.keeping.TakeOnForm",
        weight="primary",
        hint="认领后由承办人办理，未届满的期限从此提醒。",
    )
    def take_on(self, taking: Taking) -> Effects:
        """A procurator for themselves; a clerk for the procurator they name."""
        own = taking.actor if taking.actor.pk and taking.actor.role == Role.HANDLER else None
        self.handler = checked(taking.get("handler") or own, self.lead)
        effects = Effects(said={"after": str(self.handler)}, audience=self.lead, wakes_deadlines=True)
        effects.joins = [Join(self.lead, ParticipationRole.LEAD, self.handler)]
        effects.tells = tell_in_charge(self, "未届满的期限从现在起提醒。")
        return effects

    @step(
        "撤销导入（误录作废）",
        source=[state for state in State if state != State.ANNULLED],
        target=State.ANNULLED,
        who=system(),
        conditions=[is_untouched],
        listed=False,
        takes=("reason",),
    )
    def undo_import(self, taking: Taking) -> Effects:
        """The import it came with is taken back in one step, while nobody has worked on it."""
        effects = Effects(said={"reason": taking.get("reason")}, closes_all="撤销导入", release_number=True)
        effects.audience = None if self.is_issued else self.lead
        take_back(self, effects, withdrawn(self))
        return effects
