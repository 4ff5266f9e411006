"""The columns of a ledger follow from what a kind asks; each is read as it is written."""

import pytest
from django import forms
from openpyxl.utils.datetime import WINDOWS_EPOCH as EPOCH

from cases.models import KINDS
from common.cells import BadCell
from matters.parties import LEAD
from tests.toys.models import Loan
from workflow import asking as ask
from workflow.ledgers.column import Told
from workflow.ledgers.declared import columns_of
from workflow.ledgers.own_fields import column_of

COLOURS = {"red": "红色", "blue": "蓝色"}
FIELDS = [
    (ask.line("名称"), "木马"),
    (ask.count("件数"), 3),
    (ask.box("易碎"), True),
    (ask.choice("颜色", COLOURS), "blue"),
    (ask.several_of("颜色", COLOURS), ["red", "blue"]),
    (ask.day("日期"), "2026-09-01"),
]


def told(value) -> Told:
    return Told(Loan(title="一件", values={"own": value}), 1, "一件", None)


@pytest.mark.parametrize(("field", "value"), FIELDS)
def test_what_is_written_of_a_field_is_read_as_the_same(field, value):
    column = column_of("own", field)
    assert column.read(column.written(told(value)), EPOCH) == value


@pytest.mark.parametrize(("field", "value"), FIELDS)
def test_an_empty_cell_says_nothing(field, value):
    assert column_of("own", field).read(None, EPOCH) == ""


@pytest.mark.parametrize("field", [field for field, _ in FIELDS[1:]])
def test_a_cell_that_a_field_does_not_take_is_bad(field):
    with pytest.raises(BadCell, match="绿色"):
        column_of("own", field).read("绿色", EPOCH)


def test_whoever_may_not_read_a_title_reads_no_field_of_the_kind():
    masked = Told(told("木马").matter, 1, "（不公开）", None)
    assert column_of("own", ask.line("名称")).written(masked) == ""


@pytest.mark.parametrize("field", [forms.FileField(label="文件"), ask.line("身份证号", sealed=True)])
def test_files_and_what_is_sealed_are_no_columns(field):
    assert column_of("own", field) is None


@pytest.mark.parametrize("model", KINDS)
def test_a_declared_kind_has_a_column_for_each_field_beside_the_common_ones(model):
    names = [column.name for column in columns_of(model)]
    own = [name for name, field in model.fields.items() if not ask.is_sealed(field)]
    common = ["title", "number", LEAD, "handler", "started_on", "ended_on", "state"]
    assert set(common) | set(own) <= set(names)
    assert len(names) == len(set(names))
