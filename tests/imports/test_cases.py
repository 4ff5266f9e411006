"""Published cases come in with what was published of them, and with nothing else."""

import csv
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from common import clock
from common.tables import UnreadableTable
from deadlines.models import Deadline
from matters.models import MatterLink
from matters.verifying import verify
from notices.models import Notice
from organisations.models import Jurisdiction, Organisation
from recommendations import rules
from recommendations.ledgers.cases import KINDS, Report, load
from recommendations.models import Recommendation
from tests import factories
from tests.imports.books import book
from tests.imports.tables import table
from workflow.perform import perform
from workflow.tasks import take_due_steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
DOUBTFUL = "提请上级跟进"


def matter(**row: str) -> Recommendation:
    load(table(row))
    return Recommendation.objects.order_by("pk").first()


def test_every_recommendation_of_the_real_table_comes_in_and_the_others_are_counted(cases):
    with cases.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    with cases.open(encoding="utf-8") as lines:
        report = load(lines)
    taken = [row for row in rows if row["kind"] in KINDS]
    assert report.cases == len(taken)
    assert report.others.total() == len(rows) - len(taken)
    assert set(Recommendation.objects.values_list("source_number", flat=True)) == {
        row["case"] for row in taken
    }
    assert not Notice.objects.exists()
    assert not Deadline.objects.filter(quiet=False).exists()
    assert [problem for each in Recommendation.objects.all() for problem in verify(each)] == []


def test_a_file_that_is_no_csv_is_refused_with_what_to_do(tmp_path):
    file = tmp_path / "cases.csv"
    file.write_bytes(book({}).getvalue())
    with pytest.raises(CommandError, match="另存为“CSV UTF-8”"):
        call_command("import_cases", str(file))


def test_a_second_time_adds_nothing():
    rows = ({}, {"receiving_organisation": "沭阳县水务局、马厂镇人民政府", "summary": "另一案。"})
    load(table(*rows))
    before = Recommendation.objects.count(), Organisation.objects.count(), Jurisdiction.objects.count()
    again: Report = load(table(*rows))
    assert (again.matters, again.recognised) == (0, 2)
    assert (
        Recommendation.objects.count(),
        Organisation.objects.count(),
        Jurisdiction.objects.count(),
    ) == before


def test_a_case_lies_in_its_own_county():
    found = matter()
    assert (found.county, found.prefecture, found.province) == ("321322", "321300", "320000")
    assert found.lead.jurisdiction.parent.name == "宿迁市"
    assert found.recipient.jurisdiction.code == "321322"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("宽甸县人民检察院", "210624"),
        ("凤翔县人民检察院", "610322"),
        ("海南省人民检察院第二分院", "460000"),
        ("安徽省某县人民检察院", "340000"),
        ("红兴隆人民检察院", "000000"),
    ],
)
def test_the_division_is_the_one_that_the_name_tells(name, code):
    assert matter(procuratorate=name).lead.jurisdiction.code == code


def test_what_the_name_does_not_tell_is_said():
    report = load(table({"procuratorate": "红兴隆人民检察院"}))
    assert "红兴隆人民检察院" in report.made.undetermined[0]


def test_a_name_without_its_place_stands_with_it():
    assert matter(receiving_organisation="应急管理局").recipient.name == "应急管理局（沭阳县）"


def test_an_organisation_of_the_roster_is_known_by_its_short_name_at_home(cast):
    known = cast.procuratorate, cast.agency_a
    found = matter(procuratorate="九寨沟县人民检察院", receiving_organisation="县市场监管局")
    assert (found.lead, found.recipient) == known


def test_a_likeness_is_no_match(cast):
    found = matter(procuratorate="九寨沟县人民检察院", receiving_organisation="九寨沟县市场监管局")
    assert found.recipient != cast.agency_a


def test_each_recipient_gets_a_matter_and_they_are_linked():
    report = load(table({"receiving_organisation": "沭阳县水务局、马厂镇人民政府、庙头镇人民政府"}))
    first, *others = Recommendation.objects.order_by("pk")
    assert report.matters == 3
    assert set(
        MatterLink.objects.filter(earlier=first, relation="sibling").values_list("later", flat=True)
    ) == {each.pk for each in others}


def test_a_recipient_that_was_not_published_can_be_addressed_by_nobody():
    found = matter(receiving_organisation="")
    assert not found.recipient.is_active
    assert not Organisation.objects.recipients().filter(pk=found.recipient_id).exists()


