"""What of a recommendation can be put right: one table of what its row holds, and the days of what was entered.

Each item says how it is asked and whether it belongs to the paper, which several recipients share; who may know of it
says `recommendations.audiences`. `recommendations.correcting` says what follows from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from common.fields import written
from common.when import When
from deadlines.statute import Stated
from matters.models import Event
from matters.names import kind_label
from organisations.models import Organisation
from recommendations.audiences import INSIDE
from recommendations.choices import (
    KINDS,
    CourtStage,
    Judgment,
    Kind,
    Outcome,
    Source,
    SubKind,
    SuitGround,
)
from workflow.served import ServiceWay
from workflow.timeline import label_of

#: How an item is asked. A `When` is written as it is known: a day, a month or a year.
TEXT, LINES, WHEN, DAY, CHOICE, YES_NO, PERIOD, ORGANISATION, SCAN = (
    "text", "lines", "when", "day", "choice", "yes_no", "period", "organisation", "scan",
)  # fmt: skip
NONE = "（空）"
#: A judgment that was set aside does not stand in the column.
STANDING = [each for each in Judgment.choices if each[0] != Judgment.REMANDED]


@dataclass(frozen=True)
class Item:
    """One thing that can be put right. `name`: its column, else `day-12`, `grant-12`, `held-12` of the event 12.

    `of_paper`: the same for all recipients of the paper. `optional`: it may be missing, before as well as after.
    """

    name: str
    label: str
    sort: str = TEXT
    choices: Sequence[tuple[str, str]] = ()
    of_paper: bool = False
    optional: bool = False
    event: Event | None = field(default=None, compare=False)

    @property
    def inside(self) -> bool:
        """Whether the procuratorate alone knows of it; of an entry, as the entry itself."""
        return self.event.audience_id is not None if self.event else self.name in INSIDE

    def offered(self, matter=None) -> Sequence[tuple[str, str]]:
        """The choices; kinds as the matter's own day and place call them."""
        if self.name != "kind":
            return self.choices
        on = matter.named_on() if matter else None
        return [(str(kind), kind_label(kind, on, matter)) for kind in KINDS]

    def of(self, matter) -> Any:
        """What stands there now."""
        if self.name == "advices":
            return [advice.text for advice in matter.advices.all()]
        if self.sort == SCAN:
            return None
        value = getattr(matter, self.name)
        return When.parse(value) if self.sort == WHEN and value else value or None

    def words(self, value: Any, matter=None) -> str:
        """A value as a reader knows it, as the event keeps it."""
        if self.sort == YES_NO:
            return "是" if value else "否"
        if self.sort == SCAN:
            return "已上传的扫描件或者系统生成的文书"
        if self.sort == CHOICE and value:
            return str(dict(self.offered(matter))[value])
        if self.sort == LINES and value:
            return "\n".join(f"{number}. {text}" for number, text in enumerate(value, 1))
        if isinstance(value, Organisation):
            return value.name
        if isinstance(value, Stated):
            return value.words
        if isinstance(value, When):
            return written(value)
        return str(value or NONE)


