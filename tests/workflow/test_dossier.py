"""卷宗: what one reader may see of a matter, in order, as one PDF and as a zip that can be checked."""

import hashlib
import io
import shutil
import subprocess
import zipfile
from datetime import timedelta

import docx
import pikepdf
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from common import clock
from documents.rendering import fonts
from matters.models import AccessLog, Attachment, Upload
from tests.courses import Course, upload
from workflow.dossier import jobs, making
from workflow.dossier.pieces import Piece, pieces
from workflow.dossier.sheets import Dossier
from workflow.models import DossierFile
from workflow.tasks import clear_leftovers, make_dossiers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
OPINION = "仅本院可见的审核意见"
READERS = ["handler", "chief", "liaison_a", "head_a", "assessor", "superior_handler"]
OTHERS = ["officer_a", "liaison_b", "system_admin", "security_admin", "auditor"]


def scan(pages: int = 2) -> bytes:
    target, made = io.BytesIO(), pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    made.save(target)
    return target.getvalue()


def photograph() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (400, 300), "green").save(target, "JPEG")
    return target.getvalue()


def file(cast, name: str, content: bytes, content_type: str) -> Upload:
    kept = upload(cast.handler.user, name, content)
    kept.content_type = content_type
    kept.save()
    return kept


@pytest.fixture
def course(cast) -> Course:
    """Signed for and visited: a scan, a photograph, an OFD and a damaged PDF for all; one sheet kept in."""
    made = Course(cast).draft()
    made.take("submit", cast.handler)
    sheet = file(cast, "审批单.pdf", scan(1), "application/pdf")
    made.take("review", cast.department_head, opinion=OPINION, files=[sheet])
    made.take("review_policy", cast.policy_reviewer, opinion=OPINION)
    made.take("approve", cast.chief)
    made.take("issue", cast.handler)
    made.take("sign_for", cast.liaison_a, consents=True)
    files = [
        file(cast, "现场勘查笔录.pdf", scan(), "application/pdf"),
        file(cast, "现场照片.jpg", photograph(), "image/jpeg"),
        file(cast, "盖章件.ofd", b"PK ofd", "application/ofd"),
        file(cast, "坏.pdf", b"%PDF-1.7 cut off", "application/pdf"),
    ]
    made.take("record_visit", cast.handler, findings="现场已清理。", shared=True, files=files)
    return made


@pytest.fixture
def closed(course) -> Course:
    course.reply()
    course.review()
    return course


def of(course: Course, reader) -> Dossier:
    return Dossier(course.matter, reader, pieces(course.matter, reader))


def texts(pdf) -> list[str]:
    """The text of each page, without spaces."""
    opened = pypdfium2.PdfDocument(pdf.read())
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in opened]


