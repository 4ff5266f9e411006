"""Tags and filters of every page: Chinese dates, icons, form fields, the error summary, the stacked bars."""

import re
from datetime import date, datetime

from django import forms, template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from common import dates
from common import icons as drawn
from common.charts import ColumnChart, StackedChart
from common.when import When

register = template.Library()

KIB = 1024


def _dated(name: str, words) -> None:
    """Register a date filter that passes text through and shows nothing for None."""

    def show(value) -> str:
        if value in (None, ""):
            return ""
        return words(value) if isinstance(value, When | datetime | date) else str(value)

    register.filter(name, show)


for _name in (
    "chinese_date",
    "chinese_moment",
    "table_date",
    "table_moment",
    "short_date",
    "last_day",
    "remaining",
):
    _dated(_name, getattr(dates, _name))


@register.filter
def iso(value: When | datetime | date | None) -> str:
    """For the datetime attribute of <time>; empty for text."""
    return value.isoformat() if isinstance(value, When | datetime | date) else ""


@register.filter
def filesize(size: int | None) -> str:
    """`326 KB`, `1.4 MB`; below one KB the bytes."""
    if size is None:
        return ""
    if size < KIB:
        return f"{size} B"
    if size < KIB**2:
        return f"{round(size / KIB)} KB"
    return f"{size / KIB**2:.1f}".removesuffix(".0") + " MB"


@register.filter
def capped(count: int | None) -> str:
    """Counts on a page go up to 999+, so that nothing has to count a whole table."""
    return "" if count is None else "999+" if count > 999 else str(count)


@register.filter
def under(cells: list, columns: list) -> list[tuple]:
    """Each cell of a table row with the column it stands under."""
    return list(zip(columns, cells, strict=True))


@register.filter
def highlight(text: str, query: str) -> SafeString:
    """`text` with each word of `query` marked; everything is escaped."""
    words = [re.escape(word) for word in (query or "").split()]
    if not words:
        return conditional_escape(text)
    parts = re.split(f"({'|'.join(words)})", str(text), flags=re.IGNORECASE)
    marked = [conditional_escape(part) if n % 2 == 0 else _mark(part) for n, part in enumerate(parts)]
    return mark_safe("".join(marked))


def _mark(text: str) -> SafeString:
    return mark_safe(f"<mark>{conditional_escape(text)}</mark>")


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of common.icons; a name that is not drawn shows nothing rather than break a page."""
    known = name in drawn.SHAPES or name in drawn.LINES
    return drawn.icon(name) if known else mark_safe("")


@register.inclusion_tag("components/badge.html")
def badge(word: str, tone: str = "draft", title: str = "") -> dict:
    """{% badge "办理中" "progress" %}: a state as colour, word and shape."""
    return {"word": word, "tone": tone, "title": title}


@register.inclusion_tag("components/stacked_bars.html")
def stacked_bars(chart: StackedChart) -> dict:
    """A figure of common.charts with the table under it."""
    return {"chart": chart}


@register.inclusion_tag("components/stacked_columns.html")
def stacked_columns(chart: ColumnChart) -> dict:
    """The same upright, for what follows in time."""
    return {"chart": chart}


@register.filter
def one_decimal(number: float | None) -> str:
    """`31.5`, `31`; a dash where nothing is known."""
    return "—" if number is None else f"{number:.1f}".removesuffix(".0")


@register.simple_tag
def field(bound: forms.BoundField) -> SafeString:
    """{% field form.title %}: label, 必填, error, control and help of one field."""
    return bound.as_field_group()


@register.inclusion_tag("forms/error_summary.html")
def error_summary(*sources: forms.BaseForm | forms.BaseFormSet) -> dict:
    """What is wrong in one or more forms or formsets, each line linked to its field."""
    return {"problems": [problem for form in _each_form(sources) for problem in _problems(form)]}


def _each_form(sources) -> list[forms.BaseForm | forms.BaseFormSet]:
    flat = []
    for source in sources:
        flat.append(source)
        if isinstance(source, forms.BaseFormSet):
            flat.extend(source.forms)
    return flat


def _problems(source) -> list[dict]:
    if isinstance(source, forms.BaseFormSet):
        return [{"text": text, "target": "", "label": ""} for text in source.non_form_errors()]
    whole = [{"text": text, "target": "", "label": ""} for text in source.non_field_errors()]
    for bound in source:
        target = bound.id_for_label or bound.auto_id
        whole += [{"text": text, "target": target, "label": bound.label} for text in bound.errors]
    return whole


@register.filter
def fieldsets(form: forms.BaseForm) -> list[dict]:
    """The visible fields in groups.

    A form may declare `fieldsets = [(legend, [names]), (legend, [names], hint), …]`; fields it leaves out
    come last, without a legend.
    """
    declared = [(legend, names, *rest) for legend, names, *rest in getattr(form, "fieldsets", [])]
    placed = {name for _, names, *_ in declared for name in names}
    left = [bound.name for bound in form.visible_fields() if bound.name not in placed]
    groups = [*declared, *([("", left)] if left else [])]
    return [
        {"id": f"{form.prefix or 'form'}-group-{n}", **_group(form, *group)} for n, group in enumerate(groups)
    ]


def _group(form: forms.BaseForm, legend: str, names: list[str], hint: str = "") -> dict:
    return {"legend": legend, "hint": hint, "fields": [form[name] for name in names if name in form.fields]}
