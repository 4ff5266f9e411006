"""Every button on anybody's workbench opens the step it names: none leads to a refusal."""

from datetime import date, timedelta

import pytest

from common import clock
from tests.courses import Course

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 10, 13)
READERS = "handler clerk department_head policy_reviewer chief liaison_a intake_a head_a officer_a".split()
STATES = "begin draft submitted approved issued served replied".split()


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=100)], ids=["in time", "late"])
@pytest.mark.parametrize("kind", ["public_interest", "social_governance"])
def test_it_opens(cast, sign_in, bench, kind, later):
    with clock.set_to(TUESDAY):
        for state in STATES:
            getattr(Course(cast, kind), state)()
        asking = Course(cast, kind).served()
        asking.take("assign_inside", cast.liaison_a, person=cast.officer_a, due_on=TUESDAY)
        asking.take("object", cast.head_a, grounds="职责不在本局。")
    with clock.set_to(TUESDAY + later):
        for name in READERS:
            person = getattr(cast, name)
            for rows in bench(person).groups.values():
                for row in filter(lambda row: row["next"], rows):
                    answer = sign_in(person).get(row["next"]["url"])
                    assert answer.status_code == 200, (name, row["next"]["label"], row["mover"])
