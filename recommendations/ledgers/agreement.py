"""What a row says of its paper must agree with itself and with the law, by the same rules as in the forms."""

from collections.abc import Iterable, Iterator

from common.when import When
from deadlines.statute import Stated
from imports.bodies import Bodies, find
from imports.ledger import Ledger
from imports.rows import Problem
from organisations.models import Organisation
from recommendations.contradictions import contradictions
from recommendations.ledgers.facts import Facts
from recommendations.models import Recommendation


def disagreements(ledger: Ledger, bodies: Bodies) -> Iterator[Problem]:
    """Each contradiction at its cell: the number's word against the kind, periods against the kind and the law."""
    for facts in ledger.rows:
        stated = {name: Stated.parse(words) for name, words in facts.stated.items()}
        received = facts.days.get("received_on")
        found = contradictions(
            Recommendation(kind=facts.kind, **stated),
            list(_known(facts, bodies)),
            number=facts.number,
            received=When.parse(received) if received else None,
            issued=True,
        )
        yield from (Problem(ledger.address(facts, name), problem) for name, problem in found.items())


def _known(facts: Facts, bodies: Bodies) -> Iterable[Organisation]:
    """The recipients that the roster knows; of the others nothing is known that could contradict."""
    lead = bodies.known_lead(facts.lead) if facts.stated else None
    for name in facts.recipients if facts.stated else ():
        if organisation := bodies.known(name, lead, facts.lead) if lead else find(name):
            yield organisation
