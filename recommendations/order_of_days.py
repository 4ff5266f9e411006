"""What cannot have happened before something else."""

from common.when import When
from workflow.errors import Invalid


def check_after_receipt(matter, when: When) -> None:
    """Nobody answers what has not arrived. Raises Invalid."""
    if matter.received and when.before(matter.received):
        raise Invalid({"occurred_at": f"办理日期不能早于收到日期（{matter.received}），请核对。"})
