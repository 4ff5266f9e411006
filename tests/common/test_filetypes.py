"""What an upload really is."""

import contextlib
import io
import struct
import zipfile

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.filetypes import ACCEPTED, ACCEPTED_ZH, FOUND_ZH, MAX_BYTES, UnacceptableFile, identify

CONTENT_TYPES = "[Content_Types].xml"


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return target.getvalue()


def compound(*streams: str) -> bytes:
    """An OLE2 file that holds nothing but a directory: header, one FAT sector, directory sectors."""
    entries = b"".join(directory_entry(name) for name in ("Root Entry", *streams))
    sectors = -(-len(entries) // 512)
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    header = bytearray(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(76, b"\0") + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    )
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    return bytes(header) + fat + entries.ljust(sectors * 512, b"\0")


def directory_entry(name: str) -> bytes:
    return name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", len(name) * 2 + 2) + b"\0" * 62


def word() -> bytes:
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


def excel() -> bytes:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


MP4 = b"\0\0\0\x18ftypisom\0\0\x02\0"
GOOD = [
    ("建议书.pdf", b"%PDF-1.7\n", "pdf"),
    ("建议书.PDF", b"\xef\xbb\xbf%PDF-1.4\n", "pdf"),
    ("回证.ofd", zipped("OFD.xml", "Doc_0/Document.xml"), "ofd"),
    ("方案.docx", word(), "docx"),
    ("台账.xlsx", excel(), "xlsx"),
    ("汇报.pptx", zipped(CONTENT_TYPES, "ppt/presentation.xml"), "pptx"),
    ("方案.doc", compound("WordDocument", "1Table"), "doc"),
    ("方案.wps", compound("WordDocument", "WpsCustomData"), "wps"),
    ("方案.wps", word(), "wps"),
    ("台账.xls", compound("a", "b", "c", "d", "Workbook"), "xls"),
    ("台账.et", compound("Workbook"), "et"),
    ("台账.et", excel(), "et"),
    ("汇报.ppt", compound("PowerPoint Document"), "ppt"),
    ("现场.jpeg", b"\xff\xd8\xff\xe0JFIF", "jpg"),
    ("现场.png", b"\x89PNG\r\n\x1a\n", "png"),
    ("扫描.tif", b"II*\0", "tif"),
    ("扫描.tiff", b"MM\0*", "tif"),
    ("说明.txt", "已整改".encode(), "txt"),
    ("说明.txt", "已整改".encode("gb18030"), "txt"),
    ("说明.txt", "已整改".encode("utf-16"), "txt"),
    ("巡查.mp4", MP4, "mp4"),
]
BAD = [
    ("方案.pdf", b"MZ\x90\0", "可执行程序"),
    ("方案.exe", b"MZ\x90\0", "可执行程序"),
    ("清理.txt", b"#!/bin/sh\n", "可执行程序"),
    ("清理.txt", b"@ECHO OFF\r\n", "可执行程序"),
    ("方案.docx", b"%PDF-1.7\n", "与扩展名 .docx 不符"),
    ("方案", b"%PDF-1.7\n", "没有扩展名"),
    ("方案.pdf.exe", b"%PDF-1.7\n", "与扩展名 .exe 不符"),
    ("方案.docm", zipped(CONTENT_TYPES, "word/document.xml", "word/vbaProject.bin"), "不含宏"),
    ("方案.docx", zipped(CONTENT_TYPES, "word/document.xml", "word/vbaProject.bin"), "不含宏"),
    ("方案.doc", compound("WordDocument", "Macros"), "不含宏"),
    ("方案.docx", compound("EncryptionInfo", "EncryptedPackage"), "取消打开密码"),
    ("材料.zip", zipped("a.pdf"), "解压后逐个上传"),
    ("材料.docx", zipped("word/document.xml"), "压缩包"),
    ("材料.rar", b"Rar!\x1a\x07", "压缩包"),
    ("方案.docx", word()[:-30], "损坏"),
    ("方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "无法识别"),
    ("现场.jpg", b"\0\0\0\x18ftypheic", "转换为 JPG"),
    ("巡查.mov", b"\0\0\0\x14ftypqt  ", "转换为 MP4"),
    ("页面.txt", b"<html><script>", "网页"),
    ("图.svg", b"<?xml version='1.0'?><svg/>", "网页"),
    ("数据.txt", b"\0\1\2\3", "无法识别"),
    ("空.pdf", b"", "空文件"),
]


@pytest.mark.parametrize(("name", "content", "code"), GOOD)
def test_accepted_by_content_and_extension(name: str, content: bytes, code: str) -> None:
    assert identify(io.BytesIO(content), name).code == code


@pytest.mark.parametrize(("name", "content", "words"), BAD)
def test_refused_with_the_reason(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnacceptableFile) as refusal:
        identify(io.BytesIO(content), name)
    assert words in refusal.value.message_zh
    assert name in refusal.value.message_zh


def test_refusal_names_what_is_accepted() -> None:
    with pytest.raises(UnacceptableFile, match=ACCEPTED_ZH):
        identify(io.BytesIO(zipped("a.pdf")), "材料.zip")


def test_mismatch_names_the_fitting_extensions() -> None:
    with pytest.raises(UnacceptableFile, match=r"\.doc、\.wps"):
        identify(io.BytesIO(compound("WordDocument")), "方案.pdf")


def test_more_than_fifty_megabytes_is_refused_with_its_size() -> None:
    file = io.BytesIO(b"%PDF-1.7".ljust(MAX_BYTES + 1, b"\0"))
    with pytest.raises(UnacceptableFile, match=r"50\.1 MB"):
        identify(file, "卷宗.pdf")


def test_exactly_fifty_megabytes_is_accepted() -> None:
    assert identify(io.BytesIO(b"%PDF-1.7".ljust(MAX_BYTES, b"\0")), "卷宗.pdf").code == "pdf"


def test_the_file_is_left_at_its_beginning() -> None:
    file = io.BytesIO(word())
    identify(file, "方案.docx")
    assert file.tell() == 0


def test_a_path_in_the_name_is_not_shown() -> None:
    with pytest.raises(UnacceptableFile) as refusal:
        identify(io.BytesIO(b""), "C:\\Users\\王\\空.pdf")
    assert "Users" not in refusal.value.message_zh


def test_a_huge_zip_directory_is_not_read() -> None:
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9, 9, 0xFFFFFFF0, 4, 0)
    with pytest.raises(UnacceptableFile, match="损坏"):
        identify(io.BytesIO(b"PK\x03\x04" + end), "方案.docx")


def test_a_circular_directory_comes_to_an_end() -> None:
    content = bytearray(compound("Other"))
    struct.pack_into("<I", content, 512 + 4, 1)
    with pytest.raises(UnacceptableFile, match="无法识别"):
        identify(io.BytesIO(content), "方案.doc")


@settings(deadline=None)
@given(
    st.binary(min_size=1, max_size=2000),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_any_bytes_are_answered_by_a_type_or_a_refusal(content: bytes, beginning: bytes) -> None:
    with contextlib.suppress(UnacceptableFile):
        assert identify(io.BytesIO(beginning + content), "上传.docx") in ACCEPTED


def test_every_content_has_a_name_in_chinese() -> None:
    assert {content for kind in ACCEPTED for content in kind.contents} <= set(FOUND_ZH)
