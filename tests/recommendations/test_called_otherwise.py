"""A paper that the law of the day calls otherwise is called so in every letter, notice and label about it."""

import io
import re
from datetime import date

import docx
import pytest

from common import clock
from common.when import When
from deadlines.models import Deadline
from documents.models import Document
from matters.names import DatedName
from notices.models import Notice
from recommendations.choices import Kind
from tests.courses import Course
from tests.recommendations.urged import AFTER, decided, late, received, sent

pytestmark = pytest.mark.django_db
#: Titles of laws and rules keep their words, and so does the clause that says what runs from what.
CITED = re.compile(r"《[^》]*》")


@pytest.fixture(params=[Kind.SOCIAL_GOVERNANCE, Kind.PUBLIC_INTEREST])
def kind(request, cast) -> str:
    cast.everyone()
    for code, text in (("kind", "某类检察意见"), ("paper", "检察意见书")):
        DatedName.objects.create(
            code=f"{code}.{request.param}",
            text=text,
            jurisdiction=cast.county,
            in_force_from=date(2026, 8, 1),
            basis="某法",
        )
    return request.param


def words(paper: Document) -> str:
    if not paper.file_name.endswith(".docx"):
        return paper.title
    document = docx.Document(io.BytesIO(paper.file.read()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paper.title, *(each.text for each in document.paragraphs), *cells])


def everything_said(course: Course) -> list[str]:
    matter = course.matter
    said = [words(paper) for paper in Document.objects.filter(matter=matter)]
    said += [notice.text for notice in Notice.objects.filter(matter=matter)]
    said += Deadline.objects.filter(matter=matter).values_list("label", flat=True)
    said += [str(event.data) for event in matter.events.all()]
    return [CITED.sub("", text) for text in said]


def old_names(course: Course) -> list[str]:
    return [text for text in everything_said(course) if "检察建议" in text]


def test_from_its_day_every_letter_and_notice_calls_it_so(cast, kind):
    with clock.set_to(date(2026, 8, 20)):
        course = late(cast, kind=kind)
        course.take("remind", cast.handler)
    with clock.set_to(AFTER):
        decided(received(sent(course)))
        course.take("circulate", cast.chief, addressee="九寨沟县人民政府", text="没有整改。")
        course.take("interview", cast.chief, people="局长", text="没有整改", held_on=When.parse("2026-10-25"))
        course.take(
            "interview",
            cast.chief,
            people="局长",
            text="约谈",
            held_on=When.parse("2026-10-21"),
            minutes="表态",
        )
        course.take("report_up", cast.chief, addressee=cast.superior.name, text="没有整改")
        course.take("record_with_superior", cast.handler)
        course.reply(result="refused")
        course.review("partly")
    assert old_names(course) == []


def test_changed_withdrawn_and_looked_back_on_it_is_called_so(cast, kind):
    with clock.set_to(date(2026, 9, 1)):
        course = Course(cast, kind).served()
        course.take("withdraw", cast.chief, reasons="事实有误。")
    assert old_names(course) == []


def test_what_was_issued_before_that_day_keeps_its_name(cast, kind):
    for row in DatedName.objects.all():
        row.in_force_from = date(2026, 8, 10)
        row.save()
    with clock.set_to(date(2026, 8, 20)):
        course = late(cast, kind=kind)
        course.take("remind", cast.handler)
    letter = Document.objects.get(matter=course.matter, kind="reminder_letter")
    assert "关于提示落实检察建议的函" in words(letter)
    assert not [text for text in everything_said(course) if "检察意见" in text]


def test_a_letter_to_the_recipient_calls_it_you(cast):
    cast.everyone()
    with clock.set_to(date(2026, 8, 20)):
        course = late(cast)
        course.take("remind", cast.handler)
    letter = Document.objects.get(matter=course.matter, kind="reminder_letter")
    assert "本院于2026年8月3日向你单位发出的检察建议" in words(letter)


PAGES = (
    ("handler", "/matters/{pk}/"),
    ("liaison_a", "/matters/{pk}/"),
    ("handler", "/matters/{pk}/steps/correct/"),
    ("handler", "/matters/{pk}/steps/record_service/"),
    ("handler", "/matters/{pk}/history/"),
    ("handler", "/"),
    ("assessor", "/"),
    ("handler", "/matters/"),
    ("assessor", "/board/?kind={kind}"),
)


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_from_its_day_every_page_calls_it_so(cast, kind, sign_in, who, address):
    with clock.set_to(date(2026, 9, 1)):
        course = Course(cast, kind).issued()
        page = sign_in(getattr(cast, who)).get(address.format(pk=course.matter.pk, kind=kind))
    assert page.status_code == 200
    body = re.sub(r"<script.*?</script>", "", page.content.decode(), flags=re.S)
    lines = [CITED.sub("", line).strip() for line in re.sub(r"<[^>]+>", "\n", body).splitlines()]
    label = Kind(kind).label
    assert [line for line in lines if label in line and "的回复期限由" not in line] == []
    assert [line for line in lines if re.search("(收到|送达|制发|签收|编辑|提出)检察建议", line)] == []
