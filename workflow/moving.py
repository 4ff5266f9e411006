"""What a move does when it is taken: everything follows from its declaration and from what was given."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from deadlines import statutes
from matters.parties import LEAD, RECIPIENT
from organisations.models import Membership, Organisation, Role
from workflow import asking
from workflow.beginning import begin
from workflow.clocks import Clock
from workflow.effects import Effects, Join, Taking, Tell
from workflow.errors import Invalid
from workflow.present import Present
from workflow.steps import next_step

if TYPE_CHECKING:
    from workflow.moves import Move

#: Who keeps up with matters in a house that merely reads along.
READERS = (Role.LIAISON, Role.ASSESSOR, Role.MECHANISM_LIAISON)

OWN_HOUSE = "这是主办单位自己，没有登记。请选择其他单位。"
ADDRESSED = "该单位已经是本事项的收文单位，没有登记。请选择其他单位。"


def effects_of_move(move: "Move", matter, taking: Taking) -> Effects:
    """Raises Invalid where what was given does not hold."""
    given = asking.checked(move.asks, taking.data)
    if problems := _own_house(move, matter, given) | matter.problems_with(
        move.name, {**taking.files, **given}
    ):
        raise Invalid(problems)
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


def _own_house(move: "Move", matter, given: Mapping[str, Any]) -> dict[str, str]:
    """Nobody addresses a matter to the house that leads it, nor passes it on to the one that has it."""
    chosen = {name: given.get(name) for name, house in move.brings.items() if house.role == RECIPIENT}
    wrong = {matter.lead: OWN_HOUSE, matter.recipient: ADDRESSED}
    return {name: wrong[house] for name, house in chosen.items() if house in wrong and house}


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
    done, asked = f"{who}已办理“{move.label}”", set()
    for clock in started:
        for house in present.houses(clock.debtor):
            if house not in asked:
                asked.add(house)
                yield _asking(matter, clock, house, done)
    if move.inside is None:
        yield from (
            _hearing(matter, house, f"{done}。") for house in _others(matter, present) if house not in asked
        )


def _asking(matter, clock: Clock, house: Organisation, done: str) -> Tell:
    step = next_step(type(matter), clock.rule)
    text = f"{done}，请办理“{step.label}”。" if step else f"{done}。"
    roles, person = _responsible(matter, house, statutes.get(clock.rule).role)
    return Tell(text, house, roles, person=person, step=step.name if step else "")


def _hearing(matter, house: Organisation, text: str) -> Tell:
    roles, person = _responsible(matter, house, Role.LIAISON)
    return Tell(text, house, roles, person=person)


def _responsible(matter, house: Organisation, role: str) -> tuple[tuple[str, ...], Membership | None]:
    """Of the house that leads whoever handles the matter, unless its head is meant."""
    is_handled = house == matter.lead and matter.handler and role != Role.ORGANISATION_HEAD
    if is_handled:
        return (), matter.handler
    return (role,) if role not in READERS else READERS, None


def _others(matter, present: Present) -> Iterator[Organisation]:
    """Every other house that takes part, each once."""
    seen = {present.acting}
    for party in matter.parties:
        for house in present.houses(party):
            if house not in seen:
                seen.add(house)
                yield house
