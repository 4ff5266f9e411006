"""What is measured stays the same, however much lies around it."""

import pytest

from benchmarks.cases import MEASURED_MATTERS, cases
from benchmarks.world import places

ORGANISATIONS = 200


def of_prefecture(deadlines: int) -> list[tuple[str, int]]:
    found = cases(places(ORGANISATIONS), deadlines)
    return sorted((case.agency.name, case.turn) for case in found if case.agency.prefecture == "110100")


def test_there_are_as_many_organisations_as_asked_for():
    found = places(3000)
    assert len(found) == len({place.name for place in found}) == 3000
    assert len({place.province for place in found}) == 10


def test_the_measured_agency_holds_sixty_open_deadlines_at_every_size():
    for deadlines in (600, 6000):
        owned = [case for case in cases(places(ORGANISATIONS), deadlines) if case.agency.pk == 6]
        assert len(owned) == MEASURED_MATTERS == 60 // 2
        assert len({case.days.due_on for case in owned}) == MEASURED_MATTERS


def test_the_measured_prefecture_holds_the_same_matters_at_every_size():
    assert of_prefecture(600) == of_prefecture(6000)


def test_there_are_exactly_as_many_deadlines_as_asked_for():
    assert len(cases(places(ORGANISATIONS), 6000)) == 3000


def test_fewer_deadlines_than_are_measured_are_refused():
    with pytest.raises(ValueError, match="too few"):
        cases(places(ORGANISATIONS), 60)
