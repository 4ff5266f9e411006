"""Numbers of rows that the portal knows already."""

from documents.models import DocumentNumber
from imports.bodies import Bodies
from imports.facts import Facts
from imports.known import unknown


def number_taken(room, facts: Facts, bodies: Bodies) -> str:
    """Why the number of a row that was not entered before cannot be registered; "" where it can."""
    lead = facts.number and unknown(room, facts, bodies) and bodies.known_lead(facts.lead)
    if not lead:
        return ""
    in_use = DocumentNumber.objects.in_use().filter(organisation=lead).same_as(facts.number).first()
    if in_use is None:
        return ""
    return f"文号“{facts.number}”在本系统已有登记。应为尚未登记的文号；同一件已在系统中的，请从台账中删去这一行。"
