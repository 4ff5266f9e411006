"""A house is a house: an agency leads, the police answer, a third side watches, and no recommendation is in sight."""

from typing import ClassVar

import pytest
from django.apps.registry import Apps

from matters.kinds import ParticipationRole
from matters.models import Event, Matter, Participation
from matters.parties import ANY, LEAD, RECIPIENT, SYSTEM, Party
from organisations.models import Membership, Role
from workflow.actors import System
from workflow.who import Who, decider, deciders, preparers, worker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
WATCHING = ParticipationRole.SUPERVISING.value


class Handover(Matter):
    """Between an agency and the police; a procuratorate reads along."""

    parties: ClassVar = (
        Party(LEAD, "移送机关", able=("enforcement",)),
        Party(RECIPIENT, "公安机关", able=("police",)),
        Party(WATCHING, "检察机关", able=("procuratorate",), watches=True),
    )

    class Meta:
        proxy = True
        app_label = "matters"
        apps = Apps()  # known to nobody else: it has no row anywhere

    def refuses_own_work(self, person: Membership) -> str:
        return "本人承办的，由其他负责人审批。" if person.pk == self.handler_id else ""


@pytest.fixture
def matter(cast) -> Handover:
    houses = {"lead": cast.agency_a, "recipient": cast.police}
    return Handover(title="涉嫌犯罪案件", kind="retrial", state="begun", handler=cast.liaison_a, **houses)


def test_each_stands_on_the_side_that_the_kind_names(cast, matter):
    sides = {cast.liaison_a: LEAD, cast.liaison_police: RECIPIENT, cast.handler: None, cast.liaison_b: None}
    assert {person: matter.side_of(person) for person in sides} == sides
    assert matter.side_of(System("到期")) == SYSTEM


def test_the_words_are_those_of_the_kind(matter):
    assert worker(RECIPIENT).refusal(matter, matter.handler) == "这一步由公安机关办理。"
    assert matter.side_word(ANY) == "移送机关、公安机关"


def test_whoever_works_for_the_house_prepares_and_its_head_decides(cast, matter):
    approving = decider(LEAD)
    assert approving.refusal(matter, cast.head_a) == ""
    assert approving.is_recording(matter, cast.liaison_a)
    assert approving.hands_to(matter, cast.liaison_a) == (Role.ORGANISATION_HEAD,)
    assert approving.decides_prepared(matter, cast.head_a)
    assert "单位负责人" in approving.refusal(matter, cast.officer_a)


def test_who_is_offered_to_hand_over_finds_the_door_open(cast, matter):
    """Of each side, and so for each house: what the page offers is what the step `propose` lets through."""
    for side, person in ((LEAD, cast.liaison_a), (LEAD, cast.intake_a), (RECIPIENT, cast.liaison_police)):
        who = Who(side, (Role.ORGANISATION_HEAD,), recorders=(Role.LIAISON, Role.INTAKE))
        assert who.hands_to(matter, person)
        assert preparers().refusal(matter, person) == ""
    assert preparers().refusal(matter, cast.officer_a) == ""
    assert deciders().refusal(matter, cast.head_a) == ""


def test_whoever_watches_takes_no_part_in_what_a_house_decides_inside(cast, matter):
    matter.watched_by = lambda organisation: WATCHING if organisation == cast.procuratorate else None
    assert matter.side_of(cast.handler) == WATCHING
    assert preparers().refusal(matter, cast.handler) == "这一步由移送机关、公安机关办理。"
    assert worker(WATCHING).refusal(matter, cast.handler) == ""


def test_an_agency_that_leads_enters_what_came_on_paper(cast, matter):
    filing = worker(RECIPIENT, from_paper=True)
    assert filing.is_entering(matter, cast.liaison_a)
    assert filing.refusal(matter, cast.intake_a) == ""
    assert filing.refusal(matter, cast.head_a) == "这一步由公安机关办理。"
    assert worker(RECIPIENT).refusal(matter, cast.liaison_a) == "这一步由公安机关办理。"


def test_the_house_that_leads_may_enter_an_earlier_day(cast, matter):
    for who in (worker(LEAD), worker(RECIPIENT, from_paper=True)):
        assert who.may_date_back(matter, cast.liaison_a)
        assert not who.may_date_back(matter, cast.liaison_police)


def test_a_decision_that_is_recorded_was_made_in_the_recorders_own_house(cast, matter):
    approving = decider(LEAD)
    assert approving.decider_refusal(matter, cast.head_a, cast.liaison_a) == ""
    refused = approving.decider_refusal(matter, cast.head_b, cast.liaison_a)
    assert refused == "这一决定由移送机关的单位负责人作出，请核对作出决定的人。"


def test_nobody_decides_on_what_they_made(cast, matter):
    matter.handler = cast.head_a
    assert decider(LEAD).refusal(matter, cast.head_a) == ""
    assert decider(LEAD, not_own_work=True).refusal(matter, cast.head_a) == "本人承办的，由其他负责人审批。"


def test_a_house_without_the_capability_begins_none(cast):
    beginning = worker(LEAD)
    assert beginning.refusal(Handover(lead=cast.agency_a), cast.liaison_a) == ""
    refused = beginning.refusal(Handover(lead=cast.police), cast.liaison_police)
    assert refused.startswith("县公安局没有作为“移送机关”的职能")


def test_who_watches_and_takes_part_is_told_when_somebody_is_late():
    assert Handover.watching == (WATCHING,)


def test_of_several_on_one_side_each_acts_for_itself(cast):
    """Without a column: whoever takes part in that role stands on that side, and `houses_on` names them in order."""
    row = Matter.objects.create(title="联席会议", kind="retrial", state="begun", lead=cast.procuratorate)
    event = Event.objects.create(
        matter=row, number=1, verb="begin", actor=cast.handler, actor_name="张明",
        occurred_at=row.created_at, recorded_at=row.created_at, hash="x",
    )  # fmt: skip
    for house in (cast.agency_b, cast.agency_a):
        Participation.objects.create(matter=row, organisation=house, role=RECIPIENT, since=event)
    Participation.objects.create(matter=row, organisation=cast.police, role=WATCHING, since=event)
    matter = Handover.objects.get(pk=row.pk)
    assert matter.houses_on(RECIPIENT) == [cast.agency_b, cast.agency_a]
    assert [matter.side_of(each) for each in (cast.liaison_a, cast.liaison_police)] == [RECIPIENT, WATCHING]
    assert decider(RECIPIENT).decider_refusal(matter, cast.head_b, cast.liaison_a)
    assert decider(RECIPIENT).decider_refusal(matter, cast.head_a, cast.liaison_a) == ""
