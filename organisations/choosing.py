"""Choosing organisations of the whole roster: those chosen, those of one's own place and those found are listed, never all."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.urls import reverse_lazy

from common.form_fields import OrderedChoicesField
from common.widgets import SearchCheckboxes, SearchSelect
from organisations.models import Capability, Organisation

#: How many of one's own place are listed at once, and how many a search finds.
MOST_NEAR, MOST_FOUND = 100, 30
#: Among whom is searched: by the name that the page asks with.
EVERYBODY = "everybody"
SEARCHED = {
    EVERYBODY: lambda: Organisation.objects.active(),
    "recipients": lambda: Organisation.objects.recipients(),
    "procuratorates": lambda: Organisation.objects.active().having("procuratorate"),
}
#: Before the capabilities one of which is asked for, in the name of those among whom is searched.
ABLE = "able."
#: The button of a search, which sends nothing: its form comes back with what was found.
FIND = "find"
SEARCH = reverse_lazy("organisations:search")


def searched(among: str) -> QuerySet[Organisation] | None:
    """Those among whom a page of this name searches; None where no page does."""
    if among.startswith(ABLE):
        able = among.removeprefix(ABLE).split(".")
        return able_to_be(able) if set(able) <= set(Capability) else None
    rows = SEARCHED.get(among)
    return rows() if rows else None


def able_to_be(able: Sequence[str]) -> QuerySet[Organisation]:
    """Organisations in use that have one of the capabilities `able`; all of them where none is asked for."""
    rows = Organisation.objects.active()
    having = Organisation.objects.filter(capabilities__capability__in=able)
    return rows.filter(pk__in=having.values("pk")) if able else rows


def found(rows: QuerySet[Organisation], words: str) -> list[Organisation]:
    """Those that `words` mean, by name, short name, pinyin or initials; none for no words."""
    return list(rows.search(words).order_by("name", "pk")[:MOST_FOUND]) if words.strip() else []


class _Found:
    """`among`: a name that `searched` knows. `near`: which are listed unasked. `words`: what is searched for without script."""

    among = "recipients"
    near: Q | None = None
    words = ""
    _found: int | None = None

    def value_from_datadict(self, data, files, name: str) -> Any:
        self.words = data.get(f"{name}-words", "")[:100]
        return super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        if isinstance(self.choices, ModelChoiceIterator):
            self.choices = self._listed(self.choices, value)
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "words": self.words,
            "find": FIND,
            "found": self._found,
            "search_url": f"{SEARCH}?among={self.among}",
        }
        return context

    def _listed(self, every: ModelChoiceIterator, value: Any) -> list[tuple]:
        rows = every.queryset.prefetch_related(None)
        given = value if isinstance(value, list | tuple | set) else [value]
        keys = [
            int(str(key))
            for key in given
            if str(key).isascii() and str(key).isdecimal() and len(str(key)) < 19
        ]
        matching = found(rows, self.words)
        self._found = len(matching) if self.words.strip() else None
        listed = [
            *(rows.filter(pk__in=keys) if keys else ()),
            *matching,
            *(rows.filter(self.near)[:MOST_NEAR] if self.near else ()),
        ]
        first = (
            [("", every.field.empty_label)] if getattr(every.field, "empty_label", None) is not None else []
        )
        return first + [every.choice(row) for row in dict.fromkeys(listed)]


class FoundCheckboxes(_Found, SearchCheckboxes):
    template_name = "forms/widgets/found_checkboxes.html"


class FoundSelect(_Found, SearchSelect):
    template_name = "forms/widgets/found_select.html"


class OrganisationsField(OrderedChoicesField):
    """Several organisations, in the order in which they were chosen."""

    widget = FoundCheckboxes


class OrganisationField(forms.ModelChoiceField):
    """One organisation."""

    widget = FoundSelect


class _AbleToBe:
    """`able`: of which capabilities the organisation has to have one. A form, which copies its fields,
    asks for the rows."""

    def __init__(self, *, able: Sequence[str], **options) -> None:
        self.able = tuple(able)
        super().__init__(Organisation.objects.all(), **options)
        self.widget.among = ABLE + ".".join(able) if able else EVERYBODY

    def __deepcopy__(self, memo: dict) -> "_AbleToBe":
        copied = super().__deepcopy__(memo)
        copied.queryset = able_to_be(self.able)
        return copied


class AbleOrganisationField(_AbleToBe, OrganisationField):
    """One organisation that is able to be something."""


class AbleOrganisationsField(_AbleToBe, OrganisationsField):
    """Several of them, in the order in which they were chosen."""


def begin_near(form: forms.Form, jurisdiction: int) -> None:
    """List the organisations of one's own place in every field that searches."""
    for field in form.fields.values():
        if isinstance(field.widget, _Found) and field.widget.near is None:
            field.widget.near = Q(jurisdiction=jurisdiction)
