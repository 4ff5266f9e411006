"""Below its room nobody speaks of the recommendation: another kind of matter would be called by its words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOMS = ("common", "organisations", "matters", "notices", "deadlines", "documents", "workflow", "imports")
WORDS = re.compile("检察建议|被建议单位|整改|recommendation")
#: Where the law, the names of the law, or a consent that was given speak of it.
OF_THE_LAW = {
    "deadlines/laws.py", "deadlines/shipped_laws.py", "deadlines/statutes.py", "matters/names.py",
    "templates/organisations/consent.html",
}  # fmt: skip


def sources() -> Iterator[Path]:
    for room in ROOMS:
        for folder in (settings.BASE_DIR / room, settings.BASE_DIR / "templates" / room):
            yield from folder.rglob("*.py")
            yield from folder.rglob("*.html")


def speaking() -> set[str]:
    """The files that do, but for migrations and for the examples of the style guide."""
    found = {str(path.relative_to(settings.BASE_DIR)) for path in sources() if WORDS.search(path.read_text())}
    return {name for name in found if "/migrations/" not in name and "/styleguide/" not in name}


def test_no_other_room_speaks_of_it():
    assert speaking() - OF_THE_LAW == set()


@pytest.mark.parametrize("name", sorted(OF_THE_LAW))
def test_what_is_excepted_does(name):
    assert name in speaking()
