"""Two people at once: the second is told what happened meanwhile and keeps what was typed."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from common import clock
from tests.browser.walking import fill_in, open_step, pdf, send, state_is
from tests.courses import Course

REPLY = "书面回复"


def prepares_the_reply(page: Page, matter) -> None:
    open_step(page, matter, "reply")
    for advice in matter.advices.all():
        fill_in(page, **{f"result_{advice.pk}": "done", f"text_{advice.pk}": "已清理完毕。"})
    fill_in(page, paper_scans=pdf("复函.pdf"), text="详见复函。")


def test_two_at_the_same_step(as_person, cast, look):
    matter = Course(cast).served().matter
    first, second = as_person(cast.liaison_a), as_person(cast.substitute_a)
    for page in (first, second):
        prepares_the_reply(page, matter)
        send_is_possible(page)
    send(first, REPLY)
    state_is(first, "待审查")
    send(second, REPLY)
    told = second.get_by_role("alert")
    expect(told).to_contain_text("马超")
    expect(told).to_contain_text("书面回复")
    expect(second.locator("[name=text]")).to_have_value("详见复函。")
    expect(second.get_by_label("复函.pdf")).to_be_checked()
    look(second, "two-at-once")
    send(second, REPLY)
    expect(second.locator("main")).to_contain_text("事项现为“待审查”")
    assert matter.events.filter(verb="reply").count() == 1


def send_is_possible(page: Page) -> None:
    expect(page.locator(".form-actions").get_by_role("button", name=REPLY)).to_be_enabled()


def test_what_the_other_did_inside_is_not_told_outside(as_person, cast):
    course = Course(cast).served()
    page = as_person(cast.handler)
    open_step(page, course.matter, "record_visit")
    course.take("assign_inside", cast.liaison_a, section="执法大队", instruction="速办")
    fill_in(page, findings="现场查看，尚未清理。")
    send(page, "跟进记录")
    expect(page.get_by_role("alert")).to_contain_text("已有新的办理记录")
    expect(page.locator("main")).not_to_contain_text("内部转办")
    expect(page.locator("[name=findings]")).to_have_value("现场查看，尚未清理。")
    send(page, "跟进记录")
    expect(page.get_by_role("status").first).to_contain_text("已办理")


def test_two_at_the_same_draft(as_person, cast, look):
    matter = Course(cast).draft().matter
    address = reverse("recommendations:draft", args=[matter.pk])
    first, second = as_person(cast.handler), as_person(cast.clerk)
    for page in (first, second):
        page.goto(address)
    fill_in(first, problem="甲写的问题")
    send(first, "保存")
    expect(first.get_by_role("status").first).to_contain_text("草稿已保存")
    fill_in(second, problem="乙写的问题")
    send(second, "保存")
    expect(second.get_by_role("alert")).to_contain_text(f"{cast.handler.user.full_name}（")
    expect(second.locator("[name=problem]")).to_have_value("乙写的问题")
    both = second.locator(".field--both")
    expect(both).to_have_count(1)
    expect(both.locator("blockquote")).to_have_text("甲写的问题")
    look(second, "two-drafts")
    both.get_by_label("采用这一内容").check()
    send(second, "保存")
    expect(second.get_by_role("status").first).to_contain_text("草稿已保存")
    expect(second.locator("[name=problem]")).to_have_value("甲写的问题")


def test_what_was_kept_does_not_silently_replace_what_another_saved(as_person, cast, today):
    matter = Course(cast).draft().matter
    first, second = as_person(cast.handler), as_person(cast.clerk)
    first.goto(reverse("recommendations:draft", args=[matter.pk]))
    fill_in(first, problem="甲写的问题")
    expect(first.locator("[data-save-state]")).to_contain_text("已自动保存")
    second.goto(first.url)
    fill_in(second, problem="乙写的问题")
    with clock.set_to(clock.at(today, 10)):
        send(second, "保存")
        expect(second.get_by_role("status").first).to_contain_text("草稿已保存")
    first.reload()
    expect(first.get_by_role("alert")).to_contain_text("两种内容并列在各栏")
    first.get_by_role("button", name="恢复为上次保存的草稿").click()
    expect(first.locator("[name=problem]")).to_have_value("乙写的问题")
