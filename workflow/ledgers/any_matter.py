"""The columns that the ledger of any kind has."""

from collections.abc import Iterator
from datetime import datetime

from common import cells, named
from matters.models import Matter
from matters.names import KIND, declared_name, kind_label
from matters.parties import LEAD, RECIPIENT
from matters.registry import kinds_of
from workflow.ledgers.column import Column, serial

DATE = (
    "年月日，如 2024-09-03、2024年9月3日；只知道年月的写 2024-09。没有的留空。单元格只显示年月的，按年月读入"
)
#: What a kind may keep of when a matter began and ended, with the headings.
SPAN = {"started_on": "开始日期", "ended_on": "办结日期"}
LONGEST_TITLE, LONGEST_NUMBER = 200, 80


def of_any_matter(model: type) -> Iterator[Column]:
    yield serial()
    yield Column(
        "title",
        "标题",
        lambda told: told.title,
        cells.words(LONGEST_TITLE),
        ("事项", "案件名称", "案名"),
        needed=not makes_title(model),
        expected=f"事项的标题，不超过 {LONGEST_TITLE} 个字",
        hint=f"不超过 {LONGEST_TITLE} 个字",
    )
    yield from _kind(model)
    yield _number()
    yield from _houses(model)
    yield Column("handler", "承办人", _handler, hint="只写出，不读入")
    yield from (_day(name, heading) for name, heading in SPAN.items() if hasattr(model, name))
    yield from _outcome(model)
    yield _state(model)


def makes_title(model: type) -> bool:
    """Whether the kind makes the title of what it keeps, whatever anybody types."""
    return model.titled is not Matter.titled


def _kind(model: type) -> Iterator[Column]:
    """Only where the model has several kinds."""
    names = [declared_name(KIND, kind) for kind in kinds_of(model)]
    if len(names) > 1:
        words = "、".join(names)
        yield Column(
            "kind",
            "类型",
            lambda told: told.matter.kind_label,
            _kind_reader(model),
            needed=True,
            expected=f"{words}之一",
            hint=words,
        )


def _kind_reader(model: type) -> cells.Reader:
    """By what a kind is called today, and by the name that it was given first."""

    def read(value: object, epoch: datetime) -> str:
        kinds = kinds_of(model)
        called = {kind_label(kind): kind for kind in kinds}
        return cells.one_of({declared_name(KIND, kind): kind for kind in kinds} | called)(value, epoch)

    return read


def _number() -> Column:
    return Column(
        "number",
        "文号",
        lambda told: told.matter.number,
        cells.words(LONGEST_NUMBER),
        ("编号", "文书文号"),
        hint="照文书抄录；没有的留空",
    )


def _houses(model: type) -> Iterator[Column]:
    """Who leads it, and to whom it is addressed where the kind knows that."""
    words = {party.role: party.word for party in model.parties}
    yield Column(
        LEAD,
        words[LEAD],
        lambda told: told.matter.lead.name,
        named.house,
        ("主办单位",),
        filled=True,
        expected="单位的全称",
        hint="单位全称；只登记本单位主办的，可以不要这一列",
    )
    if RECIPIENT in words:
        yield Column(RECIPIENT, words[RECIPIENT], _recipient, named.house, ("对方单位",), hint="单位全称")


def _recipient(told) -> str:
    return told.matter.recipient.name if told.matter.recipient_id else ""


def _handler(told) -> str:
    """Whose it is in the house that leads, for that house alone."""
    matter = told.matter
    return matter.handler.user.full_name if matter.handler_id and matter.is_led_by(told.membership) else ""


def _day(name: str, heading: str) -> Column:
    return Column(name, heading, lambda told: getattr(told.matter, name), cells.day_of, hint=DATE)


def _outcome(model: type) -> Iterator[Column]:
    """Of kinds that name the ways in which they end."""
    if outcomes := model.outcomes:
        codes = {word: code for code, word in outcomes.items()}
        yield Column(
            "outcome",
            "办理结果",
            lambda told: outcomes.get(told.matter.outcome, ""),
            cells.one_of(codes),
            hint="、".join(codes),
        )


def _state(model: type) -> Column:
    codes = {word: code for code, word in model.state_labels().items()}
    return Column(
        "state",
        "状态",
        lambda told: told.matter.get_state_display(),
        cells.one_of(codes),
        needed=True,
        expected=f"{'、'.join(codes)}之一",
        hint="、".join(codes),
    )
