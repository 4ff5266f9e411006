"""Tables of this room are no evidence of a matter."""

from common.evidence import leave_out

leave_out(
    "a notice only points to what stands in the matter, is read and withdrawn in passing; nothing is served by it",
    "notices.Notice",
    "notices.Delivery",
    "notices.Preference",
)
