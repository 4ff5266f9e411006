"""An imported matter rests until somebody takes it on; what a person does in it is heard at once."""

from datetime import date

import pytest

from common import clock
from deadlines.statute import Stated
from imports.bodies import Bodies
from imports.entering import enter
from notices.models import Notice
from recommendations.ledgers.facts import Facts
from recommendations.models import Recommendation
from tests.courses import Course
from tests.imports.books import ROOM
from workflow.actors import System
from workflow.errors import Refused
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def imported(cast) -> Recommendation:
    """Received in September 2026, not answered."""
    days = {"issued_on": "2026-09-01", "received_on": "2026-09-02"}
    facts = Facts("第4行", cast.procuratorate.name, (cast.agency_a.name,), "public_interest", days=days)
    (matter,) = enter(ROOM, facts, Bodies(), reason="导入台账")
    return Recommendation.objects.get(pk=matter.pk)


def test_only_what_was_imported_is_taken_on(cast, imported):
    perform(matter=imported, step="take_on", actor=cast.handler)
    with pytest.raises(Refused, match="不需要认领"):
        perform(matter=imported, step="take_on", actor=cast.clerk)


def test_a_step_of_a_person_is_told_to_the_other_side(cast, imported):
    liaison = cast.liaison_a
    perform(matter=imported, step="remind", actor=cast.handler, text="请尽快回复。")
    assert Notice.objects.filter(recipient=liaison.user).exists()


def test_what_the_receipt_of_a_letter_starts_does_not_rest(cast, imported):
    with clock.set_to(date(2026, 11, 10)):
        urging = {"ground": "no_reply", "stated": Stated(10), "paper_number": "九检督〔2026〕1号"}
        perform(matter=imported, step="urge", actor=cast.department_head, **urging)
        perform(matter=imported, step="sign_for_letter", actor=cast.liaison_a, consents=True)
    assert imported.deadlines.filter(rule="recommendation.urged", quiet=False).exists()


def test_naming_a_handler_wakes_its_periods_too(cast, imported):
    perform(matter=imported, step="reassign", actor=cast.department_head, handler=cast.handler, reason="分办")
    assert not imported.deadlines.filter(quiet=True).exists()


def test_an_import_is_undone_while_nobody_has_worked_on_it(imported):
    perform(matter=imported, step="undo_import", actor=System("撤销导入"))
    undone = Recommendation.objects.get(pk=imported.pk)
    assert (undone.state, undone.deadlines.filter(status="open").count()) == ("annulled", 0)
    assert not Notice.objects.exists()


def test_what_somebody_has_worked_on_is_not_undone(cast, imported):
    perform(matter=imported, step="take_on", actor=cast.handler)
    with pytest.raises(Refused, match="已经有人办理"):
        perform(matter=imported, step="undo_import", actor=System("撤销导入"))


def titles(client, query: str) -> list[str]:
    return [row.title for row in client.get(f"/matters/?{query}").context["rows"]]


def test_what_waits_for_a_handler_is_found_in_the_list_until_it_is_taken_on(cast, imported, sign_in):
    Course(cast).registered()
    client = sign_in(cast.handler)
    assert titles(client, "handler=0") == [imported.title]
    assert "待认领" in client.get("/matters/").content.decode()
    perform(matter=imported, step="take_on", actor=cast.handler)
    assert titles(client, "handler=0") == []


def test_to_the_other_side_nothing_waits_for_a_handler(cast, imported, sign_in):
    client = sign_in(cast.liaison_a)
    assert titles(client, "handler=0") == []
    assert "待认领" not in client.get("/matters/").content.decode()
