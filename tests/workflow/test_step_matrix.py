"""Every person of the cast against every step in every state, from the declarations and the county's table."""

import re

import pytest

from organisations.services import give_consent
from recommendations.choices import Kind, State
from recommendations.models import Recommendation
from tests.courses import Course
from tests.workflow.permissions import STEPS, may
from tests.workflow.rows import grown, rows
from workflow.actors import System
from workflow.errors import Refused
from workflow.perform import perform
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
DECLARED = steps_of(Recommendation)
STATES = ["new", *State.values]
CHINESE = re.compile(r"[一-鿿]{4,}.*。$", re.S)
RELEVANT = [Kind.SOCIAL_GOVERNANCE, Kind.PUBLIC_INTEREST]


def test_every_step_has_a_row_in_the_table():
    missing = set(DECLARED) - set(STEPS)
    assert not missing, f"who may take {missing}? Add a row to tests/workflow/permissions.py"
    assert set(STEPS) == set(DECLARED)


def test_the_table_names_the_states_of_the_declaration():
    for name, step in DECLARED.items():
        stated = {state for states in STEPS[name] for state in states.split()}
        assert stated == {state for state in STATES if step.fits(state)}, name


def conditions_of(step, matter) -> set[str]:
    """What its conditions would say."""
    return {c.refusal(matter) if callable(c.refusal) else c.refusal for c in step.conditions}


def put(matter: Recommendation, state: str) -> Recommendation:
    """In memory alone: the state that is asked about."""
    matter.__dict__["state"] = state
    return matter


def wrong(step, matter, actor, expected: bool) -> bool:
    """Whether the declaration answers otherwise than the table; a condition may still stand in the way."""
    reason, conditions = step.refusal(matter, actor), conditions_of(step, matter)
    if expected:
        return reason != "" and reason not in conditions
    return not CHINESE.search(reason) or reason in conditions


@pytest.mark.parametrize("kind", RELEVANT)
def test_each_person_may_or_reads_why_not(cast, kind):
    matter, found = Course(cast, kind).registered().matter, []
    give_consent(cast.liaison_a)
    for who, actor in cast.everyone().items():
        for name, step in DECLARED.items():
            for state in STATES:
                expected = may(name, state, matter.side_of(actor), actor.role)
                expected = expected and (who != "second_handler" or step.who.whole_house)
                if wrong(step, put(matter, state), actor, expected):
                    found.append((who, name, state, step.refusal(matter, actor)))
    assert found == []


def test_another_handler_may_where_nobody_handles_the_matter(cast):
    matter = Course(cast).registered().matter
    matter.handler = None
    assert DECLARED["record_visit"].refusal(matter, cast.second_handler) == ""


@pytest.mark.parametrize("kind", RELEVANT)
def test_the_system_is_asked_for_the_state_alone(cast, kind):
    matter = Course(cast, kind).registered().matter
    for step in DECLARED.values():
        assert "现为" in step.refusal(put(matter, State.WITHDRAWN), System("试验")) or step.fits("withdrawn")


def test_whoever_may_not_is_refused_and_nothing_is_written(cast):
    matter, everyone = Course(cast).registered().matter, cast.everyone()
    before = rows()
    for actor in everyone.values():
        for name, step in DECLARED.items():
            if reason := step.refusal(matter, actor):
                with pytest.raises(Refused) as refused:
                    perform(matter=matter, step=name, actor=actor)
                assert refused.value.reason == reason
    assert grown(before) == {}


def test_the_pages_buttons_are_the_steps_that_may_be_taken(cast, sign_in):
    matter = Course(cast).served().matter
    for who in (
        "handler",
        "clerk",
        "department_head",
        "chief",
        "liaison_a",
        "intake_a",
        "head_a",
        "assessor",
    ):
        actor = getattr(cast, who)
        page = sign_in(actor).get(f"/matters/{matter.pk}/").content.decode()
        offered = set(re.findall(rf"/matters/{matter.pk}/steps/(\w+)/", page))
        allowed = {name for name, step in DECLARED.items() if step.listed and not step.refusal(matter, actor)}
        assert offered == allowed, who
