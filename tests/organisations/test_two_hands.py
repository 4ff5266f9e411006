"""Nobody alone takes over an identity or widens sight: one asks, another hand confirms, all are told."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from common import clock
from notices.models import Notice
from organisations import two_hands
from organisations.carrying_out import CARRIED_OUT
from organisations.models import (
    PROTECTED,
    LoginRecord,
    Membership,
    Organisation,
    ResetCode,
    Role,
    SensitiveChange,
    User,
)
from organisations.telling import heads_of
from tests.cast import PEOPLE, device_of
from tests.factories import membership

pytestmark = pytest.mark.django_db
Kind = SensitiveChange.Kind
PROTECTED_PEOPLE = [
    "chief",
    "deputy_chief",
    "head_a",
    "deputy_head_a",
    "organisation_admin_a",
    "system_admin",
    "auditor",
]


def address(place: Membership, what: str = "reset-code") -> str:
    return f"/people/{place.user_id}/{what}/"


def asked(answer) -> SensitiveChange:
    change = SensitiveChange.objects.latest("pk")
    assert answer.url == two_hands.address(change)
    return change


def told(place: Membership) -> str:
    return " ".join(Notice.objects.filter(recipient=place.user).values_list("text", flat=True))


@pytest.fixture
def keepers(cast) -> None:
    """The three administrators and the chief hold their places."""
    assert [cast.security_admin, cast.system_admin, cast.auditor, cast.chief]


def test_every_kind_is_carried_out_and_every_protected_role_is_tried():
    assert set(CARRIED_OUT) == set(Kind.values)
    tried = {PEOPLE[name][2] for name in PROTECTED_PEOPLE} | {Role.SECURITY_ADMIN}
    assert tried == PROTECTED


@pytest.mark.usefixtures("keepers")
class TestResets:
    @pytest.mark.parametrize("name", PROTECTED_PEOPLE)
    def test_who_resets_a_chief_head_or_administrator_gets_no_code(self, cast, sign_in, name):
        person = getattr(cast, name)
        change = asked(sign_in(cast.security_admin).post(address(person)))
        assert (change.kind, change.person, change.is_open) == (Kind.PASSWORD, person.user, True)
        assert not ResetCode.objects.exists()

    @pytest.mark.parametrize("name", ["head_a", "auditor"])
    def test_another_hand_confirms_and_gets_the_code(self, cast, sign_in, name):
        client = sign_in(cast.security_admin)
        change = asked(client.post(address(getattr(cast, name))))
        assert client.post(two_hands.address(change), {"answer": "confirm"}).status_code == 403
        page = (
            sign_in(cast.system_admin).post(two_hands.address(change), {"answer": "confirm"}).content.decode()
        )
        assert re.search(r"<code>[0-9A-Z]{5}-[0-9A-Z]{5}</code>", page)
        assert ResetCode.objects.get().issued_by == cast.system_admin
        assert LoginRecord.objects.get(what="reset_code_issued").by == cast.system_admin
        change.refresh_from_db()
        assert (change.outcome, change.decided_by) == ("confirmed", cast.system_admin)

    def test_the_second_factor_likewise(self, cast, sign_in):
        device_of(cast.chief.user)
        change = asked(sign_in(cast.security_admin).post(address(cast.chief, "second-factor")))
        cast.chief.user.refresh_from_db()
        assert cast.chief.user.has_second_factor
        sign_in(cast.system_admin).post(two_hands.address(change), {"answer": "confirm"})
        cast.chief.user.refresh_from_db()
        assert not cast.chief.user.has_second_factor

    def test_another_of_the_same_role_is_no_other_hand(self, cast):
        change = two_hands.ask(Kind.PASSWORD, by=cast.security_admin, person=cast.chief.user)
        second = membership(cast.procuratorate, Role.SECURITY_ADMIN)
        with pytest.raises(PermissionDenied):
            two_hands.confirm(change, by=second)

    @pytest.mark.parametrize("name", ["handler", "liaison_a", "head_b", "auditor", "mechanism_liaison"])
    def test_others_cannot_confirm_nor_see_it(self, cast, sign_in, name):
        change = two_hands.ask(Kind.PASSWORD, by=cast.security_admin, person=cast.head_a.user)
        client = sign_in(getattr(cast, name))
        assert client.get(two_hands.address(change)).status_code == 404
        assert client.post(two_hands.address(change), {"answer": "confirm"}).status_code == 404
        assert not ResetCode.objects.exists()

    def test_the_office_does_not_reset_the_head_of_the_agency_that_answers_it(self, cast, sign_in):
        client = sign_in(cast.mechanism_liaison)
        for place in (cast.head_a, cast.deputy_head_a, cast.organisation_admin_a):
            assert client.post(address(place)).status_code == 403
        assert not ResetCode.objects.exists()
        assert not SensitiveChange.objects.exists()

    def test_the_person_refuses_what_they_did_not_ask_for(self, cast, sign_in):
        change = two_hands.ask(Kind.PASSWORD, by=cast.security_admin, person=cast.chief.user)
        assert "不是您要求的，请打开链接，不予同意" in told(cast.chief)
        sign_in(cast.chief).post(two_hands.address(change), {"answer": "refuse"})
        change.refresh_from_db()
        assert (change.outcome, change.decided_by) == ("refused", cast.chief)
        with pytest.raises(two_hands.NotPossible):
            two_hands.confirm(change, by=cast.system_admin)

    def test_it_lapses_after_its_days(self, cast):
        change = two_hands.ask(Kind.PASSWORD, by=cast.security_admin, person=cast.head_a.user)
        with clock.set_to(clock.now() + SensitiveChange.LIFE + timedelta(seconds=1)):
            assert not two_hands.open_changes(cast.system_admin)
            assert change.outcome_words == "已失效"
            with pytest.raises(PermissionDenied if change.is_open else two_hands.NotPossible, match="已失效"):
                two_hands.confirm(change, by=cast.system_admin)
            assert two_hands.ask(Kind.PASSWORD, by=cast.security_admin, person=cast.head_a.user).is_open

    def test_it_is_asked_for_once_and_withdrawn_by_who_asked(self, cast, sign_in):
        client = sign_in(cast.security_admin)
        change = asked(client.post(address(cast.head_a)))
        assert client.post(address(cast.head_a)).status_code == 403
        client.post(two_hands.address(change), {"answer": "withdraw"})
        change.refresh_from_db()
        assert change.outcome == "withdrawn"

    def test_a_place_taken_from_who_asked_takes_the_asking_along(self, cast):
        change = two_hands.ask(Kind.PASSWORD, by=cast.security_admin, person=cast.head_a.user)
        Membership.objects.filter(pk=cast.security_admin.pk).update(ended_on=clock.today())
        with pytest.raises(two_hands.NotPossible, match="已不在任"):
            two_hands.confirm(change, by=cast.system_admin)


class TestTelling:
    def test_whoever_may_confirm_finds_it_on_the_workbench_and_in_the_inbox(self, cast, sign_in, keepers):
        change = two_hands.ask(Kind.PASSWORD, by=cast.security_admin, person=cast.head_a.user)
        deputy = cast.deputy_head_a
        for place in (cast.system_admin, deputy):
            assert change in two_hands.open_changes(place)
            assert two_hands.address(change) in sign_in(place).get("/").content.decode()
        assert "须由另一人确认" in told(cast.system_admin)
        assert "待我确认的变更" not in sign_in(cast.security_admin).get("/").content.decode()
        two_hands.confirm(change, by=cast.system_admin)
        waiting = Notice.objects.filter(
            recipient=cast.system_admin.user, withdrawn_at=None, next_step="核实后确认"
        )
        assert not waiting.exists()

    def test_for_everybody_else_the_person_and_the_head_are_told_at_once(self, cast, sign_in):
        assert cast.head_a
        sign_in(cast.mechanism_liaison).post(address(cast.liaison_a))
        assert ResetCode.objects.exists()
        for place in (cast.liaison_a, cast.head_a):
            assert "孙丽为马超发放了密码重置码" in told(place)
            assert Notice.objects.get(recipient=place.user).deliveries.get().address == place.user.email

    def test_whoever_wants_no_mails_or_one_a_day_is_told_of_this_at_once(self, cast, sign_in):
        from notices.models import Preference

        Preference.objects.create(user=cast.liaison_a.user, email=False, bundled_only=True)
        sign_in(cast.mechanism_liaison).post(address(cast.liaison_a))
        assert Notice.objects.get(recipient=cast.liaison_a.user).deliveries.count() == 1

    def test_a_member_invented_by_an_administrator_is_told_to_the_head(self, cast, sign_in):
        assert cast.head_a
        data = {
            "post": "section_officer-principal",
            "full_name": "新人",
            "mobile": "139",
            "username": "xinren",
        }
        sign_in(cast.organisation_admin_a).post("/people/invite/", data)
        assert "登记新人（用户名 xinren）自今日起任县市场监管局承办股室经办人" in told(cast.head_a)

    def test_a_liaison_replaced_is_told_and_so_is_the_head(self, cast, sign_in):
        assert [cast.liaison_a, cast.head_a]
        data = {"post": "liaison-principal", "full_name": "新联络员", "mobile": "139", "username": "xinlian"}
        sign_in(cast.mechanism_liaison).post(f"/liaisons/{cast.agency_a.pk}/replace/", data)
        for place in (cast.liaison_a, cast.head_a):
            assert "马超的任职终止" in told(place)

    def test_a_closed_account_is_told_to_the_head(self, cast, sign_in):
        assert cast.head_a
        sign_in(cast.organisation_admin_a).post(address(cast.officer_a, "disable"))
        assert "停用了高山的账号" in told(cast.head_a)

    def test_a_house_without_a_principal_is_headed_by_its_deputy(self, cast):
        assert heads_of(cast.deputy_head_a.organisation) == [cast.deputy_head_a]
        assert heads_of(cast.head_a.organisation) == [cast.head_a]


USER = "/admin/organisations/user/{}/change/"


def account(place: Membership, **changed) -> dict:
    user = place.user
    kept = {"username": user.username, "full_name": user.full_name, "phone": user.phone, "email": user.email}
    return kept | {"is_active": "on"} | changed


def addresses(place: Membership) -> set[str]:
    notices = Notice.objects.filter(recipient=place.user).prefetch_related("deliveries")
    return {delivery.address for notice in notices for delivery in notice.deliveries.all()}


class TestEmail:
    def test_of_somebody_who_is_not_protected_it_is_changed_and_told_to_the_old_address_too(
        self, cast, sign_in
    ):
        assert cast.head_a
        data = account(cast.liaison_a, email="thief@example.org")
        sign_in(cast.system_admin).post(USER.format(cast.liaison_a.user_id), data)
        cast.liaison_a.user.refresh_from_db()
        assert cast.liaison_a.user.email == "thief@example.org"
        assert {"liaison_a@example.org", "thief@example.org"} <= addresses(cast.liaison_a)
        assert "修改了马超（用户名 liaison_a）的账号：电子邮件地址" in told(cast.head_a).replace(
            "电子邮箱", "电子邮件地址"
        )

    def test_the_old_address_is_written_to_also_when_the_mail_leaves_later(self, cast, sign_in, mailoutbox):
        from notices.tasks import deliver

        sign_in(cast.system_admin).post(
            USER.format(cast.liaison_a.user_id), account(cast.liaison_a, email="thief@example.org")
        )
        deliver()
        assert ["liaison_a@example.org"] in [mail.to for mail in mailoutbox]

    def test_of_a_chief_it_stays_until_another_hand_confirms(self, cast, sign_in, keepers):
        data = account(cast.chief, email="thief@example.org", phone="139")
        sign_in(cast.system_admin).post(USER.format(cast.chief.user_id), data)
        cast.chief.user.refresh_from_db()
        assert (cast.chief.user.email, cast.chief.user.phone) == ("chief@example.org", "139")
        change = SensitiveChange.objects.get()
        assert (change.before, change.after) == ("chief@example.org", "thief@example.org")
        two_hands.confirm(change, by=cast.security_admin)
        cast.chief.user.refresh_from_db()
        assert cast.chief.user.email == "thief@example.org"
        assert "chief@example.org" in addresses(cast.chief)

    def test_the_person_confirms_their_own_new_address(self, cast, sign_in, keepers):
        data = account(cast.chief, email="new@example.org")
        sign_in(cast.system_admin).post(USER.format(cast.chief.user_id), data)
        two_hands.confirm(SensitiveChange.objects.get(), by=cast.chief)
        cast.chief.user.refresh_from_db()
        assert cast.chief.user.email == "new@example.org"

    def test_one_changed_meanwhile_is_not_overwritten(self, cast, sign_in, keepers):
        sign_in(cast.system_admin).post(
            USER.format(cast.chief.user_id), account(cast.chief, email="a@example.org")
        )
        User.objects.filter(pk=cast.chief.user_id).update(email="own@example.org")
        with pytest.raises(two_hands.NotPossible, match="已经改过"):
            two_hands.confirm(SensitiveChange.objects.get(), by=cast.security_admin)
        assert SensitiveChange.objects.get().is_open

    def test_ones_own_change_is_told_to_the_old_address(self, cast, sign_in):
        sign_in(cast.liaison_a).post("/profile/", {"phone": "1", "email": "new@example.org"})
        assert "liaison_a@example.org" in addresses(cast.liaison_a)


def entered(organisation: Organisation | None, *capabilities: str, **more) -> dict:
    held = list(organisation.capabilities.order_by("pk")) if organisation else []
    data = {
        "capabilities-TOTAL_FORMS": len(held) + len(capabilities),
        "capabilities-INITIAL_FORMS": len(held),
    }
    for number, row in enumerate(held):
        data |= {f"capabilities-{number}-id": row.pk, f"capabilities-{number}-capability": row.capability}
    for number, capability in enumerate(capabilities, start=len(held)):
        data[f"capabilities-{number}-capability"] = capability
    if organisation:
        data |= {name: getattr(organisation, name) for name in ("code", "name", "short_name")}
        data["jurisdiction"] = organisation.jurisdiction_id
    return data | {"is_active": "on"} | more


class TestCapabilities:
    def page(self, organisation: Organisation) -> str:
        return f"/admin/organisations/organisation/{organisation.pk}/change/"

    def test_an_agency_becomes_a_bureau_by_two_hands(self, cast, sign_in, keepers):
        agency = cast.agency_a
        assert cast.head_a
        answer = sign_in(cast.system_admin).post(
            self.page(agency), entered(agency, "judicial_bureau", phone="7")
        )
        assert answer.status_code == 302
        agency = Organisation.objects.get(pk=agency.pk)
        assert agency.phone == "7"
        assert agency.capability_set() == {"agency", "enforcement"}
        change = SensitiveChange.objects.get()
        assert (change.before, change.after) == ("行政机关、行政执法", "行政机关、行政执法、司法局")
        assert "调整单位职能" in told(cast.head_a)
        with pytest.raises(PermissionDenied):
            two_hands.confirm(change, by=cast.head_a)
        two_hands.confirm(change, by=cast.chief)
        assert "judicial_bureau" in Organisation.objects.get(pk=agency.pk).capability_set()

    def test_a_new_organisation_sees_nothing_of_others_at_once(self, cast, sign_in, keepers):
        new = {
            "code": "X-1",
            "name": "九寨沟县新设局",
            "short_name": "新设局",
            "jurisdiction": cast.county.pk,
        }
        data = entered(None, "agency", "judicial_bureau", **new)
        sign_in(cast.system_admin).post("/admin/organisations/organisation/add/", data)
        made = Organisation.objects.get(code="X-1")
        assert made.capability_set() == {"agency"}
        two_hands.confirm(SensitiveChange.objects.get(), by=cast.security_admin)
        assert Organisation.objects.get(code="X-1").capability_set() == {"agency", "judicial_bureau"}


PLACES = "/admin/organisations/membership/"


def appointed(place: Membership, role: str, **more) -> dict:
    data = {"user": place.user_id, "organisation": place.organisation_id, "role": role}
    return data | {"standing": "deputy", "started_on": "2020-01-01"} | more


class TestPlaces:
    @pytest.mark.parametrize("role", sorted(PROTECTED - {"system_admin", "security_admin", "auditor"}))
    def test_a_protected_place_is_given_by_two_hands(self, cast, sign_in, keepers, role):
        place = cast.officer_a if role in ("organisation_head", "organisation_admin") else cast.clerk
        answer = sign_in(cast.security_admin).post(f"{PLACES}add/", appointed(place, role))
        change = asked(answer)
        mine = Membership.objects.filter(user=place.user, role=role)
        assert not mine.exists()
        two_hands.confirm(change, by=cast.system_admin)
        assert mine.get().is_active

    def test_a_place_changed_into_a_protected_one_stays_as_it_is_until_then(self, cast, sign_in, keepers):
        client, page = sign_in(cast.security_admin), f"{PLACES}{cast.clerk.pk}/change/"
        change = asked(client.post(page, appointed(cast.clerk, "chief")))
        cast.clerk.refresh_from_db()
        assert cast.clerk.role == "clerk"
        two_hands.confirm(change, by=cast.system_admin)
        cast.clerk.refresh_from_db()
        assert cast.clerk.role == "chief"

    def test_one_is_ended_at_once(self, cast, sign_in, keepers):
        place, today = cast.deputy_chief, clock.today().isoformat()
        data = appointed(place, "chief", ended_on=today)
        sign_in(cast.security_admin).post(f"{PLACES}{place.pk}/change/", data)
        place.refresh_from_db()
        assert not place.is_active
        assert not SensitiveChange.objects.exists()

    def test_the_office_names_a_head_together_with_another_hand(self, cast, sign_in, keepers):
        assert cast.head_a
        data = {
            "post": "organisation_head-principal",
            "full_name": "新局长",
            "mobile": "139",
            "username": "xinju",
        }
        change = asked(sign_in(cast.mechanism_liaison).post(f"/liaisons/{cast.agency_a.pk}/replace/", data))
        cast.head_a.refresh_from_db()
        assert cast.head_a.is_active
        assert not ResetCode.objects.exists()
        page = (
            sign_in(cast.system_admin).post(two_hands.address(change), {"answer": "confirm"}).content.decode()
        )
        assert "xinju" in page
        cast.head_a.refresh_from_db()
        assert not cast.head_a.is_active
        assert (
            Membership.objects.holders(cast.agency_a, Role.ORGANISATION_HEAD).get().user.username == "xinju"
        )

    def test_where_it_cannot_be_asked_for_nobody_gets_an_account(self, cast, sign_in):
        data = {
            "post": "organisation_head-principal",
            "full_name": "新局长",
            "mobile": "139",
            "username": "xinju",
        }
        answer = sign_in(cast.mechanism_liaison).post(f"/liaisons/{cast.agency_b.pk}/replace/", data)
        assert answer.status_code == 403
        assert "没有另一位可以确认的人员" in answer.content.decode()
        assert not User.objects.filter(username="xinju").exists()


class TestSmallCounty:
    def test_with_nobody_else_the_auditor_is_the_other_hand(self, cast):
        assert cast.auditor
        change = two_hands.ask(Kind.PASSWORD, by=cast.security_admin, person=cast.head_a.user)
        assert two_hands.confirmers(change) == [cast.auditor]
        assert two_hands.open_changes(cast.auditor) == [change]
        assert two_hands.confirm(change, by=cast.auditor)

    def test_the_only_security_administrator_is_helped_by_the_system_administrator_and_another(
        self, cast, sign_in
    ):
        assert [cast.auditor, cast.security_admin]
        change = asked(sign_in(cast.system_admin).post(address(cast.security_admin)))
        assert two_hands.confirm(change, by=cast.auditor)

    @pytest.mark.parametrize("name", ["liaison_a", "chief", "auditor"])
    def test_the_system_administrator_resets_nobody_else(self, cast, sign_in, name):
        assert sign_in(cast.system_admin).post(address(getattr(cast, name))).status_code == 403

    def test_the_last_way_is_a_command_on_the_server(self, cast, capsys):
        assert cast.auditor
        change = two_hands.ask(Kind.PASSWORD, by=cast.security_admin, person=cast.head_a.user)
        call_command("confirm_change")
        assert f"{change.pk}　重置密码：郭峰" in capsys.readouterr().out
        call_command("confirm_change", change.pk)
        assert re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", capsys.readouterr().out)
        change.refresh_from_db()
        assert (change.outcome, change.decided_by) == ("confirmed", None)
        assert "由系统运维人员办理" in told(cast.head_a)
        with pytest.raises(CommandError, match="没有作任何改动"):
            call_command("confirm_change", change.pk)

    def test_a_code_issued_on_the_server_is_recorded_and_told(self, cast, capsys):
        assert cast.head_a
        call_command("issue_reset_code", "liaison_a" if cast.liaison_a else "")
        assert re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", capsys.readouterr().out)
        assert LoginRecord.objects.filter(what="reset_code_issued", by=None).exists()
        assert "系统运维人员" in told(cast.head_a)


class TestAuditor:
    def lines(self, sign_in, cast, name: str) -> str:
        page = sign_in(cast.auditor).get(f"/audit/{name}/")
        return " ".join(str(value) for line in page.context["lines"] for _, value in line)

    def test_reads_who_asked_who_confirmed_and_what_changed(self, cast, sign_in, keepers):
        sign_in(cast.system_admin).post(
            USER.format(cast.chief.user_id), account(cast.chief, email="new@example.org")
        )
        two_hands.confirm(SensitiveChange.objects.get(), by=cast.security_admin)
        shown = self.lines(sign_in, cast, "changes")
        for words in ("余杰", "夏冰", "chief@example.org", "new@example.org", "已确认"):
            assert words in shown

    def test_reads_what_was_before_a_change_of_an_account(self, cast, sign_in):
        sign_in(cast.system_admin).post(
            USER.format(cast.liaison_a.user_id),
            account(cast.liaison_a, email="thief@example.org", full_name="新名"),
        )
        shown = self.lines(sign_in, cast, "people")
        assert "liaison_a@example.org → thief@example.org" in shown
        assert "马超 → 新名" in shown

    def test_reads_a_capability_and_who_gave_it(self, cast, sign_in, keepers):
        sign_in(cast.system_admin).post(
            f"/admin/organisations/organisation/{cast.agency_a.pk}/change/",
            entered(cast.agency_a, "judicial_bureau"),
        )
        change = SensitiveChange.objects.get()
        sign_in(cast.security_admin).post(two_hands.address(change), {"answer": "confirm"})
        assert "新增 县市场监管局 司法局" in self.lines(sign_in, cast, "capabilities")

    def test_reads_what_was_before_a_change_of_a_place_or_an_organisation(self, cast, sign_in):
        cast.clerk.title = "新职务"
        cast.clerk.save(update_fields=["title"])
        cast.agency_a.phone = "0837-9"
        cast.agency_a.save(update_fields=["phone"])
        assert "职务：（空） → 新职务" in self.lines(sign_in, cast, "places")
        assert "值班电话：（空） → 0837-9" in self.lines(sign_in, cast, "organisations")
