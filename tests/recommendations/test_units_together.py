"""Linked recipients are one thing to the eye, and what is alike is entered once."""

import pytest

from common.when import When
from matters.verifying import verify
from recommendations.models import IntendedRecipient, Recommendation
from tests.courses import Course, upload
from tests.recommendations.test_one_paper_for_several import again, issued, registered
from workflow import page, timeline, together
from workflow.dossier.pieces import pieces
from workflow.errors import Invalid
from workflow.foresight import foresee
from workflow.perform import declared_step, perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def names(table) -> list[str]:
    return [row["cells"][0]["text"] for row in table["rows"]]


def test_the_lead_sees_state_and_day_of_every_unit(cast):
    matters = issued(cast)
    for matter in matters:
        table = page.context(matter, cast.handler)["units"]
        assert names(table) == [each.recipient.name for each in matters]
        assert all(row["cells"][1]["state"]["word"] == matter.get_state_display() for row in table["rows"])
        assert all(row["cells"][3]["text"] for row in table["rows"])


def test_a_unit_whose_day_is_not_known_stands_there_without_one(cast):
    """Of a receipt known by its month alone no last day is computed."""
    month = {"issued_on": "2026-08", "received_on": When.parse("2026-08"), "receipt_assumed": True}
    matter = registered(cast, **month)[0]
    table = page.context(matter, cast.handler)["units"]
    assert [row["cells"][3]["text"] for row in table["rows"]] == [""] * len(table["rows"])


def test_an_agency_sees_whom_the_shared_paper_names_and_no_more(cast):
    matters = issued(cast)
    table = page.context(matters[0], cast.liaison_a)["units"]
    assert names(table) == [each.recipient.name for each in matters]
    assert [row["cells"][1].get("text") for row in table["rows"]][1:] == ["文书所列单位"] * 2


def test_an_agency_with_a_paper_of_its_own_does_not_learn_of_the_others(cast, sign_in):
    matters = issued(cast, texts="each")
    assert page.context(matters[0], cast.liaison_a)["units"] is None
    assert "水务局" not in sign_in(cast.liaison_a).get(f"/matters/{matters[0].pk}/").content.decode()


def test_links_name_the_unit_in_every_direction(cast):
    matters = issued(cast)
    for matter in matters:
        shown = " ".join(link["title"] for link in together.links(matter, cast.handler))
        assert all(each.recipient.short_name in shown for each in matters if each != matter)
        assert matter.recipient.short_name not in shown


def test_a_matter_that_stands_alone_has_no_table(cast):
    assert page.context(Course(cast).issued().matter, cast.handler)["units"] is None


def test_the_part_before_issue_is_in_each_ones_record(cast):
    first, *others = issued(cast)
    before = [entry["sentence"] for entry in timeline.entries(first, cast.handler)][1:]
    for matter in others:
        shown = timeline.entries(matter, cast.handler)
        assert [entry["sentence"] for entry in shown][-len(before) :] == before
        assert all("制发前共同经过" in entry["flags"][0] for entry in shown[-len(before) :])
        assert matter.events.count() == 1


@pytest.mark.parametrize("who", ["liaison_b", "assessor", "superior_handler"])
def test_the_part_before_issue_is_the_houses_alone(cast, who):
    _, _, third = issued(cast)
    assert "制发前共同经过" not in str(timeline.entries(third, getattr(cast, who)))


def test_the_part_before_issue_is_in_each_ones_dossier(cast):
    sheet = upload(cast.handler.user, "审批签署页.pdf")
    course = Course(cast).submitted()
    course.take("review", cast.department_head, opinion="同意", files=[sheet])
    course.take("review_policy", cast.policy_reviewer, opinion="同意")
    course.take("approve", cast.chief)
    IntendedRecipient.objects.create(recommendation=course.matter, organisation=cast.agency_b)
    course.take("issue", cast.handler)
    second = Recommendation.objects.get(recipient=cast.agency_b)
    assert "审批签署页.pdf" in [piece.title for piece in pieces(second, cast.handler)]
    assert "审批签署页.pdf" not in [piece.title for piece in pieces(second, cast.liaison_b)]


def test_the_verification_says_where_the_part_before_issue_is_kept(cast, sign_in):
    _, second, _ = issued(cast)
    shown = sign_in(cast.handler).get(f"/matters/{second.pk}/history/").content.decode()
    assert "随该件校验" in shown
    assert "县市场监管局一件" in shown
    assert not list(verify(second))


