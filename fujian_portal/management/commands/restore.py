"""manage.py restore: an archive of `backup` into an empty place; checked before and after."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connection

from common.commands import PortalCommand
from documents.models import Document
from fujian_portal.backups import archive, databases
from matters.models import Upload
from matters.storage import private_storage

NOTHING_DONE = "没有恢复任何内容"
AGAIN = "恢复没有完成，请清空数据库和文件目录后重新恢复"


class Command(PortalCommand):
    help = "恢复：把 backup 的归档恢复到空数据库和空文件目录，逐项核对摘要、行数和办理经过。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件")
        parser.add_argument("--check-only", action="store_true", help="只核对归档是否完好，不恢复")

    def handle(self, *args: Any, file: Path, check_only: bool, **options: Any) -> None:
        manifest = archive.check(file)
        self.stdout.write(f"{file} 完好：{manifest['made_at']} 的备份，平台版本 {manifest['portal']}。")
        if check_only:
            return
        refuse_other_kind(manifest)
        refuse_other_version(manifest)
        refuse_occupied()
        archive.unpack(file)
        if problems := [*wrong_counts(manifest), *wrong_files()]:
            raise CommandError("\n".join([f"{AGAIN}。不符之处：", *problems]))
        files = len(manifest["digests"]) - 1
        self.stdout.write(f"已恢复：{sum(manifest['rows'].values())}行、文件{files}个，行数和摘要全部相符。")
        call_command("verify_events", all=True, stdout=self.stdout)


def refuse_other_kind(manifest: archive.Manifest) -> None:
    if manifest["database"] != connection.vendor:
        raise CommandError(
            f"备份出自 {manifest['database']}，现在的数据库是 {connection.vendor}，{NOTHING_DONE}。"
            "请把 DATABASE_URL 改为同一种数据库。"
        )


def refuse_other_version(manifest: archive.Manifest) -> None:
    """Restored by the very code that made it; upgraded afterwards."""
    made, here = map(_set, (manifest["migrations"], archive.known_migrations()))
    if missing := sorted(made - here - _set(archive.replaced_migrations())):
        raise CommandError(
            f"备份由较新的版本（{manifest['portal']}）生成，本程序（{archive.portal_version()}）"
            f"没有其中的迁移 {'.'.join(missing[0])}，{NOTHING_DONE}。请用生成备份的版本恢复。"
        )
    if missing := sorted(here - made):
        raise CommandError(
            f"备份由较旧的版本（{manifest['portal']}）生成，还没有迁移 {'.'.join(missing[0])}，{NOTHING_DONE}。"
            "请用生成备份的版本恢复，恢复后再升级。"
        )


def _set(migrations: list[list[str]]) -> set[tuple[str, ...]]:
    return set(map(tuple, migrations))


def refuse_occupied() -> None:
    if not databases.is_empty():
        name = connection.settings_dict["NAME"]
        raise CommandError(
            f"数据库 {name} 不是空的，{NOTHING_DONE}。请新建一个空数据库，不要先运行 migrate。"
        )
    if first := next(archive.stored_names(private_storage()), None):
        raise CommandError(f"文件目录里已有文件（如 {first}），{NOTHING_DONE}。请换一个空的目录。")


def wrong_counts(manifest: archive.Manifest) -> Iterator[str]:
    rows = databases.count_rows()
    for table in sorted(rows.keys() | manifest["rows"]):
        if rows.get(table) != manifest["rows"].get(table):
            yield f"表 {table} 有{rows.get(table, 0)}行，备份时{manifest['rows'].get(table, 0)}行"


def wrong_files() -> Iterator[str]:
    """Papers and attachments whose file is missing or not what its row says."""
    attached = Upload.objects.exclude(attachments=None, documents=None).distinct()
    for row in [*Document.objects.iterator(), *attached]:
        try:
            with row.file.open() as file:
                whole = hashlib.file_digest(file, "sha256").hexdigest() == row.sha256
        except FileNotFoundError:
            yield f"缺少文件 {row.file.name}"
            continue
        if not whole:
            yield f"文件 {row.file.name} 与登记的摘要不符"
