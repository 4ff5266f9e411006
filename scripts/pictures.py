"""Which pictures the guides have: who looks, at which page, doing what, and which part of it is kept."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Browser, FilePayload, Page

from cases.models import Case
from imports import template
from imports.rooms import room_of
from organisations.demo_accounts import PASSWORD
from organisations.models import Membership, Organisation
from recommendations.models import Recommendation

DESK, PHONE = (1280, 760), (390, 780)
HANDLER, CHIEF, LIAISON, BUREAU, OFFICE = (
    "zhangmingyuan",
    "zhouzhengping",
    "jiaguohua",
    "fengxuemei",
    "sunlihua",
)
AUDITOR, HOUSE_ADMIN = "zhongcheng", "liangyuzhu"
AGENCY = "JZG-SCJG"


@dataclass(frozen=True)
class Picture:
    """`at` gives the address; `first` is done on the page before, `after` for the pictures to come.

    `part` is the element that is kept.
    """

    name: str
    who: str | Callable[[], str]
    at: Callable[[], str]
    first: Callable[[Page], None] | None = None
    part: str = ""
    window: tuple[int, int] = DESK
    after: Callable[[Page], None] | None = None


class Studio:
    """One page a person, logged in once."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.pages: dict[str, Page] = {}

    def take(self, picture: Picture, path: Path) -> None:
        who = picture.who if isinstance(picture.who, str) else picture.who()
        page = self._page(who)
        page.set_viewport_size({"width": picture.window[0], "height": picture.window[1]})
        page.goto(self.address + picture.at())
        if picture.first:
            picture.first(page)
        if picture.part:
            page.locator(picture.part).first.screenshot(path=path)
        else:
            page.screenshot(path=path)
        if picture.after:
            picture.after(page)

    def _page(self, who: str) -> Page:
        if who not in self.pages:
            self.pages[who] = self.browser.new_context(locale="zh-CN").new_page()
            if who:
                self._log_in(self.pages[who], who)
        return self.pages[who]

    def _log_in(self, page: Page, who: str) -> None:
        page.goto(f"{self.address}/login/")
        page.get_by_label("用户名").fill(who)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_load_state()
        if "/second-factor/" in page.url:
            # The demo tells its administrators' code on the page.
            page.locator("[name=code]").fill(page.locator(".message code").inner_text())
            page.get_by_role("button", name="继续").click()
        page.wait_for_url(f"{self.address}/")


def page_of(name: str, *args: object) -> Callable[[], str]:
    return lambda: reverse(name, args=args)


def one(**wanted: object) -> Recommendation:
    """The same one each time: the first that fits."""
    return Recommendation.objects.filter(sensitivity="ordinary", **wanted).order_by("pk")[0]


def matter(**wanted: object) -> Callable[[], str]:
    return lambda: reverse("matters:matter", args=[one(**wanted).pk])


def case(**wanted: object) -> Callable[[], str]:
    """The first case that fits."""
    return lambda: reverse("matters:matter", args=[Case.objects.filter(**wanted).order_by("pk")[0].pk])


def step(name: str, way: str = "step", **wanted: object) -> Callable[[], str]:
    """`way` is propose where it is prepared for whoever decides it."""
    return lambda: reverse(f"matters:{way}", args=[one(**wanted).pk, name])


def dossier(**wanted: object) -> Callable[[], str]:
    return lambda: reverse("matters:dossier", args=[one(**wanted).pk])


UNSIGNED = {"state": "issued", "recipient__consents": None}
THEIRS = {"recipient__code": AGENCY, "state": "rectifying", "kind": "social_governance"}
RUNNING = {"state": "rectifying", "handler__user__username": HANDLER}
ANSWERED = {"state": "replied", "handler__user__username": HANDLER}
SILENT = {"state": "rectifying", "kind": "public_interest", "urging_set__isnull": False}
URGED = SILENT | {"kind": "social_governance", "reasonfinding_set__justified": False}
SUED = {"state": "in_court", "handler__user__username": HANDLER}
ENDED = {"state": "closed", "kind": "public_interest", "handler__user__username": HANDLER}


