"""启用的事项种类: the mechanism's office says what is begun in its place; what is under way goes on."""

import pytest

from matters import in_use
from matters.in_use import UnusedKind
from matters.models import Matter
from recommendations.choices import KINDS, Kind
from recommendations.models import Recommendation
from recommendations.records import IntendedRecipient
from tests.courses import Course
from tests.factories import jurisdiction, membership, organisation
from tests.toys.courses import LoanCourse, RepairCourse
from tests.toys.models import Loan, Repair
from tests.workflow.matters import titles
from tests.workflow.threads import at_once
from workflow import ways
from workflow.errors import Refused
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
PAGE = "/matters/kinds/"
ASK = "/matters/new/loan/ask_loan/"


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.mechanism_liaison)


@pytest.fixture
def no_loans(cast) -> None:
    in_use.switch(cast.county, {"toy_loan": False})


def ticked(answer) -> dict[str, bool]:
    return {row["kind"]: row["is_used"] for area in answer.context["form"].areas() for row in area["rows"]}


def save(client, *off: str, shown: tuple[str, ...] | None = None):
    """The page sent with all kinds ticked but `off`; `shown`: those in use when it was made."""
    known = list(ticked(client.get(PAGE)))
    given = {
        "ticked": [kind for kind in known if kind not in off],
        "shown": known if shown is None else shown,
    }
    return client.post(PAGE, given, follow=True)


def begun_by(person) -> set[str]:
    return {way["label"] for area in ways.areas(person) for way in area["ways"]}


def test_every_kind_is_in_use_until_somebody_switches_it_off(office):
    assert set(ticked(office.get(PAGE)).values()) == {True}
    assert {"toy_loan", "toy_repair", *KINDS} <= ticked(office.get(PAGE)).keys()


def test_the_office_switches_a_kind_off_and_on_again(cast, office):
    assert "玩具借用" in save(office, "toy_loan").content.decode()
    assert [row.kind for row in UnusedKind.objects.all()] == ["toy_loan"]
    assert not ticked(office.get(PAGE))["toy_loan"]
    shown = tuple(kind for kind in ticked(office.get(PAGE)) if kind != "toy_loan")
    save(office, shown=shown)
    assert not UnusedKind.objects.exists()
    assert ticked(office.get(PAGE))["toy_loan"]


def test_who_switched_it_and_when_is_kept_and_shown(cast, office):
    save(office, "toy_loan")
    row = UnusedKind.history.get()
    assert (row.history_type, row.history_user, row.jurisdiction) == (
        "+",
        cast.mechanism_liaison.user,
        cast.county,
    )
    assert "孙丽停用" in office.get(PAGE).content.decode()


def test_the_auditor_finds_it(cast, office, sign_in):
    save(office, "toy_loan")
    line = sign_in(cast.auditor).get("/audit/kinds/").context["lines"][0]
    assert [value for _, value in line][1:] == ["孙丽（mechanism_liaison）", "停用", "玩具借用"]


def test_sent_twice_it_is_switched_once(office):
    known = tuple(ticked(office.get(PAGE)))
    save(office, "toy_loan", shown=known)
    assert "没有变动" in save(office, "toy_loan", shown=known).content.decode()
    assert UnusedKind.history.count() == 1


def test_an_old_page_puts_nothing_back(office):
    known = tuple(ticked(office.get(PAGE)))
    save(office, "toy_loan", shown=known)
    save(office, "toy_repair", shown=known)
    assert {row.kind for row in UnusedKind.objects.all()} == {"toy_loan", "toy_repair"}


def test_what_is_no_kind_is_refused(office):
    answer = office.post(PAGE, {"ticked": ["nothing"], "shown": []})
    assert answer.status_code == 422
    assert "没有保存" in answer.content.decode()
    assert not UnusedKind.objects.exists()


def test_only_the_office_is_led_there(cast, sign_in):
    def is_led(person) -> bool:
        return PAGE in {entry["url"] for entry in sign_in(person).get("/").context["nav"]}

    assert is_led(cast.mechanism_liaison)
    assert not any(
        is_led(person) for person in (cast.chief, cast.liaison_a, cast.system_admin, cast.assessor)
    )


@pytest.mark.usefixtures("no_loans")
def test_what_is_not_in_use_is_not_offered(cast, sign_in):
    assert "提出借用" not in begun_by(cast.liaison_a)
    assert "安排修理" in begun_by(cast.liaison_a)
    client = sign_in(cast.liaison_a)
    assert ASK not in client.get("/matters/new/").content.decode()
    assert ASK not in {entry["url"] for entry in client.get("/").context["nav"]}


