"""What hangs on a matter and is meant for one organisation alone: events, attachments, papers, deadlines."""

import pytest

from deadlines.models import Deadline
from documents import services as documents
from documents.models import Document
from matters.models import Attachment, Event
from tests.courses import Course, upload
from tests.workflow.days import TUESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
OUTSIDE = [
    "liaison_a",
    "head_a",
    "assessor",
    "superior_handler",
    "liaison_government",
    "liaison_b",
    "auditor",
]
MODELS = [Event, Attachment, Document, Deadline]
OPINION = "仅本院可见的审核意见"
BEFORE_ISSUE = {"decide_investigation", "start_draft", "submit", "review", "review_policy", "approve"}


@pytest.fixture
def served(cast) -> Course:
    """Drafted with opinions, a signed sheet and a report, issued and served."""
    course = Course(cast).draft()
    course.take("submit", cast.handler)
    decided = {"decided_by": cast.department_head, "decided_on": TUESDAY}
    course.take("review", cast.handler, opinion=OPINION, signed_sheet=upload(cast.handler.user), **decided)
    course.take("review_policy", cast.policy_reviewer, opinion=OPINION, files=[upload(cast.handler.user)])
    course.take("approve", cast.chief, opinion=OPINION)
    course.take("issue", cast.handler)
    course.take("sign_for", cast.liaison_a, consents=True)
    return course


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_from_before_issue_is_for_anybody_outside(cast, served, model):
    kept_in = model.objects.filter(audience=cast.procuratorate)
    assert kept_in.exists() or model is Document
    for name in OUTSIDE:
        assert not (model.objects.visible_to(getattr(cast, name)) & kept_in).exists(), name


def test_the_events_of_drafting_are_all_kept_in(cast, served):
    verbs = served.matter.events.filter(audience=cast.procuratorate).values_list("verb", flat=True)
    assert set(verbs) >= BEFORE_ISSUE
    assert {event.verb for event in Event.objects.visible_to(cast.liaison_a)} == {"issue", "sign_for"}


@pytest.mark.parametrize("name", ["liaison_a", "assessor", "superior_handler"])
def test_no_opinion_reaches_a_page_of_somebody_outside(cast, served, sign_in, name):
    page = sign_in(getattr(cast, name)).get(f"/matters/{served.matter.pk}/").content.decode()
    assert "检察建议书" in page
    assert OPINION not in page
    assert "审批签署页" not in page


@pytest.mark.parametrize("name", OUTSIDE)
def test_attachments_of_the_opinions_are_not_found(cast, served, sign_in, name):
    client = sign_in(getattr(cast, name))
    for row in Attachment.objects.filter(audience=cast.procuratorate):
        assert client.get(f"/matters/{served.matter.pk}/attachments/{row.pk}/").status_code == 404


def test_the_procuratorate_itself_reads_them(cast, served, sign_in):
    assert OPINION in sign_in(cast.clerk).get(f"/matters/{served.matter.pk}/").content.decode()


def test_the_inside_of_an_agency_is_seen_by_it_alone(cast, served):
    served.take("assign_inside", cast.liaison_a, section="市场股", instruction="请尽快办理")
    assert "assign_inside" in {event.verb for event in Event.objects.visible_to(cast.head_a)}
    for name in ("handler", "chief", "assessor", "superior_handler"):
        assert "assign_inside" not in {e.verb for e in Event.objects.visible_to(getattr(cast, name))}


def test_the_inside_deadline_of_an_agency_is_seen_by_it_alone(cast, served, tuesday):
    served.take("assign_inside", cast.liaison_a, section="市场股", due_on=tuesday.replace(day=30))
    inside = Deadline.objects.get(rule="target.inside")
    assert inside in Deadline.objects.visible_to(cast.liaison_a)
    for name in ("handler", "assessor", "superior_handler"):
        assert inside not in Deadline.objects.visible_to(getattr(cast, name))


def test_a_visit_is_kept_in_unless_it_is_shared(cast, served):
    served.take("record_visit", cast.handler, findings="未见明显整改。")
    served.take("record_visit", cast.handler, findings="已见清运。", shared=True)
    shown = Event.objects.visible_to(cast.liaison_a).filter(verb="record_visit")
    assert [event.data["findings"] for event in shown] == ["已见清运。"]


def test_the_record_with_the_superior_is_the_procuratorates_own(cast, served):
    served.take("record_with_superior", cast.handler, to="州检察院")
    assert not Event.objects.visible_to(cast.liaison_a).filter(verb="record_with_superior").exists()
    assert (
        not Deadline.objects.visible_to(cast.liaison_a).filter(rule__endswith="record_with_superior").exists()
    )


def test_a_paper_with_an_audience_is_not_found_by_others(cast, served, sign_in):
    paper = documents.keep_scan(
        matter=served.matter, event=served.matter.events.first(), kind="recommendation",
        upload=upload(cast.handler.user), audience=cast.procuratorate,
    )  # fmt: skip
    assert sign_in(cast.clerk).get(paper.get_absolute_url()).status_code == 200
    assert sign_in(cast.liaison_a).get(paper.get_absolute_url()).status_code == 404
