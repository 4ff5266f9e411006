"""Form controls that work as plain HTML and are made more comfortable by static/js."""

from django import forms


class ChineseDateInput(forms.DateInput):
    """A date that is typed (2026年11月5日, 2026-11-5 …); the script adds a calendar to pick it from."""

    template_name = "forms/widgets/date.html"

    def __init__(self, attrs: dict | None = None) -> None:
        given = {"autocomplete": "off", "placeholder": "年-月-日", **(attrs or {})}
        super().__init__(given, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """Date and time of Asia/Shanghai, by the browser's own control."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class _Searchable:
    """Carries name and pinyin of each choice along, for the script that filters while one types.

    Works for a ModelChoiceField whose instances have `pinyin` and `initials`; for plain choices set
    `spellings = {value: initials}`. What has neither filters by its label.
    """

    spellings: dict[str, str] = {}

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None) -> dict:
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        instance = getattr(value, "instance", None)
        for spelling in ("initials", "pinyin"):
            if text := getattr(instance, spelling, ""):
                option["attrs"][f"data-{spelling}"] = text
        if spelled := self.spellings.get(str(value)):
            option["attrs"]["data-initials"] = spelled
        return option


class SearchSelect(_Searchable, forms.Select):
    """One organisation (or person) of many. Without script a plain select."""

    def __init__(self, attrs: dict | None = None, choices=()) -> None:
        super().__init__({"data-search": "", **(attrs or {})}, choices)


class SearchCheckboxes(_Searchable, forms.CheckboxSelectMultiple):
    """Several organisations of many. Without script a list of checkboxes that scrolls."""

    template_name = "forms/widgets/search_checkboxes.html"

    def optgroups(self, name, value, attrs=None) -> list:
        """What is ticked comes first and in the order in which it was ticked, not hidden in a long list."""
        groups = super().optgroups(name, value, attrs)
        places = {key: place for place, key in enumerate(value)}
        return sorted(groups, key=lambda group: places.get(str(group[1][0]["value"]), len(places)))


class FilesInput(forms.ClearableFileInput):
    """Several files. `staged` are those already received in an earlier try, shown so that none is lost.

    staged: {name, size (bytes), value} of each; posted again as `<name>-staged`, unticking drops it. A tuple, since
    Django copies a form's widgets but not what is in them: a list would be one for all forms of the process.
    """

    template_name = "forms/widgets/files.html"
    allow_multiple_selected = True

    def __init__(self, attrs: dict | None = None, *, max_bytes: int = 50 * 1024**2, accept: str = "") -> None:
        given = {"data-max-bytes": str(max_bytes), **({"accept": accept} if accept else {}), **(attrs or {})}
        super().__init__(given)
        self.staged: tuple[dict, ...] = ()

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        context["widget"]["staged"] = self.staged
        context["widget"]["max_bytes"] = int(self.attrs["data-max-bytes"])
        return context
