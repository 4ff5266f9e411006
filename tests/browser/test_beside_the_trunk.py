"""What lies beside the trunk, walked by its people: an invitation, a changed paper, a letter made ready, a copy."""

from datetime import date

from playwright.sync_api import expect

from common import clock
from recommendations.tasks import prepare_letters
from tests.browser.walking import (
    choose_step,
    fill_in,
    from_home,
    open_matter,
    panel,
    pdf,
    send,
    state_is,
    take,
)
from tests.courses import Course
from tests.recommendations.served import served


def test_the_recipient_invites_and_the_review_shows_that_it_did(as_person, cast, look):
    course = Course(cast).served()
    liaison, handler, head = (
        as_person(each) for each in (cast.liaison_a, cast.handler, cast.department_head)
    )
    open_matter(liaison, course.matter)
    take(liaison, "商请参与、监督整改", occasion="整改方案论证会", wanted_on="2026-10-20")
    expect(panel(liaison, "文书")).to_contain_text("商请函")
    open_matter(handler, course.matter)
    expect(panel(handler, "期限")).to_contain_text("答复商请参与、监督整改")
    take(handler, "答复商请", accepted="yes", people="张明")
    take(handler, "跟进记录", way="参与、监督整改", people="张明", findings="方案可行。", shared=True)
    look(handler, "invited")
    course.reply()
    open_matter(head, course.matter)
    choose_step(head, "整改审查")
    expect(head.get_by_text("商请：整改方案论证会，已答复派员参加。")).to_be_visible()
    expect(head.get_by_text("检察院参与、监督整改1次。")).to_be_visible()


def test_an_objection_is_upheld_and_the_changed_paper_signed_for(as_person, cast, look):
    course = Course(cast).served()
    course.take("object", cast.head_a, grounds="清理职责属于乡镇。")
    chief, liaison = as_person(cast.chief), as_person(cast.liaison_a)
    open_matter(chief, course.matter)
    choose_step(chief, "异议成立")
    expect(chief.get_by_text("清理职责属于乡镇。")).to_be_visible()
    fill_in(chief, result="issued", advice_text="会同乡镇清理堆放的固体废物", reasons="异议成立。")
    send(chief, "异议成立")
    state_is(chief, "待签收")
    from_home(liaison, "签收", course.matter.title)
    send(liaison, "签收")
    state_is(liaison, "整改中")
    expect(panel(liaison, "概况")).to_contain_text("会同乡镇清理堆放的固体废物")
    expect(panel(liaison, "概况")).to_contain_text("第2版")
    expect(panel(liaison, "文书")).to_contain_text("检察建议书（第2版）")
    look(liaison, "changed")


def test_a_reminder_made_ready_is_read_and_sent(as_person, cast, look):
    course = served(cast, "2026-08-17", issued_on="2026-08-14")
    with clock.set_to(date(2026, 10, 13)):
        assert prepare_letters() == 1
    page = as_person(cast.handler)
    from_home(page, "查看提示函", course.matter.title)
    expect(page.locator("[name=text]")).to_have_value(
        "请落实检察建议，于2026年10月19日前（含当日）书面回复，并附整改情况的证明材料\n"
        "有正当理由不能按期回复的，在期限届满前书面说明"
    )
    look(page, "letter-ready")
    with page.expect_download() as download:
        page.get_by_role("link", name="预览提示函").click()
    assert download.value.suggested_filename == "提示函（预览）.docx"
    send(page, "提示")
    expect(panel(page, "文书")).to_contain_text("提示函")


def test_an_urging_letter_is_read_handed_over_decided_and_signed_for(as_person, cast, look):
    course = served(cast, "2026-08-03", issued_on="2026-08-03")
    handler, head, liaison = (
        as_person(each) for each in (cast.handler, cast.department_head, cast.liaison_a)
    )
    open_matter(handler, course.matter)
    handler.goto(handler.url + "steps/urge/propose/")
    fill_in(handler, demand="清理河道")
    handler.locator("[name=stated]").first.fill("10")
    handler.get_by_role("button", name="按填写的内容预览").click()
    expect(handler.get_by_label("文书预览")).to_contain_text("自收到本函之日起十日内办理以下事项")
    look(handler, "urging-read")
    handler.get_by_role("button", name="提请部门负责人决定").click()
    open_matter(head, course.matter)
    head.goto(head.url + "steps/urge/")
    expect(head.get_by_label("文书预览")).to_contain_text("清理河道")
    send(head, "督促")
    expect(panel(head, "文书")).to_contain_text("督促函")
    open_matter(liaison, course.matter)
    choose_step(liaison, "签收文书")
    fill_in(liaison, consents=True)
    send(liaison, "签收文书")
    expect(panel(liaison, "期限")).to_contain_text("督促函")


def test_a_copied_body_reads_and_has_no_button(as_person, cast, look):
    course = Course(cast).served()
    chief, reader = as_person(cast.chief), as_person(cast.liaison_b)
    open_matter(chief, course.matter)
    choose_step(chief, "抄送")
    chief.get_by_label("九寨沟县水务局").check()
    send(chief, "抄送")
    open_matter(reader, course.matter)
    expect(panel(reader, "各方")).to_contain_text("抄送")
    expect(reader.get_by_role("region", name="办理", exact=True)).to_have_count(0)
    look(reader, "copied")


def test_a_case_is_ended_without_a_recommendation(as_person, cast):
    course = Course(cast, "public_interest").draft()
    page = as_person(cast.chief)
    open_matter(page, course.matter)
    take(page, "终结案件（不提出检察建议）", reasons="行政机关已经依法履职。", files=pdf("调查终结报告.pdf"))
    state_is(page, "终结案件")
    expect(panel(page, "文书")).to_contain_text("终结案件决定书")
