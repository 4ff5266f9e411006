"""Which rule sets a recommendation's periods. The periods themselves stand in `deadlines.statutes`."""

from datetime import date, timedelta

from common.when import When
from deadlines import statutes
from deadlines.compute import compute
from deadlines.days import calendar_in_use
from deadlines.history import extended_day
from deadlines.local import rule_for
from deadlines.models import Deadline
from deadlines.stating import is_shorter
from deadlines.statute import Stated, Unit
from organisations.models import Role
from recommendations.choices import Kind, SubKind
from workflow.effects import Close, Open

#: What a new draft proposes (规 16 条 gives no figure); what is left empty stays empty.
PROPOSED_OBJECTION = Stated(15)

REPLY = "recommendation.reply"
REPLY_URGENT = "recommendation.reply_urgent"
PUBLIC_REPLY = "recommendation.public_interest.reply"
PUBLIC_REPLY_EMERGENCY = "recommendation.public_interest.reply_emergency"
OBJECTION = "recommendation.objection"
OBJECTION_REVIEW = "recommendation.objection_review"
INVESTIGATION = "recommendation.investigation"
PUBLIC_INVESTIGATION = "recommendation.public_interest.investigation"
INVESTIGATIONS = (INVESTIGATION, PUBLIC_INVESTIGATION)
FILING_NOTICE = "recommendation.public_interest.filing_notice"
SERVE = "recommendation.public_interest.serve"
RETRIAL_DELIVER = "recommendation.retrial.deliver"
RECORD = "recommendation.record_with_superior"
PUBLIC_RECORD = "recommendation.public_interest.record_with_superior"
RECTIFICATION = "recommendation.public_interest.rectification"
ACT = "recommendation.public_interest.act"
DECIDE_SUIT = "recommendation.public_interest.decide_suit"
RECORD_SUIT = "recommendation.public_interest.record_suit"
RECORD_JUDGMENT = "recommendation.public_interest.record_judgment"
APPEAL = "recommendation.public_interest.appeal"
REPORT_APPEAL = "recommendation.public_interest.report_appeal"
APPEARANCE_NOTICE = "recommendation.public_interest.appearance_notice"
WITHDRAW_SUIT = "recommendation.public_interest.withdraw_suit"
URGED = "recommendation.urged"
FOLLOW_UP = "recommendation.follow_up"
SIGN_FOR = "target.sign_for"
SIGN_FOR_LETTER = "target.sign_for_letter"
SERVE_LETTER = "target.serve_letter"
SEAL = "target.seal"
DECIDE = "target.decide"
REVIEW = "target.review"
ANSWER_REQUEST = "target.answer_request"
REVISE = "target.revise"
ISSUE = "target.issue"
INSIDE = "target.inside"
FEED_BACK = "target.feed_back"
JUDGMENT = "target.judgment"
RECORD_PAUSE = "target.record_pause"
TAKEN_OVER = "target.taken_over"

#: Everything that is recorded with the superior procuratorate 备案.
RECORDS = (RECORD, PUBLIC_RECORD, RECORD_SUIT, RECORD_JUDGMENT, RECORD_PAUSE, REPORT_APPEAL)
#: What is still owed once a matter has ended: the procuratorate's own records and letters, and their receipt.
AFTER_THE_END = (*RECORDS, WITHDRAW_SUIT, FEED_BACK, SIGN_FOR_LETTER, SERVE_LETTER)

#: Sub-kinds whose reply rests on a rule of its own.
SUB_KIND_REPLIES = {
    SubKind.COMMUNITY_CORRECTION: "corrections.reply",
    SubKind.ADMINISTRATIVE_VIOLATION: "recommendation.administrative_violation.reply",
}

#: 社区矫正法 62 条: who decides on, carries out and takes part in community correction.
IN_COMMUNITY_CORRECTION = frozenset(
    {"corrections", "judicial_bureau", "court", "police", "prison", "township"}
)
#: Of which kind each sub-kind is: community correction is 纠正违法 (规定 9 条四).
KIND_OF_SUB_KIND = {
    SubKind.COMMUNITY_CORRECTION: Kind.CORRECTION,
    SubKind.ADMINISTRATIVE_VIOLATION: Kind.OTHER_RECOMMENDATION,
}

SERVED_BY = {Kind.PUBLIC_INTEREST: SERVE, Kind.RETRIAL: RETRIAL_DELIVER}
ENDED_BY_ISSUE = (*INVESTIGATIONS, TAKEN_OVER, REVISE, DECIDE, ISSUE)

