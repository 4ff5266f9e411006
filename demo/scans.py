"""Sealed papers of the example county: a real PDF that says on its face that it is an example."""

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.people import DATA
from matters import uploads
from matters.models import Upload
from organisations.models import User


def scan(user: User, name: str) -> Upload:
    """A scan as if `user` had just uploaded it. What follows the last mark of a PDF is not shown but hashed."""
    page = (DATA / "scan.pdf").read_bytes()
    content = page + f"% {name}\n".encode()
    return uploads.keep(SimpleUploadedFile(f"{name}.pdf", content), user)
