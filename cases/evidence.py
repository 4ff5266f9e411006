"""The events of a case speak for its row."""

from cases.models import Case
from common.evidence import cover
from matters.evidence import HEAD

cover(Case, "matter_ptr_id", without=HEAD)
