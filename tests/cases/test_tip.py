"""线索移送 as cases_law.md has it: to whoever is competent, sealed, organised crime without content and never declined."""

import pytest

from cases.models import Case
from cases.tip import ORGANISED_CRIME
from common.sealed import is_sealed, seal
from matters.kinds import Sensitivity
from matters.models import Event
from notices.models import Notice
from tests.cases.tip import Course
from tests.courses import upload
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
REPORTER = {"reporter": "张三丰", "reporter_contact": "漳扎镇幸福路8号"}


@pytest.fixture
def course(cast) -> Course:
    return Course(cast)


def test_it_goes_from_any_house_to_any_and_is_fed_back(course, cast):
    course.taken_up().take("feed_back", cast.liaison_b, dealt="handled", result="已责令清除。")
    assert (course.matter.state, course.matter.outcome, course.running()) == ("closed", "used", set())


def test_nobody_sends_one_to_their_own_house(course, cast):
    with pytest.raises(Invalid, match="主办单位自己"):
        course.sent(receiver=cast.agency_a)


def test_of_organised_crime_nothing_but_the_fact_is_kept(course, cast):
    course.organised()
    assert course.matter.title == "涉黑涉恶线索"
    assert course.matter.sensitivity == Sensitivity.SEALED
    assert not course.matter.values["summary"]


@pytest.mark.parametrize(
    "content", [{"summary": "在二桥。"}, {"source": "report"}, {"source_number": "12345"}, REPORTER]
)
def test_content_about_organised_crime_is_refused_at_its_field(course, cast, content):
    with pytest.raises(Invalid) as refused:
        course.sent(domain=ORGANISED_CRIME, receiver=cast.police, **({"summary": "", "source": ""} | content))
    assert set(refused.value.fields) == set(content)
    assert not Case.objects.exists()


def test_no_file_about_organised_crime_is_taken(course, cast):
    file = upload(cast.liaison_a.user)
    with pytest.raises(Invalid, match="纸质或者专网"):
        course.sent(domain=ORGANISED_CRIME, receiver=cast.police, summary="", source="", files=[file])


def test_organised_crime_goes_to_the_police_alone(course, cast):
    with pytest.raises(Invalid, match="应当移送公安机关"):
        course.sent(domain=ORGANISED_CRIME, summary="", source="")


def test_organised_crime_is_never_declined(course, cast):
    course.organised()
    with pytest.raises(Refused, match="不能不予受理"):
        course.take("decline", cast.head_police, reason="不属于本单位职责。")


def test_more_about_organised_crime_is_noted_without_its_content(course, cast):
    course.organised().take("add", cast.liaison_a)
    with pytest.raises(Invalid, match="纸质或者专网"):
        course.take("add", cast.liaison_a, added="又有新的情况。")


def test_official_misconduct_goes_to_the_supervisory_commission(course, cast):
    with pytest.raises(Invalid, match="应当移送监察机关"):
        course.sent(domain="official")
    course.sent(domain="official", receiver=cast.commission)
    assert course.matter.recipient == cast.commission


def test_who_reported_it_is_encrypted_and_stands_nowhere_else(course):
    course.sent(**REPORTER)
    assert all(is_sealed(course.matter.values[name]) for name in REPORTER)
    written = [str(event.data) for event in Event.objects.all()]
    written += list(Notice.objects.values_list("text", flat=True))
    written += [str(row.values) for row in Case.history.all()]
    assert not any(words in text for words in REPORTER.values() for text in written)


def test_only_the_two_houses_read_who_reported_it(course, cast, sign_in):
    course.sent(copies=[cast.bureau], **REPORTER)
    address = f"/matters/{course.matter.pk}/"
    for person, reads in ((cast.liaison_a, True), (cast.liaison_b, True), (cast.assessor, False)):
        page = sign_in(person).get(address).content.decode()
        assert ("张三丰" in page) == reads, person


