"""One paper to several units as its people see it: issued, sealed, signed for, recorded, noted above."""

import pytest
from playwright.sync_api import expect

from recommendations.models import IntendedRecipient, Recommendation
from tests.browser.seeing import faults
from tests.browser.walking import open_matter, open_step, panel, pdf, take
from tests.courses import Course


@pytest.fixture
def approved(cast) -> Course:
    course = Course(cast).approved()
    for order, organisation in enumerate((cast.police, cast.agency_b), start=2):
        IntendedRecipient.objects.create(recommendation=course.matter, organisation=organisation, order=order)
    cast.everyone()
    return course


def test_one_paper_goes_to_three_units(cast, approved, as_person, look):
    page = as_person(cast.handler)
    open_step(page, approved.matter, "issue")
    look(page, "issue")
    assert faults(page) == []
    open_matter(page, approved.matter)
    take(page, "制发", texts="one")
    look(page, "units")
    expect(panel(page, "各单位").get_by_role("row")).to_have_count(4)
    assert faults(page) == []
    take(page, "上传盖章件", sealed=pdf("盖章件.pdf"))
    second = Recommendation.objects.get(recipient=cast.agency_b)
    open_matter(page, second)
    expect(panel(page, "文书")).to_contain_text("盖章件")
    expect(panel(page, "办理经过")).to_contain_text("制发前共同经过")
    look(page, "second")
    open_step(page, second, "record_service")
    look(page, "service")
    assert faults(page) == []

    agency = as_person(cast.liaison_a)
    open_matter(agency, approved.matter)
    look(agency, "agency")
    take(agency, "签收", consents=True)
    expect(panel(agency, "办理经过")).to_contain_text("签收文书：盖章件.pdf")


def test_the_order_of_choosing_is_told_and_kept(cast, many_agencies, as_person, look):
    course = Course(cast).draft()
    page = as_person(cast.handler)
    page.goto(f"/recommendations/{course.matter.pk}/draft/")
    page.get_by_label("九寨沟县公安局").first.check()
    page.get_by_label("九寨沟县水务局").first.check()
    box = page.locator("[data-search-list]").filter(has=page.locator("[name=recipients]"))
    expect(box.locator(".choice-list__count")).to_contain_text(
        "九寨沟县市场监督管理局、九寨沟县公安局、九寨沟县水务局"
    )
    look(page, "draft")
    page.get_by_role("button", name="保存", exact=True).first.click()
    expect(page.get_by_role("status").first).to_contain_text("草稿已保存")
    chosen = [row.organisation for row in course.matter.intended.all()]
    assert chosen == [cast.agency_a, cast.police, cast.agency_b]


def test_what_is_recorded_reaches_the_superior(cast, approved, as_person, look):
    approved.take("issue", cast.handler)
    handler = as_person(cast.handler)
    open_matter(handler, approved.matter)
    take(handler, "备案")
    superior = as_person(cast.superior_handler)
    superior.goto("/")
    look(superior, "above")
    assert faults(superior) == []
    superior.get_by_role("link", name="备案审查").first.click()
    look(superior, "note")
    assert faults(superior) == []
    superior.locator("[name=opinion][value=problem]").check()
    superior.locator("[name=text]").fill("第三项建议的依据未写明。")
    superior.locator(".form-actions").get_by_role("button", name="备案审查").click()
    expect(superior.get_by_role("status").first).to_contain_text("已办理：备案审查")
    superior.goto("/recommendations/recorded/")
    look(superior, "recorded")
    assert faults(superior) == []


def test_registering_asks_for_each_paper(cast, as_person, look):
    cast.everyone()
    page = as_person(cast.clerk)
    page.goto("/matters/new/recommendation/register_issued/")
    page.locator("[name=texts][value=each]").check()
    for organisation in (cast.agency_b, cast.agency_a):
        page.locator(f"[name=recipients][value='{organisation.pk}']").check()
    page.locator(".form-actions button.btn").first.click()
    expect(page.get_by_text("其他单位的文书")).to_be_visible()
    expect(page.get_by_label("九寨沟县市场监督管理局的文号")).to_be_visible()
    look(page, "each")
    assert faults(page) == []
