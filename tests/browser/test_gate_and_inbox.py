"""Coming in, changing places, being led to the step; and not losing what is typed on the way out."""

import re

from playwright.sync_api import Dialog, Page, expect

from tests import factories
from tests.browser.walking import open_step
from tests.courses import Course


def log_in(page: Page, username: str, password: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def test_a_wrong_password_is_told_and_the_page_asked_for_comes_after_the_right_one(visit, cast, live_server):
    cast.liaison_a.user.set_password(factories.PASSWORD)
    cast.liaison_a.user.save()
    page = visit()
    page.goto("/matters/?phase=open")
    log_in(page, "liaison_a", "wrong")
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不正确，没有登录")
    expect(page.get_by_label("用户名")).to_have_value("liaison_a")
    log_in(page, "liaison_a", factories.PASSWORD)
    expect(page).to_have_url(f"{live_server.url}/matters/?phase=open")


def test_who_holds_two_places_changes_openly_between_them(as_person, cast):
    factories.membership(cast.procuratorate, "department_head", cast.second_handler.user)
    page = as_person(cast.second_handler)
    page.goto("/")
    page.locator(".acting").click()
    page.get_by_role("button", name=re.compile("部门负责人")).click()
    expect(page.get_by_role("status").first).to_contain_text("现在以县检察院部门负责人的身份办理")
    expect(page.locator(".acting")).to_contain_text("部门负责人")


def test_a_notice_leads_to_the_step_and_is_read_then(as_person, cast):
    reader = cast.liaison_a
    course, page = Course(cast).issued(), as_person(reader)
    page.goto("/")
    page.get_by_role("link", name=re.compile("消息")).click()
    page.get_by_role("button", name=re.compile(course.matter.title)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("签收")
    expect(page.locator(".header .count")).to_have_count(0)


def test_leaving_with_text_that_is_not_kept_yet_asks_first(as_person, cast):
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page = as_person(cast.liaison_a)
    page.on("dialog", stay)
    open_step(page, Course(cast).served().matter, "report_progress")
    page.locator("[name=text]").press_sequentially("已开始")
    page.get_by_role("link", name="工作台").first.click()
    expect(page.locator("[name=text]")).to_have_value("已开始")
    assert asked == ["beforeunload"]


def test_what_was_kept_can_be_thrown_away(as_person, cast):
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a)
    open_step(page, matter, "report_progress")
    page.locator("[name=text]").fill("写错了")
    expect(page.locator("[data-save-state]")).to_contain_text("已自动保存")
    page.reload()
    expect(page.locator("[name=text]")).to_have_value("写错了")
    page.get_by_role("button", name="不要这些内容，重新填写").click()
    expect(page.locator("[name=text]")).to_have_value("")
