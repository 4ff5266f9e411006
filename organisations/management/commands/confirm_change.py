"""For whoever runs the server: the last way where nobody inside can confirm what another has asked for."""

from typing import Any

from django.core.management import CommandError, CommandParser

from common import clock, dates
from common.commands import PortalCommand
from organisations.models import SensitiveChange
from organisations.two_hands import NotPossible, confirm


class Command(PortalCommand):
    help = "列出待确认的变更；写明编号的，核实后在服务器上确认，记入记录并告知本人和负责人。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", nargs="?", type=int, help="编号；不写则只列出")

    def handle(self, *args: Any, number: int | None, **options: Any) -> None:
        if number is None:
            self._list()
            return
        change = SensitiveChange.objects.filter(pk=number).first()
        if change is None:
            raise CommandError(f"没有编号为 {number} 的变更申请，没有作任何改动。")
        try:
            code = confirm(change, by=None)
        except NotPossible as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"已确认并办理：{change}。")
        if code:
            self.stdout.write(f"重置码（用户名 {change.person.username}，24 小时内使用一次）：{code}")

    def _list(self) -> None:
        rows = SensitiveChange.objects.filter(
            outcome=SensitiveChange.Outcome.OPEN, expires_at__gt=clock.now()
        )
        for row in rows.select_related("person", "organisation", "asked_by__user"):
            until = dates.chinese_moment(row.expires_at)
            self.stdout.write(f"{row.pk}　{row}　{row.before} → {row.after}　{row.asked_by}申请，{until}失效")
        if not rows:
            self.stdout.write("目前没有待确认的变更。")
