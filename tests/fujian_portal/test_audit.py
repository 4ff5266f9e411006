"""The auditor: envelopes and no contents, everything findable by person, organisation and day, nothing changed."""

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from common import clock
from deadlines.calendar import Day
from deadlines.models import LocalRule
from deadlines.new_days import load_days
from documents.models import NumberPattern
from fujian_portal.audit.records import LISTS
from matters.models import AccessLog
from organisations.login_records import note
from organisations.models import LoginRecord, Organisation
from tests.courses import Course
from tests.workflow.days import TUESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_tuesday")]


@pytest.fixture
def _tuesday() -> Iterator[None]:
    with clock.set_to(TUESDAY):
        yield


@pytest.fixture
def auditor(cast, sign_in) -> Client:
    return sign_in(cast.auditor)


def page(name: str) -> str:
    return f"/audit/{name}/"


def lines(answer) -> list[list]:
    return [[value for _, value in line] for line in answer.context["lines"]]


def test_an_event_shows_its_envelope(cast, auditor):
    event = Course(cast).served().matter.events.get(verb="sign_for")
    line = next(line for line in lines(auditor.get(page("events"))) if line[6] == str(event.number))
    assert line[1:] == [
        event.actor_name,
        "县市场监管局",
        "签收",
        "—",
        f"第 {event.matter_id} 号事项（社会治理检察建议）",
        str(event.number),
        event.hash[:12],
    ]


def test_and_nothing_of_what_it_holds(cast, auditor):
    matter = Course(cast).replied().matter
    shown = auditor.get(page("events")).content.decode()
    held = [matter.title, matter.number, *(advice.text for advice in matter.advices.all())]
    held += [str(value) for event in matter.events.all() for value in texts(event.data)]
    # Who acted for which organisation and on which day is the envelope itself.
    envelope = re.compile(r"[0-9T:+.Z-]*|" + "|".join(each.name for each in Organisation.objects.all()))
    inner = [text for text in held if len(text) > 3 and not envelope.fullmatch(text)]
    assert len(inner) > 5
    assert [text for text in inner if text in shown] == []


def texts(data) -> list[str]:
    """Every text somewhere in the data of an event."""
    if isinstance(data, dict):
        return [text for value in data.values() for text in texts(value)]
    if isinstance(data, list):
        return [text for value in data for text in texts(value)]
    return [data] if isinstance(data, str) else []


def test_neither_data_nor_titles_leave_the_database(cast, auditor):
    Course(cast).served()
    with CaptureQueriesContext(connection) as seen:
        auditor.get(page("events"))
    asked = [query["sql"] for query in seen if "matters_event" in query["sql"]]
    assert asked
    assert not [sql for sql in asked if '"data"' in sql or '"title"' in sql]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_opens_and_is_exported(cast, auditor, name):
    Course(cast).served()
    assert auditor.get(page(name)).status_code == 200
    answer = auditor.get(f"{page(name)}export/")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.label for column in LISTS[name].columns]


def test_unknown_lists_are_not_there(auditor):
    assert auditor.get(page("passwords")).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_changed_here(auditor, method):
    assert getattr(auditor, method)(page("logins")).status_code == 405


@pytest.fixture
def records(cast, _tuesday) -> None:
    for member in (cast.liaison_a, cast.liaison_b, cast.handler, cast.superior_chief):
        note(LoginRecord.What.LOGGED_IN, request=None, user=member.user)
    note(LoginRecord.What.FAILED, request=None, user=None)
    with clock.set_to(clock.today() - timedelta(days=10)):
        note(LoginRecord.What.FAILED, request=None, user=cast.liaison_a.user)


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 5),
        ({"person": "马超"}, 2),
        ({"person": "liaison_b"}, 1),
        ({"organisation": "县水务局"}, 1),
        ({"organisation": "scjg", "kind": "failed"}, 1),
        ({"kind": "failed"}, 2),
        ({"since": "2026-10-13"}, 4),
        ({"until": "2026年10月12日"}, 1),
        ({"person": "无此人"}, 0),
    ],
)
def test_log_ins_are_found_by_person_organisation_kind_and_day(auditor, query, found):
    rows = [line for line in lines(auditor.get(page("logins"), query)) if "钟诚" not in line[1]]
    assert len(rows) == found


