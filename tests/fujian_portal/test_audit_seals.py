"""每日封存: the auditor takes the digests out of the portal, as the command reads them."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from common import clock
from matters import seals
from matters.models import AccessLog, ChainSeal
from tests.courses import Course
from tests.matters import tampering

pytestmark = [pytest.mark.django_db]
LAST_DAY = date(2026, 12, 31)


@pytest.fixture
def sealed(cast) -> list[ChainSeal]:
    """Over the turn of a year."""
    with clock.set_to(LAST_DAY - timedelta(1)):
        Course(cast).registered()
    made = []
    for days in range(3):
        with clock.set_to(LAST_DAY + timedelta(days - 1)):
            made.append(seals.seal_today())
    return made


def test_the_latest_year_is_shown_and_others_are_one_click_away(sealed, cast, sign_in):
    auditor = sign_in(cast.auditor)
    latest = auditor.get("/audit/seals/").content.decode()
    assert sealed[2].digest in latest
    assert sealed[1].digest not in latest
    earlier = auditor.get("/audit/seals/?year=2026").content.decode()
    assert sealed[0].digest in earlier
    assert sealed[1].digest in earlier


def test_the_text_is_what_the_command_compares_with(sealed, cast, sign_in, tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_bytes(sign_in(cast.auditor).get("/audit/seals/text/").content)
    assert kept.read_text().splitlines() == [str(seal) for seal in sealed]
    call_command("verify_events", all=True, against=kept)
    tampering.remove_seal(sealed[2])
    with pytest.raises(CommandError, match="不符"):
        call_command("verify_events", all=True, against=kept)


def test_looks_and_exports_are_kept(sealed, cast, sign_in):
    auditor = sign_in(cast.auditor)
    auditor.get("/audit/seals/")
    auditor.get("/audit/seals/text/?year=2026")
    kept = AccessLog.objects.filter(subject__contains="每日封存").order_by("id")
    assert [row.action for row in kept] == ["view", "export"]


@pytest.mark.parametrize("year", ["x", "20260", "²026", "0000", "-1"])
def test_a_year_that_is_none_is_not_found(cast, sign_in, year):
    assert sign_in(cast.auditor).get("/audit/seals/", {"year": year}).status_code == 404


def test_before_the_first_seal_it_says_when_it_comes(cast, sign_in):
    assert "还没有封存记录" in sign_in(cast.auditor).get("/audit/seals/").content.decode()


def test_the_page_takes_the_same_queries_for_more_seals(sealed, cast, sign_in, django_assert_max_num_queries):
    auditor = sign_in(cast.auditor)
    with django_assert_max_num_queries(13):
        auditor.get("/audit/seals/")
