"""Each field has an audience, once: what is inside reaches no other side, by whatever way it comes into the record."""

import pytest

from common.when import When
from deadlines.statute import Stated
from matters.models import Event, Matter
from recommendations.audiences import INSIDE, OPEN
from recommendations.choices import Source
from recommendations.correctable import COLUMNS, items
from recommendations.models import Recommendation
from recommendations.said import LABELS, QUOTED
from tests.courses import Course
from tests.workflow.matters import sheet
from workflow import fieldhistory, timeline
from workflow.actors import System
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
#: Columns of the base row that say nothing of the matter itself.
TECHNICAL = {"id", "matter_ptr", "version", "last_event_number", "head_hash", "created_at", "changed_at"} | {
    "county", "prefecture", "province", "is_issued", "to_administrative_body", "is_example", "is_imported",
    "open_to_superior", "open_to_government",
}  # fmt: skip
#: One who reads along on each other side.
OTHERS = ("liaison_a", "superior_handler", "assessor")
REASON = "群众来信抄录有误"
#: What is written into inside fields, none of which stands anywhere else.
WRITTEN = {
    "source_number": "信访第4417号", "found_on": "2026-01-11", "investigation_decided_on": "2026-01-12",
    "filed_on": "2026-01-13", "approved_on": "2026-01-14", "signer": "签发人甲", "route_note": "经协商一致函",
    "import_note": "台账备注乙",
}  # fmt: skip


def test_every_column_and_word_has_one_audience():
    columns = {field.name for field in Recommendation._meta.concrete_fields} - TECHNICAL
    assert not INSIDE & OPEN
    assert columns <= INSIDE | OPEN, "who may know it? Name it in recommendations/audiences.py"
    assert columns | {*LABELS, *QUOTED} >= INSIDE | OPEN
    assert {item.name for item in COLUMNS if item.inside} == {item.name for item in COLUMNS} & INSIDE


def bodies(cast, sign_in, matter, who: str) -> str:
    """Whatever `who` can read of the matter: page, dossier, inbox, list, and both sheets of the export."""
    client = sign_in(getattr(cast, who))
    where = (f"/matters/{matter.pk}/", f"/matters/{matter.pk}/dossier/", "/notices/", "/matters/")
    pages = [client.get(each) for each in where]
    assert {answer.status_code for answer in pages} == {200}
    export = client.get("/matters/export/")
    lines = [sheet(export), sheet(export, "检察建议台账")]
    return "".join(answer.content.decode() for answer in pages) + str(lines)


def found_in(text: str, marks) -> list[str]:
    return [mark for mark in marks if mark in text]


def registered(cast) -> Recommendation:
    """With everything inside that a registration may bring."""
    days = {name: When.parse(WRITTEN[name]) for name in ("found_on", "filed_on", "approved_on")}
    course = Course(cast).registered(signer=WRITTEN["signer"], **days)
    kept = {"investigation_decided_on": WRITTEN["investigation_decided_on"], "route_note": "", "route": ""}
    Recommendation.objects.filter(pk=course.matter.pk).update(source=Source.OWN_CASE, **kept)
    return Recommendation.objects.get(pk=course.matter.pk)


def test_whatever_is_inside_may_be_put_right_unseen(cast, sign_in):
    matter = registered(cast)
    for who in OTHERS:
        assert getattr(cast, who).pk
    inside = [item for item in items(matter) if item.inside and item.event is None]
    assert {item.name for item in inside} == INSIDE & {item.name for item in COLUMNS}
    marks = {REASON, *WRITTEN.values()}
    for day, item in enumerate(inside, start=21):
        new = {"source": Source.DEPUTY, "source_number": "信访第4418号"}.get(item.name, f"2026-02-{day}")
        marks.add(dict(Source.choices).get(new, new))
        data = {"field": item.name, "new": new, "reason": REASON}
        perform(matter=matter, step="correct", actor=cast.department_head, **data)
    for who in OTHERS:
        assert found_in(bodies(cast, sign_in, matter, who), marks) == [], who
    assert REASON in bodies(cast, sign_in, matter, "handler")
    assert all(event.audience == cast.procuratorate for event in matter.events.filter(verb="correct"))


