"""For whoever runs the server: lets a locked account try again when nobody inside can."""

from typing import Any

from django.core.management import CommandError, CommandParser

from common.commands import PortalCommand
from organisations.lock_outs import lock_outs, release
from organisations.models import User


class Command(PortalCommand):
    help = "解除某个账号因输错密码的锁定；记入登录记录。本单位和安全管理员都无人能够办理时用。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="用户名")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        people = User.objects.filter(username=username)
        user = people.first()
        if user is None:
            raise CommandError(f"没有用户名为“{username}”的账号，没有作任何改动。")
        if not lock_outs(people):
            raise CommandError(f"{user.full_name}的账号没有锁定，没有作任何改动。")
        release(user, request=None, by=None)
        self.stdout.write(f"{user.full_name}的账号已解除锁定，可以重新登录。")
