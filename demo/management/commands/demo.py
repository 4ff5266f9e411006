"""The example county: load it once, load it afresh, or tell its accounts."""

from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import CommandError, CommandParser

from common.commands import PortalCommand
from demo import load
from fujian_portal.real import WHAT_TO_DO, why_no_demo
from organisations.demo_accounts import PASSWORD, demo_accounts


class Command(PortalCommand):
    help = "演示模式下载入示例县（已载入的不重复载入）；--reset 清空后重新载入；--accounts 列出演示账号。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="清空全部数据并重新载入示例县")
        parser.add_argument("--accounts", action="store_true", help="只列出演示账号，每种身份一个")
        parser.add_argument("--all", action="store_true", help="与 --accounts 合用：列出全部演示账号")

    def handle(self, *args: Any, reset: bool, accounts: bool, **options: Any) -> None:
        if not settings.PORTAL_DEMO:
            raise CommandError(
                "示例县只能在演示环境载入：当前不是演示模式（PORTAL_DEMO 未设置），没有作任何改动。"
            )
        if accounts:
            self._tell_accounts(everyone=options["all"])
            return
        if real := why_no_demo(emptying=reset):
            raise CommandError(
                f"没有{'清空' if reset else '载入示例县'}：{real}数据原样保留，没有作任何改动。{WHAT_TO_DO}"
            )
        if reset:
            load.empty()
        elif load.is_loaded():
            self.stdout.write("示例县已经载入，未作改动；需要恢复原样的，运行 make demo-reset。")
            return
        self._load()

    def _load(self) -> None:
        self.stdout.write("正在载入示例县……")
        began = monotonic()
        load.load()
        matters, people = load.number_of_matters(), load.number_of_people()
        seconds = monotonic() - began
        self.stdout.write(f"示例县已载入：{people} 个账号，{matters} 件事项，用时 {seconds:.0f} 秒。")

    def _tell_accounts(self, *, everyone: bool) -> None:
        self.stdout.write(f"演示账号（密码均为 {PASSWORD}；全部账号：manage.py demo --accounts --all）：")
        for account in demo_accounts(everyone=everyone):
            self.stdout.write(f"  {account['username']:<16}{account['what']}　{account['who']}")
