"""Nothing leaves a house past its office: what a section writes is sent by the liaison or the head, and by nobody else."""

from datetime import date

import pytest

from deadlines.models import Deadline
from documents.models import Document
from matters.models import Attachment, Event
from matters.registry import registered_models
from notices.models import Notice
from organisations.models import Membership, Role
from recommendations import rules
from recommendations.models import Recommendation
from recommendations.records import Progress
from tests.courses import Course, upload
from tests.workflow.handing import address, hand_over, page
from workflow.errors import Refused
from workflow.models import Proposal
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
#: What a section may take itself: handing over what it wrote, and taking that back. Both are seen by its house alone.
HANDING = {"propose", "withdraw_proposal"}
WRITTEN = "已责令停止排放，清运废渣二十立方米。"


@pytest.fixture
def course(cast) -> Course:
    """Assigned to an officer, with a day inside."""
    cast.everyone()
    course = Course(cast).served()
    course.take(
        "assign_inside", cast.liaison_a, section="执法大队", person=cast.officer_a, due_on=date(2026, 10, 20)
    )
    return course


def test_a_section_takes_no_step_of_its_own_that_others_see():
    """Of every kind of matter, whatever is declared tomorrow."""
    for model in registered_models():
        taken = {
            name
            for name, step in steps_of(model).items()
            if Role.SECTION_OFFICER in (*step.who.roles, *step.who.recorders)
        }
        assert taken <= HANDING, f"{taken - HANDING}: 承办股室 writes it (`prepares`), and its house sends it"


def seen_by(matter: Recommendation, person: Membership) -> dict[str, list]:
    """All that `person` may see of the matter."""
    hanging = {
        model: model.objects.filter(matter=matter.pk) for model in (Event, Attachment, Document, Deadline)
    }
    seen = {
        model.__name__: list(rows.in_audience(person).values_list("pk", flat=True))
        for model, rows in hanging.items()
    }
    told = Notice.objects.filter(matter=matter.pk, organisation=person.organisation_id)
    return seen | {
        "Notice": list(told.values_list("pk", flat=True)),
        "Progress": list(Progress.objects.values_list("pk")),
    }


def test_what_a_section_does_is_seen_by_nobody_outside(cast, course):
    readers = (cast.handler, cast.chief, cast.assessor, cast.superior_handler)
    before = [seen_by(course.matter, each) for each in readers]
    proposal = hand_over(
        course, "report_progress", cast.officer_a, text=WRITTEN, files=[upload(cast.officer_a.user)]
    )
    course.take("withdraw_proposal", cast.officer_a, proposal=proposal)
    assert [seen_by(course.matter, each) for each in readers] == before
    assert course.matter.events.filter(audience=cast.agency_a).count() == 3


def test_the_liaison_is_told_and_finds_it_ready(cast, course, sign_in):
    file = upload(cast.officer_a.user, "照片.pdf")
    hand_over(course, "report_progress", cast.officer_a, type="proof", text=WRITTEN, files=[file])
    told = Notice.objects.get(recipient=cast.liaison_a.user, verb="propose")
    assert told.link == address(course.matter, "report_progress")
    assert not Notice.objects.filter(recipient=cast.head_a.user, verb="propose").exists()
    text = sign_in(cast.liaison_a).get(told.link).content.decode()
    assert WRITTEN in text
    assert "照片.pdf" in text
    assert course.matter.deadlines.get(rule=rules.INSIDE).status == "closed"


def test_what_the_liaison_sends_reaches_the_procuratorate(cast, course, sign_in):
    file = upload(cast.officer_a.user, "照片.pdf")
    hand_over(course, "report_progress", cast.officer_a, type="proof", text=WRITTEN, files=[file])
    fields = {"type": "proof", "text": f"{WRITTEN}另附照片。", "files-staged": str(file.pk)}
    answer = sign_in(cast.liaison_a).post(
        address(course.matter, "report_progress"), page(Recommendation.objects.get(), **fields)
    )
    assert answer.status_code == 302, answer.content.decode()
    assert Proposal.objects.get().status == Proposal.Status.TAKEN
    event = Event.objects.get(verb="report_progress")
    assert (event.audience, event.actor, event.data["text"]) == (None, cast.liaison_a, f"{WRITTEN}另附照片。")
    assert [each.upload for each in event.attachments.all()] == [file]
    assert Notice.objects.filter(recipient=cast.handler.user, verb="report_progress").exists()
    assert Notice.objects.filter(recipient=cast.officer_a.user, verb="report_progress").exists()


