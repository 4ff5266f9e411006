"""What a cell shows decides how exactly its day is known."""

import pytest

from common.number_formats import EAST_ASIAN, precision


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ('yyyy"年"m"月"', "month"),
        ('yyyy"年"m"月";@', "month"),
        ('[DBNum1][$-804]yyyy"年"m"月";@', "month"),
        ("mmm-yy", "month"),
        ("yyyy\\-mm", "month"),
        ("yyyy/m", "month"),
        ("yyyy", "year"),
        ('yyyy"年"', "year"),
        ('m"月"d"日"', ""),
        ("d-mmm", ""),
        ("h:mm", ""),
        ("mmmm", ""),
        ("dddd", ""),
        ("General", ""),
        ("0.00E+00", ""),
        ("@", ""),
        ("yyyy-mm-dd", "day"),
        ("mm-dd-yy", "day"),
        ("yyyy/m/d h:mm", "day"),
        ("m/d/yy h:mm", "day"),
        ('yyyy"年"m"月"d"日";@', "day"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "day"),
        ("yyyy-mm-dd;[Red]0", "day"),
        ("yyyy-mm hh:mm:ss", "month"),
    ],
)
def test_a_format_tells_what_is_shown(code, known):
    assert precision(code) == known


def test_the_chinese_formats_without_a_code_are_known():
    known = {number: precision(code) for number, code in EAST_ASIAN.items()}
    assert {number for number, each in known.items() if each == "month"} == {27, 36, 50, 52, 57}
    assert {number for number, each in known.items() if each == "day"} == {30, 31}
    assert set(known) == {*range(27, 37), *range(50, 59)}
