"""The county's jurisdictions and roster."""

import io

import pytest
from django.conf import settings
from django.core.management import call_command

from organisations.models import Jurisdiction, Organisation
from organisations.seed import RosterError, load_jurisdictions, load_roster

pytestmark = pytest.mark.django_db
ROSTER = settings.BASE_DIR / "demo" / "data" / "organisations.csv"


def load() -> str:
    out = io.StringIO()
    call_command("load_organisations", str(ROSTER), stdout=out)
    return out.getvalue()


def test_the_county_lies_in_its_prefecture_province_and_country():
    county = load_jurisdictions()
    assert (county.code, county.parent.code, county.parent.parent.code) == ("513225", "513200", "510000")
    assert county.parent.parent.parent.parent is None
    assert county.codes() == {"county": "513225", "prefecture": "513200", "province": "510000"}


def test_the_roster_is_entered_whole():
    assert "新增 48 个单位" in load()
    assert Organisation.objects.get(code="JZG-GAJ").capability_set() == {"agency", "police"}


def test_entering_it_again_changes_nothing():
    load()
    before = Organisation.history.count()
    assert "新增 0 个单位，更新 0 个" in load()
    assert Organisation.history.count() == before
    assert Jurisdiction.objects.count() == 4


def test_the_bodies_of_the_prefecture_stand_above_those_of_the_county():
    load()
    procuratorate = Organisation.objects.get(code="JZG-JCY")
    assert procuratorate.superior.code == "AB-JCY"
    assert procuratorate.superior.jurisdiction.code == "513200"
    assert Organisation.objects.get(code="JZG-SFJ").superior.code == "AB-SFJ"
    assert Organisation.objects.get(code="JZG-GAJ").superior is None


def test_a_police_station_stands_below_its_bureau():
    load()
    station = Organisation.objects.get(code="JZG-PCS1")
    assert (station.superior.code, station.jurisdiction.code) == ("JZG-GAJ", "513225")


HEADS = "code,name,short_name,capabilities,source,superior"


def test_whoever_stands_above_may_stand_further_down_in_the_roster():
    rows = [HEADS, "A,甲所,甲所,agency,,B", "B,乙分局,乙,agency,,C", "C,丙局,丙,agency,,"]
    load_roster(rows, load_jurisdictions())
    assert Organisation.objects.get(code="A").superior.superior.code == "C"


@pytest.mark.parametrize(
    ("above", "said"),
    [("A", "是本单位或者本单位的下级"), ("B", "是本单位或者本单位的下级"), ("X", "没有代码为 X 的上级单位")],
)
def test_nobody_stands_above_themselves_or_below_somebody_unknown(above, said):
    with pytest.raises(RosterError, match=said):
        load_roster([HEADS, f"A,甲局,甲,agency,,{above}", "B,乙局,乙,agency,,A"], load_jurisdictions())
    assert not Organisation.objects.exists()


def test_a_changed_row_is_brought_up_to_date():
    load()
    changed = ROSTER.read_text(encoding="utf-8").replace("县水务局,agency enforcement", "县水务局,agency")
    loaded = load_roster(changed.splitlines(), Jurisdiction.objects.get(code="513225"))
    assert (loaded.added, loaded.changed) == (0, 1)
    assert Organisation.objects.get(code="JZG-SWJ").capability_set() == {"agency"}


def test_a_row_that_cannot_be_read_is_named_and_nothing_is_entered():
    lines = ["code,name,short_name,capabilities,source", "A,甲局,甲,agency,", "B,乙局,乙,agncy,"]
    with pytest.raises(RosterError, match="第 3 行：职能“agncy”不认识"):
        load_roster(lines, load_jurisdictions())
    assert not Organisation.objects.exists()


def test_a_roster_without_a_column_is_refused():
    with pytest.raises(RosterError, match="缺少列：short_name、capabilities、source"):
        load_roster(["code,name"], load_jurisdictions())
