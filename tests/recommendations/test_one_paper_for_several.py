"""Several recipients: one text under one number, a row shared by all; or a number and a text for each."""

import io
import zipfile

import pytest

from common.when import When
from documents.models import Document, NumberPattern
from matters import standing
from matters.models import AccessLog, MatterLink
from recommendations.models import IntendedRecipient, Recommendation
from recommendations.records import Advice
from recommendations.requests import OBJECTION
from tests.courses import Course, upload
from workflow.errors import Invalid
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
REGISTER = "/matters/new/recommendation/register_issued/"


def approved(cast) -> Course:
    course = Course(cast).approved()
    with standing.collecting():
        for organisation in (cast.police, cast.agency_b):
            IntendedRecipient.objects.create(recommendation=course.matter, organisation=organisation)
    return course


def issued(cast, **data) -> list[Recommendation]:
    approved(cast).take("issue", cast.handler, **data)
    return list(Recommendation.objects.order_by("pk"))


def registered(cast, **data) -> list[Recommendation]:
    Course(cast).registered(recipients=[cast.agency_b, cast.agency_a], **data)
    return list(Recommendation.objects.order_by("pk"))


def papers(matter) -> list[Document]:
    return list(Document.objects.of(matter.pk).filter(kind="recommendation"))


def words(document) -> str:
    document.file.seek(0)
    return zipfile.ZipFile(io.BytesIO(document.file.read())).read("word/document.xml").decode()


@pytest.mark.parametrize("way", [issued, registered])
def test_one_text_is_one_row_shared_by_all(cast, way):
    matters = way(cast)
    (paper,) = papers(matters[0])
    assert all(papers(matter) == [paper] for matter in matters)
    assert Document.objects.filter(kind="recommendation").count() == 1


def test_addressees_stand_in_the_order_chosen(cast):
    first, *_ = issued(cast)
    text = words(papers(first)[0])
    places = [text.index(each.name) for each in (cast.agency_a, cast.police, cast.agency_b)]
    assert places == sorted(places)


