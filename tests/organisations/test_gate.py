"""The log-in ends while somebody writes: what they send comes back to them, and to nobody else."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver

from matters.models import Event
from organisations import gate
from organisations.models import Session
from organisations.sessions import LAST_SEEN
from tests.cast import device_of
from tests.courses import PDF, Course
from tests.workflow.test_page_matrix import every_address, patterns

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
TEXT = "已责令停业整顿。\n下周复查。"


def typed(membership, **fields) -> dict:
    return {gate.TYPED_BY: gate.mark(membership.user), "text": TEXT, **fields}


def ask(client: Client, where: str, **options):
    return client.post(where, headers={"Referer": "http://testserver/matters/?phase=open"}, **options)


def closed_pages() -> dict[str, str]:
    """Every address of the portal that asks for a log-in, by name."""
    views = dict(patterns(get_resolver()))
    return {
        name: where
        for name, where in every_address()
        if getattr(views[name].callback, "login_required", True)
    }


def test_only_the_gate_and_the_monitors_are_open():
    names = {name for name, _ in every_address()} - set(closed_pages())
    assert names == {
        "health-live",
        "health-ready",
        "organisations:login",
        "organisations:logout",
        "organisations:password_reset",
        "organisations:invitation",
    }


def test_whatever_is_sent_without_a_log_in_comes_back_with_its_fields(client, cast):
    pages = closed_pages()
    assert len(pages) > 60
    kept, asked_anew = {}, {}
    for name, where in pages.items():
        answer = ask(client, where, data=typed(cast.liaison_a))
        words = answer.content.decode()
        if name in gate.SECRET_PAGES:
            asked_anew[name] = (answer.status_code, "next" in answer.url)
        elif answer.status_code != 401 or TEXT not in words or f'action="{where}"' not in words:
            kept[name] = answer.status_code
    assert kept == {}
    assert set(asked_anew.values()) == {(302, True)}


def test_a_script_is_told_where_the_log_in_is_and_gets_no_page(client, cast):
    for name, where in closed_pages().items():
        answer = client.post(where, typed(cast.liaison_a), headers=SCRIPT)
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/json"), name
        assert answer.json()["login"].startswith("/login/?next="), name


def idle(client: Client) -> None:
    session = client.session
    session[LAST_SEEN] = 0
    session.save()


def ended(client: Client) -> None:
    Session.objects.all().delete()


@pytest.mark.parametrize("over", [idle, ended])
@pytest.mark.parametrize("how", [{}, {"headers": SCRIPT}], ids=["by form", "by script"])
def test_however_the_session_ended(cast, sign_in, over, how):
    client, matter = sign_in(cast.liaison_a), Course(cast).served().matter
    over(client)
    answer = client.post(f"/matters/{matter.pk}/steps/reply/", typed(cast.liaison_a), **how)
    assert answer.status_code == 401
    assert ("内容仍在本页" in answer.content.decode()) is not bool(how)


def test_a_code_still_owed_loses_nothing_either(cast, client):
    device_of(cast.auditor.user)
    client.force_login(cast.auditor.user)
    answer = client.post("/notices/preferences/", typed(cast.auditor))
    assert answer.status_code == 401
    assert "/second-factor/?next=" in answer.content.decode()


def test_nothing_is_kept_for_a_form_that_no_page_of_ours_made(client, db):
    answer = ask(client, "/notices/preferences/", data={"text": TEXT})
    assert answer.status_code == 302
    assert answer.url == "/login/?next=%2Fmatters%2F%3Fphase%3Dopen"


@pytest.fixture
def strict(cast) -> Client:
    """A browser whose tokens are looked at."""
    return Client(enforce_csrf_checks=True)


def fields_of(answer) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    return dict(found)


def test_the_form_is_sent_on_after_the_log_in_in_another_window(cast, strict):
    matter = Course(cast).served().matter
    where = f"/matters/{matter.pk}/steps/report_progress/"
    strict.force_login(cast.liaison_a.user)
    page = fields_of(strict.get(where)) | {"text": TEXT, "type": "progress"}
    ended(strict)
    over = strict.post(where, page)
    strict.force_login(cast.liaison_a.user)
    strict.cookies.pop("portal_csrf")
    strict.get("/login/done/")
    old_token = strict.post(where, fields_of(over))
    assert (over.status_code, old_token.status_code) == (401, 403)
    assert "由您确认后再提交" in old_token.content.decode()
    assert strict.post(where, fields_of(old_token)).status_code == 302
    assert Event.objects.get(verb="report_progress").data["text"].splitlines() == TEXT.splitlines()


@pytest.mark.parametrize("looks_at_tokens", [True, False])
def test_what_one_typed_is_neither_sent_nor_shown_for_another(cast, looks_at_tokens):
    browser = Client(enforce_csrf_checks=looks_at_tokens)
    browser.force_login(cast.liaison_b.user)
    answer = browser.post("/notices/preferences/", typed(cast.liaison_a))
    words = answer.content.decode()
    assert answer.status_code == 403
    assert "由另一个账号填写" in words
    assert TEXT not in words


@pytest.mark.parametrize("mark", ["", "1:forged", "1"])
def test_without_the_mark_of_the_page_nothing_is_given_back(cast, strict, mark):
    strict.force_login(cast.liaison_a.user)
    answer = strict.post("/notices/preferences/", {gate.TYPED_BY: mark, "text": TEXT})
    assert answer.status_code == 403
    assert TEXT not in answer.content.decode()


def test_a_password_stands_on_no_page_again(cast, strict):
    strict.force_login(cast.liaison_a.user)
    answer = strict.post("/password/", typed(cast.liaison_a, new_password1="baishuijiang-7788"))
    assert "baishuijiang-7788" not in answer.content.decode()


def test_files_that_could_not_be_kept_are_asked_for_before_the_step_is_taken(cast, client, sign_in):
    matter = Course(cast).served().matter
    where = f"/matters/{matter.pk}/steps/report_progress/"
    file = SimpleUploadedFile("现场照片.pdf", PDF)
    over = client.post(where, typed(cast.liaison_a, files=file))
    assert "现场照片.pdf" in over.content.decode()
    sent = fields_of(over) | {"version": matter.version}
    again = sign_in(cast.liaison_a).post(where, sent)
    assert (again.status_code, Event.objects.filter(verb="report_progress").exists()) == (422, False)
    assert "现场照片.pdf" in again.content.decode()


def test_a_script_learns_who_is_logged_in_and_the_token_of_now(cast, sign_in, client):
    assert client.get("/session/", headers=SCRIPT).status_code == 401
    told = sign_in(cast.liaison_a).get("/session/", headers=SCRIPT).json()
    assert told["person"] == cast.liaison_a.user_id
    assert len(told["token"]) == 64


def test_whoever_uses_the_browser_may_log_out_on_any_old_page(cast, sign_in):
    client = sign_in(cast.liaison_b)
    assert client.post("/logout/", typed(cast.liaison_a)).status_code == 302
    assert client.get("/session/", headers=SCRIPT).status_code == 401
