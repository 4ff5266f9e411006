"""Where one rule counts several things of a matter, a duty's button leads to its own one."""

import re

import pytest

from deadlines.models import Deadline
from deadlines.services import close_deadlines
from matters.models import Scratch
from tests.toys import rules
from tests.toys.courses import RepairCourse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def repair(cast):
    return RepairCourse(cast).agreed().matter


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.liaison_b)


def owed(matter, part: str) -> Deadline:
    return matter.deadlines.get(rule=rules.MEND, subject=part)


def address(matter, item: str = "") -> str:
    return f"/matters/{matter.pk}/steps/mend/{f'?item={item}' if item else ''}"


def test_a_reminder_leads_to_its_own_part(client, repair):
    answer = client.get(f"/matters/{repair.pk}/due/{owed(repair, '车身').pk}/")
    assert client.get(answer.url).context["form"]["part"].value() == "车身"


def test_a_page_of_no_part_begins_empty(client, repair):
    assert client.get(address(repair)).context["form"]["part"].value() is None


def test_the_workbench_leads_to_the_part_that_is_due(client, repair):
    page = client.get("/").content.decode()
    (found,) = re.findall(rf"/matters/{repair.pk}/steps/mend/\?item=([^\"]+)", page)
    assert client.get(address(repair, found)).context["form"]["part"].value() in ("轮子", "车身")


def test_what_was_typed_about_one_part_is_not_taken_for_another(client, repair):
    for item, words in (("a", "轮子的情况"), ("b", "车身的情况")):
        client.post(f"/matters/{repair.pk}/steps/mend/scratch/?about=item-{item}", {"part": words})
    assert Scratch.objects.count() == 2
    assert client.get(address(repair, "b")).context["form"]["part"].value() == "车身的情况"


def test_of_several_houses_it_has_to_be_said_whose_is_met(repair):
    event = repair.events.last()
    with pytest.raises(TypeError, match=r"several houses owe toys\.mend"):
        close_deadlines(matter=repair, rule=rules.MEND, event=event, on=None)
    assert repair.deadlines.filter(rule=rules.MEND, status="open").count() == 3


def test_of_one_house_it_has_not(cast, repair):
    close_deadlines(matter=repair, rule=rules.MEND, event=repair.events.last(), on=None, debtor=cast.police)
    ended = close_deadlines(matter=repair, rule=rules.MEND, event=repair.events.last(), on=None)
    assert [row.subject for row in ended] == ["轮子", "车身"]
