"""What a joint meeting's resolutions are counted by: the day is the one that the meeting decided."""

from deadlines import statutes
from deadlines.statute import TARGET, Law, Mark, Statute, Unit
from organisations.models import Role

MINUTES = Law("联席会议纪要")

RESOLUTION, CONFIRM, CLOSE = "meeting.resolution", "meeting.confirm", "meeting.close"

statutes.declare(
    Statute(
        RESOLUTION, "责任单位", "落实联席会议议定事项", "反馈", None, Unit.DAYS,
        "会议议定", (MINUTES("议定事项"),), Mark.KNOWN, stated=True, role=Role.LIAISON,
        note="最后日期由会议议定；长期坚持的，没有最后日期",
    ),
    Statute(
        CONFIRM, "召集单位", "核对议定事项的落实情况", "核对", 5, Unit.WORKING_DAYS,
        "责任单位反馈已落实", (TARGET(),), Mark.KNOWN,
    ),
    Statute(
        CLOSE, "召集单位", "议定事项全部销号后办结", "办结", 5, Unit.WORKING_DAYS,
        "最后一项销号", (TARGET(),), Mark.KNOWN,
    ),
)  # fmt: skip
