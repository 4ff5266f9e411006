"""Tables in text as WPS, Excel and other programs save them: every fault is told in Chinese, with its line."""

import codecs
import csv
import io
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
#: Without a mark: UTF-8 is hardly ever valid by chance, GB 18030 often is.
TRIED = ("utf-8", "gb18030")
#: The heads are the first line.
FIRST_LINE = 2
Record = tuple[int, dict[str, str]]


class UnreadableTable(ValueError):
    """The table cannot be read; the message says in Chinese where and why, without a full stop."""


def content_of(path: str | Path) -> bytes:
    """Raises UnreadableTable."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise UnreadableTable(f"没有找到文件 {path}") from None
    except (OSError, ValueError):
        raise UnreadableTable(f"无法读取 {path}，请核对路径和读取权限") from None


def decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark or GB 18030. Raises UnreadableTable."""
    marked = next((name for mark, name in MARKS.items() if content.startswith(mark)), "")
    for encoding in (marked,) if marked else TRIED:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableTable("这不是 UTF-8 或者 GB 18030 编码的 CSV 文件，请另存为“CSV UTF-8”后重试")


def records(path: str | Path, needed: Collection[str]) -> list[Record]:
    """Each row under its heads, with the number of its line. Raises UnreadableTable."""
    return list(of_lines(io.StringIO(decoded(content_of(path)), newline=""), needed))


def of_lines(lines: Iterable[str], needed: Collection[str]) -> Iterator[Record]:
    """As `records`, of a table that is open already. Rows without anything are passed over."""
    rows = csv.reader(lines)
    try:
        heads = [head.strip() for head in next(rows, [])]
        if missing := [name for name in needed if name not in heads]:
            raise UnreadableTable(f"缺少列：{'、'.join(missing)}，请核对表头")
        for number, row in enumerate(rows, start=FIRST_LINE):
            if any(cell.strip() for cell in row):
                yield number, _under(heads, needed, number, row)
    except csv.Error:
        raise UnreadableTable(f"第 {rows.line_num} 行不能识别，可能引号没有成对") from None


def _under(heads: list[str], needed: Collection[str], number: int, row: list[str]) -> dict[str, str]:
    """A row may end early, but not before a column that is needed, and holds nothing beyond the heads."""
    if len(row) > len(heads) and any(cell.strip() for cell in row[len(heads) :]):
        raise UnreadableTable(
            f"第 {number} 行有 {len(row)} 格，表头只有 {len(heads)} 列，可能有未加引号的逗号"
        )
    if cut := [head for head in heads[len(row) :] if head in needed]:
        raise UnreadableTable(f"第 {number} 行只有 {len(row)} 格，缺少{'、'.join(cut)}，请补全")
    return dict(zip(heads, [*row, *[""] * len(heads)], strict=False))
