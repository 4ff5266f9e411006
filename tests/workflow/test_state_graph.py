"""Whatever way a matter takes through its steps, what must hold does hold after each of them."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from common import clock
from matters.kinds import Phase as MatterPhase
from matters.verifying import verify
from recommendations.choices import FINAL
from recommendations.models import Recommendation
from tests import declared_walks
from tests.every_kind import for_every_model
from tests.toys.models import Loan, Repair
from tests.toys.walks import LoanWalk, RepairWalk
from tests.workflow.days import TUESDAY
from tests.workflow.walk import Walk
from tests.workflow.walks import RecommendationWalk
from workflow import proposals
from workflow.steps import steps_of

pytestmark = pytest.mark.django_db
LENGTH = 16
WALKS: dict[type, type[Walk]] = {
    Recommendation: RecommendationWalk,
    Loan: LoanWalk,
    Repair: RepairWalk,
    **declared_walks.WALKS,
}
#: The cast stays the same from walk to walk; each walk has a matter of its own.
walking = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def is_over(matter) -> bool:
    return matter.phase_of_state() == MatterPhase.CLOSED


def holds(walk: Walk, version: int) -> None:
    """The properties of every matter after every step."""
    matter, way = walk.matter, walk.matter.events.values_list("verb", flat=True)
    assert list(verify(matter)) == []
    assert matter.version > version
    assert matter.last_event_number == len(way)
    assert matter.phase == matter.phase_of_state()
    running = matter.deadlines.running()
    moving = running.exclude(rule__in=matter.outlasting_rules())
    assert moving.exists() == (not is_over(matter)), list(way)
    subjects = list(running.values_list("rule", "subject", "debtor"))
    assert len(subjects) == len(set(subjects))
    waiting = running.filter(rule__in=proposals.RULES).values_list("subject", flat=True)
    assert sorted(waiting) == sorted(matter.proposals.live().values_list("step", flat=True))


@for_every_model
@walking
@given(data=st.data())
def test_every_walk_keeps_what_must_hold(cast, model, data):
    day, walk = TUESDAY, None
    for _ in range(LENGTH):
        with clock.set_to(day):
            walk = walk or WALKS[model](cast, data.draw)
            version = walk.matter.version
            event(walk.go())
            holds(walk, version)
        if is_over(walk.matter):
            return
        day += timedelta(days=data.draw(st.sampled_from([70, 20, 1, 0])))


def final_states(model: type) -> set[str]:
    return {state for state in model.state_labels() if is_over(model(state=state))}


@for_every_model
def test_from_every_state_some_step_leads_on(model):
    """No dead end: each state that is not final has a step out of it that somebody takes by hand."""
    declared = steps_of(model).values()
    sources = {state for step in declared if step.listed and step.targets() for state in step.sources}
    reached = {state for step in declared for state in step.targets()}
    assert reached - final_states(model) <= sources


def test_a_final_state_is_left_by_no_step():
    """But what an import entered as closed by mistake is taken back with it (误录作废), and an appeal made in time
    undoes the end of its period."""
    leaving = [
        step.name
        for step in steps_of(Recommendation).values()
        if step.targets() and set(step.sources) & set(FINAL)
    ]
    assert sorted(leaving) == ["appeal", "record_appeal", "undo_import"]
