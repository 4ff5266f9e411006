"""manage.py take_stock: matters from before events spoke for rows get one event that takes stock."""

from django.core.management.base import CommandParser

from common.commands import PortalCommand
from matters.models import Matter
from workflow.stock import REASON, take_stock, without_stock


class Command(PortalCommand):
    help = (
        "盘点：给尚未盘点的事项各登记一条经过，文书、附件、期限等资料自此纳入校验。可以中断，再次运行时接着办；"
        "定时器每小时也会办一部分。数据被迁移等正当地成批改动之后，用 --again 说明理由，全部重新盘点。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", metavar="理由", help="全部重新盘点，理由记入每件的办理经过")

    def handle(self, **options) -> None:
        again = options["again"]
        matters = Matter.objects.order_by("pk") if again else without_stock()
        self.stdout.write(f"已盘点{take_stock(matters, again or REASON)}件。")
