"""A ledger as it was read."""

from dataclasses import dataclass, field

from imports.facts import Facts
from imports.notes import Remark
from imports.rows import Problem


@dataclass
class Ledger:
    """`lines`: by the place of each row its cells by column; `remarks`: what was passed over or read otherwise."""

    rows: list[Facts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, dict[str, str]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def address(self, facts: Facts, column: str) -> str:
        """Where `column` of a row stands; its row, where the ledger has no such column."""
        cells = self.lines.get(facts.place, {})
        return cells.get(column) or facts.place