def test_dates_stay_as_they_were_published():
    found = matter(found="2020", filed="2020-04", issued="2020-05-06", served="2020-05-07", replied="2020-06")
    assert (found.found_on, found.filed_on, found.issued_on, found.received_on, found.replied_on) == (
        "2020",
        "2020-04",
        "2020-05-06",
        "2020-05-07",
        "2020-06",
    )


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({"issued": "2020-05"}, "issued"),
        ({"issued": "2020-05", "outcome": "现场签收；结果未载明"}, "rectifying"),
        ({"issued": "2020-05-06", "served": "2020-05-06"}, "rectifying"),
        ({"issued": "2020-05-06", "replied": "2020-06"}, "replied"),
        ({"outcome": "not adopted（书面回复不予采纳）→ 提请上级跟进"}, "replied"),
        ({"outcome": "整改不到位 → sued（2020-05-11起诉）"}, "in_court"),
        ({"outcome": "sued（2020-05-11起诉，2020-12-28判决支持）"}, "closed"),
        ({"outcome": "rectified"}, "closed"),
        ({"outcome": "磋商后整改，未发建议"}, "dropped"),
    ],
)
def test_a_matter_stands_where_its_facts_leave_it(row, state):
    assert matter(**row).state == state


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"outcome": "现场签收"},
        {"replied": "2020-06"},
        {"kind": "social_governance", "outcome": "已回复"},
        {"outcome": "整改不到位 → sued（2020-05-11起诉）"},
    ],
)
def test_nothing_that_is_still_open_waits_without_a_deadline(row):
    found = matter(**row)
    assert found.deadlines.filter(status="open", quiet=True).exists()


def test_suit_and_judgment_stand_in_their_fields():
    found = matter(
        outcome="逾期未回复 → sued（2018-12-28起诉，2019-02-27开庭当庭判决支持）→ 2019-05回访已拆除"
    )
    assert (found.sued_on, found.judged_on, found.judgment) == ("2018-12-28", "2019-02-27", "supported")
    assert found.performance == "2019-05回访已拆除"


def test_of_several_only_the_one_that_was_sued_stands_in_court():
    load(
        table(
            {
                "receiving_organisation": "太子镇人民政府、沭阳县水务局",
                "outcome": "均按期回复但未整改 → sued（2020-09-17诉镇政府，2020-12-02判决支持）",
            }
        )
    )
    town, bureau = Recommendation.objects.order_by("pk")
    assert (town.state, town.sued_on, bureau.state, bureau.sued_on) == (
        "closed",
        "2020-09-17",
        "replied",
        "",
    )
    assert bureau.outcome == "unrectified"


def test_no_day_is_counted_from_a_month():
    found = matter(issued="2020-05", served="2020-05")
    assert [row.due_on for row in found.deadlines.all()] == [None, None]
    assert "只登记为2020年5月" in found.deadlines.first().explanation


def test_a_reply_whose_receipt_is_known_is_measured():
    found = matter(issued="2020-05-06", served="2020-05-06", replied="2020-07-08", outcome="rectified")
    period = found.deadlines.get()
    assert (period.status, period.due_on, period.late_days) == ("closed", date(2020, 7, 6), 2)


def test_a_receipt_without_a_day_of_issue_stands_in_the_timeline():
    found = matter(served="2022-06-30")
    assert (found.state, found.received_on) == ("rectifying", "")
    assert found.events.get().data["received_on"] == "2022-06-30"


def test_the_case_that_a_superior_took_up_follows_the_refused_one():
    source = "第三十六批指导性案例 检例第148号"
    load(
        table(
            {"outcome": f"not adopted → {DOUBTFUL}", "source": f"{source}（县院阶段）"},
            {
                "outcome": "adopted",
                "source": f"{source}（市院跟进阶段）",
                "procuratorate": "宿迁市人民检察院",
            },
        )
    )
    refused, taken_up = Recommendation.objects.order_by("pk")
    link = MatterLink.objects.get()
    assert (link.earlier_id, link.later_id, link.relation) == (refused.pk, taken_up.pk, "successor")


def test_a_table_without_its_columns_is_refused():
    with pytest.raises(UnreadableTable, match="缺少列"):
        load(["case,kind", "C1,public_interest"])


