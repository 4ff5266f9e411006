"""How numbers are written: a changed pattern tells which numbers it would touch before it is saved."""

from django import forms

from common import clock
from common.foretold import ForetellingForm, Foretold
from documents import patterns
from documents.models import DocumentNumber, NumberPattern, NumberSeries


class NumberPatternForm(ForetellingForm, forms.ModelForm):
    class Meta:
        model = NumberPattern
        fields = ("organisation", "kind", "pattern", "in_force_from", "starts_at", "starts_in")

    def foretell(self) -> Foretold:
        """Numbers that were given stay; the next one is told, and those on its way that are taken."""
        new, year = self.instance, clock.today().year
        taken, following = _next(new, year)
        given = _given(NumberPattern.objects.filter(pk=new.pk).first(), year)
        lines = [f"已被占用、将跳过：{number}" for number in taken]
        return Foretold(
            f"保存后编的下一个文号为 {following}。按原格式本年度已编的 {len(given)} 个文号不变。",
            lines + [f"不变：{number}" for number in given],
        )


def _given(before: NumberPattern | None, year: int) -> list[str]:
    """What was numbered this year by the pattern as it stands."""
    if before is None:
        return []
    numbers = DocumentNumber.objects.in_use().filter(
        organisation=before.organisation, series__pattern=before.pattern, series__year__in=(0, year)
    )
    return list(numbers.order_by("position").values_list("text", flat=True))


def _next(pattern: NumberPattern, year: int) -> tuple[list[str], str]:
    """The numbers in use that allotting would pass over, and the first that it would give."""
    year = year if patterns.has_year(pattern.pattern) else 0
    organisation = pattern.organisation
    series = NumberSeries.objects.filter(
        organisation=organisation, pattern=pattern.pattern, year=year
    ).first()
    position = series.last + 1 if series else pattern.first_position(year)
    taken = []
    while True:
        text = patterns.written(pattern.pattern, year, position)
        if not DocumentNumber.objects.in_use().filter(organisation=organisation).same_as(text).exists():
            return taken, text
        taken.append(text)
        position += 1
