"""The daily seal: an end that was cut off and rewritten is found, and so is a rewritten seal."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from common import clock
from matters import seals
from matters.models import ChainSeal, Event, SealedHead
from matters.tasks import seal_event_chains
from tests.courses import Course
from tests.matters import tampering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


class Days:
    """One matter, sealed on as many days as one likes, with a visit between."""

    def __init__(self, cast) -> None:
        self.cast, self.course = cast, Course(cast).registered()
        self.day = clock.today()

    def visit(self, findings: str = "现场已清理。") -> Event:
        return self.course.take("record_visit", self.cast.handler, way="走访", findings=findings)

    def seal(self) -> ChainSeal:
        with clock.set_to(self.day):
            sealed = seals.seal_today()
        self.day += timedelta(days=1)
        return sealed


@pytest.fixture
def days(cast) -> Days:
    return Days(cast)


def verified(**options) -> str:
    said = StringIO()
    call_command("verify_events", all=True, stdout=said, **options)
    return said.getvalue()


def found(**options) -> str:
    said = StringIO()
    with pytest.raises(CommandError, match="不符"):
        call_command("verify_events", all=True, stdout=said, **options)
    return said.getvalue()


def without_seals() -> str:
    said = StringIO()
    call_command("verify_events", stdout=said)
    return said.getvalue()


def test_untouched_seals_hold(days):
    days.seal()
    days.visit()
    last = days.seal()
    said = verified()
    assert "校验1件、登录记录0条、查阅下载记录0条、每日封存2次，全部相符" in said
    assert last.digest in said


def test_a_day_is_sealed_once(days):
    assert seal_event_chains() is True
    days.visit()
    assert seal_event_chains() is False
    assert ChainSeal.objects.count() == 1


def test_a_clock_that_went_back_seals_nothing(days):
    days.seal()
    days.day -= timedelta(days=3)
    assert days.seal() is None


def test_each_seal_holds_what_changed_and_counts_every_matter(days, cast):
    first = days.seal()
    Course(cast).registered(number="川九检建〔2026〕98号")
    second = days.seal()
    assert (first.changed, first.matters) == (1, 1)
    assert (second.changed, second.matters) == (1, 2)
    assert second.previous_digest == first.digest


def test_a_day_on_which_nothing_happened_is_sealed_too(days):
    days.seal()
    quiet = days.seal()
    assert (quiet.changed, quiet.matters) == (0, 1)
    assert "全部相符" in verified()


def test_what_comes_after_the_seal_waits_for_the_next(days):
    days.seal()
    days.visit()
    assert "尚待下一次封存的1件" in verified()


def test_an_end_that_was_cut_off_with_its_head_is_found_by_the_seal(days):
    event = days.visit()
    days.seal()
    tampering.cut_off(event)
    assert "全部相符" in without_seals()
    assert (
        f"事项 {event.matter_id} 第 {event.number} 条：{days.day - timedelta(1)} 封存时的记录已不存在"
        in found()
    )


def test_an_end_that_was_rewritten_with_its_head_is_found_by_the_seal(days):
    event = days.visit()
    days.seal()
    tampering.rewrite(event, findings="另一种说法")
    assert "全部相符" in without_seals()
    assert f"第 {event.number} 条：{days.day - timedelta(1)} 封存时的记录不是现在这一条" in found()


def test_it_is_found_too_after_the_next_days_were_sealed(days):
    event = days.visit()
    days.seal()
    tampering.cut_off(event)
    days.visit("另一种说法")
    days.seal()
    assert f"事项 {event.matter_id} 第 {event.number} 条" in found()


def test_what_was_rewritten_before_it_was_sealed_is_not_found(days):
    """The limit of a daily seal, said in docs/operations.md."""
    tampering.rewrite(days.visit(), findings="另一种说法")
    days.seal()
    assert "全部相符" in verified()


def test_a_sealed_head_changed_together_with_the_chain_is_found_by_its_digest(days):
    event = days.visit()
    seal = days.seal()
    tampering.rewrite(event, findings="另一种说法")
    tampering.change_sealed_head(seal.heads.get(), event.hash)
    assert f"{seal.sealed_on} 的封存：内容与封存摘要不符" in found()


def test_a_seal_changed_together_with_its_digest_is_found_at_the_next(days):
    event = days.visit()
    seal = days.seal()
    after = days.seal()
    tampering.rewrite(event, findings="另一种说法")
    tampering.change_sealed_head(seal.heads.get(), event.hash)
    tampering.seal_again(seal)
    assert f"{after.sealed_on} 的封存：与前一次封存不衔接" in found()


def test_a_rewritten_last_seal_is_found_by_the_digest_kept_outside(days, tmp_path):
    event = days.visit()
    seal = days.seal()
    kept = tmp_path / "seals.txt"
    kept.write_text(f"{seal}\n")
    tampering.rewrite(event, findings="另一种说法")
    tampering.change_sealed_head(seal.heads.get(), event.hash)
    tampering.seal_again(seal)
    assert "全部相符" in verified()
    assert f"{seal.sealed_on} 的封存：与另行保存的摘要不符" in found(against=kept)


def test_a_removed_last_seal_is_found_by_the_digest_kept_outside(days, tmp_path):
    days.seal()
    seal = days.seal()
    kept = tmp_path / "seals.txt"
    kept.write_text(f"{seal}\n")
    tampering.remove_seal(seal)
    assert f"{seal.sealed_on} 的封存：另行保存有摘要" in found(against=kept)


def test_a_removed_seal_between_others_is_found(days):
    days.seal()
    seal = days.seal()
    days.seal()
    tampering.remove_seal(seal)
    assert "与前一次封存不衔接" in found()


@pytest.mark.parametrize(
    "columns", [{"matters": 7}, {"changed": 7}, {"made_at": "2026-01-01 00:00:00"}, {"digest": "0" * 64}]
)
def test_every_column_of_a_seal_is_covered(days, columns):
    tampering.change_seal(days.seal(), **columns)
    assert "内容与封存摘要不符" in found()


def test_days_without_a_seal_are_named(days):
    days.seal()
    days.day += timedelta(days=2)
    days.seal()
    assert "没有封存的2日" in verified()


def test_without_any_seal_it_says_how_to_make_one(days):
    assert "还没有每日封存" in verified()


def test_a_file_of_digests_that_is_none_is_refused(days, tmp_path):
    days.seal()
    kept = tmp_path / "seals.txt"
    kept.write_text("昨天 3f5a\n")
    with pytest.raises(CommandError, match="第 1 行不是"):
        call_command("verify_events", all=True, against=kept)


def test_the_digests_can_be_listed_for_keeping(days):
    old = days.seal()
    new = days.seal()
    said = StringIO()
    with clock.set_to(new.sealed_on):
        call_command("seal_events", since=new.sealed_on, stdout=said)
    assert said.getvalue() == f"{new}\n"
    assert old.digest not in said.getvalue()


def test_batches_make_no_difference(days, cast, monkeypatch):
    for number in range(3):
        Course(cast).registered(number=f"川九检建〔2026〕{90 + number}号")
    monkeypatch.setattr(seals, "BATCH", 2)
    seal = days.seal()
    assert (seal.changed, seal.heads.count()) == (4, 4)
    assert "全部相符" in verified()


def test_sealing_takes_the_same_queries_for_more_matters(days, cast, django_assert_max_num_queries):
    for number in range(3):
        Course(cast).registered(number=f"川九检建〔2026〕{90 + number}号")
    with django_assert_max_num_queries(13):
        days.seal()


def test_the_model_refuses_to_change_or_delete_a_seal(days):
    seal = days.seal()
    with pytest.raises(ValidationError, match="不能修改"):
        seal.save()
    with pytest.raises(ValidationError, match="不能删除"):
        seal.delete()


@pytest.mark.parametrize("table", ["matters_chainseal", "matters_sealedhead"])
def test_the_database_refuses_to_change_a_seal(days, table):
    days.seal()
    column = "digest" if table == "matters_chainseal" else "head_hash"
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = ''")


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["matters_sealedhead", "matters_chainseal"])
def test_postgresql_refuses_to_delete_a_seal(days, table):
    days.seal()
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_a_matter_taken_out_whole_is_found(days):
    seal = days.seal()
    assert SealedHead.objects.get().seal_id == date.fromisoformat(str(seal.sealed_on))
    tampering.sql("UPDATE matters_sealedhead SET matter = 999999 WHERE seal_id = %s", seal.pk)
    tampering.seal_again(seal)
    assert "事项 999999" in found()


def test_a_matter_that_is_none_is_not_said_to_agree(days):
    for number in (0, 99999):
        with pytest.raises(CommandError, match=f"没有编号为 {number} 的事项"):
            call_command("verify_events", matter=number)


def test_kept_digests_that_cannot_be_opened_are_said(days, tmp_path):
    with pytest.raises(CommandError, match="没有找到文件"):
        verified(against=tmp_path / "none.txt")


def test_kept_digests_in_another_encoding_are_said(days, tmp_path):
    file = tmp_path / "seals.txt"
    file.write_bytes(b"\x89PNG\0\0")
    with pytest.raises(CommandError, match="不是 UTF-8 或者 GB 18030 编码"):
        verified(against=file)
