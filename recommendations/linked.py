"""How recommendations belong together, and which facts go along where one is opened from another."""

from matters import relations
from matters.carried import Carried
from matters.relations import Relation

SIBLING = Relation("sibling", *["同一文书的其他收文单位"] * 2, together=True)
PARALLEL = Relation("parallel", *["同一事项分别制发的其他收文单位"] * 2, together=True)
SUCCESSOR = Relation("successor", "前序事项", "后续事项")
relations.declare(SIBLING, PARALLEL, SUCCESSOR)

#: Of the affair itself, whoever follows it up.
FACTS = (
    "title", "kind", "sub_kind", "sensitivity", "domain", "source", "source_number", "origin", "facts", "problem",
    "ground", "legal_basis", "other", "court_stage", "is_minor_protection", "found_on", "is_example",
)  # fmt: skip
#: Of the paper, and of those who work on it.
PAPER = (
    "lead", "handler", "drafter", "enclosures", "route", "route_note", "objection_length", "objection_unit",
    "reply_length", "reply_unit", "rectification_length", "rectification_unit", "is_emergency", "is_imported",
)  # fmt: skip
#: How the paper came about.
DECIDED = ("investigation_decided_on", "filed_on", "approved_on", "issued_on")
#: What one recipient alone made of it.
OWN = (
    "recipient", "number", "is_issued", "to_administrative_body", "received_on", "receipt_assumed", "service_way",
    "replied_on", "late_reason", "closed_on", "outcome", "return_reason", "paper_version", "changed_on", "paused_on",
    "sued_on", "suit_ground", "court", "court_number", "judged_on", "judgment", "appealed_on", "appellant",
    "performance_length", "performance_unit", "performance",
)  # fmt: skip

#: The same paper to another recipient; a draft that carries on from it; the affair in the hands of another house.
TO_ANOTHER = Carried((*FACTS, *PAPER, *DECIDED), left=OWN)
ANEW = Carried((*FACTS, *PAPER), left=(*DECIDED, *OWN))
HANDED_ON = Carried(FACTS, left=(*PAPER, *DECIDED, *OWN))
CARRIED = (TO_ANOTHER, ANEW, HANDED_ON)
