"""What a run makes and measures. Needs no Django, since the plan says how Django is set up."""

from dataclasses import dataclass

from benchmarks.scratch import Scratch
from benchmarks.scratch_file import ScratchFile

SMALL, LARGE = "small", "large"


@dataclass(frozen=True)
class Plan:
    """By size: the database, and its open deadlines. `runs` of each page at each size, after warm-up."""

    databases: dict[str, Scratch | ScratchFile]
    deadlines: dict[str, int]
    organisations: int
    reminders: int
    runs: int
    keep: bool

    def contents(self, size: str) -> str:
        return f"{self.deadlines[size]} open deadlines, {self.organisations} organisations"
