"""Enter the recommendations of a table of published cases."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from imports.cases import Report, UnreadableTable, load
from workflow.errors import Invalid


class Command(BaseCommand):
    help = "从公开案例表（CSV）登记其中的检察建议，各归其辖区，标为导入；重复执行不会重复登记。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="UTF-8 编码的 CSV 文件")

    def handle(self, *args, **options) -> None:
        try:
            with open(options["file"], encoding="utf-8-sig", newline="") as lines:
                report = load(lines)
        except OSError as error:
            raise CommandError(f"无法读取 {options['file']}：{error.strerror}。") from error
        except UnreadableTable as problem:
            raise CommandError(str(problem)) from problem
        except Invalid as problem:
            raise CommandError(f"没有导入任何案例：{problem}") from problem
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
