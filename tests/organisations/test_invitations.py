"""An organisation's own administrator invites and disables its people, and nobody else's."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client

from common import clock
from common.apps import NOT_OFFERED
from matters.models import Matter, Participation
from notices import sending
from notices.models import Notice
from organisations import invitations
from organisations.codes import issue_reset_code, redeem_reset_code
from organisations.models import AccountInvitation, Capability, LoginRecord, Membership, User
from organisations.roster_forms import posts_of
from tests.courses import Course
from tests.factories import membership

pytestmark = pytest.mark.django_db
INVITE, PASSWORD = "/people/invite/", "baishuijiang-7788"
NEW = {"post": "section_officer-principal", "full_name": "谭娜", "mobile": "13900000000"}


@pytest.fixture
def keeper(cast, sign_in) -> Client:
    assert cast.liaison_a.is_active
    return sign_in(cast.organisation_admin_a)


def link_in(text: str) -> str:
    return re.search(r"/invitations/[^/\s<\"]+/", text)[0]


def shown_link(answer) -> str:
    return link_in(answer.content.decode())


def take_up(address: str, password: str = PASSWORD):
    return Client().post(address, {"new_password1": password, "new_password2": password})


def test_a_new_person_gets_a_link_that_is_shown_once_and_lets_them_in(cast, keeper, client):
    address = shown_link(keeper.post(INVITE, NEW))
    assert "市场监督管理局" in client.get(address).content.decode()
    assert take_up(address).url == "/login/"
    client.post("/login/", {"username": "tanna", "password": PASSWORD})
    acting = client.get("/people/").context["request"].membership
    assert (acting.organisation, acting.role) == (cast.agency_a, "section_officer")
    assert "已邀请" not in keeper.get("/people/").content.decode()


def test_with_an_address_the_link_is_mailed_and_shown_nowhere(keeper):
    answer = keeper.post(INVITE, NEW | {"email": "tanna@example.org"}, follow=True)
    page = answer.content.decode()
    assert "邀请链接已发往 tanna@example.org" in page
    assert "/invitations/" not in page
    sending.sweep()
    (message,) = mail.outbox
    assert message.to == ["tanna@example.org"]
    assert take_up(link_in(message.body)).status_code == 302


def test_neither_row_nor_notice_holds_the_link(keeper):
    keeper.post(INVITE, NEW | {"email": "tanna@example.org"})
    invitation, notice = AccountInvitation.objects.get(), Notice.objects.get()
    token = invitations.path_of(invitation).split("/")[2]
    assert token not in notice.text + notice.link + invitation.nonce


def test_once_taken_up_the_message_asks_for_nothing_more(keeper):
    keeper.post(INVITE, NEW | {"email": "tanna@example.org"})
    take_up(invitations.path_of(AccountInvitation.objects.get()))
    assert Notice.objects.get().withdrawn_reason == "邀请已使用"
    sending.sweep()
    assert mail.outbox == []


def test_the_link_is_good_once(keeper):
    address = shown_link(keeper.post(INVITE, NEW))
    take_up(address)
    answer = take_up(address, "other-password-77")
    assert answer.status_code == 410
    assert "邀请链接已失效" in answer.content.decode()
    assert User.objects.get(username="tanna").check_password(PASSWORD)


def test_the_link_ends_after_seven_days(keeper):
    address = shown_link(keeper.post(INVITE, NEW))
    with clock.set_to(clock.now() + timedelta(days=7)):
        assert take_up(address).status_code == 410
        assert "邀请已过期" in keeper.get("/people/").content.decode()


@pytest.mark.parametrize("token", ["x", "WzEsIngiXQ:1:2", "WzEsIngiXQ"])
def test_a_made_up_link_opens_nothing(client, db, token):
    assert client.get(f"/invitations/{token}/").status_code == 410


def test_inviting_again_makes_the_first_link_void(keeper):
    first = shown_link(keeper.post(INVITE, NEW))
    again = f"/people/{User.objects.get(username='tanna').pk}/invite-again/"
    second = shown_link(keeper.post(again))
    assert take_up(first).status_code == 410
    assert take_up(second).status_code == 302
    assert keeper.post(again).status_code == 403


def test_a_weak_password_keeps_the_link_good(keeper):
    address = shown_link(keeper.post(INVITE, NEW))
    assert take_up(address, "1234567890").status_code == 200
    assert take_up(address).status_code == 302


def test_somebody_disabled_before_takes_up_nothing(keeper):
    address = shown_link(keeper.post(INVITE, NEW))
    keeper.post(f"/people/{User.objects.get(username='tanna').pk}/disable/")
    assert take_up(address).status_code == 410


def test_the_invitation_is_recorded(cast, keeper):
    keeper.post(INVITE, NEW)
    record = LoginRecord.objects.get(what="invited")
    assert (record.user.username, record.by) == ("tanna", cast.organisation_admin_a)


def with_the_liaison(cast) -> Matter:
    """A matter that hangs on the liaison of agency A."""
    course = Course(cast).served()
    course.take("assign_inside", cast.liaison_a, section="办公室", person=cast.liaison_a)
    return course.matter


def test_a_new_liaison_takes_over_the_open_matters(cast, keeper):
    matter = with_the_liaison(cast)
    keeper.post(INVITE, NEW | {"post": "liaison-principal"})
    new = Membership.objects.holders(cast.agency_a, "liaison").get()
    assert new.user.username == "tanna"
    assert Participation.objects.get(matter=matter, role="recipient").responsible == new


def test_somebody_of_the_house_is_named_without_an_invitation(cast, keeper):
    data = {"post": "liaison-substitute", "person": cast.officer_a.user_id}
    assert keeper.post(INVITE, data).url == "/people/"
    assert Membership.objects.holders(cast.agency_a, "liaison").filter(user=cast.officer_a.user).exists()
    assert not AccountInvitation.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "请选择一位人员，或者在下面登记新人员。"),
        ({"full_name": "谭娜"}, "请填写手机或者办公电话"),
        ({"full_name": "谭娜", "mobile": "1", "username": "liaison_a"}, "该用户名已有人使用"),
        ({"full_name": "谭娜", "mobile": "1", "post": "system_admin-principal"}, NOT_OFFERED),
        ({"full_name": "谭娜", "mobile": "1", "post": "organisation_admin-principal"}, NOT_OFFERED),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(keeper, data, said):
    page = keeper.post(INVITE, {"post": "intake-principal", **data}).content.decode()
    assert said in page
    assert not User.objects.filter(full_name="谭娜").exists()


def test_a_place_that_is_held_already_is_said_at_the_field(cast, keeper):
    data = {"post": "section_officer-principal", "person": cast.officer_a.user_id}
    assert "已经担任这一职务" in keeper.post(INVITE, data).content.decode()


@pytest.mark.parametrize("name", ["liaison_b", "organisation_admin_a", "handler"])
def test_nobody_of_another_house_and_not_oneself_can_be_named(cast, keeper, name):
    data = {"post": "intake-principal", "person": getattr(cast, name).user_id}
    assert keeper.post(INVITE, data).status_code == 200
    assert not Membership.objects.filter(user=getattr(cast, name).user, role="intake").exists()


@pytest.mark.parametrize("capability", [Capability.PROCURATORATE, Capability.AGENCY, Capability.GOVERNMENT])
def test_no_administrator_and_no_chief_is_given_from_inside(cast, capability):
    house = {"procuratorate": cast.procuratorate, "agency": cast.agency_a, "government": cast.government}
    roles = {post.split("-")[0] for post in posts_of(house[capability])}
    assert roles
    assert not roles & {"chief", "mechanism_liaison", "organisation_admin"}
    assert not {role for role in roles if role.endswith("_admin") or role == "auditor"}


def test_people_of_the_house_are_disabled_at_once(cast, keeper, sign_in):
    other = sign_in(cast.liaison_a)
    matter = with_the_liaison(cast)
    assert keeper.post(f"/people/{cast.liaison_a.user_id}/disable/").url == "/people/"
    assert other.get("/people/").url.startswith("/login/")
    assert [each.open_matters for each in keeper.get("/people/").context["handovers"]] == [1]
    keeper.post(INVITE, NEW | {"post": "liaison-principal"})
    responsible = Participation.objects.get(matter=matter, role="recipient").responsible
    assert responsible.user.username == "tanna"
    assert keeper.get("/people/").context["handovers"] == []


def test_nobody_else_is(cast, keeper):
    membership(cast.agency_b, "section_officer", cast.officer_a.user)
    for name in ("liaison_b", "handler", "system_admin", "organisation_admin_a", "officer_a"):
        user = getattr(cast, name).user
        assert keeper.post(f"/people/{user.pk}/disable/").status_code == 403, name
        user.refresh_from_db()
        assert user.is_active, name


def test_only_the_own_house_is_seen(cast, keeper):
    assert cast.liaison_b.is_active
    page = keeper.get("/people/").content.decode()
    assert "马超" in page
    assert "林涛" not in page
    assert keeper.get(f"/liaisons/{cast.agency_b.pk}/").status_code == 403
    assert keeper.get("/matters/").status_code == 404


@pytest.fixture
def with_a_password(cast, keeper) -> tuple[str, User]:
    """The first link, and the person, who has meanwhile set a password with a code from the office."""
    address = shown_link(keeper.post(INVITE, NEW))
    user = User.objects.get(username="tanna")
    redeem_reset_code("tanna", issue_reset_code(user, cast.mechanism_liaison), PASSWORD)
    return address, user


def test_the_link_takes_over_no_account_that_has_a_password(with_a_password):
    address, user = with_a_password
    assert take_up(address, "other-password-77").status_code == 410
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_nobody_with_a_password_is_invited_again(keeper, with_a_password):
    _, user = with_a_password
    assert keeper.post(f"/people/{user.pk}/invite-again/").status_code == 403
    assert "重新邀请" not in keeper.get("/people/").content.decode()


@pytest.mark.parametrize("sign", [{"password": make_password(PASSWORD)}, {"last_login": clock.now()}])
def test_an_open_link_is_void_for_an_account_in_use(keeper, sign):
    address, user = shown_link(keeper.post(INVITE, NEW)), User.objects.get(username="tanna")
    for name, value in sign.items():
        setattr(user, name, value)
    user.save()
    assert take_up(address).status_code == 410
    assert keeper.post(f"/people/{user.pk}/invite-again/").status_code == 403


def test_a_changed_password_makes_the_open_link_void(client, keeper):
    keeper.post(INVITE, NEW)
    user = User.objects.get(username="tanna")
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    client.post(
        "/password/",
        {"old_password": PASSWORD, "new_password1": "other-pass-77", "new_password2": "other-pass-77"},
    )
    assert AccountInvitation.objects.get().is_void


def test_the_same_page_sent_twice_invites_once(keeper):
    data = NEW | {"key": keeper.get(INVITE).context["form"]["key"].value()}
    assert shown_link(keeper.post(INVITE, data))
    answer = keeper.post(INVITE, data, follow=True)
    assert answer.redirect_chain[0][0] == "/people/"
    assert "没有重复登记" in answer.content.decode()
    assert User.objects.filter(full_name="谭娜").count() == 1