def unsigned_liaison() -> str:
    """Of an agency that has not consented to electronic service yet: the signature asks for it."""
    return Membership.objects.holders(one(**UNSIGNED).recipient, "liaison")[0].user.username


def incomplete_draft() -> str:
    return reverse("recommendations:draft", args=[one(state="draft").pk])


def lack_a_basis(page: Page) -> None:
    """What is taken out is named at once; the draft itself stays as it is."""
    page.locator("[name=legal_basis]").fill("")
    page.locator("#missing .notice").wait_for()
    page.evaluate("scrollTo(0, 0)")


def fill_register(page: Page) -> None:
    page.locator("[name=kind]").select_option("social_governance")
    page.locator("[name=number]").fill("川九检建〔2026〕18号")
    page.locator("[name=title]").fill("校园周边食品经营隐患")
    page.get_by_label("筛选被建议单位").fill("scjd")
    page.locator("[name=recipients]").and_(page.get_by_label("九寨沟县市场监督管理局")).check()


def fill_suit(page: Page) -> None:
    page.locator("[name=ground]").select_option("no_reply")
    page.locator("[name=harmed]").check()
    page.locator("[name=reasons]").fill(
        "经督促仍未回复。10月29日现场查看，河道内的建筑垃圾没有清运，仍在影响行洪。"
    )
    page.locator("[name=sued_on]").fill("2026年11月3日")
    page.locator("[type=file]").set_input_files(scan("起诉书.pdf"))
    at_rest(page)


def hand_to_the_chief(page: Page) -> None:
    page.get_by_role("button", name="提请检察长决定").click()
    page.get_by_role("region", name="提请决定").wait_for()


def fill_interview(page: Page) -> None:
    page.locator("[name=held_on]").fill("2026年11月6日")
    page.locator("[name=people]").fill("县文体旅局主要负责人、分管负责人")
    page.locator("[name=text]").fill("逾期不回复检察建议，经督促仍未回复。")
    page.locator("[name=paper_scans]").set_input_files(scan("联合约谈通知书.pdf"))
    at_rest(page)


def scan(name: str) -> FilePayload:
    """The example county's one scanned page, under this name."""
    file = settings.BASE_DIR / "demo" / "data" / "scan.pdf"
    return {"name": name, "mimeType": "application/pdf", "buffer": file.read_bytes()}


def upload_ledger(page: Page) -> None:
    page.locator("[name=file]").set_input_files(
        {"name": "2018年台账.xlsx", "mimeType": "application/octet-stream", "buffer": old_ledger()}
    )
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_label("“九寨沟县国土资源局”对应的其他单位").fill("九寨沟县自然资源局")
    at_rest(page)


