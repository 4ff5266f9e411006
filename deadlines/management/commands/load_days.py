"""Load a notice on holidays and make-up working days, and move the open deadlines it touches."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from deadlines.calendar import Day, read_days
from deadlines.new_days import load_days


class Command(BaseCommand):
    help = "导入放假安排（列：date, status, occasion, notice），并重新计算所涉及的在办期限。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="CSV 文件，status 为 rest（休息）或 work（上班）")
        parser.add_argument("--announces-year", action="store_true", help="是全年放假安排，该年度不再为暂定")

    def handle(self, *args: str, **options) -> None:
        days = _read(Path(options["file"]))
        moved = load_days(days, announces_year=options["announces_year"])
        for old, new in moved:
            self.stdout.write(f"{new.matter} {new.label}：{old.due_on} 改为 {new.due_on}")
        self.stdout.write(f"已导入 {len(days)} 天，{len(moved)} 项在办期限随之变更。")


def _read(path: Path) -> list[Day]:
    if not path.is_file():
        raise CommandError(f"没有找到文件 {path}，日历没有改动。")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return read_days(lines)
    except KeyError as missing:
        raise CommandError(f"表头缺少 {missing} 列，日历没有改动。") from None
    except ValueError as wrong:
        raise CommandError(f"有一行无法识别：{wrong}。日历没有改动。") from None
