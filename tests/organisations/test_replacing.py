"""更换联络员: who holds the place from today, and what goes along."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from common import clock
from organisations import services
from organisations.models import Membership, User
from organisations.services import disable_person, fill_place, replace_liaison, to_hand_over
from tests.factories import membership, organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(monkeypatch) -> list[tuple[Membership, Membership]]:
    """What a room above was told to move."""
    calls: list[tuple[Membership, Membership]] = []
    monkeypatch.setattr(services, "_replacement_handlers", [])
    services.on_replacement(lambda old, new, by: calls.append((old, new)))
    return calls


@pytest.fixture(autouse=True)
def present(cast) -> None:
    """Whose place is given away stands on the stage first."""
    assert cast.liaison_a.is_active


def test_the_new_liaison_holds_the_place_from_today_and_the_old_one_no_longer(cast):
    new = person("tanna", "谭娜")
    old, place = replace_liaison(organisation=cast.agency_a, user=new, by=cast.mechanism_liaison)
    assert old == cast.liaison_a
    assert old.ended_on == place.started_on == clock.today()
    assert not old.is_active
    assert list(Membership.objects.holders(cast.agency_a, "liaison")) == [place]


def test_the_rooms_above_are_told_to_move_what_is_open(cast, moved):
    _, new = replace_liaison(organisation=cast.agency_a, user=person(), by=cast.mechanism_liaison)
    assert moved == [(cast.liaison_a, new)]


def test_what_a_vacated_place_left_behind_goes_to_the_next_holder(cast, moved):
    disable_person(cast.liaison_a.user)
    old, new = replace_liaison(organisation=cast.agency_a, user=person(), by=cast.mechanism_liaison)
    assert old is None
    assert moved == [(cast.liaison_a, new)]


def test_naming_the_same_person_again_changes_nothing(cast, moved):
    old, new = replace_liaison(
        organisation=cast.agency_a, user=cast.liaison_a.user, by=cast.mechanism_liaison
    )
    assert old == new == cast.liaison_a
    assert moved == []


def test_the_substitute_moves_up(cast):
    _, new = replace_liaison(
        organisation=cast.agency_a, user=cast.substitute_a.user, by=cast.mechanism_liaison
    )
    held = Membership.objects.holders(cast.agency_a, "liaison")
    assert [(place.pk, place.standing) for place in held] == [(new.pk, "principal")]


def test_the_substitute_stays_when_the_principal_is_replaced(cast):
    assert cast.substitute_a.is_active
    replace_liaison(organisation=cast.agency_a, user=person(), by=cast.mechanism_liaison)
    assert cast.substitute_a in Membership.objects.holders(cast.agency_a, "liaison")


def test_places_of_other_organisations_are_untouched(cast):
    elsewhere = membership(cast.agency_b, "liaison", cast.liaison_a.user)
    replace_liaison(organisation=cast.agency_a, user=person(), by=cast.mechanism_liaison)
    assert elsewhere in Membership.objects.active()


def test_a_leader_is_replaced_the_same_way(cast):
    assert cast.head_a.is_active
    old, _ = fill_place(
        organisation=cast.agency_a,
        role="organisation_head",
        standing="deputy",
        user=person(),
        by=cast.mechanism_liaison,
    )
    assert old is None
    assert cast.head_a in Membership.objects.active()


def test_a_failure_in_a_room_above_replaces_nobody(cast, monkeypatch):
    def fail(old, new, by):
        raise RuntimeError

    monkeypatch.setattr(services, "_replacement_handlers", [fail])
    with pytest.raises(RuntimeError):
        replace_liaison(organisation=cast.agency_a, user=person(), by=cast.mechanism_liaison)
    assert Membership.objects.get(organisation=cast.agency_a, role="liaison").ended_on is None


def test_two_principal_liaisons_cannot_stand_side_by_side(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=person(), organisation=cast.agency_a, role="liaison")


def test_vacated_places_with_open_matters_are_listed_for_handing_over(cast, monkeypatch):
    monkeypatch.setattr(services, "_open_work_counters", [])
    services.on_open_work(lambda places: {place.pk: 3 for place in places})
    assert to_hand_over(type(cast.agency_a).objects.all()) == []
    disable_person(cast.liaison_a.user)
    listed = to_hand_over(type(cast.agency_a).objects.all())
    assert [(each.membership, each.open_matters) for each in listed] == [(cast.liaison_a, 3)]


def test_a_disabled_person_holds_no_place_and_has_no_code(cast):
    code = services.issue_reset_code(cast.liaison_a.user, cast.mechanism_liaison)
    assert disable_person(cast.liaison_a.user) == [cast.liaison_a]
    assert not Membership.objects.active().filter(user=cast.liaison_a.user).exists()
    assert not cast.liaison_a.user.reset_codes.get().is_in_force
    assert code


def test_a_place_of_tomorrow_is_not_held_today(cast):
    future = membership(organisation(), "liaison", person(), started_on=clock.today() + timedelta(days=1))
    assert not future.is_active
    assert future not in Membership.objects.active()


def test_user_names_are_made_of_pinyin_and_numbered_where_taken():
    assert services.create_person(full_name="谭娜").username == "tanna"
    assert services.create_person(full_name="谭娜").username == "tanna2"
    assert services.create_person(full_name="谭娜").username == "tanna3"
    assert not User.objects.get(username="tanna").has_usable_password()