def test_the_draft_keeps_the_order_of_choosing(cast, sign_in):
    course = Course(cast).draft()
    chosen = [cast.police.pk, cast.agency_a.pk, cast.agency_b.pk]
    data = {"title": "标题", "sensitivity": "ordinary", "recipients": chosen, "stay": "1"}
    answer = sign_in(cast.handler).post(f"/recommendations/{course.matter.pk}/draft/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert [row.organisation_id for row in course.matter.intended.all()] == chosen
    form = sign_in(cast.handler).get(f"/recommendations/{course.matter.pk}/draft/").content.decode()
    assert form.index("九寨沟县公安局</label>".replace("</label>", "")) < form.index("九寨沟县市场监督管理局")


def test_each_its_own_number_and_text(cast):
    matters = issued(cast, texts="each")
    assert len({matter.number for matter in matters}) == 3
    for matter in matters:
        (paper,) = papers(matter)
        others = [other.recipient.name for other in matters if other != matter]
        assert matter.recipient.name in words(paper)
        assert not any(name in words(paper) for name in others)


def test_those_with_papers_of_their_own_are_linked_as_such(cast):
    first, *others = issued(cast, texts="each")
    links = MatterLink.objects.filter(earlier=first, relation="parallel")
    assert {link.later_id for link in links} == {matter.pk for matter in others}


def test_the_handler_chooses_at_issue(cast, sign_in):
    course = approved(cast)
    page = sign_in(cast.handler).get(f"/matters/{course.matter.pk}/steps/issue/")
    assert "每个单位一份" in page.content.decode()
    one = Course(cast).approved()
    assert (
        "texts"
        not in sign_in(cast.handler).get(f"/matters/{one.matter.pk}/steps/issue/").context["form"].fields
    )


def test_the_clerk_chooses_when_registering(cast, sign_in):
    data = {
        "version": "0",
        "kind": "social_governance",
        "title": "示例河段堆放固体废物",
        "number": "川九检建〔2026〕7号",
        "recipients": [cast.agency_b.pk, cast.agency_a.pk],
        "texts": "each",
        "issued_on": "2026-09-01",
        "sensitivity": "ordinary",
        "handler": cast.handler.pk,
        "paper_scans-staged": [str(upload(cast.handler.user).pk)],
    }
    client = sign_in(cast.handler)
    asked = client.post(REGISTER, data)
    own = {f"number_{cast.agency_a.pk}", f"scans_{cast.agency_a.pk}"}
    assert asked.status_code == 422
    assert own <= set(asked.context["form"].errors)
    data |= {
        f"number_{cast.agency_a.pk}": "川九检建〔2026〕8号",
        f"scans_{cast.agency_a.pk}-staged": [str(upload(cast.handler.user).pk)],
    }
    answer = client.post(REGISTER, data)
    assert answer.status_code == 302, answer.context["form"].errors
    numbers = {matter.recipient_id: matter.number for matter in Recommendation.objects.all()}
    assert numbers == {cast.agency_b.pk: "川九检建〔2026〕7号", cast.agency_a.pk: "川九检建〔2026〕8号"}


def test_papers_of_their_own_need_numbers_of_their_own(cast):
    with pytest.raises(Invalid, match="分别填写文号"):
        registered(cast, texts="each")


@pytest.mark.parametrize("who", ["liaison_a", "liaison_b", "handler"])
def test_each_addressee_downloads_the_shared_paper_in_its_own_matter(cast, sign_in, who):
    reader, (first, *_) = getattr(cast, who), issued(cast)
    (paper,) = papers(first)
    assert sign_in(reader).get(paper.get_absolute_url()).status_code == 200
    seen = Recommendation.objects.filter(recipient=reader.organisation).first() or first
    assert AccessLog.objects.filter(matter_id=seen.pk, action="download").exists()


def test_who_is_not_addressed_does_not_find_it(cast, sign_in):
    Course(cast).registered(recipients=[cast.agency_a, cast.police])
    assert sign_in(cast.liaison_b).get(Document.objects.first().get_absolute_url()).status_code == 404


def test_each_page_and_dossier_hold_it(cast, sign_in):
    for matter in issued(cast):
        assert (
            papers(matter)[0].get_absolute_url()
            in sign_in(cast.handler).get(f"/matters/{matter.pk}/").content.decode()
        )
        assert "检察建议书（" in sign_in(cast.handler).get(f"/matters/{matter.pk}/dossier/").content.decode()


def changed(cast, matter, step: str, **data) -> None:
    new = {} if step == "withdraw" else {"advices": ["变更后的建议"]}
    perform(matter=matter, step=step, actor=cast.chief, reasons="认定事实有误。", **new, **data)


def again(matters) -> list[Recommendation]:
    return [Recommendation.objects.get(pk=matter.pk) for matter in matters]


@pytest.mark.parametrize("step", ["modify", "withdraw"])
def test_a_change_says_what_becomes_of_the_others(cast, step):
    first, *_ = issued(cast)
    with pytest.raises(Invalid, match="县水务局"):
        changed(cast, first, step)


def test_the_same_for_all_is_one_new_paper_in_force_for_each(cast):
    matters = issued(cast)
    changed(cast, matters[1], "modify", others="all")
    new = papers(matters[0])[-1]
    for matter in again(matters):
        assert papers(matter)[-1] == new
        assert (matter.paper_version, matter.number) == (2, matters[0].number)
        assert [row.text for row in matter.advices.all()] == ["变更后的建议"]
        assert all(each.recipient.name in words(new) for each in matters)


def test_this_one_only_gets_a_paper_and_a_number_of_its_own(cast):
    matters = issued(cast)
    changed(cast, matters[1], "modify", others="this")
    first, second, third = again(matters)
    assert first.number == third.number != second.number
    assert (first.paper_version, second.paper_version, third.paper_version) == (1, 2, 1)
    assert second.recipient.name in words(papers(second)[-1])
    assert first.recipient.name not in words(papers(second)[-1])
    assert len(papers(first)) == 1


def test_a_registered_change_for_one_only_needs_another_number(cast):
    first, _ = registered(cast)
    scans = [upload(cast.chief.user)]
    with pytest.raises(Invalid, match="请填写变更后的文号"):
        changed(cast, first, "modify", others="this", paper_scans=scans)


@pytest.mark.parametrize(("others", "states"), [("all", {"withdrawn"}), ("this", {"withdrawn", "issued"})])
def test_withdrawal_reaches_all_or_one(cast, others, states):
    matters = issued(cast)
    changed(cast, matters[0], "withdraw", others=others)
    assert {matter.state for matter in again(matters)} == states
    assert again(matters)[0].state == "withdrawn"


def test_an_objection_upheld_for_all_changes_them_all(cast):
    matters = issued(cast)
    for matter, liaison in zip(matters[::2], (cast.liaison_a, cast.liaison_b), strict=True):
        perform(matter=matter, step="sign_for", actor=liaison, consents=True)
    perform(matter=matters[0], step="object", actor=cast.head_a, grounds="不属本局职责")
    perform(matter=matters[2], step="object", actor=cast.head_b, grounds="事实有误")
    changed(cast, again(matters)[0], "uphold_objection", others="all", result="issued")
    assert {matter.paper_version for matter in again(matters)} == {2}
    assert OBJECTION.of(again(matters)[2]) is None
    assert again(matters)[2].events.filter(verb="changed_along").exists()


def test_what_one_of_them_does_not_allow_undoes_it_for_all(cast):
    matters = registered(cast)
    received = When.parse("2026-09-10")
    perform(matter=matters[1], step="record_service", actor=cast.handler, way="post", received_on=received)
    with pytest.raises(Invalid, match="县市场监管局：不能早于"):
        changed(cast, matters[0], "withdraw", others="all", decided_on=When.parse("2026-09-05"))
    assert "withdrawn" not in {matter.state for matter in again(matters)}


def test_a_handler_records_it_for_one_that_somebody_else_handles(cast):
    matters = issued(cast)
    perform(
        matter=matters[1],
        step="reassign",
        actor=cast.department_head,
        handler=cast.second_handler,
        reason="分工",
    )
    given = {"decided_by": cast.chief, "decided_on": When.now(), "reasons": "重复", "others": "all"}
    perform(matter=matters[0], step="withdraw", actor=cast.handler, **given)
    assert {matter.state for matter in again(matters)} == {"withdrawn"}


def test_advices_of_all_versions_stay(cast):
    matters = issued(cast)
    before = Advice.of_every_version.count()
    changed(cast, matters[0], "modify", others="all")
    assert Advice.of_every_version.count() == before + len(matters)


def test_a_number_put_right_is_put_right_for_all_and_free_again(cast):
    matters = registered(cast)
    perform(
        matter=matters[0],
        step="correct",
        actor=cast.handler,
        field="number",
        new="川九检建〔2026〕71号",
        reason="抄录有误",
    )
    assert {matter.number for matter in again(matters)} == {"川九检建〔2026〕71号"}
    Course(cast).registered(number=matters[0].number)


def test_a_number_put_right_leaves_papers_of_their_own_alone(cast):
    first, second, _ = issued(cast, texts="each")
    perform(
        matter=first,
        step="correct",
        actor=cast.handler,
        field="number",
        new="川九检建〔2026〕71号",
        reason="有误",
    )
    assert again([second])[0].number == second.number


@pytest.mark.parametrize("step", ["modify", "withdraw"])
def test_the_page_of_a_change_asks_what_becomes_of_the_others(cast, sign_in, step):
    first, *_ = issued(cast)
    form = sign_in(cast.chief).get(f"/matters/{first.pk}/steps/{step}/").context["form"]
    assert "others" in form.fields


def public(cast) -> list[Recommendation]:
    """A filed case under one number to two units, in a house whose portal allots no numbers to its decisions."""
    Course(cast, "public_interest").registered(recipients=[cast.agency_b, cast.agency_a])
    NumberPattern.objects.filter(organisation=cast.procuratorate, kind="").delete()
    return list(Recommendation.objects.order_by("pk"))


def withdraw_for_all(sign_in, cast, first, **numbers):
    data = {"version": first.version, "reasons": "认定事实有误", "others": "all", **numbers}
    return sign_in(cast.chief).post(f"/matters/{first.pk}/steps/withdraw/", data)


def test_each_units_case_ends_by_a_decision_with_a_number_of_its_own(cast, sign_in):
    first, other = public(cast)
    numbers = {"paper_number": "川九检公终〔2026〕1号", f"paper_number_{other.pk}": "川九检公终〔2026〕2号"}
    assert withdraw_for_all(sign_in, cast, first, **numbers).status_code == 302
    found = [each.servedletter_set.get().number for each in (first, other)]
    assert found == ["川九检公终〔2026〕1号", "川九检公终〔2026〕2号"]


@pytest.mark.parametrize("number", ["", "川九检公终〔2026〕1号"])
def test_a_missing_or_repeated_number_is_refused_at_the_units_own_field(cast, sign_in, number):
    first, other = public(cast)
    field = f"paper_number_{other.pk}"
    page = withdraw_for_all(sign_in, cast, first, paper_number="川九检公终〔2026〕1号", **{field: number})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert {matter.state for matter in again([first, other])} == {"issued"}


def test_where_a_case_is_not_filed_no_decision_is_asked_for(cast, sign_in):
    first, other = registered(cast)
    page = sign_in(cast.chief).get(f"/matters/{first.pk}/steps/withdraw/").content.decode()
    assert f"paper_number_{other.pk}" not in page
