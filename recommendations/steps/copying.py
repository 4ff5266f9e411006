"""抄送: bodies that read a recommendation, which the chief names (规定 20 条)."""

from collections.abc import Iterable

from organisations.models import Organisation
from recommendations import rules
from recommendations.steps.before_issue import FORMS
from recommendations.who import chief
from workflow import copying
from workflow.effects import Effects, Taking
from workflow.errors import Invalid
from workflow.steps import UNDER_WAY, step


def check_copies(organisations: Iterable[Organisation]) -> None:
    """Raises Invalid for a body that nothing reaches."""
    if reason := next(filter(None, map(rules.why_not_chosen, organisations)), ""):
        raise Invalid({"copied_to": reason})


def copy_to(matter, effects: Effects, organisations: Iterable[Organisation]) -> None:
    """Those chosen see the matter from this event on, read it and take no step. Raises Invalid."""
    check_copies(organisations)
    copying.copy_to(matter, effects, organisations)


class CopyingSteps:
    """Mixed into Recommendation."""

    @step(
        "抄送",
        source=UNDER_WAY,
        who=chief(),
        form=f"{FORMS}.taking_part.AddCopyForm",
        hint="可以抄送同级党委、人大、政府、监察机关，或者被建议单位的上级机关、行业主管部门和自律组织（规定第二十条），由检察长决定。",
    )
    def add_copy(self, taking: Taking) -> Effects:
        check_copies(taking.get("copied_to", []))
        return copying.copied_now(self, taking.get("copied_to", []))