@pytest.mark.usefixtures("no_loans")
@pytest.mark.parametrize("address", [ASK, f"{ASK}propose/"])
def test_its_address_says_why_it_is_not_begun(cast, sign_in, address):
    for answer in (
        sign_in(cast.liaison_a).get(address),
        sign_in(cast.liaison_a).post(address, {"title": "木马"}),
    ):
        assert answer.status_code == 403
        assert "没有启用“玩具借用”" in answer.content.decode()
    assert not Loan.objects.exists()


@pytest.mark.usefixtures("no_loans")
def test_the_door_refuses_it_with_the_reason(cast):
    with pytest.raises(Refused, match="没有启用“玩具借用”，不能新建"):
        LoanCourse(cast).asked()
    assert not Matter.objects.exists()


def test_another_place_goes_on_beginning_it(cast):
    in_use.switch(jurisdiction("513200"), {"toy_loan": False})
    assert LoanCourse(cast).asked().matter.pk


def test_what_holds_above_does_not_hold_below(cast):
    above = organisation("州市场监管局", "agency", "enforcement", where=jurisdiction("513200"))
    person = membership(above, "liaison")
    in_use.switch(above.jurisdiction, {"toy_loan": False})
    assert "提出借用" not in begun_by(person)
    assert "提出借用" in begun_by(cast.liaison_a)


def test_what_is_under_way_goes_on_and_is_listed(cast, sign_in):
    course = LoanCourse(cast).agreed()
    in_use.switch(cast.county, {"toy_loan": False})
    course.take("sign_for", cast.liaison_police)
    course.take("give_back", cast.liaison_police)
    assert course.matter.state == "closed"
    client = sign_in(cast.liaison_a)
    assert course.matter.title in titles(client.get("/matters/", {"kind": "toy_loan"}))
    assert client.get(f"/matters/{course.matter.pk}/").status_code == 200


def test_a_form_offers_the_kinds_in_use(cast, sign_in):
    in_use.switch(cast.county, {Kind.RETRIAL: False, Kind.PUBLIC_INTEREST: False})
    page = sign_in(cast.handler).get("/matters/new/recommendation/register_issued/")
    offered = {code for code, _ in page.context["form"].fields["kind"].choices}
    assert offered == {kind for kind in KINDS if kind not in (Kind.RETRIAL, Kind.PUBLIC_INTEREST)}
    assert "立案" not in begun_by(cast.handler)
    assert {"决定调查核实", "登记已制发文书"} <= begun_by(cast.handler)


def test_what_waits_for_its_decision_keeps_its_kind(cast, sign_in):
    cast.everyone()
    typed = {"version": 0, "kind": "social_governance", "title": "河道采砂", "sensitivity": "ordinary",
             "source": "deputy", "source_number": "第7号"}  # fmt: skip
    sign_in(cast.handler).post("/matters/new/recommendation/decide_investigation/propose/", typed)
    in_use.switch(cast.county, dict.fromkeys(KINDS, False))
    matter = Recommendation.objects.get()
    page = sign_in(cast.chief).get(f"/matters/{matter.pk}/steps/decide_investigation/")
    assert [code for code, _ in page.context["form"].fields["kind"].choices] == ["social_governance"]


def test_one_paper_for_several_goes_to_all_of_them(cast):
    course = Course(cast).approved()
    in_use.switch(cast.county, dict.fromkeys(KINDS, False))
    IntendedRecipient.objects.create(recommendation=course.matter, organisation=cast.agency_b)
    course.take("issue", cast.handler)
    assert Recommendation.objects.count() == 2


def test_what_a_matter_of_another_kind_opens_is_refused(cast):
    course = LoanCourse(cast).out()
    in_use.switch(cast.county, {"toy_repair": False})
    with pytest.raises(Refused, match="没有启用“玩具修理”"):
        course.take("send_to_mend", cast.liaison_a, parts=[("轮子", cast.agency_b)])
    assert not course.matter.events.filter(verb="send_to_mend").exists()
    assert not Matter.objects.filter(kind="toy_repair").exists()


def test_what_a_matter_of_the_same_kind_opens_goes_on_with_it(cast):
    repair = RepairCourse(cast).agreed().matter
    in_use.switch(cast.county, {"toy_repair": False})
    given = {"step": "arrange", "actor": cast.liaison_a, "parts": [("轮子", cast.agency_b)]}
    perform(matter=Repair(kind="toy_repair", title="再修", lead=cast.agency_a), opener=repair, **given)
    assert Matter.objects.filter(kind="toy_repair").count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_switches_it(cast):
    where = cast.county
    results = at_once(*[lambda: in_use.switch(where, {"toy_loan": False})] * 2)
    assert sorted(results) == [[], ["toy_loan"]]
    assert UnusedKind.history.count() == 1
