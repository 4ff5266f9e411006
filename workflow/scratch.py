"""What a person has typed and not sent: kept for that person alone, gone once the step is taken."""

import re

from django.contrib import messages
from django.http import HttpRequest, JsonResponse

from common import clock
from matters.models import Scratch
from organisations.gate import LOST_FILES, TYPED_BY
from workflow.merging import TAKE

LEFT_OUT = ("csrfmiddlewaretoken", TYPED_BY, LOST_FILES, TAKE, "version", "key")
#: Characters of one form, the names of its fields included.
LIMIT = 200_000
ABOUT = re.compile(r"\d{1,10}\.\d{1,8}|item-[\w-]{1,24}")
OF_ITEM = "item-"


def name_of(matter_pk: int | None, step: str, about: str = "") -> str:
    """`about`: the proposal from which the form begins, as it was handed over (`Proposal.handing`), or the one of several
    things that its page is about."""
    return f"{matter_pk or 'new'}:{step}{':' if about else ''}{about}"


def about_of(request: HttpRequest) -> str:
    """What the page says that its form is about; empty for what can be neither."""
    given = request.GET.get("about", "")
    return given if ABOUT.fullmatch(given) else ""


def of_item(item: str) -> str:
    """`about` for a page that is about `item`; empty where that cannot be told apart."""
    about = f"{OF_ITEM}{item}" if item else ""
    return about if ABOUT.fullmatch(about) else ""


def is_of_item(about: str) -> bool:
    return about.startswith(OF_ITEM)


def page_of(request: HttpRequest, within: str) -> str:
    """The page on which the form stands, of those at and below `within`."""
    given = request.POST.get("page", "")
    return given if given.startswith(within) else within


class TooLong(ValueError):
    """More than is kept by itself; what was kept before still stands. The text is for the person."""


def keep(request: HttpRequest, name: str, more: dict[str, list[str]] | None = None) -> Scratch:
    """Keep the text fields of a posted form, and `more`; files are kept when they are sent. Raises TooLong."""
    data = {field: request.POST.getlist(field) for field in request.POST if field not in LEFT_OUT}
    data |= more or {}
    length = sum(len(field) + sum(map(len, texts)) for field, texts in data.items())
    if length > LIMIT:
        raise TooLong(
            f"内容约 {length // 10_000} 万字，超过 {LIMIT // 10_000} 万字的不自动保存，仍在本页。"
            "请点下方按钮提交或者保存；较长的材料改为附件。"
        )
    row, _ = Scratch.objects.update_or_create(
        user=request.user, form=name, defaults={"data": data, "saved_at": clock.now()}
    )
    return row


def keep_refused(request: HttpRequest, name: str, more: dict[str, list[str]] | None = None) -> None:
    """Keep what was sent and not taken, so that Back and a closed window lose nothing; says so where it cannot."""
    try:
        keep(request, name, more)
    except TooLong as problem:
        messages.warning(request, str(problem))


def answer(request: HttpRequest, name: str, **more) -> JsonResponse:
    """What a script that keeps a form is told; 413 and the reason where nothing was kept."""
    try:
        row = keep(request, name)
    except TooLong as problem:
        return JsonResponse({"note": str(problem)}, status=413)
    return JsonResponse({"saved_at": f"{clock.local(row.saved_at):%H:%M}", **more})


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
