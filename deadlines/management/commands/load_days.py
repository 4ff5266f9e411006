"""Load a notice on holidays and make-up working days, and move the deadlines it touches."""

from django.core.management.base import CommandError, CommandParser

from common.commands import PortalCommand
from common.tables import UnreadableTable, content_of
from deadlines.calendar import Day
from deadlines.new_days import load_days, no_longer_said, would_move
from deadlines.notice_file import UNCHANGED, UnreadableNotice, read
from organisations.models import Jurisdiction


class Command(PortalCommand):
    help = "导入放假安排（列：日期、安排、事由、依据），并重新计算所涉及的期限。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="xlsx 或者 CSV 文件，安排为休息（rest）或者上班（work）")
        parser.add_argument("--announces-year", action="store_true", help="是全年放假安排，该年度不再为暂定")
        parser.add_argument("--place", help="只在一个地区适用的，写该地区的六位行政区划代码")
        parser.add_argument("--preview", action="store_true", help="只列出受影响的期限，不改动")

    def handle(self, *args: str, **options) -> None:
        place, announces = _place(options["place"]), options["announces_year"]
        if place and announces:
            raise CommandError(f"一个地区的安排不是全年放假安排。{UNCHANGED}")
        days = _read(options["file"])
        gone = no_longer_said(days) if announces else []
        carry_out = would_move if options["preview"] else load_days
        moved = carry_out(days, announces_year=announces, is_whole=True, jurisdiction=place)
        for row in gone:
            self.stdout.write(f"原全年安排中的 {row} 不在文件中，删去。")
        for old, new in moved:
            self.stdout.write(f"{new.matter} {new.label}：{old.due_on} 改为 {new.due_on}")
        done = "如果导入" if options["preview"] else "已导入"
        self.stdout.write(f"{done} {len(days)} 天，{len(moved)} 项期限随之变更。")


def _place(code: str | None) -> Jurisdiction | None:
    if not code:
        return None
    place = Jurisdiction.objects.filter(code=code).first()
    if place is None or place.level == Jurisdiction.Level.COUNTRY:
        raise CommandError(f"没有代码为 {code} 的省、市（州）、县。{UNCHANGED}")
    return place


def _read(path: str) -> list[Day]:
    try:
        return read(content_of(path))
    except UnreadableTable as wrong:
        raise CommandError(f"{wrong}。{UNCHANGED}") from None
    except UnreadableNotice as wrong:
        raise CommandError(str(wrong)) from None
