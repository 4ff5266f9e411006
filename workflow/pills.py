"""A deadline as pages show it: the pill, and the sheet that explains its day."""

from typing import Any

from deadlines.calendar import WorkingCalendar
from deadlines.days import calendar_in_use
from deadlines.models import Deadline
from workflow.strip import strip


def pill(deadline: Deadline, *, explained: bool = False) -> dict[str, Any]:
    """For components/due_pill.html. With `explained` it opens the 期限说明."""
    shown = {"text": deadline.pill, "tone": deadline.tone, "title": deadline.label}
    return shown | {"explain": explanation(deadline)} if explained else shown


def short_pill(deadline: Deadline) -> dict[str, Any]:
    """For dense tables: what is left, with the last day as title."""
    text = (
        deadline.remaining()
        if deadline.is_open and deadline.due_on and not deadline.is_right and not deadline.rests
        else deadline.pill
    )
    title = f"{deadline.label}：{deadline.last_day}" if deadline.due_on else deadline.label
    return {"text": text, "tone": deadline.tone, "title": title}


def explanation(deadline: Deadline, calendar: WorkingCalendar | None = None) -> dict[str, Any]:
    """期限说明: the sentence, its article, and how each day was counted. `calendar`: where it was read already."""
    return {
        "sentence": deadline.explanation,
        "citation": deadline.citation,
        "notes": _notes(deadline),
        "days": strip(deadline, calendar or calendar_in_use(deadline)),
    }


def _notes(deadline: Deadline) -> list[str]:
    notes = []
    if deadline.is_target:
        notes.append(f"本期限为{deadline.soft_word}，不是法定期限。")
    if deadline.rests:
        notes.append("本件已经中止审查：对方的期限继续计算，不作逾期、不催办。")
    if deadline.provisional:
        notes.append("其中有的年度放假安排尚未公布，按法定节假日暂定，公布后重新计算。")
    if deadline.strict_on and deadline.strict_on != deadline.due_on:
        notes.append(f"该规定没有节假日顺延的条文，不顺延为{deadline.strict_on:%Y-%m-%d}，提醒以该日为准。")
    if deadline.extended_from:
        reason = deadline.change_reason.rstrip("。") or "已经变更"
        notes.append(f"原期限为{deadline.extended_from:%Y-%m-%d}，{reason}。")
    return notes
