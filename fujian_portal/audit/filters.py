"""What the auditor narrows a list by, all of it kept in the address."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from common import clock, dates
from common.form_fields import ChineseDateField
from fujian_portal.audit.columns import Records
from organisations.models import Organisation, User


class AuditFilter(forms.Form):
    """Person, organisation, first and last day (Asia/Shanghai); only those that the list has."""

    enter_sends = True
    person = forms.CharField(label="人员", max_length=60, required=False, help_text="姓名或者用户名")
    organisation = forms.CharField(
        label="单位", max_length=60, required=False, help_text="名称、简称或者拼音首字母"
    )
    since = ChineseDateField(label="起始日", required=False)
    until = ChineseDateField(label="截止日", required=False)
    kind = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, records: Records) -> None:
        super().__init__(data)
        self.records = records
        for name in ("person", "organisation", "kind"):
            if not getattr(records, name):
                del self.fields[name]

    def clean(self) -> dict:
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            raise ValidationError("截止日早于起始日，请更正。")
        return data

    def narrow(self, branches: list[QuerySet]) -> list[QuerySet]:
        """The rows that fit; none while something is wrongly filled in."""
        if not self.is_valid():
            return [rows.none() for rows in branches]
        conditions = self._conditions()
        return [rows.filter(conditions) for rows in branches]

    def _conditions(self) -> Q:
        given, records = self.cleaned_data, self.records
        found = Q()
        if text := given.get("person"):
            people = User.objects.filter(Q(full_name__icontains=text) | Q(username=text))
            found &= Q(**{f"{records.person}__in": people.values("pk")})
        if text := given.get("organisation"):
            houses = Organisation.objects.search(text)
            found &= Q(**{f"{records.organisation}__in": houses.values("pk")})
        if given.get("kind") in dict(records.kinds):
            found &= Q(**{records.kind: given["kind"]})
        if given["since"]:
            found &= Q(**{f"{records.moment}__gte": clock.at(given["since"])})
        if given["until"]:
            found &= Q(**{f"{records.moment}__lt": clock.at(given["until"] + timedelta(days=1))})
        return found

    def query(self, **more: str) -> str:
        """The filters as they stand in an address, with `more`; nothing for what is empty."""
        given = {name: self.data.get(name, "") for name in self.fields}
        return urlencode({name: value for name, value in (given | more).items() if value})

    def chips(self) -> list[dict[str, Any]]:
        """The kinds of the list; empty where it has none."""
        if not self.records.kind:
            return []
        chosen = self.data.get("kind", "")
        return [
            {"label": label, "url": f"?{self.query(kind=value)}", "selected": value == chosen}
            for value, label in (("", "全部"), *self.records.kinds)
        ]

    def words(self) -> str:
        """The filters as a sentence, for the auditor's own trace and the exported file."""
        given = self.cleaned_data if self.is_valid() else {}
        parts = []
        for name in ("person", "organisation", "since", "until"):
            if value := given.get(name):
                shown = value if isinstance(value, str) else dates.chinese_date(value)
                parts.append(f"{self.fields[name].label}{shown}")
        if (kind := dict(self.records.kinds).get(given.get("kind"))) is not None:
            parts.append(kind)
        return "，".join(parts)
