"""For whoever runs the server: the last way in when the only security administrator has lost the device."""

from typing import Any

from django.core.management import CommandError, CommandParser

from common.commands import PortalCommand
from organisations.models import User
from organisations.second_factor import remove
from organisations.telling import tell_about


class Command(PortalCommand):
    help = "解除某个账号的动态口令，并退出其全部登录；记入登录记录。安全管理员本人丢失手机、又没有另一位安全管理员时用。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="用户名")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有用户名为“{username}”的账号，没有作任何改动。")
        if not user.has_second_factor:
            raise CommandError(f"{user.full_name}没有绑定动态口令，没有作任何改动。")
        remove(user, request=None)
        tell_about(user, f"系统运维人员在服务器上解除了{user}的动态口令。", by=None)
        self.stdout.write(f"{user.full_name}的动态口令已解除，须重新绑定的，下次登录时绑定。")
