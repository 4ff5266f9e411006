"""What was read early and is saved later undoes nothing that others have written meanwhile."""

import pytest
from django.contrib.auth.forms import SetPasswordForm
from django.forms import modelform_factory

from common import clock
from organisations import second_factor
from organisations.codes import issue_reset_code, redeem_reset_code
from organisations.forms import ChangePasswordForm, ProfileForm
from organisations.invitations import accept, invite
from organisations.models import Membership, Organisation, Role, User
from organisations.roster_forms import PhonesForm
from organisations.services import disable_person, end_place
from tests.factories import PASSWORD, membership, organisation, person

pytestmark = pytest.mark.django_db
NEW = "quite-another-2026"


@pytest.fixture
def user() -> User:
    return person("zhangsan", password=PASSWORD, email="old@example.com")


def now(user: User) -> User:
    return User.objects.get(pk=user.pk)


def keep_profile(early: User) -> None:
    form = ProfileForm({"phone": "13800000000", "email": early.email}, instance=early)
    assert form.is_valid()
    form.save()
    assert now(early).phone == "13800000000"


def change_password(early: User) -> None:
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    form = ChangePasswordForm(early, data)
    assert form.is_valid()
    form.save()
    assert now(early).check_password(NEW)


def set_password(early: User) -> None:
    """As Django's own form does it."""
    form = SetPasswordForm(early, {"new_password1": NEW, "new_password2": NEW})
    assert form.is_valid()
    form.save()


def lose_the_device(early: User) -> None:
    second_factor.remove(early, request=None)


def keep_in_the_admin(early: User) -> None:
    fields = ["username", "full_name", "phone", "email", "must_change_password"]
    form = modelform_factory(User, fields=fields)(
        {"username": early.username, "full_name": "改过的名字"}, instance=early
    )
    assert form.is_valid()
    form.save()


@pytest.mark.parametrize(
    "late", [keep_profile, change_password, set_password, lose_the_device, keep_in_the_admin]
)
def test_somebody_disabled_meanwhile_stays_disabled(user, late):
    early = now(user)
    disable_person(user)
    late(early)
    assert not now(user).is_active
    assert not user.history.first().is_active


@pytest.mark.parametrize("late", [keep_profile, lose_the_device, keep_in_the_admin])
def test_a_password_reset_meanwhile_stays(user, late):
    early = now(user)
    redeem_reset_code(user.username, issue_reset_code(user, None), NEW)
    late(early)
    assert now(user).check_password(NEW)
    assert not now(user).must_change_password


@pytest.mark.parametrize("late", [keep_profile, change_password, set_password, keep_in_the_admin])
def test_a_second_factor_set_up_meanwhile_stays(user, late):
    early = now(user)
    User.objects.filter(pk=user.pk).update(has_second_factor=True)
    late(early)
    assert now(user).has_second_factor


def test_an_invitation_taken_up_late_keeps_what_was_changed_meanwhile():
    admin = membership(organisation(), Role.ORGANISATION_ADMIN)
    invited = person("wangwu")
    early = invite(invited, admin)
    assert early.user.email == ""
    User.objects.filter(pk=invited.pk).update(email="later@example.com")
    assert accept(early, NEW)
    assert now(invited).email == "later@example.com"


def test_a_telephone_kept_late_leaves_a_place_ended_and_an_organisation_closed():
    house = organisation()
    place = membership(house, Role.LIAISON)
    form = PhonesForm({"duty": "0837-1", f"place_{place.pk}": "0837-2"}, organisation=house)
    end_place(Membership.objects.get(pk=place.pk))
    Organisation.objects.filter(pk=house.pk).update(is_active=False)
    assert form.is_valid()
    form.save()
    place.refresh_from_db()
    house.refresh_from_db()
    assert (place.phone, place.ended_on) == ("0837-2", clock.today())
    assert (house.phone, house.is_active) == ("0837-1", False)


def test_a_new_name_is_written_with_all_that_is_made_of_it():
    house = organisation("第一名称局")
    house.name = "第二名称局"
    house.save(update_fields=["name"])
    assert Organisation.objects.called("第二名称局").search("dierming").get() == house


def test_the_history_tells_changes_alone(user):
    entries = user.history.count()
    now(user).save()
    late = now(user)
    late.last_login = clock.now()
    late.save(update_fields=["last_login"])
    assert user.history.count() == entries
