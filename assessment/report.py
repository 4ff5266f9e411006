"""The words of the 落实效果评估报告: a draft from the figures, with blanks where judgement is asked."""

from collections.abc import Sequence

from assessment.evaluation import Evaluation, Times
from assessment.evaluation_sheet import Content, Part, Table
from assessment.measures import BY_CODE
from assessment.named import Named
from assessment.outstanding import OVERDUE, UNRECTIFIED
from common import clock, dates
from matters.names import kind_label
from recommendations.choices import Outcome
from recommendations.models import Recommendation

COUNTED: tuple[tuple[str, str], ...] = (
    ("制发", "issued"),
    ("已回复", "replied"),
    ("按期", "in_time"),
    ("逾期", "late"),
    ("未回复", "overdue"),
    ("采纳", "adopted"),
    ("整改到位", "rectified"),
    ("起诉", "sued"),
)
WIDTH, NAME_WIDTH = 156.0, 44.0


def content(found: Evaluation) -> Content:
    """What the paper says; the same figures give the same text."""
    year, day = found.year, clock.today()
    return Content(
        organisation=found.organisation.name,
        title=f"关于{year}年检察建议落实效果的评估报告",
        recipient="检察委员会",
        opening=(
            "根据《人民检察院检察建议工作规定》第二十六条，现将本院"
            f"{year}年制发检察建议的落实效果报告如下。数据截至{dates.chinese_moment(clock.now())}。"
        ),
        parts=(
            Part(heading="制发情况", texts=(_issued(found),)),
            Part(heading="回复情况", texts=tuple(_replied(found))),
            Part(heading="采纳和整改情况", texts=tuple(_carried_out(found))),
            Part(heading="跟进督促情况", texts=(_followed_up(found),)),
            Part(heading="分类情况", tables=tuple(_tables(found))),
            _not_done(found),
            Part(heading="落实效果分析和存在的问题", blank="由承办部门结合个案填写"),
            Part(heading="下一步工作建议", blank="由承办部门填写"),
        ),
        closing="以上报告，请审议。",
        day=day,
        reckoning=(
            "说明：本稿由系统根据登记的办理情况生成，供修改使用。每件按被建议单位计一件；封存的和误录作废的未计入。"
            "按期以延长后的期限为准。收到或者回复日期只知道年月的，不判断是否按期。"
        ),
    )


def _issued(found: Evaluation) -> str:
    where = found.organisation.jurisdiction
    kinds = "，".join(f"{kind_label(each.line.key, None, where)}{each.line.issued}件" for each in found.kinds)
    if not kinds:
        return f"{found.year}年本院没有制发检察建议。"
    return (
        f"{found.year}年本院共制发检察建议{found.total.issued}件，涉及被建议单位{len(found.recipients)}个。"
        f"其中{kinds}。目前尚在办理{found.total.count('open')}件。"
    )


def _replied(found: Evaluation) -> list[str]:
    of = found.total.count
    texts = [
        f"已书面回复{of('replied')}件：按期回复{of('in_time')}件（其中经同意延期后按期回复{of('extended')}件），"
        f"逾期回复{of('late')}件。逾期未回复{of('overdue')}件，尚未到期{of('not_due')}件，"
        f"尚未送达{of('unserved')}件，日期不全、不判断是否按期{of('undated')}件，"
        f"期满未回复已结束{of('unanswered')}件，期限届满之前未经回复已结束{of('ended')}件。",
        f"期限已经届满的，按期回复率为{found.rate('in_time')}；不计延期，按原期限为{found.rate('first')}。",
    ]
    if found.total.median_days is not None:
        days = f"{found.total.median_days:.1f}".removesuffix(".0")
        texts.append(f"收到和回复日期确知的{of('timed')}件，从收到到回复用时的中位数为{days}天。")
    return texts


def _carried_out(found: Evaluation) -> list[str]:
    of = found.total.count
    return [
        f"经审查，采纳{of('adopted')}件，其中整改到位{of('rectified')}件。采纳占已回复的{found.rate('adopted_of_replied')}，"
        f"占制发的{found.rate('adopted')}；整改到位占制发的{found.rate('rectified')}。",
        f"逾期回复但整改到位的{found.rate('late_rectified')}，分母为逾期回复的件数。",
    ]


def _followed_up(found: Evaluation) -> str:
    steps = [
        f"发出督促函{_words(found.urged)}",
        *(f"{label}{_words(each)}" for label, each in found.escalated.items()),
    ]
    return f"{'，'.join(steps)}，提起公益诉讼{found.total.count('sued')}件。"


def _words(done: Times) -> str:
    return f"{done.times}次（{done.matters}件）"


def _tables(found: Evaluation) -> list[Table]:
    groups = (
        ("按类型", "类型", found.kinds),
        ("按被建议单位", "单位", found.recipients),
        ("按领域", "领域", found.domains),
    )
    return [_table(title, head, lines) for title, head, lines in groups if lines]


def _table(title: str, head: str, lines: Sequence[Named]) -> Table:
    width = (WIDTH - NAME_WIDTH) / len(COUNTED)
    columns = ((head, NAME_WIDTH), *((label, width) for label, _ in COUNTED))
    rows = tuple((each.name, *(str(each.line.count(code)) for _, code in COUNTED)) for each in lines)
    return Table(title=title, columns=columns, rows=rows)


def _not_done(found: Evaluation) -> Part:
    heading = "尚未整改到位的检察建议"
    if not found.not_done:
        return Part(heading=heading, texts=("没有审查结论为整改不到位的，也没有逾期未回复、逾期未整改的。",))
    columns = (("文号", 40.0), ("被建议单位", 34.0), ("检察建议", 54.0), ("情况", 28.0))
    rows = tuple(_line(matter) for matter in found.not_done)
    table = Table(title=f"共{len(rows)}件", columns=columns, rows=rows)
    return Part(heading=heading, tables=(table,))


def _line(matter: Recommendation) -> tuple[str, ...]:
    return (matter.number or "文号不详", matter.recipient.short_name, matter.title, state_of(matter))


def state_of(matter: Recommendation) -> str:
    """Of a row of `Evaluation.not_done`, with the reason that was given for a late reply."""
    reason = f"（逾期回复的原因：{matter.late_reason}）" if matter.late_reason else ""
    if matter.outcome:
        return Outcome(matter.outcome).label + reason
    code = OVERDUE if matter.standing == OVERDUE else UNRECTIFIED
    return BY_CODE[code].label + reason
