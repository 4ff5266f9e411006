"""The periods of toys: one for each way in which a period can run."""

from deadlines import statutes
from deadlines.statute import TARGET, Law, Statute, Unit

HOUSE_RULES = Law("玩具管理办法")

DECIDE, RECEIVE, TAKE_BACK, RETURN, COMPLAIN, ANSWER, URGED, MEND, CONFIRM = (
    "toys.decide", "toys.receive", "toys.take_back", "toys.return", "toys.complain",
    "toys.answer", "toys.urged", "toys.mend", "toys.confirm",
)  # fmt: skip

RULES = (
    Statute(
        DECIDE, "借出单位负责人", "决定是否借出", "决定", 3, Unit.WORKING_DAYS,
        "提出借用", (TARGET(),), role="organisation_head",
    ),
    Statute(
        RECEIVE, "借用单位", "签收玩具", "签收", 24, Unit.HOURS,
        "同意借出", (HOUSE_RULES("第2条"),), role="liaison",
    ),
    Statute(
        TAKE_BACK, "借出单位", "处理退回的玩具", "处理", 3, Unit.WORKING_DAYS,
        "收到退回", (TARGET(),), role="liaison",
    ),
    Statute(
        RETURN, "借用单位", "归还玩具", "归还", 10, Unit.DAYS,
        "签收玩具", (HOUSE_RULES("第3条"),), role="liaison",
    ),
    Statute(
        COMPLAIN, "借用单位", "提出质量意见", "提出", 3, Unit.DAYS,
        "签收玩具", (HOUSE_RULES("第4条"),), role="liaison", right=True,
    ),
    Statute(
        ANSWER, "借出单位负责人", "答复借用单位的申请", "答复", 3, Unit.WORKING_DAYS,
        "收到申请", (TARGET(),), role="organisation_head",
    ),
    Statute(
        URGED, "借用单位", "按催还的期限归还玩具", "归还", None, Unit.DAYS,
        "催还", (HOUSE_RULES("第6条"),), stated=True, role="liaison",
    ),
    Statute(
        MEND, "修理单位", "修好所领部件", "修理", 5, Unit.WORKING_DAYS,
        "安排修理", (HOUSE_RULES("第5条"),), role="liaison",
    ),
    Statute(
        CONFIRM, "送修单位", "确认全部修好", "确认", 3, Unit.WORKING_DAYS,
        "各部件修好", (TARGET(),), role="liaison",
    ),
)  # fmt: skip

statutes.declare(*RULES)
