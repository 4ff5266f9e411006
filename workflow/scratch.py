"""What a person has typed and not sent: kept for that person alone, gone once the step is taken."""

import re

from django.http import HttpRequest

from common import clock
from matters.models import Scratch

LEFT_OUT = ("csrfmiddlewaretoken", "version", "key")
LIMIT = 200_000
ABOUT = re.compile(r"\d{1,10}\.\d{1,8}")


def name_of(matter_pk: int | None, step: str, about: str = "") -> str:
    """`about`: the proposal from which the form begins, as it was handed over (`Proposal.handing`)."""
    return f"{matter_pk or 'new'}:{step}{':' if about else ''}{about}"


def about_of(request: HttpRequest) -> str:
    """What the page says that its form is about; empty for what is no `Proposal.handing`."""
    given = request.GET.get("about", "")
    return given if ABOUT.fullmatch(given) else ""


def page_of(request: HttpRequest, within: str) -> str:
    """The page on which the form stands, of those at and below `within`."""
    given = request.POST.get("page", "")
    return given if given.startswith(within) else within


def keep(request: HttpRequest, name: str) -> Scratch:
    """Keep the text fields of a posted form; files are kept when they are sent."""
    data = {field: request.POST.getlist(field) for field in request.POST if field not in LEFT_OUT}
    if sum(len(text) for texts in data.values() for text in texts) > LIMIT:
        data = {}
    row, _ = Scratch.objects.update_or_create(
        user=request.user, form=name, defaults={"data": data, "saved_at": clock.now()}
    )
    return row


def find(request: HttpRequest, name: str) -> Scratch | None:
    return Scratch.objects.filter(user=request.user, form=name).first()


def initial(row: Scratch | None) -> dict:
    """Initial values for a form from what was kept; lists stay lists for fields of several values."""
    return from_posted(row.data) if row else {}


def from_posted(data: dict[str, list[str]]) -> dict:
    """Initial values from the lists of a posted form."""
    return {name: texts if len(texts) > 1 else texts[0] for name, texts in data.items() if texts}


def drop(request: HttpRequest, name: str) -> None:
    Scratch.objects.filter(user=request.user, form=name).delete()
