"""What the timeline says of a joint meeting: which resolution, whose, until when."""

from collections.abc import Mapping
from typing import Any

from common import dates
from common.when import When
from matters.models import Event

#: What the timeline quotes below an event.
QUOTED = {"text", "word"}
PROGRESS = {"going_on": "正在落实", "done": "已经落实"}


class MeetingWords:
    """Mixed into JointMeeting."""

    def words_of(self, event: Event, hidden: frozenset[str] = frozenset()) -> list[str]:
        return [*_about(event.data), *super().words_of(event, hidden | QUOTED)]

    def quote_of(self, event: Event, hidden: frozenset[str] = frozenset()) -> str:
        return event.data.get("text") or super().quote_of(event, hidden)


def _about(said: Mapping[str, Any]) -> list[str]:
    """Of what an event says, what no field that was asked says in these words."""
    words = [_which(said)] if "resolution" in said else [said["items"]] if "items" in said else []
    if "resolutions" in said:
        words.append(f"议定事项{len(said['resolutions'])}项")
    if "new_owner" in said:
        words.append(f"改由{said['new_owner']}落实")
    if "until" in said:
        words.append(f"最后日期：{_day(said['until'])}")
    return words


def _which(said: Mapping[str, Any]) -> str:
    return f"第{said['resolution']}项，{said['owner']}"


def _day(said: str) -> str:
    return dates.chinese_date(When.parse(said))
