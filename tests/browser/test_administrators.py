"""Signing in with a code and taking up an invitation, as people do it; and what axe-core finds on those pages."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect

from organisations.models import Membership
from tests.browser.conftest import DESK, PHONE
from tests.browser.seeing import faults, faulty
from tests.cast import code_of, device_of
from tests.courses import Course
from tests.factories import PASSWORD

PAGES = {
    "security_admin": ["/", "/security/", "/profile/", "/people/", "/second-factor/recovery-codes/"],
    "auditor": [
        "/",
        "/access-log/",
        "/audit/events/",
        "/audit/logins/",
        "/audit/places/",
        "/audit/logins/?since=x",
    ],
    "system_admin": ["/", "/people/"],
    "organisation_admin_a": ["/", "/people/", "/people/invite/", "/profile/"],
}


def with_password(membership: Membership) -> str:
    user = membership.user
    user.password = make_password(PASSWORD)
    user.save()
    return user.username


def log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.goto("/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_an_administrator_sets_up_the_code_and_signs_in_with_it(cast, visit, viewport):
    page, username = visit(viewport=viewport), with_password(cast.auditor)
    log_in(page, username)
    expect(page.get_by_role("heading", level=1)).to_have_text("绑定动态口令")
    picture = page.get_by_alt_text(re.compile("绑定动态口令的二维码"))
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    assert faults(page) == []
    page.locator("[name=code]").fill(code_of(TOTPDevice.objects.get()))
    page.get_by_role("button", name="绑定").click()
    expect(page.locator(".codes li")).to_have_count(8)
    assert faults(page) == []
    recovery = page.locator(".codes li").first.inner_text()
    page.get_by_role("link", name="已妥善保存，继续").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    page.context.clear_cookies()
    log_in(page, username)
    expect(page.get_by_role("heading", level=1)).to_have_text("输入动态口令")
    assert faults(page) == []
    page.locator("[name=code]").fill(recovery)
    page.get_by_role("button", name="继续").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")


def test_an_invited_person_comes_in_by_the_link(cast, visit, as_person):
    keeper = as_person(cast.organisation_admin_a)
    keeper.goto("/people/")
    keeper.get_by_role("link", name="邀请人员").click()
    keeper.locator("[name=post]").select_option("section_officer-principal")
    keeper.locator("[name=full_name]").fill("谭娜")
    keeper.locator("[name=mobile]").fill("13900000000")
    keeper.get_by_role("button", name="保存").click()
    link = keeper.locator(".link-to-hand-over").inner_text()
    assert faults(keeper) == []
    guest = visit()
    guest.goto(link)
    assert faults(guest) == []
    guest.locator("[name=new_password1]").fill(PASSWORD)
    guest.locator("[name=new_password2]").fill(PASSWORD)
    guest.get_by_role("button", name="设置密码").click()
    expect(guest.locator("[name=new_password2]")).to_have_count(0)
    log_in(guest, "tanna")
    expect(guest.get_by_role("heading", level=1)).to_have_text("工作台")
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_have_text("邀请链接已失效")
    keeper.goto("/people/")
    keeper.get_by_role("link", name=re.compile("停用账号.*谭娜")).click()
    keeper.get_by_role("button", name="停用账号").click()
    guest.goto("/")
    expect(guest.get_by_role("heading", level=1)).to_have_text("登录")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_the_pages_of_administrators(cast, as_person, viewport):
    cast.everyone()
    Course(cast).served()
    device_of(cast.liaison_a.user)
    found = {}
    for name, addresses in PAGES.items():
        found |= faulty(as_person(getattr(cast, name), viewport=viewport), addresses)
    assert found == {}
