"""The code that the demo's administrators sign in with, now."""

from typing import Any

from django.core.management import CommandError, CommandParser

from common.commands import PortalCommand
from organisations.models import User
from organisations.second_factor import demo_code


class Command(PortalCommand):
    help = "演示模式下显示某个账号当前的动态口令（系统管理员、安全管理员、审计员登录时用）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="用户名，如 yujie")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        code = demo_code(user) if user else ""
        if not code:
            raise CommandError(
                f"没有可以显示的动态口令：“{username}”不是使用演示密钥的账号，或者当前不是演示模式（PORTAL_DEMO 未设置）。"
            )
        self.stdout.write(code)
