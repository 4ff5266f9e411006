"""Files that arrive with a form: checked, hashed and kept at once, before any step makes them attachments."""

import hashlib
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, QuerySet, Sum

from common import receiving
from common.filetypes import ACCEPTED, UnacceptableFile, identify
from matters.models import Upload
from matters.storage import StoreUnavailable
from organisations.models import User

CHUNK = 1024 * 1024
#: What one person may have uploaded and not yet sent off with a step: bytes and files.
MOST_STAGED_BYTES = 500 * 1024 * 1024
MOST_STAGED_FILES = 200
#: What no step has taken, and nobody has prepared for another to decide.
TAKEN_BY_NONE = {"attachments": None, "documents": None, "proposal_files": None}


def keep(file: UploadedFile, user: User, *, only: Sequence[str] = ()) -> Upload:
    """Check `file` by content and store it; `only` narrows the accepted types.

    Raises common.filetypes.UnacceptableFile, storing nothing.
    """
    _check_quota(file, user)
    receiving.check(file)
    kind = identify(file, file.name)
    if only and kind.code not in only:
        raise UnacceptableFile(other_type(file.name, kind.label, only))
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks(CHUNK):
        digest.update(chunk)
    file.seek(0)
    try:
        with transaction.atomic():
            return Upload.objects.create(
                uploaded_by=user,
                file=file,
                original_name=file.name[-255:],
                content_type=kind.content_type,
                size=file.size,
                sha256=digest.hexdigest(),
            )
    except StoreUnavailable as problem:
        raise UnacceptableFile(receiving.NO_ROOM.format(name=file.name)) from problem


def other_type(name: str, label: str, only: Sequence[str]) -> str:
    """Why a file of another type is not taken here."""
    wanted = "、".join(code.upper() for code in only)
    return f"“{name}”是{label}文件，这里只收{wanted}。请另存或者扫描后再上传。"


def refusal(upload: Upload, only: Sequence[str]) -> str:
    """Why a file that was kept before, perhaps for another field, may not be used here; "" where it may."""
    kinds = [kind for kind in ACCEPTED if kind.content_type == upload.content_type]
    if not only or any(kind.code in only for kind in kinds):
        return ""
    return other_type(upload.original_name, kinds[0].label if kinds else "其他", only)


def _check_quota(file: UploadedFile, user: User) -> None:
    """Raises UnacceptableFile."""
    staged = _untaken(user).aggregate(bytes=Sum("size", default=0), files=Count("pk"))
    if staged["bytes"] + file.size <= MOST_STAGED_BYTES and staged["files"] < MOST_STAGED_FILES:
        return
    megabytes = staged["bytes"] // (1024 * 1024)
    raise UnacceptableFile(
        f"“{file.name}”没有收下：您已上传而没有提交的文件有 {staged['files']} 个，共 {megabytes} MB，"
        f"最多 {MOST_STAGED_FILES} 个、{MOST_STAGED_BYTES // (1024 * 1024)} MB。"
        "请先提交已上传的文件；没有提交的，三天后自动清除。"
    )


def _untaken(user: User) -> QuerySet[Upload]:
    return Upload.objects.filter(uploaded_by=user, **TAKEN_BY_NONE)


def staged(ids: list[str], user: User) -> list[Upload]:
    """Files of an earlier try that no step has taken yet; ids that are none are passed over."""
    valid = [each for each in ids if _is_uuid(each)]
    own = Upload.objects.filter(pk__in=valid, uploaded_by=user, attachments=None, documents=None)
    return list(own) if valid else []


def _is_uuid(text: str) -> bool:
    return len(text.replace("-", "")) == 32 and all(c in "0123456789abcdef-" for c in text.lower())
