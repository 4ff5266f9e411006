"""What the steps of every kind say of themselves, in the words a reader knows; a kind adds only its own."""

from collections.abc import Iterable, Mapping

from matters.models import Event

#: The short facts, in the order in which they stand behind the name of a step.
SHARED = {
    "number": "文号",
    "copied_to": "抄送",
    "sight_ended": "不再查阅",
    "before": "原承办人",
    "after": "新承办人",
    "decided_by": "决定人",
    "proposed": "提请事项",
    "asked": "由谁决定",
    "prepared_by": "提请人",
    "decided_on": "决定日期",
}
#: A person's own words, quoted below it.
QUOTED = ("reason", "word")


def facts(event: Event, labels: Mapping[str, str], hidden: frozenset[str]) -> list[str]:
    """The short facts of `event` that `labels` name, but for those that are `hidden` from the reader."""
    shown = {name: label for name, label in labels.items() if name not in hidden}
    return [f"{label}：{event.data[name]}" for name, label in shown.items() if event.data.get(name)]


def quoted(event: Event, names: Iterable[str], hidden: frozenset[str]) -> list[str]:
    """Its longer words, a paragraph each."""
    found = (event.data.get(name) for name in names if name not in hidden)
    return [text for text in found if text and isinstance(text, str)]


class SharedWords:
    """Mixed into each model: what a kind says that adds no words of its own."""

    def words_of(self, event: Event, hidden: frozenset[str] = frozenset()) -> list[str]:
        return facts(event, SHARED, hidden)

    def quote_of(self, event: Event, hidden: frozenset[str] = frozenset()) -> str:
        return "\n".join(quoted(event, QUOTED, hidden))
