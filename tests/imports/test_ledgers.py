"""A ledger comes in whole or not at all, once, and is taken back in one step."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.facts import facts
from assessment.measures import BY_CODE
from common import clock
from deadlines.models import Deadline
from imports import jobs, ledgers
from imports.ledgers import CannotUndo
from imports.looking import Look, Unknown
from imports.models import ImportedRow, LedgerImport
from matters.models import Matter, Participation
from notices.models import Notice
from organisations.models import Organisation
from recommendations.ledgers import cases
from recommendations.models import Recommendation
from tests import factories
from tests.courses import Course
from tests.imports.books import HEADINGS, ROOM, USUAL, address, book
from tests.imports.tables import table
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
State = LedgerImport.State


@pytest.fixture
def home(cast):
    """The two organisations that the small ledgers name."""
    return cast.procuratorate, cast.agency_a, cast.agency_b


def received(cast, *rows: dict, by=None) -> LedgerImport:
    return ledgers.receive(ROOM, book(*rows), "台账.xlsx", by or cast.clerk)


def unknown_names(ledger: LedgerImport) -> list[Unknown]:
    return Look(ROOM, ledgers.facts_of(ledger), ledger.organisation).unknown()


def as_told(ledger: LedgerImport) -> dict[str, str]:
    """Every unknown name made as what it tells."""
    return {each.key: each.sort for each in unknown_names(ledger)}


def loaded(cast, *rows: dict, by=None, choices: dict | None = None) -> LedgerImport:
    """Uploaded, confirmed and entered."""
    ledger = received(cast, *rows, by=by)
    assert ledgers.confirm(ledger, as_told(ledger) if choices is None else choices)
    jobs.sweep()
    return LedgerImport.objects.get(pk=ledger.pk)


def test_the_real_ledger_loads_whole_and_a_second_time_nothing(ledger_file, capsys):
    call_command("import_ledger", str(ledger_file), create=True)
    first = Matter.objects.count()
    assert ImportedRow.objects.values("place").distinct().count() == 40
    assert not Notice.objects.exists()
    assert not Deadline.objects.filter(quiet=False).exists()
    call_command("import_ledger", str(ledger_file))
    assert Matter.objects.count() == first
    assert "已登记过 40 行" in capsys.readouterr().out


def test_nothing_of_the_spoiled_ledger_loads_and_the_command_tells_the_cells(spoiled_file, spoiled_cells):
    with pytest.raises(CommandError) as refused:
        call_command("import_ledger", str(spoiled_file))
    assert {line.split("：")[0] for line in str(refused.value).splitlines()[1:]} == spoiled_cells
    assert not Matter.objects.exists()


def test_a_preview_from_the_command_line_enters_nothing(ledger_file, capsys):
    call_command("import_ledger", str(ledger_file), preview=True)
    assert "共 40 行" in capsys.readouterr().out
    assert not LedgerImport.objects.exists()
    assert not Organisation.objects.exists()


def test_a_name_is_matched_from_the_command_line(cast, tmp_path, home):
    file = tmp_path / "台账.xlsx"
    file.write_bytes(book({"被建议单位": "九寨沟县工商局"}).read())
    call_command("import_ledger", str(file), match=[f"九寨沟县工商局={cast.agency_a.code}"])
    assert Recommendation.objects.get().recipient == cast.agency_a


def test_an_import_from_the_command_line_is_taken_back(cast, tmp_path, home):
    file = tmp_path / "台账.xlsx"
    file.write_bytes(book({}).read())
    call_command("import_ledger", str(file))
    call_command("import_ledger", undo=LedgerImport.objects.get().pk)
    assert Recommendation.objects.get().state == "annulled"


def test_a_confirmed_ledger_is_entered_by_the_sweep(cast, home):
    ledger = loaded(cast, {}, {"被建议单位": "县水务局", "主要情况": "另一件。"})
    assert (ledger.state, ledger.matter_count) == (State.DONE, 2)
    assert Recommendation.objects.filter(lead=cast.procuratorate, is_imported=True).count() == 2


def test_it_is_confirmed_once(cast, home):
    ledger = received(cast, {})
    assert (ledgers.confirm(ledger, {}), ledgers.confirm(ledger, {})) == (True, False)


def test_a_row_that_is_refused_leaves_nothing_of_the_others(cast, home):
    ledger = received(cast, {}, {"文号": "川九检建〔2026〕99号", "主要情况": "另一件。"})
    ledgers.confirm(ledger, {})
    Course(cast).registered()
    jobs.sweep()
    ledger.refresh_from_db()
    assert (ledger.state, Recommendation.objects.filter(is_imported=True).count()) == (State.FAILED, 0)
    assert "第5行" in ledger.error


def test_a_number_that_is_taken_is_told_at_its_cell(cast, home):
    Course(cast).registered()
    ledger = received(cast, {"文号": "川九检建（2026）99号"})
    assert [problem["cell"] for problem in ledger.problems] == [address("文号")]


def test_recipients_of_one_row_share_its_number(cast, home):
    loaded(cast, {"文号": "川九检建〔2026〕7号", "被建议单位": "县市场监管局、县水务局"})
    assert list(Recommendation.objects.values_list("number", flat=True)) == ["川九检建〔2026〕7号"] * 2


def test_an_unknown_organisation_is_asked_about(cast, home):
    ledger = received(cast, {"被建议单位": "县工商局、县水务局"})
    assert [each.name for each in unknown_names(ledger)] == ["县工商局"]


def test_what_was_matched_is_used(cast, home):
    ledger = received(cast, {"被建议单位": "县工商局"})
    (unknown,) = unknown_names(ledger)
    ledgers.confirm(ledger, {unknown.key: cast.agency_b.pk})
    jobs.sweep()
    assert Recommendation.objects.get().recipient == cast.agency_b


def test_a_recipient_is_matched_also_where_its_procuratorate_is(cast, home):
    ledger = received(cast, {"制发检察院": "九寨沟县检察院", "被建议单位": "县工商局"})
    lead, recipient = unknown_names(ledger)
    ledgers.confirm(ledger, {lead.key: cast.procuratorate.pk, recipient.key: cast.agency_b.pk})
    jobs.sweep()
    matter = Recommendation.objects.get()
    assert (matter.lead, matter.recipient) == (cast.procuratorate, cast.agency_b)


def test_what_was_withdrawn_is_told_at_its_cell(cast, home):
    ledger = received(cast, {"办理结果": "已撤回"})
    assert [problem["cell"] for problem in ledger.problems] == [address("办理结果")]


def test_what_nobody_decided_on_is_not_entered(cast, home):
    ledger = loaded(cast, {"被建议单位": "县工商局"}, choices={})
    assert (ledger.state, Recommendation.objects.count()) == (State.FAILED, 0)
    assert "没有选择它对应的单位" in ledger.error


def test_words_that_nobody_answered_are_not_entered(cast, home):
    ledger = loaded(cast, {"办理结果": "基本整改到位"})
    assert (ledger.state, Recommendation.objects.count()) == (State.FAILED, 0)
    assert "请先选择办理结果" in ledger.error


def command(tmp_path, *rows: dict, headings=HEADINGS, **options) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(book(*rows, headings=headings).read())
    call_command("import_ledger", str(file), **options)


def test_the_command_makes_nothing_that_nobody_asked_for_and_says_how(cast, tmp_path, home):
    with pytest.raises(CommandError, match="县工商局（可能是九寨沟县市场监督管理局）：用 --match 写明"):
        command(tmp_path, {"被建议单位": "县工商局"})
    command(tmp_path, {"被建议单位": "县政务中心"}, sort=["县政务中心=enterprise"])
    assert not Recommendation.objects.get().to_administrative_body


def test_the_command_asks_about_words_and_takes_the_answer(cast, tmp_path, home):
    row = {"办理结果": "提起行政公益诉讼"}
    with pytest.raises(CommandError, match="第4行：“提起行政公益诉讼”"):
        command(tmp_path, row)
    with pytest.raises(CommandError, match="第4行"):
        command(tmp_path, row, answer=["第4行=in_court"])
    command(tmp_path, row, answer=["第4行=in_court"], sued=["第4行=2026年9月10日"])
    assert (Recommendation.objects.get().state, Recommendation.objects.get().sued_on) == (
        "in_court",
        "2026-09-10",
    )


def test_the_command_enters_rows_that_look_the_same_where_it_is_told_so(cast, tmp_path, home):
    command(tmp_path, {}, {}, another=["第5行"])
    assert Recommendation.objects.count() == 2


def test_the_command_knows_whose_ledger_it_is(cast, tmp_path, home):
    headings = [each for each in HEADINGS if each != "制发检察院"]
    with pytest.raises(CommandError, match="没有“制发检察院”一列"):
        command(tmp_path, {}, headings=headings)
    command(tmp_path, {}, headings=headings, own=cast.procuratorate.code)
    assert Recommendation.objects.get().lead == cast.procuratorate


def test_the_command_tells_what_is_not_read(cast, tmp_path, home, capsys):
    command(tmp_path, {"送达日期": "/"})
    assert "“/”按空白读入" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "adopted"),
    [("采纳", 1), ("已采纳，正在整改", 1), ("拒不整改", 0), ("既未整改也未书面回复", 0), ("未采纳", 0)],
)
def test_the_board_counts_as_adopted_what_says_so(cast, home, words, adopted):
    loaded(cast, {"送达日期": "2026-09-02", "办理结果": words})
    condition = BY_CODE["adopted"].condition()
    assert facts(Recommendation.objects.all()).filter(condition).count() == adopted


def test_what_goes_on_comes_in_as_running_with_its_reply_s_period(cast, home):
    loaded(cast, {"送达日期": "2026-09-02", "办理结果": "已采纳，正在整改"})
    matter = Recommendation.objects.get()
    assert matter.state == "rectifying"
    assert matter.deadlines.filter(status="open", rule="recommendation.public_interest.reply").exists()


def test_a_row_that_was_kept_under_the_key_of_before_is_known(cast, home):
    ledger = loaded(cast, {"主要情况": "河道（甲）。"})
    (row,) = ImportedRow.objects.all()
    (fact,) = ledgers.facts_of(received(cast, {"主要情况": "河道（甲）。"}))
    ImportedRow.objects.filter(pk=row.pk).update(key=fact.keys(fact.recipients[0])[1])
    Recommendation.objects.update(facts="", title="另")
    assert loaded(cast, {"主要情况": "河道（甲）。"}).recognised_count == 1
    assert ledger.matter_count == 1


def test_what_was_not_matched_is_made_new(cast, home):
    loaded(cast, {"被建议单位": "县工商局"})
    assert Recommendation.objects.get().recipient.name == "县工商局（九寨沟县）"


@pytest.mark.parametrize(
    ("who", "refused"), [("procuratorate", False), ("superior", True), ("agency_a", True)]
)
def test_rows_of_another_house_that_works_here_are_refused(cast, home, who, refused):
    name = getattr(cast, who).name
    assert cast.superior_handler.organisation == cast.superior
    ledger = received(cast, {"制发检察院": name})
    assert [problem["cell"] for problem in ledger.problems] == ([address("制发检察院")] if refused else [])


def test_the_house_that_enters_for_another_sees_what_it_entered(cast, home):
    loaded(cast, {"制发检察院": "茂县人民检察院", "被建议单位": "县水务局"})
    matter = Recommendation.objects.get()
    assert Participation.objects.get(matter=matter, organisation=cast.procuratorate).role == "entering"
    assert Recommendation.objects.visible_to(cast.handler).exists()
    assert matter.recipient.name == "县水务局（茂县）"


def test_a_vanished_worker_leaves_the_import_to_the_next(cast, home):
    ledger = received(cast, {})
    ledgers.confirm(ledger, {})
    ledger.refresh_from_db()
    assert jobs.claim(ledger)
    assert jobs.sweep() == 0
    with clock.set_to(clock.now() + LedgerImport.LEASE):
        assert jobs.sweep() == 1
    assert Recommendation.objects.count() == 1


def test_two_workers_claim_it_once(cast, home):
    ledger = received(cast, {})
    ledgers.confirm(ledger, {})
    one, other = LedgerImport.objects.get(), LedgerImport.objects.get()
    assert (jobs.claim(one), jobs.claim(other)) == (True, False)


def test_after_several_vanished_workers_it_is_given_up(cast, home):
    ledger = received(cast, {})
    ledgers.confirm(ledger, {})
    LedgerImport.objects.update(attempts=LedgerImport.MOST_ATTEMPTS)
    jobs.sweep()
    ledger.refresh_from_db()
    assert (ledger.state, Recommendation.objects.count()) == (State.FAILED, 0)


def test_undone_rows_may_come_in_again(cast, home):
    ledger = loaded(cast, {})
    assert ledgers.undo(ledger, cast.clerk) == 1
    again = loaded(cast, {})
    assert again.matter_count == 1
    assert list(Recommendation.objects.order_by("pk").values_list("state", flat=True)) == [
        "annulled",
        "issued",
    ]


def test_a_matter_that_somebody_worked_on_keeps_the_whole_import(cast, home):
    ledger = loaded(cast, {}, {"主要情况": "另一件。"})
    perform(matter=Recommendation.objects.last(), step="take_on", actor=cast.handler)
    with pytest.raises(CannotUndo, match="一件也没有作废"):
        ledgers.undo(ledger, cast.clerk)
    assert not Recommendation.objects.filter(state="annulled").exists()


def test_it_is_undone_once(cast, home):
    ledger = loaded(cast, {})
    ledgers.undo(ledger, cast.clerk)
    with pytest.raises(CannotUndo, match="已经撤销"):
        ledgers.undo(ledger, cast.clerk)


def test_what_a_published_case_brought_in_is_known_in_a_ledger(cast, home):
    row = {"procuratorate": USUAL["制发检察院"], "receiving_organisation": USUAL["被建议单位"]}
    cases.load(table(row | {"issued": USUAL["制发日期"], "summary": USUAL["主要情况"]}))
    ledger = loaded(cast, {})
    assert (ledger.matter_count, ledger.recognised_count) == (0, 1)


def test_entering_a_row_takes_no_more_queries_when_there_are_many(cast, home):
    def queries(number: int, offset: int) -> int:
        ledger = received(cast, *[{"主要情况": f"第{offset + each}件。"} for each in range(number)])
        ledgers.confirm(ledger, {})
        with CaptureQueriesContext(connection) as seen:
            jobs.sweep()
        return len(seen)

    queries(1, 0)
    few, more = queries(2, 10), queries(4, 20)
    assert more - few == pytest.approx(2 * 30, abs=20)


def test_a_stranger_of_the_division_is_not_the_one(cast, home):
    factories.organisation("水务局", code="X-1", where=factories.jurisdiction("510000"))
    loaded(cast, {"被建议单位": "县水务局"})
    assert Recommendation.objects.get().recipient == cast.agency_b


def test_what_nobody_confirmed_is_forgotten_after_a_month(cast, home):
    ledger = received(cast, {})
    with clock.set_to(clock.now() + jobs.KEPT_UNCONFIRMED + LedgerImport.LEASE):
        jobs.sweep()
    assert not LedgerImport.objects.filter(pk=ledger.pk).exists()


def test_two_rows_with_one_number_are_the_same_paper_to_two(cast, home):
    rows = [{"文号": "川九检建〔2026〕7号", "被建议单位": name} for name in ("县市场监管局", "县水务局")]
    assert loaded(cast, *rows).state == State.DONE
    assert list(Recommendation.objects.values_list("number", flat=True)) == ["川九检建〔2026〕7号"] * 2
