"""A recommendation as a line of the ledger that clerks keep: what is exported can be read back."""

from matters.names import short_kind
from organisations.models import Membership
from recommendations.choices import OPEN, Judgment, Outcome, State

#: The columns in their order: name of what each holds, its heading.
COLUMNS = {
    "serial": "序号",
    "lead": "制发检察院",
    "recipients": "被建议单位",
    "kind": "类型",
    "domain": "领域",
    "number": "文号",
    "filed_on": "立案日期",
    "issued_on": "制发日期",
    "received_on": "送达日期",
    "replied_on": "回复日期",
    "outcome": "办理结果",
    "summary": "主要情况",
    "note": "备注",
    "stated_reply": "载明的回复期限",
    "stated_rectification": "载明的整改期限",
    "stated_objection": "载明的异议期限",
}
#: What a state says where no date and no conclusion does.
WORDS = {
    State.RECTIFYING: "已收到，正在整改",
    State.REPLIED: "已经回复",
    State.CLOSED: "办结",
    State.WITHDRAWN: "已撤回",
}
#: By which act the court gave what the name of the judgment does not say it of.
ACTS = {
    **dict.fromkeys((Judgment.SUPPORTED, Judgment.PARTLY, Judgment.REFUSED), "判决"),
    **dict.fromkeys(
        (Judgment.CHANGED_SUPPORTED, Judgment.CHANGED_PARTLY, Judgment.CHANGED_REFUSED), "二审判决"
    ),
}


class LedgerLine:
    """Mixed into Recommendation."""

    ledger_headings = tuple(COLUMNS.values())

    def ledger_line(self, number: int, title: str, membership: Membership) -> list:
        """The cells in the order of the headings, for one who may read `title` and no more of a masked matter.

        What is inside stays empty for all others than the lead.
        """
        hidden, masked = self.hidden_from(membership), title != self.title
        return [
            number,
            self.lead.name,
            self.recipient.name if self.recipient_id else "",
            short_kind(self.kind, self.named_on(), self),
            self.domain,
            self.number,
            "" if "filed_on" in hidden else self.filed_on,
            self.issued_on,
            self.received_on,
            self.replied_on,
            result_of(self),
            title if masked else self.facts or title,
            "" if "source_number" in hidden else self.source_number,
            *(
                str(stated or "")
                for stated in (self.stated_reply, self.stated_rectification, self.stated_objection)
            ),
        ]


def result_of(matter) -> str:
    """办理结果 in words that an import understands; dates stand in their own columns."""
    parts = [Outcome(matter.outcome).label if matter.outcome else "", _suit(matter)]
    told = bool(matter.judgment or matter.outcome == Outcome.RECTIFIED)
    known = {State.RECTIFYING: matter.received_on, State.REPLIED: matter.replied_on, State.CLOSED: told}
    if not known.get(matter.state):
        parts.append(WORDS.get(matter.state, ""))
    if matter.outcome == Outcome.RECTIFIED and matter.state in OPEN:
        parts.append("尚未办结")
    return "；".join(part for part in parts if part)


def _suit(matter) -> str:
    if not matter.sued_on:
        return ""
    if not matter.judgment:
        return f"{matter.sued_on}起诉"
    act = ACTS.get(matter.judgment, "")
    after = f"，{matter.performance}" if matter.performance else ""
    return f"{matter.sued_on}起诉，{matter.judged_on}{act}{matter.get_judgment_display()}{after}"
