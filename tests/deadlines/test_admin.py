"""The system administrator keeps the calendar; a changed day moves what it touches."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from common import clock
from common.when import When
from deadlines.calendar import Day
from deadlines.days import calendar_in_use
from deadlines.local import name_of
from deadlines.models import CalendarDay, Deadline, LocalRule
from deadlines.new_days import load_days
from deadlines.notice_file import read
from tests import factories
from tests.cast import give_code

RECEIVED = When.on(date(2024, 9, 5))
ADD = {"date": "2024-11-05", "status": "rest", "occasion": "临时放假", "notice": "县政府通知"}


@pytest.fixture
def keeper(client, db):
    """Whoever keeps the installation: the superuser, who holds no place."""
    user = factories.person("keeper", "维护员")
    user.is_superuser = True
    user.save()
    client.force_login(user)
    give_code(client, user)
    return client


def confirmed(client, url: str, data: dict):
    """What is foretold first, and then saved as it was confirmed."""
    foretold = client.post(url, data)
    form = foretold.context["adminform"].form if "adminform" in foretold.context else foretold.context["form"]
    assert "尚未保存" in foretold.content.decode(), form.errors
    kept = {name: form.data[name] for name in ("confirmed", "kept") if name in form.data}
    again = {name: value for name, value in data.items() if name != "file"}
    return foretold.content.decode(), client.post(url, again | kept, follow=True)


@pytest.fixture
def administrator(client, db):
    place = factories.membership(factories.organisation("县检察院", "procuratorate"), "system_admin")
    client.force_login(place.user)
    give_code(client, place.user)
    return client


def test_a_day_added_in_the_administration_moves_the_deadline_after_it_was_foretold(keeper, cast):
    old = cast.owes(starts=RECEIVED)
    foretold, answer = confirmed(keeper, reverse("admin:deadlines_calendarday_add"), ADD)
    assert "2024-11-05 改为 2024-11-06" in foretold
    assert "1 项期限随之变更" in answer.content.decode()
    assert Deadline.objects.get(replaces=old).due_on == date(2024, 11, 6)
    assert CalendarDay.objects.get(date=date(2024, 11, 5)).history.get().history_user.is_superuser


def test_what_is_foretold_changes_nothing(keeper, cast):
    cast.owes(starts=RECEIVED)
    answer = keeper.post(reverse("admin:deadlines_calendarday_add"), ADD)
    assert "尚未保存" in answer.content.decode()
    assert not CalendarDay.objects.filter(date=date(2024, 11, 5)).exists()
    assert Deadline.objects.get().due_on == date(2024, 11, 5)
    assert calendar_in_use().is_working(date(2024, 11, 5))


def test_what_was_changed_after_it_was_foretold_is_foretold_again(keeper):
    url = reverse("admin:deadlines_calendarday_add")
    token = keeper.post(url, ADD).context["adminform"].form.data["confirmed"]
    answer = keeper.post(url, ADD | {"date": "2024-11-06", "confirmed": token})
    assert "尚未保存" in answer.content.decode()


def test_a_day_is_changed_and_never_deleted(keeper):
    row = CalendarDay.objects.get(date=date(2024, 10, 7))
    change = {"status": "work", "occasion": "国庆节", "notice": row.notice, "announces_year": "on"}
    confirmed(keeper, reverse("admin:deadlines_calendarday_change", args=[row.pk]), change)
    assert calendar_in_use().is_working(date(2024, 10, 7))
    assert keeper.post(reverse("admin:deadlines_calendarday_delete", args=[row.pk])).status_code == 403


def test_nobody_else_gets_in(client, cast):
    client.force_login(cast.handler.user)
    assert client.get(reverse("admin:deadlines_calendarday_changelist")).status_code in (302, 403)


def test_a_whole_notice_is_loaded_by_command(db, tmp_path, capsys):
    path = tmp_path / "2027.csv"
    path.write_text(
        "date,status,occasion,notice\n2027-01-01,rest,元旦,国办发明电〔2026〕1号\n", encoding="utf-8"
    )
    call_command("load_days", str(path), announces_year=True)
    assert not calendar_in_use().is_provisional(date(2027, 3, 1))
    assert calendar_in_use().is_working(date(2027, 2, 8))


@pytest.mark.parametrize(
    ("text", "told"),
    [("date,status\n2027-01-01,rest\n", "表头"), ("date,status,occasion,notice\nx,rest,,\n", "无法识别")],
)
def test_a_notice_that_cannot_be_read_changes_nothing(db, tmp_path, text, told):
    (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=told):
        call_command("load_days", str(tmp_path / "bad.csv"))
    assert CalendarDay.objects.count() == 412


def notice(text: str, **also: str) -> dict:
    return {"file": SimpleUploadedFile("notice.csv", text.encode()), **also}


FIRST = "日期,安排,事由,依据\n2027-01-01,休息,元旦,国办发明电〔2026〕9号\n2027-02-08,休息,春节,国办发明电〔2026〕9号\n"


def test_a_corrected_notice_of_a_whole_year_takes_back_the_days_it_has_no_more(keeper, cast):
    url = reverse("admin:deadlines_calendarday_load")
    confirmed(keeper, url, notice(FIRST, announces_year="on"))
    load_days([Day(date(2027, 9, 3), "rest", "纪念日", "国发明电〔2027〕1号")], announces_year=True)
    old = cast.owes(starts=When.on(date(2026, 12, 8)))
    assert old.due_on == date(2027, 2, 9)
    corrected = FIRST.replace("2027-02-08,休息", "2027-02-10,休息").replace("9号", "12号")
    foretold, _ = confirmed(keeper, url, notice(corrected, announces_year="on"))
    assert "1天不在文件中，将从日历中删去" in foretold
    assert "删去：2027-02-08 休息 春节" in foretold
    assert Deadline.objects.get(replaces=old).due_on == date(2027, 2, 8)
    kept = CalendarDay.objects.filter(date__year=2027).order_by("date").values_list("date", flat=True)
    assert list(kept) == [date(2027, 1, 1), date(2027, 2, 10), date(2027, 9, 3)]


def test_a_notice_that_is_no_whole_year_takes_nothing_back(keeper):
    url = reverse("admin:deadlines_calendarday_load")
    confirmed(keeper, url, notice(FIRST, announces_year="on"))
    confirmed(keeper, url, notice(FIRST.replace("2027-02-08,休息", "2027-02-10,休息")))
    assert CalendarDay.objects.filter(date__year=2027).count() == 3


def test_the_command_takes_back_what_a_corrected_notice_has_no_more(db, tmp_path, capsys):
    path = tmp_path / "2027.csv"
    path.write_text(FIRST, encoding="gb18030")
    call_command("load_days", str(path), announces_year=True)
    path.write_text("\n".join(FIRST.splitlines()[:2]), encoding="utf-8")
    call_command("load_days", str(path), announces_year=True)
    assert "2027-02-08 休息 春节 不在文件中，删去" in capsys.readouterr().out
    assert calendar_in_use().is_working(date(2027, 2, 8))


def test_a_notice_is_loaded_as_a_file_and_moves_deadlines(keeper, cast):
    old = cast.owes(starts=RECEIVED)
    text = "date,status,occasion,notice\n2024-11-05,rest,临时放假,县政府通知\n"
    foretold, answer = confirmed(keeper, reverse("admin:deadlines_calendarday_load"), notice(text))
    assert "2024-11-05 改为 2024-11-06" in foretold
    assert "已导入1天" in answer.content.decode()
    assert Deadline.objects.get(replaces=old).due_on == date(2024, 11, 6)


def test_a_notice_with_a_wrong_row_changes_nothing(keeper):
    text = "date,status,occasion,notice\n2027-01-01,rest,元旦,x\n2027-13-01,rest,元旦,x\n"
    answer = keeper.post(reverse("admin:deadlines_calendarday_load"), notice(text))
    assert "日历没有改动" in answer.content.decode()
    assert not CalendarDay.objects.filter(date__year=2027).exists()


def test_local_rules_of_other_divisions_are_neither_listed_nor_offered(administrator):
    home, elsewhere = factories.county(), factories.jurisdiction("513200")
    rule = {
        "rule": "x",
        "length": 5,
        "unit": "days",
        "citation": "州府办〔2026〕1号",
        "in_force_from": date(2026, 1, 1),
    }
    LocalRule.objects.create(jurisdiction=elsewhere, **rule)
    shown = administrator.get(reverse("admin:deadlines_localrule_changelist")).content.decode()
    assert "州府办" not in shown
    form = administrator.get(reverse("admin:deadlines_localrule_add")).context["adminform"].form
    assert set(form.fields["jurisdiction"].queryset) == {home}


def refused(answer, why: str) -> None:
    assert answer.status_code == 403
    assert why in answer.content.decode()


def test_days_for_everybody_are_kept_by_whoever_keeps_the_installation(administrator):
    """A county's system administrator changed every county's statutory days."""
    row = CalendarDay.objects.get(date=date(2024, 10, 7))
    text = "date,status,occasion,notice\n2024-11-05,rest,临时放假,县政府通知\n"
    for url, data in (
        (reverse("admin:deadlines_calendarday_add"), ADD),
        (reverse("admin:deadlines_calendarday_change", args=[row.pk]), ADD),
        (reverse("admin:deadlines_calendarday_load"), notice(text)),
    ):
        refused(administrator.post(url, data), "维护单位")
    assert CalendarDay.objects.count() == 412
    assert administrator.get(reverse("admin:deadlines_calendarday_change", args=[row.pk])).status_code == 200


def test_an_administrator_enters_the_days_of_the_own_place_alone(administrator, cast):
    cast.owes(starts=RECEIVED)
    own, other = factories.county(), factories.jurisdiction("513200")
    url = reverse("admin:deadlines_calendarday_add")
    refused(administrator.post(url, ADD | {"jurisdiction": other.pk}), "只能登记本地区")
    foretold, _ = confirmed(administrator, url, ADD | {"jurisdiction": own.pk})
    assert "1 项期限随之变更" in foretold
    assert CalendarDay.objects.get(date=date(2024, 11, 5)).jurisdiction == own
    assert calendar_in_use().is_working(date(2024, 11, 5))


def test_a_rule_is_chosen_by_its_name_and_foretold(administrator, cast):
    cast.owes(starts=RECEIVED)
    url = reverse("admin:deadlines_localrule_add")
    page, called = administrator.get(url).content.decode(), name_of("recommendation.reply")
    assert called.startswith("书面回复检察建议（被建议单位，2个月")
    assert called in page
    data = {
        "jurisdiction": factories.county().pk,
        "rule": "recommendation.reply",
        "length": 45,
        "unit": "days",
        "citation": "九府办发〔2026〕3号",
        "in_force_from": clock.today().isoformat(),
    }
    foretold, _ = confirmed(administrator, url, data)
    assert "正在计算的 1 项期限不受影响" in foretold
    assert "仍为 2024-11-05" in foretold
    made = LocalRule.objects.get()
    assert (made.rule, made.unit, made.name) == (
        data["rule"],
        "days",
        called,
    )
    own = data | {"rule": "own", "own_name": "报送自查报告", "owes": "乡镇", "duty": "报送", "act": "报送"}
    confirmed(administrator, url, own | {"starts": "收到通知"})
    assert LocalRule.objects.latest("pk").rule == "报送自查报告"


@pytest.mark.parametrize(
    ("sensitivity", "is_issued", "told"),
    [("ordinary", True, "川九检建〔2026〕7号"), ("ordinary", False, ""), ("sealed", True, "限制知悉的事项")],
)
def test_who_sees_no_matter_learns_no_title_from_what_is_foretold(
    administrator, cast, sensitivity, is_issued, told
):
    """A rule typed and never saved listed every running matter of the county, sealed ones with their titles."""
    matter = cast.owes(starts=RECEIVED).matter
    type(matter).objects.filter(pk=matter.pk).update(
        title="张某某被害一案线索", number="川九检建〔2026〕7号", sensitivity=sensitivity, is_issued=is_issued
    )
    data = {
        "jurisdiction": factories.county().pk,
        "rule": "recommendation.reply",
        "length": 45,
        "unit": "days",
        "citation": "九府办发〔2026〕3号",
        "in_force_from": clock.today().isoformat(),
    }
    page = administrator.post(reverse("admin:deadlines_localrule_add"), data).content.decode()
    assert "正在计算的 1 项期限不受影响" in page
    assert told in page
    assert "张某某" not in page
    assert ("川九检建〔2026〕7号" in page) is (told == "川九检建〔2026〕7号")


def test_the_template_is_read_as_a_notice(keeper):
    answer = keeper.get(reverse("admin:deadlines_calendarday_template"))
    assert [day.status for day in read(answer.content)] == ["rest", "rest", "rest", "work"]
