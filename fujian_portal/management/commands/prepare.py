"""Bring database and demo county to where the portal can be served."""

from typing import Any

from django.conf import settings
from django.core.management import CommandError, CommandParser, call_command

from common.commands import PortalCommand
from fujian_portal.real import WHAT_TO_DO, why_no_demo


class Command(PortalCommand):
    help = "迁移数据库；演示模式下载入示例县（--reset 先清空重载，--welcome 只显示地址与演示账号）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="清空并重新载入示例县")
        parser.add_argument("--welcome", action="store_true", help="只显示地址与演示账号")

    def handle(self, *args: Any, reset: bool, welcome: bool, **options: Any) -> None:
        if welcome:
            self.welcome()
            return
        if reset and not settings.PORTAL_DEMO:
            raise CommandError(
                "没有清空：当前不是演示模式（PORTAL_DEMO 未设置或者为 0），数据原样保留。"
                "需要重载示例县的，在演示环境运行 make demo-reset。"
            )
        if settings.PORTAL_DEMO and (real := why_no_demo(emptying=reset)):
            raise CommandError(f"演示没有启动：{real}数据库没有迁移，数据原样保留。{WHAT_TO_DO}")
        call_command("migrate", verbosity=0, interactive=False)
        if settings.PORTAL_DEMO:
            call_command("demo", reset=reset, stdout=self.stdout)

    def welcome(self) -> None:
        self.stdout.write(f"\n{settings.PORTAL_NAME}已启动：{settings.PORTAL_URL}\n")
        if settings.PORTAL_DEMO:
            call_command("demo", accounts=True, stdout=self.stdout)
