"""The three administrators see no matter, only the tools of their office."""

from typing import Any

from django.urls import reverse

from organisations.models import Membership, Role

ROSTER = ("organisations:liaisons", "联络员名录", "各单位联络员、替补和分管负责人的电话，查找人员。")
OWN_PEOPLE = ("organisations:own_people", "本单位人员", "本单位在任人员和电话。")
TOOLS = {
    Role.SYSTEM_ADMIN: (
        ("admin:index", "管理后台", "单位、人员账号、文号格式、放假安排和本地期限规则。"),
        ROSTER,
        ("notices:failing", "邮件投递故障", "投递失败的邮件地址，改正后重新投递。"),
        OWN_PEOPLE,
    ),
    Role.SECURITY_ADMIN: (
        ("admin:organisations_membership_changelist", "角色任免", "登记和终止人员的任职，不含本人。"),
        ("organisations:security", "会话与锁定", "终止可疑的登录，解除因输错密码而锁定的账号。"),
        (*ROSTER[:2], "查找人员，核实身份后发放密码重置码、重置动态口令。"),
        OWN_PEOPLE,
    ),
    Role.ORGANISATION_ADMIN: (OWN_PEOPLE,),
    Role.AUDITOR: (
        ("access_log", "查阅下载记录", "谁在何时查阅、下载、导出了哪件事项，只列编号。"),
        ("audit:events", "办理经过", "每件事项的每一步由谁何时办理，不列名称和内容。"),
        ("audit:logins", "登录记录", "登录、失败、锁定、动态口令和会话终止。"),
        ("audit:places", "任职变动", "谁的角色何时由谁登记、修改、终止。"),
        ("audit:people", "账号变动", "人员账号何时由谁登记、修改、停用。"),
        ("audit:organisations", "单位变动", "单位何时由谁登记、修改、停用。"),
        ("audit:capabilities", "职能变动", "单位的职能何时由谁增加、取消。"),
        ("audit:changes", "双人确认", "重置、邮箱、职能和重要任职由谁申请、由谁确认，变动前后。"),
        OWN_PEOPLE,
    ),
}


def parts(membership: Membership) -> list[dict[str, Any]]:
    tools = [
        {"url": _address(name), "label": label, "about": about}
        for name, label, about in TOOLS[membership.role]
    ]
    return [{"template": "home/tools.html", "title": "可用的管理功能", "tools": tools}]


def _address(name: str) -> str:
    """Of a page by its name; `audit:…` is a list of the auditor's."""
    page, _, records = name.partition("audit:")
    return reverse("audit", args=[records]) if records else reverse(page)
