"""The lists of the auditor: which rows, by whose name and day they are found, and what of them is shown.

An event shows its envelope alone: when, who, which sort of step, which matter by its running number, and the
beginning of its hash. Its data, and the matter's title and number, are not even read from the database.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Model, Q, QuerySet

from deadlines.days import Place
from deadlines.known_laws import KnownLaw
from deadlines.local import name_of
from deadlines.models import CalendarDay, LocalRule
from documents.models import NumberPattern
from fujian_portal.audit.before import differences, with_before
from matters.in_use import UnusedKind
from matters.models import AccessLog, Event
from matters.names import EVERYWHERE, DatedName
from matters.registry import registered_models
from organisations.models import (
    Jurisdiction,
    LoginRecord,
    Membership,
    Organisation,
    OrganisationCapability,
    SensitiveChange,
    User,
)
from organisations.sessions import describe
from workflow.steps import steps_of

Value = str | datetime | None


@dataclass(frozen=True)
class Column:
    """One column: what stands above it, and what a row says."""

    label: str
    value: Callable[[Model], Value]


@dataclass(frozen=True)
class Records:
    """One list. `rows(home)` are its branches for the auditor's jurisdiction (a primary key).

    `moment` orders it, latest first; `person`, `organisation` and `kind` are what it is narrowed by, empty where
    it has none.
    """

    name: str
    title: str
    about: str
    rows: Callable[[int], list[QuerySet]]
    moment: str
    columns: Sequence[Column]
    person: str = ""
    organisation: str = ""
    kind: str = ""
    kinds: Sequence[tuple[str, str]] = ()


def _name(user: User | None) -> str:
    return f"{user.full_name}（{user.username}）" if user else "—"


def _house(organisation: Organisation | None) -> str:
    return organisation.short_name if organisation else "—"


def _place(membership: Membership | None) -> str:
    return f"{membership.organisation.short_name}　{membership.place}" if membership else "—"


def _matter(row: AccessLog | Event) -> str:
    return f"第 {row.matter_id} 号事项（{row.matter.kind_label}）" if row.matter_id else "—"


#: What may stand in a record about a matter; earlier records of downloads hold titles and numbers of papers.
WITHOUT_CONTENT = re.compile(
    r"((附件|提请材料|文书)\d+|空白送达回证)(（PDF）)?|字段历史|卷宗.{0,7}|\w{0,4}函（预览）|"
    r"(没有权限|没有找到或者无权查阅)：.*"
)


def _subject(row: AccessLog) -> str:
    if row.matter_id and row.subject and not WITHOUT_CONTENT.fullmatch(row.subject):
        return "文书"
    return row.subject or "—"


def _access(home: int) -> list[QuerySet]:
    rows = AccessLog.objects.filter(membership__organisation__jurisdiction=home)
    return [rows.select_related("membership__organisation", "user", "matter")]


ENVELOPE = ("recorded_at", "verb", "actor_name", "number", "hash", "actor", "matter", "entered_for")


def _events(home: int) -> list[QuerySet]:
    rows = Event.objects.filter(matter__lead__jurisdiction=home)
    related = ("actor__organisation", "entered_for", "matter")
    shown = ("actor__organisation__short_name", "entered_for__short_name", "matter__kind")
    return [rows.select_related(*related).only(*ENVELOPE, *shown)]


@cache
def _verbs() -> dict[str, str]:
    return {step.name: step.label for model in registered_models() for step in steps_of(model).values()}


def _logins(home: int) -> list[QuerySet]:
    """Those of the jurisdiction's people, and the failures under names that belong to no account."""
    rows = LoginRecord.objects.select_related("user", "organisation", "by__user", "by__organisation")
    return [rows.filter(organisation__jurisdiction=home), rows.filter(organisation=None)]


def _places(home: int) -> list[QuerySet]:
    rows = Membership.history.filter(organisation__jurisdiction=home)
    return [with_before(rows.select_related("user", "organisation", "history_user"))]


