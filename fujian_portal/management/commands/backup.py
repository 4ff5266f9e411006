"""manage.py backup: database and files in one archive, while the portal runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from common import clock
from common.commands import PortalCommand
from fujian_portal.backups import archive


class Command(PortalCommand):
    help = "备份：数据库和全部文件写入一个归档文件，平台照常运行。位置可以是目录（自动命名）或者文件名。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", type=Path, metavar="目录或文件")

    def handle(self, *args: Any, place: Path, **options: Any) -> None:
        file = place / f"portal-{clock.local(clock.now()):%Y%m%d-%H%M%S}.tar" if place.is_dir() else place
        if file.exists():
            raise CommandError(f"{file} 已经存在，没有覆盖。请换一个文件名。")
        if not file.parent.is_dir():
            raise CommandError(f"没有目录 {file.parent}，请先建立。")
        try:
            manifest = archive.write(file)
        except OSError as fault:
            raise CommandError(f"备份没有完成，未留下不完整的文件：{fault}") from fault
        files = len(manifest["digests"]) - 1
        size = file.stat().st_size / 2**20
        rows = sum(manifest["rows"].values())
        self.stdout.write(
            f"已备份到 {file}：{len(manifest['rows'])}张表{rows}行，文件{files}个，共 {size:.1f} MB。"
        )
