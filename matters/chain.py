"""The hash chain of a matter's events: what was said cannot be changed, removed, inserted or cut off unseen."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder


def event_hash(event) -> str:
    """SHA-256 over everything an event says, its audience and the hash of the event before it."""
    said = {
        "matter": event.matter_id,
        "number": event.number,
        "verb": event.verb,
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "system_reason": event.system_reason,
        "occurred_at": event.occurred_at.isoformat(),
        "occurred_precision": event.occurred_precision,
        "recorded_at": event.recorded_at.isoformat(),
        "audience": event.audience_id,
        "entered_for": event.entered_for_id,
        "data": event.data,
        "key": event.key,
        "previous_hash": event.previous_hash,
    }
    # Events from before rows were covered say nothing of them.
    said |= {} if event.stands is None else {"stands": event.stands}
    text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Break:
    """A place where a chain does not hold."""

    matter_id: int
    number: int
    problem: str

    def __str__(self) -> str:
        return f"事项 {self.matter_id} 第 {self.number} 条：{self.problem}"


def verify_events(matter, events: Iterable) -> Iterator[Break]:
    """Every place where the chain of `matter` does not hold. `events` in the order of their numbers."""
    previous, expected = "", 1
    for event in events:
        if event.number != expected:
            yield Break(matter.pk, expected, "缺少记录，或插入了记录")
        if event.previous_hash != previous:
            yield Break(matter.pk, event.number, "与前一条不衔接，前面的记录被改动、删除或插入")
        if event.compute_hash() != event.hash:
            yield Break(matter.pk, event.number, "内容与校验值不符，记录被改动")
        previous, expected = event.hash, event.number + 1
    if (matter.last_event_number, matter.head_hash) != (expected - 1, previous):
        yield Break(matter.pk, expected, "末尾与事项记载不符，末尾记录被删除或添加")
