"""Bringing a recommendation to any state, always through the one door."""

from django.core.files.base import ContentFile
from django.db import transaction

from common import clock
from common.when import When
from deadlines.statute import Stated
from documents.models import NumberPattern
from matters import standing
from matters.models import Event, Upload
from organisations.models import Membership, Role, User
from recommendations import rules
from recommendations.choices import Finding, Kind, Outcome, Result
from recommendations.models import Advice, IntendedRecipient, Recommendation
from tests import factories
from workflow.perform import perform

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def upload(user: User, name: str = "扫描件.pdf", content: bytes = PDF) -> Upload:
    """A file that has arrived, as the forms keep it."""
    import hashlib

    return Upload.objects.create(
        uploaded_by=user,
        file=ContentFile(content, name=name),
        original_name=name,
        content_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


#: On what a public-interest case is ended.
REPORT = {"report": "经跟进调查，整改事项已经全部完成。"}


class Course:
    """One recommendation on its way. Each method takes one step as the person who takes it in life."""

    def __init__(self, cast, kind: str = Kind.SOCIAL_GOVERNANCE, recipient=None) -> None:
        self.cast, self.kind = cast, kind
        self.recipient = recipient or cast.agency_a
        self.matter: Recommendation | None = None
        pattern = {"organisation": cast.procuratorate, "kind": kind}
        if not NumberPattern.objects.filter(**pattern).exists():
            NumberPattern.objects.create(pattern="川九检建〔{year}〕{n}号", **pattern)
        letters = {"organisation": cast.procuratorate, "kind": ""}
        if not NumberPattern.objects.filter(**letters).exists():
            NumberPattern.objects.create(pattern="川九检函〔{year}〕{n}号", **letters)

    def take(self, step: str, actor: Membership, **data) -> Event:
        if step == "urge":
            data = {"stated": Stated(15), **data}
        if step == "terminate":
            data = {"outcome": self.matter.outcome or Outcome.RECTIFIED, **data}
        event = perform(matter=self.matter, step=step, actor=actor, **data)
        self.matter = Recommendation.objects.get(pk=event.matter_id)
        return event

    def new(self, **fields) -> Recommendation:
        values = {
            "kind": self.kind,
            "title": "示例河段堆放固体废物",
            "lead": self.cast.procuratorate,
            **fields,
        }
        return Recommendation(**values)

    def begin(self, **fields) -> "Course":
        self.matter = self.new(handler=self.cast.handler, **fields)
        self.take(
            "file_case" if self.kind == Kind.PUBLIC_INTEREST else "decide_investigation", self.cast.chief
        )
        return self

    def draft(self) -> "Course":
        self.begin().take("start_draft", self.cast.handler, report="现场查明堆放固体废物约二十立方米。")
        fill(self.matter, [self.recipient])
        return self

    def submitted(self) -> "Course":
        self.draft().take("submit", self.cast.handler)
        return self

    def approved(self) -> "Course":
        self.submitted().take("review", self.cast.department_head, opinion="同意")
        if self.matter.state == "in_policy_review":
            self.take("review_policy", self.cast.policy_reviewer, opinion="同意")
        self.take("approve", self.cast.chief)
        return self

    def issued(self) -> "Course":
        self.approved().take("issue", self.cast.handler)
        return self

    def registered(
        self, issued_on: str = "2026-09-01", number: str = "川九检建〔2026〕99号", **data
    ) -> "Course":
        self.matter = self.new()
        data["values"] = self.stated() | data.get("values", {})
        data = {"recipients": [self.recipient], "paper_scans": [upload(self.cast.handler.user)], **data}
        self.take(
            "register_issued", self.cast.handler, number=number, issued_on=When.parse(issued_on), **data
        )
        return self

    def stated(self) -> dict:
        """What the paper states where it may: fifteen days for an objection."""
        is_public, to_court = (
            self.kind == Kind.PUBLIC_INTEREST,
            rules.is_to_court(self.new(), [self.recipient]),
        )
        return {} if is_public or to_court else {"stated_objection": Stated(15)}

    def served(self) -> "Course":
        self.issued().take("sign_for", self._liaison(), consents=True)
        return self

    def replied(self, result: str = Result.DONE) -> "Course":
        self.served().reply(result)
        return self

    def reply(self, result: str = Result.DONE, actor: Membership | None = None, **data) -> Event:
        results = [(advice, result, "已清理完毕。") for advice in self.matter.advices.all()]
        return self.take("reply", actor or self._liaison(), results=results, **{**self.letter(), **data})

    def letter(self) -> dict:
        """A letter built by the portal on the head's decision."""
        return {"build_letter": True, **self.head_agrees()}

    def head_agrees(self) -> dict:
        return {"decided_by": self._head(), "decided_on": When.on(clock.today())}

    def _head(self) -> Membership:
        named = {self.cast.agency_a.pk: "head_a", self.cast.agency_b.pk: "head_b"}
        recipient = self.matter.recipient
        if recipient.pk in named:
            return getattr(self.cast, named[recipient.pk])
        held = Membership.objects.holders(recipient, Role.ORGANISATION_HEAD).first()
        return held or factories.membership(recipient, Role.ORGANISATION_HEAD)

    def _liaison(self) -> Membership:
        """The first agency's; of a court, which has none in the cast, one made for it."""
        if self.kind != Kind.RETRIAL:
            return self.cast.liaison_a
        held = Membership.objects.holders(self.matter.recipient, Role.LIAISON).first()
        return held or factories.membership(self.matter.recipient, Role.LIAISON)

    def review(self, finding: str = Finding.DONE, **data) -> Event:
        justified = None if finding == Finding.DONE else False
        if justified is not None and not data.get("ends"):
            data = {"follow_up": Stated(30), **data}
        findings = [(advice, finding, justified, "") for advice in self.matter.advices.all()]
        if finding != Finding.DONE and not data.get("ends"):
            data = {"follow_up": Stated(30), **data}
        return self.take("review_rectification", self.cast.department_head, findings=findings, **data)

    def closed(self) -> "Course":
        self.replied().review()
        if self.kind == Kind.PUBLIC_INTEREST:
            self.take("terminate", self.cast.chief, reasons="整改到位，公益得到保护。", **REPORT)
        return self


def fill(matter: Recommendation, recipients: list) -> None:
    """Give a draft everything that article 16 asks for."""
    matter.origin, matter.problem = "履行公益监督职责中发现", "未依法履行监督管理职责"
    matter.facts, matter.legal_basis = "现场勘查笔录、照片", "《中华人民共和国固体废物污染环境防治法》第九条"
    matter.ground = "duty"
    may_object = matter.kind != Kind.PUBLIC_INTEREST and not rules.is_to_court(matter, recipients)
    matter.stated_objection = Stated(15) if may_object else None
    # As 保存 does: the next event speaks for what is written here.
    with transaction.atomic(), standing.collecting():
        matter.save()
        Advice.objects.create(recommendation=matter, order=1, text="依法清理堆放的固体废物")
        Advice.objects.create(recommendation=matter, order=2, text="建立巡查制度")
        for organisation in recipients:
            IntendedRecipient.objects.create(recommendation=matter, organisation=organisation)
