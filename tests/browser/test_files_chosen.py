"""Files chosen one after the other are added; where one alone fits, the second is asked about."""

from playwright.sync_api import expect

from tests.browser.walking import fill_in, open_step, pdf, send
from tests.courses import Course


def test_a_second_choice_adds_to_the_first_and_each_can_be_taken_out(as_person, cast):
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a)
    open_step(page, matter, "report_progress")
    for name in ("一.pdf", "二.pdf", "三.pdf"):
        fill_in(page, files=pdf(name))
    page.get_by_role("button", name="移除 二.pdf").click()
    fill_in(page, text="已清运。")
    send(page, "报送整改进展")
    expect(page.get_by_role("status").first).to_contain_text("已办理")
    assert sorted(each.upload.original_name for each in matter.attachments.all()) == ["一.pdf", "三.pdf"]


def test_where_one_file_fits_the_second_is_asked_about(as_person, cast):
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a)
    asked: list[str] = []
    open_step(page, matter, "object")

    def keep_the_first(dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", keep_the_first)
    for name in ("签署页.pdf", "别的.pdf"):
        fill_in(page, signed_sheet=pdf(name))
    assert asked == ["已选“签署页.pdf”，改用“别的.pdf”吗？"]
    chosen = page.locator("[name=signed_sheet]").evaluate("field => [...field.files].map(each => each.name)")
    assert chosen == ["签署页.pdf"]
