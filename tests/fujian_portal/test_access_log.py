"""查阅下载记录: the auditor reads who looked at what, by number; nobody else does."""

import pytest

from matters.models import AccessLog
from tests.courses import Course

pytestmark = pytest.mark.django_db
PAGE = "/access-log/"


def noted(membership, action: str = "view", matter=None, subject: str = "") -> AccessLog:
    return AccessLog.objects.create(
        membership=membership, user=membership.user, action=action, matter=matter, subject=subject
    )


def test_the_auditor_reads_who_looked_at_which_matter(cast, sign_in):
    matter = Course(cast).registered(issued_on="2026-01-05", number="川九检建〔2026〕9号").matter
    noted(cast.liaison_a, matter=matter)
    page = sign_in(cast.auditor).get(PAGE).content.decode()
    for words in ("马超", "县市场监管局", "查阅", f"第 {matter.pk} 号事项（社会治理检察建议）"):
        assert words in page
    assert matter.title not in page
    assert "川九检建〔2026〕9号" not in page


def test_by_action(cast, sign_in):
    noted(cast.handler, subject="看")
    noted(cast.handler, "export", subject="取")
    rows = sign_in(cast.auditor).get(f"{PAGE}?kind=export").context["rows"]
    assert [row.subject for row in rows] == ["取"]


def test_another_jurisdiction_has_its_own_auditor(cast, sign_in):
    noted(cast.superior_chief)
    assert sign_in(cast.auditor).get(PAGE).context["rows"] == []


def test_pages_follow_one_another(cast, sign_in, monkeypatch):
    monkeypatch.setattr("fujian_portal.audit.views.SIZE", 2)
    for number in range(3):
        noted(cast.handler, subject=str(number))
    client = sign_in(cast.auditor)
    first = client.get(PAGE)
    second = client.get(f"{PAGE}{first.context['pager']['next_url']}")
    assert [row.subject for row in [*first.context["rows"], *second.context["rows"]]] == ["2", "1", "0"]


@pytest.mark.parametrize("name", ["handler", "system_admin", "security_admin", "liaison_a", "assessor"])
def test_others_are_refused(cast, sign_in, name):
    assert sign_in(getattr(cast, name)).get(PAGE).status_code == 403


@pytest.mark.parametrize("suffix", ["", "pdf/"])
def test_a_download_is_noted_without_title_and_number_of_the_paper(cast, sign_in, suffix):
    paper = Course(cast).issued().matter.documents.exclude(number=None).latest("pk")
    assert sign_in(cast.handler).get(f"{paper.get_absolute_url()}{suffix}").status_code in (200, 503)
    noted = AccessLog.objects.filter(action="download").values_list("subject", flat=True)
    assert not [each for each in noted if paper.title in each or str(paper.number) in each]


def test_what_earlier_records_of_downloads_say_is_not_shown(cast, sign_in):
    matter = Course(cast).served().matter
    noted(cast.handler, "download", matter, f"{matter.title} {matter.number}")
    noted(cast.handler, "download", matter, "文书7（PDF）")
    page = sign_in(cast.auditor).get(PAGE).content.decode()
    assert matter.title not in page
    assert matter.number not in page
    assert "文书7（PDF）" in page
