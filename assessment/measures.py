"""What the board counts: each measure names the traits a recommendation must have, for its figure and for its list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from recommendations.choices import Outcome

ISSUED = "issued"
IN_TIME = ("first", "extended")
NOT_DUE = ("running", "extended_open")
#: Their day is past, so that a rate can be computed from them.
OVER = (*IN_TIME, "late", "overdue", "unanswered")
#: 未整改 of a ledger says nothing of whether it was adopted.
ADOPTED = (Outcome.RECTIFIED, Outcome.PARTLY, Outcome.NOT_RECTIFIED, Outcome.ADOPTED)
YES = (1,)


@dataclass(frozen=True)
class Measure:
    """Counts what has one of the values given for each trait; without traits, everything that was issued.

    The traits are columns of `facts.facts`. A measure that is `rare` has a column only where it occurs.
    """

    code: str
    label: str
    traits: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    help: str = ""
    rare: bool = False

    def condition(self) -> Q:
        return Q(**{f"{name}__in": values for name, values in self.traits.items()})


#: The columns of a table, in their order.
COLUMNS = (
    Measure(ISSUED, "制发"),
    Measure("in_time", "按期回复", {"standing": IN_TIME}, "在期限内回复；已延期的，按延长后的期限"),
    Measure(
        "extended", "其中延期后", {"standing": ("extended",)},
        "晚于原期限，但在经检察长同意延长后的期限内回复；已计入按期回复", rare=True,
    ),
    Measure("late", "逾期回复", {"standing": ("late",)}, "晚于期限（已延期的，晚于延长后的期限）回复"),
    Measure("not_due", "尚未到期", {"standing": NOT_DUE}, "期限尚未届满，或者已经中止"),
    Measure(
        "extended_open", "其中延期内", {"standing": ("extended_open",)},
        "原期限已过，延长后的期限尚未届满；已计入尚未到期", rare=True,
    ),
    Measure("overdue", "逾期未回复", {"standing": ("overdue",)}, "期限已经届满，尚未回复"),
    Measure("unserved", "尚未送达", {"standing": ("unserved",)}, "已经制发，尚未签收或者登记送达，回复期限没有起算"),
    Measure(
        "undated", "日期不全", {"standing": ("undated",)}, "收到或者回复日期只知道年月，不判断是否按期", rare=True
    ),
    Measure(
        "unanswered", "期满未回复已结束", {"standing": ("unanswered",)},
        "期限届满仍未回复，其后未回复办结、终结或者起诉", rare=True,
    ),
    Measure(
        "ended", "未回复已结束", {"standing": ("ended",)}, "期限届满之前，未经回复已经终结或者撤回", rare=True
    ),
    Measure("adopted", "采纳", {"outcome": ADOPTED}, "审查或者登记的结论为采纳的，含部分采纳、整改不到位和未实际整改的"),
    Measure("rectified", "整改到位", {"outcome": (Outcome.RECTIFIED,)}, "审查结论为采纳并整改到位"),
    Measure(
        "unrectified", "逾期未整改", {"is_unrectified": YES},
        "整改、跟进整改或者督促的期限已经届满，没有报告整改到位；已报告到位、等待检察院审查的不计",
    ),
    Measure("sued", "起诉", {"was_sued": YES}, "已经提起公益诉讼，含随后撤回起诉的"),
    Measure("open", "在办", {"is_open": YES}, "尚未办结"),
)  # fmt: skip
#: What rates are made of beside the columns.
PARTS = (
    Measure("over", "期限已过", {"standing": OVER}, "已回复且日期完整的，和逾期未回复的（含其后结束的）"),
    Measure("first", "原期限内回复", {"standing": ("first",)}, "在法律或者文书原定的期限内回复"),
    Measure("running", "原期限内未到期", {"standing": ("running",)}),
    Measure("replied", "已回复", {"was_replied": YES}, "已经书面回复，含日期不全的"),
    Measure("adopted_of_replied", "已回复并采纳", {"was_replied": YES, "outcome": ADOPTED}),
    Measure("late_rectified", "逾期回复但整改到位", {"standing": ("late",), "outcome": (Outcome.RECTIFIED,)}),
    Measure("timed", "计入答复用时", {"is_timed": YES}, "收到和回复都确知到日，收到日期不是推定的"),
)
MEASURES = (*COLUMNS, *PARTS)
BY_CODE = {measure.code: measure for measure in MEASURES}


@dataclass(frozen=True)
class RateOf:
    """Which measure is divided by which; both are shown beside the percentage."""

    label: str
    part: str
    whole: str
    help: str = ""


RATES = (
    RateOf("按期回复率", "in_time", "over", "已延期的按延长后的期限"),
    RateOf("按原期限回复率", "first", "over", "不计延期"),
    RateOf("采纳率（占已回复）", "adopted_of_replied", "replied", "尚未审查的回复计入分母，不计入分子"),
    RateOf("采纳率（占制发）", "adopted", ISSUED),
    RateOf("整改到位率（占制发）", "rectified", ISSUED),
    RateOf("逾期回复但整改到位", "late_rectified", "late", "回复虽迟，事情已经办成"),
)
