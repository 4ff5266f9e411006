"""Example content of the style page: each component with what a county really writes."""

from types import SimpleNamespace

from common.styleguide import form, lists, matter

SECTIONS = ("工作台", "检察建议", "案件移送", "考核看板", "单位通讯录")


def acting() -> list[SimpleNamespace]:
    """The places that the person on the style page holds; the first is acted from."""
    county = SimpleNamespace(name="九寨沟县")
    office = SimpleNamespace(short_name="县检察院", name="九寨沟县人民检察院", jurisdiction=county)
    person = SimpleNamespace(full_name="泽仁卓玛", must_change_password=False)
    roles = ("承办检察官", "府检联动专职联络员")
    return [
        SimpleNamespace(pk=number, user=person, organisation=office, get_role_display=role)
        for number, role in enumerate(roles, 1)
    ]


def context() -> dict:
    """Everything that templates/styleguide.html shows."""
    return {
        "nav": [{"label": word, "url": matter.HERE, "active": word == SECTIONS[0]} for word in SECTIONS],
        "unread_count": "12",
        "pills": matter.PILLS,
        "explained_pill": {**matter.PILLS[3], "explain": matter.explanation()},
        "explain": matter.explanation(),
        "badges": matter.BADGES,
        "stepper": matter.STEPPER,
        "steps": matter.STEPS,
        "groups": lists.worklists(),
        "entries": matter.TIMELINE,
        "parties": matter.PARTIES,
        "files": matter.FILES,
        "filters": lists.filters(),
        "table": lists.table(),
        "pager": {"previous_url": matter.HERE, "next_url": matter.HERE, "shown": 4, "total": "999+"},
        "chart": lists.chart(),
        "form": form.with_mistakes(),
    }
