"""Which rows of this room the events of a matter speak for."""

from common.evidence import cover, leave_out
from workflow import models

cover(models.Proposal)
cover(models.ProposalFile, "proposal__matter_id", beside=["upload"])

leave_out(
    "a copy of what stands in the matter, made for one reader and gone within a day", "workflow.DossierFile"
)
