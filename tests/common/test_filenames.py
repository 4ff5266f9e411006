"""Names of files fit every file system: counted in bytes, not in characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.filenames import NOT_IN_FILE_NAMES, safe

LONG = "关于九寨沟县某某镇饮用水水源地保护区内违法建设问题的整改情况说明" * 8


@given(st.text(max_size=400), st.sampled_from(["", "07 ", "1234 "]))
def test_no_name_is_longer_than_a_file_system_takes(name: str, before: str) -> None:
    made = safe(name, before)
    assert len(made.encode(errors="surrogatepass")) <= 255
    assert not set(made) & set(map(chr, NOT_IN_FILE_NAMES))


@pytest.mark.parametrize("extension", ["pdf", "docx", "jpeg"])
def test_a_long_chinese_name_keeps_its_beginning_and_its_extension(extension: str) -> None:
    made = safe(f"{LONG}.{extension}", "03 ")
    assert made.startswith("03 关于九寨沟县")
    assert made.endswith(f".{extension}")
    assert len(made.encode()) > 250


def test_a_short_name_stays_as_it_is() -> None:
    assert safe("复函 九水函〔2026〕3号.docx", "03 ") == "03 复函 九水函〔2026〕3号.docx"
    assert safe("说明") == "说明"
    assert safe(f"一.{LONG}").startswith("一.关于")
