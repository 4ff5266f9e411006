"""Which of the matters that a row tells of are not in the portal yet."""

from imports.bodies import Bodies
from imports.facts import Facts
from imports.models import ImportedRow


def unknown(room, facts: Facts, bodies: Bodies) -> list[str]:
    """The recipients for whom the row is not in the portal yet; "" for one that is not named."""
    keys = {name: facts.keys(name) for name in facts.recipients}
    asked = [key for both in keys.values() for key in both]
    known = set(ImportedRow.objects.filter(key__in=asked).values_list("key", flat=True))
    missing = [name for name, both in keys.items() if not known & set(both)]
    lead = bodies.known_lead(facts.lead) if missing else None
    if lead is None:
        return missing
    there = room.there([(facts, lead)])
    named = {name: bodies.known(name, lead, facts.lead) for name in missing}
    return [name for name in missing if not there.has(facts, lead, named[name])]
