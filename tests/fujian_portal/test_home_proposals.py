"""What is handed over for a decision, on the workbench of whoever decides it and of whoever prepared it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from tests.courses import Course
from tests.workflow.days import TUESDAY
from tests.workflow.handing import hand_over
from tests.workflow.matters import issued

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday():
    with clock.set_to(TUESDAY):
        yield


@pytest.fixture
def served(cast) -> Course:
    assert all(person.pk for person in (cast.department_head, cast.chief, cast.head_a))
    return Course(cast).served()


def row(found, group: str) -> tuple[str, str, str]:
    """Whose move, the button and where it leads, of the only row of a group."""
    (each,) = found.groups[group]
    return each["mover"], each["next"]["label"], each["next"]["url"]


def test_whoever_decides_finds_it_under_what_waits_for_them(cast, served, bench):
    hand_over(served, "annul", cast.handler, reason="重复登记。")
    found, step = bench(cast.department_head), f"/matters/{served.matter.pk}/steps/annul/"
    assert found.answer.context["parts"][0]["title"] == "待我审批"
    assert row(found, "本周") == ("待您办理：决定“误录作废”", "决定", step)
    assert bench(cast.chief).titles("本周") == []


def test_the_head_of_an_agency_has_a_part_of_their_own_for_it(cast, served, bench):
    hand_over(served, "object", cast.liaison_a, grounds="职责不在本局。")
    found, step = bench(cast.head_a), f"/matters/{served.matter.pk}/steps/object/"
    assert found.answer.context["parts"][0]["title"] == "待我审批"
    assert row(found, "本周") == ("决定“提出异议”", "决定", step)
    step += "propose/"
    assert row(bench(cast.liaison_a), "等待单位负责人决定") == ("决定“提出异议”", "查看提请", step)


def test_whoever_prepared_it_waits_and_mends_what_was_sent_back(cast, served, bench):
    proposal = hand_over(served, "annul", cast.handler, reason="重复登记。")
    where = f"/matters/{served.matter.pk}/steps/annul/propose/"
    served.take("record_with_superior", cast.handler, to="州检察院")
    assert row(bench(cast.handler), "等待本院审批") == ("等待部门负责人：决定“误录作废”", "查看提请", where)
    served.take("send_back_proposal", cast.department_head, proposal=proposal, word="请写明。")
    assert row(bench(cast.handler), "本周") == ("待您办理：重新提请“误录作废”", "修改提请", where)


def test_a_reminder_leads_to_the_step(cast, served, sign_in):
    hand_over(served, "annul", cast.handler, reason="重复登记。")
    deadline = served.matter.deadlines.get(subject="annul")
    answer = sign_in(cast.department_head).get(f"/matters/{served.matter.pk}/due/{deadline.pk}/")
    assert answer.url == f"/matters/{served.matter.pk}/steps/annul/"


def test_the_other_house_hears_nothing_of_it(cast, served, bench):
    hand_over(served, "annul", cast.handler, reason="重复登记。")
    for person in (cast.liaison_a, cast.head_a, cast.assessor):
        assert "误录作废" not in bench(person).text


def test_the_workbench_does_not_grow_with_what_is_handed_over(cast, sign_in):
    def handed(number: int) -> None:
        for _ in range(number):
            course = Course(cast)
            course.matter = issued(cast)
            hand_over(course, "annul", cast.handler, reason="重复登记。")

    readers, counted = [cast.handler, cast.department_head], []
    for more in (2, 10):
        handed(more)
        counted.append([_queries(sign_in(reader)) for reader in readers])
    assert counted[0] == counted[1]


def _queries(client) -> int:
    client.get("/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/")
    return len(seen)