def unpacked(given: Dossier) -> dict[str, bytes]:
    with zipfile.ZipFile(making.archive(given)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def text_of(sheet: bytes) -> str:
    document = docx.Document(io.BytesIO(sheet))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return "\n".join([*(each.text for each in document.paragraphs), *("\t".join(row) for row in rows)])


# --- One PDF ---------------------------------------------------------------------------------


def bookmarks(pdf) -> dict[str, int]:
    """On which page, from 0, each part begins."""
    with pikepdf.open(pdf) as made, made.open_outline() as outline:
        pages = [page.objgen for page in made.pages]
        return {item.title: pages.index(item.destination[0].objgen) for item in outline.root}


def test_the_pdf_holds_cover_contents_papers_and_sheets_in_the_order_of_time(closed, cast):
    given = of(closed, cast.liaison_a)
    marked = bookmarks(making.pdf(given))
    bound = [piece.title for piece in given.pieces if piece.title not in ("盖章件.ofd", "坏.pdf")]
    assert list(marked) == ["封面和目录", *bound, "送达情况", "期限及其计算", "办理经过", "文件校验值"]
    assert list(marked.values()) == sorted(marked.values())
    assert bound[:2] == ["检察建议书", "送达回证"]


def test_the_contents_name_the_page_that_bears_the_number(closed, cast):
    given = of(closed, cast.liaison_a)
    made = making.pdf(given)
    marked = bookmarks(made)
    made.seek(0)
    found = texts(made)
    unnumbered = marked["检察建议书"]
    assert "卷内文件目录" in found[unnumbered - 1]
    for title in ("送达回证", "送达情况", "办理经过"):
        number = marked[title] - unnumbered + 1
        assert title in found[marked[title]]
        assert found[marked[title]].startswith(str(number)) or found[marked[title]].endswith(str(number))
        assert f"{title}" in found[unnumbered - 1]


def test_scans_and_photographs_are_bound_in_and_the_rest_is_named(closed, cast):
    given = of(closed, cast.liaison_a)
    with pikepdf.open(making.pdf(given)) as made, made.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert {"现场勘查笔录.pdf", "现场照片.jpg"} <= set(titles)
    assert not {"盖章件.ofd", "坏.pdf"} & set(titles)
    contents = "".join(texts(making.pdf(given))[:3])
    assert "见压缩包" in contents
    assert "无法读取" in contents


def test_a_file_that_is_not_what_was_kept_is_left_out_and_named(closed, cast):
    kept = Attachment.objects.get(upload__original_name="现场勘查笔录.pdf").upload
    with kept.file.storage.open(kept.file.name, "wb") as stored:
        stored.write(scan(5))
    given = of(closed, cast.handler)
    assert "校验不符" in "".join(texts(making.pdf(given))[:3])
    files = unpacked(given)
    assert "校验不符" in text_of(files["00 目录.docx"])
    assert not any("现场勘查笔录" in name for name in files)


# --- The zip ---------------------------------------------------------------------------------


def test_each_file_is_in_the_zip_as_it_was_kept(closed, cast):
    given = of(closed, cast.handler)
    files = unpacked(given)
    for piece in given.pieces:
        assert hashlib.sha256(files[piece.name_in_zip]).hexdigest() == piece.sha256
    assert {
        "00 目录.docx",
        "00 目录.pdf",
        "00 办理经过.docx",
        "00 送达情况.docx",
        "00 期限及其计算.docx",
    } <= set(files)


def test_sha256sum_accepts_the_list_and_finds_a_changed_file(closed, cast, tmp_path):
    with zipfile.ZipFile(making.archive(of(closed, cast.handler))) as package:
        package.extractall(tmp_path)
    program = ["sha256sum"] if shutil.which("sha256sum") else ["shasum", "-a", "256"]
    check = [*program, "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "00 办理经过.docx").write_bytes(b"other")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_the_longest_chinese_name_of_a_file_can_be_unpacked(course, cast, tmp_path):
    long = file(cast, "现" * 251 + ".pdf", scan(1), "application/pdf")
    course.take("record_visit", cast.handler, findings="现场已清理。", shared=True, files=[long])
    with zipfile.ZipFile(making.archive(of(course, cast.handler))) as package:
        assert max(len(name.encode()) for name in package.namelist()) <= 255
        package.extractall(tmp_path)


def test_every_file_of_the_zip_is_in_the_list(closed, cast):
    files = unpacked(of(closed, cast.handler))
    listed = {line[66:] for line in files.pop("SHA256SUMS").decode().splitlines()}
    assert listed == set(files)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\x.pdf", "a/b.pdf", "con\n.pdf", "无扩展名", "长" * 300]
)
def test_no_name_leads_out_of_the_folder(name):
    piece = Piece(7, "附件", "", None, None, name, "application/pdf", 1, "0" * 64, None)
    assert not set(piece.name_in_zip) & set('\\/:*?"<>|\r\n\t')
    assert piece.name_in_zip.startswith("07 ")
    assert len(piece.name_in_zip.encode()) < 400


# --- Who sees what ---------------------------------------------------------------------------


def test_what_belongs_to_the_procuratorate_alone_is_in_its_own_dossier_only(closed, cast):
    own, theirs = of(closed, cast.handler), of(closed, cast.liaison_a)
    assert OPINION in text_of(unpacked(own)["00 办理经过.docx"])
    assert "审批单.pdf" in [piece.file_name for piece in own.pieces]
    files = unpacked(theirs)
    assert "审批单.pdf" not in [piece.file_name for piece in theirs.pieces]
    sheets = [content for name, content in files.items() if name.startswith("00 ") and name.endswith(".docx")]
    assert all(OPINION not in text_of(sheet) for sheet in sheets)
    assert OPINION not in "".join(texts(making.pdf(theirs)))


def test_deadlines_of_one_organisation_alone_are_not_told_to_others(closed, cast):
    hidden = closed.matter.deadlines.filter(audience=cast.procuratorate)
    told = text_of(unpacked(of(closed, cast.liaison_a))["00 期限及其计算.docx"])
    shown = closed.matter.deadlines.in_audience(cast.liaison_a)
    assert told.count("\n") >= shown.count()
    assert not [row for row in hidden if row.explanation and row.explanation in told]


@pytest.fixture
def quickly(monkeypatch) -> None:
    """Without making the files, which other tests look at."""
    monkeypatch.setitem(jobs.MAKERS, "pdf", lambda given: io.BytesIO(b"%PDF-"))
    monkeypatch.setitem(jobs.MAKERS, "zip", lambda given: io.BytesIO(b"PK"))


def worked() -> int:
    """Everything that waits, as the worker makes it."""
    made = 0
    while make_dossiers():
        made += 1
    return made


@pytest.mark.usefixtures("quickly")
def test_who_sees_the_matter_gets_it_and_nobody_else(course, cast, sign_in):
    address, codes = f"/matters/{course.matter.pk}/dossier/", {}
    for name in (*READERS, *OTHERS):
        client = sign_in(getattr(cast, name))
        asked = {client.post(address + way).status_code for way in ("pdf/", "zip/")}
        worked()
        codes[name] = asked | {client.get(address + way).status_code for way in ("", "pdf/", "zip/")}
    assert {name for name, code in codes.items() if code == {200, 302}} == set(READERS), codes
    assert all(codes[name] == {404} for name in OTHERS), codes


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize(("way", "subject"), [("pdf/", "卷宗（PDF）"), ("zip/", "卷宗（压缩包）")])
def test_taking_it_along_is_logged(course, cast, sign_in, way, subject):
    client, address = sign_in(cast.liaison_a), f"/matters/{course.matter.pk}/dossier/{way}"
    client.post(address)
    worked()
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-store"
    log = AccessLog.objects.get(action="export")
    assert (log.membership, log.matter_id, log.subject) == (cast.liaison_a, course.matter.pk, subject)


# --- Made by the worker ----------------------------------------------------------------------


@pytest.fixture
def place(course) -> str:
    return f"/matters/{course.matter.pk}/dossier/"


@pytest.mark.usefixtures("quickly")
def test_a_request_makes_nothing_itself_and_the_page_tells_how_far_it_is(cast, sign_in, place, monkeypatch):
    client = sign_in(cast.handler)
    shown = client.post(f"{place}pdf/", follow=True).content.decode()
    assert "已排队，等待制作" in shown
    assert f'hx-get="{place}progress/"' in shown
    assert client.get(f"{place}pdf/").status_code == 302
    assert worked() == 1
    progress = client.get(f"{place}progress/").content.decode()
    assert f'href="{place}pdf/"' in progress
    assert "hx-get" not in progress
    assert b"".join(client.get(f"{place}pdf/").streaming_content) == b"%PDF-"


@pytest.mark.usefixtures("quickly")
def test_asked_for_twice_it_is_made_once(cast, sign_in, place):
    client = sign_in(cast.handler)
    for _ in range(2):
        client.post(f"{place}zip/")
    assert worked() == 1
    client.post(f"{place}zip/")
    assert worked() == 0


@pytest.mark.usefixtures("quickly")
def test_once_the_matter_moves_on_the_file_is_made_anew(course, cast, sign_in, place):
    client = sign_in(cast.handler)
    client.post(f"{place}zip/")
    worked()
    before = DossierFile.objects.get().file
    course.take("record_visit", cast.handler, findings="走访。")
    assert client.get(f"{place}zip/").status_code == 302
    assert "本事项有新的办理记录，请重新制作" in client.get(place).content.decode()
    client.post(f"{place}zip/")
    assert worked() == 1
    assert client.get(f"{place}zip/").status_code == 200
    assert not before.storage.exists(before.name)


@pytest.mark.usefixtures("quickly")
def test_one_person_has_three_made_at_a_time(cast, sign_in):
    client = sign_in(cast.handler)
    others = [Course(cast).draft().matter for _ in range(4)]
    codes = [client.post(f"/matters/{each.pk}/dossier/zip/").status_code for each in others]
    assert codes == [302, 302, 302, 403]


def test_what_fails_again_and_again_is_given_up_with_a_reason(cast, sign_in, place, monkeypatch):
    def vanish(given):
        raise SystemExit

    monkeypatch.setitem(jobs.MAKERS, "zip", vanish)
    client = sign_in(cast.handler)
    client.post(f"{place}zip/")
    for tried in range(DossierFile.MOST_ATTEMPTS):
        with clock.set_to(clock.now() + tried * DossierFile.LEASE), pytest.raises(SystemExit):
            jobs.make_next()
    with clock.set_to(clock.now() + 3 * DossierFile.LEASE):
        assert jobs.make_next()
    assert "制作多次在中途中断" in client.get(place).content.decode()
    assert "制作压缩包" in client.get(place).content.decode()


@pytest.mark.usefixtures("quickly")
def test_it_is_kept_for_a_day(cast, sign_in, place):
    sign_in(cast.handler).post(f"{place}zip/")
    worked()
    file = DossierFile.objects.get().file
    with clock.set_to(clock.now() + DossierFile.KEPT + timedelta(minutes=1)):
        clear_leftovers()
    assert not DossierFile.objects.exists()
    assert not file.storage.exists(file.name)


@pytest.mark.usefixtures("quickly")
def test_who_may_see_it_no_more_gets_none(course, cast, sign_in, place):
    sign_in(cast.liaison_a).post(f"{place}zip/")
    cast.liaison_a.ended_on = clock.today()
    cast.liaison_a.save(update_fields=["ended_on"])
    assert worked() == 1
    assert DossierFile.objects.get().error == jobs.UNSEEN


# --- The page --------------------------------------------------------------------------------


def page(course: Course, cast, sign_in, who: str = "handler") -> str:
    return sign_in(getattr(cast, who)).get(f"/matters/{course.matter.pk}/dossier/").content.decode()


def test_an_open_matter_is_a_preview_and_says_so(course, cast, sign_in):
    assert "卷宗预览" in page(course, cast, sign_in)
    assert "预览卷宗" in sign_in(cast.handler).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "预览：本件尚未办结" in text_of(unpacked(of(course, cast.handler))["00 目录.docx"])


def test_a_closed_matter_is_printed(closed, cast, sign_in):
    assert "卷宗预览" not in page(closed, cast, sign_in)
    assert "打印卷宗" in sign_in(cast.handler).get(f"/matters/{closed.matter.pk}/").content.decode()
    assert "预览" not in text_of(unpacked(of(closed, cast.handler))["00 目录.docx"])


def test_without_a_chinese_font_the_zip_remains_and_a_sentence_says_why(course, cast, sign_in, monkeypatch):
    monkeypatch.setattr(fonts, "families", frozenset)
    shown = page(course, cast, sign_in)
    assert "本机没有安装中文字体" in shown
    assert "/dossier/pdf/" not in shown
    assert sign_in(cast.handler).post(f"/matters/{course.matter.pk}/dossier/pdf/").status_code == 503
    assert sign_in(cast.handler).get(f"/matters/{course.matter.pk}/dossier/pdf/").status_code == 503
    assert "00 目录.pdf" not in unpacked(of(course, cast.handler))


def queries(course: Course, cast) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        making.archive(of(course, cast.handler))
    return [query["sql"] for query in seen]


def test_a_dossier_takes_the_same_queries_for_more_papers(course, cast):
    few = queries(course, cast)
    for number in range(5):
        files = [file(cast, f"{number}.pdf", scan(1), "application/pdf")]
        course.take("record_visit", cast.handler, findings="走访。", shared=True, files=files)
    assert len(queries(course, cast)) == len(few)
