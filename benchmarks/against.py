"""The portal against the least that could be done, in the large database: each pair in turn, in one run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from django.db import connections

from benchmarks import dashboard, sweeps
from benchmarks.measure import WARM_UP, Page, Site, standing_for_default
from benchmarks.plan import LARGE, Plan
from benchmarks.world import places

HEAD = "| what | ours, ms | against | its, ms | ratio | goal |"
SWEEPS = 7
BY_HAND = {
    "the same tables by hand": dashboard.EACH_TABLE,
    "one of its tables by hand": dashboard.BY_AGENCY,
}


@dataclass
class Pair:
    """Two things that answer the same need; `ours` and `theirs` take one reading each, in seconds."""

    label: str
    against: str
    goal: float
    ours: Callable[[], float]
    theirs: Callable[[], float]
    readings: list[tuple[float, float]] = field(default_factory=list)

    def take(self, runs: int, warm_up: int = WARM_UP) -> None:
        for run in range(-warm_up, runs):
            first, second = (self.ours, self.theirs) if run % 2 else (self.theirs, self.ours)
            reading = (first(), second())
            if run >= 0:
                self.readings.append(reading if run % 2 else reading[::-1])

    @property
    def sides(self) -> tuple[float, float]:
        """Medians in seconds."""
        ours, theirs = zip(*self.readings, strict=True)
        return median(ours), median(theirs)

    @property
    def ratio(self) -> float:
        ours, theirs = self.sides
        return ours / theirs

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.goal

    def row(self) -> str:
        ours, theirs = (f"{seconds * 1000:.2f}" for seconds in self.sides)
        verdict = "met" if self.is_met else "MISSED"
        cells = [self.label, ours, self.against, theirs, f"{self.ratio:.2f}", f"≤ {self.goal} {verdict}"]
        return f"| {' | '.join(cells)} |"


def measure(plan: Plan) -> bool:
    """Prints the table. Whether every goal is met."""
    site = Site(plan.databases[LARGE].name)
    print(f"\nIn the large database\n\n{HEAD}\n|---|---:|---|---:|---:|---|", flush=True)
    met = []
    for pair, runs, warm_up in pairs(plan, site):
        pair.take(runs, warm_up)
        met.append(pair.is_met)
        print(pair.row(), flush=True)
    site.close()
    return all(met)


def pairs(plan: Plan, site: Site) -> Iterator[tuple[Pair, int, int]]:
    """Each with its runs and its warm-up; the sweep that writes comes last, since it changes the rows."""
    liaison = next(place.username for place in places(plan.organisations) if place.is_agency)

    def page(path: str) -> Callable[[], float]:
        return lambda: site.read(Page(path, liaison, path)).seconds

    worklist, changelist = page("/"), page("/changelist/deadlines/deadline/")
    yield Pair("worklist `/`", "a bare page, logged in", 2, worklist, page("/bare/")), plan.runs, WARM_UP
    yield Pair("worklist `/`", "the admin's changelist", 0.5, worklist, changelist), plan.runs, WARM_UP
    with standing_for_default(site.connection):
        idle = Pair("sweep, nothing due", "raw count", 1.3, sweeps.idle, sweeps.raw_count)
        yield idle, plan.runs * 10, plan.runs
        for against, groupings in BY_HAND.items():
            pair = Pair("board", against, 2, dashboard.board, partial(dashboard.by_hand, groupings))
            yield pair, SWEEPS, 1
        writing = sweeps.Writing(connections["default"], plan.reminders)
        label = f"sweep that writes {plan.reminders} reminders"
        yield Pair(label, "raw bulk insert", 3, writing.sweep, writing.insert), SWEEPS, 1
        writing.clear()
