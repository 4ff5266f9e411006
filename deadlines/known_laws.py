"""Laws by their names, with the days on which they are in force: what a draft or a paper cites is held against them.

A table, not code: a law that is made or repealed is entered by its day, and drafts that cite it wrongly are told.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save
from simple_history.models import HistoricalRecords

from common.changing import WritesChanges
from common.per_request import PerRequest
from common.when import When
from organisations.models import Jurisdiction

COUNTRY = "中华人民共和国"
#: What follows a law's name where another text is meant: its rules, its interpretation.
NOT_ITSELF = r"(?!》?(?:的)?(?:实施|解释|若干|司法解释))"
#: The articles after a name, which mean nothing in the law that took its place.
ARTICLES = r"(?:第[〇零一二三四五六七八九十百千]+条(?:第[一二三四五六七八九十]+[款项])*[、和及，]?)*"
BETWEEN = "、和及，"


class KnownLaw(WritesChanges):
    """One law, or one span of days in which a law of that name was in force."""

    name = models.CharField(
        "名称",
        max_length=120,
        help_text="全称，不加书名号，不写“中华人民共和国”，如：固体废物污染环境防治法。",
    )
    in_force_from = models.DateField("施行日期")
    in_force_until = models.DateField("失效前一日", null=True, blank=True, help_text="现行有效的留空。")
    successor = models.CharField(
        "由何法取代", max_length=120, blank=True, help_text="同样写法；没有取代的留空。"
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="known_laws",
        verbose_name="适用辖区",
        help_text="地方性法规填写；全国施行的留空。",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = "法律施行日期"
        verbose_name_plural = "法律施行日期"
        ordering = ["name", "in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "in_force_from"],
                name="known_law_once_a_day",
                violation_error_message="这部法律自该日施行的一条已经登记，请修改原有的一条。",
            ),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="known_law_ends_after_it_begins",
                violation_error_message="失效前一日不能早于施行日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.name}》"

    def save(self, *args, **kwargs) -> None:
        self.name, self.successor = bare(self.name), bare(self.successor)
        super().save(*args, **kwargs)


@dataclass(frozen=True)
class Span:
    since: date
    until: date | None
    successor: str

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def bare(name: str) -> str:
    """The name as the table keeps it."""
    return "".join(name.split()).strip("《》").removeprefix(COUNTRY)


def _read() -> dict[str, list[Span]]:
    spans = defaultdict(list)
    for row in KnownLaw.objects.order_by("in_force_from"):
        spans[row.name].append(Span(row.in_force_from, row.in_force_until, row.successor))
    return dict(spans)


table = PerRequest(_read)
post_save.connect(table.forget, sender=KnownLaw)
post_delete.connect(table.forget, sender=KnownLaw)


def warnings(text: str, days: Iterable[date]) -> list[str]:
    """What is cited in `text` and was in force on none of `days`, in words for the field it was typed in.

    `days`: the day of the facts; the first and the last where only a month or a year is known.
    """
    days, known = list(days), table()
    return [
        _why(name, known[name], days)
        for name in sorted(_cited(text, known))
        if not any(span.holds(day) for span in known[name] for day in days)
    ]


def as_of(text: str, day: date) -> str:
    """`text` with every law that was no longer in force on `day` replaced by the one that took its place.

    Articles go with the name, for they mean nothing in the new law; two laws of one successor become one.
    """
    known = table()
    for name in _cited(text, known):
        last = known[name][-1]
        if last.until and last.until < day and last.successor:
            text = _replaced(text, name, f"《{COUNTRY}{last.successor}》")
    return text


def _replaced(text: str, name: str, new: str) -> str:
    """What stood between two citations stays between them."""
    pattern = re.compile(f"《(?:{COUNTRY})?{name}》{ARTICLES}")
    text = pattern.sub(lambda found: new + (found[0][-1] if found[0][-1] in BETWEEN else ""), text)
    before, _, after = text.partition(new)
    return before + new + after.replace(f"、{new}", "").replace(f"{new}、", "")


def _cited(text: str, known: dict[str, list[Span]]) -> list[str]:
    """The known laws that `text` names, longest names first, so that 海洋环境保护法 is not 环境保护法."""
    plain, found = "".join(text.split()), []
    for name in sorted(known, key=len, reverse=True):
        pattern = re.compile(re.escape(name) + NOT_ITSELF)
        if pattern.search(plain):
            found.append(name)
            plain = pattern.sub("", plain)
    return found


def _why(name: str, spans: list[Span], days: list[date]) -> str:
    first, last = spans[0], spans[-1]
    if max(days) < first.since:
        return f"《{name}》自{_said(first.since)}起施行，{_facts(days)}的事实不适用，请核对。"
    if last.until and min(days) > last.until:
        instead = f"，由《{last.successor}》取代" if last.successor else ""
        return f"《{name}》施行至{_said(last.until)}{instead}，{_facts(days)}的事实不能引用，请核对。"
    return f"《{name}》在{_facts(days)}没有施行，请核对。"


def _said(day: date) -> str:
    return str(When.on(day))


def _facts(days: list[date]) -> str:
    return _said(days[0]) if min(days) == max(days) else f"{_said(min(days))}以后"
