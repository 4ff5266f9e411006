"""Kinds and papers are called as the law of the day calls them, by data with a first day."""

import re
from datetime import date
from pathlib import Path

import pytest

from common import clock
from matters import names
from matters.names import DatedName
from organisations.models import Jurisdiction
from recommendations.choices import Kind
from recommendations.models import Recommendation

PI = Kind.PUBLIC_INTEREST
FROM = date(2026, 11, 1)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def renamed(cast) -> DatedName:
    county = cast.procuratorate.jurisdiction
    return DatedName.objects.create(
        code=f"kind.{PI}",
        text="公益诉讼检察意见",
        jurisdiction=county,
        in_force_from=FROM,
        basis="检察公益诉讼法",
    )


@pytest.mark.django_db
def test_a_kind_is_called_otherwise_from_a_day_on(renamed):
    county = renamed.jurisdiction
    assert names.kind_label(PI, FROM, county) == "公益诉讼检察意见"
    assert names.kind_label(PI, date(2026, 10, 31), county) == "公益诉讼检察建议"
    assert names.short_kind(PI, FROM, county) == "公益诉讼"


@pytest.mark.django_db
def test_the_countys_own_name_goes_before_those_above_and_elsewhere_nothing_changes(renamed):
    everywhere = Jurisdiction.objects.filter(code=names.EVERYWHERE).first() or Jurisdiction.objects.create(
        code=names.EVERYWHERE, name="中华人民共和国", short_name="中国", level="country"
    )
    assert names.kind_label(PI, FROM) == "公益诉讼检察建议"
    DatedName.objects.create(
        code=f"kind.{PI}", text="公益诉讼意见", jurisdiction=everywhere, in_force_from=FROM, basis="某法"
    )
    assert names.kind_label(PI, FROM) == "公益诉讼意见"
    assert names.kind_label(PI, FROM, renamed.jurisdiction) == "公益诉讼检察意见"


@pytest.mark.django_db
def test_a_matter_is_called_by_the_day_of_its_issue(renamed):
    matter = Recommendation(kind=PI, county=renamed.jurisdiction.code)
    for issued, label in (
        ("2026-10-31", "公益诉讼检察建议"),
        ("2026-11-02", "公益诉讼检察意见"),
        ("2026", "公益诉讼检察建议"),
    ):
        matter.issued_on = issued
        assert matter.kind_label == label
    matter.issued_on = ""
    with clock.set_to(clock.at(date(2026, 11, 3), 9)):
        assert matter.kind_label == "公益诉讼检察意见"


@pytest.mark.django_db
def test_names_cost_no_query_a_row(renamed, django_assert_num_queries):
    names.table.forget()
    with django_assert_num_queries(1):
        for _ in range(50):
            names.kind_label(PI, FROM, renamed.jurisdiction)


@pytest.mark.django_db
def test_a_page_of_another_process_shows_a_new_name_at_once(renamed, client):
    """What another process has saved is read with the next request."""
    names.kind_label(PI)
    names.table._kept = [{}]
    client.get("/health/")
    assert names.kind_label(PI, FROM, renamed.jurisdiction) == "公益诉讼检察意见"


def test_no_page_shows_the_declared_label_of_a_matters_kind():
    """`kind_label` is the one door; `get_kind_display` of a matter would stay at the name in the code."""
    shown = re.compile(r"(matter|self)\.get_kind_display|\bKind\([^)]*\)\.label|\bKind\.choices")
    files = [*ROOT.glob("templates/**/*.html"), *(path for path in ROOT.glob("*/**/*.py") if _is_ours(path))]
    found = {str(path.relative_to(ROOT)) for path in files if shown.search(path.read_text("utf-8"))}
    # The table itself, the words by which a ledger is read, and kinds of no matter.
    allowed = {"recommendations/models.py", "recommendations/ledgers/kinds.py", "organisations/sensitive.py"}
    assert found <= allowed


def _is_ours(path: Path) -> bool:
    return (
        path.relative_to(ROOT).parts[0] not in ("tests", ".venv", "benchmarks")
        and "migrations" not in path.parts
    )
