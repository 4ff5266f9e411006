"""Which pages are measured, and by whom they are read."""

from benchmarks.measure import Page, Site, compare
from benchmarks.plan import LARGE, Plan
from benchmarks.report import fault, is_met, table
from benchmarks.world import Place, places

PAGES = {"worklist /": "/", "list /matters/": "/matters/"}


def measure(plan: Plan) -> bool:
    """Prints the table and, for each page that misses the goal, the query at fault. Whether all met it."""
    sites = {size: Site(each.name) for size, each in plan.databases.items()}
    results = compare(sites, pages(places(plan.organisations)), plan.runs)
    print(f"\nMedians of {plan.runs} runs at each size, in turn\n\n{table(results)}\n", flush=True)
    for result in results:
        if not is_met(result):
            print(f"{fault(result, sites[LARGE])}\n", flush=True)
    for site in sites.values():
        site.close()
    return all(map(is_met, results))


def pages(found: list[Place]) -> list[Page]:
    return [
        Page(f"{label} of {reader}", place.username, path, bounded)
        for reader, (place, bounded) in readers(found).items()
        for label, path in PAGES.items()
    ]


def readers(found: list[Place]) -> dict[str, tuple[Place, bool]]:
    """By name, with whether they see the same rows at both sizes.

    The measured agency's liaison, the handler of the procuratorate above its county's, and for comparison
    one for whom the province's matters grow along.
    """
    agency = next(place for place in found if place.is_agency)
    above = {place.level: place for place in reversed(found) if place.level != "county"}
    return {
        "the liaison": (agency, True),
        "the superior procuratorate": (above["prefecture"], True),
        "the province's procuratorate": (above["province"], False),
    }
