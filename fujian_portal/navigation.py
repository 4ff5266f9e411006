"""The entries of the main navigation, by the role a person acts in."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from imports.rooms import kept_by
from organisations.models import Membership, Role
from organisations.permissions import OFFICE, ROSTER_READERS
from workflow.ways import areas

MOST_WAYS = 4
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
        links += _beginning(membership)
        if role != Role.SECTION_OFFICER and membership.organisation.capability_set() & BOARD_READERS:
            links.append(("看板", _if_there("assessment:board")))
    if role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        links.append(("管理后台", reverse("admin:index")))
    if role == Role.SECURITY_ADMIN:
        links.append(("会话与锁定", reverse("organisations:security")))
    if kept_by(membership):
        links.append(("台账导入", reverse("imports:list")))
    if role == Role.AUDITOR:
        links.append(("查阅下载记录", reverse("access_log")))
        links.append(("办理经过", reverse("audit", args=["events"])))
        links.append(("登录记录", reverse("audit", args=["logins"])))
        links.append(("每日封存", reverse("audit_seals")))
    if role in OFFICE:
        links.append(("启用的事项种类", reverse("matters:kinds")))
    if role in ROSTER_READERS:
        links.append(("联络员名录", reverse("organisations:liaisons")))
    if role in (Role.LIAISON, Role.ORGANISATION_HEAD, Role.ORGANISATION_ADMIN):
        links.append(("本单位人员", reverse("organisations:own_people")))
    return links


def _beginning(membership: Membership) -> list[tuple[str, str]]:
    """Each way to begin a matter, or the page of all of them where they are more than a menu holds."""
    ways = [way for area in areas(membership) for way in area["ways"]]
    if len(ways) > MOST_WAYS:
        return [("新建", reverse("matters:choose"))]
    return [(way["label"], way["url"]) for way in ways]


def _if_there(name: str, *args: str) -> str:
    """The address of a page, or nothing while the room that has it is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _leads_to(url: str, path: str) -> bool:
    return path == url or (url != reverse("home") and path.startswith(url))
