"""Where files lie: outside the web root, under names that tell nothing."""

import uuid

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages


def private_storage() -> Storage:
    """The folder of settings, or the S3-compatible store named `private` in STORAGES."""
    if "private" in settings.STORAGES:
        return storages["private"]
    return FileSystemStorage(location=settings.MEDIA_ROOT, base_url=None)


def upload_path(instance, filename: str) -> str:
    name = uuid.uuid4().hex
    return f"uploads/{name[:2]}/{name}"
