"""A form is shown only to who may take its step: permission is asked before version, form and what was typed."""

import pytest
from django.core.exceptions import PermissionDenied

from matters.models import Participation, Scratch
from recommendations.choices import State
from recommendations.models import Recommendation
from tests.courses import Course
from tests.workflow.handing import hand_over
from tests.workflow.permissions import RECOMMENDATION
from workflow.steps import steps_of
from workflow.views.proposal import AnswerView, ProposeView
from workflow.views.step import StepView, keep_scratch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
STEPS = steps_of(Recommendation)
SOURCE_NUMBER = "群众举报第4417号"
#: What a page may send as its version: none, an older one, what no page ever bore. The true one is added.
VERSIONS = (None, "1", "一", "9" * 40)


@pytest.fixture
def matter(cast) -> Recommendation:
    """In rectification, with the number of a citizen's tip-off, known to the procuratorate alone."""
    course = Course(cast).served()
    Recommendation.objects.filter(pk=course.matter.pk).update(source_number=SOURCE_NUMBER)
    return Recommendation.objects.get(pk=course.matter.pk)


def people(cast) -> list:
    """Those of each side whose roles take steps, and who reads along."""
    names = "second_handler department_head chief liaison_a officer_a superior_handler assessor"
    return [getattr(cast, name) for name in names.split()]


def requests(rf, actor, matter, versions=VERSIONS):
    """The page opened, and sent with every sort of version."""
    for version in (*versions, str(matter.version)):
        data = {} if version is None else {"version": version}
        yield f"POST {version}", made(rf.post("/", data | {"key": "k", "preview": "1"}), actor)
    yield "GET", made(rf.get("/"), actor)


def made(request, actor):
    request.membership, request.user, request.session = actor, actor.user, {}
    return request


def shown(view, request, *where) -> str:
    """What came back instead of a refusal; empty for a refusal, which names who takes the step and no value."""
    try:
        answer = view(request, *where)
    except PermissionDenied as refused:
        return SOURCE_NUMBER if SOURCE_NUMBER in str(refused) else ""
    return f"{answer.status_code}"


def never_theirs(matter, actor) -> list[str]:
    """The steps with a button that are `actor`'s in no state, by the county's table; another's matter is nobody's."""
    side = matter.side_of(actor)
    is_another = (side, actor.role) == ("lead", "handler") and actor.pk != matter.handler_id
    theirs = {name for name in STEPS for state in State if RECOMMENDATION.may(name, state, side, actor.role)}
    return [name for name, step in STEPS.items() if step.listed and (is_another or name not in theirs)]


def test_whoever_may_not_take_a_step_gets_no_form_of_it_by_an_old_page(cast, matter, rf):
    """Every role with every step."""
    ask, old = StepView.as_view(), {"version": "1", "key": "k", "preview": "1"}
    Participation.objects.filter(organisation=cast.agency_a).update(responsible=cast.officer_a)
    found = [
        (actor.role, name)
        for actor in people(cast)
        for name in never_theirs(matter, actor)
        if shown(ask, made(rf.post("/", old), actor), matter.pk, name)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("view", "versions"), [(StepView, (None, "一")), (ProposeView, ("1",))], ids=["step", "propose"]
)
def test_whatever_else_is_sent_or_opened_shows_no_form_either(cast, matter, rf, view, versions):
    """The other side with every step."""
    ask, actor = view.as_view(), cast.liaison_a
    found = [
        (name, sent)
        for name in never_theirs(matter, actor)
        for sent, request in requests(rf, actor, matter, versions)
        if shown(ask, request, matter.pk, name)
    ]
    assert found == []


def test_nothing_is_kept_of_a_form_that_is_not_theirs(cast, matter, rf):
    found = [
        (actor.role, name)
        for actor in (cast.liaison_a, cast.chief)
        for name in never_theirs(matter, actor)
        if shown(keep_scratch, made(rf.post("/", {"reason": "x"}), actor), matter.pk, name)
    ]
    assert found == []
    assert not Scratch.objects.exists()


def test_nothing_is_kept_of_a_new_matter_for_those_who_begin_none(cast, sign_in):
    for who, name in (("liaison_a", "register_issued"), ("handler", "invented"), ("handler", "correct")):
        answer = sign_in(getattr(cast, who)).post(
            f"/matters/new/recommendation/{name}/scratch/", {"title": "x"}
        )
        assert answer.status_code == 403, (who, name)
    assert not Scratch.objects.exists()


def test_of_a_step_of_another_state_an_old_page_of_its_own_people_alone_is_told_what_happened(
    cast, matter, rf
):
    ask, answers = StepView.as_view(), {}
    for version in (None, "", "0", "1", "-1", "1e3", "一", "１", "9" * 40, str(matter.version), "99"):
        data = {} if version is None else {"version": version}
        request = made(rf.post("/", data | {"key": "k"}), cast.handler)
        answers[version] = bool(shown(ask, request, matter.pk, "return_unsigned"))
    assert {version for version, is_shown in answers.items() if is_shown} == {"0", "1"}


def test_the_answer_to_a_proposal_is_asked_for_by_its_house_alone(cast, matter, rf):
    course = Course(cast)
    course.matter = matter
    proposal = hand_over(course, "annul", cast.handler, reason=SOURCE_NUMBER)
    matter.refresh_from_db()
    for actor, answer in ((cast.handler, "send_back"), (cast.department_head, "withdraw")):
        for sent, request in requests(rf, actor, matter):
            code = shown(AnswerView.as_view(), request, matter.pk, proposal.pk, answer)
            assert code == "", (actor, answer, sent)


def test_the_body_that_comes_back_holds_nothing_of_the_form(cast, matter, sign_in):
    """As a person of the other side reads it, for every step: no value, no name, no field."""
    names = [each.user.full_name for each in (cast.second_handler, cast.clerk, cast.department_head)]
    client, found = sign_in(cast.liaison_a), []
    for name in never_theirs(matter, cast.liaison_a):
        answer = client.post(f"/matters/{matter.pk}/steps/{name}/", {"version": "1", "key": "k"})
        body = answer.content.decode()
        held = [text for text in (SOURCE_NUMBER, *names, 'name="version"') if text in body]
        if answer.status_code != 403 or held:
            found.append((name, answer.status_code, held))
    assert found == []
