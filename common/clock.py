"""The one clock. Everything that asks for the present asks here, so that demo and test can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_set_to: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _set_to or machine()


def machine() -> datetime:
    """What the machine's clock shows, UTC; tests of running processes put a clock of their own in its place."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Asia/Shanghai."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """`moment` as Asia/Shanghai wall time."""
    return moment.astimezone(SHANGHAI)


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The moment (UTC) of a local wall time of `day`."""
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment (UTC) at which `day` ends, 24:00 local."""
    return at(day + timedelta(days=1))


@contextmanager
def set_to(moment: datetime | date) -> Iterator[None]:
    """Hold the clock still, for demo data and tests. A date means nine in the morning of that day."""
    global _set_to
    before = _set_to
    _set_to = moment.astimezone(UTC) if isinstance(moment, datetime) else at(moment, 9)
    try:
        yield
    finally:
        _set_to = before
