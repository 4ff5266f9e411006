"""A letter or decision that is served by itself: number, signature or service, proof, and what receipt starts."""

import io
from datetime import date

import docx
import pytest

from common import clock
from common.when import When
from recommendations import rules
from tests.courses import REPORT, Course, upload
from tests.recommendations.served import deadline, served
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
CASE = {"kind": "public_interest", "issued_on": "2026-06-10"}
BY_POST = {"way": "post", "received_on": When.parse("2026-10-13")}


def sent(cast, **data) -> Course:
    """A case that was ended: its decision waits for the agency's signature."""
    course = served(cast, "2026-06-10", **CASE)
    course.reply(actor=cast.handler, occurred_at=When.parse("2026-08-03"))
    course.take("terminate", cast.chief, reasons="已依法履职", **{**REPORT, **data})
    return course


def letter(course: Course):
    return course.matter.servedletter_set.get()


def words(paper) -> str:
    document = docx.Document(io.BytesIO(paper.file.read()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_it_bears_a_number_of_its_own_and_waits_for_the_signature(cast):
    course = sent(cast)
    row = letter(course)
    assert (row.number, row.addressee, row.received_on) == ("川九检函〔2026〕1号", cast.agency_a, "")
    assert course.matter.documents.get(kind="termination_decision").number.text == row.number
    assert course.matter.number != row.number
    wait = deadline(course, rules.SIGN_FOR_LETTER)
    assert (wait.debtor, wait.creditor, wait.label) == (
        cast.agency_a,
        cast.procuratorate,
        "签收终结案件决定书",
    )


def test_a_number_of_another_system_is_kept_as_written(cast):
    assert letter(sent(cast, paper_number="川九检公终〔2026〕7号")).number == "川九检公终〔2026〕7号"


def test_a_number_that_another_paper_bears_is_refused_at_its_field(cast):
    with pytest.raises(Invalid) as problem:
        sent(cast, paper_number="川九检建〔2026〕99号")
    assert list(problem.value.fields) == ["paper_number"]


def test_the_sealed_scan_is_the_paper_where_there_is_one(cast):
    course = sent(cast, letter_scans=[upload(cast.handler.user)], paper_number="川九检公终〔2026〕7号")
    paper = course.matter.documents.get(kind="termination_decision")
    assert (paper.is_scan, paper.number.text) == (True, "川九检公终〔2026〕7号")


def test_the_agency_signs_for_it(cast):
    course = sent(cast)
    course.take("sign_for_letter", cast.liaison_a, consents=True)
    row = letter(course)
    assert (row.received_on, row.way, row.received_by.verb) == ("2026-10-13", "online", "sign_for_letter")
    assert course.matter.deadlines.get(rule=rules.SIGN_FOR_LETTER).status == "closed"
    assert cast.handler.user.notices.filter(verb="sign_for_letter").exists()


def test_the_proof_names_the_paper_that_it_proves(cast):
    course = sent(cast)
    course.take("sign_for_letter", cast.liaison_a, consents=True)
    proof = course.matter.documents.filter(kind="proof_of_service").last()
    said = words(proof)
    assert proof.title == "终结案件决定书送达回证"
    assert "终结案件决定书" in said
    assert letter(course).number in said
    assert "检察建议书" not in said


def test_without_consent_nobody_signs_online(cast):
    course = sent(cast)
    with pytest.raises(Invalid) as problem:
        course.take("sign_for_letter", cast.liaison_a)
    assert list(problem.value.fields) == ["consents"]


def test_its_service_on_paper_is_entered(cast):
    course = sent(cast)
    course.take("record_letter_service", cast.handler, **BY_POST, receiver="马超")
    row = letter(course)
    assert (row.received_on, row.way, row.received_by.verb) == ("2026-10-13", "post", "record_letter_service")
    assert "马超" in words(course.matter.documents.filter(kind="proof_of_service").last())


@pytest.mark.parametrize("day", ["2026-10-12", "2026-10-14"])
def test_it_arrives_neither_before_it_was_made_nor_ahead(cast, day):
    course = sent(cast)
    with pytest.raises(Invalid) as problem:
        course.take("record_letter_service", cast.handler, way="post", received_on=When.parse(day))
    assert list(problem.value.fields) == ["received_on"]


def test_nobody_signs_twice(cast):
    course = sent(cast)
    course.take("sign_for_letter", cast.liaison_a, consents=True)
    for name, actor in (("sign_for_letter", cast.liaison_a), ("record_letter_service", cast.handler)):
        with pytest.raises(Refused, match="没有待"):
            course.take(name, actor)


def test_another_agency_signs_for_nothing(cast):
    course = sent(cast)
    with pytest.raises(Refused):
        course.take("sign_for_letter", cast.liaison_b)


def test_what_is_signed_late_is_telephoned_about(cast):
    from deadlines.calls import calls_today

    course = sent(cast)
    with clock.set_to(date(2026, 10, 20)):
        assert course.matter.pk in [call.deadline.matter_id for call in calls_today(cast.procuratorate)]


def test_correcting_the_papers_number_leaves_the_letters_alone(cast):
    from documents.models import DocumentNumber

    course = sent(cast)
    course.take("correct", cast.department_head, field="number", new="川九检建〔2026〕98号", reason="误录")
    in_use = DocumentNumber.objects.in_use().values_list("text", flat=True)
    assert letter(course).number in in_use
    assert "川九检建〔2026〕99号" not in in_use


def test_the_pages_show_what_waits_and_what_arrived(cast, sign_in):
    course = sent(cast)
    place = f"/matters/{course.matter.pk}/"
    agency = sign_in(cast.liaison_a)
    assert "签收终结案件决定书" in agency.get("/").content.decode()
    assert "签收文书" in agency.get(place).content.decode()
    assert (
        "终结案件决定书（川九检函〔2026〕1号）"
        in agency.get(f"{place}steps/sign_for_letter/").content.decode()
    )
    assert agency.post(
        f"{place}steps/sign_for_letter/",
        {"letters": [letter(course).pk], "consents": "on", "version": course.matter.version},
    ).status_code == 302  # fmt: skip
    assert "2026-10-13 在线签收" in sign_in(cast.handler).get(place).content.decode()
