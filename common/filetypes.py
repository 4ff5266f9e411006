"""What an uploaded file really is: told by its content, never by its name or by what the browser says."""

import codecs
import os
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from common import ole2, openxml, zipnames

MAX_BYTES = 50 * 1024 * 1024
HEAD = 64 * 1024


@dataclass(frozen=True)
class FileType:
    """A kind of file that the portal keeps; `contents` are the findings of `_sniff` that may bear it."""

    code: str
    label: str
    content_type: str
    extensions: tuple[str, ...]
    contents: tuple[str, ...]

    def accepts(self, content: str, extension: str) -> bool:
        return content in self.contents and extension in self.extensions


OPENXML = "application/vnd.openxmlformats-officedocument."
ACCEPTED = (
    FileType("pdf", "PDF", "application/pdf", ("pdf",), ("PDF",)),
    FileType("ofd", "OFD", "application/ofd", ("ofd",), ("OFD",)),
    FileType("docx", "Word", OPENXML + "wordprocessingml.document", ("docx",), ("DOCX",)),
    FileType("xlsx", "Excel", OPENXML + "spreadsheetml.sheet", ("xlsx",), ("XLSX",)),
    FileType("pptx", "PPT", OPENXML + "presentationml.presentation", ("pptx",), ("PPTX",)),
    FileType("doc", "Word", "application/msword", ("doc",), ("DOC",)),
    FileType("xls", "Excel", "application/vnd.ms-excel", ("xls",), ("XLS",)),
    FileType("ppt", "PPT", "application/vnd.ms-powerpoint", ("ppt",), ("PPT",)),
    FileType("wps", "WPS", "application/vnd.ms-works", ("wps",), ("DOC", "DOCX")),
    FileType("et", "ET", "application/vnd.ms-excel", ("et",), ("XLS", "XLSX")),
    FileType("jpg", "JPG", "image/jpeg", ("jpg", "jpeg"), ("JPG",)),
    FileType("png", "PNG", "image/png", ("png",), ("PNG",)),
    FileType("tif", "TIF", "image/tiff", ("tif", "tiff"), ("TIF",)),
    FileType("txt", "TXT", "text/plain", ("txt",), ("TXT",)),
    FileType("mp4", "MP4", "video/mp4", ("mp4",), ("MP4",)),
)
ACCEPTED_ZH = "PDF、OFD、Word、Excel、PPT、WPS、ET、JPG、PNG、TIF、TXT、MP4"
ACCEPT_ATTRIBUTE = ",".join(f".{extension}" for kind in ACCEPTED for extension in kind.extensions)

FOUND_ZH = {
    "PDF": "PDF 文件",
    "OFD": "OFD 文件",
    "DOCX": "Word 文档（docx）",
    "XLSX": "Excel 表格（xlsx）",
    "PPTX": "演示文稿（pptx）",
    "DOC": "Word 或 WPS 文档（doc、wps）",
    "XLS": "Excel 或 WPS 表格（xls、et）",
    "PPT": "演示文稿（ppt）",
    "JPG": "JPG 图片",
    "PNG": "PNG 图片",
    "TIF": "TIF 图片",
    "TXT": "纯文本",
    "MP4": "MP4 视频",
    "program": "可执行程序或脚本",
    "web": "网页或 XML 文件",
    "archive": "压缩包",
    "macro": "含宏的文档",
    "embedded": "嵌有其他文件或者对象的文档",
    "remote": "打开时要从别处读取模板、图片或者文件的文档",
    "encrypted": "加密的文档",
    "damaged": "损坏或不完整的文档",
    "picture": "不通用的图片（HEIC、WebP、GIF、BMP 等）",
    "video": "不通用的视频",
    "unknown": "无法识别的数据",
}
ADVICE_ZH = {
    "program": "请勿上传程序；如需提交说明，请另存为 PDF。",
    "web": "请打印或另存为 PDF 后上传。",
    "archive": "请解压后逐个上传其中的文件。",
    "macro": "请另存为不含宏的文档或 PDF 后上传。",
    "embedded": "请把嵌入的内容另存为文件单独上传，文档本身另存为 PDF 后上传。",
    "remote": "请断开链接、把模板改为本机的模板，或者另存为 PDF 后上传。",
    "encrypted": "请取消打开密码后上传。",
    "damaged": "请在本机打开核对，另存一份后再上传。",
    "picture": "请转换为 JPG 或 PNG 后上传。",
    "video": "请转换为 MP4 后上传。",
    "unknown": "请另存为 PDF 后上传。",
}

