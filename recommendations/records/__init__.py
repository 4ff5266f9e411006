"""What belongs to a recommendation and has rows of its own."""

from recommendations.records.answers import InsideAssignment, Progress, Reply, ReplyItem, Review, ReviewItem
from recommendations.records.letters import ServedLetter
from recommendations.records.paper import Advice, IntendedCopy, IntendedRecipient
from recommendations.records.requests import ExtensionRequest, Invitation, Objection
from recommendations.records.superior import SuperiorRecord
from recommendations.records.urging import Escalation, PreparedLetter, ReasonFinding, Urging

__all__ = [
    "Advice",
    "Escalation",
    "ExtensionRequest",
    "InsideAssignment",
    "IntendedCopy",
    "IntendedRecipient",
    "Invitation",
    "Objection",
    "PreparedLetter",
    "Progress",
    "ReasonFinding",
    "Reply",
    "ReplyItem",
    "Review",
    "ReviewItem",
    "ServedLetter",
    "SuperiorRecord",
    "Urging",
]
