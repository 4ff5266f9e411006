"""What nobody sees is taken out of texts, wherever they come from; what somebody may mean stays."""

import pytest

from common.texts import seen


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("河道\u202e堆放\u202c固体\u2067废物\u2069", "河道堆放固体废物"),
        ("王\u200d芳\u200c\u200b\ufeff\u00ad", "王芳"),
        ("甲\x07\x1b[31m乙\x00", "甲[31m乙"),
        ("第一段\r\n第二段\n\t第三段", "第一段\r\n第二段\n\t第三段"),
        ("甲\u2028乙\x0b丙\r丁", "甲\n乙\n丙\n丁"),
        ("\U00020bb7野家 \ue000 辻\U000e0100 བོད།", "\U00020bb7野家 \ue000 辻\U000e0100 བོད།"),
        ("甲\u3000乙\u00a0丙", "甲\u3000乙\u00a0丙"),
    ],
)
def test_controls_and_marks_of_direction_go_and_lines_and_rare_characters_stay(typed, kept):
    assert seen(typed) == kept
