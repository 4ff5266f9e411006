"""For whoever runs the server: a code for a new password where nobody inside can ask for one."""

from typing import Any

from django.core.management import CommandError, CommandParser

from common.commands import PortalCommand
from organisations.carrying_out import give_code
from organisations.models import User
from organisations.telling import tell_about


class Command(PortalCommand):
    help = (
        "为某个账号发放密码重置码；记入登录记录，并告知本人和负责人。安全管理员、系统管理员都不能登录时用。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="用户名")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"没有用户名为“{username}”的在用账号，没有作任何改动。")
        code = give_code(user, by=None, request=None)
        tell_about(user, f"系统运维人员在服务器上为{user}发放了密码重置码。", by=None)
        self.stdout.write(f"{user.full_name}的重置码，24 小时内使用一次：{code}")
