"""For templates of any kind."""

from django import template

register = template.Library()


@register.filter
def summary_for(matter, hidden: frozenset[str]) -> list[tuple[str, str]]:
    """概况 of a declared kind without what is `hidden` from the reader."""
    return matter.summary(hidden or frozenset())