@pytest.mark.usefixtures("records")
def test_another_jurisdictions_people_are_not_listed(auditor):
    assert "何伟" not in auditor.get(page("logins")).content.decode()


@pytest.mark.usefixtures("records")
def test_a_day_that_cannot_be_read_says_so_and_finds_nothing(auditor):
    answer = auditor.get(page("logins"), {"since": "上周", "person": "马超"})
    assert "请填写日期" in answer.content.decode()
    assert "马超" in answer.content.decode()
    assert lines(answer) == []
    assert auditor.get(f"{page('logins')}export/", {"since": "上周"}).status_code == 400


def test_pages_follow_one_another_by_key(cast, auditor, monkeypatch):
    monkeypatch.setattr("fujian_portal.audit.views.SIZE", 2)
    for member in (cast.liaison_a, cast.liaison_b, cast.handler):
        note(LoginRecord.What.LOCKED_OUT, request=None, user=member.user)
    first = auditor.get(page("logins"), {"kind": "locked_out"})
    second = auditor.get(f"{page('logins')}{first.context['pager']['next_url']}")
    names = [line[1].split("（")[0] for line in [*lines(first), *lines(second)]]
    assert names == ["张明", "林涛", "马超"]


def test_changes_of_roles_and_people_tell_who_made_them(cast, auditor, sign_in):
    place = cast.clerk
    data = {"user": place.user_id, "organisation": place.organisation_id, "role": "clerk"}
    data |= {"standing": "substitute", "started_on": "2020-01-01"}
    sign_in(cast.security_admin).post(f"/admin/organisations/membership/{place.pk}/change/", data)
    line = lines(auditor.get(page("places"), {"person": "陈晨"}))[0]
    assert line[1:6] == [
        "夏冰（security_admin）",
        "修改",
        "陈晨（clerk）",
        "县检察院",
        "检察官助理／书记员　替补",
    ]
    sign_in(cast.system_admin).post(
        f"/admin/organisations/user/{place.user_id}/change/",
        {"username": "clerk", "full_name": "陈晨", "email": "clerk@example.org"},
    )
    line = lines(auditor.get(page("people"), {"person": "clerk"}))[0]
    assert line[1:5] == ["余杰（system_admin）", "修改", "陈晨（clerk）", "停用"]
    assert line[5] == "有效：是 → 否；手机：0837-7730000 → （空）"


def test_the_auditors_own_look_ups_are_kept(cast, auditor):
    auditor.get(page("logins"), {"person": "马超"})
    auditor.get(f"{page('events')}export/")
    kept = AccessLog.objects.filter(membership=cast.auditor).order_by("id")
    assert [(row.action, row.subject) for row in kept] == [
        ("view", "审计查询：登录记录（人员马超）"),
        ("export", "审计导出：办理经过"),
    ]


@pytest.mark.parametrize("name", LISTS)
def test_the_number_of_queries_does_not_grow_with_the_rows(cast, auditor, name):
    def queries() -> int:
        auditor.get(page(name))
        with CaptureQueriesContext(connection) as seen:
            auditor.get(page(name))
        return len(seen)

    Course(cast).served()
    few = queries()
    for member in cast.everyone().values():
        note(LoginRecord.What.LOGGED_IN, request=None, user=member.user, by=cast.security_admin)
    assert queries() == few <= 14


def test_who_changed_days_rules_and_patterns_is_listed(cast, auditor):
    by, county = cast.system_admin.user, cast.procuratorate.jurisdiction
    load_days([Day(date(2026, 11, 3), "rest", "州庆")], by=by, jurisdiction=county)
    rule = LocalRule(jurisdiction=county, rule="recommendation.reply", length=45, unit="days", citation="x")
    pattern = NumberPattern(organisation=cast.agency_a, pattern="新{year}字{n}号")
    rule.in_force_from = clock.today()
    for row in (rule, pattern):
        row._history_user = by
        row.save()
    for name, told in (("days", "州庆"), ("rules", "45日"), ("patterns", "新{year}字{n}号")):
        line = next(line for line in lines(auditor.get(page(name))) if told in str(line))
        assert by.full_name in line[1]
    assert lines(auditor.get(f"{page('rules')}?person={by.username}"))
