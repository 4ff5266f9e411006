"""Document numbers: allotted in order without gap or double, or registered as they were given elsewhere.

Everything here runs inside the caller's transaction: what is rolled back leaves no gap.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from common import clock
from documents import patterns
from documents.models import DocumentNumber, NumberPattern, NumberSeries
from matters.kinds import Sensitivity
from matters.models import Matter
from matters.queries import MatterQuerySet
from organisations.models import Organisation

normal_form = patterns.normal_form
LONGEST = DocumentNumber._meta.get_field("text").max_length


class NumberRefused(ValueError):
    """A number that cannot be given; `message_zh` says why and what to do."""

    def __init__(self, message_zh: str) -> None:
        super().__init__(message_zh)
        self.message_zh = message_zh


class NoPattern(NumberRefused):
    """The organisation has not said how its numbers are written."""


class NumberTaken(NumberRefused):
    """The number belongs to another paper: `number`, and `matter` where one is found. Only an ordinary one is named."""

    def __init__(self, number: DocumentNumber, matter: Matter | None) -> None:
        given = f"{clock.local(number.given_at):%Y-%m-%d}"
        is_named = matter is not None and matter.sensitivity == Sensitivity.ORDINARY
        paper = f"已用于“{matter.title}”（{given} 登记）" if is_named else f"已于 {given} 登记"
        super().__init__(
            f"文号“{number.text}”{paper}，本次没有登记。请核对文号；原登记有误的，请先对原事项作“误录作废”。"
        )
        self.number = number
        self.matter = matter


def allot(*, organisation: Organisation, kind: str, year: int, on: date | None = None) -> DocumentNumber:
    """The next number of the organisation's series for `kind` and `year`, written as on the day of the paper.

    Without `on` it is today, or the last day of another year.
    A number that was released comes first, so that no gap stays. Waits while another transaction holds the
    series. Raises NoPattern.
    """
    series = _locked_series(_pattern_for(organisation, kind, on or _day_in(year)), year)
    for position in _released_positions(series):
        if number := _try(series, position):
            return number
    return _next(series)


def register(*, organisation: Organisation, text: str, shared: bool = False) -> DocumentNumber:
    """The number of a paper issued elsewhere, kept as it was typed.

    `shared`: another recipient of the same paper; the number already in use is returned.
    Raises NumberTaken, and NumberRefused for a text that holds no number.
    """
    text = " ".join(text.split())
    if not any(character.isdigit() for character in normal_form(text)) or len(normal_form(text)) > LONGEST:
        raise NumberRefused(f"“{text[:LONGEST]}”不是完整的文号，请按文书所载填写，例：川九检建〔2026〕5号。")
    in_use = DocumentNumber.objects.in_use().filter(organisation=organisation).same_as(text).first()
    if in_use is None:
        return _register_new(organisation, text)
    if shared:
        return in_use
    raise NumberTaken(in_use, matter_of(in_use))


def release(number: DocumentNumber) -> None:
    """Make the number free again (误录作废). The row stays, so that what bore it can still be read."""
    number.released_at = number.released_at or clock.now()
    number.save(update_fields=["released_at"])


def release_for(matter: Matter, text: str = "") -> list[DocumentNumber]:
    """Release the numbers of the papers of a matter that no other matter of the paper bears; with `text` that alone."""
    borne = Q(organisation=matter.lead_id, normal=normal_form(text or matter.number))
    if not text:
        borne |= Q(documents__matter=matter.pk)
    released = []
    for number in DocumentNumber.objects.in_use().filter(borne).distinct():
        # A frozen paper keeps the number that was put right; whoever still goes by it bears it.
        going_by = Matter.objects.not_annulled().filter(lead=number.organisation_id, number=number.text)
        bearers = going_by if text else _bearers(number)
        if not bearers.exclude(pk=matter.pk).exists():
            release(number)
            released.append(number)
    return released


def matter_of(number: DocumentNumber) -> Matter | None:
    """The first matter whose paper bears the number."""
    return _bearers(number).order_by("pk").first()


def _bearers(number: DocumentNumber) -> MatterQuerySet:
    borne = Q(pk__in=number.documents.values("matter")) | Q(lead=number.organisation_id, number=number.text)
    return Matter.objects.not_annulled().filter(borne)


def blank(*, organisation: Organisation, kind: str, on: date | None = None) -> str:
    """川九检建〔2026〕　号: the number of a draft, with room for the figure; empty where no pattern is set."""
    on = on or clock.today()
    pattern = NumberPattern.objects.for_kind(organisation, kind, on)
    return pattern.pattern.replace("{year}", str(on.year)).replace("{n}", "　") if pattern else ""


def _day_in(year: int) -> date:
    today = clock.today()
    return today if year in (0, today.year) else date(year, 12, 31)


def _pattern_for(organisation: Organisation, kind: str, on: date) -> NumberPattern:
    pattern = NumberPattern.objects.for_kind(organisation, kind, on)
    if pattern is None:
        raise NoPattern(
            f"{organisation.name}还没有设置这类文书的文号格式，没有编号。"
            "请系统管理员在“文号格式”中设置后再制发，或者登记已有的文号。"
        )
    return pattern


def _locked_series(pattern: NumberPattern, year: int) -> NumberSeries:
    year = year if patterns.has_year(pattern.pattern) else 0
    series, _ = NumberSeries.objects.get_or_create(
        organisation_id=pattern.organisation_id,
        pattern=pattern.pattern,
        year=year,
        defaults={"last": pattern.first_position(year) - 1},
    )
    return NumberSeries.objects.select_for_update().get(pk=series.pk)


def _released_positions(series: NumberSeries) -> list[int]:
    in_use = series.numbers.in_use().values("position")
    free = series.numbers.exclude(released_at=None).exclude(position__in=in_use)
    return list(free.order_by("position").values_list("position", flat=True).distinct())


def _next(series: NumberSeries) -> DocumentNumber:
    """The first position after the last that nobody has registered by hand."""
    while True:
        series.last += 1
        if number := _try(series, series.last):
            series.save(update_fields=["last"])
            return number


def _try(series: NumberSeries, position: int) -> DocumentNumber | None:
    text = patterns.written(series.pattern, series.year, position)
    return _create(series.organisation, text, series=series, position=position)


def _register_new(organisation: Organisation, text: str) -> DocumentNumber:
    number = _create(organisation, text)
    if number is None:
        in_use = DocumentNumber.objects.in_use().filter(organisation=organisation).same_as(text).get()
        raise NumberTaken(in_use, matter_of(in_use))
    return number


def _create(organisation: Organisation, text: str, **place: object) -> DocumentNumber | None:
    """The new row, or None where the number is in use: another transaction may have been quicker."""
    taken = DocumentNumber.objects.in_use().filter(organisation=organisation).same_as(text)
    if taken.exists():
        return None
    try:
        with transaction.atomic():
            return DocumentNumber.objects.create(
                organisation=organisation, text=text, normal=normal_form(text), **place
            )
    except IntegrityError:
        return None