REPLIES = (
    REPLY,
    REPLY_URGENT,
    "recommendation.minor_protection.reply",
    PUBLIC_REPLY,
    PUBLIC_REPLY_EMERGENCY,
    "recommendation.retrial.reply",
    "recommendation.correction.reply",
    "recommendation.correction.reply_court_trial",
    "recommendation.correction.reply_court_enforcement",
    *SUB_KIND_REPLIES.values(),
)
#: At the later end of which the month to decide on a suit begins (办 47 条, 解释 21 条).
BEFORE_SUIT = (RECTIFICATION, ACT)
#: What a suit leaves to the court: nobody answers or reviews the recommendation any more.
ENDED_BY_SUIT = (
    *REPLIES,
    RECTIFICATION,
    ACT,
    URGED,
    FOLLOW_UP,
    REVIEW,
    DECIDE,
    INSIDE,
    ANSWER_REQUEST,
    OBJECTION,
    OBJECTION_REVIEW,
    RECORD_PAUSE,
)
#: The procuratorate's own examination, which a pause stops 中止审查.
EXAMINATION = (DECIDE_SUIT, REVIEW, DECIDE)
#: What the agency owes meanwhile runs on, and nobody calls for it.
RESTING = (*REPLIES, RECTIFICATION, ACT, URGED, FOLLOW_UP, SIGN_FOR_LETTER, INSIDE)


def why_not_chosen(organisation) -> str:
    """Why nothing can be sent to `organisation`, for the field in which it is chosen; empty where it can.

    Without a 职能 nobody knows whether it is an administrative body, which bureau and board look after.
    """
    if organisation.capability_set():
        return ""
    return (
        f"{organisation.name}尚未登记职能，发给该单位的文书没有人能收到，司法局也看不到，不能选择。"
        "请系统管理员先在“单位”中选定其职能；填写的其他内容不受影响。"
    )


def why_not_to(kind: str, sub_kind: str, recipient) -> str:
    """Why a recommendation cannot be addressed to `recipient`, for its field; empty where it can.

    Asked wherever a recipient is chosen: draft, registration, issue, a draft to another, correction.
    """
    return why_not_chosen(recipient) or why_unfit(kind, sub_kind, recipient)


def why_unfit(kind: str, sub_kind: str, recipient) -> str:
    """Why this kind does not go to such a body; of what was issued elsewhere no more is asked."""
    able, name = recipient.capability_set(), recipient.name
    is_court = "court" in able or name.endswith("人民法院")
    if "procuratorate" in able:
        return f"不能向{name}制发：被建议单位不能是检察院，请核对。"
    if kind == Kind.RETRIAL and not is_court:
        return f"再审检察建议只能向人民法院提出，请核对：{name}。"
    if kind == Kind.PUBLIC_INTEREST and is_court:
        return f"公益诉讼检察建议向行政机关提出，不能向{name}提出（公益诉讼办案规则第七十五条），请核对。"
    if sub_kind == SubKind.COMMUNITY_CORRECTION and able and not able & IN_COMMUNITY_CORRECTION:
        return f"社区矫正检察建议只能向社区矫正的有关单位提出（社区矫正法第六十二条），请核对：{name}。"
    return ""


def why_not_this_sub_kind(kind: str, sub_kind: str) -> str:
    """Why the sub-kind does not belong to the kind; empty where it does."""
    if not sub_kind or KIND_OF_SUB_KIND[SubKind(sub_kind)] == kind:
        return ""
    if sub_kind == SubKind.COMMUNITY_CORRECTION:
        return "社区矫正检察建议属于纠正违法检察建议（规定第九条第四项），请核对类型，或者选“不适用”。"
    return "行政违法行为监督只用于“其他检察建议”，请核对类型，或者选“不适用”。"


def reply_rule(recommendation, recipient=None) -> tuple[str, Stated | None]:
    """The rule of the reply's period, and that period where the document states one of its own.

    What repeats the law's own is none; only what is shorter than the two months answers an urgent case (规 19 条).
    `recipient`: one of a paper that has not gone out yet.
    """
    rule = _reply_by_law(recommendation, recipient or recommendation.recipient)
    stated = recommendation.stated_reply
    statute = statutes.get(rule)
    if stated is None or not statute.stated or stated == statute.longest:
        return rule, None
    if rule == REPLY and is_shorter(stated, statute.longest):
        return REPLY_URGENT, stated
    return rule, stated


def _reply_by_law(recommendation, recipient) -> str:
    kind = recommendation.kind
    if kind == Kind.PUBLIC_INTEREST:
        return PUBLIC_REPLY_EMERGENCY if recommendation.is_emergency else PUBLIC_REPLY
    if kind == Kind.RETRIAL:
        return "recommendation.retrial.reply"
    if recommendation.sub_kind == SubKind.COMMUNITY_CORRECTION and recommendation.stated_reply:
        # 社区矫正法 62 条 leaves the period to the document; where that states none, it is that of every 纠正违法.
        return SUB_KIND_REPLIES[SubKind.COMMUNITY_CORRECTION]
    if kind == Kind.CORRECTION and recipient and recipient.has("court"):
        return _to_court(recommendation)
    if recommendation.is_minor_protection:
        return "recommendation.minor_protection.reply"
    if kind == Kind.CORRECTION:
        return "recommendation.correction.reply"
    return SUB_KIND_REPLIES.get(recommendation.sub_kind, REPLY)


