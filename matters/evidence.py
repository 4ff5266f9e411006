"""Which rows of this room the events of a matter speak for."""

from common.evidence import cover, leave_out, leave_out_column
from matters import models

#: Of the matter itself, which its own room declares: written after the event that they close.
HEAD = dict.fromkeys(
    ("last_event_number", "head_hash"), "the end of the chain: verified against its last event"
)
#: The same for columns that came when events had spoken for rows already.
SINCE = {"open_to_superior": 2, "open_to_government": 2}


cover(models.MatterLink, "earlier_id")
cover(models.MatterUserObjectPermission, "content_object_id")
cover(models.Participation)
cover(models.Attachment, beside=["upload"])

leave_out("typed and not yet saved: seen by nobody else, gone after a time", "matters.Scratch")
leave_out(
    "which kinds are begun in a place, administered data: matters under way go on whatever is switched off",
    "matters.UnusedKind",
    "matters.HistoricalUnusedKind",
)
leave_out(
    "names of the law with their days, administered data: what a matter was called stands in its events and papers",
    "matters.DatedName",
    "matters.HistoricalDatedName",
)
KEY = "the database's own key, on which nothing that was said rests"
leave_out_column("matters.Event", "id", KEY)
leave_out_column("matters.Interim", "id", KEY)
leave_out_column("matters.SealedHead", "id", KEY)
leave_out_column("matters.SealedRecords", "id", KEY)
