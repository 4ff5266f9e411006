"""manage.py seal_events: seal the day and list the digests, to be printed or kept outside the portal."""

from datetime import date

from django.core.management.base import CommandParser

from common.commands import PortalCommand
from matters.models import ChainSeal
from matters.seals import seal_today


class Command(PortalCommand):
    help = "封存当日的办理经过（当日已封存的不重复），并列出各日的封存摘要，供打印或者另行保存。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=date.fromisoformat, help="只列出这一日及以后的，如 2026-11-01")

    def handle(self, **options) -> None:
        seal_today()
        seals = ChainSeal.objects.order_by("sealed_on")
        if options["since"]:
            seals = seals.filter(sealed_on__gte=options["since"])
        for seal in seals:
            self.stdout.write(str(seal))
