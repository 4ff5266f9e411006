"""Enter a roster of organisations from a CSV file."""

import io

from django.core.management.base import CommandError, CommandParser

from common import tables
from common.commands import PortalCommand
from organisations.models import Jurisdiction
from organisations.seed import RosterError, load_jurisdictions, load_roster


class Command(PortalCommand):
    help = "从 CSV 名册登记单位（列：code,name,short_name,capabilities,source）；重复执行只更新有变化的单位。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="CSV 文件（UTF-8 或者 GB 18030）")
        parser.add_argument("--jurisdiction", default="513225", help="名册所属辖区的行政区划代码")

    def handle(self, *args, **options) -> None:
        load_jurisdictions()
        jurisdiction = Jurisdiction.objects.filter(code=options["jurisdiction"]).first()
        if jurisdiction is None:
            raise CommandError(f"辖区 {options['jurisdiction']} 尚未登记，请先在管理后台登记该辖区。")
        try:
            text = tables.decoded(tables.content_of(options["file"]))
            loaded = load_roster(io.StringIO(text, newline=""), jurisdiction)
        except tables.UnreadableTable as wrong:
            raise CommandError(f"{wrong}。未导入任何单位。") from None
        except RosterError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{jurisdiction.name}名册已登记：新增 {loaded.added} 个单位，更新 {loaded.changed} 个。"
        )
