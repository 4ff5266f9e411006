"""Which rows of this room the events of a matter speak for."""

from common.evidence import cover, leave_out
from deadlines import models

cover(models.Deadline)
cover(models.CallRecord, "deadline__matter_id")

leave_out(
    "when the clock looks next and what it told: no right or duty hangs on a reminder, the deadline itself is covered",
    "deadlines.Ladder",
    "deadlines.Reminder",
)
leave_out(
    "calendar and rules are administered data with a history: each deadline keeps the rule and the day it came to",
    "deadlines.CalendarDay",
    "deadlines.HistoricalCalendarDay",
    "deadlines.LocalRule",
    "deadlines.HistoricalLocalRule",
    "deadlines.KnownLaw",
    "deadlines.HistoricalKnownLaw",
)
