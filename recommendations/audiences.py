"""Who may know which field of a recommendation: each stands here once, and nowhere else is it asked.

The names are columns of the model and words of events (`said`). What is `INSIDE` is known to the leading procuratorate
alone: how it came to the matter and decided on it. Steps, corrections, words, dossier, ledger and summary ask here.
"""

INSIDE = frozenset(
    (
        "source", "source_number", "found_on", "investigation_decided_on", "filed_on", "approved_on", "signer",
        "route_note", "drafter", "import_note",
    )
)  # fmt: skip
#: Told to whoever sees the matter, once it is issued: what the paper says and what both sides do.
OPEN = frozenset(
    (
        "title", "kind", "number", "state", "phase", "sensitivity", "lead", "handler", "recipient", "sub_kind",
        "domain", "origin", "facts", "problem", "ground", "legal_basis", "other", "enclosures", "route",
        "objection_length", "objection_unit", "reply_length", "reply_unit", "rectification_length",
        "rectification_unit", "court_stage", "is_emergency", "is_minor_protection", "issued_on", "received_on",
        "receipt_assumed", "service_way", "replied_on", "late_reason", "closed_on", "outcome", "return_reason",
        "paper_version", "changed_on", "paused_on", "sued_on", "suit_ground", "court", "court_number", "judged_on", "judgment",
        "appealed_on", "appellant", "performance_length", "performance_unit", "performance",
    )
)  # fmt: skip
