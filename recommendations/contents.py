"""What a recommendation must contain: 规定 16 条, and for public interest 办案规则 75 条."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from deadlines import known_laws
from recommendations import routes, rules
from recommendations.choices import Kind


@dataclass(frozen=True)
class Content:
    """One required content: the form field it is typed in, its name, its place in the article."""

    field: str
    name: str
    article: str
    help: str
    present: Callable[..., bool]
    examples: tuple[str, ...] = ()

    def example(self, days: list[date]) -> str:
        """The first that cites no law which was not in force on the days of the facts."""
        return next((text for text in self.examples if not known_laws.warnings(text, days)), "")

    @property
    def anchor(self) -> str:
        """The id of the form control, so that the list of missing contents leads to it."""
        return {"recipients": "id_recipients_0", "advices": "id_advice_1"}.get(self.field, f"id_{self.field}")


def _field(name: str) -> Callable[..., bool]:
    return lambda matter: bool(str(getattr(matter, name) or "").strip())


def _has_recipient(matter) -> bool:
    return bool(matter.recipient_id) or (matter.pk is not None and matter.intended.exists())


def _has_advices(matter) -> bool:
    return matter.pk is not None and matter.advices.exists()


def _states_objection(matter) -> bool:
    recipients = [row.organisation for row in matter.intended.all()] if matter.pk else ()
    return matter.stated_objection is not None or rules.is_to_court(matter, recipients)


EXAMPLE_FACTS = (
    "2026年9月3日，本院检察官到某某河段现场勘查，见河道右岸堆放建筑垃圾约二十立方米，长三十米……"
    "上述事实有勘验笔录、现场照片、对附近村民的询问笔录等证据证明。"
)
EXAMPLE_PROBLEM = (
    "你单位对预付式消费的发卡备案没有台账，日常检查没有记录，管理制度不落实，存在侵害消费者权益的隐患。"
)
EXAMPLE_DUTY = (
    "根据《中华人民共和国河道管理条例》第五条，你单位对本行政区域内的河道负有监督管理职责。"
    "上述垃圾堆放已逾半年，你单位未责令清除，也未立案查处，未依法全面履行职责。"
)

RECIPIENT = Content(
    "recipients", "被建议单位", "抬头", "向谁提出。几个单位的，制发时各成一件并相互关联。", _has_recipient
)
ORIGIN = Content(
    "origin",
    "案件或者问题的来源",
    "第一项",
    "在哪一案件、哪项工作中发现。",
    _field("origin"),
    ("本院在办理陈某某非法占用农用地案中发现……；或者：本院在履行公益监督职责中发现……",),
)
ADVICES = Content(
    "advices", "建议的具体内容", "第四项", "逐项写明希望对方做什么，可以核对是否做到。", _has_advices
)
BASIS = Content(
    "legal_basis",
    "依据的法律、法规和有关文件",
    "第四项",
    "写明条款。",
    _field("legal_basis"),
    (
        "《中华人民共和国固体废物污染环境防治法》第二十条、第一百零二条；《人民检察院检察建议工作规定》第十一条",
        "《中华人民共和国生态环境法典》第×条、第×条；《人民检察院检察建议工作规定》第十一条",
    ),
)

GENERAL = (
    RECIPIENT,
    ORIGIN,
    Content(
        "facts", "认定的事实、证据", "第二项", "经调查核实的事实及其证据。", _field("facts"), (EXAMPLE_FACTS,)
    ),
    Content(
        "problem",
        "存在的违法情形或者应当消除的隐患",
        "第三项",
        "对照法律指出问题所在。",
        _field("problem"),
        (EXAMPLE_PROBLEM,),
    ),
    ADVICES,
    BASIS,
    Content(
        "stated_objection",
        "提出异议的期限",
        "第五项",
        "法律未定日数，建议十五日。",
        _states_objection,
    ),
)

PUBLIC_INTEREST = (
    RECIPIENT,
    ORIGIN,
    Content(
        "facts",
        "国家利益或者社会公共利益受到侵害的事实",
        "第二项",
        "写明侵害的事实和证据。",
        _field("facts"),
        (EXAMPLE_FACTS,),
    ),
    Content(
        "problem",
        "行政机关不依法履行职责的事实和理由",
        "第三项",
        "写明其职责、怎样未依法履行。",
        _field("problem"),
        (EXAMPLE_DUTY,),
    ),
    BASIS,
    ADVICES,
)


def addressed_to(matter) -> list:
    """The recipient, or before issue those intended."""
    if matter.recipient_id:
        return [matter.recipient]
    return [row.organisation for row in matter.intended.all()] if matter.pk else []


#: Named where `routes.problems` finds that the way is not said.
ROUTE = Content(
    "route",
    "向上级、下级、异地单位提出的途径",
    "规定第三条",
    "选择途径并说明。",
    lambda matter: bool(matter.route),
)


def required_contents(kind: str) -> tuple[Content, ...]:
    """The contents that the article names for `kind`; the reply's period is always stated by the form."""
    if kind == Kind.PUBLIC_INTEREST:
        return PUBLIC_INTEREST
    if kind == Kind.SOCIAL_GOVERNANCE:
        ground = Content(
            "ground", "适用情形", "第十一条", "社会治理检察建议的六种情形之一。", _field("ground")
        )
        return (*GENERAL, ground)
    return GENERAL


def missing_contents(matter) -> list[Content]:
    """Which required contents the draft does not have yet."""
    missing = [item for item in required_contents(matter.kind) if not item.present(matter)]
    way = matter.route, matter.route_note
    return [*missing, ROUTE] if routes.problems(matter.lead, addressed_to(matter), *way) else missing
