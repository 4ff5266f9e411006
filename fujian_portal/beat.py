"""The beat: what is due by its own counting since it started, whatever a clock said before or says later."""

from datetime import timedelta
from typing import Any

from celery import beat
from celery.schedules import schedstate

#: As far as the machine's clock may be put back by its own corrections.
JITTER = timedelta(seconds=2)


class Entry(beat.ScheduleEntry):
    """Due at once after a start, and where the last run lies in what is now the future: the clock was set back."""

    def is_due(self) -> Any:
        if self.total_run_count == 0 or self.last_run_at > self.default_now() + JITTER:
            return schedstate(is_due=True, next=self.schedule.run_every.total_seconds())
        return super().is_due()


class Scheduler(beat.Scheduler):
    """Keeps no file: every job looks at the whole table, so that one run more is nothing and one less is late."""

    Entry = Entry
    _looked_at = None

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Jobs wait in the order of the hour at which they are due: set back, the hours are counted anew."""
        now = self.app.now()
        if self._looked_at and now < self._looked_at - JITTER:
            self._heap = None
        self._looked_at = now
        return super().tick(*args, **kwargs)
