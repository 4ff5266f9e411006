"""The parts of a workbench: each names the template that shows it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode


def part(title: str, groups: Sequence[dict[str, Any]], empty: str = "") -> dict[str, Any]:
    """A heading with its groups of rows; without any, the sentence `empty`."""
    return {"template": "home/part.html", "title": title, "groups": groups, "empty": empty}


def list_url(**values: Any) -> str:
    """The list of matters, narrowed."""
    return f"{reverse('matters:list')}?{urlencode(values)}"
