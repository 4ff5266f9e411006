"""The workbench of those who look after a jurisdiction, of the office of the mechanism, of the administrators."""

from datetime import date

import pytest

from common import clock
from tests.workflow.matters import issued

pytestmark = pytest.mark.django_db
TUESDAY, LATE, NEAR = date(2026, 10, 13), date(2026, 12, 20), date(2026, 12, 10)
AUDIT = ["查阅下载记录", "办理经过", "登录记录", "任职变动", "账号变动", "单位变动", "职能变动", "双人确认"]
ABOVE = ["assessor", "head_bureau", "liaison_government", "assessor_government", "superior_chief"]


@pytest.fixture
def _two_agencies(cast):
    with clock.set_to(TUESDAY):
        issued(cast, "甲", received_on="2026-10-12")
        issued(cast, "乙", received_on="2026-10-12", recipient=cast.agency_b)
        issued(cast, "丙", received_on="2026-10-13", issued_on="2026-10-13", recipient=cast.agency_b)


def late_at(bench, membership, day: date) -> dict[str, int]:
    with clock.set_to(day):
        lines = bench(membership).parts["逾期未回复的单位"]["lines"]
    return {line["name"]: line["count"] for line in lines}


@pytest.mark.usefixtures("_two_agencies")
@pytest.mark.parametrize("name", ABOVE)
def test_late_replies_are_counted_by_agency(cast, bench, name):
    person = getattr(cast, name)
    assert late_at(bench, person, TUESDAY) == {}
    assert late_at(bench, person, LATE) == {"九寨沟县市场监督管理局": 1, "九寨沟县水务局": 2}


@pytest.mark.usefixtures("_two_agencies")
def test_each_agency_leads_to_its_late_matters(cast, sign_in, bench):
    with clock.set_to(LATE):
        lines = bench(cast.assessor).parts["逾期未回复的单位"]["lines"]
        reader = sign_in(cast.assessor)
        totals = {line["name"]: len(reader.get(line["url"]).context["rows"]) for line in lines}
    assert totals == {"九寨沟县市场监督管理局": 1, "九寨沟县水务局": 2}


@pytest.mark.usefixtures("_two_agencies")
def test_what_falls_due_within_a_week_is_named(cast, bench):
    with clock.set_to(NEAR):
        assert sorted(bench(cast.assessor).titles("7日内到期")) == ["丙", "乙", "甲"]
        assert bench(cast.liaison_a).every_title == {"甲"}


def test_what_went_to_a_court_concerns_the_superior_procuratorate_alone(cast, bench):
    with clock.set_to(TUESDAY):
        issued(cast, "再审", kind="retrial", recipient=cast.court, received_on="2026-10-12")
    assert late_at(bench, cast.assessor, date(2027, 3, 1)) == {}
    assert late_at(bench, cast.superior_chief, date(2027, 3, 1)) == {"九寨沟县人民法院": 1}


def test_a_sealed_matter_is_counted_by_nobody_above(cast, bench):
    with clock.set_to(TUESDAY):
        issued(cast, "未成年人", received_on="2026-10-12", sensitivity="sealed")
    for name in ABOVE:
        assert late_at(bench, getattr(cast, name), LATE) == {}


def test_the_office_sees_whom_to_call(cast, sign_in, bench):
    with clock.set_to(TUESDAY):
        matter = issued(cast, "甲", received_on="2026-10-12")
    with clock.set_to(LATE):
        found = bench(cast.mechanism_liaison)
        (call,) = found.answer.context["parts"][0]["calls"]
        assert (call.title, call.deadline.matter_id) == ("甲", matter.pk)
        sign_in(cast.mechanism_liaison).post(call.record_url, {"next": "/"})
        assert "已电话" in bench(cast.mechanism_liaison).text


def test_the_office_sees_who_cannot_be_reached(cast, bench):
    assert cast.liaison_b
    assert cast.agency_a.name in bench(cast.mechanism_liaison).text
    assert cast.agency_b.name not in bench(cast.mechanism_liaison).text


def test_a_handler_is_not_shown_the_office(cast, bench):
    assert "今日需电话提醒" not in bench(cast.handler).text


@pytest.mark.usefixtures("_two_agencies")
@pytest.mark.parametrize(
    ("name", "tools"),
    [
        ("system_admin", ["管理后台", "联络员名录", "邮件投递故障", "本单位人员"]),
        ("security_admin", ["角色任免", "会话与锁定", "联络员名录", "本单位人员"]),
        ("auditor", [*AUDIT, "本单位人员"]),
    ],
)
def test_an_administrator_has_tools_and_no_matter(cast, sign_in, bench, name, tools):
    person = getattr(cast, name)
    with clock.set_to(LATE):
        (part,) = bench(person).answer.context["parts"]
        assert [tool["label"] for tool in part["tools"]] == tools
        assert all(sign_in(person).get(tool["url"]).status_code == 200 for tool in part["tools"])
