"""For the page of a meeting."""

from typing import Any

from django import template

from meetings.overview import table

register = template.Library()


@register.filter
def resolutions_for(meeting, reader) -> dict[str, Any]:
    return table(meeting, reader)
