"""Enter the recommendations of a table of published cases."""

import io

from django.core.management.base import CommandError, CommandParser

from common import tables
from common.commands import PortalCommand
from recommendations.ledgers.cases import Report, load


class Command(PortalCommand):
    help = "从公开案例表（CSV）登记其中的检察建议，各归其辖区，标为导入；重复执行不会重复登记。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="CSV 文件（UTF-8 或者 GB 18030）")

    def handle(self, *args, **options) -> None:
        try:
            text = tables.decoded(tables.content_of(options["file"]))
            report = load(io.StringIO(text, newline=""))
        except tables.UnreadableTable as problem:
            raise CommandError(f"{problem}。没有导入任何案例。") from problem
        self._tell(report)

    def _tell(self, report: Report) -> None:
        made = report.made
        self.stdout.write(
            f"检察建议：新登记 {report.cases} 案 {report.matters} 件，已登记过 {report.recognised} 案。"
        )
        self.stdout.write(f"新登记单位 {len(made.organisations)} 个，辖区 {len(made.jurisdictions)} 个。")
        for line in made.undetermined:
            self.stdout.write(line)
        if report.others:
            counted = "，".join(f"{kind} {number} 案" for kind, number in sorted(report.others.items()))
            self.stdout.write(f"尚不登记的类型共 {report.others.total()} 案：{counted}。")
