"""What waits for this person as the second hand: identities and capabilities that nobody changes alone."""

from typing import Any

from organisations.models import Membership
from organisations.two_hands import address, open_changes


def part(membership: Membership) -> dict[str, Any] | None:
    """The changes that this place may confirm, the first to lapse first; None where there are none."""
    rows = [{"change": change, "url": address(change)} for change in open_changes(membership)]
    return {"template": "home/changes.html", "title": "待我确认的变更", "rows": rows} if rows else None
