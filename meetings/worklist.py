"""How the duties of a joint meeting stand on the workbench: each resolution in a row of its own."""

from deadlines.models import Deadline
from meetings import rules
from organisations.models import Membership
from workflow.lists.worklist import Button, Worklist


class MeetingWorklist(Worklist):
    assigned_by_heads = (rules.RESOLUTION, rules.CONFIRM, rules.CLOSE)

    def group(self, rule: str) -> str:
        return "progress" if rule == rules.RESOLUTION else "other"

    def item(self, deadline: Deadline) -> str:
        return deadline.subject if deadline.rule in (rules.RESOLUTION, rules.CONFIRM) else ""

    def waiting(self, deadline: Deadline, matter, membership: Membership) -> Button | None:
        """Whoever waits for an owner has nothing to do meanwhile: its own reports are of its own parts."""
        return None if deadline.rule == rules.RESOLUTION else super().waiting(deadline, matter, membership)
