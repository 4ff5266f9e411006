"""What an event did stands in its hash: rows and files that were changed past the portal are found."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from common import clock
from common.append_only import MAY_EMPTY
from deadlines.calendar import Day
from deadlines.new_days import load_days
from matters import seals
from matters.models import AccessLog, Attachment, Event, Interim, Participation
from matters.storage import private_storage
from organisations import login_records
from organisations.models import LoginRecord
from recommendations.drafting import refusal
from tests.courses import Course, upload
from tests.matters import tampering
from workflow.saving import save
from workflow.stock import without_stock
from workflow.tasks import take_stock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]

MOVED = "2027-01-04"


def verified(**options) -> str:
    said = StringIO()
    call_command("verify_events", all=True, stdout=said, **options)
    return said.getvalue()


def found() -> str:
    said = StringIO()
    with pytest.raises(CommandError, match="不符"):
        call_command("verify_events", all=True, stdout=said)
    return said.getvalue()


@pytest.fixture
def course(cast) -> Course:
    """Registered with a scan, visited with an attachment."""
    course = Course(cast).registered()
    course.take(
        "record_visit", cast.handler, way="走访", findings="现场已清理。", files=[upload(cast.handler.user)]
    )
    return course


@pytest.fixture
def paper(course):
    return course.matter.documents.get()


@pytest.fixture
def attachment(course) -> Attachment:
    return course.matter.attachments.get()


def replace_file(name: str, content: bytes) -> None:
    private_storage().delete(name)
    with open(private_storage().path(name), "wb") as file:
        file.write(content)


def test_what_went_through_the_portal_agrees(course):
    assert "全部相符" in verified()


def test_a_frozen_paper_replaced_with_its_hash_is_found(paper):
    tampering.sql("UPDATE documents_document SET sha256 = %s, size = 1 WHERE id = %s", "0" * 64, paper.pk)
    assert f"“文书”{paper.pk} 与登记不符" in found()


def test_a_changed_file_is_found(paper):
    replace_file(paper.file.name, b"%PDF-1.4 another")
    assert f"“文书”{paper.pk} 的文件与登记的校验值不符" in found()


def test_a_file_that_is_gone_is_found(attachment):
    private_storage().delete(attachment.upload.file.name)
    assert f"“附件”{attachment.pk} 的文件打不开" in found()


def test_an_upload_changed_with_its_hash_is_found(attachment):
    tampering.sql("UPDATE matters_upload SET sha256 = %s WHERE original_name <> ''", "0" * 64)
    assert f"“附件”{attachment.pk} 与登记不符" in found()


def test_an_attachment_moved_to_another_matter_is_found(cast, attachment):
    other = Course(cast).registered(number="川九检建〔2026〕98号").matter
    tampering.sql("UPDATE matters_attachment SET matter_id = %s WHERE id = %s", other.pk, attachment.pk)
    said = found()
    assert f"事项 {attachment.matter_id} 第 2 条：“附件”{attachment.pk} 已不存在" in said
    assert f"事项 {other.pk} 第 1 条：“附件”{attachment.pk} 不是经平台登记的" in said


def test_an_attachment_opened_to_others_is_found(cast, attachment):
    tampering.sql(
        "UPDATE matters_attachment SET audience_id = %s WHERE id = %s", cast.agency_b.pk, attachment.pk
    )
    assert f"“附件”{attachment.pk} 与登记不符" in found()


def test_a_deleted_paper_is_found(paper):
    tampering.sql("DELETE FROM documents_document WHERE id = %s", paper.pk)
    assert f"“文书”{paper.pk} 已不存在" in found()


def test_a_changed_number_is_found(paper):
    tampering.sql(
        "UPDATE documents_documentnumber SET text = %s WHERE id = %s", "川九检建〔2026〕9号", paper.number_id
    )
    assert f"“文书”{paper.pk} 与登记不符" in found()


def test_a_moved_deadline_is_found(course):
    row = course.matter.deadlines.running().first()
    tampering.sql("UPDATE deadlines_deadline SET due_on = %s WHERE id = %s", MOVED, row.pk)
    assert f"“期限”{row.pk} 与登记不符" in found()


def test_a_participant_added_is_found(cast, course):
    since = course.matter.events.first()
    with tampering.disarmed():
        Participation.objects.create(
            matter_id=course.matter.pk, organisation=cast.agency_b, role="copied", since=since
        )
    assert "“参与单位”" in found()


def test_a_participant_removed_is_found(course):
    row = course.matter.participations.get(role="recipient")
    tampering.sql("DELETE FROM matters_participation WHERE id = %s", row.pk)
    assert f"“参与单位”{row.pk} 已不存在" in found()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("matters_matter", "sensitivity", "sealed"),
        ("matters_matter", "state", "closed"),
        ("matters_matter", "title", "另一件"),
        ("recommendations_recommendation", "issued_on", "2026-09-02"),
    ],
)
def test_a_seal_a_state_and_a_day_of_the_matter_are_covered(course, table, column, value):
    key = "id" if table == "matters_matter" else "matter_ptr_id"
    tampering.sql(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", value, course.matter.pk)
    assert f"“检察建议”{course.matter.pk} 与登记不符" in found()


def test_what_was_changed_before_a_step_took_it_up_stays_found(cast, course):
    """The step writes the whole row and knows nothing: its event keeps what it found."""
    tampering.sql("UPDATE matters_matter SET title = '另一件' WHERE id = %s", course.matter.pk)
    event = course.take("record_visit", cast.handler, way="走访", findings="又去了一次。")
    assert f"第 {event.number} 条：“检察建议”{course.matter.pk} 在这一条登记之前已被绕过平台改动" in found()


def test_a_draft_saved_is_no_tampering_and_its_change_is(cast):
    course = Course(cast).draft()
    save(
        matter=course.matter, actor=cast.handler, version=None, may=refusal, values={"title": "保存后的标题"}
    )
    assert "全部相符" in verified()
    tampering.sql("UPDATE matters_matter SET title = '另一件' WHERE id = %s", course.matter.pk)
    assert f"“检察建议”{course.matter.pk} 与登记不符" in found()


def test_what_was_saved_is_taken_over_by_the_next_event(cast):
    course = Course(cast).draft()
    assert Interim.objects.filter(matter=course.matter.pk).exists()
    course.take("submit", cast.handler)
    assert not Interim.objects.exists()
    assert "全部相符" in verified()


def test_a_new_day_of_the_calendar_is_no_tampering(course):
    row = course.matter.deadlines.running().exclude(due_on=None).first()
    load_days([Day(row.due_on, "rest", "临时放假", "通知")])
    assert course.matter.deadlines.get(pk=row.pk).status == "replaced"
    assert "全部相符" in verified()


def test_a_matter_from_before_gets_one_event_that_takes_stock(course):
    _as_before(course.matter)
    before = course.matter.changed_at
    assert "还没有盘点" in found()
    assert take_stock() == 1
    assert take_stock() == 0
    assert not without_stock().exists()
    last = course.matter.events.last()
    assert (last.verb, last.data["reason"]) == ("take_stock", "文书、附件、期限等资料自本条起纳入校验")
    course.matter.refresh_from_db(fields=["changed_at"])
    assert course.matter.changed_at == before
    assert "全部相符" in verified()


def test_a_step_before_the_stock_was_taken_does_not_stand_for_it(cast, course):
    _as_before(course.matter)
    course.take("record_visit", cast.handler, way="走访", findings="又去了一次。")
    assert "还没有盘点" in found()
    call_command("take_stock", stdout=StringIO())
    assert "全部相符" in verified()


def test_stock_can_be_taken_again_with_a_reason(course):
    tampering.sql("UPDATE matters_matter SET title = '迁移后的标题' WHERE id = %s", course.matter.pk)
    said = StringIO()
    call_command("take_stock", again="标题由迁移统一改写", stdout=said)
    assert said.getvalue() == "已盘点1件。\n"
    assert course.matter.events.last().data["reason"] == "标题由迁移统一改写"
    assert "全部相符" in verified()


def _as_before(matter) -> None:
    """As the release before left it: events without what stands."""
    previous = ""
    for event in Event.objects.filter(matter=matter.pk).order_by("number"):
        event.stands, event.previous_hash = None, previous
        event.hash = previous = event.compute_hash()
        tampering.change(event, stands=None, previous_hash=event.previous_hash, hash=event.hash)
    tampering.sql("UPDATE matters_matter SET head_hash = %s WHERE id = %s", previous, matter.pk)


# --- Records -------------------------------------------------------------------------------------


@pytest.fixture
def records(cast) -> None:
    for _ in range(3):
        AccessLog.objects.create(membership=cast.handler, user=cast.handler.user, action="view")
        login_records.note("logged_in", request=None, user=cast.handler.user)


TABLES = [(AccessLog, "matters_accesslog", "action"), (LoginRecord, "organisations_loginrecord", "what")]


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(("model", "table", "column"), TABLES)
class TestRecords:
    def test_untouched_they_agree(self, model, table, column):
        assert f"{model._meta.verbose_name}3条" in verified()

    def test_a_changed_one_is_found(self, model, table, column):
        tampering.sql(f"UPDATE {table} SET {column} = 'export' WHERE position = 2")
        assert "第 2 条" in found()

    @pytest.mark.parametrize("position", [1, 2, 3])
    def test_a_removed_one_is_found(self, model, table, column, position):
        tampering.sql(f"DELETE FROM {table} WHERE position = %s", position)
        assert model._meta.verbose_name in found()

    def test_all_of_them_removed_is_found_with_their_head(self, model, table, column):
        seals.seal_today()
        tampering.sql(f"DELETE FROM {table}")
        tampering.sql("DELETE FROM organisations_recordhead WHERE name = %s", table)
        assert f"其中{model._meta.verbose_name}的第 3 条已不存在" in found()

    def test_the_database_refuses_to_change_one(self, model, table, column):
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = 'export'")


def test_a_record_takes_one_query(cast, django_assert_num_queries):
    handler = cast.handler
    with django_assert_num_queries(1):
        AccessLog.objects.create(membership=handler, user=handler.user, action="view")


def test_records_written_together_stand_on_the_chain(cast):
    AccessLog.objects.bulk_create(AccessLog(membership=cast.handler, action="view") for _ in range(3))
    assert "查阅下载记录3条" in verified()


# --- Seals ---------------------------------------------------------------------------------------


def test_all_seals_deleted_is_found(course):
    tampering.remove_seal(seals.seal_today())
    assert "每日封存：最后一次与记载不符" in found()


def test_all_seals_deleted_is_found_after_the_next_was_made(course):
    tampering.remove_seal(seals.seal_today())
    with clock.set_to(clock.today() + timedelta(days=1)):
        seals.seal_today()
        assert "与前一次封存不衔接" in found()


def test_no_seal_although_earlier_days_have_events_is_found(course):
    with clock.set_to(clock.today() + timedelta(days=1)):
        assert "今天以前已有办理经过，却一次也没有" in found()


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "table",
    [
        "matters_event", "matters_chainseal", "matters_sealedhead", "matters_sealedrecords", "documents_document",
        "matters_accesslog", "organisations_loginrecord",
    ],
)  # fmt: skip
def test_postgresql_refuses_to_empty_what_is_only_added_to(db, table):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL portal.may_empty = ''")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")
        cursor.execute(MAY_EMPTY)
