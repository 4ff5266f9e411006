"""What nobody would find is not sent: an organisation without 职能 is refused, one without people gets paper."""

import pytest

from organisations.models import Organisation, OrganisationCapability
from recommendations import rules
from recommendations.by_hand import by_hand
from tests.assessment.conftest import Paper
from tests.courses import Course, fill
from tests.workflow.handing import address, page
from workflow.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def unsorted(cast) -> Organisation:
    """Saved without a 职能."""
    OrganisationCapability.objects.filter(organisation=cast.agency_b).delete()
    return Organisation.objects.get(pk=cast.agency_b.pk)


@pytest.mark.parametrize(
    "kind", ["social_governance", "public_interest", "correction", "other_recommendation"]
)
def test_without_a_capability_it_is_no_recipient_of_any_kind(unsorted, kind):
    assert "尚未登记职能" in rules.why_not_to(kind, "", unsorted)


def refused(take) -> dict[str, str]:
    with pytest.raises(Invalid) as problem:
        take()
    return problem.value.fields


def test_the_door_refuses_it_wherever_it_is_chosen(cast, unsorted):
    """Submitted, registered, corrected, drafted for instead of another, copied."""
    draft = Course(cast).begin()
    draft.take("start_draft", cast.handler, report="现场查明堆放固体废物。")
    fill(draft.matter, [unsorted])
    served = Course(cast).served()
    returned = Course(cast).issued()
    returned.take("return_unsigned", cast.liaison_a, reason="不属本局职责")
    tries = {
        "submit": lambda: draft.take("submit", cast.handler),
        "register_issued": lambda: Paper(cast, unsorted).served(None, "1"),
        "correct": lambda: (
            Course(cast)
            .registered()
            .take("correct", cast.department_head, field="recipient", new=unsorted, reason="登记有误")
        ),
        "draft_for_another": lambda: returned.take("draft_for_another", cast.handler, recipient=unsorted),
        "add_copy": lambda: served.take("add_copy", cast.chief, copied_to=[unsorted]),
    }
    for name, take in tries.items():
        assert "尚未登记职能" in "".join(refused(take).values()), name


def test_the_forms_say_so_at_their_field(cast, unsorted, sign_in):
    client = sign_in(cast.handler)
    fields = {
        "kind": "social_governance",
        "recipients": [unsorted.pk],
        "copied_to": [unsorted.pk],
        "version": 0,
    }
    answer = client.post("/matters/new/recommendation/register_issued/", fields)
    errors = answer.context["form"].errors
    assert "尚未登记职能" in errors["recipients"][0]
    assert "尚未登记职能" in errors["copied_to"][0]


def test_it_cannot_be_saved_without_one(cast, sign_in):
    client, agency = sign_in(cast.system_admin), cast.agency_b
    where = f"/admin/organisations/organisation/{agency.pk}/change/"
    form = client.get(where).context["adminform"].form
    fields = {name: form.initial.get(name) or "" for name in form.fields}
    rows = list(agency.capabilities.order_by("pk"))
    inline = {"capabilities-TOTAL_FORMS": len(rows), "capabilities-INITIAL_FORMS": len(rows)}
    for place, row in enumerate(rows):
        inline |= {f"capabilities-{place}-id": row.pk, f"capabilities-{place}-capability": row.capability}
        inline |= {f"capabilities-{place}-organisation": agency.pk, f"capabilities-{place}-DELETE": "on"}
    answer = client.post(where, fields | inline)
    assert "请至少选定一项职能" in answer.content.decode()
    assert agency.capabilities.count() == len(rows)


def test_whom_nobody_could_sign_for_gets_it_by_hand_and_the_page_says_so(cast, sign_in):
    assert cast.liaison_a
    course = Paper(cast, cast.court, "retrial").served(None, "1", issued="2026-10-12")
    assert by_hand([cast.court, cast.agency_a]) == by_hand([cast.court])
    (sentence,) = by_hand([cast.court])
    assert "九寨沟县人民法院" in sentence
    assert "登记送达" in sentence
    text = sign_in(cast.handler).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "没有可以在线签收的人员" in text


def test_who_issues_is_told_whose_paper_goes_by_hand(cast, sign_in):
    course = Course(cast).approved()
    client = sign_in(cast.handler)
    answer = client.post(address(course.matter, "issue"), page(course.matter), follow=True)
    assert "县市场监督管理局在系统内没有可以签收的人员" in answer.content.decode()
