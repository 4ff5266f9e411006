"""The tags and filters of every page."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template

from common.charts import Bar, Series, StackedChart
from common.form_fields import ChineseDateField


class ServiceForm(forms.Form):
    fieldsets = [("送达", ["received_on"], "以签收为准。")]
    received_on = ChineseDateField(label="收到日期", help_text="以回证为准。")
    way = forms.ChoiceField(label="方式", choices=[("d", "直接"), ("m", "邮寄")], widget=forms.RadioSelect)
    note = forms.CharField(label="备注", required=False)


def show(source: str, **context: object) -> str:
    return Template("{% load portal %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ value|chinese_date }}", date(2026, 11, 5), "2026年11月5日（周四）"),
        ("{{ value|table_moment }}", datetime(2026, 11, 5, 6, 3, tzinfo=UTC), "2026-11-05 14:03"),
        ("{{ value|chinese_date }}", None, ""),
        ("{{ value|chinese_date }}", "2024年9月", "2024年9月"),
        ("{{ value|iso }}", date(2026, 11, 5), "2026-11-05"),
        ("{{ value|filesize }}", 800, "800 B"),
        ("{{ value|filesize }}", 333_824, "326 KB"),
        ("{{ value|filesize }}", 52_428_800, "50 MB"),
        ("{{ value|capped }}", 999, "999"),
        ("{{ value|capped }}", 1000, "999+"),
    ],
)
def test_filters(source: str, value: object, shown: str) -> None:
    assert show(source, value=value) == shown


def test_highlight_marks_each_word_and_escapes_everything() -> None:
    shown = show("{{ text|highlight:query }}", text="采砂<b>与河道", query="采砂 河道 <")
    assert shown == "<mark>采砂</mark><mark>&lt;</mark>b&gt;与<mark>河道</mark>"


def test_highlight_without_a_query_only_escapes() -> None:
    assert show("{{ text|highlight:'' }}", text="<b>") == "&lt;b&gt;"


def test_a_badge_has_word_shape_and_tone() -> None:
    shown = show('{% badge "整改中" "progress" %}')
    assert "整改中" in shown
    assert "<svg" in shown
    assert "tone--progress" in shown


def test_an_icon_that_is_not_drawn_shows_nothing() -> None:
    assert show('{% icon "unknown" %}') == ""


def test_a_field_says_that_it_is_required_and_ties_help_and_error_to_it() -> None:
    shown = show("{% field form.received_on %}", form=ServiceForm({"received_on": "昨天"}))
    assert "（必填）" in shown
    assert 'aria-describedby="id_received_on_helptext id_received_on_error"' in shown
    assert 'id="id_received_on_error"' in shown
    assert 'id="id_received_on_helptext"' in shown


def test_a_group_of_choices_has_a_legend() -> None:
    shown = show("{% field form.way %}", form=ServiceForm())
    assert "<legend" in shown
    assert '<label class="field__label"' not in shown


def test_an_empty_required_field_says_what_to_do() -> None:
    form = ServiceForm({})
    assert form.errors["received_on"] == ["请填写此项。"]
    assert form.errors["way"] == ["请选择。"]


def test_the_error_summary_links_to_each_field() -> None:
    shown = show("{% error_summary form %}", form=ServiceForm({"received_on": "昨天"}))
    assert 'href="#id_received_on"' in shown
    assert 'href="#id_way"' in shown


def test_the_error_summary_covers_formsets() -> None:
    formset = forms.formset_factory(ServiceForm, extra=2, min_num=1)({
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-way": "d",
    })  # fmt: skip
    shown = show("{% error_summary formset %}", formset=formset)
    assert 'href="#id_form-0-received_on"' in shown


def test_without_errors_there_is_no_summary() -> None:
    assert show("{% error_summary form %}", form=ServiceForm()).strip() == ""


def test_a_form_shows_declared_groups_first_and_the_rest_after() -> None:
    shown = show("{{ form }}", form=ServiceForm())
    assert shown.index("以签收为准") < shown.index("收到日期") < shown.index("备注")


def chart() -> StackedChart:
    series = [Series("按期", "done"), Series("逾期", "overdue")]
    return StackedChart(
        "回复", series, [Bar("水务局", [6, 2], ["/on", "/late"]), Bar("林草局", [0, 4], ["", "/l"])]
    )


def test_the_longest_bar_fills_the_width_and_zero_is_not_drawn() -> None:
    (_, first, _), (_, second, _) = chart().rows()
    assert [(part.x, part.width) for part in first] == [(0, 75), (75, 25)]
    assert [(part.x, part.width, part.value) for part in second] == [(0, 50, 4)]


def test_a_chart_is_svg_by_attributes_with_a_table_under_it() -> None:
    shown = show("{% stacked_bars chart %}", chart=chart())
    assert 'width="75.0%"' in shown
    assert 'aria-label="水务局逾期2件"' in shown
    assert "<table" in shown
    assert "style=" not in shown


def test_a_chart_of_nothing_draws_nothing() -> None:
    (_, segments, _), *_ = StackedChart("回复", [Series("按期", "done")], [Bar("水务局", [0])]).rows()
    assert segments == []