def test_it_begins_the_reply_which_takes_it_over(cast, course, sign_in):
    file = upload(cast.officer_a.user, "照片.pdf")
    hand_over(course, "report_progress", cast.officer_a, text=WRITTEN, files=[file])
    client, where = sign_in(cast.liaison_a), address(course.matter, "reply")
    form = client.get(where).context["form"]
    assert form.initial["text"] == WRITTEN
    assert [row["name"] for row in form.fields["files"].widget.staged] == ["照片.pdf"]
    results = {f"result_{advice.pk}": "done" for advice in course.matter.advices.all()}
    letter = upload(cast.liaison_a.user, "复函.pdf")
    fields = {"text": WRITTEN, "files-staged": str(file.pk), "paper_scans-staged": str(letter.pk), **results}
    answer = client.post(where, page(Recommendation.objects.get(), **fields))
    assert answer.status_code == 302, answer.content.decode()
    event = Event.objects.get(verb="reply")
    assert (event.data["results"][0]["result"], [each.upload for each in event.attachments.all()]) == (
        "已整改到位",
        [file],
    )
    assert Proposal.objects.get().status == Proposal.Status.TAKEN
    assert not Deadline.objects.filter(
        matter=course.matter.pk, rule="target.decide_proposed", status="open"
    ).exists()


def test_sent_back_it_returns_to_its_writer(cast, course):
    proposal = hand_over(course, "report_progress", cast.officer_a, text=WRITTEN)
    course.take("send_back_proposal", cast.liaison_a, proposal=proposal, word="请补充照片。")
    assert Notice.objects.filter(recipient=cast.officer_a.user, verb="send_back_proposal").exists()
    assert course.matter.deadlines.get(rule="target.mend_proposed").responsible_role == Role.SECTION_OFFICER


def test_the_door_refuses_the_section_itself(cast, course, sign_in):
    with pytest.raises(Refused, match="填写后提交"):
        course.take("report_progress", cast.officer_a, text=WRITTEN)
    client, where = sign_in(cast.officer_a), address(course.matter, "report_progress")
    assert client.get(where).url == address(course.matter, "report_progress", propose=True)
    assert client.post(where, page(course.matter, text=WRITTEN, type="progress")).status_code == 403


def test_a_section_takes_back_nothing_of_its_office(cast, course):
    proposal = hand_over(course, "object", cast.liaison_a, grounds="职责不在本局。")
    with pytest.raises(Refused):
        course.take("withdraw_proposal", cast.officer_a, proposal=proposal)


def test_without_a_liaison_the_head_is_told(cast, course):
    for place in (cast.liaison_a, cast.substitute_a):
        Membership.objects.filter(pk=place.pk).update(ended_on=date(2026, 10, 13))
    hand_over(course, "report_progress", cast.officer_a, text=WRITTEN)
    assert Notice.objects.filter(recipient=cast.head_a.user, verb="propose").exists()


def test_from_home_the_officer_writes_and_the_liaison_checks(cast, course, sign_in):
    def buttons(person: Membership) -> list[tuple[str, str]]:
        parts = sign_in(person).get("/").context["parts"]
        rows = [row for part in parts for group in part.get("groups", []) for row in group["rows"]]
        return [(row["next"]["label"], row["next"]["url"]) for row in rows if row["next"]]

    proposing = address(course.matter, "report_progress", propose=True)
    assert buttons(cast.officer_a) == [("报送整改进展", proposing)]
    hand_over(course, "report_progress", cast.officer_a, text=WRITTEN)
    assert ("核对", address(course.matter, "report_progress")) in buttons(cast.liaison_a)
