"""Which rows of this room the events of a matter speak for."""

from common.evidence import cover, leave_out, leave_out_column
from documents import models

RELEASED = "annulment and correction make a number free again: their events say so"

cover(models.Document, beside=["upload", "number"], without={"number__released_at": RELEASED})
leave_out_column("documents.DocumentNumber", "released_at", RELEASED)
cover(models.DocumentShare)

leave_out(
    "how numbers are written and how far a series has come: the numbers given are covered with their papers",
    "documents.NumberPattern",
    "documents.HistoricalNumberPattern",
    "documents.NumberSeries",
)
