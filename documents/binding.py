"""Binding papers, scans and pictures into one PDF, page by page, with page numbers and bookmarks.

Each source becomes a file of its own in a temporary folder, numbered, and the files are joined at the end: content is
copied from file to file (qpdf), so that a dossier of hundreds of megabytes needs little memory. What is no PDF and no
picture, and what cannot be read, is refused with a reason, never left out unsaid.
"""

import io
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import pikepdf
from PIL import Image, ImageOps

from documents.rendering import engine

PICTURES = {"image/jpeg", "image/png", "image/tiff"}
PDF = "application/pdf"
A4_INCHES = (210 / 25.4, 297 / 25.4)
#: The longer side of A4 at 300 dots an inch; a picture with more loses nothing that print would show.
LARGEST_SIDE = 3508
#: Pixels that a picture may say to have, and that may be unpacked: A4 at 600 dots an inch has 35 million. A photograph
#: (JPEG) is unpacked in a smaller size. What all pictures of a 卷宗 may unpack together bounds the time they take.
MOST_PIXELS, MOST_UNPACKED, MOST_UNPACKED_TOGETHER = 120_000_000, 40_000_000, 2_000_000_000
MOST_PAGES_OF_A_PICTURE = 200
#: Of all sources together; what is beyond stays in the zip.
MOST_BYTES = 400 * 1024 * 1024
MOST_PAGES = 3000
#: What Pillow itself holds for too large.
UNSAFE = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)
STAMP_WIDTH, STAMP_HEIGHT, STAMP_MARGIN = 60, 16, 20


class CannotBind(Exception):
    """`reason`: in a few Chinese characters, for the remark of the 目录."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Binder:
    """Pages in order, numbered from 1. Use as a context manager: the temporary folder goes when it is left."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._folder = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        self._parts: list[tuple[str, int, Path]] = []
        self._bytes = 0
        self._pixels = MOST_UNPACKED_TOGETHER
        self.pages = 0

    def __enter__(self) -> "Binder":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, source: BinaryIO, content_type: str, title: str) -> int:
        """Append `source` and close it; the number of its first page. Raises CannotBind, having added nothing."""
        with source:
            if content_type not in (PDF, *PICTURES):
                raise CannotBind("见压缩包")
            size = source.seek(0, io.SEEK_END)
            source.seek(0)
            if self._bytes + size > MOST_BYTES:
                raise CannotBind("过大，见压缩包")
            first, pages, part = self.pages + 1, self._keep(source, content_type), self._next()
        self._parts.append((title, first, part))
        self.pages, self._bytes = self.pages + pages, self._bytes + size
        return first

    def _keep(self, source: BinaryIO, content_type: str) -> int:
        """Write the numbered pages of `source` into the folder; how many. Raises CannotBind."""
        with ExitStack() as opened:
            if content_type in PICTURES:
                pages = _Pages(opened.enter_context(tempfile.TemporaryFile()), self._pixels)
                source = pages.of(source)
                self._pixels = pages.left
            try:
                pdf = opened.enter_context(pikepdf.open(source))
                pages = len(pdf.pages)
                if self.pages + pages > MOST_PAGES:
                    raise CannotBind("过大，见压缩包")
                if not pages:
                    raise CannotBind("无法读取，见压缩包")
                _clean(pdf)
                _number(pdf, self.pages + 1)
                pdf.save(self._next(), deterministic_id=True)
            except pikepdf.PasswordError:
                raise CannotBind("加密，见压缩包") from None
            except (pikepdf.PdfError, ValueError, TypeError):
                raise CannotBind("无法读取，见压缩包") from None
        return pages

    def _next(self) -> Path:
        return self._folder / f"{len(self._parts):05d}.pdf"

    def save(self, target: BinaryIO, title: str, *, before: bytes = b"", before_title: str = "") -> None:
        """Join everything, with `before`, a PDF whose pages bear no number, in front."""
        front, added = self._folder / "front.pdf", 0
        if before:
            front.write_bytes(before)
            with pikepdf.open(front) as opened:
                added = len(opened.pages)
        parts = [(before_title, 1 - added, front)] if before else []
        parts += self._parts
        joined = self._folder / "joined.pdf"
        files = [str(file) for _, _, file in parts]
        # Only the pages are taken over: no script, form or attachment of a source comes along.
        pikepdf.Job(["qpdf", "--empty", "--pages", *files, "--", str(joined)]).run()
        with pikepdf.open(joined) as made:
            with made.open_outline() as outline:
                for name, first, _ in parts:
                    outline.root.append(pikepdf.OutlineItem(name, added + first - 1))
            made.docinfo["/Title"] = title
            made.save(target, deterministic_id=True)


def _clean(pdf: pikepdf.Pdf) -> None:
    """The pages as they look: seals and marks drawn in, without scripts, links and fields."""
    pdf.flatten_annotations()
    for page in pdf.pages:
        for left in ("/Annots", "/AA"):
            if left in page:
                del page[left]


def _number(pdf: pikepdf.Pdf, first: int) -> None:
    """A number in the upper right corner of every page, however the page is turned."""
    made = engine.page_numbers(first, len(pdf.pages), STAMP_WIDTH, STAMP_HEIGHT)
    with pikepdf.open(io.BytesIO(made)) as stamps:
        for page, stamp in zip(pdf.pages, stamps.pages, strict=True):
            page.add_overlay(stamp, _corner(page))


class _Pages:
    """A picture, or each page of a TIF, as pages that fit A4. `left`: the pixels that may still be unpacked."""

    def __init__(self, target: BinaryIO, left: int) -> None:
        self.target, self.left = target, left

    def of(self, source: BinaryIO) -> BinaryIO:
        """`target`, at its beginning. Raises CannotBind."""
        try:
            with Image.open(source) as picture:
                self._write(picture)
        except UNSAFE:
            raise CannotBind("过大，见压缩包") from None
        except (OSError, ValueError, SyntaxError):
            raise CannotBind("无法读取，见压缩包") from None
        self.target.seek(0)
        return self.target

    def _write(self, picture: Image.Image) -> None:
        for number in range(MOST_PAGES_OF_A_PICTURE + 1):
            # Asked for one by one: a file may claim any number of pages, and counting them reads them all.
            try:
                picture.seek(number)
            except EOFError:
                return
            if number == MOST_PAGES_OF_A_PICTURE:
                break
            self._make_room(picture)
            page = _page_of(picture)
            page.save(self.target, "PDF", resolution=_resolution(page), quality=85, append=number > 0)
        raise CannotBind("过大，见压缩包")

    def _make_room(self, picture: Image.Image) -> None:
        """Before anything is unpacked: by what the picture says of its size. Raises CannotBind."""
        is_bounded = picture.width * picture.height <= MOST_PIXELS
        if is_bounded and not picture.info.get("progressive"):
            scale = min(1, LARGEST_SIDE / max(picture.size))
            picture.draft(None, (int(picture.width * scale), int(picture.height * scale)))
        unpacked = picture.width * picture.height
        self.left -= unpacked
        if not is_bounded or unpacked > MOST_UNPACKED or self.left < 0:
            raise CannotBind("过大，见压缩包")


def _page_of(picture: Image.Image) -> Image.Image:
    """The picture upright, on white, no larger than print can show. Made small before anything else is done with it."""
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    kept = "RGBA" if has_alpha else "L" if picture.mode in ("1", "L") else "RGB"
    page = picture if picture.mode == kept else picture.convert(kept)
    page.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    page = ImageOps.exif_transpose(page)
    if has_alpha:
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page)
    return page if page.mode == "L" else page.convert("RGB")


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
