"""manage.py verify_events: whether what was said was changed, removed, inserted or cut off."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matters.chain import verify
from matters.models import Matter


class Command(BaseCommand):
    help = "校验办理经过：逐件核对每条记录与前一条是否衔接、内容和末尾是否被改动。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--matter", type=int, help="只校验这一件")

    def handle(self, **options) -> None:
        matters = Matter.objects.order_by("pk")
        if options["matter"]:
            matters = matters.filter(pk=options["matter"])
        checked = found = 0
        for matter in matters.iterator():
            checked += 1
            for broken in verify(matter):
                found += 1
                self.stdout.write(str(broken))
        if found:
            raise CommandError(f"校验{checked}件，发现{found}处不符。")
        self.stdout.write(f"校验{checked}件，全部相符。")
