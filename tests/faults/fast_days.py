"""The clock under faults: starts at the real present and then runs a day in DAY real seconds, everywhere alike."""

import os
import time
from datetime import UTC, datetime, timedelta

from common import clock

#: Real seconds in which a day of the portal passes.
DAY = 10
BEGAN = "FAULTS_BEGAN"


def start() -> None:
    """From now on, for this process and all that it starts."""
    os.environ[BEGAN] = str(time.time())


def moment() -> datetime:
    """What `common.clock.now` answers: UTC; where a seed has set the clock, that moment."""
    began = float(os.environ[BEGAN])
    passed = timedelta(days=(time.time() - began) / DAY)
    return clock._set_to or datetime.fromtimestamp(began, UTC) + passed
