"""Pasted advices lose the numbers they had where they were copied from; what only looks like a number stays."""

import pytest

from recommendations.advices import as_items, in_lines, without_number

ITEM = "加强巡查"


NUMBERS = ("1.|1、|1．|12. |1）|(1)|（1）|（一）|(一)、|一、|十一、|①|⑴|第一，|第一、|第二项：|一是").split(
    "|"
)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_pasted_number_goes(number):
    assert without_number(number + ITEM) == ITEM
    assert without_number(f"　　{number} {ITEM}") == ITEM


@pytest.mark.parametrize(
    "text",
    [
        "1.5米以上的围挡应当加固",
        "3个月内完成整改",
        "2026年底前建立台账",
        "十日内清除",
        "第一百零二条规定的罚款应当依法作出",
        "一次性清除",
        "一是否合规应当逐户核查",
        "《水法》第三十七条",
    ],
)
def test_what_only_looks_like_a_number_stays(text):
    assert without_number(text) == text


def test_several_items_in_one_box_are_several_advices():
    assert as_items(["1. 清除固体废物\n2. 建立巡查制度", "", "  "]) == ["清除固体废物", "建立巡查制度"]


def test_one_advice_of_several_lines_stays_one():
    assert as_items(["一、清除固体废物：\n右岸三处，左岸一处"]) == ["清除固体废物：\n右岸三处，左岸一处"]


def test_a_number_alone_is_no_advice():
    assert in_lines("一、\n清除固体废物\n\n（二）建立巡查制度") == ["清除固体废物", "建立巡查制度"]
