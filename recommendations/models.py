"""检察建议: its fields and its constraints. The steps of its life stand in `recommendations.steps`."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django_fsm import FSMModelMixin
from simple_history.models import HistoricalRecords

from common import clock
from common.fields import PartialDateField
from common.when import When
from deadlines.stated import STATED_UNITS, stated_period, whole_or_none
from documents.numbers import NumberTaken
from matters import registry
from matters.kinds import OpenTo, Phase, Sensitivity
from matters.models import Matter
from matters.queries import MatterQuerySet
from organisations.models import Membership, Organisation
from recommendations import said
from recommendations.audiences import INSIDE
from recommendations.choices import (
    DECIDED_ON,
    KINDS,
    PAPER_NAMES,
    PHASES,
    TONES,
    Appellant,
    CourtStage,
    Ground,
    Judgment,
    Kind,
    Outcome,
    Route,
    Source,
    State,
    SubKind,
    SuitGround,
)
from recommendations.contradictions import already_registered
from recommendations.ledgers.columns import COLUMNS as LEDGER
from recommendations.linked import CARRIED
from recommendations.overseer import overseer_of, oversees
from recommendations.papers import draft_to_read
from recommendations.parties import OVERSEER, PARTIES, SUPERIOR
from recommendations.records import (  # every model of the room is found here
    Advice,
    Escalation,
    ExtensionRequest,
    InsideAssignment,
    IntendedCopy,
    IntendedRecipient,
    Invitation,
    Objection,
    PreparedLetter,
    Progress,
    ReasonFinding,
    Reply,
    ReplyItem,
    Review,
    ReviewItem,
    ServedLetter,
    SuperiorRecord,
    Urging,
)
from recommendations.stations import stations
from recommendations.steps.after_reply import AfterReplySteps
from recommendations.steps.aftercare import AftercareSteps
from recommendations.steps.anew import DraftingAnewSteps
from recommendations.steps.appeals import AppealSteps
from recommendations.steps.before_issue import BeforeIssueSteps
from recommendations.steps.changing import ChangingSteps
from recommendations.steps.consulting import ConsultingSteps
from recommendations.steps.copying import CopyingSteps
from recommendations.steps.correcting import CorrectingSteps
from recommendations.steps.court import CourtSteps
from recommendations.steps.escalation import EscalationSteps
from recommendations.steps.extension import ExtensionSteps
from recommendations.steps.handing_on import HandingOnSteps
from recommendations.steps.importing import ImportingSteps
from recommendations.steps.inside import InsideSteps
from recommendations.steps.issue import IssueSteps
from recommendations.steps.letters import LetterSteps
from recommendations.steps.objection import ObjectionSteps
from recommendations.steps.pausing import PausingSteps
from recommendations.steps.replying import ReplySteps
from recommendations.steps.sealing import SealingSteps
from recommendations.steps.service import ServiceSteps
from recommendations.steps.shared_number import SharedNumberSteps
from recommendations.steps.sight import SightSteps
from recommendations.steps.superior import SuperiorSteps
from recommendations.steps.taking_part import TakingPartSteps
from recommendations.steps.urging import UrgingSteps
from recommendations.worklist import RecommendationWorklist
from workflow.keeping import Annulling, Reassigning
from workflow.served import Served
from workflow.shared_steps import SharedSteps

__all__ = [
    "Advice",
    "Escalation",
    "ExtensionRequest",
    "InsideAssignment",
    "IntendedCopy",
    "IntendedRecipient",
    "Invitation",
    "Objection",
    "PreparedLetter",
    "Progress",
    "ReasonFinding",
    "Recommendation",
    "Reply",
    "ReplyItem",
    "Review",
    "ReviewItem",
    "ServedLetter",
    "SuperiorRecord",
    "Urging",
]

OWN_DRAFT = "起草人不能审核自己起草的检察建议，请由其他部门负责人审核。"


class Recommendation(
    BeforeIssueSteps,
    ConsultingSteps,
    IssueSteps,
    SealingSteps,
    ServiceSteps,
    LetterSteps,
    InsideSteps,
    ObjectionSteps,
    ExtensionSteps,
    ReplySteps,
    ChangingSteps,
    DraftingAnewSteps,
    TakingPartSteps,
    CopyingSteps,
    AfterReplySteps,
    AftercareSteps,
    UrgingSteps,
    EscalationSteps,
    HandingOnSteps,
    SuperiorSteps,
    PausingSteps,
    CourtSteps,
    AppealSteps,
    Reassigning,
    CorrectingSteps,
    Annulling,
    SightSteps,
    SharedNumberSteps,
    ImportingSteps,
    SharedSteps,
    FSMModelMixin,
    Served,
    Matter,
):
    """A recommendation to one recipient. Several recipients of one paper are linked matters.

    Dates that a publisher gave as a month or a year stay so (`PartialDateField`).
    """

    drafter = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", verbose_name="起草人"
    )
    sub_kind = models.CharField("细类", max_length=24, choices=SubKind, blank=True)
    domain = models.CharField("领域", max_length=60, blank=True)
    source = models.CharField("线索来源", max_length=12, choices=Source, blank=True)
    source_number = models.CharField("来源编号", max_length=80, blank=True)
    origin = models.TextField("案件或者问题的来源", blank=True)
    facts = models.TextField("认定的事实和证据", blank=True)
    problem = models.TextField("违法情形或者应当消除的隐患", blank=True)
    ground = models.CharField("适用情形", max_length=12, choices=Ground, blank=True)
    legal_basis = models.TextField("法律依据", blank=True)
    other = models.TextField("其他需要说明的事项", blank=True)
    enclosures = models.TextField("附件", blank=True)
    route = models.CharField("提出途径", max_length=14, choices=Route, blank=True)
    route_note = models.TextField("提出途径的说明", blank=True)
    objection_length = models.PositiveSmallIntegerField("载明的异议期限", null=True, blank=True)
    objection_unit = models.CharField("异议期限的单位", max_length=12, choices=STATED_UNITS, blank=True)
    reply_length = models.PositiveSmallIntegerField("载明的回复期限", null=True, blank=True)
    reply_unit = models.CharField("回复期限的单位", max_length=12, choices=STATED_UNITS, blank=True)
    rectification_length = models.PositiveSmallIntegerField("载明的整改期限", null=True, blank=True)
    rectification_unit = models.CharField("整改期限的单位", max_length=12, choices=STATED_UNITS, blank=True)
    stated_objection = stated_period("objection")
    stated_reply = stated_period("reply")
    stated_rectification = stated_period("rectification")
    court_stage = models.CharField("法院案件环节", max_length=12, choices=CourtStage, blank=True)
    is_emergency = models.BooleanField("情况紧急（十五日内回复）", default=False)
    is_minor_protection = models.BooleanField("涉未成年人保护（一个月内回复）", default=False)
    found_on = PartialDateField("发现日期")
    investigation_decided_on = PartialDateField("决定调查日期")
    filed_on = PartialDateField("立案日期")
    approved_on = PartialDateField("批准日期")
    issued_on = PartialDateField("制发日期")
    replied_on = PartialDateField("回复日期")
    late_reason = models.TextField("逾期回复的原因", blank=True)
    closed_on = PartialDateField("办结日期")
    outcome = models.CharField("审查结论", max_length=14, choices=Outcome, blank=True)
    paper_version = models.PositiveSmallIntegerField("文书版本", default=1)
    changed_on = PartialDateField("变更日期")
    paused_on = PartialDateField("中止审查日期")
    sued_on = PartialDateField("起诉日期")
    suit_ground = models.CharField("起诉情形", max_length=16, choices=SuitGround, blank=True)
    court = models.CharField("受诉法院", max_length=200, blank=True)
    court_number = models.CharField("案号", max_length=80, blank=True)
    judged_on = PartialDateField("裁判日期")
    judgment = models.CharField("裁判结果", max_length=20, choices=Judgment, blank=True)
    appealed_on = PartialDateField("上诉日期")
    appellant = models.CharField("上诉人", max_length=10, choices=Appellant, blank=True)
    performance_length = models.PositiveSmallIntegerField("监督履行的期限", null=True, blank=True)
    performance_unit = models.CharField("监督履行期限的单位", max_length=12, blank=True, choices=STATED_UNITS)
    stated_performance = stated_period("performance")
    performance = models.TextField("裁判履行情况", blank=True)
    history = HistoricalRecords(
        excluded_fields=["last_event_number", "head_hash", "version", "changed_at"],
    )

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = "检察建议"
        verbose_name_plural = "检察建议"
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on="") | ~Q(issued_on=""), name="recommendation_received_after_issue"
            ),
            models.CheckConstraint(
                condition=whole_or_none("performance"), name="recommendation_performance_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(appealed_on="", appellant="") | (~Q(appealed_on="") & ~Q(judgment="")),
                name="recommendation_appealed_after_judgment",
            ),
            models.CheckConstraint(
                condition=Q(judgment="") | ~Q(sued_on=""), name="recommendation_judged_after_suit"
            ),
            *(
                models.CheckConstraint(
                    condition=whole_or_none(name), name=f"recommendation_{name}_stated_whole"
                )
                for name in ("objection", "reply", "rectification")
            ),
        ]

    phase_words = {Phase.IN_PROGRESS: "整改中"}
    divided_kinds = (Kind.CORRECTION, Kind.OTHER_RECOMMENDATION)
    column_words = {"recipient": "被建议单位"}
    parties = PARTIES
    shown_with = ("drafter__user",)
    inside_fields = INSIDE
    taking_delivery = frozenset({"sign_for", "sign_for_letter", "return_unsigned"})
    dated_by = "issued_on"
    worklist = RecommendationWorklist()
    ledger = LEDGER
    summary_template = "recommendations/summary.html"
    links_template = "recommendations/links.html"
    carried = CARRIED
    given_up_by = "登记“不提出检察建议”，或者误录作废"

    @property
    def is_in_ledger(self) -> bool:
        return self.is_issued

    def watched_by(self, organisation: Organisation) -> str | None:
        if organisation.pk == self.lead.superior_id:
            return SUPERIOR
        return OVERSEER if oversees(organisation, self) else None

    def refuses_own_work(self, person: Membership) -> str:
        is_own = self.drafter_id and self.drafter.user_id == person.user_id
        return OWN_DRAFT if is_own else ""

    def houses_on(self, side: str) -> list[Organisation]:
        if side not in (SUPERIOR, OVERSEER):
            return super().houses_on(side)
        house = self.lead.superior if side == SUPERIOR else overseer_of(self)
        return [house] if house else []

    @staticmethod
    def state_labels() -> dict[str, str]:
        return dict(State.choices)

    def phase_of_state(self) -> Phase:
        return PHASES[State(self.state)]

    def get_state_display(self) -> str:
        if self.state in (State.CLOSED, State.DROPPED) and self.kind == Kind.PUBLIC_INTEREST:
            return "终结案件"
        return dict(State.choices).get(self.state, "新建")

    @property
    def state_tone(self) -> str:
        return TONES[State(self.state)]

    def stepper(self, *, inside: bool) -> list[dict]:
        """The stations of its life; what precedes issue is for the lead procuratorate alone."""
        return stations(self, inside=inside)

    def words_of(self, event, hidden: frozenset[str] = frozenset()) -> list[str]:
        return said.words_of(event, hidden)

    def quote_of(self, event, hidden: frozenset[str] = frozenset()) -> str:
        return said.quote_of(event, hidden)

    def reading(self, actor) -> dict | None:
        """What those who decide have to read: {template, paper}; nothing once the paper itself exists."""
        if self.side_of(actor) != "lead" or self.state not in DECIDED_ON:
            return None
        return {"template": "recommendations/paper.html", "paper": draft_to_read(self)}

    def open_to(self) -> OpenTo:
        """From issue on, unless it is sealed or was entered by mistake; to courts and others the superior alone."""
        is_shown = self.is_issued and self.sensitivity != Sensitivity.SEALED and self.state != State.ANNULLED
        return OpenTo(superior=is_shown, government=is_shown and self.to_administrative_body)

    @property
    def beside_state(self) -> list[str]:
        """What stands beside the state's badge."""
        return [f"已中止审查（{self.paused_on}起）"] if self.is_paused else []

    @classmethod
    def begun(cls, lead: Organisation, step: str, kind: str = "") -> Self:
        return cls(lead=lead, kind=Kind.PUBLIC_INTEREST if step == "file_case" else kind)

    @classmethod
    def kinds_begun_by(cls, step: str) -> list[str]:
        """What is of public interest is filed, everything else is investigated; any may have been issued."""
        filed = {"file_case": True, "decide_investigation": False}.get(step)
        return [kind for kind in KINDS if filed in (None, kind == Kind.PUBLIC_INTEREST)]

    def urging_step(self, rule: str) -> str:
        return "urge" if rule.startswith("recommendation.") else ""

    @property
    def is_public_interest(self) -> bool:
        return self.kind == Kind.PUBLIC_INTEREST

    @property
    def is_paused(self) -> bool:
        """Whether its examination stands still 中止审查."""
        return bool(self.paused_on) and self.state in (State.RECTIFYING, State.REPLIED)

    @property
    def named_in_group(self) -> str:
        """How it is told from the other matters of one paper: by its recipient."""
        return self.recipient.short_name if self.recipient_id else self.title

    def named_on(self) -> date | None:
        """The day of issue, the first one that is possible where only month or year are known."""
        return clock.local(When.parse(self.issued_on).start).date() if self.issued_on else None

    def began(self) -> When | None:
        """When the matter came to where it stands, from approval on: nothing entered later happened before."""
        by_state = {
            State.APPROVED: self.approved_on,
            State.ISSUED: self.changed_on or self.issued_on,
            State.RECTIFYING: self.received_on,
            State.REPLIED: self.received_on,
            State.IN_COURT: self.sued_on,
        }
        written = by_state.get(self.state, "")
        return When.parse(written) if written else None

    def number_taken(self, taken: NumberTaken) -> str:
        return already_registered(self, taken)

    def earlier_advices(self) -> list[Advice]:
        """The advices of papers that were changed since, the latest version first."""
        if self.paper_version == 1:
            return []
        past = Advice.of_every_version.filter(recommendation=self).exclude(until_version=None)
        return list(past.order_by("-until_version", "order"))


registry.register(Recommendation, dict(Kind.choices), PAPER_NAMES)
