"""When something happened, with the precision that is known and not more."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from common import clock

FIRST_YEAR, LAST_YEAR = 1949, 2199
PRECISIONS = ("instant", "day", "month", "year")


@dataclass(frozen=True)
class When:
    """A moment, a day, a month or a year in Asia/Shanghai.

    `start` is the first moment of it (UTC); a month or a year never turns into a day.
    """

    start: datetime
    precision: str = "instant"

    @classmethod
    def now(cls) -> "When":
        return cls(clock.now())

    @classmethod
    def on(cls, day: date) -> "When":
        return cls(clock.at(day), "day")

    @classmethod
    def of(cls, value: "When | datetime | date") -> "When":
        if isinstance(value, When):
            return value
        return cls(value) if isinstance(value, datetime) else cls.on(value)

    @classmethod
    def parse(cls, text: str) -> "When":
        """Read `2020`, `2020-07`, `2020-07-23` or `2020-07-23T10:30` (local time).

        Raises ValueError for anything else, and for years before 1949 or after 2199.
        """
        text = text.strip()
        if not text[:4].isdigit() or not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            raise ValueError(f"no year of this portal: {text!r}")
        if re.fullmatch(r"\d{4}", text):
            return cls(clock.at(date(int(text), 1, 1)), "year")
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return cls(clock.at(date(int(text[:4]), int(text[5:]), 1)), "month")
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return cls.on(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
        return cls(moment if moment.tzinfo else moment.replace(tzinfo=clock.SHANGHAI))

    @property
    def is_partial(self) -> bool:
        return self.precision in ("month", "year")

    @property
    def day(self) -> date | None:
        """The local day, or None where only a month or a year is known."""
        return None if self.is_partial else clock.local(self.start).date()

    def before(self, other: "When") -> bool:
        """Whether it was certainly earlier, compared at the coarser of the two precisions, never below a day."""
        mine, others = self._calendar_text(), other._calendar_text()
        length = min(len(mine), len(others))
        return mine[:length] < others[:length]

    def _calendar_text(self) -> str:
        return self.isoformat()[:10]

    @property
    def in_future(self) -> bool:
        if self.precision == "instant":
            return self.start > clock.now()
        return clock.local(self.start).date() > clock.today()

    def __str__(self) -> str:
        local = clock.local(self.start)
        forms = {
            "year": "%Y年",
            "month": "%Y年{m}月",
            "day": "%Y年{m}月{d}日",
            "instant": "%Y年{m}月{d}日%H:%M",
        }
        return local.strftime(forms[self.precision]).format(m=local.month, d=local.day)

    def isoformat(self) -> str:
        """The written form that `parse` reads back."""
        local = clock.local(self.start)
        forms = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
        return local.strftime(forms[self.precision]) if self.precision in forms else local.isoformat()
