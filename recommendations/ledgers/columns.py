"""The columns of the ledger of recommendations, in their order."""

from datetime import datetime

from common import cells, named
from common.xlsx import Value
from matters.names import short_kind
from recommendations.ledgers import kinds, stated
from recommendations.ledgers.headings import CALLED
from recommendations.ledgers.writing import result_of
from workflow.ledgers.any_matter import DATE
from workflow.ledgers.column import Column, Told, serial

LONGEST_DOMAIN, LONGEST_NUMBER = 60, 80
ELSEWHERE = "，其余写在备注中"
STATED = "文书载明的期限，如 15日、1个月、10个工作日；没有载明的留空。整改期限只用于公益诉讼"


def procuratorate(value: object, epoch: datetime) -> str:
    """Who issued: the first of those that are named, without what stands in brackets. Raises BadCell."""
    said = cells.words_of(value, epoch)
    found = [each for each in named.parties(said) if named.is_name(each)]
    name = named.without_note(found[0]) if found else ""
    if not name and not said.strip("、；,，"):
        return ""
    if not named.is_procuratorate(name):
        raise cells.BadCell(f"“{said[:40]}”不是检察院。应为检察院的全称。")
    named.check_length(name)
    return name


def units(value: object, epoch: datetime) -> tuple[str, ...]:
    """To whom it was issued. Raises BadCell."""
    found = named.houses(value, epoch)
    if court := next((each for each in found if named.is_procuratorate(each)), ""):
        raise cells.BadCell(f"“{court}”是检察院，不能是被建议单位，请核对。")
    return found


def _summary(told: Told) -> str:
    return told.title if told.is_masked else told.matter.facts or told.title


def _recipient(told: Told) -> str:
    return told.matter.recipient.name if told.matter.recipient_id else ""


def _kind(told: Told) -> str:
    return short_kind(told.matter.kind, told.matter.named_on(), told.matter)


def _column(name: str, heading: str, written, read: cells.Reader, **more) -> Column:
    return Column(name, heading, written, read, CALLED.get(name, ()), **more)


def _field(name: str, heading: str, read: cells.Reader, **more) -> Column:
    """A column that holds what the field of its name does."""
    return _column(name, heading, lambda told: getattr(told.matter, name), read, **more)


def _day(name: str, heading: str) -> Column:
    return _field(name, heading, cells.day_of, hint=DATE)


def _stated(name: str, heading: str) -> Column:
    def written(told: Told) -> Value:
        return str(getattr(told.matter, name) or "")

    return _column(name, heading, written, stated.read, hint=STATED)


COLUMNS = (
    serial(),
    _column(
        "lead",
        "制发检察院",
        lambda told: told.matter.lead.name,
        procuratorate,
        filled=True,
        expected="检察院的全称",
        hint="检察院全称；只登记本院制发的，可以不要这一列",
    ),
    _column(
        "recipients",
        "被建议单位",
        _recipient,
        units,
        needed=True,
        expected="单位名称，几个单位之间用“、”隔开",
        hint="单位名称；同一文书发几个单位的用“、”隔开，各登记一件并相互关联",
    ),
    _column(
        "kind",
        "类型",
        _kind,
        kinds.read,
        needed=True,
        expected=f"{'、'.join(kinds.KIND_NAMES)}之一",
        hint="、".join(kinds.KIND_NAMES),
    ),
    _field(
        "domain",
        "领域",
        cells.words(LONGEST_DOMAIN, ELSEWHERE),
        hint=f"如 生态环境、食品药品，不超过 {LONGEST_DOMAIN} 字",
    ),
    _field("number", "文号", cells.words(LONGEST_NUMBER, ELSEWHERE), hint="照文书抄录；没有的留空"),
    _day("filed_on", "立案日期"),
    _day("issued_on", "制发日期"),
    _day("received_on", "送达日期"),
    _day("replied_on", "回复日期"),
    _column(
        "outcome",
        "办理结果",
        lambda told: result_of(told.matter),
        cells.words_of,
        joins=True,
        hint="如 整改到位、采纳、未采纳、整改不到位、提起诉讼（2019-07-16起诉，2019-11-15判决支持）",
    ),
    _column("summary", "主要情况", _summary, cells.words_of, joins=True, hint="第一句作为标题"),
    _column(
        "note",
        "备注",
        lambda told: told.matter.source_number,
        cells.words_of,
        joins=True,
        hint="来源、编号等",
        of="source_number",
    ),
    _stated("stated_reply", "载明的回复期限"),
    _stated("stated_rectification", "载明的整改期限"),
    _stated("stated_objection", "载明的异议期限"),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
