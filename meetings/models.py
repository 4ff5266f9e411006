"""What hangs on a meeting, and the kinds of meeting in the order in which pages name them."""

from meetings.joint_meeting import JointMeeting
from meetings.records import Part, Report, Resolution, Term

KINDS = (JointMeeting,)

__all__ = ["KINDS", "JointMeeting", "Part", "Report", "Resolution", "Term"]
