"""What a move does when it is taken: everything follows from its declaration and from what was given."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from common import dates
from deadlines import statutes
from matters.parties import LEAD, RECIPIENT
from organisations.models import Capability, Membership, Organisation, Role
from workflow import asking
from workflow.beginning import begin
from workflow.clocks import Clock
from workflow.content import Content
from workflow.effects import Effects, Join, Taking, Tell
from workflow.errors import Invalid
from workflow.present import Present
from workflow.steps import next_step

if TYPE_CHECKING:
    from workflow.moves import Move

#: Who keeps up with matters in a house that merely reads along.
READERS = (Role.LIAISON, Role.ASSESSOR, Role.MECHANISM_LIAISON)
#: In a procuratorate, which has no liaison: who keeps up with such matters, and who gives out what others address to it.
READERS_IN_PROCURATORATE = (Role.MECHANISM_LIAISON, Role.DEPARTMENT_HEAD)
RECEIVERS_IN_PROCURATORATE = (Role.DEPARTMENT_HEAD, Role.CLERK)

OWN_HOUSE = "这是主办单位自己，没有登记。请选择其他单位。"
TOO_LATE = "“{duty}”的期限最迟{last}（含当日），已经届满，不能再办理“{step}”。期限内已经办理、事后补录的，请填写实际办理的日期。"
TAKES_PART = "{}已经是本事项的主办或者收文单位，不用抄送。请取消选择。"
ADDRESSED = "该单位已经是本事项的收文单位，没有登记。请选择其他单位。"


def effects_of_move(move: "Move", matter, taking: Taking) -> Effects:
    """Raises Invalid where what was given does not hold."""
    given = asking.checked(move.asks, taking.data)
    if problems := _own_house(move, matter, given) | matter.problems_with(
        move.name, {**taking.files, **given}
    ):
        raise Invalid(problems)
    if matter.content == Content.NONE and taking.files:
        raise Invalid(dict.fromkeys(taking.files, Content.NONE.notice))
    _check_in_time(move, matter, taking)
    if move.begins:
        begin(matter, taking)
    present = Present(matter, taking, _brought(move, given))
    if addressed := present.brought.get(RECIPIENT):
        matter.recipient = addressed[0]
    matter.keep(move, given, taking)
    effects = _effects(move, matter, taking, given, present)
    if move.then:
        move.then(matter, given, effects)
    return effects


def _check_in_time(move: "Move", matter, taking: Taking) -> None:
    """Raises Invalid where it happened after the last day of a period within which it has to."""
    rules = [clock.rule for clock in move.within]
    rows = matter.deadlines.running().filter(rule__in=rules) if rules else ()
    for row in rows:
        if row.due_on and taking.occurred.start >= row.due_at:
            last = dates.short_date(row.due_on)
            raise Invalid({"occurred_at": TOO_LATE.format(duty=row.label, last=last, step=move.label)})


def _own_house(move: "Move", matter, given: Mapping[str, Any]) -> dict[str, str]:
    """Nobody addresses a matter to the house that leads it, nor passes it on to the one that has it, nor copies it to
    either."""
    chosen = {name: given.get(name) for name, house in move.brings.items() if house.role == RECIPIENT}
    wrong = {matter.lead: OWN_HOUSE, matter.recipient: ADDRESSED}
    found = {name: wrong[house] for name, house in chosen.items() if house in wrong and house}
    acting = {matter.lead, matter.recipient, *chosen.values()} - {None}
    reading = {name: given.get(name) or () for name, house in move.brings.items() if house.watches}
    twice = {name: [each for each in houses if each in acting] for name, houses in reading.items()}
    return found | {name: TAKES_PART.format(_names(houses)) for name, houses in twice.items() if houses}


def _names(houses: list[Organisation]) -> str:
    return "、".join(house.name for house in houses)


def _brought(move: "Move", given: Mapping[str, Any]) -> dict[str, list[Organisation]]:
    """By role, the organisations that take part from now on."""
    found: dict[str, list[Organisation]] = {}
    for name, house in move.brings.items():
        chosen = given.get(name)
        houses = [chosen] if isinstance(chosen, Organisation) else list(chosen or ())
        found.setdefault(house.role, []).extend(houses)
    return found


def _effects(move: "Move", matter, taking: Taking, given: Mapping[str, Any], present: Present) -> Effects:
    started = [clock for clock in move.starts if clock.runs_for(matter)]
    is_over = matter.is_over_by(move)
    effects = Effects(
        said=matter.said_of(move, given),
        audience=present.house(move.inside) if move.inside else None,
        joins=list(_joins(move, matter, present)),
        closes=[clock.close(present) for clock in move.meets]
        + [clock.close(present, fall_away=True) for clock in move.drops],
        closes_all=move.label if is_over else "",
        opens=[clock.open(present) for clock in started],
        tells=list(_tells(move, matter, present, started)),
    )
    if move.letter:
        move.letter.add_to(effects, matter, taking, given)
    return effects


def _joins(move: "Move", matter, present: Present) -> Iterator[Join]:
    if move.begins:
        yield Join(matter.lead, LEAD, matter.handler)
    for role, houses in present.brought.items():
        yield from (Join(house, role) for house in houses)


def _tells(move: "Move", matter, present: Present, started: list[Clock]) -> Iterator[Tell]:
    """Who has to do something now is asked for it; the other parties hear that it was done."""
    who = present.acting.short_name if present.acting else "系统"
    done, asked = f"{who}已办理“{move.label}”", _asked(present, started)
    for house, clocks in asked.items():
        yield _asking(matter, clocks, house, done)
    if move.inside is None:
        yield from (
            _hearing(matter, house, f"{done}。") for house in _others(matter, present) if house not in asked
        )


def _asked(present: Present, started: list[Clock]) -> dict[Organisation, list[Clock]]:
    """By house, what runs for it from now on."""
    found: dict[Organisation, list[Clock]] = {}
    for clock in started:
        for house in present.houses(clock.debtor):
            found.setdefault(house, []).append(clock)
    return found


def _asking(matter, clocks: list[Clock], house: Organisation, done: str) -> Tell:
    """The first of its duties is asked for; where it has none, it hears what it may do and need not."""
    duties = [clock for clock in clocks if not statutes.get(clock.rule).right]
    if not duties:
        return _allowing(matter, clocks, house, done)
    step, role = next_step(type(matter), duties[0].rule), statutes.get(duties[0].rule).role
    text = f"{done}，请办理“{step.label}”。" if step else f"{done}。"
    roles, person = _responsible(matter, house, role, RECEIVERS_IN_PROCURATORATE)
    return Tell(text, house, roles, person=person, step=step.name if step else "")


def _allowing(matter, rights: list[Clock], house: Organisation, done: str) -> Tell:
    steps = filter(None, (next_step(type(matter), clock.rule) for clock in rights))
    named = "或者".join(f"“{step.label}”" for step in steps)
    return _hearing(matter, house, f"{done}。有异议的，可以在期限内办理{named}，不是必须办理。")


def _hearing(matter, house: Organisation, text: str) -> Tell:
    roles, person = _responsible(matter, house, Role.LIAISON, READERS_IN_PROCURATORATE)
    return Tell(text, house, roles, person=person)


def _responsible(
    matter, house: Organisation, role: str, in_procuratorate: tuple[str, ...]
) -> tuple[tuple[str, ...], Membership | None]:
    """Of the house that leads whoever handles the matter, unless its head is meant."""
    is_handled = house == matter.lead and matter.handler and role != Role.ORGANISATION_HEAD
    if is_handled:
        return (), matter.handler
    if role not in READERS:
        return (role,), None
    return in_procuratorate if house.has(Capability.PROCURATORATE) else READERS, None


def _others(matter, present: Present) -> Iterator[Organisation]:
    """Every other house that takes part, each once."""
    seen = {present.acting}
    for party in matter.parties:
        for house in present.houses(party):
            if house not in seen:
                seen.add(house)
                yield house
