"""Enter a roster of organisations from a CSV file."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from organisations.models import Jurisdiction
from organisations.seed import RosterError, load_jurisdictions, load_roster


class Command(BaseCommand):
    help = "从 CSV 名册登记单位（列：code,name,short_name,capabilities,source）；重复执行只更新有变化的单位。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="UTF-8 编码的 CSV 文件")
        parser.add_argument("--jurisdiction", default="513225", help="名册所属辖区的行政区划代码")

    def handle(self, *args, **options) -> None:
        load_jurisdictions()
        jurisdiction = Jurisdiction.objects.filter(code=options["jurisdiction"]).first()
        if jurisdiction is None:
            raise CommandError(f"辖区 {options['jurisdiction']} 尚未登记，请先在管理后台登记该辖区。")
        try:
            with open(options["file"], encoding="utf-8-sig", newline="") as lines:
                loaded = load_roster(lines, jurisdiction)
        except OSError as error:
            raise CommandError(f"无法读取 {options['file']}：{error.strerror}。") from error
        except RosterError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{jurisdiction.name}名册已登记：新增 {loaded.added} 个单位，更新 {loaded.changed} 个。"
        )