COLUMNS = (
    Item("title", "标题", of_paper=True),
    Item("number", "文号", of_paper=True),
    Item("advices", "建议事项", LINES, of_paper=True),
    Item("paper_scans", "文书扫描件", SCAN, of_paper=True),
    Item("recipient", "被建议单位", ORGANISATION),
    Item("kind", "类型", CHOICE, of_paper=True),
    Item("sub_kind", "细类", CHOICE, SubKind.choices, of_paper=True, optional=True),
    Item("domain", "领域", of_paper=True, optional=True),
    Item("source", "线索来源", CHOICE, Source.choices, of_paper=True, optional=True),
    Item("source_number", "来源编号", of_paper=True, optional=True),
    Item("stated_reply", "载明的回复期限", PERIOD, of_paper=True, optional=True),
    Item("stated_objection", "载明的异议期限", PERIOD, of_paper=True, optional=True),
    Item("stated_rectification", "载明的整改期限", PERIOD, of_paper=True, optional=True),
    Item("is_emergency", "情况紧急（十五日内回复）", YES_NO, of_paper=True, optional=True),
    Item("is_minor_protection", "涉未成年人保护（一个月内回复）", YES_NO, of_paper=True, optional=True),
    Item("court_stage", "法院案件环节", CHOICE, CourtStage.choices, of_paper=True, optional=True),
    Item("found_on", "发现日期", WHEN, of_paper=True),
    Item("investigation_decided_on", "决定调查日期", WHEN, of_paper=True),
    Item("filed_on", "立案日期", WHEN, of_paper=True),
    Item("approved_on", "批准日期", WHEN, of_paper=True),
    Item("issued_on", "制发日期", WHEN, of_paper=True),
    Item("received_on", "收到日期", WHEN),
    Item("service_way", "送达方式", CHOICE, ServiceWay.choices),
    Item("late_reason", "逾期回复的原因", optional=True),
    Item("sued_on", "起诉日期", WHEN),
    Item("court", "受诉法院"),
    Item("suit_ground", "起诉情形", CHOICE, SuitGround.choices),
    Item("judged_on", "裁判日期", WHEN),
    Item("judgment", "裁判结果", CHOICE, STANDING),
    Item("court_number", "案号"),
    Item("outcome", "审查结论", CHOICE, Outcome.choices),
    Item("closed_on", "办结日期", WHEN),
)
#: Steps whose day is a column above, which moves with it in the account of the matter.
DAY_OF = {
    "issued_on": ("issue", "issue_to_another", "register_issued"),
    "received_on": ("sign_for", "record_service"),
    "sued_on": ("sue",),
    "filed_on": ("file_case",),
    "investigation_decided_on": ("decide_investigation",),
    "approved_on": ("approve",),
}
#: Steps that may end a matter, whose day is then its 办结日期 too.
ENDING = (
    "review_rectification", "terminate", "close_unanswered", "withdraw", "withdrawn_along", "uphold_objection",
    "decline", "end_without", "transfer_other", "record_judgment", "waive_appeal", "withdraw_suit",
)  # fmt: skip
#: Steps that stand for no day in the matter's life.
UNDATED = (
    "correct",
    "correct_entered",
    "reassign",
    "propose",
    "propose_new",
    "take_on",
    "annul",
    "import_registered",
)
GRANTS = ("grant_extension", "extend_decision")


def items(matter) -> list[Item]:
    """What is registered of `matter` and may be put right, the row's own things first."""
    own = [item for item in COLUMNS if is_registered(item, matter)]
    return own + [item for event in matter.events.order_by("number") for item in _of_event(matter, event)]


def is_registered(item: Item, matter) -> bool:
    """What was never entered is entered by its step; what may be missing can be added."""
    if item.sort == SCAN:
        return matter.is_issued
    if item.name == "outcome" and matter.outcome not in Outcome.values:
        return False
    if item.name == "late_reason" and not _was_entered_late(matter):
        return False
    return bool(item.of(matter)) or (item.optional and _applies(item, matter))


def _was_entered_late(matter) -> bool:
    """Whether the last reply was late and entered for the recipient: what that wrote online is its own."""
    reply = matter.events.filter(verb="reply").order_by("-number").first() if matter.replied_on else None
    if reply is None or reply.entered_for_id is None:
        return False
    return bool(matter.late_reason) or reply.closed_deadlines.filter(late_days__gt=0).exists()


def _applies(item: Item, matter) -> bool:
    """Whether a thing that is missing could be there in a matter of this kind."""
    public = matter.kind == Kind.PUBLIC_INTEREST
    return {
        "sub_kind": matter.kind == Kind.OTHER_RECOMMENDATION,
        "stated_reply": not public and matter.kind != Kind.RETRIAL,
        "stated_objection": matter.kind != Kind.RETRIAL,
        "stated_rectification": public,
        "is_emergency": public,
        "is_minor_protection": matter.kind == Kind.SOCIAL_GOVERNANCE,
        "court_stage": matter.kind == Kind.CORRECTION
        and bool(matter.recipient and matter.recipient.has("court")),
    }.get(item.name, True)


def _of_event(matter, event: Event) -> Iterator[Item]:
    """The days of one entry that was made by people. What the other side did online has the portal's own time."""
    if event.actor_id is None or event.verb in UNDATED or is_online(matter, event):
        return
    named = f"{label_of(matter, event)}（第{event.number}条）"
    if event.verb in GRANTS:
        yield Item(f"grant-{event.number}", f"{named}延至的日期", DAY, optional=True, event=event)
    if event.verb in ("circulate", "interview"):
        yield Item(f"held-{event.number}", f"{named}进行的日期", WHEN, event=event)
    if event.verb not in sum(DAY_OF.values(), ()):
        yield Item(f"day-{event.number}", f"{named}的日期", WHEN, event=event)


def is_online(matter, event: Event) -> bool:
    """Done by the other side's own people in the portal."""
    return event.actor.organisation_id != matter.lead_id and event.entered_for_id is None


def find(matter, name: str) -> Item | None:
    return next((item for item in items(matter) if item.name == name), None)
