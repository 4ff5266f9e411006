"""Every person of the cast against every step in every state, from the declarations and the county's table."""

import re

import pytest

from matters.models import Matter
from organisations.services import give_consent
from recommendations.choices import Kind
from recommendations.models import Recommendation
from tests.courses import Course
from tests.declared_kinds import KINDS
from tests.every_kind import TABLES, for_every_model, under_way
from tests.toys.models import Loan, Repair
from tests.workflow.rows import grown, rows
from workflow.actors import System
from workflow.errors import Refused
from workflow.perform import perform
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
CHINESE = re.compile(r"[一-鿿]{4,}.*。$", re.S)
#: Of each sort that differs in who may do what, one matter.
MATTERS = {
    "社会治理检察建议": lambda cast: Course(cast, Kind.SOCIAL_GOVERNANCE).registered().matter,
    "公益诉讼检察建议": lambda cast: Course(cast, Kind.PUBLIC_INTEREST).registered().matter,
    "玩具借用": lambda cast: under_way(cast, Loan).matter,
    "玩具修理": lambda cast: under_way(cast, Repair).matter,
    **{model._meta.verbose_name: lambda cast, model=model: under_way(cast, model).matter for model in KINDS},
}
of_every_sort = pytest.mark.parametrize("sort", MATTERS)
READERS = (
    "handler",
    "clerk",
    "department_head",
    "chief",
    "liaison_a",
    "intake_a",
    "head_a",
    "liaison_b",
    "liaison_police",
    "assessor",
    "liaison_bureau",
)


def states_of(model: type) -> list[str]:
    return ["new", *model.state_labels()]


@for_every_model
def test_every_step_has_a_row_in_the_table(model):
    table, declared = TABLES[model], steps_of(model)
    missing = set(declared) - set(table.steps)
    assert not missing, f"who may take {missing}? Add a row to the table of {model.__name__}"
    assert set(table.steps) == set(declared)


@for_every_model
def test_the_table_names_the_states_of_the_declaration(model):
    for name, step in steps_of(model).items():
        stated = {state for states in TABLES[model].steps[name] for state in states.split()}
        assert stated == {state for state in states_of(model) if step.fits(state)}, name


def conditions_of(step, matter) -> set[str]:
    """What its conditions would say."""
    return {c.refusal(matter) if callable(c.refusal) else c.refusal for c in step.conditions}


def put(matter: Matter, state: str) -> Matter:
    """In memory alone: the state that is asked about."""
    matter.__dict__["state"] = state
    return matter


def wrong(step, matter, actor, expected: bool) -> bool:
    """Whether the declaration answers otherwise than the table; a condition may still stand in the way."""
    reason, conditions = step.refusal(matter, actor), conditions_of(step, matter)
    if expected:
        return reason != "" and reason not in conditions
    return not CHINESE.search(reason) or reason in conditions


@of_every_sort
def test_each_person_may_or_reads_why_not(cast, sort):
    matter, found = MATTERS[sort](cast), []
    table = TABLES[type(matter)]
    give_consent(cast.liaison_a)
    for who, actor in cast.everyone().items():
        for name, step in steps_of(type(matter)).items():
            for state in states_of(type(matter)):
                expected = table.may(name, state, matter.side_of(actor), actor.role)
                expected = expected and (who != "second_handler" or step.who.whole_house)
                if wrong(step, put(matter, state), actor, expected):
                    found.append((who, name, state, step.refusal(matter, actor)))
    assert found == []


def test_another_handler_may_where_nobody_handles_the_matter(cast):
    matter = Course(cast).registered().matter
    matter.handler = None
    assert steps_of(Recommendation)["record_visit"].refusal(matter, cast.second_handler) == ""


@of_every_sort
def test_the_system_is_asked_for_the_state_alone(cast, sort):
    matter = MATTERS[sort](cast)
    for step in steps_of(type(matter)).values():
        for state in states_of(type(matter)):
            refusal = step.refusal(put(matter, state), System("试验"))
            assert step.fits(state) or "现为" in refusal


@for_every_model
def test_whoever_may_not_is_refused_and_nothing_is_written(cast, model):
    matter, everyone = under_way(cast, model).matter, cast.everyone()
    before = rows()
    for actor in everyone.values():
        for name, step in steps_of(model).items():
            if reason := step.refusal(matter, actor):
                with pytest.raises(Refused) as refused:
                    perform(matter=matter, step=name, actor=actor)
                assert refused.value.reason == reason
    assert grown(before) == {}


@for_every_model
def test_the_pages_buttons_are_the_steps_that_may_be_taken(cast, sign_in, model):
    matter = under_way(cast, model).matter
    for who in READERS:
        actor = getattr(cast, who)
        page = sign_in(actor).get(f"/matters/{matter.pk}/").content.decode()
        offered = set(re.findall(rf"/matters/{matter.pk}/steps/(\w+)/", page))
        allowed = {
            name
            for name, step in steps_of(model).items()
            if step.is_listed(matter) and not step.refusal(matter, actor)
        }
        assert offered == allowed, who
