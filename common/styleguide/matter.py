"""Examples for the page of one matter: its due day explained, its life, its history, its parties."""

from datetime import date, datetime, timedelta

from common import clock

HERE = "#"
RESTS = {date(2026, 9, 25), *(date(2026, 10, day) for day in range(1, 8))}
MADE_UP = {date(2026, 9, 20), date(2026, 10, 10)}
RECEIVED, DUE = date(2026, 8, 5), date(2026, 10, 8)
REPORTED = datetime(2026, 9, 21, 14, 3, tzinfo=clock.SHANGHAI)
LIAISON = "县水务局 · 联络员 马建国"
HANDLER = "县检察院 · 承办检察官 泽仁卓玛"
PAPER = {"title": "检察建议书", "url": HERE, "number": "川九检行公建〔2026〕7号"}


def explanation() -> dict:
    return {
        "sentence": "2026年8月5日收到，次日起算2个月，至10月5日；该日系国庆节休息日，顺延至10月8日（含当日）。",
        "citation": "《人民检察院检察建议工作规定》第十九条；《民法典》第二百零三条",
        "notes": ["提出异议不停止回复期限的计算。"],
        "replaced": [{"day": date(2026, 9, 21), "reason": "原按建议书载明的期限，经检察长同意延期"}],
        "days": [{"day": day, **_counted(day)} for day in _days()],
    }


def _days() -> list[date]:
    """From receipt to the last day, which the National Day rest pushes from the 5th to the 8th of October."""
    return [RECEIVED + timedelta(days=number) for number in range((DUE - RECEIVED).days + 1)]


def _counted(day: date) -> dict:
    if day == RECEIVED:
        return {"kind": "start", "word": "收到之日，不计"}
    if day == DUE:
        return {"kind": "due", "word": "最后一日，24时届满"}
    if day >= date(2026, 10, 5):
        return {"kind": "skipped", "word": "国庆节休息，顺延"}
    if day in MADE_UP:
        return {"kind": "makeup", "word": "调休上班"}
    if day in RESTS or day.weekday() >= 5:
        return {"kind": "rest", "word": "休息日，计入"}
    return {"kind": "count", "word": ""}


PILLS = (
    {"text": "已逾期2天", "tone": "overdue", "title": "最迟11月3日（含当日）回复"},
    {"text": "今天到期", "tone": "today", "title": "今天24时届满"},
    {"text": "还有3天", "tone": "soon", "title": "最迟11月8日（含当日）回复"},
    {"text": "还有41天", "tone": "progress", "title": "最迟12月16日（含当日）回复"},
    {"text": "按期办结", "tone": "done"},
    {"text": "已撤回", "tone": "withdrawn"},
    {"text": "工作目标：还有2天", "tone": "target", "title": "本县工作目标，不是法定期限"},
)
BADGES = (
    ("起草", "draft"),
    ("待签收", "waiting"),
    ("整改中", "progress"),
    ("待审查", "soon"),
    ("回复已逾期", "overdue"),
    ("已办结", "done"),
    ("已撤回", "withdrawn"),
    ("封存", "sealed"),
)
STEPPER = (
    {"label": "调查核实", "status": "done", "note": "7月2日"},
    {"label": "起草审批", "status": "done", "note": "7月30日"},
    {"label": "制发", "status": "done", "note": "8月3日"},
    {"label": "送达签收", "status": "done", "note": "8月5日"},
    {"label": "整改与回复", "status": "current", "note": "县水务局，最迟10月8日"},
    {"label": "整改审查", "status": "next", "note": ""},
    {"label": "办结", "status": "next", "note": ""},
)
STEPS = (
    {
        "label": "整改审查",
        "url": HERE,
        "weight": "primary",
        "allowed": True,
        "hint": "逐项审查整改情况，作出结论",
    },
    {"label": "跟进记录", "url": HERE, "weight": "secondary", "allowed": True},
    {"label": "代录回复", "url": HERE, "weight": "secondary", "allowed": True},
    {"label": "误录作废", "url": HERE, "weight": "danger", "allowed": True},
    {
        "label": "通报",
        "url": HERE,
        "weight": "secondary",
        "allowed": False,
        "refusal": "须先督促，且督促函载明的期限（10月15日）届满后，由检察长决定。",
    },
)
TIMELINE = (
    {
        "when": REPORTED,
        "actor": LIAISON,
        "sentence": "报送整改进展",
        "anchor": "event-6",
        "quote": "已责令采砂点停产，拆除采砂设备2台，平整河道310米。9月底前完成岸坡复绿。",
        "attachments": [{"name": "现场照片（9月20日）.zip", "url": HERE, "size": 8_412_000}],
    },
    {
        "when": date(2026, 8, 12),
        "recorded": REPORTED - timedelta(days=30),
        "flags": ["代录", "补录"],
        "actor": f"{HANDLER} 代 县水务局 登记",
        "sentence": "提出异议",
        "anchor": "event-5",
        "tone": "soon",
        "papers": [{"title": "异议书", "url": HERE, "number": "九水函〔2026〕31号"}],
    },
    {
        "when": REPORTED - timedelta(days=47),
        "actor": LIAISON,
        "sentence": "签收检察建议书，回复期限自8月6日起算",
        "anchor": "event-4",
        "tone": "done",
        "papers": [PAPER, {"title": "送达回证", "url": HERE, "number": ""}],
    },
    {
        "when": REPORTED - timedelta(days=49),
        "actor": HANDLER,
        "sentence": "更正检察建议",
        "anchor": "event-3",
        "tone": "withdrawn",
        "changes": [{"label": "整改期限", "old": "1个月", "new": "2个月"}],
    },
)
PARTIES = (
    {
        "role": "主办",
        "name": "九寨沟县人民检察院",
        "people": [{"name": "泽仁卓玛", "place": "承办检察官", "phone": "0837-7732001"}],
    },
    {
        "role": "被建议单位",
        "name": "九寨沟县水务局",
        "url": HERE,
        "note": "已同意电子送达",
        "people": [
            {"name": "马建国", "place": "联络员", "phone": "0837-7734518"},
            {"name": "罗尔伍", "place": "分管副局长", "standing": "替补", "phone": "0837-7734500"},
        ],
    },
    {"role": "抄送", "name": "九寨沟县人民政府"},
)
FILES = (
    {
        "name": "检察建议书.docx",
        "url": HERE,
        "size": 48_200,
        "kind": "文书",
        "number": PAPER["number"],
        "by": "泽仁卓玛",
        "when": datetime(2026, 8, 3, 9, 40, tzinfo=clock.SHANGHAI),
        "digest": "9f2c1d0e7ab4435c8d02f6b1c3e59a7714d0be6628f1a95d3c47e08b12a6fd93",
    },
    {
        "name": "卫星影像比对图（2025年6月与2026年6月）.pdf",
        "url": HERE,
        "size": 3_912_000,
        "kind": "证据",
        "by": "泽仁卓玛",
        "when": datetime(2026, 7, 8, 16, 20, tzinfo=clock.SHANGHAI),
        "audience": "县检察院",
    },
)
