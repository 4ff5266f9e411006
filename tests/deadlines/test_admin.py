"""The system administrator keeps the calendar; a changed day moves what it touches."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from common.when import When
from deadlines.days import calendar_in_use
from deadlines.models import CalendarDay, Deadline, LocalRule
from tests import factories
from tests.cast import give_code

RECEIVED = When.on(date(2024, 9, 5))
ADD = {"date": "2024-11-05", "status": "rest", "occasion": "临时放假", "notice": "县政府通知"}


@pytest.fixture
def administrator(client, db):
    place = factories.membership(factories.organisation("县检察院", "procuratorate"), "system_admin")
    client.force_login(place.user, backend="django.contrib.auth.backends.ModelBackend")
    give_code(client, place.user)
    return client


def test_a_day_added_in_the_administration_moves_the_deadline(administrator, cast):
    old = cast.owes(starts=RECEIVED)
    answer = administrator.post(reverse("admin:deadlines_calendarday_add"), ADD, follow=True)
    assert "1 项在办期限随之变更" in answer.content.decode()
    assert Deadline.objects.get(replaces=old).due_on == date(2024, 11, 6)
    assert CalendarDay.objects.get(date=date(2024, 11, 5)).history.get().history_user.memberships.exists()


def test_a_day_is_changed_and_never_deleted(administrator):
    row = CalendarDay.objects.get(date=date(2024, 10, 7))
    change = {"status": "work", "occasion": "国庆节", "notice": row.notice, "announces_year": "on"}
    administrator.post(reverse("admin:deadlines_calendarday_change", args=[row.pk]), change)
    assert calendar_in_use().is_working(date(2024, 10, 7))
    assert administrator.post(reverse("admin:deadlines_calendarday_delete", args=[row.pk])).status_code == 403


def test_nobody_else_gets_in(client, cast):
    client.force_login(cast.handler.user, backend="django.contrib.auth.backends.ModelBackend")
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


def notice(text: str) -> dict:
    return {"file": SimpleUploadedFile("notice.csv", text.encode()), "announces_year": "on"}


def test_a_notice_is_loaded_as_a_file_and_moves_deadlines(administrator, cast):
    old = cast.owes(starts=RECEIVED)
    text = "date,status,occasion,notice\n2024-11-05,rest,临时放假,县政府通知\n"
    answer = administrator.post(reverse("admin:deadlines_calendarday_load"), notice(text), follow=True)
    assert "已导入1天" in answer.content.decode()
    assert Deadline.objects.get(replaces=old).due_on == date(2024, 11, 6)


def test_a_notice_with_a_wrong_row_changes_nothing(administrator):
    text = "date,status,occasion,notice\n2027-01-01,rest,元旦,x\n2027-13-01,rest,元旦,x\n"
    answer = administrator.post(reverse("admin:deadlines_calendarday_load"), notice(text))
    assert "日历没有改动" in answer.content.decode()
    assert not CalendarDay.objects.filter(date__year=2027).exists()


def test_local_rules_of_other_divisions_are_neither_listed_nor_offered(administrator):
    home, elsewhere = factories.county(), factories.jurisdiction("513200")
    rule = {"rule": "x", "length": 5, "citation": "州府办〔2026〕1号", "in_force_from": date(2026, 1, 1)}
    LocalRule.objects.create(jurisdiction=elsewhere, **rule)
    shown = administrator.get(reverse("admin:deadlines_localrule_changelist")).content.decode()
    assert "州府办" not in shown
    form = administrator.get(reverse("admin:deadlines_localrule_add")).context["adminform"].form
    assert set(form.fields["jurisdiction"].queryset) == {home}