def test_the_record_with_the_superior_is_entered_once(cast, sign_in):
    matters = issued(cast)
    form = {"version": matters[0].version, "to": "州检察院", "along": [each.pk for each in matters[1:]]}
    answer = sign_in(cast.handler).post(f"/matters/{matters[0].pk}/steps/record_with_superior/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    for matter in again(matters):
        assert matter.events.filter(verb="record_with_superior").exists()
        assert not matter.deadlines.filter(rule="recommendation.record_with_superior", status="open").exists()


def served(cast, sign_in, matters, **more):
    proofs = {f"files_{pk}-staged": [str(upload(cast.handler.user).pk)] for pk in more.get("along", [])}
    data = proofs | {
        "version": matters[0].version,
        "way": "direct",
        "received_on": "2026-09-02",
        "receiver": "王某",
        "files-staged": [str(upload(cast.handler.user).pk)],
        **more,
    }
    return sign_in(cast.handler).post(f"/matters/{matters[0].pk}/steps/record_service/", data)


def test_service_is_entered_once_with_a_day_for_each(cast, sign_in):
    matters = registered(cast)
    other = matters[1].pk
    answer = served(cast, sign_in, matters, along=[other], **{f"received_on_{other}": "2026-09-04"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert [matter.received_on for matter in again(matters)] == ["2026-09-02", "2026-09-04"]
    assert all(matter.attachments.exists() for matter in again(matters))
    assert "receiver" not in again(matters)[1].events.get(verb="record_service").data


def test_no_unit_sees_the_proof_of_another(cast, sign_in):
    matters = registered(cast)
    served(cast, sign_in, matters, along=[matters[1].pk])
    first, second = ({file.upload_id for file in matter.attachments.all()} for matter in again(matters))
    assert first
    assert second
    assert not first & second


def test_a_unit_without_a_proof_is_not_served(cast, sign_in):
    matters = registered(cast)
    answer = served(cast, sign_in, matters, along=[matters[1].pk], **{f"files_{matters[1].pk}-staged": []})
    assert list(answer.context["form"].errors) == [f"files_{matters[1].pk}"]
    assert [matter.state for matter in again(matters)] == ["issued", "issued"]


def test_units_that_are_not_ticked_are_not_served(cast, sign_in):
    matters = registered(cast)
    served(cast, sign_in, matters)
    assert [matter.state for matter in again(matters)] == ["rectifying", "issued"]


def test_a_day_that_does_not_fit_one_of_them_stands_at_its_field(cast, sign_in):
    matters = registered(cast)
    other = matters[1].pk
    answer = served(cast, sign_in, matters, along=[other], **{f"received_on_{other}": "2026-08-01"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [f"received_on_{other}"]
    assert [matter.state for matter in again(matters)] == ["issued", "issued"]


def test_a_unit_that_cannot_be_served_is_not_offered(cast, sign_in):
    matters = registered(cast)
    perform(matter=matters[1], step="withdraw", actor=cast.chief, reasons="重复", others="this")
    shown = sign_in(cast.handler).get(f"/matters/{matters[0].pk}/steps/record_service/")
    assert "along" not in shown.context["form"].fields
    assert served(cast, sign_in, again(matters), along=[matters[1].pk]).status_code == 302
    assert again(matters)[1].received_on == ""


def test_foretelling_covers_every_unit(cast):
    course = Course(cast).approved()
    IntendedRecipient.objects.create(recommendation=course.matter, organisation=cast.agency_b)
    matter = Recommendation.objects.get(pk=course.matter.pk)
    told = foresee(matter, declared_step(matter, "issue"), cast.handler, {})
    assert any(sentence.startswith("县水务局：") and "签收" in sentence for sentence in told)


def test_a_refusal_in_one_of_them_writes_nothing(cast):
    matters = registered(cast)
    perform(matter=matters[1], step="withdraw", actor=cast.chief, reasons="重复", others="this")
    with pytest.raises(Invalid, match="县市场监管局"):
        perform(
            matter=matters[0],
            step="record_service",
            actor=cast.handler,
            received_on=When.parse("2026-09-02"),
            way="post",
            along=again(matters)[1:],
        )
    assert again(matters)[0].state == "issued"
