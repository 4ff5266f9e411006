"""已中止审查: what runs on while the examination of its matter stands still. Grey, and last on every workbench."""

from typing import Any

from deadlines.models import Deadline
from fujian_portal.home.duties import Duty, one_each, read
from fujian_portal.home.parts import part
from fujian_portal.home.rows import group
from organisations.models import Membership, Role


def resting(membership: Membership) -> dict[str, Any] | None:
    """What the reader's organisation owes or waits for there; of a handler's house their own matters."""
    branches = Deadline.objects.resting_for(membership.organisation)
    if membership.role == Role.HANDLER:
        branches = [rows.filter(matter__handler=membership) for rows in branches]
    found = one_each(read(*branches))
    if not found:
        return None
    options = {"mover": _stands_still, "following": lambda duty, reader: None, "tone": "waiting"}
    return part("已中止审查", [group("resting", "期限继续计算，不催办", found, membership, **options)])


def _stands_still(duty: Duty) -> str:
    return f"{duty.deadline.debtor.short_name}：{duty.deadline.label}"
