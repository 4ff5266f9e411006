"""Published cases: a table of facts, of which the recommendations are taken."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from openpyxl.utils.datetime import WINDOWS_EPOCH as EPOCH

from common import cells
from common.named import without_note
from common.tables import UnreadableTable, of_lines
from imports import entering
from imports.bodies import Bodies, Made
from imports.models import ImportedRow
from imports.rooms import room_of
from matters.models import Matter, MatterLink
from recommendations.choices import Kind
from recommendations.ledgers.facts import Facts
from recommendations.linked import SUCCESSOR
from recommendations.models import Recommendation
from workflow.errors import Invalid, Refused

#: The kinds of the table that are recommendations.
KINDS = {
    "public_interest": Kind.PUBLIC_INTEREST,
    "social_governance": Kind.SOCIAL_GOVERNANCE,
    "correct_violation": Kind.CORRECTION,
    "retrial": Kind.RETRIAL,
    "other": Kind.OTHER_RECOMMENDATION,
}
COLUMNS = {
    "case", "kind", "procuratorate", "receiving_organisation", "domain", "found", "filed", "issued", "served",
    "replied", "outcome", "measures", "summary", "date_notes", "source", "source_address",
}  # fmt: skip
DAYS = {
    "found": "found_on",
    "filed": "filed_on",
    "issued": "issued_on",
    "served": "received_on",
    "replied": "replied_on",
}
#: Those that are no recommendations, in the words of the field.
OTHERS = {
    "prosecutor_opinion": "检察意见",
    "crime_referral": "涉嫌犯罪案件移送",
    "filing_supervision": "立案监督",
    "support_prosecution": "支持起诉",
    "judicial_aid": "司法救助",
    "community_correction": "社区矫正监督",
    "dispute_resolution": "行政争议化解",
    "mandatory_report": "强制报告",
    "vetting": "入职查询",
    "hearing": "公开听证",
    "joint_meeting": "联席会议",
    "campaign": "专项监督活动",
}
REASON = "导入公开案例"
TAKEN_UP = "提请上级"
UNNAMED = "未公布的被建议单位"
#: 、 inside brackets belongs to the name.
BETWEEN = re.compile(r"[、；;\n](?![^（(]*[）)])")


@dataclass
class Report:
    """What an import did: matters made, cases recognised, and how many of each kind are not taken yet."""

    cases: int = 0
    matters: int = 0
    recognised: int = 0
    others: Counter = field(default_factory=Counter)
    made: Made = field(default_factory=Made)


@transaction.atomic
def load(lines: Iterable[str]) -> Report:
    """Enter every recommendation of the table, whole or not at all. Raises UnreadableTable."""
    rows = [row | {"line": str(number)} for number, row in of_lines(lines, sorted(COLUMNS))]
    taken = [row for row in rows if row["kind"] in KINDS]
    room, bodies, report = room_of(Recommendation), Bodies(unnamed=UNNAMED), Report()
    report.others = Counter(OTHERS.get(row["kind"], row["kind"]) for row in rows if row["kind"] not in KINDS)
    for row in taken:
        facts = _facts(row)
        try:
            entered = entering.enter(room, facts, bodies, reason=REASON, links=_links(row, taken))
        except (Invalid, Refused) as problem:
            raise _unreadable(row, str(problem).rstrip("。")) from problem
        report.cases += bool(entered)
        report.recognised += not entered
        report.matters += len(entered)
    report.made = bodies.made
    return report


def names(text: str) -> tuple[str, ...]:
    """The organisations named in a cell, each once, in their order."""
    parts = (part.strip() for part in BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def lead_name(cell: str) -> str:
    """Who issued: the first procuratorate that is named, without what stands in brackets."""
    return without_note(names(cell)[0]) if names(cell) else ""


def _unreadable(row: dict[str, str], reason: str) -> UnreadableTable:
    return UnreadableTable(f"第 {row['line']} 行（{row['case']}）：{reason}")


def _day(row: dict[str, str], column: str) -> str:
    """A day, a month or a year as the fields keep it. Raises UnreadableTable."""
    try:
        return cells.day_of(row[column], EPOCH)
    except cells.BadCell as problem:
        raise _unreadable(row, f"{column} {problem}".rstrip("。")) from problem


def _facts(row: dict[str, str]) -> Facts:
    joined = row["procuratorate"] != lead_name(row["procuratorate"])
    lead = f"制发单位原文：{row['procuratorate']}" if joined else ""
    due = f"载明的回复期限：{row['reply_due_stated']}" if row.get("reply_due_stated") else ""
    followed = f"跟进：{row['followed_up']}" if row.get("followed_up") else ""
    return Facts(
        place=row["case"],
        lead=lead_name(row["procuratorate"]),
        recipients=names(row["receiving_organisation"]) or ("",),
        kind=KINDS[row["kind"]],
        days={field: day for column, field in DAYS.items() if (day := _day(row, column))},
        domain=row["domain"],
        outcome=row["outcome"],
        summary=row["summary"],
        measures=row["measures"],
        note="；".join(part for part in (lead, due, followed, row["date_notes"]) if part),
        source=" ".join(part for part in (row["source"], row["source_address"]) if part),
    )


def _links(row: dict[str, str], taken: list[dict[str, str]]) -> list:
    """A case that a superior procuratorate took up follows the one that was refused: the same publication's."""
    before = next((each for each in taken if _was_taken_up(each, row)), None)
    earlier = before and _matter_of(before)
    return [lambda matter: _successor(earlier, matter)] if earlier else []


def _was_taken_up(earlier: dict[str, str], later: dict[str, str]) -> bool:
    same = _publication(earlier) == _publication(later) and earlier["kind"] == later["kind"]
    return (
        earlier is not later and same and TAKEN_UP in earlier["outcome"] and TAKEN_UP not in later["outcome"]
    )


def _publication(row: dict[str, str]) -> str:
    """The source without what it says of the stage: …检例第148号（县院阶段）."""
    return row["source"].rpartition("（")[0] or row["source"]


def _matter_of(row: dict[str, str]) -> Matter | None:
    facts = _facts(row)
    known = ImportedRow.objects.filter(key=facts.key(facts.recipients[0])).first()
    return known and known.matter


def _successor(earlier: Matter, later: Matter) -> MatterLink:
    return MatterLink(earlier=earlier, later=later, relation=SUCCESSOR.code)
