"""Every declared step that one prepares and another decides can be handed over, whatever is declared tomorrow.

That each can then be taken, sent back or overtaken is walked at random in `test_state_graph`.
"""

import pytest

from recommendations.choices import Kind, State
from recommendations.models import Recommendation
from tests.courses import Course
from workflow.forms import DECISION, StepForm
from workflow.proposals import deciders
from workflow.steps import Step, steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
PREPARED = {
    name: step
    for name, step in steps_of(Recommendation).items()
    if step.listed and (step.who.recorders or step.who.approvers or step.who.prepares)
}


@pytest.fixture
def matter(cast) -> Recommendation:
    """With all that a step may be about: an objection is open."""
    cast.everyone()
    course = Course(cast, Kind.PUBLIC_INTEREST).served()
    course.take("object", cast.head_a, grounds="职责不在本局。")
    return course.matter


def states(step: Step) -> list[str]:
    return [state for state in State if step.fits(state)]


def put(matter: Recommendation, state: str) -> Recommendation:
    """In memory alone: the state that is asked about."""
    matter.__dict__["state"] = state
    return matter


def test_the_heads_and_the_chiefs_decisions_are_among_them():
    assert {"terminate", "review", "approve", "annul", "object", "reply"} <= set(PREPARED)


def test_who_prepares_hands_it_to_whoever_may_take_it(cast, matter):
    """In each state: those who may not decide reach somebody who may, and nobody both prepares and decides."""
    people = cast.everyone().values()
    for name, step in PREPARED.items():
        for state in states(step):
            put(matter, state)
            for person in people:
                roles = step.who.hands_to(matter, person)
                decides = step.who.decides_prepared(matter, person)
                assert not (roles and decides), (name, state, person)
                if roles:
                    found = deciders(matter, step, person)
                    assert found, (name, state, person)
                    assert all(step.who.decides_prepared(matter, each) for each in found), (name, state)
                    assert [step.who.refusal(matter, each) for each in found] == [""] * len(found), name


def test_somebody_prepares_each_in_some_state(cast, matter):
    people, never = cast.everyone().values(), set(PREPARED)
    for name, step in PREPARED.items():
        for state in [*states(step), "new"]:
            if any(step.who.hands_to(put(matter, state), person) for person in people):
                never.discard(name)
    assert never == set()


def test_each_form_is_prepared_without_the_decision_and_filled_in_again(cast, matter):
    """The same form opens for whoever prepares and for whoever decides; nothing typed is lost in between."""
    for name, step in PREPARED.items():
        if step.creates:
            continue
        state = next(each for each in states(step) if _preparer(cast, step, put(matter, each)))
        put(matter, state)
        preparer = _preparer(cast, step, matter)
        prepared = _form(step, matter, preparer, is_proposing=True)
        assert not set(prepared.fields) & set(DECISION), name
        decider = deciders(matter, step, preparer)[0]
        decided = _form(step, matter, decider)
        assert set(prepared.fields) <= set(decided.fields) | {"occurred_at"}, name


def _preparer(cast, step: Step, matter: Recommendation):
    people = (cast.handler, cast.liaison_a, cast.officer_a)
    return next((person for person in people if step.who.hands_to(matter, person)), None)


def _form(step: Step, matter: Recommendation, actor, **options) -> StepForm:
    return step.form_class()(matter=matter, actor=actor, step=step, **options)
