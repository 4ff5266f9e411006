"""Files that arrive with a form: checked, hashed and kept at once, before any step makes them attachments."""

import hashlib
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile

from common.filetypes import UnacceptableFile, identify
from matters.models import Upload
from organisations.models import User

CHUNK = 1024 * 1024


def keep(file: UploadedFile, user: User, *, only: Sequence[str] = ()) -> Upload:
    """Check `file` by content and store it; `only` narrows the accepted types.

    Raises common.filetypes.UnacceptableFile, storing nothing.
    """
    kind = identify(file, file.name)
    if only and kind.code not in only:
        wanted = "、".join(code.upper() for code in only)
        raise UnacceptableFile(f"“{file.name}”是{kind.label}文件，这里只收{wanted}。请另存或者扫描后再上传。")
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return Upload.objects.create(
        uploaded_by=user,
        file=file,
        original_name=file.name[-255:],
        content_type=kind.content_type,
        size=file.size,
        sha256=digest.hexdigest(),
    )


def staged(ids: list[str], user: User) -> list[Upload]:
    """Files of an earlier try that no step has taken yet; ids that are none are passed over."""
    valid = [each for each in ids if _is_uuid(each)]
    return list(Upload.objects.filter(pk__in=valid, uploaded_by=user, attachments=None)) if valid else []


def _is_uuid(text: str) -> bool:
    return len(text.replace("-", "")) == 32 and all(c in "0123456789abcdef-" for c in text.lower())
