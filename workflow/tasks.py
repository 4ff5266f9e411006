"""Steps that a day takes: periods that are over change their matters, as system steps through the one door."""

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet

from common import clock, waking
from deadlines.models import Deadline
from matters.models import Event, Matter, Scratch, Upload
from matters.registry import registered_models
from matters.uploads import TAKEN_BY_NONE
from workflow import stock
from workflow.actors import System
from workflow.dossier import jobs
from workflow.errors import Invalid, Refused
from workflow.perform import perform
from workflow.steps import Step, steps_of

logger = logging.getLogger(__name__)
BATCH = 500
#: Texts that nobody sent, and files that no step took: a form may be mended after a long weekend.
LEFT_AFTER, FILES_LEFT_AFTER = timedelta(days=30), timedelta(days=3)
#: Well below what a task may take.
STOCK_TIME = timedelta(minutes=3)


@shared_task(name="workflow.tasks.take_due_steps")
def take_due_steps() -> int:
    """Take every step whose day has come. Running twice, late or on two machines has the effect of once."""
    return sum(
        _take(model, step)
        for model in registered_models()
        for step in steps_of(model).values()
        if step.on_expiry
    )


def waiting(model: type, step: Step, moment: datetime) -> QuerySet:
    """The matters whose day for `step` had come at `moment` and that have not taken it since."""
    over = Deadline.objects.filter(status="open", rule=step.on_expiry, due_at__lte=moment)
    since = Event.objects.filter(matter=OuterRef("matter"), verb=step.name, pk__gt=OuterRef("starts_event"))
    return model.objects.filter(pk__in=over.exclude(Exists(since)).values("matter")).order_by("pk")


def _take(model: type, step: Step) -> int:
    return sum(_taken(matter, step) for matter in waiting(model, step, clock.now()))


def _taken(matter: Matter, step: Step) -> bool:
    """A matter that cannot be taken stops no other; it stays due for the next sweep."""
    try:
        perform(matter=matter, step=step.name, actor=System("期限届满"))
    except Refused as refused:
        logger.info("step %s not taken for matter %s: %s", step.name, matter.pk, refused.reason)
        return False
    except (DatabaseError, Invalid) as error:
        logger.error("step %s of matter %s is left for the next sweep: %s", step.name, matter.pk, error)
        return False
    return True


@shared_task(name="workflow.tasks.make_dossiers")
def make_dossiers() -> bool:
    """Make one 卷宗, and come again for the next: between two of them other work has its turn."""
    made = jobs.make_next()
    if made:
        wake_for_dossiers()
    return made


def wake_for_dossiers() -> None:
    """Ask for a run once this transaction has committed."""
    waking.after_commit(make_dossiers)


@shared_task(name="workflow.tasks.clear_leftovers")
def clear_leftovers() -> int:
    """Uploads that no step took, texts that nobody sent and 卷宗 of yesterday, once nobody can still want them."""
    jobs.clear_old()
    Scratch.objects.filter(saved_at__lt=clock.now() - LEFT_AFTER).delete()
    untaken = Upload.objects.filter(uploaded_at__lt=clock.now() - FILES_LEFT_AFTER, **TAKEN_BY_NONE)
    leftovers = untaken.order_by("uploaded_at")[:BATCH]
    return sum(_cleared(upload) for upload in leftovers)


def _cleared(upload: Upload) -> bool:
    """The row first: where a step has just taken it, the database keeps it, and so its file."""
    try:
        with transaction.atomic():
            upload.delete()
    except (ProtectedError, IntegrityError):
        return False
    upload.file.delete(save=False)
    return True


@shared_task(name="workflow.tasks.take_stock")
def take_stock() -> int:
    """Some of the matters that came over from before events spoke for rows; none, once all are done."""
    return stock.take_stock(stock.without_stock(), until=clock.machine() + STOCK_TIME)
