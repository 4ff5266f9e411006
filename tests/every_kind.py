"""A matter of each registered model on its way, for tests of what holds for every kind."""

from collections.abc import Callable
from typing import Any

import pytest

from matters.registry import registered_models
from recommendations.models import Recommendation
from tests import declared_kinds as declared
from tests.courses import Course
from tests.toys.courses import LoanCourse, RepairCourse
from tests.toys.models import Loan, Repair
from tests.toys.permissions import LOAN, REPAIR
from tests.workflow.permissions import RECOMMENDATION, Table

#: For each model how one is brought to where both sides have something to do.
UNDER_WAY: dict[type, Callable[[Any], Any]] = {
    Recommendation: lambda cast: Course(cast).served(),
    Loan: lambda cast: LoanCourse(cast).out(),
    Repair: lambda cast: RepairCourse(cast).agreed(),
    **declared.UNDER_WAY,
}
TABLES: dict[type, Table] = {Recommendation: RECOMMENDATION, Loan: LOAN, Repair: REPAIR, **declared.TABLES}
for_every_model = pytest.mark.parametrize("model", registered_models(), ids=lambda model: model.__name__)


def under_way(cast, model: type):
    """The course of a matter; `course.matter` is the matter itself."""
    return UNDER_WAY[model](cast)


def one_of_each(cast) -> list:
    """The matters, one for each model."""
    return [under_way(cast, model).matter for model in registered_models()]


def leader(cast, matter):
    """Somebody who works for the house that leads."""
    return cast.handler if matter.lead == cast.procuratorate else cast.liaison_a
