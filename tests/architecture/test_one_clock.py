"""The day comes from `common.clock` alone, in the product and in the tests, so that no test depends on today."""

import ast
from datetime import UTC, datetime
from functools import cache

from django.conf import settings

from common import clock
from tests.architecture.sources import called, calls, parsed, root
from tests.workflow.days import TUESDAY

#: What asks the machine for the day: by the name that it is called on.
OF_THE_MACHINE = {
    ("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("timezone", "now"),
    ("timezone", "localdate"), ("timezone", "localtime"), ("time", "time"), ("time", "localtime"), ("time", "strftime"),
}  # fmt: skip
#: Seconds of a session and of a lock-out, which no rule of law counts; they compare themselves with themselves.
OF_SESSIONS = {
    "organisations/sessions.py", "organisations/lock_outs.py", "organisations/second_factor.py",
    "organisations/middleware.py", "tests/organisations/test_second_factor.py", "tests/organisations/test_sessions.py",
    "tests/organisations/test_acting.py", "tests/organisations/test_session_age.py", "tests/cast.py", "benchmarks/measure.py",
}  # fmt: skip
#: This test looks at the machine's own clock to see that the portal's is another.
OWN = "tests/architecture/test_one_clock.py"
#: Where the clock itself stands: the portal's, and the tests' that runs on from a fixed day.
CLOCKS = {"common/clock.py", "tests/running.py"}


@cache
def sources() -> dict[str, ast.Module]:
    """Of the product, the demo, the benchmarks and the tests."""
    found = dict(parsed())
    for folder in ("demo", "benchmarks", "tests"):
        for path in (settings.BASE_DIR / folder).rglob("*.py"):
            found[str(path.relative_to(settings.BASE_DIR))] = ast.parse(path.read_text())
    return found


def readings(tree: ast.Module) -> list[int]:
    """The lines in which `tree` asks the machine for the day."""
    asked = [call for call in calls(tree) if isinstance(call.func, ast.Attribute)]
    return [call.lineno for call in asked if (root(call.func), called(call)) in OF_THE_MACHINE]


def test_nobody_but_the_clock_asks_the_machine_for_the_day():
    asked = {path: readings(tree) for path, tree in sources().items()}
    assert {path for path, lines in asked.items() if lines} <= OF_SESSIONS | CLOCKS | {OWN}


def test_whatever_may_ask_does():
    assert [name for name in sorted(OF_SESSIONS | CLOCKS) if not readings(sources()[name])] == []


def test_a_test_stands_on_one_day_wherever_it_does_not_move_the_clock():
    assert clock.now() == clock.at(TUESDAY, 9)
    assert datetime.now(UTC) != clock.now()