def _people(home: int) -> list[QuerySet]:
    placed = Membership.objects.filter(organisation__jurisdiction=home).values("user")
    return [with_before(User.history.filter(id__in=placed).select_related("history_user"))]


def _organisations(home: int) -> list[QuerySet]:
    return [with_before(Organisation.history.filter(jurisdiction=home).select_related("history_user"))]


def _capabilities(home: int) -> list[QuerySet]:
    rows = OrganisationCapability.history.filter(organisation__jurisdiction=home)
    return [rows.select_related("history_user", "organisation")]


def _changes(home: int) -> list[QuerySet]:
    """Of the jurisdiction's houses, by whomever asked for, and what its people asked for elsewhere."""
    here = Q(organisation__jurisdiction=home) | Q(asked_by__organisation__jurisdiction=home)
    related = ("person", "organisation", "asked_by__user", "asked_by__organisation", "decided_by__user",
               "decided_by__organisation")  # fmt: skip
    return [SensitiveChange.objects.filter(here).select_related(*related)]


def _days(home: int) -> list[QuerySet]:
    """Everybody's days, and those of the places in which the jurisdiction lies."""
    codes = Place.of(Jurisdiction.objects.get(pk=home)).codes
    rows = CalendarDay.history.select_related("history_user", "jurisdiction")
    return [rows.filter(jurisdiction=None), rows.filter(jurisdiction__code__in=codes)]


def _rules(home: int) -> list[QuerySet]:
    return [LocalRule.history.filter(jurisdiction=home).select_related("history_user", "jurisdiction")]


def _patterns(home: int) -> list[QuerySet]:
    rows = NumberPattern.history.filter(organisation__jurisdiction=home)
    return [rows.select_related("history_user", "organisation")]


def _above(home: int) -> list[str]:
    """The codes of the jurisdiction and those above it, whose settings hold here too."""
    return [EVERYWHERE, *Place.of(Jurisdiction.objects.get(pk=home)).codes]


def _names(home: int) -> list[QuerySet]:
    rows = DatedName.history.filter(jurisdiction__code__in=_above(home))
    return [rows.select_related("history_user")]


def _laws(home: int) -> list[QuerySet]:
    here = Q(jurisdiction__code__in=_above(home)) | Q(jurisdiction=None)
    return [KnownLaw.history.filter(here).select_related("history_user")]


def _unused(home: int) -> list[QuerySet]:
    return [UnusedKind.history.filter(jurisdiction=home).select_related("history_user")]


CHANGE = (("+", "新增"), ("~", "修改"), ("-", "删除"))
#: A row stands for what is switched off.
SWITCH = (("+", "停用"), ("-", "重新启用"))
BY = Column("操作人", lambda row: _name(row.history_user))
HOW = Column("变动", lambda row: dict(CHANGE)[row.history_type])
AT = Column("时间", lambda row: row.history_date)


def _decided_by(row: SensitiveChange) -> str:
    if row.decided_by_id:
        return f"{row.decided_by.user}（{_place(row.decided_by)}）"
    return "系统运维人员" if row.decided_at else "—"


def _flags(row: User) -> str:
    words = ["启用" if row.is_active else "停用"]
    words += ["已绑定动态口令"] if row.has_second_factor else []
    words += ["须修改密码"] if row.must_change_password else []
    return "，".join(words)


def _span(row: Model) -> str:
    until = row.in_force_until.isoformat() if row.in_force_until else "—"
    return f"{row.in_force_from.isoformat()} 至 {until}"


