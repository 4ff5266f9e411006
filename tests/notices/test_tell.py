"""Telling: the inbox row, once for a key, and the outbox row as the person prefers."""

import pytest

from notices import services
from notices.models import Delivery, Notice, Preference
from organisations.acting import memberships_of
from organisations.models import Role
from tests import factories


def test_a_step_is_mailed_at_once_by_itself(tell, cast):
    notice = tell(cast.liaison_a)
    delivery = Delivery.objects.get()
    assert list(delivery.notices.all()) == [notice]
    assert (delivery.address, delivery.bundle_day) == ("liaison_a@example.org", None)


def test_telling_again_with_the_same_key_returns_the_first(tell, cast):
    first, second = tell(cast.liaison_a, unique="7:1"), tell(cast.liaison_a, unique="7:1")
    assert first == second
    assert Delivery.objects.count() == 1


def test_the_same_key_reaches_each_person(tell, cast):
    tell(cast.liaison_a, unique="7:1")
    tell(cast.head_a, unique="7:1")
    assert Notice.objects.count() == 2


def test_without_an_address_the_inbox_still_has_it(tell, cast):
    place = factories.membership(cast.agency_a, Role.INTAKE)
    tell(place)
    assert services.unread_count(place.user) == "1"
    assert not Delivery.objects.exists()


def test_who_wants_no_mail_gets_none(tell, cast):
    Preference.objects.create(user=cast.liaison_a.user, email=False)
    tell(cast.liaison_a)
    assert not Delivery.objects.exists()


def test_who_wants_the_bundle_only_waits_for_it(tell, cast):
    Preference.objects.create(user=cast.liaison_a.user, bundled_only=True)
    assert tell(cast.liaison_a).awaits_bundle
    assert not Delivery.objects.exists()


def test_without_a_mail_server_only_the_inbox_is_used(tell, cast, settings):
    settings.PORTAL_EMAIL_ENABLED = False
    tell(cast.liaison_a)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("link", ["https://elsewhere.example", "//elsewhere.example", "matters/1/"])
def test_a_link_leads_into_the_portal_only(tell, cast, link):
    with pytest.raises(ValueError, match="站内路径"):
        tell(cast.liaison_a, link=link)


def test_a_sentence_that_is_too_long_is_cut_and_stops_no_step(tell, cast):
    assert len(tell(cast.liaison_a, text="长" * 400).text) == Notice._meta.get_field("text").max_length


def test_holders_are_those_of_today(cast):
    gone, here = cast.liaison_a, cast.substitute_a
    gone.ended_on = "2026-11-04"
    gone.save()
    told = services.tell_holders(
        organisation=cast.agency_a, roles=[Role.LIAISON], verb="issue", text="请签收。"
    )
    assert [notice.recipient for notice in told] == [here.user]


def test_a_person_with_two_of_the_places_is_told_once(cast):
    factories.membership(cast.agency_a, Role.INTAKE, cast.liaison_a.user)
    told = services.tell_holders(
        organisation=cast.agency_a, roles=[Role.LIAISON, Role.INTAKE], verb="issue", text="请签收。"
    )
    assert len(told) == 1


def test_where_nobody_holds_the_place_the_head_is_told(cast):
    head = cast.head_a
    told = services.tell_holders(
        organisation=cast.agency_a, roles=[Role.LIAISON], verb="issue", text="请签收。"
    )
    assert [notice.recipient for notice in told] == [head.user]


def test_where_nobody_is_left_the_caller_learns_it(cast):
    assert not services.tell_holders(
        organisation=cast.agency_b, roles=[Role.LIAISON], verb="issue", text="请签收。"
    )


def test_the_count_stops_at_99(tell, cast, django_assert_num_queries):
    assert services.unread_count(cast.liaison_a.user) == ""
    for _ in range(101):
        tell(cast.liaison_a, bundle=True)
    places = memberships_of(cast.liaison_a.user)
    with django_assert_num_queries(3):  # the rows; what the place may see by exception; those of matters seen
        assert services.unread_count(cast.liaison_a.user, places) == "99+"


def test_what_is_done_leaves_the_unread(tell, cast):
    tell(cast.liaison_a, verb="remind", about=7, bundle=True)
    assert services.withdraw(verbs=["remind"], about=7, reason="已回复") == 1
    notice = Notice.objects.get()
    assert (notice.is_unread, notice.awaits_bundle, notice.withdrawn_reason) == (False, False, "已回复")
