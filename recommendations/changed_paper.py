"""What a changed paper says, under which number and for whom."""

from typing import Any

from common import clock
from organisations.models import Organisation
from recommendations.advices import as_items
from recommendations.contents import missing_contents
from recommendations.contradictions import contradictions
from recommendations.papers import recommendation_content
from recommendations.siblings import Others, named
from workflow.effects import Effects, Number, Paper, Taking
from workflow.errors import Invalid

#: What a changed paper may say otherwise; advices and periods besides.
TEXTS = {"facts": "事实和证据", "problem": "问题", "legal_basis": "法律依据", "other": "其他事项"}
PERIODS = {
    "stated_reply": "回复期限",
    "stated_objection": "异议期限",
    "stated_rectification": "整改期限",
}
CHANGEABLE = TEXTS | PERIODS


def changes(matter, taking: Taking) -> tuple[list[str], list[Any]]:
    """The names of what changes, and the advices that end and begin. Raises Invalid where nothing does."""
    given = taking.get("changes", {})
    differing = {name: new for name, new in given.items() if (new or "") != (getattr(matter, name) or "")}
    for name, new in differing.items():
        setattr(matter, name, new)
    names = [label for name, label in CHANGEABLE.items() if name in differing]
    old, texts = list(matter.advices.all()), as_items(taking.get("advices") or ())
    if not texts or texts == [row.text for row in old]:
        if not names:
            raise Invalid({"": "没有变更任何内容，没有登记。请修改需要变更的部分。"})
        return names, []
    for row in old:
        row.until_version = matter.paper_version
    model = type(matter).advices.rel.related_model
    new = [model(order=order, text=text) for order, text in enumerate(texts, start=1)]
    return [*names, "建议事项"], [*old, *new]


def check_periods(matter, taking: Taking) -> None:
    """Raises Invalid where the changed paper states what the law does not let it state."""
    found = contradictions(matter, [matter.recipient], issued=bool(taking.get("paper_scans")))
    if problems := {name: problem for name, problem in found.items() if name in PERIODS}:
        raise Invalid(problems)


def add_changed_paper(matter, effects: Effects, taking: Taking) -> None:
    """The paper itself: written by the portal, or the sealed scan of what was issued elsewhere."""
    effects.number = _number(matter, taking)
    if taking.get("paper_scans"):
        effects.scan_is_paper = "recommendation"
        return
    _check_contents(matter, taking)
    title = f"检察建议书（第{matter.paper_version}版）"
    recipients = _addressed(matter, taking)
    effects.papers.append(
        Paper(
            "recommendation",
            title,
            lambda number: recommendation_content(matter, number, recipients),
            numbered=True,
        )
    )


def is_scanned(taking: Taking) -> bool:
    """Whether the changed paper came with its seal; of one changed along, whether that of the first did."""
    earlier = taking.get("earlier")
    return bool(taking.get("paper_scans")) or bool(earlier and not earlier.awaits_seal())


def _number(matter, taking: Taking) -> Number:
    """The number stays, unless a new one was given; one number never stands on two texts."""
    if number := taking.get("number", ""):
        return Number(matter.lead, text=number)
    if not matter.changed_together() or for_all(matter, taking):
        return Number(matter.lead, text=matter.number, shared=True)
    if taking.get("paper_scans"):
        raise Invalid({"number": "只变更本单位的，变更后的文书与原文书不再是同一份，请填写变更后的文号。"})
    return Number(matter.lead, kind=matter.kind, year=(taking.decided.day or clock.today()).year)


def _addressed(matter, taking: Taking) -> list[Organisation]:
    """Whom the changed paper names: all it is changed for, in the order of the first one."""
    together = [matter, *matter.changed_together()] if for_all(matter, taking) else [matter]
    return [each.recipient for each in sorted(together, key=lambda each: each.pk)]


def _check_contents(matter, taking: Taking) -> None:
    """What the portal writes has every content that the law asks for (规 16 条). Raises Invalid."""
    given = {"advices"} if taking.get("advices") else set()
    missing = [item for item in missing_contents(matter) if item.field not in given]
    if not missing:
        return
    names = "、".join(item.name for item in missing)
    problems = {item.field: f"请填写{item.name}。" for item in missing if item.field in CHANGEABLE}
    problems["paper_scans"] = f"由本系统生成的，内容尚不完整，缺：{names}。请补充，或者上传变更后的盖章文书。"
    raise Invalid(problems)


def for_all(matter, taking: Taking) -> bool:
    """Whether the others go along, as was chosen. Raises Invalid where it was not said what becomes of them."""
    others = matter.changed_together()
    if others and taking.get("others") not in Others.values:
        raise Invalid({"others": f"同一文书还发往{named(others)}，请选择如何处理。"})
    return bool(others) and taking.get("others") == Others.ALL
