"""What the papers around urging say: 提示函, 整改审查意见, 通报, 约谈, 报告. How they look is `documents.papers`."""

from common import clock
from common.when import When
from documents.papers import letter, minutes
from documents.wording import addressed, chinese_day, full_stop
from recommendations.choices import Finding, UrgeGround
from recommendations.court_papers import addressed_to, named
from recommendations.overseer import overseer_of
from recommendations.papers import in_words
from recommendations.records import Escalation

RULES = "《人民检察院检察建议工作规定》"
MECHANISM = "《关于建立“府检联动”工作机制的意见》"
#: What the judicial bureau may do of its own: a 通报 by article 31, a 约谈 by article 22.
SUPERVISION = {
    Escalation.Type.CIRCULAR: "《行政执法监督条例》第三十一条",
    Escalation.Type.INTERVIEW: "《行政执法监督条例》第二十二条第五项",
}
#: What the record says, for the papers of 规 25.
IN_VAIN = {
    UrgeGround.NO_REPLY: "在规定的期限内未书面回复，经督促仍无正当理由不回复",
    UrgeGround.NOT_ADOPTED: "经督促，无正当理由不采纳{noun}",
    UrgeGround.NOT_RECTIFIED: "采纳{noun}后，经督促，无正当理由未实际整改",
    UrgeGround.PARTLY: "采纳{noun}后，经督促，无正当理由整改不到位",
}


def reminder_content(matter, text: str, taking) -> letter.Content:
    """提示函: the day that comes, and what is owed by it; it asks for nothing else."""
    period, you = matter.reply_period(), addressed(matter.recipient.name)
    due = f"，书面回复期限至{chinese_day(period.due_on)}（含当日）" if period and period.due_on else ""
    lines = [
        f"{named(matter, you)}{due}。现予提示，请{you}按期落实并书面回复。",
        full_stop(text) if text else "有正当理由不能按期回复的，请在期限届满前书面说明。",
    ]
    title = f"关于提示落实{matter.noun}的函"
    return addressed_to(matter, title, matter.recipient.name, "\n".join(lines), taking.occurred.day)


def review_letter_content(matter, items, taking, number: str) -> letter.Content:
    """整改审查意见: what is left of each advice, and until when; its period runs from its receipt."""
    left = [item for item in items if item.finding != Finding.DONE]
    found = [f"{item.advice.order}．{full_stop(item.advice.text)}{_found(item)}" for item in left]
    opinion = [full_stop(taking.get("opinion"))] if taking.get("opinion") else []
    you = addressed(matter.recipient.name)
    lines = [
        f"对{named(matter, you)}，本院已审查整改情况。下列事项尚未整改到位：",
        *found,
        *opinion,
        f"请{you}自收到本意见之日起{in_words(taking.get('follow_up'))}内继续整改，并将整改情况书面回复本院。",
    ]
    text = "\n".join(lines)
    return addressed_to(
        matter, "整改审查意见", matter.recipient.name, text, taking.decided.day, number=number
    )


def _found(item) -> str:
    note = full_stop(item.text) if item.text else ""
    return f"审查结果：{Finding(item.finding).label}。{note}"


def _recorded(matter, finding, you: str = "") -> str:
    """What the record says: the paper, its service, the urging, and what was decided about the reason.

    `you`: how a letter to the recipient itself calls it; others read its name.
    """
    served = f"，{When.parse(matter.received_on)}送达" if matter.received_on else ""
    urged = matter.day_of_urging()
    letter_of = f"本院督促函于{When.parse(urged)}送达。" if urged else ""
    return f"{named(matter, you)}{served}。{letter_of}{you or matter.recipient.name}{_in_vain(matter, finding)}。"


def _in_vain(matter, finding) -> str:
    return IN_VAIN[finding.ground].format(noun=matter.noun)


def _issued(matter, row, title: str, recipient: str, text: str, day, number: str) -> letter.Content:
    """By the procuratorate, or by the two together: both stand in heading and signature."""
    overseer = overseer_of(matter) if row.is_joint else None
    with_whom = (overseer.name,) if overseer else ()
    return addressed_to(matter, title, recipient, text, day, number=number, jointly_with=with_whom)


def _basis(row, articles: str) -> str:
    joint = f"、{SUPERVISION[row.type]}" if row.is_joint else ""
    return f"{RULES}{articles}{joint}和{MECHANISM}"


def circular_content(matter, row, held: When, number: str) -> letter.Content:
    text = "\n".join(
        [
            _recorded(matter, row.finding),
            full_stop(row.text),
            f"根据{_basis(row, '第二十五条')}的规定，现予通报。请督促其依法履行职责、落实{matter.noun}，并将有关情况反馈本院。",
        ]
    )
    return _issued(matter, row, f"关于{matter.noun}落实情况的通报", row.addressee, text, held.day, number)


def interview_notice_content(matter, row, taking, number: str) -> letter.Content:
    when, you = When.parse(row.held_on), addressed(matter.recipient.name)
    text = "\n".join(
        [
            _recorded(matter, row.finding, you),
            f"根据{_basis(row, '第二十五条')}的规定，决定于{when}约谈{you}，"
            f"请安排下列人员参加：{row.people}。",
            full_stop(row.text),
            f"请准备落实{matter.noun}的情况说明和有关材料。",
        ]
    )
    return _issued(matter, row, "约谈通知书", matter.recipient.name, text, taking.decided.day, number)


def interview_minutes_content(matter, row) -> minutes.Content:
    overseer = overseer_of(matter) if row.is_joint else None
    by = f"{matter.lead.name}、{overseer.name}" if overseer else matter.lead.name
    return minutes.Content(
        organisation=matter.lead.name,
        title="约谈记录",
        rows=(
            ("约谈事项", f"{matter.number} {matter.title}".strip()),
            ("约谈单位", by),
            ("被约谈单位", matter.recipient.name),
            ("约谈依据", f"{_in_vain(matter, row.finding)}（{_basis(row, '第二十五条')}）"),
            ("约谈日期", str(When.parse(row.held_on))),
            ("参加人员", row.people),
            ("约谈事由", row.text),
            ("约谈情况", row.minutes),
        ),
        signers=("约谈人", "被约谈单位", "记录人"),
    )


def report_content(matter, row, taking, number: str) -> letter.Content:
    """报告: up, to the superior procuratorate, the party committee, the people's congress."""
    text = "\n".join(
        [
            _recorded(matter, row.finding),
            full_stop(row.text),
            f"根据{RULES}第二十五条的规定，现将有关情况报告如上。",
        ]
    )
    title = f"关于{matter.noun}落实情况的报告"
    day = taking.decided.day or clock.today()
    return addressed_to(matter, title, row.addressee, text, day, number=number)
