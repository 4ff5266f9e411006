"""Whoever registers does not become the handler by that: 承办人 is asked, proposed, and told."""

import pytest

from common.when import When
from notices.models import Notice
from recommendations.models import Recommendation
from tests.courses import Course, upload
from workflow.errors import Invalid
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
REGISTER = "/matters/new/recommendation/register_issued/"


def registered_by_clerk(cast, **fields) -> Recommendation:
    event = perform(
        matter=Course(cast).new(**fields),
        step="register_issued",
        actor=cast.clerk,
        recipients=[cast.agency_a],
        number="川九检建〔2026〕7号",
        issued_on=When.parse("2026-09-01"),
        paper_scans=[upload(cast.clerk.user)],
    )
    return Recommendation.objects.get(pk=event.matter_id)


def posted(cast, **more) -> dict:
    return {
        "version": "0",
        "kind": "social_governance",
        "title": "示例河段堆放固体废物",
        "number": "川九检建〔2026〕7号",
        "recipients": [cast.agency_a.pk],
        "issued_on": "2026-09-01",
        "sensitivity": "ordinary",
        "paper_scans-staged": [str(upload(cast.clerk.user).pk)],
        **more,
    }


def test_a_clerk_who_registers_is_not_in_charge(cast):
    assert registered_by_clerk(cast, handler=cast.handler).handler == cast.handler


@pytest.mark.parametrize("step", ["register_issued", "decide_investigation"])
def test_nothing_begins_that_is_nobody_s(cast, step):
    paper = {"recipients": [cast.agency_a], "number": "1号", "issued_on": When.parse("2026-09-01")}
    data = paper if step == "register_issued" else {}
    data |= {"decided_by": cast.chief, "decided_on": When.parse("2026-09-01")}
    with pytest.raises(Invalid, match="请选择承办人"):
        perform(matter=Course(cast).new(), step=step, actor=cast.clerk, **data)


def test_a_clerk_is_not_chosen_where_the_house_has_procurators(cast):
    _ = cast.handler
    with pytest.raises(Invalid, match="由检察官担任"):
        registered_by_clerk(cast, handler=cast.clerk)


def test_the_handler_is_asked_on_the_form_of_a_clerk(cast, sign_in):
    _ = cast.handler, cast.second_handler
    answer = sign_in(cast.clerk).post(REGISTER, posted(cast))
    assert answer.status_code == 422
    assert "handler" in answer.context["form"].errors


def test_what_the_clerk_chose_is_kept_and_the_handler_told(cast, sign_in):
    answer = sign_in(cast.clerk).post(REGISTER, posted(cast, handler=cast.handler.pk))
    assert answer.status_code == 302
    assert Recommendation.objects.get().handler == cast.handler
    told = Notice.objects.filter(recipient=cast.handler.user).values_list("text", flat=True)
    assert len(told) == 2
    assert any("由您承办" in text for text in told)
    assert any("没有人能收到下列通知" in text for text in told)


def test_a_forged_handler_of_another_house_is_refused(cast, sign_in):
    answer = sign_in(cast.clerk).post(REGISTER, posted(cast, handler=cast.superior_handler.pk))
    assert answer.status_code == 422
    assert not Recommendation.objects.exists()


def test_a_handler_finds_themselves_proposed(cast, sign_in):
    _ = cast.second_handler
    form = sign_in(cast.handler).get(REGISTER).context["form"]
    assert form["handler"].initial == cast.handler.pk


def test_a_handler_may_register_for_a_colleague(cast, sign_in):
    data = posted(cast, handler=cast.second_handler.pk)
    data["paper_scans-staged"] = [str(upload(cast.handler.user).pk)]
    sign_in(cast.handler).post(REGISTER, data)
    assert Recommendation.objects.get().handler == cast.second_handler
    assert Notice.objects.filter(recipient=cast.second_handler.user).exists()


def test_a_clerk_finds_the_one_they_last_registered_for(cast, sign_in):
    registered_by_clerk(cast, handler=cast.second_handler)
    _ = cast.handler
    form = sign_in(cast.clerk).get(REGISTER).context["form"]
    assert form["handler"].initial == cast.second_handler.pk


def test_where_there_is_one_handler_they_are_proposed(cast, sign_in):
    _ = cast.handler
    assert sign_in(cast.clerk).get(REGISTER).context["form"]["handler"].initial == cast.handler.pk


def test_what_stands_in_a_clerk_s_name_locks_no_handler_out(cast):
    matter = Course(cast).registered().matter
    matter.handler = cast.clerk
    matter.save()
    Course(cast).matter = matter
    perform(matter=matter, step="record_visit", actor=cast.second_handler, findings="走访")


def test_a_clerk_hands_the_filing_over_for_a_handler(cast, sign_in):
    _ = cast.handler, cast.chief
    data = {
        "version": "0",
        "title": "示例河段",
        "sensitivity": "ordinary",
        "source": "own_case",
        "handler": cast.handler.pk,
    }
    answer = sign_in(cast.clerk).post("/matters/new/recommendation/file_case/propose/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Recommendation.objects.get().handler == cast.handler
