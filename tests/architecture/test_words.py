"""What a person reads when something is refused is Chinese, and ends as a sentence does."""

import ast
import re

import pytest

from recommendations.models import Recommendation
from tests.architecture.sources import called, calls, parsed
from workflow.steps import steps_of

REFUSALS = {"Refused", "Invalid", "PermissionDenied", "ValidationError", "NumberRefused", "UnacceptableFile"}
CHINESE = re.compile(r"[一-鿿]")
STEPS = steps_of(Recommendation)


def literals(node: ast.AST) -> list[str]:
    """Every piece of text written out below `node`, except what only names an entry."""
    keys = {id(key) for each in ast.walk(node) if isinstance(each, ast.Dict) for key in each.keys}
    keys |= {id(each.slice) for each in ast.walk(node) if isinstance(each, ast.Subscript)}
    texts = [
        each for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    return [each.value for each in texts if id(each) not in keys and len(each.value) > 3]


def refusals() -> list[tuple[str, int, str]]:
    """File, line and words of every refusal that has words of its own."""
    found = []
    for path, tree in parsed().items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Raise)
                and isinstance(node.exc, ast.Call)
                and called(node.exc) in REFUSALS
            ):
                found.append((path, node.lineno, "".join(map("".join, map(literals, node.exc.args)))))
    return [each for each in found if each[2]]


def test_every_refusal_is_chinese():
    assert len(refusals()) > 40
    assert [each for each in refusals() if not CHINESE.search(each[2])] == []


def test_no_refusal_shouts():
    assert [each for each in refusals() if "！" in each[2] or "!" in each[2]] == []


def test_every_condition_says_why_in_chinese():
    said = [
        call.args[0].value
        for tree in parsed().values()
        for call in calls(tree)
        if called(call) == "condition" and call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert len(said) >= 10
    assert all(CHINESE.search(text) and text.endswith("。") for text in said)


@pytest.mark.parametrize("step", STEPS.values(), ids=list(STEPS))
def test_every_step_has_a_label(step):
    assert CHINESE.match(step.label)
    assert not step.hint or step.hint.endswith("。")
