"""How toys belong together, and what goes along."""

from matters import relations
from matters.carried import Carried
from matters.relations import Relation

OPENED_FROM = Relation("opened_from", "引出本件的事项", "引出的事项")
relations.declare(OPENED_FROM)

TO_MEND = Carried(
    ("title", "lead", "handler", "sensitivity", "is_example"),
    left=(
        "kind",
        "recipient",
        "number",
        "values",
        "issued_on",
        "received_on",
        "receipt_assumed",
        "service_way",
        "return_reason",
        "is_issued",
        "to_administrative_body",
        "is_imported",
    ),
)
