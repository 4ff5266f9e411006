"""事项: who finds what in the list, and how a row is shown."""

from html import unescape

import pytest

from matters.models import Participation
from tests.courses import Course
from tests.workflow.matters import chips, issued, sheet, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
HERE = "/matters/"


@pytest.fixture
def found(sign_in):
    """`found(cast.handler, "?kind=…")`: the titles that this person's list shows."""

    def read(membership, query: str = "") -> list[str]:
        answer = sign_in(membership).get(f"{HERE}{query}")
        assert answer.status_code == 200
        return titles(answer)

    return read


def test_both_sides_find_what_was_issued(cast, found):
    issued(cast, "餐饮油烟")
    for person in (cast.handler, cast.chief, cast.liaison_a, cast.head_a):
        assert found(person) == ["餐饮油烟"]


def test_a_liaison_of_another_agency_finds_it_nowhere(cast, found, sign_in):
    issued(cast, "餐饮油烟", number="川九检建〔2026〕7号")
    stranger = sign_in(cast.liaison_b)
    for query in (
        "",
        "?q=油烟",
        "?q=2026〕7号",
        "?kind=social_governance",
        "?state=recommendation.issued",
        "?due=week",
    ):
        answer = stranger.get(f"{HERE}{query}")
        assert titles(answer) == []
        assert answer.context["total"] == ""
        assert not any(group["chips"][0]["count"] != "0" for group in answer.context["filters"]["groups"])
        assert len(sheet(stranger.get(f"{HERE}export/{query}"))) == 1


def test_a_draft_is_in_the_list_of_its_house_alone(cast, found):
    Course(cast).draft()
    assert len(found(cast.handler)) == 1
    for person in (cast.liaison_a, cast.assessor, cast.superior_chief, cast.liaison_government):
        assert found(person) == []


def test_the_judicial_bureau_finds_what_went_to_administrative_bodies(cast, found):
    issued(cast, "油烟")
    issued(cast, "审判", kind="retrial", recipient=cast.court)
    assert found(cast.assessor) == ["油烟"]
    assert sorted(found(cast.superior_chief)) == ["审判", "油烟"]


def test_whoever_finds_it_in_two_ways_sees_it_once(cast, sign_in):
    issued(cast, "社区矫正", recipient=cast.bureau)
    answer = sign_in(cast.liaison_bureau).get(HERE)
    assert titles(answer) == ["社区矫正"]
    assert (answer.context["total"], chips(answer, "阶段").get("在办")) == ("1", "1")


def test_a_section_officer_finds_what_was_assigned_to_them(cast, found):
    issued(cast, "别人的")
    mine = issued(cast, "我的")
    assert found(cast.officer_a) == []
    row = Participation.objects.get(matter=mine, organisation=cast.agency_a)
    row.responsible = cast.officer_a
    row.save()
    assert found(cast.officer_a) == ["我的"]


@pytest.mark.parametrize("name", ["system_admin", "security_admin", "auditor"])
def test_for_administrators_the_list_does_not_exist(cast, sign_in, name):
    issued(cast, "油烟")
    assert sign_in(getattr(cast, name)).get(HERE).status_code == 404


def test_a_visitor_is_sent_to_the_login(client):
    for page in (HERE, f"{HERE}export/"):
        assert client.get(page).url.startswith("/login/?next=")


def test_an_empty_list_says_why_and_what_to_do(cast, sign_in):
    issued(cast, "油烟")
    page = sign_in(cast.handler).get(f"{HERE}?q=不存在&due=overdue").content.decode()
    assert "没有符合条件的事项" in page
    assert "期限：逾期；搜索：不存在" in page
    assert "清除条件" in page


def test_a_row_says_to_whom_who_handles_it_and_whose_move_it_is(cast, sign_in):
    issued(cast, "油烟", number="川九检建〔2026〕8号")
    page = unescape(sign_in(cast.handler).get(HERE).content.decode())
    for words in ("川九检建〔2026〕8号", "县市场监管局：签收检察建议书", "张明", "待签收", "2026-10-15"):
        assert words in page


def test_what_a_person_typed_is_escaped(cast, sign_in):
    issued(cast, "<b>油烟</b>")
    page = sign_in(cast.handler).get(f"{HERE}?q=油烟").content.decode()
    assert "&lt;b&gt;<mark>油烟</mark>&lt;/b&gt;" in page


def test_a_kept_address_that_names_a_state_by_its_code_alone_still_narrows(cast, found):
    issued(cast, "餐饮油烟")
    assert found(cast.handler, "?state=issued") == ["餐饮油烟"]
    assert found(cast.handler, "?state=rectifying") == []
