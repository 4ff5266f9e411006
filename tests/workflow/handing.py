"""Handing a decision over in tests: by the forms, as a person does it, or through the door alone."""

from typing import Any

from matters.models import Matter
from organisations.models import Membership
from tests.courses import Course
from workflow.forms import StepForm
from workflow.models import Proposal
from workflow.proposals import Prepared
from workflow.steps import steps_of


def hand_over(course: Course, step: str, by: Membership, *, files=(), **text: str) -> Proposal:
    """`step` prepared with `text` and handed over through `perform`."""
    prepared = Prepared(
        step, {name: [value] for name, value in text.items()}, [("files", file) for file in files]
    )
    course.take("propose", by, prepared=prepared)
    return Proposal.objects.live().get(matter=course.matter.pk, step=step)


def address(matter: Matter, step: str, *, propose: bool = False) -> str:
    return f"/matters/{matter.pk}/steps/{step}/{'propose/' if propose else ''}"


def form(course, step: str, actor: Membership, **options: Any) -> StepForm:
    """The form of `step` as its page makes it for `actor`."""
    declared = steps_of(type(course.matter))[step]
    return declared.form_class()(matter=course.matter, actor=actor, step=declared, **options)


def page(matter: Matter, **fields: Any) -> dict[str, Any]:
    """What a page of `matter` posts, with a token of its own."""
    return {"version": matter.version, "key": f"k{matter.version}", **fields}
