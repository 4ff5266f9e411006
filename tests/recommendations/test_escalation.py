"""After urging in vain: circular, interview, report, an end without a reply; the three conditions of 规 25."""

import io
from datetime import date

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.enum.text import WD_ALIGN_PARAGRAPH

from common import clock
from common.when import When
from notices.models import Notice
from recommendations import rules
from recommendations.choices import Kind
from recommendations.models import Recommendation
from tests.courses import PDF, Course, upload
from tests.recommendations.served import served
from tests.recommendations.urged import AFTER, REASONS, STATED, decided, late, received, sent
from tests.recommendations.urged import urged as urged_and_received
from workflow.errors import Invalid, Refused
from workflow.steps import steps_of

pytestmark = pytest.mark.django_db
STEPS = steps_of(Recommendation)
CIRCULAR = {"addressee": "九寨沟县人民政府", "text": "经督促至今没有整改。"}
INTERVIEW = {"people": "局长、分管副局长", "text": "督促后仍未整改"}
MEASURES = ["circulate", "interview", "report_up"]


@pytest.fixture(autouse=True)
def wednesday():
    """21 October 2026: the day after the period of the letter."""
    with clock.set_to(AFTER):
        yield


def urged(cast, **data) -> Course:
    """Received on 3 August, urged once the two months were over; the letter's ten days are over too."""
    cast.everyone()
    return urged_and_received(cast, **data)


def in_vain(cast, **data) -> Course:
    """And the chief has decided that there is no justified reason."""
    return decided(urged(cast, **data))


