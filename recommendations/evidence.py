"""Which rows of this room the events of a matter speak for."""

from django.apps import apps

from common.evidence import cover, leave_out
from matters.evidence import HEAD, SINCE
from recommendations import records
from recommendations.models import Recommendation
from recommendations.records.of_step import OfStep

OWN = "recommendation_id"

cover(Recommendation, "matter_ptr_id", without=HEAD, since=SINCE)
for model in (records.Advice, records.IntendedRecipient, records.IntendedCopy):
    cover(model, OWN)
for model in filter(
    lambda model: issubclass(model, OfStep), apps.get_app_config("recommendations").get_models()
):
    # Which event answered it was kept of some requests only from a later edition on.
    cover(model, OWN, since={"answered_by_id": 2} if model is records.ExtensionRequest else None)
cover(records.ReplyItem, f"reply__{OWN}")
cover(records.ReviewItem, f"review__{OWN}")

leave_out(
    "a letter laid ready by the clock, a draft: what is sent of it is an urging with its paper, and covered",
    "recommendations.PreparedLetter",
)