LISTS = {
    each.name: each
    for each in (
        Records(
            "access",
            "查阅下载记录",
            "本辖区各单位人员对事项的查阅、下载和导出，审计员自己的查询也在其中。只列编号，不列内容。",
            _access,
            "at",
            (
                Column("时间", lambda row: row.at),
                Column("人员", lambda row: _name(row.user)),
                Column("单位和职务", lambda row: _place(row.membership)),
                Column("操作", lambda row: row.get_action_display()),
                Column("事项", _matter),
                Column("内容", _subject),
            ),
            person="user",
            organisation="membership__organisation",
            kind="action",
            kinds=AccessLog.Action.choices,
        ),
        Records(
            "events",
            "办理经过",
            "本辖区各事项每一步由谁何时办理。不列事项名称、文号和内容；摘要用于核对记录未被改动。",
            _events,
            "recorded_at",
            (
                Column("登记时间", lambda row: row.recorded_at),
                Column("办理人", lambda row: row.actor_name if row.actor_id else "系统"),
                Column("单位", lambda row: _house(row.actor.organisation if row.actor_id else None)),
                Column("步骤", lambda row: _verbs().get(row.verb, row.verb)),
                Column("代录", lambda row: _house(row.entered_for)),
                Column("事项", _matter),
                Column("第几步", lambda row: str(row.number)),
                Column("摘要", lambda row: row.hash[:12]),
            ),
            person="actor__user",
            organisation="actor__organisation",
        ),
        Records(
            "logins",
            "登录记录",
            "登录、退出、失败、锁定、动态口令和会话终止。未登记的用户名不予显示，以免其中误含密码。",
            _logins,
            "at",
            (
                Column("时间", lambda row: row.at),
                Column("人员", lambda row: _name(row.user) if row.user_id else "未登记的用户名"),
                Column("单位", lambda row: _house(row.organisation)),
                Column("事由", lambda row: row.get_what_display()),
                Column("操作人", lambda row: f"{row.by.user}（{_place(row.by)}）" if row.by_id else "—"),
                Column("地址", lambda row: row.address or "—"),
                Column("设备", lambda row: describe(row.agent)),
            ),
            person="user",
            organisation="organisation",
            kind="what",
            kinds=LoginRecord.What.choices,
        ),
        Records(
            "places",
            "任职变动",
            "谁的角色何时由谁登记、修改、终止。列变动后的内容。",
            _places,
            "history_date",
            (
                AT,
                BY,
                HOW,
                Column("人员", lambda row: _name(row.user)),
                Column("单位", lambda row: _house(row.organisation)),
                Column("角色", lambda row: f"{row.get_role_display()}　{row.get_standing_display()}"),
                Column("任职起", lambda row: row.started_on.isoformat()),
                Column("任职止", lambda row: row.ended_on.isoformat() if row.ended_on else "—"),
                Column("改动", differences),
            ),
            person="user",
            organisation="organisation",
            kind="history_type",
            kinds=CHANGE,
        ),
        Records(
            "people",
            "账号变动",
            "人员账号何时由谁登记、修改、停用。列变动后的状态，不含密码。",
            _people,
            "history_date",
            (
                AT,
                BY,
                HOW,
                Column("账号", lambda row: f"{row.full_name}（{row.username}）"),
                Column("状态", _flags),
                Column("改动", differences),
            ),
            person="id",
            kind="history_type",
            kinds=CHANGE,
        ),
        Records(
            "organisations",
            "单位变动",
            "单位何时由谁登记、修改、停用。列变动后的内容。",
            _organisations,
            "history_date",
            (
                AT,
                BY,
                HOW,
                Column("单位", lambda row: row.name),
                Column("单位代码", lambda row: row.code),
                Column("状态", lambda row: "启用" if row.is_active else "停用"),
                Column("改动", differences),
            ),
            organisation="id",
            kind="history_type",
            kinds=CHANGE,
        ),
        Records(
            "capabilities",
            "职能变动",
            "单位的职能何时由谁增加、取消。职能决定单位能看到哪些事项。",
            _capabilities,
            "history_date",
            (
                AT,
                BY,
                HOW,
                Column("单位", lambda row: _house(row.organisation)),
                Column("职能", lambda row: row.get_capability_display()),
            ),
            person="history_user",
            organisation="organisation",
            kind="history_type",
            kinds=CHANGE,
        ),
        Records(
            "changes",
            "双人确认",
            "负责人和管理员的重置、邮箱和任职，以及单位职能的变更：由谁申请，由谁确认，变动前后。",
            _changes,
            "asked_at",
            (
                Column("申请时间", lambda row: row.asked_at),
                Column("申请人", lambda row: f"{row.asked_by.user}（{_place(row.asked_by)}）"),
                Column("事项", str),
                Column("单位", lambda row: _house(row.organisation)),
                Column("变动前", lambda row: row.before or "—"),
                Column("变动后", lambda row: row.after or "—"),
                Column("结果", lambda row: row.outcome_words),
                Column("处理人", _decided_by),
                Column("处理时间", lambda row: row.decided_at),
            ),
            person="person",
            organisation="organisation",
            kind="outcome",
            kinds=SensitiveChange.Outcome.choices,
        ),
        Records(
            "days",
            "放假安排变动",
            "全国的和本地区的放假安排何时由谁登记、修改。列变动后的内容。",
            _days,
            "history_date",
            (
                AT,
                BY,
                HOW,
                Column("日期", lambda row: row.date.isoformat()),
                Column("地区", lambda row: row.jurisdiction.name if row.jurisdiction_id else "全国"),
                Column("安排", lambda row: f"{row.get_status_display()}　{row.occasion}"),
                Column("依据", lambda row: row.notice or "—"),
            ),
            person="history_user",
            kind="history_type",
            kinds=CHANGE,
        ),
        Records(
            "rules",
            "本地期限规则变动",
            "本辖区自己的期限规则何时由谁登记、修改。列变动后的内容。",
            _rules,
            "history_date",
            (
                AT,
                BY,
                HOW,
                Column("规则", lambda row: name_of(row.rule)),
                Column("期限", lambda row: f"{row.length}{row.get_unit_display()}"),
                Column("依据", lambda row: row.citation),
                Column("施行", _span),
            ),
            person="history_user",
            kind="history_type",
            kinds=CHANGE,
        ),
        Records(
            "names",
            "名称变动",
            "类型和文书的名称自哪一天起、依据什么改称，由谁登记、修改。含上级辖区登记、适用于本辖区的。",
            _names,
            "history_date",
            (
                AT,
                BY,
                HOW,
                Column("对象", lambda row: row.get_code_display()),
                Column("名称", lambda row: row.text),
                Column("启用日期", lambda row: row.in_force_from.isoformat()),
                Column("依据", lambda row: row.basis),
            ),
            person="history_user",
            kind="history_type",
            kinds=CHANGE,
        ),
        Records(
            "kinds",
            "事项种类启用变动",
            "本辖区停用、重新启用了哪些事项种类，何时由谁办理。",
            _unused,
            "history_date",
            (
                AT,
                BY,
                Column("变动", lambda row: dict(SWITCH)[row.history_type]),
                Column("事项种类", lambda row: row.get_kind_display()),
            ),
            person="history_user",
            kind="history_type",
            kinds=SWITCH,
        ),
        Records(
            "laws",
            "法律施行日期变动",
            "法律自哪一天起施行、到哪一天失效、由何法取代，由谁登记、修改。含全国施行的。",
            _laws,
            "history_date",
            (
                AT,
                BY,
                HOW,
                Column("名称", lambda row: row.name),
                Column("施行", _span),
                Column("由何法取代", lambda row: row.successor or "—"),
            ),
            person="history_user",
            kind="history_type",
            kinds=CHANGE,
        ),
        Records(
            "patterns",
            "文号格式变动",
            "各单位的文号格式何时由谁登记、修改。列变动后的内容。",
            _patterns,
            "history_date",
            (
                AT,
                BY,
                HOW,
                Column("单位", lambda row: _house(row.organisation)),
                Column("用于", lambda row: row.get_kind_display() if row.kind else "其他各类"),
                Column("格式", lambda row: row.pattern),
                Column("启用日期", lambda row: row.in_force_from.isoformat()),
                Column("起始号", lambda row: f"{row.starts_in}年 {row.starts_at}号"),
            ),
            person="history_user",
            organisation="organisation",
            kind="history_type",
            kinds=CHANGE,
        ),
    )
}
