"""Names, titles and numbers as long as they may be: what is composed of them fits its column everywhere.

PostgreSQL refuses what is longer than its column; SQLite keeps it, so that here the lengths are measured.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings as portal
from django.db.models import CharField, F
from django.db.models.functions import Length
from hypothesis import given, settings
from hypothesis import strategies as st

from common import clock
from common.names import listed
from matters.models import Event
from organisations.models import Organisation, User
from recommendations.choices import FINAL
from recommendations.models import IntendedRecipient, Recommendation
from tests import factories
from tests.courses import Course
from tests.workflow.days import TUESDAY
from tests.workflow.test_state_graph import walking
from tests.workflow.walks import RecommendationWalk

pytestmark = pytest.mark.django_db


def longest_of(model: type, name: str, text: str) -> str:
    return text.ljust(model._meta.get_field(name).max_length, "长")


def as_long_as_allowed(cast) -> None:
    """Everybody and everything in the cast bears the longest names there are."""
    for membership in cast.everyone().values():
        membership.user.full_name = longest_of(User, "full_name", membership.user.full_name)
        membership.title = longest_of(type(membership), "title", "职务")
        membership.user.save()
        membership.save()
    for name in cast.organisations:
        organisation = getattr(cast, name)
        organisation.name = longest_of(Organisation, "name", organisation.name)
        organisation.short_name = longest_of(Organisation, "short_name", organisation.short_name)
        organisation.save()


def over_long() -> list[str]:
    """Every column of the portal that holds more than it declares."""
    models = [each for each in apps.get_models() if each._meta.app_label in portal.ROOMS]
    columns = [
        (model, field)
        for model in models
        for field in model._meta.local_fields
        if isinstance(field, CharField) and field.max_length
    ]
    return [
        f"{model._meta.label}.{field.name}"
        for model, field in columns
        if model._base_manager.alias(kept=Length(F(field.name))).filter(kept__gt=field.max_length).exists()
    ]


@settings(walking, max_examples=6)
@given(data=st.data())
def test_whatever_way_a_matter_takes_its_texts_fit_their_columns(cast, data):
    day = TUESDAY
    with clock.set_to(day):
        as_long_as_allowed(cast)
        walk = RecommendationWalk(cast, data.draw)
        walk.matter.title = longest_of(Recommendation, "title", "标题")
    for _ in range(12):
        with clock.set_to(day):
            walk.go()
        day += timedelta(days=data.draw(st.sampled_from([70, 20, 0])))
        if walk.matter.state in FINAL:
            break
    assert over_long() == []


@pytest.mark.usefixtures("tuesday")
def test_a_paper_goes_out_to_twenty_five_units_with_the_longest_names(cast):
    as_long_as_allowed(cast)
    course = Course(cast).approved()
    for number in range(24):
        unit = factories.organisation(
            longest_of(Organisation, "name", f"第{number}局"), short_name=f"{number}局"
        )
        IntendedRecipient.objects.create(recommendation=course.matter, organisation=unit)
    course.take("issue", cast.handler)
    assert Recommendation.objects.filter(state="issued").count() == 25
    title = course.matter.documents.get().title
    assert "等25个" in title
    assert over_long() == []


@pytest.mark.usefixtures("tuesday")
def test_who_did_it_is_cut_before_it_is_hashed(cast):
    as_long_as_allowed(cast)
    event = Course(cast).issued().matter.events.latest("number")
    assert Event.objects.get(pk=event.pk).compute_hash() == event.hash
    assert event.actor_name.endswith("…")


def test_a_list_of_names_ends_with_how_many_there_are():
    assert listed(["甲", "乙"], 10) == "甲、乙"
    assert listed(["甲" * 5, "乙" * 5, "丙"], 12) == "甲甲甲甲甲等3个"
    assert listed(["甲" * 20, "乙"], 8) == "甲甲甲甲…等2个"
