"""The events of a meeting speak for its row, its resolutions, and what became of each owner's part."""

from common.evidence import cover
from matters.evidence import HEAD
from meetings.models import JointMeeting, Part, Report, Resolution

cover(JointMeeting, "matter_ptr_id", without=HEAD)
cover(Resolution, "meeting_id")
cover(Part, "resolution__meeting_id")
cover(Report, "part__resolution__meeting_id")
