"""卷宗 are made by the worker: one at a time is claimed, made and kept for a day for whoever asked for it."""

import hashlib
import logging
from typing import BinaryIO

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.http import Http404

from common import clock
from documents.rendering import fonts
from matters.models import Matter
from matters.storage import StoreUnavailable
from organisations.models import Membership
from workflow import access
from workflow.dossier import making
from workflow.dossier.pieces import pieces
from workflow.dossier.sheets import Dossier
from workflow.errors import Refused
from workflow.models import DossierFile

logger = logging.getLogger(__name__)
State = DossierFile.State
MAKERS = {DossierFile.Form.PDF: making.pdf, DossierFile.Form.ZIP: making.archive}
CHUNK = 1024 * 1024
GAVE_UP = "制作多次在中途中断，已经停止。请稍后再试，或者下载压缩包。"
TOO_LONG = "卷内文件过多，制作超过了时限。请下载压缩包。"
NO_ROOM = "文件存储空间已满或者暂时不能写入。请稍后再试；仍然不行的，请与系统管理员联系。"
UNSEEN = "您已不能查阅本事项。"


@transaction.atomic
def ask(matter: Matter, reader: Membership, form: str) -> DossierFile:
    """Have it made, unless it waits or is there already. Raises Refused where too many wait for this person."""
    mine = DossierFile.objects.filter(reader__user=reader.user_id)
    row = mine.select_for_update().filter(matter=matter.pk, reader=reader, form=form).first()
    if row and (row.is_waiting or row.is_ready(matter.version)):
        return row
    if mine.filter(state__in=DossierFile.WAITING).count() >= DossierFile.MOST_WAITING:
        raise Refused(f"您已有 {DossierFile.MOST_WAITING} 份卷宗正在制作，请等其中一份制成后再制作这一份。")
    now = clock.now()
    begun = {"state": State.QUEUED, "version": matter.version, "attempts": 0, "error": ""}
    row, _ = DossierFile.objects.update_or_create(
        matter_id=matter.pk, reader=reader, form=form, defaults=begun | {"asked_at": now, "due_at": now}
    )
    return row


def make_next() -> bool:
    """Make the one that has waited longest. False when none waits. Each is claimed before anything is done with it."""
    waiting = DossierFile.objects.filter(state__in=DossierFile.WAITING, due_at__lte=clock.now())
    row = waiting.order_by("due_at", "pk").first()
    if row is None:
        return False
    if _claim(row):
        _take(row)
    return True


def _claim(row: DossierFile) -> bool:
    """False when somebody else has been quicker."""
    mine = DossierFile.objects.filter(pk=row.pk, due_at=row.due_at, state__in=DossierFile.WAITING)
    lease = clock.now() + DossierFile.LEASE
    taken = mine.update(state=State.RUNNING, due_at=lease, attempts=F("attempts") + 1)
    if taken:
        row.refresh_from_db()
    return taken == 1


def _take(row: DossierFile) -> None:
    if row.attempts > DossierFile.MOST_ATTEMPTS:
        return _fail(row, GAVE_UP)
    try:
        if not row.reader.is_active:
            raise Http404
        matter = access.visible_matter(row.reader, row.matter_id)
        given = Dossier(matter, row.reader, pieces(matter, row.reader))
        with MAKERS[row.form](given) as made:
            _keep(row, made, matter.version, f"{given.title}.{row.form}")
    except Http404:
        _fail(row, UNSEEN)
    except fonts.NoChineseFont as missing:
        _fail(row, missing.message_zh)
    except StoreUnavailable:
        _fail(row, NO_ROOM)
    except SoftTimeLimitExceeded:
        _fail(row, TOO_LONG)
    return None


def _keep(row: DossierFile, made: BinaryIO, version: int, name: str) -> None:
    """Put the file in the place of the one made before; a lease that was lost keeps nothing."""
    digest = hashlib.sha256()
    while chunk := made.read(CHUNK):
        digest.update(chunk)
    made.seek(0)
    storage, before = row.file.storage, row.file.name
    kept = storage.save(row.file.field.upload_to(row, name), File(made))
    done = _mine(row).update(
        state=State.DONE, file=kept, file_name=name[-255:], sha256=digest.hexdigest(), version=version,
        due_at=None, made_at=clock.now(),
    )  # fmt: skip
    left = before if done else kept
    if left:
        storage.delete(left)


def _fail(row: DossierFile, why: str) -> None:
    logger.warning("dossier %s of matter %s was not made: %s", row.form, row.matter_id, why)
    _mine(row).update(state=State.FAILED, error=why, due_at=None)


def _mine(row: DossierFile):
    return DossierFile.objects.filter(pk=row.pk, due_at=row.due_at, state=State.RUNNING)


def clear_old() -> int:
    """Those of yesterday, with their files. How many."""
    before = clock.now() - DossierFile.KEPT
    old = DossierFile.objects.filter(asked_at__lt=before).exclude(state__in=DossierFile.WAITING)
    cleared = 0
    for row in old:
        gone, _ = DossierFile.objects.filter(pk=row.pk, state=row.state, due_at=row.due_at).delete()
        if gone and row.file:
            row.file.storage.delete(row.file.name)
        cleared += gone
    return cleared
