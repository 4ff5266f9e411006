"""manage.py verify_events: whether what was said and what stands was changed, removed, inserted or cut off."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from common.commands import PortalCommand
from common.tables import UnreadableTable, content_of, decoded
from matters import seals
from matters.models import ChainSeal, Matter
from matters.verifying import verify_all
from organisations.chained import chained_models
from organisations.chained import verify as verify_records

BATCH = 500
DAYS_NAMED = 10


class Command(PortalCommand):
    help = (
        "校验办理经过：逐件核对每条记录与前一条是否衔接、内容和末尾是否被改动；"
        "并把文书、附件、期限等各项资料和文件与登记逐项对照；"
        "加 --all 时还核对查阅下载记录、登录记录和每日封存，末尾被截去后改写的也能查出。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--matter", type=int, help="只校验这一件")
        which.add_argument("--all", action="store_true", help="全部校验，包括每日封存")
        parser.add_argument("--against", type=Path, help="另行保存的封存摘要，每行“日期 摘要”；与 --all 同用")

    def handle(self, **options) -> None:
        if options["against"] and not options["all"]:
            raise CommandError("--against 须与 --all 同用。")
        against = _kept_outside(options["against"]) if options["against"] else None
        self.found = 0
        checked = f"校验{self._verify_chains(options['matter'])}件"
        if options["all"]:
            checked += f"、{self._verify_records()}、每日封存{self._verify_seals(against)}次"
        if self.found:
            raise CommandError(f"{checked}，发现{self.found}处不符。")
        self.stdout.write(f"{checked}，全部相符。")

    def _verify_chains(self, only: int | None) -> int:
        matters = Matter.objects.order_by("pk").only("pk", "last_event_number", "head_hash")
        if only is not None:
            matters = matters.filter(pk=only)
            if not matters.exists():
                raise CommandError(f"没有编号为 {only} 的事项，没有校验。请核对编号，或者用 --all 校验全部。")
        rows, checked = iter(matters.iterator(chunk_size=BATCH)), 0
        while batch := list(islice(rows, BATCH)):
            checked += len(batch)
            self._tell(verify_all(batch))
        return checked

    def _verify_records(self) -> str:
        for model in chained_models():
            self._tell(verify_records(model))
        named = (f"{model._meta.verbose_name}{model.objects.count()}条" for model in chained_models())
        return "、".join(named)

    def _verify_seals(self, against: dict[date, str] | None) -> int:
        self._tell(seals.verify_seals(against))
        last = ChainSeal.objects.last()
        if last is None:
            self.stdout.write("还没有每日封存：定时器运行后每日封存一次，也可运行 manage.py seal_events。")
            return 0
        self.stdout.write(f"最近一次封存：{last}，请与另行保存的摘要核对。")
        self.stdout.write(f"此后有新记录、尚待下一次封存的{seals.unsealed().count()}件。")
        if missing := seals.days_without_seal():
            named = "、".join(f"{day:%Y-%m-%d}" for day in missing[:DAYS_NAMED])
            more = "等" if len(missing) > DAYS_NAMED else ""
            self.stdout.write(f"没有封存的{len(missing)}日：{named}{more}。停机的日子没有封存，其余请查明。")
        return ChainSeal.objects.count()

    def _tell(self, breaks: Iterator) -> None:
        for broken in breaks:
            self.found += 1
            self.stdout.write(str(broken))


def _text_of(file: Path) -> str:
    try:
        return decoded(content_of(file))
    except UnreadableTable as wrong:
        raise CommandError(f"{wrong}。没有校验。") from None


def _kept_outside(file: Path) -> dict[date, str]:
    """The lines of the file. Raises CommandError for one that is no day and digest, or no text."""
    kept = {}
    for position, line in enumerate(_text_of(file).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            day, digest = line.split()
            kept[date.fromisoformat(day)] = digest.lower()
        except ValueError:
            raise CommandError(
                f"{file} 第 {position} 行不是“日期 摘要”，如：2026-11-24 3f5a…。没有校验。"
            ) from None
    return kept
