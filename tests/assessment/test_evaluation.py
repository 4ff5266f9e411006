"""落实效果评估: the draft from the figures of a year, on the page and as a paper."""

import io

import docx
import pytest
from django.urls import reverse

from assessment import report
from assessment.evaluation import Times, evaluation
from deadlines.statute import Stated
from matters.models import AccessLog
from recommendations.choices import Finding, UrgeGround
from recommendations.records import Escalation
from tests.assessment.conftest import EARLY, Paper

PAGE, PAPER = reverse("assessment:evaluation"), reverse("assessment:evaluation_paper")
QUERIES = 11


def text_of(paper: bytes) -> str:
    document = docx.Document(io.BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture
def year(cast, today) -> None:
    """To an agency: one rectified, one not rectified and urged twice, one overdue; one to a court; one sealed."""
    paper = Paper(cast, cast.agency_a)
    paper.replied(EARLY, "1", on="2026-10-20").review(Finding.DONE)
    course = paper.replied(EARLY, "2", on="2026-11-10")
    course.review(Finding.NOT)
    for _ in range(2):
        course.take("urge", cast.department_head, ground=UrgeGround.NOT_RECTIFIED, stated=Stated(10))
    Escalation.objects.create(
        recommendation=course.matter, event=course.matter.events.last(), type=Escalation.Type.INTERVIEW
    )
    paper.served(EARLY, "3")
    paper.served(EARLY, "4", sensitivity="sealed")
    paper.served(None, "5", issued="2025-12-30")
    Paper(cast, cast.court).replied(EARLY, "6", on="2026-10-20")


def test_a_year_is_counted_with_what_went_to_courts(cast, year):
    found = evaluation(cast.chief, "2026")
    assert (found.total.issued, found.total.count("replied"), found.total.count("rectified")) == (4, 3, 1)
    assert found.urged == Times(matters=1, times=2)
    assert found.escalated == {"约谈": Times(matters=1, times=1)}
    assert [report.state_of(matter) for matter in found.not_done] == ["采纳未实际整改", "逾期未回复"]


def test_the_paper_says_the_figures_and_the_day_they_were_taken(cast, year, sign_in):
    text = text_of(sign_in(cast.policy_reviewer).get(PAPER, {"year": "2026"}).content)
    for said in (
        "关于2026年检察建议落实效果的评估报告",
        "数据截至2026年11月24日（周二）09:00",
        "本院共制发检察建议4件，涉及被建议单位2个",
        "按期回复2件（其中经同意延期后按期回复0件），逾期回复1件",
        "采纳占已回复的2/3（67%），占制发的2/4（50%）",
        "发出督促函2次（1件），约谈1次（1件），提起公益诉讼0件",
        "逾期未回复",
        "（由承办部门结合个案填写）",
    ):
        assert said in text


def test_the_download_is_noted(cast, today, sign_in):
    answer = sign_in(cast.handler).get(PAPER)
    assert "attachment" in answer["Content-Disposition"]
    entry = AccessLog.objects.get(action="download", membership=cast.handler)
    assert entry.subject == "关于2026年检察建议落实效果的评估报告"


def test_the_page_shows_the_draft_and_leads_to_what_is_not_done(
    cast, year, sign_in, django_assert_num_queries
):
    client = sign_in(cast.department_head)
    client.get(PAGE)
    with django_assert_num_queries(QUERIES):
        page = client.get(PAGE).content.decode()
    assert page.count('<li><a href="/matters/') == 2
    assert "?year=2025" in page


def test_a_year_without_any_says_so(cast, today, sign_in):
    page = sign_in(cast.chief).get(PAGE, {"year": "2020"}).content.decode()
    assert "2020年本院没有制发检察建议。" in page


@pytest.mark.parametrize("name", ["assessor", "liaison_a", "case_manager", "officer_a"])
def test_others_are_refused(cast, sign_in, name):
    for where in (PAGE, PAPER):
        assert sign_in(getattr(cast, name)).get(where).status_code == 403
