"""Steps that a day takes: periods that are over change their matters, as system steps through the one door."""

import logging
from datetime import timedelta

from celery import shared_task
from django.db.models import Exists, OuterRef

from common import clock
from deadlines.models import Deadline
from matters.models import Event, Scratch, Upload
from matters.registry import registered_models
from workflow.actors import System
from workflow.errors import Refused
from workflow.perform import perform
from workflow.steps import Step, steps_of

logger = logging.getLogger(__name__)
BATCH = 500
LEFT_AFTER = timedelta(days=30)


@shared_task(name="workflow.tasks.take_due_steps")
def take_due_steps() -> int:
    """Take every step whose day has come. Running twice, late or on two machines has the effect of once."""
    return sum(
        _take(model, step)
        for model in registered_models()
        for step in steps_of(model).values()
        if step.on_expiry
    )


def _take(model: type, step: Step) -> int:
    over = Deadline.objects.filter(status="open", rule=step.on_expiry, due_at__lte=clock.now())
    since = Event.objects.filter(matter=OuterRef("matter"), verb=step.name, pk__gt=OuterRef("starts_event"))
    taken = 0
    waiting = model.objects.filter(pk__in=over.exclude(Exists(since)).values("matter"))
    for matter in waiting.order_by("pk"):
        try:
            perform(matter=matter, step=step.name, actor=System("期限届满"))
            taken += 1
        except Refused as refused:
            logger.info("step %s not taken for matter %s: %s", step.name, matter.pk, refused.reason)
    return taken


@shared_task(name="workflow.tasks.clear_leftovers")
def clear_leftovers() -> int:
    """Uploads that no step took and texts that nobody sent, once nobody can still want them."""
    before = clock.now() - LEFT_AFTER
    Scratch.objects.filter(saved_at__lt=before).delete()
    wanted_by_none = {"attachments": None, "documents": None, "proposal_files": None}
    leftovers = Upload.objects.filter(uploaded_at__lt=before, **wanted_by_none)[:BATCH]
    for upload in leftovers:
        upload.file.delete(save=False)
        upload.delete()
    return len(leftovers)
