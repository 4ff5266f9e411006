"""Examples of declared kinds, as written in data/declared/*.toml; README.md there explains the keys."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from common import clock
from deadlines.calendar import WorkingCalendar
from demo import resolutions
from demo.crew import Crew
from demo.people import DATA
from matters.models import Matter
from matters.registry import model_for
from meetings.models import JointMeeting
from organisations.choosing import AbleOrganisationField, AbleOrganisationsField
from organisations.models import Capability, Membership, Organisation, Role
from workflow.houses import HEADS
from workflow.perform import perform
from workflow.steps import Step, steps_of


@dataclass(frozen=True)
class Deed:
    """One step. `on` counts days from today, moved back to a working day; `by` names whoever takes it, where it is not
    the first who may.
    """

    do: str
    on: int
    by: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Tale:
    """One matter: its kind, the code of the house that begins it, and its steps."""

    kind: str
    lead: str
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class Telling:
    """One step of one tale at its moment (UTC)."""

    moment: datetime
    number: int
    tale: Tale
    deed: Deed


def load_tales() -> list[Tale]:
    return [
        tale for path in sorted((DATA / "declared").glob("*.toml")) for tale in _read(path.read_text("utf-8"))
    ]


def _read(text: str) -> Iterator[Tale]:
    for written in tomllib.loads(text)["tale"]:
        deeds = tuple(Deed(**each) for each in written["steps"])
        yield Tale(written["kind"], written["lead"], deeds)


def schedule(tales: Iterable[Tale], calendar: WorkingCalendar) -> Iterator[Telling]:
    """In working hours, one minute after the other, never later than now."""
    for number, tale in enumerate(tales):
        last = None
        for place, deed in enumerate(tale.deeds):
            day = calendar.previous_working_day(clock.today() + timedelta(days=deed.on))
            moment = min(clock.at(day, 9 + number % 7, number * 11 % 50 + place % 10), _just_now(place))
            last = moment if last is None else max(moment, last + timedelta(minutes=1))
            yield Telling(last, number, tale, deed)


def _just_now(place: int) -> datetime:
    return clock.now() - timedelta(minutes=30 - place)


class Teller:
    """Takes the steps of the tales, each by whoever takes it in life."""

    def __init__(self, organisations: dict[str, Organisation], crew: Crew) -> None:
        self.organisations, self.crew = organisations, crew
        self.matters: dict[int, int] = {}

    def take(self, telling: Telling) -> None:
        deed = telling.deed
        matter = self._matter(telling)
        step = steps_of(type(matter))[deed.do]
        actor = self.crew.named(deed.by) if deed.by else self._first(step, matter, deed)
        event = perform(matter=matter, step=deed.do, actor=actor, **self._given(step, matter, deed))
        self.matters[telling.number] = event.matter_id

    def _matter(self, telling: Telling) -> Matter:
        model = model_for(telling.tale.kind)
        if pk := self.matters.get(telling.number):
            return model.objects.get(pk=pk)
        return model(kind=telling.tale.kind, lead=self.organisations[telling.tale.lead])

    def _first(self, step: Step, matter: Matter, deed: Deed) -> Membership:
        """The head where a head decides, else whoever works for the house."""
        own = resolutions.house_of(matter, deed.data) if step.who.side == "invited" else None
        house = own or matter.house_on(step.who.side)
        if set(step.who.roles) <= set(HEADS):
            roles = HEADS
        else:
            roles = (Role.HANDLER,) if house.has(Capability.PROCURATORATE) else (Role.LIAISON,)
        held = next(role for role in roles if self._is_held(house, role))
        return self.crew.holder(house, held)

    def _is_held(self, house: Organisation, role: str) -> bool:
        return any(True for _ in Membership.objects.holders(house, role))

    def _given(self, step: Step, matter: Matter, deed: Deed) -> dict[str, Any]:
        """Organisations are written by their codes."""
        if isinstance(matter, JointMeeting):
            return resolutions.given(matter, deed.data, self.organisations)
        asked = step.form_class().base_fields
        return {name: self._value(asked.get(name), value) for name, value in deed.data.items()}

    def _value(self, asked, value: Any) -> Any:
        if isinstance(asked, AbleOrganisationsField):
            return [self.organisations[code] for code in value]
        return self.organisations[value] if isinstance(asked, AbleOrganisationField) else value
