"""Who is told, and how a matter is named where whoever reads the name may not know its title."""

from workflow.effects import Tell


def name_of(matter) -> str:
    """The matter as notices name it: nothing sensitive leaves by way of a title."""
    if matter.sensitivity != "ordinary":
        return f"{matter.noun}{matter.number}" if matter.number else f"一件{matter.noun}"
    return f"{matter.noun}“{matter.title}”"


def unnamed(matter) -> str:
    """For those who see it no more: its number, which they have, and no title."""
    return f"{matter.noun}（{matter.number}）" if matter.number else f"一件{matter.noun}"


def tell_handler(matter, text: str, step: str = "") -> list[Tell]:
    """To whoever is in charge in the house that leads; to nobody where nobody is."""
    return [Tell(text, matter.lead, person=matter.handler, step=step)] if matter.handler_id else []


def tell_in_charge(matter, what: str) -> list[Tell]:
    """To whom else than the one who begins it the matter falls, and what is to be done."""
    return tell_handler(matter, f"{name_of(matter)}由您承办，{what}")


def tell_decider(matter, role: str, what: str, step: str) -> Tell:
    """To whoever decides next in the house that leads."""
    return Tell(f"{name_of(matter)}{what}，请审查。", matter.lead, [role], step=step)
