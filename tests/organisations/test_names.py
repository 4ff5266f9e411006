"""One organisation has one name, however it is written, in forms, in the roster and in searches."""

import importlib

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from organisations.models import Organisation
from organisations.roster import roster
from organisations.seed import RosterError, load_roster
from tests import factories

pytestmark = pytest.mark.django_db
WRITTEN_OTHERWISE = [
    "九寨沟县水务局（公章）",
    "九寨沟县\u200b水务局",
    "九寨沟县　水务局",
    "【九寨沟县水务局】_x000D_",
]


@pytest.mark.parametrize("typed", WRITTEN_OTHERWISE)
def test_a_name_written_otherwise_is_no_second_organisation(cast, typed):
    twin = Organisation(code="X", name=typed, short_name="水务", jurisdiction=cast.agency_b.jurisdiction)
    with pytest.raises(ValidationError, match="名录中已有“九寨沟县水务局”"):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("typed", ["（公章）", "\u200b", "_x000D_"])
def test_a_name_that_says_nothing_is_refused(cast, typed):
    nameless = Organisation(code="X", name=typed, short_name="甲", jurisdiction=cast.county)
    with pytest.raises(ValidationError, match="请填写单位名称"):
        nameless.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        nameless.save()


@pytest.mark.parametrize("typed", [*WRITTEN_OTHERWISE, "水务\u200e局", "ｓｗｊ", "SWJ", "县水务局(盖章)"])
def test_it_is_found_however_it_is_typed(cast, typed):
    wanted = cast.agency_b
    assert list(Organisation.objects.search(typed)) == [wanted]


def test_by_a_mark_alone_nobody_is_found_and_by_nothing_everybody(cast):
    assert cast.agency_a
    assert not Organisation.objects.search("（公章）").exists()
    assert Organisation.objects.search("  ").count() == Organisation.objects.count()


def test_the_roster_is_searched_the_same_way(cast):
    found = roster(cast.agency_b.jurisdiction, "县水务\u200b局（公章）")
    assert [entry.organisation for entry in found] == [cast.agency_b]


def test_the_admin_site_finds_it_the_same_way(cast, sign_in):
    assert cast.agency_b
    page = sign_in(cast.system_admin).get(
        "/admin/organisations/organisation/", {"q": "县水务\u200b局（公章）"}
    )
    assert "九寨沟县水务局" in page.content.decode()


def test_a_roster_does_not_bring_in_a_second_of_one_name(cast):
    assert cast.agency_b
    lines = ["code,name,short_name,capabilities,source", "NEW-1,九寨沟县水务局（公章）,县水务局,agency,test"]
    with pytest.raises(RosterError, match="是同一名称"):
        load_roster(lines, cast.county)


def test_what_is_not_seen_is_not_kept(cast):
    made = factories.organisation("九寨沟县\u200b粮食局_x000D_", short_name="县粮食局\u00a0")
    assert (made.name, made.short_name) == ("九寨沟县粮食局", "县粮食局")


def test_namesakes_of_before_keep_apart_until_one_is_renamed(cast):
    """What the migration does with two rows whose names differ in writing alone."""
    assert cast.agency_b
    twin = factories.organisation("九寨沟县水务局二")
    Organisation.objects.filter(pk=twin.pk).update(name="九寨沟县水务局（公章）", bare_name="?")
    importlib.import_module("organisations.migrations.0004_names_compared").fill(
        apps, connection.schema_editor()
    )
    twin.refresh_from_db()
    assert twin.bare_name == f"九寨沟县水务局#{twin.code}"
    twin.phone = "0837-7730000"
    twin.save()
    twin.name = "九寨沟县水利局"
    twin.save()
    assert twin.bare_name == "九寨沟县水利局"
