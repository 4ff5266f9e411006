"""The clock under faults: runs a day in DAY real seconds, everywhere alike."""

from datetime import datetime

from tests import running

#: Real seconds in which a day of the portal passes.
DAY = 10


def moment() -> datetime:
    return running.moment(86_400 / DAY)
