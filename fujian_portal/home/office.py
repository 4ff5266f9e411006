"""The office of the mechanism: whom to call today, and who cannot be reached by a reminder."""

from typing import Any

from organisations.models import Membership, Organisation
from workflow.lists.calls import call_rows


def parts(membership: Membership) -> list[dict[str, Any] | None]:
    home = membership.organisation
    missing = Organisation.objects.without_liaison().filter(jurisdiction=home.jurisdiction_id)
    unreachable = {"template": "home/missing.html", "missing": list(missing)}
    calls = {"template": "home/calls.html", "calls": call_rows(membership)}
    return [calls, unreachable if unreachable["missing"] else None]
