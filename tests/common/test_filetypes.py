"""What an upload really is."""

import contextlib
import io
import struct

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.filetypes import ACCEPTED, ACCEPTED_ZH, FOUND_ZH, MAX_BYTES, UnacceptableFile, identify
from tests.common.compounds import (
    EXCEL_MAIN,
    SLIDES_MAIN,
    VBA_OF_SLIDES,
    WORD_MAIN,
    compound,
    declared,
    package,
    related,
    sheet_record,
    word,
    zipped,
)

CONTENT_TYPES = "[Content_Types].xml"


def excel() -> bytes:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


VBA = "application/vnd.ms-office.vbaProject"
MP4 = b"\0\0\0\x18ftypisom\0\0\x02\0"
GOOD = [
    ("建议书.pdf", b"%PDF-1.7\n", "pdf"),
    ("建议书.PDF", b"\xef\xbb\xbf%PDF-1.4\n", "pdf"),
    ("回证.ofd", zipped("OFD.xml", "Doc_0/Document.xml"), "ofd"),
    ("方案.docx", word(), "docx"),
    ("台账.xlsx", excel(), "xlsx"),
    ("汇报.pptx", package({CONTENT_TYPES: declared(SLIDES_MAIN)}), "pptx"),
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
    ("方案.docm", package({CONTENT_TYPES: declared(WORD_MAIN, VBA)}), "不含宏"),
    ("方案.docx", package({CONTENT_TYPES: declared(WORD_MAIN, VBA)}), "不含宏"),
    ("方案.doc", compound("WordDocument", "Macros"), "不含宏"),
    ("方案.docx", compound("EncryptionInfo", "EncryptedPackage"), "取消打开密码"),
    ("材料.zip", zipped("a.pdf"), "解压后逐个上传"),
    ("材料.docx", zipped("word/document.xml"), "压缩包"),
    ("材料.rar", b"Rar!\x1a\x07", "压缩包"),
    ("方案.docx", word()[:-30], "损坏"),
    ("方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "损坏"),
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
    table = len(content) - 512
    struct.pack_into("<I", content, table, 0)
    with pytest.raises(UnacceptableFile, match="无法识别"):
        identify(io.BytesIO(content), "方案.doc")


def test_a_sector_table_longer_than_the_file_is_not_read() -> None:
    content = bytearray(compound("WordDocument"))
    struct.pack_into("<I", content, 44, 4_000_000_000)
    with pytest.raises(UnacceptableFile, match="损坏"):
        identify(io.BytesIO(content), "方案.doc")


@pytest.mark.parametrize("name", ["方案.doc", "方案.wps"])
def test_an_old_document_beyond_seven_megabytes_is_read_rightly(name: str) -> None:
    """Above 109 sectors of its table, the rest of the table is listed elsewhere in the file."""
    large = compound(contents={"Data": bytes(8 * 1024 * 1024), "WordDocument": b""})
    assert identify(io.BytesIO(large), name).code == name[-3:]


def test_macros_of_a_large_old_document_are_found() -> None:
    large = compound("WordDocument", contents={"Data": bytes(8 * 1024 * 1024)}, inside="_VBA_PROJECT")
    with pytest.raises(UnacceptableFile, match="不含宏"):
        identify(io.BytesIO(large), "方案.doc")


OLD_WITH_MACROS = {
    "the project of Word": ("方案.doc", compound("WordDocument", "Macros")),
    "however it is written": ("方案.doc", compound("WordDocument", "MACROS")),
    "the project of Excel": ("台账.xls", compound("Workbook", "_VBA_PROJECT_CUR")),
    "inside another storage": ("方案.doc", compound("WordDocument", "ObjectPool", inside="VBA")),
    "beyond two thousand streams": (
        "方案.doc",
        compound(*(f"s{number}" for number in range(2100)), "WordDocument", "_VBA_PROJECT"),
    ),
    "a sheet of macros": ("台账.xls", compound(contents={"Workbook": sheet_record(1)})),
    "a module of Excel 5": ("台账.et", compound(contents={"Book": sheet_record(6)})),
    "inside the stream of PowerPoint": ("汇报.ppt", compound(contents={"PowerPoint Document": b"x" * 99 + VBA_OF_SLIDES})),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), OLD_WITH_MACROS.values(), ids=OLD_WITH_MACROS)
def test_macros_of_an_old_file_are_found_anywhere(name: str, content: bytes) -> None:
    with pytest.raises(UnacceptableFile, match="不含宏"):
        identify(io.BytesIO(content), name)


def test_an_old_workbook_of_plain_sheets_has_no_macros() -> None:
    assert identify(io.BytesIO(compound(contents={"Workbook": sheet_record(0)})), "台账.xls").code == "xls"


RELS, SETTINGS = "word/_rels/document.xml.rels", "word/_rels/settings.xml.rels"
OBJECT = compound("CONTENTS")
CARRYING = {
    "a project under another name": (word({"word/styles2.bin": compound("VBA")}), "嵌有"),
    "a project by its type": (package({CONTENT_TYPES: declared(WORD_MAIN, VBA)}), "不含宏"),
    "a project by its relationship": (word({RELS: related("vbaProject", "printer.bin")}), "不含宏"),
    "a document that says it has macros": (
        package({CONTENT_TYPES: declared("x", "application/vnd.ms-word.document.macroEnabled.main+xml")}),
        "不含宏",
    ),
    "a control": (word({RELS: related("control", "activeX/a.xml")}), "不含宏"),
    "an object": (word({RELS: related("oleObject", "embeddings/a.bin")}), "嵌有"),
    "an object as a picture": (word({"word/media/image1.png": OBJECT}), "嵌有"),
    "a file": (word({RELS: related("package", "embeddings/a.xlsx")}), "嵌有"),
    "a file in another format": (word({RELS: related("aFChunk", "a.rtf")}), "嵌有"),
    "a file in the workbook of a chart": (
        word({"word/embeddings/book.xlsx": package({CONTENT_TYPES: declared(EXCEL_MAIN, VBA)})}),
        "不含宏",
    ),
    "a remote template": (
        word({SETTINGS: related("attachedTemplate", "http://x.cn/a.dotm", "External")}),
        "模板",
    ),
    "a template on another machine": (
        word({SETTINGS: related("attachedTemplate", "file:///\\\\10.0.0.1\\a\\b.dotm", "External")}),
        "模板",
    ),
    "a template of the network without a scheme": (
        word({SETTINGS: related("attachedTemplate", "\\\\10.0.0.1\\b.dotm", "External")}),
        "模板",
    ),
    "a remote frame": (word({RELS: related("frame", "https://x.cn/f.htm", "External")}), "模板"),
    "a remote picture": (word({RELS: related("image", "https://x.cn/p.png", "External")}), "模板"),
    "a declaration that defines entities": (
        word({SETTINGS: '<!DOCTYPE a [<!ENTITY b "c">]>' + related("hyperlink", "a")}),
        "损坏",
    ),
    "a declaration without end": (word({SETTINGS: related("hyperlink", "a" * 5_000_000)}), "损坏"),
}


@pytest.mark.parametrize(("content", "words"), CARRYING.values(), ids=CARRYING)
def test_what_a_document_carries_or_fetches_is_refused_under_any_name(content: bytes, words: str) -> None:
    for name in ("方案.docx", "方案.wps"):
        with pytest.raises(UnacceptableFile, match=words):
            identify(io.BytesIO(content), name)


HARMLESS = {
    "a link": {RELS: related("hyperlink", "https://www.spp.gov.cn", "External")},
    "a template of one's own machine": {
        SETTINGS: related("attachedTemplate", "file:///C:\\模板\\公文.dotx", "External")
    },
    "a template beside it": {SETTINGS: related("attachedTemplate", "Normal.dotm", "External")},
    "the numbers of a chart": {
        "word/charts/_rels/chart1.xml.rels": related("package", "../embeddings/book.xlsx"),
        "word/embeddings/book.xlsx": excel(),
    },
}


@pytest.mark.parametrize("parts", HARMLESS.values(), ids=HARMLESS)
def test_what_fetches_nothing_is_accepted(parts: dict[str, str | bytes]) -> None:
    assert identify(io.BytesIO(word(parts)), "方案.docx").code == "docx"


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
