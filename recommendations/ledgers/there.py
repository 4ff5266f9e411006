"""The recommendations of some procuratorates that rows may tell of."""

from collections.abc import Iterable

from organisations.models import Organisation
from recommendations.ledgers.facts import Facts
from recommendations.models import Recommendation


class There:
    """Read in one query however many rows there are."""

    def __init__(self, rows: Iterable[tuple[Facts, Organisation]]) -> None:
        rows = list(rows)
        issued = {facts.days.get("issued_on", "") for facts, _ in rows}
        found = Recommendation.objects.filter(lead__in={lead.pk for _, lead in rows}, issued_on__in=issued)
        fields = ("lead_id", "recipient_id", "kind", "issued_on", "number", "facts", "title")
        self._told: set[tuple] = set()
        for *who, facts, title in found.not_annulled().values_list(*fields):
            self._told |= {(*who, facts), (*who, title)}

    def has(self, facts: Facts, lead: Organisation, recipient: Organisation | None) -> bool:
        """Whether a matter of this row is among them: same parties, kind, day of issue, number and words."""
        if recipient is None or not facts.summary:
            return False
        issued = facts.days.get("issued_on", "")
        return (lead.pk, recipient.pk, facts.kind, issued, facts.number, facts.summary) in self._told