def test_the_field_history_does_not_open_what_is_sealed(course, cast, sign_in):
    course.sent(**REPORTER)
    # The portal changes none of it after the first step; a correction would.
    course.matter.values = course.matter.values | {"reporter": seal("李四光")}
    course.matter.save()
    page = sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/history/").content.decode()
    assert "加密保存" in page
    assert not any(words in page for words in ("张三丰", "李四光", "sealed:"))


def test_whoever_it_is_passed_on_from_reads_no_more_who_reported_it(course, cast, sign_in):
    course.sent(**REPORTER).take("pass_on", cast.liaison_b, receiver=cast.police, reason="属公安机关职责。")
    page = sign_in(cast.liaison_b).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "张三丰" not in page
    assert "张三丰" in sign_in(cast.liaison_police).get(f"/matters/{course.matter.pk}/").content.decode()


def test_a_tip_to_the_procuratorate_stands_on_its_workbench(course, cast, sign_in):
    course.sent(receiver=cast.procuratorate)
    for person in (cast.handler, cast.clerk, cast.department_head):
        assert "签收线索" in sign_in(person).get("/").content.decode(), person


def test_a_form_without_its_content_says_so_at_the_field(cast, sign_in):
    given = {
        "title": "线索",
        "domain": "wages",
        "source": "report",
        "receiver": cast.agency_b.pk,
        "version": 0,
    }
    answer = sign_in(cast.liaison_a).post("/matters/new/tip/send/", given)
    assert answer.context["form"].errors["summary"] == ["请写明内容。"]
    assert not Case.objects.exists()


def test_nobody_reads_along_where_it_is_about_organised_crime(course, cast):
    with pytest.raises(Invalid, match="不抄送"):
        course.sent(domain=ORGANISED_CRIME, receiver=cast.police, summary="", source="", copies=[cast.bureau])
    course.organised()
    with pytest.raises(Refused, match="不抄送"):
        course.take("add_copy", cast.head_a, copied_to=[cast.bureau])


def test_it_is_not_passed_on_to_the_house_that_has_it(course, cast):
    with pytest.raises(Invalid, match="已经是本事项的收文单位"):
        course.sent().take("pass_on", cast.liaison_b, receiver=cast.agency_b, reason="属本单位职责。")


def test_where_a_tip_of_organised_crime_came_from_is_asked_of_nobody(course):
    course.organised()
    assert not course.matter.values["source"]


def test_where_any_other_tip_came_from_is_asked(course):
    with pytest.raises(Invalid) as refused:
        course.sent(source="")
    assert refused.value.fields == {"source": "请选择线索来源。"}


def test_nothing_is_copied_to_the_houses_that_carry_it_on(course, cast):
    with pytest.raises(Invalid) as refused:
        course.sent(copies=[cast.agency_a, cast.agency_b, cast.bureau])
    assert set(refused.value.fields) == {"copies"}
    assert cast.agency_a.name in refused.value.fields["copies"]
    assert cast.agency_b.name in refused.value.fields["copies"]


def test_a_declined_tip_says_so_and_claims_nothing_that_never_was(course, cast):
    course.received().take("decline", cast.head_b, reason="不属于本单位职责。")
    assert course.matter.get_state_display() == "不予受理"
    assert [each["label"] for each in course.matter.stepper(inside=True)] == ["待签收", "不予受理"]


def test_words_typed_like_sealed_ones_are_sealed(course):
    course.sent(reporter="sealed:张三丰")
    assert "张三丰" not in course.matter.values["reporter"]
    assert course.matter.value("reporter") == "sealed:张三丰"


def test_a_procuratorate_is_asked_by_those_who_can_do_it_and_told_of_no_vacancy(course, cast):
    people = cast.department_head, cast.clerk
    course.sent(receiver=cast.procuratorate)
    for person in people:
        texts = list(Notice.objects.filter(recipient=person.user).values_list("text", flat=True))
        assert texts == ["县市场监管局已办理“移送线索”，请办理“签收线索”。"]
