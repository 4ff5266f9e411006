"""What the lists of the auditor say of people, houses, matters and what was changed."""

import re

from django.db.models import Model

from matters.models import AccessLog, Event
from matters.registry import model_for
from organisations.models import (
    Membership,
    Organisation,
    SensitiveChange,
    User,
)
from workflow.steps import steps_of


def name(user: User | None) -> str:
    return f"{user.full_name}（{user.username}）" if user else "—"


def house(organisation: Organisation | None) -> str:
    return organisation.short_name if organisation else "—"


def place(membership: Membership | None) -> str:
    return f"{membership.organisation.short_name}　{membership.place}" if membership else "—"


def matter(row: AccessLog | Event) -> str:
    return f"第 {row.matter_id} 号事项（{row.matter.kind_label}）" if row.matter_id else "—"


#: What may stand in a record about a matter; earlier records of downloads hold titles and numbers of papers.
WITHOUT_CONTENT = re.compile(
    r"((附件|提请材料|文书)\d+|空白送达回证)(（PDF）)?|字段历史|卷宗.{0,7}|\w{0,4}函（预览）|"
    r"(没有权限|没有找到或者无权查阅)：.*"
)


def subject(row: AccessLog) -> str:
    if row.matter_id and row.subject and not WITHOUT_CONTENT.fullmatch(row.subject):
        return "文书"
    return row.subject or "—"


def step(row: Event) -> str:
    """As the kind of its matter calls it: two kinds may call steps of one name otherwise."""
    kind = row.matter.kind
    declared = steps_of(model_for(kind)).get(row.verb)
    return declared.label_by_kind.get(kind, declared.label) if declared else row.verb


def decided_by(row: SensitiveChange) -> str:
    if row.decided_by_id:
        return f"{row.decided_by.user}（{place(row.decided_by)}）"
    return "系统运维人员" if row.decided_at else "—"


def flags(row: User) -> str:
    words = ["启用" if row.is_active else "停用"]
    words += ["已绑定动态口令"] if row.has_second_factor else []
    words += ["须修改密码"] if row.must_change_password else []
    return "，".join(words)


def span(row: Model) -> str:
    until = row.in_force_until.isoformat() if row.in_force_until else "—"
    return f"{row.in_force_from.isoformat()} 至 {until}"
