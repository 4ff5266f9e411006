"""A clock that runs on from TUESDAY, alike in the test and in every process that it starts."""

import os
import time
from datetime import datetime, timedelta

from common import clock
from tests.workflow.days import TUESDAY

BEGAN = "TEST_CLOCK_BEGAN"


def start() -> None:
    """From now on, for this process and all that it starts."""
    os.environ[BEGAN] = str(time.time())


def moment(pace: float = 1) -> datetime:
    """What `common.clock.machine` shows instead (UTC), `pace` seconds for each real one."""
    passed = timedelta(seconds=(time.time() - float(os.environ[BEGAN])) * pace)
    return clock.at(TUESDAY, 9) + passed
