"""Kinds are registered by their rooms; whatever listens to a table hears of each kind kept in it."""

import pytest

from cases.models import Case
from matters import registry
from matters.kinds import Phase
from matters.models import Event
from matters.registry import registered_models, tables
from matters.verifying import verify
from meetings.models import JointMeeting
from recommendations.models import Recommendation
from tests.every_kind import UNDER_WAY, for_every_model, under_way
from tests.toys.models import Loan, Repair, Toy


def test_tests_for_every_kind_have_a_matter_of_each():
    assert set(UNDER_WAY) == set(registered_models())


def test_a_kind_belongs_to_one_model():
    with pytest.raises(ValueError, match="toy_loan"):
        registry.register(Repair, {"toy_loan": "玩具借用"})


def test_a_kind_that_no_room_knows_is_named_in_the_error():
    with pytest.raises(registry.UnknownKind, match="submarine"):
        registry.model_for("submarine")


def test_kinds_of_one_table_are_read_from_it_once():
    assert tables() == [Recommendation, Case, JointMeeting, Toy]


def test_a_phase_is_called_as_its_kind_calls_it():
    assert registry.phase_words("social_governance")[Phase.IN_PROGRESS] == "整改中"
    assert registry.phase_words("toy_loan")[Phase.IN_PROGRESS] == "办理中"
    assert registry.phase_words("toy_loan", "retrial")[Phase.IN_PROGRESS] == "办理中"


@for_every_model
@pytest.mark.django_db
def test_every_step_leaves_its_row_in_the_field_history(cast, model):
    matter = under_way(cast, model).matter
    rows = matter.history.order_by("history_id")
    assert rows.count() >= matter.version
    assert rows.last().state == matter.state


@for_every_model
@pytest.mark.django_db
def test_every_event_speaks_for_the_row_of_its_matter(cast, model):
    matter = under_way(cast, model).matter
    table = model._meta.concrete_model._meta.model_name
    assert all(
        table in stands for stands in Event.objects.filter(matter=matter).values_list("stands", flat=True)
    )
    assert list(verify(matter)) == []


@pytest.mark.django_db
def test_a_change_past_the_portal_is_found_in_a_proxy_too(cast):
    matter = under_way(cast, Loan).matter
    Toy.objects.filter(pk=matter.pk).update(values={"name": "另一只"})
    assert list(verify(matter)) != []
