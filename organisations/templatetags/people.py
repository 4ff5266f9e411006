"""Filters of the pages about people."""

from datetime import timedelta

from django import template

register = template.Library()


@register.filter
def minutes(length: timedelta | None) -> int | str:
    """Whole minutes of a length of time; empty where there is none."""
    return "" if length is None else int(length.total_seconds() // 60)
