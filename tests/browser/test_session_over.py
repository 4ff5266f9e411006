"""The log-in ends while somebody writes: the page stays, says so, and is sent on after a log-in beside it."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from matters.models import Event, Scratch
from organisations.models import Session
from tests import factories
from tests.browser.test_gate_and_inbox import log_in
from tests.browser.walking import fill_in, open_step, pdf, send
from tests.courses import Course

TEXT = "已责令停业整顿，正在清理库存。"
OVER = "登录已过期，内容仍在本页"


@pytest.fixture
def writer(cast):
    cast.liaison_a.user.set_password(factories.PASSWORD)
    cast.liaison_a.user.save(update_fields=["password"])
    return cast.liaison_a


def log_in_beside(page: Page, words: str = "在新窗口登录") -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=words).click()
    log_in(opened.value, "liaison_a", factories.PASSWORD)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("已登录")


def test_a_step_is_sent_on_with_its_files_after_a_log_in_in_another_window(as_person, cast, writer, look):
    matter, page = Course(cast).served().matter, as_person(writer)
    open_step(page, matter, "report_progress")
    fill_in(page, text=TEXT, files=pdf("现场照片.pdf"))
    Session.objects.all().delete()
    send(page, "报送整改进展")
    expect(page.get_by_role("alert")).to_contain_text(OVER)
    expect(page.locator("[name=text]")).to_have_value(TEXT)
    look(page, "session-over")
    log_in_beside(page)
    expect(page.get_by_role("status").first).to_contain_text("已办理")
    assert Event.objects.get(verb="report_progress").attachments.count() == 1


def test_the_preview_of_a_draft_never_puts_the_log_in_in_place_of_the_form(as_person, cast):
    matter, page = Course(cast).draft().matter, as_person(cast.handler)
    page.goto(f"/recommendations/{matter.pk}/draft/")
    Session.objects.all().delete()
    fill_in(page, problem="未依法监管。")
    expect(page.get_by_role("alert")).to_contain_text(OVER)
    expect(page.locator("[data-save-state]")).to_contain_text(OVER)
    expect(page.locator("[data-save-state]")).not_to_contain_text("网络")
    expect(page.locator("[name=problem]")).to_have_value("未依法监管。")


def test_after_a_log_in_in_another_window_the_text_is_kept_by_itself(as_person, cast, writer):
    matter, page = Course(cast).served().matter, as_person(writer)
    open_step(page, matter, "report_progress")
    Session.objects.all().delete()
    fill_in(page, text=TEXT)
    expect(page.locator("[data-save-state]")).to_contain_text(OVER)
    log_in_beside(page)
    expect(page.locator("[data-save-state]")).to_contain_text("已自动保存")
    assert Scratch.objects.get().data["text"] == [TEXT]


def test_a_log_in_in_another_window_alone_does_not_spoil_an_open_page(as_person, cast, writer):
    """Its token is another from then on; the page that was open before gets it."""
    matter, page = Course(cast).served().matter, as_person(writer)
    open_step(page, matter, "report_progress")
    page.context.clear_cookies()
    beside = page.context.new_page()
    beside.goto("/")
    log_in(beside, "liaison_a", factories.PASSWORD)
    expect(beside.locator(".acting")).to_be_visible()
    fill_in(page, text=TEXT)
    send(page, "报送整改进展")
    expect(page.get_by_role("status").first).to_contain_text("已办理")


def test_what_one_typed_is_not_sent_for_whoever_logged_in_since(as_person, cast, sign_in, live_server):
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a)
    open_step(page, matter, "report_progress")
    other = sign_in(cast.substitute_a).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": other, "url": live_server.url}])
    fill_in(page, text=TEXT)
    send(page, "报送整改进展")
    expect(page.get_by_role("alert")).to_contain_text("另一个账号")
    expect(page.locator("[name=text]")).to_have_value(TEXT)
    assert not Event.objects.filter(verb="report_progress").exists()


def test_without_script_the_form_comes_back_and_is_sent_on(as_person, cast, writer):
    matter = Course(cast).served().matter
    page = as_person(writer, java_script_enabled=False)
    open_step(page, matter, "report_progress")
    fill_in(page, text=TEXT)
    Session.objects.all().delete()
    send(page, "报送整改进展")
    expect(page.get_by_role("heading", level=1)).to_contain_text(OVER)
    expect(page.locator("main")).to_contain_text(TEXT)
    log_in_beside(page)
    send(page, "重新提交")
    expect(page.locator("main")).to_contain_text(TEXT)
    send(page, "重新提交")
    expect(page.get_by_role("status").first).to_contain_text("已办理")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda route: route.abort("internetdisconnected"), "请检查网络"),
        (lambda route: route.fulfill(status=503, body=""), "系统暂时出错"),
        (lambda route: route.fulfill(status=413, body=""), "内容过长"),
    ],
    ids=["network", "server", "size"],
)
def test_what_hinders_the_keeping_is_called_by_its_name(as_person, cast, fault, words):
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a)
    open_step(page, matter, "report_progress")
    page.route("**/scratch/", fault)
    fill_in(page, text=TEXT)
    state = page.locator("[data-save-state]")
    expect(state).to_contain_text(words)
    assert ("网络" in state.inner_text()) is (words == "请检查网络")


def test_where_the_network_is_gone_the_form_is_not_sent_into_the_void(as_person, cast):
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a)
    open_step(page, matter, "report_progress")
    fill_in(page, text=TEXT)
    page.context.set_offline(True)
    send(page, "报送整改进展")
    expect(page.get_by_role("alert")).to_contain_text("请检查网络")
    expect(page.locator("[name=text]")).to_have_value(TEXT)
    page.context.set_offline(False)
    page.get_by_role("button", name="再试一次").click()
    expect(page.get_by_role("status").first).to_contain_text("已办理")
    assert Event.objects.filter(verb="report_progress").count() == 1


def test_text_is_kept_at_least_every_ten_seconds_while_typing_goes_on(as_person, cast):
    """By a clock of its own: a key every two seconds leaves no pause of three."""
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a)
    page.clock.install()
    open_step(page, matter, "report_progress")
    kept: list[str] = []
    page.on("request", lambda request: kept.append(request.url) if "/scratch/" in request.url else None)
    for letter in "已责令停业":
        page.locator("[name=text]").press_sequentially(letter)
        page.clock.run_for(2000)
    expect(page.locator("[data-save-state]")).to_contain_text("已自动保存")
    assert len(kept) == 1
