"""What goes wrong in an office: the page says what happened, what still stands, and nothing typed is lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from matters.models import Attachment, Event
from tests.browser.walking import fill_in, open_step, pdf, send, state_is
from tests.courses import PDF, Course, upload

LONG = "未取得许可从事餐饮服务并向河道排放污水" * 10 + "致使水质下降的情况"
REGISTER = "登记已制发文书"


def test_another_agency_finds_nothing_anywhere(as_person, cast):
    course = Course(cast).served()
    course.take("report_progress", cast.liaison_a, text="已整改。", files=[upload(cast.liaison_a.user)])
    matter, file, paper = course.matter, Attachment.objects.get(), course.matter.documents.first()
    page = as_person(cast.liaison_b)
    addresses = [
        reverse("matters:matter", args=[matter.pk]),
        reverse("matters:step", args=[matter.pk, "reply"]),
        reverse("matters:attachment", args=[matter.pk, file.pk]),
        reverse("documents:download", args=[paper.pk]),
    ]
    for address in addresses:
        assert page.goto(address).status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("没有找到这个页面")
    page.goto(f"/matters/?q={matter.number}")
    expect(page.locator("main")).not_to_contain_text(matter.title)


@pytest.mark.parametrize(
    ("name", "step", "reason"),
    [
        ("liaison_a", "sign_for", "事项现为“整改中”，不能办理“签收”"),
        ("officer_a", "reply", "您当前的身份是承办股室经办人"),
        ("second_handler", "urge", "本事项由张明承办"),
    ],
)
def test_a_step_that_may_not_be_taken_says_why(as_person, cast, look, name, step, reason):
    course = Course(cast).served()
    course.take("assign_inside", cast.liaison_a, section="执法大队", person=cast.officer_a)
    page = as_person(getattr(cast, name))
    open_step(page, course.matter, step)
    expect(page.locator("main")).to_contain_text(reason)
    look(page, f"refused-{step}")
    page.get_by_role("link", name="查看事项").click()
    state_is(page, "整改中")


def begins_to_register(page: Page, cast, **fields) -> None:
    recipient = str(cast.agency_a.pk)
    page.goto("/matters/new/recommendation/register_issued/")
    fill_in(page, kind="social_governance", title="校园周边食品经营隐患", number="川九检建〔2026〕7号")
    fill_in(page, **{"recipients": recipient, "issued_on": "2026-10-12", **fields})


def test_a_day_in_the_future_is_refused_at_its_field_and_nothing_is_lost(as_person, cast, look):
    cast.everyone()
    page = as_person(cast.handler)
    begins_to_register(
        page, cast, issued_on="2026-12-01", advice_text="清理\n巡查", paper_scans=pdf("文书.pdf")
    )
    send(page, REGISTER)
    expect(page.locator("#error-summary")).to_be_focused()
    page.locator("#error-summary").get_by_role("link", name="制发日期").click()
    expect(page.locator("[name=issued_on]")).to_be_focused()
    expect(page.get_by_label("文书.pdf")).to_be_checked()
    look(page, "error-at-the-field")
    fill_in(page, issued_on="2026年10月12日")
    send(page, REGISTER)
    state_is(page, "待签收")
    expect(page.locator("main")).to_contain_text("巡查")


def test_a_title_of_two_hundred_characters_fits_every_page(as_person, cast):
    page = as_person(cast.handler, viewport={"width": 390, "height": 844})
    begins_to_register(page, cast, title=(LONG * 2)[:200], paper_scans=pdf(f"{LONG[:90]}.pdf"))
    send(page, REGISTER)
    state_is(page, "待签收")
    for address in (page.url, "/", "/matters/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_twenty_megabytes_of_scan_pass(as_person, cast, tmp_path):
    page, scan = as_person(cast.handler), tmp_path / "卷宗.pdf"
    scan.write_bytes(PDF + b"\0" * 20 * 1024**2)
    begins_to_register(page, cast, paper_scans=scan)
    send(page, REGISTER)
    state_is(page, "待签收")


def test_a_program_that_calls_itself_a_paper_is_refused(as_person, cast):
    page = as_person(cast.handler)
    begins_to_register(page, cast, paper_scans=[pdf("setup.pdf", b"MZ\x90\0" * 99), pdf("文书.pdf")])
    send(page, REGISTER)
    expect(page.locator("#error-summary")).to_contain_text("“setup.pdf”的内容是可执行程序或脚本，不能上传")
    expect(page.get_by_label("文书.pdf")).to_be_checked()


def test_a_double_click_takes_the_step_once(as_person, cast):
    matter, page = Course(cast).issued().matter, as_person(cast.liaison_a)
    open_step(page, matter, "sign_for")
    fill_in(page, consents=True)
    page.get_by_role("button", name="签收").dblclick()
    state_is(page, "整改中")
    assert matter.events.filter(verb="sign_for").count() == 1


def reports(page: Page) -> None:
    fill_in(page, text="已责令停业整顿。")
    send(page, "报送整改进展")
    expect(page.get_by_role("status").first).to_contain_text("已办理")


def test_going_back_and_sending_again_changes_nothing(as_person, cast):
    """Chromium keeps no page as it was while it is driven: the form is fetched anew and has to come back empty."""
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a)
    open_step(page, matter, "report_progress")
    reports(page)
    page.go_back()
    send(page, "报送整改进展")
    expect(page.locator("#error-summary")).to_contain_text("情况")
    assert Event.objects.filter(verb="report_progress").count() == 1


def test_the_same_page_sent_twice_is_one_step(as_person, cast):
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a)
    open_step(page, matter, "report_progress")
    key, version = (page.locator(f"[name={name}]").input_value() for name in ("key", "version"))
    reports(page)
    open_step(page, matter, "report_progress")
    page.evaluate(
        "kept => kept.forEach(([name, value]) => document.getElementsByName(name)[0].value = value)",
        [["key", key], ["version", version]],
    )
    reports(page)
    assert Event.objects.filter(verb="report_progress").count() == 1