def test_what_is_open_is_put_right_before_everybody(cast):
    matter = registered(cast)
    for item in items(matter):
        if not item.inside:
            assert matter._audience_of(item) is None, item


def test_registering_keeps_inside_what_is_inside(cast, sign_in):
    matter = registered(cast)
    told = [WRITTEN[name] for name in ("filed_on", "approved_on", "signer")]
    assert matter.events.get(verb="register_issued").audience is None
    for who in OTHERS:
        assert found_in(bodies(cast, sign_in, matter, who), told) == [], who
    assert found_in(bodies(cast, sign_in, matter, "handler"), told) == told


def test_an_import_keeps_inside_its_note_and_the_day_of_filing(cast, sign_in):
    values = {"found_on": WRITTEN["found_on"], "filed_on": WRITTEN["filed_on"], "issued_on": "2026-09-01"}
    values |= {"source_number": WRITTEN["source_number"], "stated_objection": Stated(15)}
    event = perform(
        matter=Course(cast).new(handler=None), step="import_registered", actor=System("导入"), files=[],
        recipient=cast.agency_a, values=values, text="已全部清运", note=WRITTEN["import_note"],
    )  # fmt: skip
    matter = Recommendation.objects.get(pk=event.matter_id)
    told = [WRITTEN[name] for name in ("found_on", "filed_on", "import_note", "source_number")]
    for who in OTHERS:
        body = bodies(cast, sign_in, matter, who)
        assert (found_in(body, told), "已全部清运" in body) == ([], True), who
    assert found_in(bodies(cast, sign_in, matter, "handler"), told) == told


def test_no_event_that_others_read_holds_an_inside_word(cast):
    """Whatever the step: `perform` puts what is inside beside it."""
    matter = registered(cast)
    perform(matter=matter, step="record_visit", actor=cast.handler, way="电话", findings="已联系")
    for event in Event.objects.filter(audience=None):
        assert not INSIDE & event.data.keys(), event
    kept = matter.events.get(verb="keep_inside")
    assert (kept.audience, kept.data["signer"]) == (cast.procuratorate, WRITTEN["signer"])


@pytest.mark.parametrize("verb", ["register_issued", "import_registered", "issue"])
def test_events_of_earlier_days_show_others_nothing_inside(cast, verb):
    matter = registered(cast)
    data = {"recipient": "县水务局", "text": "台账备注乙", **WRITTEN}
    event = Event(matter=matter, verb=verb, data=data)
    hidden = matter.hidden_from(cast.liaison_a)
    shown = f"{matter.words_of(event, hidden)}{matter.quote_of(event, hidden)}"
    allowed = {"台账备注乙"} if verb != "import_registered" else set()
    assert set(found_in(shown, WRITTEN.values())) <= allowed
    assert "县水务局" in shown
    whole = f"{matter.words_of(event)}{matter.quote_of(event)}"
    assert set(found_in(whole, WRITTEN.values())) >= {WRITTEN["signer"], WRITTEN["import_note"]}


def test_a_correction_of_earlier_days_that_was_open_is_shown_to_the_lead_alone(cast):
    matter = registered(cast)
    last = Matter.objects.get(pk=matter.pk)
    event = Event.objects.create(
        matter=last, number=last.last_event_number + 1, verb="correct", actor=cast.department_head,
        actor_name="刘建国", occurred_at=last.changed_at, recorded_at=last.changed_at, hash="x",
        data={"field": "来源编号", "old": "1", "new": WRITTEN["source_number"], "reason": REASON},
    )  # fmt: skip
    seen = {who: str(timeline.entries(matter, getattr(cast, who))) for who in ("handler", *OTHERS)}
    assert [who for who, entries in seen.items() if REASON in entries] == ["handler"]
    assert event.audience is None


def test_the_history_of_fields_asks_the_same_table(cast):
    matter = registered(cast)
    matter.source_number, matter.domain = WRITTEN["source_number"], "食品安全"
    matter.save()
    shown = str(fieldhistory.changes(matter, matter.hidden_from(cast.liaison_a)))
    assert ("食品安全" in shown, WRITTEN["source_number"] in shown) == (True, False)
    assert WRITTEN["source_number"] in str(fieldhistory.changes(matter, matter.hidden_from(cast.handler)))
