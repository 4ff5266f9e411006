"""What a kind has not said is named by a system check, and not found by whoever opens a page."""

from collections.abc import Sequence

import pytest
from django.apps.registry import Apps
from django_fsm import FSMModelMixin

from matters.kinds import Phase
from matters.models import Matter
from matters.parties import LEAD, RECIPIENT, Party
from matters.registry import registered_models
from organisations.models import Role
from workflow.checks import problems
from workflow.content import Content
from workflow.effects import Effects
from workflow.moves import move
from workflow.shared_steps import SharedSteps
from workflow.steps import step
from workflow.who import Who, worker


def kind(**said) -> type[Matter]:
    """A kind that is known to nobody else, with what it says."""
    whole = {
        "parties": (Party(LEAD, "移送机关"), Party("above", "上级机关", watches=True)),
        "summary_template": "x.html",
        "state_labels": staticmethod(lambda: {"begun": "已开始"}),
        "phase_of_state": lambda self: Phase.IN_PROGRESS,
    }
    of_nobody = type("Meta", (), {"proxy": True, "app_label": "matters", "apps": Apps()})
    body = {"__module__": __name__, "Meta": of_nobody, **whole, **said}
    bases = (SharedSteps, FSMModelMixin, Matter)
    return type("Toy", bases, {name: value for name, value in body.items() if value is not None})


def codes(model: type[Matter]) -> Sequence[str]:
    return [error.id for error in problems(model)]


def taken_by(who: Who, **states):
    @step("办理", **{"source": "begun", **states}, who=who, listed=False)
    def act(self, taking) -> Effects:
        return Effects()

    return act


@pytest.mark.parametrize("model", registered_models(), ids=lambda model: model.__name__)
def test_every_kind_is_whole(model):
    assert codes(model) == []


@pytest.mark.parametrize("name", ["parties", "summary_template", "state_labels", "phase_of_state"])
def test_what_only_the_kind_can_say_is_missed(name):
    found = [error for error in problems(kind(**{name: None})) if error.id == "workflow.E002"]
    assert [error.msg for error in found] == [f"Toy: says no {name}"]


@pytest.mark.parametrize(
    "parties",
    [
        (Party("recipient", "公安机关"),),
        (Party(LEAD, "移送机关"), Party(LEAD, "公安机关")),
        (Party(LEAD, "移送机关"), Party("above", "上级机关")),
    ],
    ids=["nobody leads", "one role twice", "no way to take part"],
)
def test_parties_that_nobody_can_be_are_named(parties):
    assert codes(kind(parties=parties))[0] == "workflow.E003"


def test_a_step_is_taken_by_a_party_in_states_that_have_a_word():
    assert codes(kind(act=taken_by(worker(LEAD)))) == []
    assert codes(kind(act=taken_by(worker(RECIPIENT)))) == ["workflow.E004"]
    assert codes(kind(act=taken_by(worker(LEAD), source="lost"))) == ["workflow.E005"]
    assert codes(kind(act=taken_by(worker(LEAD), target="lost"))) == ["workflow.E005"]


def test_whoever_is_offered_to_hand_over_may():
    who = Who(LEAD, (Role.CHIEF,), recorders=(Role.DEPARTMENT_HEAD,))
    assert codes(kind(act=taken_by(who))) == ["workflow.E006"]


def test_a_kind_that_holds_no_content_takes_no_file():
    def takes_files():
        return move("办理", "begun", by=worker(LEAD), files="案卷材料")

    assert codes(kind(content=Content.NONE, act=takes_files())) == ["workflow.E008"]
    assert codes(kind(content=Content.SUMMARY, act=takes_files())) == []
