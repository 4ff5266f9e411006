"""Where the given tables lie: beside the repository, else the copies kept with the tests."""

from pathlib import Path

from django.conf import settings


def shared_file(name: str) -> Path:
    given = Path(settings.BASE_DIR).parent / "shared" / name
    return given if given.is_file() else Path(settings.BASE_DIR) / "tests" / "data" / Path(name).name