def at_rest(page: Page) -> None:
    """From its top, with no field marked as the one being filled in or pointed at."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def old_ledger() -> bytes:
    """The template with three lines; one organisation has another name today, one is new to the roster."""
    book = load_workbook(io.BytesIO(template.workbook(room_of(Recommendation))))
    for line in OLD_LINES.splitlines():
        book.worksheets[0].append(line.split("|"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def open_explanation(page: Page) -> None:
    page.locator(".page-head details.due summary").click()


def unfold_steps(page: Page) -> None:
    for fold in page.locator("[aria-labelledby=steps-title] details").all():
        fold.locator("summary").click()


def organisation(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[Organisation.objects.get(code=AGENCY).pk])


#: In the order of the template's columns.
OLD_LINES = """\
1|九寨沟县人民检察院|九寨沟县水务局|公益诉讼|生态环境||2018-03|2018-04-11|2018-04-12|2018-06-08|整改到位|河道内堆放弃土未清理（示例）。
2|九寨沟县人民检察院|九寨沟县国土资源局|公益诉讼|国有土地|||2018.7.3|2018.7.4|2018.8.30|整改到位|临时用地期满未复垦（示例）。
3|九寨沟县人民检察院|九寨沟县教育局、九寨沟县青少年活动中心|社会治理|未成年人保护|||2018年10月|||采纳|活动场所开放时间管理不规范（示例）。
"""
FORM = "form[enctype]"
PICTURES = [
    Picture("login", "", page_of("organisations:login")),
    Picture("home-handler", HANDLER, page_of("home")),
    Picture("register", HANDLER, page_of("matters:new", "recommendation", "register_issued"), fill_register),
    Picture("draft", HANDLER, incomplete_draft, lack_a_basis, window=(1366, 900)),
    Picture("matter", HANDLER, matter(**ANSWERED), window=(1280, 900)),
    Picture("enter", HANDLER, matter(**RUNNING), unfold_steps, "[aria-labelledby=steps-title]"),
    Picture("serve", HANDLER, step("record_service", state="issued", handler__user__username=HANDLER)),
    Picture("urge", HANDLER, step("urge", **SILENT), part=FORM),
    Picture("review", HANDLER, step("review_rectification", **ANSWERED), window=(1280, 900)),
    Picture("decision", HANDLER, step("terminate", kind="public_interest", **ANSWERED), part=FORM),
    Picture(
        "propose",
        HANDLER,
        step("sue", "propose", **SILENT),
        fill_suit,
        window=(1280, 900),
        after=hand_to_the_chief,
    ),
    Picture("in-court", HANDLER, matter(**SUED), window=(1280, 900)),
    Picture("ledger", HANDLER, page_of("imports:list"), upload_ledger, window=(1280, 900)),
    Picture("dossier", HANDLER, dossier(**ENDED), window=(1280, 900)),
    Picture("evaluation", HANDLER, page_of("assessment:evaluation"), window=(1280, 900)),
    Picture("home-chief", CHIEF, page_of("home")),
    Picture("approve", CHIEF, step("approve", state="in_approval"), window=(1366, 900)),
    Picture("decide", CHIEF, step("sue", **SILENT), window=(1280, 1490)),
    Picture("home-liaison", LIAISON, page_of("home"), window=(1280, 900)),
    Picture("home-liaison-phone", LIAISON, page_of("home"), window=PHONE),
    Picture("sign", unsigned_liaison, step("sign_for", **UNSIGNED)),
    Picture("matter-agency", LIAISON, matter(**THEIRS), window=(1280, 900)),
    Picture("explain", LIAISON, matter(**THEIRS), open_explanation, window=(1280, 860)),
    Picture("assign", LIAISON, step("assign_inside", **THEIRS), part=FORM),
    Picture("progress", LIAISON, step("report_progress", **THEIRS), part=FORM),
    Picture("object", LIAISON, step("object", **THEIRS), part=FORM),
    Picture("reply", LIAISON, step("reply", **THEIRS), part=FORM),
    Picture("reply-phone", LIAISON, step("reply", **THEIRS), window=PHONE),
    Picture("board-own", LIAISON, page_of("assessment:board"), window=(1280, 900)),
    Picture("inbox", LIAISON, page_of("notices:inbox")),
    Picture("home-bureau", BUREAU, page_of("home")),
    Picture("board", BUREAU, page_of("assessment:board"), window=(1280, 1240)),
    Picture("board-agency", BUREAU, organisation("assessment:agency")),
    Picture(
        "referral",
        LIAISON,
        case(kind="crime_referral", state="accepted", lead__code=AGENCY),
        window=(1280, 900),
    ),
    Picture("tip", LIAISON, page_of("matters:new", "tip", "send"), window=(1280, 900)),
    Picture("list", BUREAU, page_of("matters:list")),
    Picture("interview", BUREAU, step("interview", **URGED), fill_interview, window=(1280, 900)),
    Picture("home-office", OFFICE, page_of("home")),
    Picture("liaisons", OFFICE, page_of("organisations:liaisons")),
    Picture("replace", OFFICE, organisation("organisations:replace"), window=(1280, 900)),
    Picture("audit-events", AUDITOR, page_of("audit", "events")),
    Picture("own-people", HOUSE_ADMIN, page_of("organisations:own_people")),
    Picture("invite", HOUSE_ADMIN, page_of("organisations:invite")),
]