# First match wins; what is dangerous or refused stands before what is accepted.
BEGINNINGS = (
    (rb"MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]|#!|dex\n", "program"),
    (rb"L\0\0\0\x01\x14\x02|(?i:@echo off)", "program"),
    (rb"Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh|\xfd7zXZ", "archive"),
    (rb"\xff\xd8\xff", "JPG"),
    (rb"\x89PNG\r\n\x1a\n", "PNG"),
    (rb"II[*+]\0|MM\0[*+]", "TIF"),
    (rb"GIF8|RIFF....WEBP|BM....\0\0\0\0|....ftyp(?:hei|hev|mif1|msf1|avi[fs])", "picture"),
    (rb"....ftyp(?:iso|mp4|avc1|M4V|dash|MSNV|3gp)", "MP4"),
    (rb"....ftyp|RIFF....AVI |\x1aE\xdf\xa3|FLV|\x30\x26\xb2\x75", "video"),
    (rb"(?:\xef\xbb\xbf)?\s{0,16}%PDF-\d", "PDF"),
    (rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype|\?|html|head|body|script|svg|iframe)", "web"),
)
OLE2_STREAMS = {"WordDocument": "DOC", "Workbook": "XLS", "Book": "XLS", "PowerPoint Document": "PPT"}


class UnacceptableFile(ValueError):
    """An upload that is refused; `message_zh` says what was found, what is accepted and what to do."""

    def __init__(self, message_zh: str) -> None:
        super().__init__(message_zh)
        self.message_zh = message_zh


def identify(file: BinaryIO, name: str) -> FileType:
    """The type of the upload; leaves the file at its beginning. Raises UnacceptableFile."""
    shown = PurePosixPath(name.replace("\\", "/")).name.strip()
    extension = PurePosixPath(shown).suffix.lower().lstrip(".")
    try:
        _check_size(file, shown)
        return _accepted(_sniff(file), extension, shown)
    finally:
        file.seek(0)


def _check_size(file: BinaryIO, shown: str) -> None:
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        raise UnacceptableFile(f"“{shown}”是空文件，未上传。请核对后重新选择文件。")
    if size > MAX_BYTES:
        megabytes = -(-size * 10 // (1024 * 1024)) / 10
        raise UnacceptableFile(
            f"“{shown}”有 {megabytes:.1f} MB，超过 50 MB 的上限，未上传。请压缩扫描精度，或者分成几个文件上传。"
        )


def _accepted(content: str, extension: str, shown: str) -> FileType:
    for kind in ACCEPTED:
        if kind.accepts(content, extension):
            return kind
    if content in ADVICE_ZH:
        raise UnacceptableFile(
            f"“{shown}”的内容是{FOUND_ZH[content]}，不能上传。{ADVICE_ZH[content]}可以上传：{ACCEPTED_ZH}。"
        )
    fitting = "、".join(
        f".{each}" for kind in ACCEPTED if content in kind.contents for each in kind.extensions
    )
    clash = f"与扩展名 .{extension} 不符" if extension else "但文件名没有扩展名"
    raise UnacceptableFile(
        f"“{shown}”的内容是{FOUND_ZH[content]}，{clash}，未上传。"
        f"请核对文件；若内容无误，请把扩展名改为 {fitting} 后上传。可以上传：{ACCEPTED_ZH}。"
    )


def _sniff(file: BinaryIO) -> str:
    file.seek(0)
    head = file.read(HEAD)
    for pattern, content in BEGINNINGS:
        if re.match(pattern, head, re.DOTALL):
            return content
    if head.startswith(zipnames.MAGIC):
        return _sniff_zip(file)
    if head.startswith(ole2.MAGIC):
        return _sniff_ole2(file)
    return "TXT" if _is_text(head) else "unknown"


def _sniff_zip(file: BinaryIO) -> str:
    try:
        names, encrypted = zipnames.part_names(file)
        if encrypted:
            return "encrypted"
        if "OFD.xml" in names:
            return "OFD"
        return openxml.look(file) if openxml.CONTENT_TYPES in names else "archive"
    except (zipnames.DamagedZip, openxml.DamagedOpenXml):
        return "damaged"


def _sniff_ole2(file: BinaryIO) -> str:
    try:
        found = ole2.look(file)
    except ole2.DamagedOle2:
        return "damaged"
    if "EncryptedPackage" in found.streams:
        return "encrypted"
    if found.has_macros:
        return "macro"
    return next((content for stream, content in OLE2_STREAMS.items() if stream in found.streams), "unknown")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(head, "utf-16")
    return b"\0" not in head and (_decodes(head, "utf-8") or _decodes(head, "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    # The head may end in the middle of a character: an incremental decoder waits instead of failing.
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0e-\x1f]", text)
