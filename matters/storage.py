"""Where files lie: outside the web root, under names that tell nothing."""

import os
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages


def private_storage() -> Storage:
    """The folder of settings, or the S3-compatible store named `private` in STORAGES."""
    if "private" in settings.STORAGES:
        return storages["private"]
    kind = DurableStorage if settings.PORTAL_DURABLE else FileSystemStorage
    return kind(location=settings.MEDIA_ROOT, base_url=None)


class DurableStorage(FileSystemStorage):
    """A file is on the disk, and found there by its name, before the row that names it is committed."""

    def _save(self, name: str, content: File) -> str:
        name = super()._save(name, content)
        path, root = Path(self.path(name)), Path(self.location)
        for each in (path, *(folder for folder in path.parents if folder.is_relative_to(root))):
            _to_disk(each)
        return name


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def upload_path(instance, filename: str) -> str:
    name = uuid.uuid4().hex
    return f"uploads/{name[:2]}/{name}"