def _to_court(recommendation) -> str:
    """A court answers on the conduct of a trial in one month, on enforcement in three."""
    enforcement = recommendation.court_stage == "enforcement"
    return f"recommendation.correction.reply_court_{'enforcement' if enforcement else 'trial'}"


def is_to_court(recommendation, recipients=()) -> bool:
    """Whether it goes to courts alone, under rules of their own (规 30 条). `recipients`: of a paper not gone out."""
    chosen = list(recipients) or ([recommendation.recipient] if recommendation.recipient else [])
    return recommendation.kind == Kind.RETRIAL or bool(chosen and all(each.has("court") for each in chosen))


def record_rule(recommendation) -> str:
    return PUBLIC_RECORD if recommendation.kind == Kind.PUBLIC_INTEREST else RECORD


def opens_on_receipt(recommendation, received: When, assumed: bool) -> list[Open]:
    """The periods that receipt starts: the reply, an objection where one is stated, in public interest more."""
    owed = {
        "debtor": recommendation.recipient,
        "creditor": recommendation.lead,
        "starts": received,
        "starts_assumed": assumed,
        "responsible_role": Role.LIAISON,
    }
    rule, stated = reply_rule(recommendation)
    opened = [Open(rule, stated=stated, **owed)]
    if recommendation.kind == Kind.PUBLIC_INTEREST:
        opened.append(Open(RECTIFICATION, stated=recommendation.stated_rectification, **owed))
        if recommendation.stated_rectification:
            # No suit before the two months of 解释 21 条, however short the paper's own period.
            opened.append(Open(ACT, **owed))
        opened.append(_public_record(recommendation, received, assumed))
    if recommendation.stated_objection and not is_to_court(recommendation):
        opened.append(Open(OBJECTION, stated=recommendation.stated_objection, **owed))
    return opened


def _public_record(recommendation, received: When, assumed: bool) -> Open:
    lead = recommendation.lead
    return Open(
        PUBLIC_RECORD,
        lead,
        starts=received,
        starts_assumed=assumed,
        responsible_role=Role.HANDLER,
        audience=lead,
    )


def signing(recommendation, told: When) -> Open:
    """The wait for a signature, from when the recipient is told."""
    lead, recipient = recommendation.lead, recommendation.recipient
    return Open(SIGN_FOR, recipient, creditor=lead, starts=told, responsible_role=Role.LIAISON)


def opens_on_issue(recommendation, issued: When, *, waits: bool = False) -> list[Open]:
    """What issue starts: the record with the superior (not for public interest) and the wait for a signature.

    `waits`: for the scan with the seal first, before the recipient is told.
    """
    lead = recommendation.lead
    sealing = Open(SEAL, lead, starts=issued, responsible_role=Role.HANDLER, audience=lead)
    opened = [sealing if waits else signing(recommendation, issued)]
    if recommendation.kind != Kind.PUBLIC_INTEREST:
        opened.append(Open(RECORD, lead, starts=issued, responsible_role=Role.HANDLER, audience=lead))
    return opened


def first_day(period: Deadline) -> date | None:
    """The last day that law or paper gave `period`, whatever was granted since."""
    return period.original_on or period.due_on


def is_of_a_court(period: Deadline) -> bool:
    """Whether the court's own president extends it, by one month (法发〔2016〕30号 13 条)."""
    return period.rule == "recommendation.correction.reply_court_enforcement"


def end_of_extension(period: Deadline) -> date | None:
    """The last day to which it may be extended without more: once its length after its first last day.

    All extensions together are meant. None where no day or no length is known.
    """
    day, length = first_day(period), _length_once(period)
    return day and length and extended_day(day, length, calendar_in_use(period))


def _length_once(period: Deadline) -> Stated | None:
    """The length that law or paper gave `period`."""
    if is_of_a_court(period):
        return Stated(1, Unit.MONTHS)
    statute = rule_for(period.rule, period, period.starts_on)
    return period.stated or (Stated(statute.length, statute.unit) if statute.length else None)


def is_past(period: Deadline | None, when: When | None = None) -> bool:
    """Whether the last day of `period` was over on `when` (today, Asia/Shanghai).

    Where no day is known people judge; of a month or a year it is enough that it may have been over.
    """
    if period is None or period.due_on is None:
        return True
    return not (when or When.now()).before(When.on(period.due_on + timedelta(days=1)))


def is_late_to_reply(matter, when: When | None = None) -> bool:
    """Whether a reply on `when` (now) would be after a last day: of the first reply, or of one asked for since."""
    owed = matter.deadlines.filter(rule__in=(*REPLIES, URGED, FOLLOW_UP), status="open", due_on__isnull=False)
    return any(is_past(period, when) for period in owed)


def two_months(received: When | None) -> date | None:
    """The last day of the two months to act of 解释 21 条; None where the day of receipt is not known."""
    if received is None:
        return None
    statute = statutes.get(PUBLIC_REPLY, received.day)
    return compute(statute, received, calendar=calendar_in_use()).due_on


def close_replies(when: When) -> list[Close]:
    """The reply's period, whichever rule set it, is met."""
    return [Close(rule, on=when) for rule in REPLIES]