def words(paper) -> str:
    document = docx.Document(io.BytesIO(paper.file.read()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    head = [each.text for each in document.sections[0].first_page_header.paragraphs]
    return "\n".join([*head, *(each.text for each in document.paragraphs), *cells])


def told(event) -> set[str]:
    return set(
        Notice.objects.filter(matter=event.matter, verb=event.verb).values_list(
            "recipient__username", flat=True
        )
    )


@pytest.mark.parametrize("step", MEASURES)
def test_before_urging_nothing_follows(cast, step):
    assert "尚未督促" in STEPS[step].refusal(late(cast).matter, cast.chief)


@pytest.mark.parametrize("step", MEASURES)
def test_a_letter_on_its_way_has_urged_nobody(cast, step):
    assert "尚未送达" in STEPS[step].refusal(sent(late(cast)).matter, cast.chief)


@pytest.mark.parametrize("step", MEASURES)
def test_while_the_period_of_the_letter_runs_nothing_follows(cast, step):
    course = received(sent(late(cast)), When.parse("2026-10-12"))
    assert "督促函载明的期限尚未届满" in STEPS[step].refusal(course.matter, cast.chief)


@pytest.mark.parametrize("step", MEASURES)
def test_without_a_decision_on_the_reason_nothing_follows(cast, step):
    assert "认定有无正当理由" in STEPS[step].refusal(urged(cast).matter, cast.chief)


@pytest.mark.parametrize("step", MEASURES)
def test_where_the_reason_is_justified_nothing_follows(cast, step):
    assert "认定" in STEPS[step].refusal(decided(urged(cast), justified=True).matter, cast.chief)


@pytest.mark.parametrize("step", MEASURES)
def test_the_last_decision_on_the_reason_counts(cast, step):
    course = decided(in_vain(cast), justified=True)
    assert "认定" in STEPS[step].refusal(course.matter, cast.chief)


def test_the_decision_on_the_reason_says_what_the_agency_stated_and_what_proves_it(cast):
    course = in_vain(cast)
    event = course.matter.events.get(verb="decide_reason")
    assert event.audience == cast.procuratorate
    assert "认定：无正当理由" in course.matter.words_of(event)
    assert "电话询问称正在研究" in course.matter.quote_of(event)
    for name in REASONS:
        with pytest.raises(Invalid) as problem:
            decided(urged(cast, number=f"川九检建〔2026〕{len(name)}号"), **{name: ""})
        assert list(problem.value.fields) == [name]


def test_the_decision_is_the_chiefs_and_is_prepared_by_the_handler(cast):
    assert STEPS["decide_reason"].who.hands_to(urged(cast).matter, cast.handler) == ("chief",)


@pytest.mark.parametrize("step", ["decide_reason", *MEASURES])
def test_entered_later_the_conditions_are_judged_as_of_the_day(cast, step):
    """The letter's last day was 20 October; on that day nothing could be decided."""
    course = urged(cast) if step == "decide_reason" else in_vain(cast)
    given = {
        "decided_by": cast.chief,
        "decided_on": When.parse("2026-10-20"),
        **REASONS,
        **CIRCULAR,
        **INTERVIEW,
    }
    if step in ("circulate", "interview"):
        given |= {"held_on": When.parse("2026-10-20"), "minutes": "承诺整改"}
    asked = {name: value for name, value in given.items() if name in STEPS[step].asks()}
    with pytest.raises(Invalid, match="核对日期"):
        course.take(step, cast.handler, **asked)


def test_a_reply_after_the_decision_takes_its_ground_away(cast):
    course = in_vain(cast)
    course.reply(actor=cast.handler)
    course.review("partly", follow_up=STATED)
    assert course.matter.standing.grounds == ["partly"]
    assert "认定" in STEPS["circulate"].refusal(course.matter, cast.chief)


@pytest.mark.parametrize(
    ("finding", "says"),
    [
        ("not_adopted", "无正当理由不采纳检察建议"),
        ("not", "无正当理由未实际整改"),
        ("partly", "无正当理由整改不到位"),
    ],
)
def test_the_papers_say_what_the_record_says(cast, finding, says):
    course = urged(cast)
    course.reply(actor=cast.handler)
    course.review(finding, follow_up=STATED)
    decided(course)
    course.take("circulate", cast.chief, **CIRCULAR)
    said = words(course.matter.documents.get(kind="circular"))
    assert says in said
    assert "不回复" not in said


def test_a_circular_makes_its_paper_and_tells_both_the_recipient_and_the_bureau(cast):
    course = in_vain(cast)
    event = course.take("circulate", cast.chief, **CIRCULAR)
    paper = course.matter.documents.get(kind="circular")
    said = words(paper)
    assert paper.audience is None
    assert "经督促仍无正当理由不回复" in said
    assert "《人民检察院检察建议工作规定》第二十五条" in said
    assert told(event) >= {"liaison_a", "head_a", "assessor", "liaison_bureau"}
    row = course.matter.escalation_set.get()
    assert (row.addressee, row.finding) == ("九寨沟县人民政府", course.matter.reasonfinding_set.get())


def test_report_and_circular_are_two_papers_with_numbers_of_their_own(cast):
    course = in_vain(cast)
    course.take("circulate", cast.chief, **CIRCULAR)
    course.take("report_up", cast.chief, addressee="上级人民检察院", text="请予指导。")
    papers = [course.matter.documents.get(kind=kind) for kind in ("circular", "report_letter")]
    assert len({paper.number.text for paper in papers}) == 2
    report = words(papers[1])
    assert "现将有关情况报告如上" in report
    assert "通报" not in report


def test_a_joint_paper_names_both_issuers_in_heading_and_signature(cast):
    course = in_vain(cast)
    course.take("circulate", cast.chief, **CIRCULAR, is_joint=True)
    said = words(course.matter.documents.get(kind="circular"))
    for name in (cast.procuratorate.name, cast.bureau.name):
        assert said.count(name) >= 2
    assert "《行政执法监督条例》第三十一条" in said
    assert "（印章）" in said
    assert "（院印）" not in said


def test_a_joint_letterhead_has_both_names_in_the_middle(cast):
    course = in_vain(cast)
    course.take("circulate", cast.chief, **CIRCULAR, is_joint=True)
    paper = course.matter.documents.get(kind="circular")
    header = docx.Document(io.BytesIO(paper.file.read())).sections[0].first_page_header
    assert {each.alignment for each in header.paragraphs} == {WD_ALIGN_PARAGRAPH.CENTER}


def test_a_joint_interview_rests_on_the_article_on_interviews(cast):
    course = in_vain(cast)
    held = When.parse("2026-10-25")
    course.take("interview", cast.chief, **INTERVIEW, held_on=held, is_joint=True)
    assert "《行政执法监督条例》第二十二条第五项" in words(
        course.matter.documents.get(kind="interview_notice")
    )


def test_the_bureau_enters_the_joint_circular_and_the_procuratorate_is_told(cast):
    course = in_vain(cast)
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
    decided(received(sent(course)))
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
    sent(course)
    assert "人民法院" in STEPS[step].refusal(course.matter, cast.chief)


def changed(cast) -> Course:
    """Urged in vain; then the paper was changed, and the new one received on 12 October."""
    course = in_vain(cast)
    scans = [upload(cast.handler.user)]
    course.take("modify", cast.chief, reasons="有误", advices=["另行处理"], paper_scans=scans)
    course.take("record_service", cast.handler, received_on=When.parse("2026-10-21"), way="direct")
    return course


@pytest.mark.parametrize("step", MEASURES)
def test_what_urged_an_earlier_version_does_not_count(cast, step):
    course = changed(cast)
    with clock.set_to(date(2026, 12, 23)):
        matter = Recommendation.objects.get(pk=course.matter.pk)
        assert "尚未督促" in STEPS[step].refusal(matter, cast.chief)


def sealed(cast) -> Course:
    course = in_vain(cast)
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
    course = in_vain(cast)
    for stranger in (cast.superior_assessor, cast.liaison_b, cast.liaison_government):
        assert STEPS["circulate"].refusal(course.matter, stranger) == "这一步由主办检察院办理。"


def test_an_interview_is_announced_and_then_recorded(cast):
    course = in_vain(cast)
    course.take("interview", cast.chief, **INTERVIEW, held_on=When.parse("2026-10-28"))
    assert course.matter.documents.filter(kind="interview_notice").exists()
    with pytest.raises(Invalid, match="尚未进行"):
        course.take(
            "interview", cast.chief, **INTERVIEW, held_on=When.parse("2026-10-28"), minutes="承诺整改"
        )
    course.take(
        "interview", cast.chief, **INTERVIEW, held_on=When.parse("2026-10-21"), minutes="承诺月底前整改"
    )
    assert course.matter.documents.filter(kind="interview_minutes").exists()
    assert [row.minutes for row in course.matter.escalation_set.all()] == ["", "承诺月底前整改"]


def test_a_report_needs_to_whom_it_goes(cast):
    with pytest.raises(Invalid) as problem:
        in_vain(cast).take("report_up", cast.chief)
    assert list(problem.value.fields) == ["bodies"]


def test_a_report_is_for_the_procuratorate_alone_and_lets_nobody_in(cast):
    course = in_vain(cast)
    before = set(course.matter.participations.values_list("organisation", flat=True))
    event = course.take("report_up", cast.chief, addressee="县委、县人大常委会")
    assert event.audience == cast.procuratorate
    assert course.matter.documents.get(kind="report_letter").audience == cast.procuratorate
    assert set(course.matter.participations.values_list("organisation", flat=True)) == before


def test_what_was_never_answered_is_closed_as_unanswered(cast):
    course = urged(cast)
    course.take("close_unanswered", cast.chief, reasons="多次督促未回复，已经报告有关机关。")
    assert (course.matter.state, course.matter.outcome, course.matter.replied_on) == ("closed", "", "")
    assert [row.rule for row in course.matter.deadlines.running()] == [rules.RECORD]


@pytest.mark.parametrize("day", ["2026-10-08", "2026-09", "2026-10-09", "2026-10-20"])
def test_it_was_not_closed_as_unanswered_before_both_last_days_were_over(cast, day):
    """The reply's last day was 8 October, that of the letter the 20th."""
    decision = {"decided_by": cast.chief, "decided_on": When.parse(day)}
    course = urged(cast)
    with pytest.raises(Invalid) as problem:
        course.take("close_unanswered", cast.handler, reasons="多次督促未回复。", **decision)
    assert list(problem.value.fields) == ["decided_on"]


def test_closing_as_unanswered_presupposes_urging(cast):
    with pytest.raises(Refused, match="尚未督促"):
        late(cast).take("close_unanswered", cast.chief, reasons="未回复。")
    with pytest.raises(Refused, match="尚未送达"):
        sent(late(cast, number="川九检建〔2026〕98号")).take(
            "close_unanswered", cast.chief, reasons="未回复。"
        )


def test_in_time_or_in_public_interest_nothing_is_closed_as_unanswered(cast):
    in_time = served(cast, "2026-09-02", issued_on="2026-09-02").matter
    assert "尚未届满" in STEPS["close_unanswered"].refusal(in_time, cast.chief)
    public = served(
        cast, "2026-08-03", Kind.PUBLIC_INTEREST, issued_on="2026-08-03", number="川九检建〔2026〕98号"
    )
    assert "公益诉讼" in STEPS["close_unanswered"].refusal(public.matter, cast.chief)


def test_the_bureau_finds_the_step_on_the_matters_page_and_sends_it(cast, sign_in):
    course, client = in_vain(cast), sign_in(cast.assessor)
    page = client.get(f"/matters/{course.matter.pk}/").content.decode()
    assert f"/matters/{course.matter.pk}/steps/circulate/" in page
    assert f"/matters/{course.matter.pk}/steps/urge/" not in page
    url = f"/matters/{course.matter.pk}/steps/circulate/"
    data = {**CIRCULAR, "held_on": "2026-10-21", "version": course.matter.version}
    missing = client.post(url, data)
    assert missing.status_code == 422
    scan = SimpleUploadedFile("联合通报.pdf", PDF, "application/pdf")
    assert client.post(url, {**data, "paper_scans": scan}).status_code == 302
    assert "通报" in sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/").content.decode()


@pytest.mark.parametrize("step", ["decide_reason", "close_unanswered", *MEASURES])
def test_the_pages_open(cast, sign_in, step):
    course = in_vain(cast)
    assert sign_in(cast.handler).get(f"/matters/{course.matter.pk}/steps/{step}/").status_code == 200


@pytest.mark.parametrize(
    ("step", "field"),
    [("circulate", "addressee"), ("circulate", "text"), ("interview", "people"), ("interview", "text")],
)
def test_without_to_whom_or_why_no_paper_is_made(cast, step, field):
    """Also through the door: no 通报 to nobody, no 约谈 without people, and never an error of the database."""
    course, given = in_vain(cast), dict(CIRCULAR if step == "circulate" else INTERVIEW)
    del given[field]
    with pytest.raises(Invalid) as refused:
        course.take(step, cast.chief, **given)
    assert list(refused.value.fields) == [field]
