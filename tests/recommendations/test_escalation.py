"""After urging in vain: circular, interview, report to whom, an end without a reply; who may, who is told, who sees."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.when import When
from matters.kinds import Kind
from notices.models import Notice
from recommendations import rules
from recommendations.models import Recommendation
from recommendations.steps.escalation import CONDITIONS
from tests.courses import PDF, Course, upload
from tests.recommendations.served import served
from workflow.errors import Invalid, Refused
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
STEPS = steps_of(Recommendation)
CIRCULAR = {"addressee": "九寨沟县人民政府", "text": "经督促至今没有整改。"}
INTERVIEW = {"people": "局长、分管副局长", "text": "督促后仍未整改"}
TICKS = {f"{name}{end}": "属实" for name in CONDITIONS for end in ("", "_proof")}


def urged(cast, **data) -> Course:
    """Received on 3 August, urged once the two months were over."""
    cast.everyone()
    course = served(cast, "2026-08-03", issued_on="2026-08-03", **data)
    course.take("urge", cast.handler, ground="no_reply")
    return course


def told(event) -> set[str]:
    return set(
        Notice.objects.filter(matter=event.matter, verb=event.verb).values_list(
            "recipient__username", flat=True
        )
    )


def test_a_circular_makes_its_paper_and_tells_both_the_recipient_and_the_bureau(cast):
    course = urged(cast)
    event = course.take("circulate", cast.chief, **CIRCULAR)
    assert course.matter.documents.get(kind="circular").audience is None
    assert told(event) >= {"liaison_a", "head_a", "assessor", "liaison_bureau"}
    assert course.matter.escalation_set.get().addressee == "九寨沟县人民政府"


def test_the_bureau_enters_the_joint_circular_and_the_procuratorate_is_told(cast):
    course = urged(cast)
    with pytest.raises(Invalid, match="联合"):
        course.take("circulate", cast.assessor, **CIRCULAR)
    event = course.take("circulate", cast.assessor, **CIRCULAR, paper_scans=[upload(cast.assessor.user)])
    paper = course.matter.documents.get(kind="circular")
    assert paper.upload is not None
    assert told(event) >= {"handler", "chief", "liaison_a"}


def test_where_the_bureau_is_the_recipient_the_government_acts_in_its_place(cast):
    course = Course(cast, recipient=cast.bureau).registered(
        "2026-08-03", received_on=When.parse("2026-08-03")
    )
    course.take("urge", cast.handler, ground="no_reply")
    for each in (cast.liaison_government, cast.assessor_government):
        assert STEPS["circulate"].refusal(course.matter, each) == ""
    assert "由主办检察院办理" in STEPS["circulate"].refusal(course.matter, cast.assessor)
    government = [cast.liaison_government, cast.assessor_government]
    event = course.take("circulate", cast.chief, **CIRCULAR)
    assert {each.user.username for each in government} <= told(event)


@pytest.mark.parametrize("step", ["circulate", "interview"])
def test_a_court_is_neither_circulated_nor_interviewed(cast, step):
    course = Course(cast, Kind.CORRECTION, cast.court).registered(
        "2026-07-01", received_on=When.parse("2026-07-01"), court_stage="trial"
    )
    course.take("urge", cast.handler, ground="no_reply")
    assert "人民法院" in STEPS[step].refusal(course.matter, cast.chief)


@pytest.mark.parametrize("step", ["circulate", "interview", "report_up"])
def test_before_urging_nothing_follows(cast, step):
    course = served(cast, "2026-08-03", issued_on="2026-08-03")
    assert "尚未督促" in STEPS[step].refusal(course.matter, cast.chief)


def urged_and_changed(cast) -> Course:
    course = urged(cast)
    scans = [upload(cast.handler.user)]
    course.take("modify", cast.chief, reasons="有误", advices=["另行处理"], paper_scans=scans)
    course.take("record_service", cast.handler, received_on=When.parse("2026-10-13"), way="direct")
    return course


@pytest.mark.parametrize("step", ["circulate", "interview", "report_up"])
def test_what_urged_an_earlier_version_does_not_count(cast, step):
    assert "尚未督促" in STEPS[step].refusal(urged_and_changed(cast).matter, cast.chief)


def test_the_changed_paper_once_urged_may_be_circulated(cast):
    course = urged_and_changed(cast)
    course.take("urge", cast.handler, ground="no_reply")
    assert STEPS["circulate"].refusal(course.matter, cast.chief) == ""


def sealed(cast) -> Course:
    course = urged(cast)
    course.matter.sensitivity = "sealed"
    course.matter.save()
    return course


def test_the_bureau_is_not_told_of_a_sealed_matter(cast):
    event = sealed(cast).take("circulate", cast.chief, **CIRCULAR)
    assert "liaison_a" in told(event)
    assert not told(event) & {"assessor", "liaison_bureau"}


def test_the_form_of_a_sealed_matter_names_no_bureau(cast, sign_in):
    matter = sealed(cast).matter
    page = sign_in(cast.chief).get(f"/matters/{matter.pk}/steps/circulate/").content.decode()
    assert "由本页内容生成文书" in page
    assert "联合的，上传联合文书" not in page


def test_the_bureau_takes_no_step_in_a_sealed_matter(cast):
    assert STEPS["circulate"].refusal(sealed(cast).matter, cast.assessor) == "这一步由主办检察院办理。"


def test_an_agency_elsewhere_oversees_nothing(cast):
    course = urged(cast)
    for stranger in (cast.superior_assessor, cast.liaison_b, cast.liaison_government):
        assert STEPS["circulate"].refusal(course.matter, stranger) == "这一步由主办检察院办理。"


def test_an_interview_is_announced_and_then_recorded(cast):
    course = urged(cast)
    course.take("interview", cast.chief, **INTERVIEW, held_on=When.parse("2026-10-20"))
    assert course.matter.documents.filter(kind="interview_notice").exists()
    with pytest.raises(Invalid, match="尚未进行"):
        course.take(
            "interview", cast.chief, **INTERVIEW, held_on=When.parse("2026-10-20"), minutes="承诺整改"
        )
    course.take(
        "interview", cast.chief, **INTERVIEW, held_on=When.parse("2026-10-13"), minutes="承诺月底前整改"
    )
    assert course.matter.documents.filter(kind="interview_minutes").exists()
    assert [row.minutes for row in course.matter.escalation_set.all()] == ["", "承诺月底前整改"]


@pytest.mark.parametrize("missing", [*CONDITIONS, *(f"{name}_proof" for name in CONDITIONS)])
def test_a_report_needs_each_condition_with_its_proof(cast, missing):
    course = urged(cast)
    with pytest.raises(Invalid) as problem:
        course.take("report_up", cast.chief, addressee="县委", **{**TICKS, missing: ""})
    assert list(problem.value.fields) == [missing.removesuffix("_proof")]


def test_a_report_is_for_the_procuratorate_alone_and_lets_nobody_in(cast):
    course = urged(cast)
    before = set(course.matter.participations.values_list("organisation", flat=True))
    event = course.take("report_up", cast.chief, addressee="县委、县人大常委会", **TICKS)
    assert event.audience == cast.procuratorate
    assert course.matter.documents.get(kind="report_letter").audience == cast.procuratorate
    assert set(course.matter.participations.values_list("organisation", flat=True)) == before


def test_a_report_waits_for_the_period(cast):
    course = served(cast, "2026-09-02")
    course.take("urge", cast.handler, ground="no_reply")
    with pytest.raises(Refused, match="尚未届满"):
        course.take("report_up", cast.chief, addressee="县委", **TICKS)


def test_what_was_never_answered_is_closed_as_unanswered(cast):
    course = urged(cast)
    course.take("close_unanswered", cast.chief, reasons="多次督促未回复，已经报告有关机关。")
    assert (course.matter.state, course.matter.outcome, course.matter.replied_on) == ("closed", "", "")
    assert [row.rule for row in course.matter.deadlines.running()] == [rules.RECORD]


@pytest.mark.parametrize("day", ["2026-10-08", "2026-09"])
def test_it_was_not_closed_as_unanswered_before_the_last_day_was_over(cast, day):
    """Its last day was 8 October."""
    decided = {"decided_by": cast.chief, "decided_on": When.parse(day)}
    course = urged(cast)
    with pytest.raises(Invalid) as problem:
        course.take("close_unanswered", cast.handler, reasons="多次督促未回复。", **decided)
    assert list(problem.value.fields) == ["decided_on"]


def test_in_time_or_in_public_interest_nothing_is_closed_as_unanswered(cast):
    in_time = served(cast, "2026-09-02").matter
    assert "尚未届满" in STEPS["close_unanswered"].refusal(in_time, cast.chief)
    public = served(
        cast, "2026-08-03", Kind.PUBLIC_INTEREST, issued_on="2026-08-03", number="川九检建〔2026〕98号"
    )
    assert "公益诉讼" in STEPS["close_unanswered"].refusal(public.matter, cast.chief)


def test_the_bureau_finds_the_step_on_the_matters_page_and_sends_it(cast, sign_in):
    course, client = urged(cast), sign_in(cast.assessor)
    page = client.get(f"/matters/{course.matter.pk}/").content.decode()
    assert f"/matters/{course.matter.pk}/steps/circulate/" in page
    assert f"/matters/{course.matter.pk}/steps/urge/" not in page
    url = f"/matters/{course.matter.pk}/steps/circulate/"
    data = {**CIRCULAR, "held_on": "2026-10-12", "version": course.matter.version}
    missing = client.post(url, data)
    assert missing.status_code == 422
    scan = SimpleUploadedFile("联合通报.pdf", PDF, "application/pdf")
    assert client.post(url, {**data, "paper_scans": scan}).status_code == 302
    assert "通报" in sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/").content.decode()


@pytest.mark.parametrize("step", ["circulate", "interview", "report_up", "close_unanswered"])
def test_the_pages_open(cast, sign_in, step):
    course = urged(cast)
    assert sign_in(cast.handler).get(f"/matters/{course.matter.pk}/steps/{step}/").status_code == 200
