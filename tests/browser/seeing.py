"""What axe-core finds on a page, and whether it fits its window."""

from collections.abc import Callable, Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
UNFOLD = "document.querySelectorAll('main details').forEach(fold => fold.open = true)"
#: Whether a field that has to be filled in is empty, so that the form can be sent without taking the step.
ASKS = """[...document.querySelectorAll('form[enctype] .field:has(.field__required)')].some(field =>
    [...field.querySelectorAll('input, textarea, select')].every(control =>
        /radio|checkbox/.test(control.type) ? !control.checked : !control.value))"""

Faults = dict[str, list[str]]


def too_wide(page: Page) -> list[str]:
    return [] if page.evaluate(FITS) else ["wider than the window"]


def faults(page: Page) -> list[str]:
    """Each violation with the element; a page wider than its window is one too."""
    found = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    return found + too_wide(page)


def faulty(page: Page, addresses: Iterable[str], look: Callable[[Page], list[str]] = faults) -> Faults:
    """The faults of each address with everything unfolded; nothing for those without."""
    found = {}
    for address in addresses:
        page.goto(address)
        page.evaluate(UNFOLD)
        found[address] = look(page)
    return {address: each for address, each in found.items() if each}


def forms_faulty(page: Page, addresses: Iterable[str]) -> Faults:
    """The faults of each form as it opens, and with its errors where it can be sent empty."""
    return faulty(page, addresses, lambda form: faults(form) + with_errors(form))


def with_errors(page: Page) -> list[str]:
    if not page.evaluate(ASKS):
        return []
    page.locator(".form-actions button.btn").first.click()
    expect(page.locator("#error-summary")).to_be_visible()
    return faults(page)
