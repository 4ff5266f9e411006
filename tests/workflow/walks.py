"""The random walks of a recommendation: values that fit its steps."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st

from common import clock
from common.when import When
from deadlines.statute import Stated
from recommendations import rules
from recommendations.choices import Finding, Kind, Result
from recommendations.contents import missing_contents
from recommendations.models import Recommendation
from tests.courses import Course, fill, upload
from tests.workflow.walk import Values, Walk

_numbers = count(1)


def _advices(walk: "RecommendationWalk", choices: type, *more: Any) -> list[tuple]:
    return [
        (advice, walk.draw(st.sampled_from(choices.values)), *more) for advice in walk.matter.advices.all()
    ]


def _register(walk: "RecommendationWalk") -> Values:
    day = clock.today() - timedelta(days=walk.draw(st.integers(0, 90)))
    served = {"received_on": When.on(day), "way": "post"} if walk.draw(st.booleans()) else {}
    return {"number": f"检建〔2026〕{next(_numbers)}号", "issued_on": When.on(day), "recipients": [walk.recipient],
            "paper_scans": [walk.file()], **served}  # fmt: skip


def _later(walk: "RecommendationWalk") -> Values:
    running = walk.matter.deadlines.filter(rule__in=rules.REPLIES, status="open").first()
    last = max(clock.today(), (running and running.due_on) or clock.today())
    return {
        "asked_until": last + timedelta(days=30),
        "granted_until": last + timedelta(days=40),
        "reason": "雨季",
        "beyond_reason": "雨季至秋末才结束",
    }


def _correct(walk: "RecommendationWalk") -> Values:
    if walk.matter.received_on and walk.draw(st.booleans()):
        return {"field": "received_on", "new": walk.matter.issued_on, "reason": "录入有误"}
    return {"field": "title", "new": "更正后的标题", "reason": "录入有误"}


def _changed(walk: "RecommendationWalk") -> Values:
    scans = {"paper_scans": [walk.file()]} if missing_contents(walk.matter) else {}
    return {"reasons": "认定事实有误。", "advices": [f"第{next(_numbers)}次变更后的建议"], **scans}


#: Values for the steps that need more than a reason.
VALUES: dict[str, Callable[["RecommendationWalk"], Values]] = {
    "seal_paper": lambda walk: {"sealed": [walk.file()]},
    "replace_sealed": lambda walk: {"sealed": [walk.file()], "reason": "漏盖骑缝章"},
    "note_record": lambda walk: {"opinion": "agreed"},
    "sign_for": lambda walk: {"consents": True},
    "register_issued": _register,
    "record_service": lambda walk: {"received_on": When.on(clock.today()), "way": "direct"},
    "sign_for_letter": lambda walk: {"consents": True},
    "record_letter_service": lambda walk: {"received_on": When.on(clock.today()), "way": "direct"},
    "decline": lambda walk: {"agency": "九寨沟县水务局"},
    "end_without": lambda walk: {"agency": "九寨沟县水务局"},
    "terminate": lambda walk: {"report": "经跟进调查，已经整改到位。", "outcome": "rectified"},
    "request_extension": _later,
    "grant_extension": _later,
    "reply": lambda walk: {"results": _advices(walk, Result, "已办"), "paper_scans": [walk.file()]},
    "review_rectification": lambda walk: {
        "findings": _advices(walk, Finding, False, ""),
        "follow_up": Stated(30),
    },
    "reassign": lambda walk: {"handler": walk.cast.second_handler, "reason": "工作调整"},
    "correct": _correct,
    "correct_entered": lambda walk: {
        "entry": walk.matter.events.exclude(entered_for=None).first(),
        "text": "x",
    },
    "assign_inside": lambda walk: {"section": "市场股", "due_on": clock.today()},
    "modify": _changed,
    "uphold_objection": lambda walk: (
        _changed(walk) | {"result": walk.draw(st.sampled_from(["issued", "withdrawn"]))}
    ),
    "invite_procuratorate": lambda walk: {"occasion": "整改方案论证会", "wanted_on": clock.today()},
    "answer_invitation": lambda walk: {"accepted": walk.draw(st.booleans()), "people": "张明"},
    "draft_for_another": lambda walk: {"recipient": walk.cast.agency_b},
    "circulate": lambda walk: {"addressee": "县人民政府", "text": "至今未整改。"},
    "interview": lambda walk: {"people": "局长", "text": "未整改", "minutes": "承诺整改。"},
    "report_up": lambda walk: {"addressee": "县委", "text": "至今未整改。"},
    "urge": lambda walk: {"ground": walk.matter.standing.grounds[0], "stated": Stated(10)},
    "decide_reason": lambda walk: {
        **dict.fromkeys(("stated_by_agency", "evidence", "reasons"), "情况属实。"),
        "justified": walk.draw(st.booleans()),
    },
    "transfer_other": lambda walk: {"to": walk.cast.superior, "reasons": "管辖变更"},
    "pause": lambda walk: {
        "cause": "汛期",
        "plan_made": True,
        "no_neglect": True,
    },
    "extend_decision": lambda walk: {
        "reason": "案情复杂",
        "by_superior": walk.matter.extended_by_chief(),
        "until": walk.later_decision(),
    },
    "sue": lambda walk: {
        "harmed": True,
        "court": "九寨沟县人民法院",
        "ground": "partly",
        "reasons": "固体废物仍未清理。",
    },
    "record_judgment": lambda walk: {
        "judgment": walk.judgment(),
        "follow_up": walk.draw(st.sampled_from([None, Stated(30)])),
        "is_appealed": walk.draw(st.booleans()) and not walk.matter.appealed_on,
    },
    "waive_appeal": lambda walk: {"reasons": "裁判正确。", "defendant_waives": True},
    "appeal": lambda walk: {"reasons": "裁判确有错误。", "appealed_on": walk.appealed_on()},
    "record_performance": lambda walk: {
        "performance": "已清理。",
        "is_performed": walk.draw(st.booleans()),
        "follow_up": Stated(30),
    },
    "withdraw_suit": lambda walk: {"fulfilled": True, "reasons": "诉讼请求全部实现。"},
    "withdraw_sight": lambda walk: {
        "organisations": [row.organisation for row in walk.matter.reading_along()]
    },
    "record_with_superior": lambda walk: {"to": "州检察院"},
}


class RecommendationWalk(Walk):
    model = Recommendation
    people = ("handler", "department_head", "policy_reviewer", "chief", "head_a")
    values = VALUES
    early_ends = frozenset({"annul", "decline", "end_without", "withdraw"})

    def new(self) -> Recommendation:
        kind = self.draw(st.sampled_from(Kind.values))
        self.recipient = self.cast.court if kind == Kind.RETRIAL else self.cast.agency_a
        source = self.draw(st.sampled_from(["", "deputy"]))
        return Course(self.cast, kind).new(source=source, source_number="12号", handler=self.cast.handler)

    def appealed_on(self) -> When:
        """Within the period to appeal."""
        last = self.matter.last_day_to_appeal()
        return When.on(min(clock.today(), last or clock.today()))

    def judgment(self) -> str:
        """A second instance may send the matter back."""
        return (
            self.draw(st.sampled_from(["supported", "remanded"])) if self.matter.appealed_on else "supported"
        )

    def later_decision(self) -> date | None:
        period = self.matter.decision_period()
        return period and max(clock.today(), period.due_on) + timedelta(days=10)

    def file(self):
        return upload(self.cast.handler.user)

    def reasons(self) -> Values:
        return dict.fromkeys(("reason", "reasons", "opinion", "grounds", "findings", "text"), "情况属实。")

    def look_after(self) -> None:
        """A draft is filled in; a new handler walks on in place of the old one."""
        if self.matter.state == "draft" and not self.matter.advices.exists():
            fill(self.matter, [self.recipient])
        if self.matter.handler_id:
            self.walkers[0] = self.matter.handler
