"""The matters of some houses that rows may tell of: made in the portal, and exported since."""

from collections.abc import Iterable

from imports.facts import Facts
from organisations.models import Organisation


class There:
    """Read in one query however many rows there are."""

    def __init__(self, model: type, rows: Iterable[tuple[Facts, Organisation]]) -> None:
        rows = list(rows)
        titles = {facts.title for facts, _ in rows}
        found = model.objects.filter(lead__in={lead.pk for _, lead in rows}, title__in=titles)
        fields = ("kind", "lead_id", "recipient_id", "number", "title")
        self._told = set(found.not_annulled().values_list(*fields))

    def has(self, facts: Facts, lead: Organisation, recipient: Organisation | None) -> bool:
        """Whether a matter of this row is among them: same kind, parties, number and title."""
        told = (facts.about, lead.pk, recipient and recipient.pk, facts.number, facts.title)
        return told in self._told
