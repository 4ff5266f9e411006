"""Binding papers, scans and pictures into one PDF, page by page, with page numbers and bookmarks.

Streams are copied from file to file when it is saved (qpdf): a dossier of hundreds of megabytes needs little memory.
What is no PDF and no picture, and what cannot be read, is refused with a reason, never left out unsaid.
"""

import io
import tempfile
from contextlib import ExitStack
from typing import BinaryIO

import pikepdf
from PIL import Image, ImageOps

from documents.rendering import engine

PICTURES = {"image/jpeg", "image/png", "image/tiff"}
PDF = "application/pdf"
A4_INCHES = (210 / 25.4, 297 / 25.4)
#: The longer side of A4 at 300 dots an inch; a picture with more loses nothing that print would show.
LARGEST_SIDE = 3508
MOST_PIXELS = 120_000_000
MOST_PAGES_OF_A_PICTURE = 200
#: Of all sources together; what is beyond stays in the zip.
MOST_BYTES = 400 * 1024 * 1024
MOST_PAGES = 3000
STAMP_WIDTH, STAMP_HEIGHT, STAMP_MARGIN = 60, 16, 20


class CannotBind(Exception):
    """`reason`: in a few Chinese characters, for the remark of the 目录."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Binder:
    """Pages in order. Use as a context manager: sources stay open until it is left."""

    def __init__(self) -> None:
        self._made = pikepdf.new()
        self._open = ExitStack()
        self._bookmarks: list[tuple[str, int]] = []
        self._bytes = 0

    def __enter__(self) -> "Binder":
        return self

    def __exit__(self, *_: object) -> None:
        self._made.close()
        self._open.close()

    @property
    def pages(self) -> int:
        return len(self._made.pages)

    def add(self, source: BinaryIO, content_type: str, title: str) -> int:
        """Append `source`; the number of its first page. Raises CannotBind, having added nothing."""
        if content_type not in (PDF, *PICTURES):
            raise CannotBind("见压缩包")
        self._open.callback(source.close)
        size = source.seek(0, 2)
        source.seek(0)
        if self._bytes + size > MOST_BYTES:
            raise CannotBind("过大，见压缩包")
        pdf = self._opened(self._picture(source) if content_type in PICTURES else source)
        if self.pages + len(pdf.pages) > MOST_PAGES:
            raise CannotBind("过大，见压缩包")
        first, self._bytes = self.pages + 1, self._bytes + size
        self._made.pages.extend(pdf.pages)
        self._bookmarks.append((title, first))
        return first

    def _opened(self, source: BinaryIO) -> pikepdf.Pdf:
        """The PDF as its pages look: seals and marks drawn in, without scripts and links. Raises CannotBind."""
        try:
            pdf = self._open.enter_context(pikepdf.open(source))
            if not pdf.pages:
                raise CannotBind("无法读取，见压缩包")
            pdf.flatten_annotations()
            for page in pdf.pages:
                for left in ("/Annots", "/AA"):
                    if left in page:
                        del page[left]
        except pikepdf.PasswordError:
            raise CannotBind("加密，见压缩包") from None
        except (pikepdf.PdfError, ValueError, TypeError):
            raise CannotBind("无法读取，见压缩包") from None
        return pdf

    def _picture(self, source: BinaryIO) -> BinaryIO:
        """A picture, or each page of a TIF, as pages that fit A4. Raises CannotBind."""
        with ExitStack() as undo:
            target = undo.enter_context(tempfile.TemporaryFile())
            try:
                with Image.open(source) as picture:
                    _write_pages(picture, target)
            except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
                raise CannotBind("无法读取，见压缩包") from None
            target.seek(0)
            self._open.enter_context(undo.pop_all())
            return target

    def number_pages(self) -> None:
        """A number in the upper right corner of every page so far, however the page is turned."""
        if not self.pages:
            return
        stamps = self._open.enter_context(
            pikepdf.open(io.BytesIO(engine.page_numbers(self.pages, STAMP_WIDTH, STAMP_HEIGHT)))
        )
        for page, stamp in zip(self._made.pages, stamps.pages, strict=True):
            page.add_overlay(stamp, _corner(page))

    def put_before(self, content: bytes, title: str) -> None:
        """Pages before the first one, without a number."""
        pdf = self._open.enter_context(pikepdf.open(io.BytesIO(content)))
        for place, page in enumerate(pdf.pages):
            self._made.pages.insert(place, page)
        added = len(pdf.pages)
        self._bookmarks = [(title, 1), *((name, page + added) for name, page in self._bookmarks)]

    def save(self, target: BinaryIO, title: str) -> None:
        with self._made.open_outline() as outline:
            for name, page in self._bookmarks:
                outline.root.append(pikepdf.OutlineItem(name, page - 1))
        self._made.docinfo["/Title"] = title
        self._made.save(target, deterministic_id=True)


def _write_pages(picture: Image.Image, target: BinaryIO) -> None:
    frames = getattr(picture, "n_frames", 1)
    if picture.width * picture.height > MOST_PIXELS or frames > MOST_PAGES_OF_A_PICTURE:
        raise CannotBind("过大，见压缩包")
    for number in range(frames):
        picture.seek(number)
        page = _page_of(picture)
        page.save(target, "PDF", resolution=_resolution(page), quality=85, append=number > 0)


def _page_of(picture: Image.Image) -> Image.Image:
    """The picture upright, on white, no larger than print can show."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        drawn = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn)
    page = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
    page.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    return page


def _resolution(page: Image.Image) -> float:
    """Dots an inch with which it fits A4, upright or across."""
    short, long = sorted(page.size)
    return max(short / A4_INCHES[0], long / A4_INCHES[1], 72)


def _corner(page: pikepdf.Page) -> pikepdf.Rectangle:
    """The upper right corner as the page is shown, in the page's own coordinates."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 360
    wide, high = (STAMP_WIDTH, STAMP_HEIGHT) if turned in (0, 180) else (STAMP_HEIGHT, STAMP_WIDTH)
    x = right - STAMP_MARGIN - wide if turned in (0, 270) else left + STAMP_MARGIN
    y = top - STAMP_MARGIN - high if turned in (0, 90) else bottom + STAMP_MARGIN
    return pikepdf.Rectangle(x, y, x + wide, y + high)
