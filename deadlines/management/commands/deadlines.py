"""Compute a table of periods and compare it with the days that are expected of it."""

import csv
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.when import When
from deadlines import statutes
from deadlines.calendar import WorkingCalendar
from deadlines.compute import compute
from deadlines.days import calendar_in_use
from deadlines.explain import moment_text
from deadlines.statute import Stated, Statute, Unit

ADDED = ("computed", "computed_strict", "explanation")
NEEDED = {"rule", "starts_at"}


class Command(BaseCommand):
    help = "按规则逐行计算期限，与给定的 due、strict 比对；有出入时以 1 退出。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--csv",
            required=True,
            help="含 case, rule, starts_at, stated_days, due, strict 的表，可以另有 stated_unit 列",
        )

    def handle(self, *args: str, **options: str) -> None:
        columns, rows = _read(Path(options["csv"]))
        calendar = calendar_in_use()
        answered = [row | _answer(row, calendar) for row in rows]
        writer = csv.DictWriter(self.stdout, [*columns, *ADDED], lineterminator="\n")
        writer.writeheader()
        writer.writerows(answered)
        wrong = [row for row in answered if _differs(row)]
        self.stderr.write(f"共 {len(answered)} 行，{len(wrong)} 行与给定日期不符。")
        if wrong:
            sys.exit(1)


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    if not path.is_file():
        raise CommandError(f"没有找到文件 {path}。")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        columns, rows = list(reader.fieldnames or []), list(reader)
    if not set(columns) >= NEEDED:
        raise CommandError("表头缺少 rule 或 starts_at 列。")
    return columns, rows


def _answer(row: dict[str, str], calendar: WorkingCalendar) -> dict[str, str]:
    try:
        start = When.parse(row["starts_at"])
        statute = statutes.get(row["rule"].strip(), start.day)
        computed = compute(statute, start, stated=_stated(row, statute), calendar=calendar)
    except statutes.UnknownRule as unknown:
        return _none(f"规则 {unknown} 尚未收录，未计算。")
    except ValueError as wrong:
        return _none(f"此行无法计算：{wrong}。")
    strict = computed.strict_on.isoformat() if computed.strict_on else ""
    return dict(zip(ADDED, (moment_text(computed), strict, computed.explanation), strict=True))


def _stated(row: dict[str, str], statute: Statute) -> Stated | None:
    """What the document states; a number without a unit is one of days. Raises ValueError."""
    length, unit = row.get("stated_days") or "", row.get("stated_unit") or statute.stated_unit()
    return Stated(int(length), Unit(unit)) if length else None


def _none(why: str) -> dict[str, str]:
    return dict(zip(ADDED, ("", "", why), strict=True))


def _differs(row: dict[str, str]) -> bool:
    given = (row.get("due") or "", row["computed"]), (row.get("strict") or "", row["computed_strict"])
    return any(expected and expected.strip() != computed for expected, computed in given)
