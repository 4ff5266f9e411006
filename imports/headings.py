"""The headings of a ledger: known by their names, over one row or several, as clerks write them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from common.names import tidy
from imports.lines import Line
from recommendations.ledger import COLUMNS

#: How far down the headings are looked for, and over how many rows they may stand.
SEARCHED, MOST_STACKED = 30, 3
NEEDED = ("recipients", "kind")


def _dated(*acts: str) -> tuple[str, ...]:
    return tuple(f"{act}{ending}" for act in acts for ending in ("日期", "时间", "日"))


#: Other names of the same columns.
CALLED = {
    "serial": ("序", "编次", "NO", "No"),
    "lead": (
        "制发单位", "制发院", "制发机关", "制发检察机关", "检察院", "检察机关", "主办检察院", "承办检察院", "办案检察院",
        "承办院", "办案院", "主办院", "提出单位", "发出单位", "发文单位", "发文机关", "提出建议检察院",
    ),
    "recipients": (
        "接收单位", "接收机关", "收文单位", "收文机关", "被建议对象", "被建议机关", "被建议单位名称", "建议对象",
        "被监督单位", "被监督机关", "受送达单位", "受送达人", "送达单位", "送达对象", "主送单位", "主送机关", "行政机关",
        "被建议行政机关", "发往单位", "整改单位", "接受单位", "被建议",
    ),
    "kind": (
        "检察建议类型", "建议类型", "种类", "类别", "检察建议种类", "检察建议类别", "建议种类", "建议类别", "案件类型",
        "案件类别", "文书类型", "文书种类", "业务类型", "建议书类型",
    ),
    "domain": ("案件领域", "监督领域", "所属领域", "涉及领域", "办案领域", "案件所属领域", "公益诉讼领域"),
    "number": (
        "检察建议文号", "文书编号", "编号", "文书文号", "文书号", "检察建议书文号", "建议书文号", "发文字号", "发文号", "字号",
        "检察建议编号", "检察建议书编号", "建议书编号", "建议文号", "检察建议书号", "检察建议号",
    ),
    "filed_on": _dated("立案", "案件立案", "决定立案"),
    "issued_on": _dated(
        "制发", "发出", "发文", "提出", "建议", "制发检察建议", "发出检察建议", "提出检察建议", "检察建议制发", "检察建议发出",
        "发建议", "建议书制发", "建议书发出", "检察建议书制发", "检察建议书发出", "成文", "检察建议",
    ),
    "received_on": _dated("送达", "收到", "签收", "收文", "接收", "送达签收", "文书送达", "检察建议送达"),
    "replied_on": _dated("回复", "回函", "复函", "答复", "书面回复", "反馈", "行政机关回复", "单位回复", "收到回复"),
    "outcome": (
        "结果", "落实情况", "整改结果", "采纳情况", "办理情况", "整改情况", "处理结果", "处理情况", "整改落实情况", "落实结果",
        "回复情况", "回复整改情况", "采纳落实情况", "采纳与否", "是否采纳", "办结情况", "办理进展", "案件进展", "目前进展",
        "进展情况", "落实整改情况", "办理状态", "监督结果", "监督效果", "结案情况",
    ),
    "summary": (
        "基本情况", "案情", "简要案情", "内容摘要", "案件简要情况", "案件基本情况", "简要情况", "案件情况", "案情简介",
        "基本案情", "案情摘要", "主要案情", "主要问题", "主要内容", "建议内容", "检察建议内容", "检察建议主要内容", "案件简介",
        "案由及主要情况", "案件名称", "案名", "事项", "标题", "检察建议名称",
    ),
    "note": ("说明", "备考", "附注"),
    "stated_reply": ("回复期限", "答复期限", "规定回复期限", "要求回复期限", "回复时限", "答复时限", "书面回复期限"),
    "stated_rectification": ("整改期限", "整改时限", "规定整改期限"),
    "stated_objection": ("异议期限", "提出异议期限", "异议期"),
}  # fmt: skip
NAMES = {
    re.sub(r"\s", "", called): name
    for name, heading in COLUMNS.items()
    for called in (heading, *CALLED.get(name, ()))
}
#: Columns that may stand more than once: what they tell is told one after the other.
JOINED = ("outcome", "summary", "note")


@dataclass(frozen=True)
class Headings:
    """Where the headings end, and the columns by what they hold; `others`: the headings nobody reads."""

    first: int
    last: int
    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.columns


def find(lines: Sequence[Line]) -> Headings | None:
    """The rows that name most things, the fewest of them; None where no row has what a ledger needs."""
    candidates = [each for each in _candidates(lines) if all(each.has(name) for name in NEEDED)]
    return max(candidates, key=_rank, default=None)


def _rank(found: Headings) -> tuple[int, int, int]:
    return len(found.columns), found.first - found.last, -found.first


def _candidates(lines: Sequence[Line]) -> Iterator[Headings]:
    searched = [line for line in lines if line.number <= SEARCHED]
    for at in range(len(searched)):
        for height in range(1, MOST_STACKED + 1):
            if len(stack := searched[at : at + height]) == height:
                yield _read(stack)


def _read(stack: Sequence[Line]) -> Headings:
    """The columns that these rows name, one above the other."""
    columns: dict[str, tuple[int, ...]] = {}
    others: dict[int, str] = {}
    above = ["" for _ in stack]
    for place in range(max(len(line.values) for line in stack)):
        texts = [_plain(line.text(place)) for line in stack]
        name = _column(texts) or _column(_under(above, texts))
        above = _under(above, texts)
        if name and (name not in columns or name in JOINED):
            columns[name] = (*columns.get(name, ()), place)
        elif any(texts):
            others[place] = "".join(dict.fromkeys(line.text(place) for line in stack))
    return Headings(stack[0].number, stack[-1].number, columns, others)


def _under(above: list[str], texts: list[str]) -> list[str]:
    """A column whose upper heading is empty stands under that of its left neighbour, where it has a lower one."""
    if not texts[-1] or any(texts[:-1]):
        return texts
    return [*above[:-1], texts[-1]]


def _column(texts: list[str]) -> str:
    """What a column holds by the headings above it; the lowest one always counts."""
    said = [text for text in dict.fromkeys(texts) if text]
    if not said:
        return ""
    lowest = said[-1]
    ways = [lowest] if len(said) == 1 else [*_joined(said[:-1], lowest), lowest]
    return next((NAMES[way] for way in ways if way in NAMES), "")


def _joined(upper: list[str], lowest: str) -> Iterator[str]:
    """日期 over 送达, 送达 over 日期, 回复情况 over 时间."""
    for each in reversed(upper):
        short = each.removesuffix("情况").removesuffix("信息")
        yield from (f"{each}{lowest}", f"{lowest}{each}", f"{short}{lowest}", f"{lowest}{short}")


def _plain(text: str) -> str:
    """A heading without blanks, brackets, marks."""
    return re.sub(r"\s|\(.*?\)|[*:.]|\[.*?\]", "", unicodedata.normalize("NFKC", tidy(text)))
