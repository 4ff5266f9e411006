"""The entries of the main navigation, by the role a person acts in."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from matters.registry import registered_models
from organisations.models import Membership, Role
from organisations.permissions import ROSTER_READERS
from workflow.steps import steps_of

LEDGER_KEEPERS = (Role.HANDLER, Role.CLERK, Role.DEPARTMENT_HEAD)
BOARD_READERS = {"procuratorate", "judicial_bureau", "government", "oversight", "agency"}


def entries(request: HttpRequest) -> list[dict[str, Any]]:
    """For components/nav.html; the entry that the address lies in is the active one."""
    membership = getattr(request, "membership", None)
    if membership is None:
        return []
    shown = [{"label": label, "url": url} for label, url in _links(membership) if url]
    here = max(
        (entry["url"] for entry in shown if _leads_to(entry["url"], request.path)), key=len, default=""
    )
    return [entry | {"active": entry["url"] == here} for entry in shown]


def _links(membership: Membership) -> list[tuple[str, str]]:
    role, links = membership.role, [("工作台", reverse("home"))]
    if role == Role.MECHANISM_LIAISON:
        links.append(("电话提醒", reverse("matters:calls")))
    if not membership.is_administrator:
        links.append(("事项", reverse("matters:list")))
        links += [(entry["label"], entry["url"]) for entry in creating_entries(membership)]
        if role != Role.SECTION_OFFICER and membership.organisation.capability_set() & BOARD_READERS:
            links.append(("看板", _if_there("assessment:board")))
    if role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        links.append(("管理后台", reverse("admin:index")))
    if role == Role.SECURITY_ADMIN:
        links.append(("会话与锁定", reverse("organisations:security")))
    if role in LEDGER_KEEPERS:
        links.append(("台账导入", reverse("imports:list")))
    if role == Role.AUDITOR:
        links.append(("查阅下载记录", reverse("access_log")))
        links.append(("办理经过", reverse("audit", args=["events"])))
        links.append(("登录记录", reverse("audit", args=["logins"])))
        links.append(("每日封存", reverse("audit_seals")))
    if role in ROSTER_READERS:
        links.append(("联络员名录", reverse("organisations:liaisons")))
    if role in (Role.LIAISON, Role.ORGANISATION_HEAD, Role.ORGANISATION_ADMIN):
        links.append(("本单位人员", reverse("organisations:own_people")))
    return links


def creating_entries(membership: Membership) -> list[dict[str, str]]:
    """The ways to begin a matter that are open to `membership`, from the declarations of the steps."""
    if membership.is_administrator or not membership.organisation.has("procuratorate"):
        return []
    return [
        {"label": step.label, "url": _if_there(f"{model._meta.app_label}:new", step.name), "hint": step.hint}
        for model in registered_models()
        for step in steps_of(model).values()
        if step.creates
        and step.listed
        and not step.who.refusal(model(lead=membership.organisation), membership)
    ]


def _if_there(name: str, *args: str) -> str:
    """The address of a page, or nothing while the room that has it is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _leads_to(url: str, path: str) -> bool:
    return path == url or (url != reverse("home") and path.startswith(url))
