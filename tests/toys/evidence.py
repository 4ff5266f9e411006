"""The events of a toy speak for its row."""

from common.evidence import cover
from matters.evidence import HEAD
from tests.toys.models import Toy
from tests.toys.pressing import Press
from tests.toys.requests import Longer

cover(Toy, "matter_ptr_id", without=HEAD)
cover(Longer, "toy_id")
cover(Press, "toy_id")
