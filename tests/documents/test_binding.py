"""Binding: scans and pictures of every kind become numbered pages, or are refused with a reason."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from documents import binding
from documents.binding import PDF, Binder, CannotBind

A4 = (595, 842)


def scan(*, pages: int = 1, turned: int = 0, **how) -> io.BytesIO:
    made, target = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=A4).obj.Rotate = turned
    made.save(target, **how)
    return target


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (400, 300), **how) -> io.BytesIO:
    target = io.BytesIO()
    Image.new(mode, size).save(target, kind, **how)
    return target


def bound(*sources: tuple[io.BytesIO, str]) -> io.BytesIO:
    target = io.BytesIO()
    with Binder() as binder:
        for source, content_type in sources:
            binder.add(source, content_type, "件")
        binder.save(target, "卷宗")
    return target


def reason(source: io.BytesIO, content_type: str) -> str:
    with Binder() as binder, pytest.raises(CannotBind) as refused:
        binder.add(source, content_type, "件")
    assert binder.pages == 0
    return refused.value.reason


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_number_stands_in_the_upper_right_corner_however_the_page_is_turned(turned):
    page = pypdfium2.PdfDocument(bound((scan(turned=turned), PDF)))[0]
    text = page.get_textpage()
    assert text.get_text_bounded().strip() == "1"
    drawn = page.render(scale=1).to_pil().convert("L")
    width = drawn.width
    left, top, right, bottom = drawn.point(lambda light: 255 * (light < 128)).getbbox()
    assert width - 60 < left < right < width
    assert 0 < top < bottom < 60


def test_pages_are_counted_over_all_sources():
    with Binder() as binder:
        firsts = [binder.add(scan(pages=pages), PDF, "件") for pages in (2, 3, 1)]
        assert (firsts, binder.pages) == ([1, 3, 6], 6)


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("TIFF", "1")]
)
def test_pictures_of_every_colour_become_pages_that_fit_a4(kind, mode):
    source = picture(kind, mode, (3000, 2000) if mode == "RGB" else (300, 500))
    page = pypdfium2.PdfDocument(bound((source, f"image/{kind.lower()}")))[0]
    short, long = sorted(page.get_size())
    assert short <= A4[0] + 1
    assert long <= A4[1] + 1


def test_each_page_of_a_fax_is_a_page():
    more = [Image.new("1", (1728, 2200))] * 2
    assert (
        len(
            pypdfium2.PdfDocument(
                bound((picture("TIFF", "1", save_all=True, append_images=more), "image/tiff"))
            )
        )
        == 3
    )


def test_a_photograph_taken_sideways_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6
    page = pypdfium2.PdfDocument(bound((picture("JPEG", size=(400, 300), exif=turned), "image/jpeg")))[0]
    width, height = page.get_size()
    assert height > width


def test_a_seal_that_is_an_annotation_is_drawn_into_the_page_and_scripts_are_left_out():
    made, target = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page(page_size=A4)
    seal = made.make_stream(b"1 0 0 rg 0 0 100 100 re f")
    seal.Type, seal.Subtype, seal.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 100]
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    stamp = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Stamp,
        Rect=[200, 200, 300, 300],
        F=4,
        AP=pikepdf.Dictionary(N=seal),
        A=script,
    )
    page.Annots = made.make_indirect([made.make_indirect(stamp)])
    page.AA = pikepdf.Dictionary(O=script)
    made.Root.OpenAction = script
    made.save(target)
    result = bound((target, PDF))
    assert pypdfium2.PdfDocument(result)[0].render(scale=1).to_pil().getpixel((250, 842 - 250)) == (255, 0, 0)
    assert b"app.alert" not in result.getvalue()
    with pikepdf.open(result) as opened:
        assert not {"/Annots", "/AA"} & set(opened.pages[0].keys())
        assert "/OpenAction" not in opened.Root


def test_a_scan_that_may_be_read_without_a_password_is_bound():
    assert len(pypdfium2.PdfDocument(bound((scan(encryption=pikepdf.Encryption(owner="x")), PDF)))) == 1


@pytest.mark.parametrize(
    ("source", "content_type", "said"),
    [
        (lambda: scan(encryption=pikepdf.Encryption(owner="x", user="y")), PDF, "加密"),
        (lambda: io.BytesIO(b"%PDF-1.7 cut off"), PDF, "无法读取"),
        (lambda: io.BytesIO(b"\xff\xd8\xff\xe0 cut off"), "image/jpeg", "无法读取"),
        (lambda: io.BytesIO(picture("PNG").getvalue()[:60]), "image/png", "无法读取"),
        (lambda: io.BytesIO(b"PK"), "application/ofd", "见压缩包"),
    ],
)
def test_what_cannot_be_bound_is_refused_with_its_reason(source, content_type, said):
    assert said in reason(source(), content_type)


@pytest.mark.parametrize(
    ("limit", "value", "source", "content_type"),
    [
        ("MOST_BYTES", 100, scan, PDF),
        ("MOST_PAGES", 0, scan, PDF),
        ("MOST_PIXELS", 100, lambda: picture("PNG"), "image/png"),
    ],
)
def test_what_is_too_large_is_refused_as_such(monkeypatch, limit, value, source, content_type):
    monkeypatch.setattr(binding, limit, value)
    assert "过大" in reason(source(), content_type)


def fax(pages: int, size: tuple[int, int] = (400, 300)) -> io.BytesIO:
    return picture("TIFF", "1", size, save_all=True, append_images=[Image.new("1", size)] * (pages - 1))


def test_a_small_file_that_unpacks_into_a_huge_picture_is_not_unpacked():
    """Some kilobytes became 1.7 GB of memory."""
    bomb = picture("PNG", "1", (6400, 6400))
    assert len(bomb.getvalue()) < 14_000
    assert "过大" in reason(bomb, "image/png")


def test_a_large_photograph_is_unpacked_in_a_smaller_size():
    assert len(pypdfium2.PdfDocument(bound((picture("JPEG", "L", (8000, 6000)), "image/jpeg")))) == 1


def test_a_large_photograph_that_can_only_be_unpacked_whole_is_refused():
    assert "过大" in reason(picture("JPEG", "L", (8000, 6000), progressive=True), "image/jpeg")


def test_pages_of_a_fax_are_counted_as_they_come_and_bounded(monkeypatch):
    monkeypatch.setattr(binding, "MOST_PAGES_OF_A_PICTURE", 2)
    assert len(pypdfium2.PdfDocument(bound((fax(2), "image/tiff")))) == 2
    assert "过大" in reason(fax(3), "image/tiff")


def test_all_pictures_of_a_dossier_have_a_sum(monkeypatch):
    """Thirty pages took 88 seconds; so would thirty files of one."""
    monkeypatch.setattr(binding, "MOST_UNPACKED_TOGETHER", 3 * 400 * 300)
    assert "过大" in reason(fax(4), "image/tiff")
    with Binder() as binder:
        for _ in range(3):
            binder.add(picture("PNG"), "image/png", "件")
        with pytest.raises(CannotBind, match="过大"):
            binder.add(picture("PNG"), "image/png", "件")
        assert binder.add(scan(), PDF, "件") == 4
