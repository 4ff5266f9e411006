"""Rows of one ledger that bear one number: the same paper to several bodies, or a mistake."""

from collections.abc import Iterator

from common.names import bare
from documents.patterns import normal_form
from imports.ledger import Ledger
from imports.rows import Problem
from matters.names import kind_label
from recommendations.ledgers.facts import Facts


def conflicts(ledger: Ledger) -> Iterator[Problem]:
    """Rows whose number another row bears for a different paper: each is told at its number."""
    first: dict[tuple[str, str], Facts] = {}
    for facts in ledger.rows:
        if not facts.number:
            continue
        other = first.setdefault((bare(facts.lead), normal_form(facts.number)), facts)
        if other is not facts and (difference := _difference(other, facts)):
            yield Problem(
                ledger.address(facts, "number"),
                f"与{other.place}的文号相同，但{difference}。一个文号应为同一份文书，请核对文号。",
            )


def _difference(one: Facts, other: Facts) -> str:
    """Why two rows with one number are not one paper to two bodies; "" where they are, or are repetitions."""
    if one.kind != other.kind:
        return f"类型不同（{kind_label(one.kind)}、{kind_label(other.kind)}）"
    days = [facts.days.get("issued_on", "") for facts in (one, other)]
    if all(days) and days[0] != days[1]:
        return f"制发日期不同（{days[0]}、{days[1]}）"
    shared = {bare(name) for name in one.recipients} & {bare(name) for name in other.recipients}
    if shared and bare(one.summary) != bare(other.summary):
        return "被建议单位相同、主要情况不同"
    return ""