def test_an_impossible_row_brings_nothing_in(tmp_path):
    file = tmp_path / "cases.csv"
    rows = table({}, {"issued": "2020-05-06", "replied": "2020-01-01"})
    file.write_text(rows.read(), encoding="utf-8")
    with pytest.raises(CommandError, match="不能早于"):
        call_command("import_cases", file)
    assert not Recommendation.objects.exists()


def test_the_command_tells_what_it_did(tmp_path, capsys):
    file = tmp_path / "cases.csv"
    file.write_text(table({}, {"kind": "hearing"}).read(), encoding="utf-8")
    call_command("import_cases", file)
    told = capsys.readouterr().out
    assert "新登记 1 案 1 件" in told
    assert "公开听证 1 案" in told


def test_a_handler_takes_a_matter_on_and_is_reminded_from_then(cast):
    from workflow.perform import perform

    found = matter(
        procuratorate=cast.procuratorate.name,
        receiving_organisation=cast.agency_a.name,
        issued="2026-09-01",
        served="2026-09-02",
    )
    assert found.deadlines.filter(quiet=True).count() == 2
    perform(matter=found, step="take_on", actor=cast.handler)
    taken = Recommendation.objects.get(pk=found.pk)
    assert taken.handler == cast.handler
    assert not taken.deadlines.filter(quiet=True).exists()


def test_an_imported_matter_is_found_by_whom_it_concerns(cast):
    found = matter(procuratorate=cast.procuratorate.name, receiving_organisation=cast.agency_a.name)
    for person in (cast.handler, cast.liaison_a, cast.assessor):
        assert Recommendation.objects.visible_to(person).filter(pk=found.pk).exists(), person
    stranger = factories.membership(cast.agency_b, "liaison")
    assert not Recommendation.objects.visible_to(stranger).filter(pk=found.pk).exists()


IN_COURT = "整改不到位 → sued（2026-05-11起诉，{}）"


def in_court(told: str) -> Recommendation:
    """Read on 13 October 2026, with what is told of the judgment."""
    return matter(outcome=IN_COURT.format(told))


def owed_in(found: Recommendation) -> Deadline:
    return found.deadlines.get(status="open")


@pytest.mark.parametrize(("told", "due"), [("判决支持", "2026-10-23"), ("裁定驳回起诉", "2026-10-19")])
def test_a_judgment_inside_its_appeal_period_opens_that_period_from_its_own_day(told, due):
    found = in_court(f"2026-10-08{told}")
    row = owed_in(found)
    assert (found.state, row.rule, str(row.due_on)) == ("in_court", rules.APPEAL, due)
    assert "以裁判日期推定" in row.explanation


def test_of_a_judgment_known_by_its_month_no_last_day_is_invented():
    row = owed_in(in_court("2026-10判决支持"))
    assert (row.rule, row.due_on) == (rules.APPEAL, None)


def test_after_an_appeal_the_second_judgment_is_waited_for():
    row = owed_in(in_court("2026-10-08判决支持，被告已上诉"))
    assert (row.rule, row.starts_on) == (rules.JUDGMENT, date(2026, 10, 8))


def test_without_a_judgment_the_first_is_waited_for():
    row = owed_in(matter(outcome="整改不到位 → sued（2026-05-11起诉）"))
    assert (row.rule, row.starts_on) == (rules.JUDGMENT, date(2026, 5, 11))


def test_an_assumed_receipt_of_the_judgment_closes_nothing_by_itself():
    found = in_court("2026-10-08判决支持")
    with clock.set_to(clock.at(date(2026, 11, 20), 9)):
        take_due_steps()
    found.refresh_from_db()
    assert found.state == "in_court"


@pytest.mark.parametrize(("told", "rule"), [("", rules.APPEAL), ("，被告已上诉", rules.JUDGMENT)])
def test_the_judgments_day_put_right_moves_what_runs_from_it_and_stays_an_assumption(cast, told, rule):
    found = matter(
        procuratorate=cast.procuratorate.name, outcome=IN_COURT.format(f"2026-10-08判决支持{told}")
    )
    for day in ("2026-10-09", "2026-10-10"):
        perform(
            matter=found,
            step="correct",
            actor=cast.department_head,
            field="judged_on",
            new=day,
            reason="误录",
        )
    row = owed_in(found)
    assert (row.rule, str(row.starts_on), row.starts_assumed) == (rule, "2026-10-10", rule == rules.APPEAL)
