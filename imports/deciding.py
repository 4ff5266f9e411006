"""What a person decides before a ledger is entered: unknown names, words that are not certain, rows that look the same."""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from django import forms
from django.db.models import Q

from common import dates
from common.fields import written
from common.names import bare, tidy
from imports import ledgers
from imports.looking import Doubt, Look, Unknown
from imports.sorts import PROCURATORATE, SORTS
from organisations.models import Membership, Organisation

NOT_CHOSEN = "请选择它是名录中的哪个单位，或者新建为哪一类单位。"
LEAD_SORT = "检察院"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class NameRow(NamedTuple):
    unknown: Unknown
    sort: forms.BoundField
    name: forms.BoundField


class DoubtRow(NamedTuple):
    doubt: Doubt
    answer: forms.BoundField
    day: forms.BoundField


class DecisionsForm(forms.Form):
    """Each name, doubt and repetition has fields of its own, called by a digest, so that nothing typed changes hands."""

    use_required_attribute = False

    def __init__(self, *args, look: Look, by: Membership, **options) -> None:
        super().__init__(*args, **options)
        self.room, self.unknown, self.rows_read, self.by = look.room, look.unknown(), look.rows, by
        self.doubts, self.repeated = look.doubts(), look.repeated()
        self.has_new = any(not each.remark for each in look.becoming())
        for each in self.unknown:
            self.fields[self.sort_field(each)] = self._sorts(each)
            self.fields[self.name_field(each)] = self._text(
                f"“{each.name}”对应的其他单位", list="known-organisations", placeholder="名录中的其他单位"
            )
        if self.unknown:
            self.fields["rest"] = forms.BooleanField(
                required=False, label="没有逐个选择的，凡能从名称判断类别的，都按判断的类别新建"
            )
        for each in self.doubts:
            self.fields[self.answer_field(each.place)] = forms.ChoiceField(
                label=f"{each.place}的{self.room.asked_about}",
                required=False,
                widget=self._select(),
                choices=self._answers(),
            )
            self.fields[self.day_field(each.place)] = self._text(f"{each.place}的{self.room.asked_day}")
        for place in self.repeated:
            self.fields[self.another_field(place)] = forms.BooleanField(
                required=False, label=f"{place}是另一件，也登记"
            )

    @staticmethod
    def sort_field(each: Unknown) -> str:
        return f"sort-{_digest(each.key)}"

    @staticmethod
    def name_field(each: Unknown) -> str:
        """The same for the same name, whatever other names there are."""
        return f"name-{_digest(each.key)}"

    @staticmethod
    def answer_field(place: str) -> str:
        return f"answer-{_digest(place)}"

    @staticmethod
    def day_field(place: str) -> str:
        return f"day-{_digest(place)}"

    @staticmethod
    def another_field(place: str) -> str:
        return f"another-{_digest(place)}"

    @staticmethod
    def _select() -> forms.Select:
        return forms.Select(attrs={"class": "form-select"})

    def _text(self, label: str, **attrs: str) -> forms.CharField:
        attrs = {"class": "form-control", "autocomplete": "off", "placeholder": self.room.asked_day} | attrs
        return forms.CharField(
            label=label, required=False, max_length=200, widget=forms.TextInput(attrs=attrs)
        )

    def _sorts(self, each: Unknown) -> forms.ChoiceField:
        """What the name may mean in the roster, then as what it may be made; what its name tells comes first."""
        alike = [(f"org:{one.pk}", one.name) for one in each.alike]
        made = (
            []
            if not each.can_be_made
            else [(f"new:{sort}", f"新建：{label}") for sort, label in _sorts_for(each)]
        )
        groups = [group for group in (("名录中的单位", alike), ("名录中没有", made)) if group[1]]
        return forms.ChoiceField(
            label=f"“{each.name}”是哪个单位",
            required=False,
            choices=[("", "请选择"), *groups],
            widget=self._select(),
            error_messages={"invalid_choice": "这一选项已经变动，请重新选择。"},
        )

    def _answers(self) -> list[tuple[str, str]]:
        return [("", "请选择"), *((code, answer.label) for code, answer in self.room.answers.items())]

    def names(self) -> list[NameRow]:
        """For the page: each name beside its fields."""
        return [
            NameRow(each, self[self.sort_field(each)], self[self.name_field(each)]) for each in self.unknown
        ]

    def questions(self) -> list[DoubtRow]:
        """For the page: each doubt beside its fields."""
        return [
            DoubtRow(each, self[self.answer_field(each.place)], self[self.day_field(each.place)])
            for each in self.doubts
        ]

    def another(self, place: str) -> forms.BoundField | None:
        """For the page: the choice beside a row that is taken for a repetition."""
        return self[self.another_field(place)] if place in self.repeated else None

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        self.choices: dict[str, int | str] = {}
        self.decided: dict[str, dict[str, object]] = {}
        known = self._known({tidy(cleaned.get(self.name_field(each), "")) for each in self.unknown})
        for each in self.unknown:
            self._choose(each, cleaned, known)
        for doubt in self.doubts:
            self._answer(doubt, cleaned)
        for place in self.repeated:
            self._repeat(place, cleaned)
        self._check_names_shown()
        if not self.has_new and not any(each.get("is_another") for each in self.decided.values()):
            self.add_error(None, "没有需要登记的内容：各行都已登记过。其中确是另一件的，请勾选后再确认。")
        return cleaned

    def _choose(
        self, each: Unknown, cleaned: Mapping[str, object], known: Mapping[str, Organisation]
    ) -> None:
        """What is typed goes before what is chosen; only what is chosen on purpose is made."""
        sort, name = self.sort_field(each), self.name_field(each)
        typed, chosen = tidy(str(cleaned.get(name, ""))), str(cleaned.get(sort, ""))
        if typed:
            organisation, field = known.get(bare(typed)), name
            if organisation is None:
                self.add_error(name, f"名录中没有“{typed}”。请填写名录中的全称，或者选择新建为哪一类单位。")
                return
        elif chosen.startswith("org:"):
            organisation, field = Organisation.objects.get(pk=chosen.removeprefix("org:")), sort
        else:
            self._make(each, chosen.removeprefix("new:"), bool(cleaned.get("rest")))
            return
        if reason := self._refusal(each, organisation):
            self.add_error(field, reason)
        self.choices[each.key] = organisation.pk

    def _make(self, each: Unknown, chosen: str, rest: bool) -> None:
        made = chosen or (each.sort if rest and each.can_be_made else "")
        if made:
            self.choices[each.key] = made
        elif self.sort_field(each) not in self.errors:
            self.add_error(self.sort_field(each), NOT_CHOSEN)

    def _answer(self, doubt: Doubt, cleaned: Mapping[str, object]) -> None:
        answer, day_field = self.answer_field(doubt.place), self.day_field(doubt.place)
        code, day = str(cleaned.get(answer, "")), str(cleaned.get(day_field, ""))
        if not code:
            is_entered = doubt.is_new or bool(cleaned.get(self.another_field(doubt.place)))
            if is_entered and answer not in self.errors:
                about = self.room.asked_about
                self.add_error(answer, f"请选择{about}；也可以在原文件中写明后重新上传。")
            return
        given = self._day(day_field, day) if self.room.answers[code].needs_day else ""
        self.decided.setdefault(doubt.place, {}).update(self.room.decided(code, given))

    def _day(self, field: str, text: str) -> str:
        try:
            when = dates.parse_date(tidy(text))
        except ValueError:
            wanted = f"请填写{self.room.asked_day}，如 2026-05-06；只知道年月的，填 2026-05。"
            self.add_error(field, wanted)
            return ""
        if when.in_future:
            self.add_error(field, f"{self.room.asked_day}晚于今天，请核对。")
        return written(when)

    def _repeat(self, place: str, cleaned: Mapping[str, object]) -> None:
        field = self.another_field(place)
        if not cleaned.get(field):
            return
        if next(facts.number for facts in self.rows_read if facts.place == place):
            self.add_error(
                field, "文号相同的是同一件，不能再登记。确是另一件的，请在原文件中改正文号后重新上传。"
            )
        self.decided.setdefault(place, {})["is_another"] = True

    def _refusal(self, each: Unknown, organisation: Organisation) -> str:
        """Why the name cannot mean this organisation; "" where it can."""
        if reason := self.room.unfit(organisation, each.side):
            return reason
        if each.is_lead:
            return ledgers.refusal_of_match(self.room, each.name, organisation, self.rows_read, self.by)
        return ""

    def _check_names_shown(self) -> None:
        """What was decided on must be what is asked: the roster may have changed since the page was shown."""
        asked = {self.name_field(each) for each in self.unknown}
        if {name for name in self.data if name.startswith("name-")} != asked:
            self.add_error(None, "核对期间名录有变动，一行也没有登记。下面是变动后的内容，请再核对后确认。")

    def _known(self, texts: set[str]) -> dict[str, Organisation]:
        """Organisations by their name, and by their short name in one's own division."""
        plain = {bare(text) for text in texts} - {""}
        at_home = Q(bare_short_name__in=plain, jurisdiction=self.by.organisation.jurisdiction_id)
        rows = Organisation.objects.active().filter(Q(bare_name__in=plain) | at_home) if plain else []
        found = list(rows.prefetch_related("capabilities")) if plain else []
        return {each.bare_short_name: each for each in found} | {each.bare_name: each for each in found}


def _sorts_for(each: Unknown) -> list[tuple[str, str]]:
    if each.is_lead:
        return [(PROCURATORATE, LEAD_SORT)]
    ordered = sorted(SORTS, key=lambda sort: sort != each.sort)
    return [(sort, SORTS[sort].label + ("（按名称判断）" if sort == each.sort else "")) for sort in ordered]
