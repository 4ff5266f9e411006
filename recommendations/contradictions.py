"""What is entered of a paper must agree with itself and with the law, whoever enters it and by whichever way."""

import copy
from collections.abc import Iterable, Sequence
from typing import Any

from common.when import When
from deadlines import statutes
from deadlines.days import calendar_in_use
from deadlines.stating import refusal
from documents.numbers import NumberTaken
from documents.patterns import normal_form
from matters.kinds import Sensitivity
from matters.names import kind_label
from organisations.models import Organisation
from recommendations import rules
from recommendations.choices import Kind

#: The word of a number that only papers of one kind bear.
NUMBER_WORDS = {"公建": Kind.PUBLIC_INTEREST}
ONLY_PUBLIC = "只用于公益诉讼检察建议"
EMERGENCY = f"“十五日内回复”{ONLY_PUBLIC}（检察公益诉讼解释第二十一条）。其他检察建议情况紧急的，请填写载明的回复期限。"
RECTIFICATION = f"整改期限{ONLY_PUBLIC}（办案规则第七十五条第七项），请留空。"
MINORS = (
    "“一个月内回复”（未成年人保护法第一百一十四条）不用于公益诉讼检察建议，也不用于人民法院，请取消勾选。"
)
COURT_STAGE = "法院案件环节只用于向人民法院提出的纠正违法检察建议，请选“不适用”，或者核对类型和被建议单位。"
NO_OBJECTION = "向人民法院提出的检察建议不载明异议期限（规定第三十条），请留空。"


def contradictions(
    matter,
    recipients: Sequence[Organisation] = (),
    *,
    number: str = "",
    received: When | None = None,
    issued: bool = False,
) -> dict[str, str]:
    """What does not agree, by form field. `issued`: the paper was issued elsewhere, and stands as it is."""
    recipients = [each for each in recipients if each]
    to_court = rules.is_to_court(matter, recipients)
    found = {
        "is_emergency": EMERGENCY if matter.is_emergency and not _is_public(matter) else "",
        "stated_rectification": RECTIFICATION if _states_rectification(matter) else "",
        "is_minor_protection": MINORS if _misplaces_minors(matter, recipients) else "",
        "court_stage": COURT_STAGE if matter.court_stage and not _has_stage(matter, recipients) else "",
        "stated_objection": NO_OBJECTION if matter.stated_objection and to_court else "",
        "stated_reply": _reply(matter, recipients, received, issued),
        "number": number_refusal(number, matter.kind),
    }
    return {name: problem for name, problem in found.items() if problem}


def with_values(matter, values: dict[str, Any]):
    """A copy of `matter` as it would be with `values`, to be looked at and thrown away."""
    trial = copy.copy(matter)
    for name, value in values.items():
        setattr(trial, name, value)
    return trial


def number_refusal(number: str, kind: str) -> str:
    """Why a paper of `kind` cannot bear this number; empty where it can."""
    for word, meant in NUMBER_WORDS.items():
        if word in normal_form(number) and kind != meant:
            given = kind_label(kind) if kind else "所选类型"
            return f"文号“{number}”是{kind_label(meant)}的文号，与类型“{given}”不符，请核对文号和类型。"
    return ""


def already_registered(matter, taken: NumberTaken) -> str:
    """What stands under the number, and in what this entry differs from it; for the house whose number it is."""
    if taken.number.organisation_id != matter.lead_id:
        return taken.message_zh
    bearers = type(matter).objects.not_annulled().filter(lead=matter.lead_id, number=taken.number.text)
    standing = list(bearers.select_related("recipient").order_by("pk"))
    if not standing or any(each.sensitivity != Sensitivity.ORDINARY for each in standing):
        return f"文号“{taken.number.text}”已经在本院登记，本次没有登记。请核对文号，或者向案件管理部门查询。"
    first = standing[0]
    names = "、".join(each.recipient.name for each in standing if each.recipient)
    stands = f"已登记的是：{first.kind_label}，被建议单位{names}，{first.issued_on or '日期未登记'}制发。"
    return f"{taken.message_zh}{stands}{_differing(matter, standing)}"


def _differing(matter, standing: list) -> str:
    first = standing[0]
    differs = {
        "类型": matter.kind != first.kind,
        "被建议单位": matter.recipient_id not in [each.recipient_id for each in standing],
        "制发日期": matter.issued_on != first.issued_on,
    }
    if names := "、".join(name for name, different in differs.items() if different):
        return f"本次填写的{names}与之不同。"
    return "本次填写的与之相同，不必重复登记。"


def _is_public(matter) -> bool:
    return matter.kind == Kind.PUBLIC_INTEREST


def _misplaces_minors(matter, recipients: Sequence[Organisation]) -> bool:
    elsewhere = matter.kind in (Kind.PUBLIC_INTEREST, Kind.RETRIAL)
    return matter.is_minor_protection and (elsewhere or any(each.has("court") for each in recipients))


def _states_rectification(matter) -> bool:
    return matter.stated_rectification is not None and not _is_public(matter)


def _has_stage(matter, recipients: Iterable[Organisation]) -> bool:
    return matter.kind == Kind.CORRECTION and all(each.has("court") for each in recipients)


def _reply(matter, recipients: Sequence[Organisation], received: When | None, issued: bool) -> str:
    """The first objection to the reply's period, for whichever recipient."""
    stated = matter.stated_reply
    if stated is None:
        return ""
    for recipient in recipients or [matter.recipient]:
        statute = statutes.get(rules.reply_rule(matter, recipient)[0], received and received.day)
        if stated == statute.longest:
            continue
        calendar = calendar_in_use(matter)
        if problem := refusal(statute, stated, start=received, issued=issued, calendar=calendar):
            return problem
    return ""
