"""The workbench of a procuratorate: what I do, what I wait for, what the house is doing."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines.models import Deadline
from tests.courses import Course
from tests.workflow.matters import issued

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 10, 13)


@pytest.fixture(autouse=True)
def _tuesday():
    with clock.set_to(TUESDAY):
        yield


def on(day: date, bench, membership):
    with clock.set_to(day):
        return bench(membership)


def test_a_handler_reads_down_from_late_to_later(cast, bench):
    with clock.set_to(date(2026, 8, 10)):
        Course(cast).begin(title="八月立项")  # to be done by 12 October, a Monday
    with clock.set_to(date(2026, 8, 13)):
        Course(cast).begin(title="八月中立项")
    with clock.set_to(date(2026, 8, 18)):
        Course(cast).begin(title="八月下旬立项")
    Course(cast).begin(title="十月立项")
    found = bench(cast.handler)
    assert list(found.groups)[:4] == ["逾期", "今天", "本周", "以后"]
    shown = [found.titles(group) for group in ("逾期", "今天", "本周", "以后")]
    assert shown == [["八月立项"], ["八月中立项"], ["八月下旬立项"], ["十月立项"]]


def test_what_has_no_day_comes_last(cast, bench):
    course = Course(cast)
    course.matter = course.new(handler=cast.handler, title="只知年月")
    course.take("decide_investigation", cast.chief, occurred_at=When.parse("2026-09"))
    assert bench(cast.handler).titles("未定期限") == ["只知年月"]


def test_a_handler_does_not_see_the_work_of_another(cast, bench):
    Course(cast).begin(title="张明的")
    assert bench(cast.second_handler).every_title == set()


def test_a_clerk_sees_what_the_handlers_of_the_house_have_to_do(cast, bench):
    Course(cast).begin(title="张明的")
    assert bench(cast.clerk).titles("以后") == ["张明的"]


def handed_on(cast) -> Course:
    """Another procuratorate has the matter now, and nobody handles it."""
    course = Course(cast).served()
    course.take("transfer_other", cast.chief, to=cast.superior, reasons="管辖变更")
    course.matter = type(course.matter).objects.get(lead=cast.superior)
    return course


def test_what_was_handed_on_waits_for_the_chief_to_name_a_handler(cast, bench, sign_in):
    matter = handed_on(cast).matter
    (row,) = bench(cast.superior_chief).groups["以后"]
    assert (row["title"], row["next"]["label"]) == (matter.title, "变更承办人")
    assert sign_in(cast.superior_chief).get(row["next"]["url"]).status_code == 200


def test_once_named_the_handler_has_it_and_the_chief_no_longer(cast, bench):
    course = handed_on(cast)
    course.take("reassign", cast.superior_chief, handler=cast.superior_handler, reason="分办")
    assert bench(cast.superior_chief).every_title == set()
    assert bench(cast.superior_handler).every_title == {course.matter.title}


def test_one_row_a_matter_that_names_its_further_duties(cast, bench):
    Course(cast, "public_interest").begin(title="采砂")
    (row,) = bench(cast.handler).groups["本周"]
    assert (row["title"], row["next"]["label"]) == ("采砂", "告知立案")
    assert row["flags"] == ["另有：完成调查核实（公益诉讼立案）"]


@pytest.mark.parametrize(
    ("state", "button"),
    [("begin", "起草"), ("draft", "继续起草"), ("approved", "制发")],
)
def test_the_next_step_of_a_handler_by_state(cast, bench, state, button):
    getattr(Course(cast, "correction"), state)()
    found = bench(cast.handler)
    assert button in [label for group in found.groups for label in found.buttons(group)]


def test_what_was_answered_is_to_be_reviewed(cast, bench):
    course = Course(cast).replied()
    assert bench(cast.handler).groups["本周"][0]["flags"] == ["另有：审查整改情况"]
    course.take("record_with_superior", cast.handler, to="州检察院")
    assert bench(cast.handler).buttons("以后") == ["整改审查"]


def test_a_duty_that_ends_in_several_ways_leads_to_the_matter(cast, bench):
    course = Course(cast).served()
    course.take("record_with_superior", cast.handler, to="州检察院")
    course.take("object", cast.head_a, grounds="职责不在本局。")
    (row,) = bench(cast.handler).groups["以后"]
    assert (row["next"]["label"], row["next"]["url"]) == ("复核", f"/matters/{course.matter.pk}/")


def test_a_handler_records_a_decision_made_elsewhere(cast, bench):
    Course(cast).submitted()
    assert bench(cast.handler).buttons("等待本院审批") == ["登记决定"]


def test_a_draft_names_whom_it_is_meant_for(cast, bench):
    Course(cast).draft()
    (row,) = bench(cast.handler).groups["以后"]
    assert row["counterpart"] == "拟发县市场监管局"


def test_what_is_being_decided_is_waited_for(cast, bench):
    Course(cast).submitted()
    (row,) = bench(cast.handler).groups["等待本院审批"]
    assert row["mover"] == "等待部门负责人：部门审核"


def test_what_the_other_side_owes_is_waited_for_and_urged_once_late(cast, bench):
    issued(cast, "油烟", received_on="2026-10-12")
    assert bench(cast.handler).buttons("等待对方") == [""]
    late = on(date(2026, 12, 15), bench, cast.handler)
    assert (late.titles("等待对方"), late.buttons("等待对方")) == (["油烟"], ["督促"])


def test_service_on_paper_is_entered_while_the_signature_is_waited_for(cast, bench):
    issued(cast, "油烟")
    assert bench(cast.handler).buttons("等待对方") == ["登记送达"]


@pytest.mark.parametrize(
    ("name", "button"),
    [("department_head", "审核通过"), ("policy_reviewer", "法律政策审核通过"), ("chief", "批准")],
)
def test_who_decides_sees_first_what_waits_for_them(cast, bench, name, button):
    course = Course(cast).submitted()
    if name != "department_head":
        course.take("review", cast.department_head, opinion="同意")
    if name == "chief":
        course.take("review_policy", cast.policy_reviewer, opinion="同意")
    found = bench(getattr(cast, name))
    assert found.answer.context["parts"][0]["title"] == "待我审批"
    assert found.buttons("本周") == [button]
    deciders = {"department_head", "policy_reviewer", "chief"} - {name}
    assert all(bench(getattr(cast, other)).titles("本周") == [] for other in deciders)


def test_a_chief_is_asked_to_end_a_case_of_public_interest(cast, bench):
    course = Course(cast, "public_interest").replied()
    course.review()
    assert bench(cast.chief).buttons("本周") == ["终结案件"]


def test_those_who_look_after_the_house_see_what_is_late(cast, bench):
    issued(cast, "油烟", received_on="2026-10-12")
    Deadline.objects.exclude(rule="recommendation.reply").delete()
    for person in (cast.chief, cast.department_head, cast.case_manager):
        assert on(date(2026, 12, 15), bench, person).titles("对方逾期") == ["油烟"]


def test_the_small_table_counts_by_kind_and_leads_to_the_list(cast, sign_in, bench):
    issued(cast, "甲")
    issued(cast, "乙")
    Course(cast, "correction").draft()
    table = bench(cast.handler).parts["本院在办"]
    lines = {
        line["label"]: [cell["count"] for cell in line["cells"]] + [line["total"]] for line in table["lines"]
    }
    assert lines == {"纠正违法检察建议": ["1", "0", "1"], "社会治理检察建议": ["0", "2", "2"]}
    url = table["lines"][-1]["cells"][1]["url"]
    assert sign_in(cast.handler).get(url).context["total"] == "2"


def test_an_empty_workbench_says_so(cast, bench):
    assert "目前没有需要您办理的事项" in bench(cast.handler).text


def test_another_house_sees_nothing_of_it_before_issue(cast, bench):
    Course(cast).draft()
    for person in (cast.superior_handler, cast.superior_chief):
        assert bench(person).every_title == set()
        assert "本院在办" not in bench(person).parts
