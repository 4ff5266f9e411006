"""Write docs/statutes.md from the table of rules, for a county's legal staff to tick off."""

import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser

from common.commands import PortalCommand
from deadlines import statutes
from deadlines.statute import Mark, Statute

INTRO = """# 期限依据一览

由 `manage.py statutes` 自 `deadlines/statutes.py` 生成，请勿直接修改。供法制工作人员逐条核对：核对无误的，在“核对”一栏打勾。

- 期间开始之日不计入；按月计算的，至对应日届满，没有对应日的，以当月最后一日为准。
- 届满日为休息日的，顺延至其后第一个工作日；调休上班的周六、周日为工作日。期间之内的休息日不扣除。
- 按小时计算的，自事发之时连续计算，不因夜间、节假日顺延。
- “严格”一栏为“是”的，条文未写明休息日顺延：系统同时显示顺延前、后的日期，提醒以顺延前的日期为准。
- 工作目标由县自行确定，不是法定期限，超过的不称逾期。
"""


class Command(PortalCommand):
    help = "生成 docs/statutes.md；--check 只检查是否最新。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="不写文件；不是最新时以 1 退出")

    def handle(self, *args: str, **options: bool) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "statutes.md"
        text = document()
        current = path.is_file() and path.read_text(encoding="utf-8") == text
        if options["check"] and not current:
            self.stderr.write("docs/statutes.md 不是最新，请运行 manage.py statutes 后一并提交。")
            sys.exit(1)
        if not current:
            path.write_text(text, encoding="utf-8")


def document() -> str:
    marks = "".join(f"- **{mark}** {mark.label}\n" for mark in Mark)
    return f"{INTRO}\n标记：\n\n{marks}\n" + "\n".join(_chapters())


def _chapters() -> Iterator[str]:
    for title, chapter in statutes.CHAPTERS.items():
        yield f"## {title}\n"
        yield "| 核对 | 规则 | 义务主体 | 应当办理 | 期限 | 起算 | 依据 | 标记 | 严格 | 施行 | 说明 |"
        yield "|---|---|---|---|---|---|---|---|---|---|---|"
        yield from map(_row, chapter)
        yield ""


def _row(statute: Statute) -> str:
    basis = "；".join(citation.full for citation in statute.basis)
    since = statute.since.isoformat() if statute.since else "待核"
    if statute.is_target:
        since = "—"
    if statute.until:
        since = f"{since} 至 {statute.until.isoformat()}"
    strict = "是" if statute.strict else ""
    counted = "（向前计算）" if statute.backwards else ""
    cells = (
        "☐", f"`{statute.code}`", statute.owes, statute.duty, statute.length_text + counted, statute.starts,
        basis, statute.mark.value, strict, since, statute.note,
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"
