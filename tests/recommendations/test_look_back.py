"""回头看: after the end; a relapse begins a draft of its own."""

import pytest

from common import clock
from common.when import When
from recommendations import rules
from recommendations.letters import look_back_content
from recommendations.models import Recommendation
from tests.courses import Course
from workflow import together
from workflow.effects import Taking
from workflow.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def looked(cast, kind: str = "social_governance", **data) -> Course:
    course = Course(cast, kind).closed()
    course.take("look_back", cast.handler, findings="河段又有堆放。", **data)
    return course


def test_the_matter_stays_closed(cast):
    matter = looked(cast).matter
    assert matter.state == "closed"
    assert set(matter.deadlines.running().values_list("rule", flat=True)) == {rules.RECORD}


def test_the_finding_is_the_procuratorates_unless_it_is_shared(cast):
    assert looked(cast).matter.events.get(verb="look_back").audience == cast.procuratorate
    assert looked(cast, shared=True).matter.events.get(verb="look_back").audience is None


def test_a_report_is_made_when_asked_for(cast):
    assert not looked(cast).matter.documents.filter(kind="look_back_report").exists()
    assert looked(cast, build_report=True).matter.documents.get(kind="look_back_report").audience


def test_the_report_has_no_addressee_and_names_the_recipient(cast):
    content = look_back_content(
        Course(cast).closed().matter, Taking(cast.handler, When.on(clock.today()), clock.now())
    )
    assert not content.recipient
    assert f"向{cast.agency_a.name}发出检察建议书" in content.text
    assert "你单位" not in content.text


def test_a_relapse_begins_a_linked_draft_with_the_facts(cast):
    matter = looked(cast, relapse=True).matter
    draft = Recommendation.objects.get(earlier_links__earlier=matter)
    assert (draft.state, draft.facts, draft.number) == ("draft", matter.facts, "")
    assert (draft.source, draft.origin) == ("own_case", f"本院对{matter.number}办理情况回头看时发现。")
    assert [row.organisation for row in draft.intended.all()] == [cast.agency_a]
    assert draft.advices.count() == matter.advices.count()


def test_without_a_relapse_nothing_begins(cast):
    looked(cast)
    assert Recommendation.objects.count() == 1


def test_each_of_the_two_says_what_the_other_is_to_it(cast):
    matter = looked(cast, relapse=True).matter
    draft = Recommendation.objects.get(earlier_links__earlier=matter)
    assert [link["relation"] for link in together.links(matter, cast.handler)] == ["后续事项"]
    assert [link["relation"] for link in together.links(draft, cast.handler)] == ["前序事项"]


def test_the_link_leads_there_for_the_procuratorate_alone(cast, sign_in):
    matter = looked(cast, relapse=True).matter
    address = f"/matters/{Recommendation.objects.get(earlier_links__earlier=matter).pk}/"
    assert address in sign_in(cast.handler).get(f"/matters/{matter.pk}/").content.decode()
    assert address not in sign_in(cast.liaison_a).get(f"/matters/{matter.pk}/").content.decode()


def test_nobody_looks_back_before_the_end(cast):
    with pytest.raises(Invalid) as problem:
        looked(cast, occurred_at=When.parse("2026-10-12"))
    assert list(problem.value.fields) == ["occurred_at"]
