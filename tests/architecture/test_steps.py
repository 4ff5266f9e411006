"""What the declarations of steps promise: forms that open, rules that exist, names that read in the timeline."""

import pytest
from django.core.checks import run_checks
from django.forms import Form

from deadlines import statutes
from matters.registry import registered_models
from recommendations import rules
from recommendations.models import Recommendation
from tests.every_kind import TABLES
from workflow.forms import StepForm
from workflow.steps import next_step, steps_of

STEPS = steps_of(Recommendation)
RULES = {value for name, value in vars(rules).items() if name.isupper() and isinstance(value, str)}
ALL_RULES = RULES | set(rules.REPLIES)
#: Nobody has to do anything: a right that lapses.
WITHOUT_A_STEP = {rules.OBJECTION, rules.ACT}


@pytest.mark.parametrize("name", [name for name, step in STEPS.items() if step.listed])
def test_a_listed_step_has_a_form_that_opens(name):
    form = STEPS[name].form_class()
    assert issubclass(form, StepForm)
    assert issubclass(form, Form)


def test_the_system_check_finds_no_step_without_a_form():
    assert [each for each in run_checks() if each.id == "workflow.E001"] == []


def test_a_step_of_the_system_has_no_button():
    assert [step.name for step in STEPS.values() if step.who.side == "system" and step.listed] == []


@pytest.mark.parametrize("rule", sorted(ALL_RULES))
def test_every_rule_that_is_named_stands_in_the_statutes(rule):
    assert statutes.get(rule).duty


@pytest.mark.parametrize("rule", sorted(ALL_RULES - WITHOUT_A_STEP))
def test_a_worklist_knows_the_step_that_meets_a_rule(rule):
    assert next_step(Recommendation, rule) is not None


def test_what_a_step_meets_or_ends_is_a_rule():
    named = {rule for step in STEPS.values() for rule in (*step.fulfils, *filter(None, [step.on_expiry]))}
    assert named <= ALL_RULES


def test_every_model_of_a_matter_has_its_table_of_who_may_take_which_step():
    assert set(TABLES) == set(registered_models())
    for model, table in TABLES.items():
        assert set(table.steps) == set(steps_of(model)), model.__name__
