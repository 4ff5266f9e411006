"""What one page decides for every unit of a paper: its files are kept with the others as they are kept here."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.when import When
from recommendations.choices import Kind
from recommendations.models import Recommendation
from tests.courses import PDF, Course, upload
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def objected(cast, kind: str) -> tuple[Recommendation, Recommendation]:
    """Both units of one paper; the first, which is agency B, has objected."""
    served = {"received_on": When.parse("2026-10-13"), "way": "direct"}
    Course(cast, kind=kind).registered(recipients=[cast.agency_b, cast.agency_a], **served)
    first, other = Recommendation.objects.order_by("pk")
    grounds = {"grounds": "职责不在本局。", "files": [upload(cast.handler.user)]}
    perform(matter=first, step="object", actor=cast.handler, **grounds)
    first.refresh_from_db()
    return first, other


@pytest.mark.parametrize("result", ["issued", "withdrawn"])
def test_the_minutes_of_the_committee_stay_inside_with_the_other_units_too(cast, sign_in, result):
    first, other = objected(cast, Kind.SOCIAL_GOVERNANCE)
    minutes = upload(cast.chief.user, "会议纪要.pdf")
    committee = {
        "decided_in": "committee",
        "committee_number": "8号",
        "committee_on": When.parse("2026-10-13"),
    }
    given = {
        "reasons": "异议成立",
        "others": "all",
        "result": result,
        "committee_paper": minutes,
        **committee,
    }
    if result == "issued":
        given |= {"advices": ["会同水务局清理"], "paper_scans": [upload(cast.chief.user)]}
    perform(matter=first, step="uphold_objection", actor=cast.chief, **given)
    (row,) = other.attachments.filter(upload=minutes)
    assert (row.label, row.audience) == ("会议纪要、决定", cast.procuratorate)
    assert "会议纪要.pdf" not in sign_in(cast.liaison_a).get(f"/matters/{other.pk}/").content.decode()


def test_a_decision_on_the_other_unit_that_a_change_does_not_need_stays_inside(cast, sign_in):
    """It was filled in, and then the paper was changed instead of withdrawn."""
    first, other = objected(cast, Kind.PUBLIC_INTEREST)
    typed = {"version": first.version, "result": "issued", "reasons": "异议成立", "others": "all"}
    typed |= {
        "advice_text": "会同水务局清理",
        "decided_in": "chief",
        "paper_scans": SimpleUploadedFile("改.pdf", PDF),
    }
    typed[f"paper_number_{other.pk}"] = "九检终〔2026〕9号"
    typed[f"letter_scans_{other.pk}"] = SimpleUploadedFile("终结.pdf", PDF)
    answer = sign_in(cast.chief).post(f"/matters/{first.pk}/steps/uphold_objection/", typed)
    assert answer.status_code == 302
    row = other.attachments.get(upload__original_name="终结.pdf")
    assert row.audience == cast.procuratorate


def test_a_prepared_correction_of_the_paper_is_decided_for_all_its_units(cast, sign_in):
    first, other = objected(cast, Kind.SOCIAL_GOVERNANCE)
    assert cast.department_head.pk
    typed, url = (
        {"field": "issued_on", "new": "2026-10-09", "reason": "录错"},
        f"/matters/{first.pk}/steps/correct/",
    )
    handed = sign_in(cast.handler).post(f"{url}propose/", {**typed, "version": first.version})
    assert handed.status_code == 302
    first.refresh_from_db()
    decided = sign_in(cast.department_head).post(url, {**typed, "version": first.version})
    assert decided.status_code == 302
    other.refresh_from_db()
    assert other.issued_on == "2026-10-09"
