"""Compute a table of periods and compare it with the days that are expected of it."""

import csv
import sys

from django.core.management.base import CommandError, CommandParser

from common import tables
from common.commands import PortalCommand
from common.dates import parse_when
from common.tables import UnreadableTable
from common.when import When
from deadlines import statutes
from deadlines.calendar import WorkingCalendar
from deadlines.compute import compute
from deadlines.days import calendar_in_use
from deadlines.explain import moment_text
from deadlines.statute import STATABLE, Stated, Statute, Unit

ADDED = ("computed", "computed_strict", "explanation")
NEEDED = ("rule", "starts_at")
UNITS = {unit.value for unit in STATABLE}


class Command(PortalCommand):
    help = "按规则逐行计算期限，与给定的 due、strict 比对；有出入时以 1 退出。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--csv",
            required=True,
            help="含 case, rule, starts_at, stated_days, due, strict 的表，可以另有 stated_unit 列",
        )

    def handle(self, *args: str, **options: str) -> None:
        columns, rows = _read(options["csv"])
        calendar = calendar_in_use()
        answered = [row | _answer(row, calendar) for row in rows]
        writer = csv.DictWriter(self.stdout, [*columns, *ADDED], lineterminator="\n")
        writer.writeheader()
        writer.writerows(answered)
        wrong = [row for row in answered if _differs(row)]
        self.stderr.write(f"共 {len(answered)} 行，{len(wrong)} 行与给定日期不符。")
        if wrong:
            sys.exit(1)


def _read(path: str) -> tuple[list[str], list[dict[str, str]]]:
    try:
        rows = [row for _, row in tables.records(path, NEEDED)]
    except UnreadableTable as wrong:
        raise CommandError(f"{wrong}。没有计算任何一行。") from None
    return list(rows[0]) if rows else [], rows


def _answer(row: dict[str, str], calendar: WorkingCalendar) -> dict[str, str]:
    try:
        start = _start(row["starts_at"].strip())
        statute = statutes.get(row["rule"].strip(), start.day)
        computed = compute(statute, start, stated=_stated(row, statute), calendar=calendar)
    except statutes.UnknownRule as unknown:
        return _none(f"规则 {unknown} 尚未收录，未计算。")
    except OverflowError:
        return _none("此行无法计算：载明的期限过长，请核对。")
    except ValueError as wrong:
        return _none(f"此行无法计算：{wrong}。")
    strict = computed.strict_on.isoformat() if computed.strict_on else ""
    return dict(zip(ADDED, (moment_text(computed), strict, computed.explanation), strict=True))


def _stated(row: dict[str, str], statute: Statute) -> Stated | None:
    """What the document states; a number without a unit is one of days. Raises ValueError."""
    length, unit = row.get("stated_days", "").strip(), row.get("stated_unit", "").strip()
    if not length:
        return None
    if not length.isdecimal():
        raise ValueError(f"stated_days“{length}”不是天数")
    if unit and unit not in UNITS:
        raise ValueError(f"stated_unit“{unit}”应为 {'、'.join(sorted(UNITS))} 之一")
    return Stated(int(length), Unit(unit or statute.stated_unit()))


def _start(text: str) -> When:
    """A moment in ISO form, or a date as people write it. Raises ValueError in Chinese."""
    for read in (When.parse, parse_when):
        try:
            return read(text)
        except ValueError:
            continue
    raise ValueError(f"starts_at“{text}”不是日期" if text else "没有填写 starts_at")


def _none(why: str) -> dict[str, str]:
    return dict(zip(ADDED, ("", "", why), strict=True))


def _differs(row: dict[str, str]) -> bool:
    given = (row.get("due") or "", row["computed"]), (row.get("strict") or "", row["computed_strict"])
    return any(expected and expected.strip() != computed for expected, computed in given)
