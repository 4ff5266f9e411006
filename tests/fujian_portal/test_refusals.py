"""Refused access is recorded for the auditor, without a title, and leaves one line in the log."""

import logging

import pytest

from matters.models import AccessLog
from tests.courses import Course

pytestmark = pytest.mark.django_db


def refused() -> list[tuple]:
    rows = AccessLog.objects.filter(action="refused").order_by("pk")
    return list(rows.values_list("membership", "matter", "subject"))


@pytest.mark.parametrize("page", ["", "history/", "dossier/", "steps/issue/", "attachments/1/", "draft/"])
def test_a_matter_that_is_not_for_one_is_not_found_and_the_attempt_is_recorded(cast, sign_in, page):
    matter = Course(cast).draft().matter
    path = f"/{'recommendations' if page == 'draft/' else 'matters'}/{matter.pk}/{page}"
    assert sign_in(cast.liaison_b).get(path).status_code == 404
    assert refused() == [(cast.liaison_b.pk, matter.pk, f"没有找到或者无权查阅：GET {path}")]


def test_what_may_not_be_done_is_recorded_too(cast, sign_in):
    path = f"/people/{cast.chief.user_id}/reset-code/"
    assert sign_in(cast.mechanism_liaison).post(path).status_code == 403
    assert refused() == [(cast.mechanism_liaison.pk, None, f"没有权限：POST {path}")]


def test_a_matter_of_another_jurisdiction_is_named_by_its_path_alone(cast, sign_in):
    matter = Course(cast).draft().matter
    assert sign_in(cast.superior_chief).get(f"/matters/{matter.pk}/").status_code == 404
    assert [row[1] for row in refused()] == [None]


@pytest.mark.parametrize("path", ["/matters/99999999/", "/matters/99999999999999999999/", "/papers/7/"])
def test_what_does_not_exist_is_recorded_alike(cast, sign_in, path):
    assert sign_in(cast.liaison_a).get(path).status_code == 404
    assert len(refused()) == (0 if path.startswith("/papers") else 1)


def test_links_that_carry_a_secret_are_not_written_down(cast, sign_in):
    sign_in(cast.liaison_a).get("/invitations/some:secret:token/")
    sign_in(cast.liaison_a).get("/there-is-no-such-page/")
    assert refused() == []


def test_the_auditor_reads_them_without_title_or_number(cast, sign_in):
    matter = Course(cast).served().matter
    sign_in(cast.liaison_b).get(f"/matters/{matter.pk}/")
    page = sign_in(cast.auditor).get("/access-log/?kind=refused").content.decode()
    assert f"没有找到或者无权查阅：GET /matters/{matter.pk}/" in page
    assert matter.title not in page
    assert matter.number not in page


@pytest.mark.parametrize("path", ["/matters/99999999/", "/audit/events/", "/there-is-no-such-page/"])
def test_a_refusal_leaves_one_line_in_the_log(cast, sign_in, caplog, path):
    client = sign_in(cast.liaison_a)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        assert client.get(path).status_code in (403, 404)
    assert [record.getMessage().endswith(f"GET {path}") for record in caplog.records] == [True]
    assert [record.exc_info for record in caplog.records] == [None]


def test_a_line_break_in_an_address_makes_no_second_line(client, db, caplog):
    with caplog.at_level(logging.INFO):
        client.get("/x%0Areference 1: 200")
    assert [len(record.getMessage().splitlines()) for record in caplog.records] == [1]
