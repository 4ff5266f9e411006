"""Example content of the style page: what each component looks like with what a county really writes."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

from django import forms

from common import clock
from common.charts import Bar, Series, StackedChart
from common.form_fields import ChineseDateField, FilesField
from common.widgets import SearchCheckboxes, SearchSelect

HERE = "#"
HOLIDAY = {date(2026, 9, 25), *(date(2026, 10, day) for day in range(1, 8))}
MADE_UP = {date(2026, 9, 20), date(2026, 10, 10)}

ORGANISATIONS = (
    ("JZG-STJ", "阿坝州九寨沟生态环境局", "abzjzgsthjj"),
    ("JZG-SWJ", "九寨沟县水务局", "jzgxswj"),
    ("JZG-LCJ", "九寨沟县林业和草原局", "jzgxlyhcyj"),
    ("JZG-WLJ", "九寨沟县文化体育和旅游局", "jzgxwhtyhlyj"),
    ("JZG-YJJ", "九寨沟县应急管理局", "jzgxyjglj"),
    ("JZG-SCJG", "九寨沟县市场监督管理局", "jzgxscjdglj"),
    ("JZG-X01", "九寨沟县南坪镇人民政府", "jzgxnpzrmzf"),
    ("JZG-X02", "九寨沟县漳扎镇人民政府", "jzgxzzzrmzf"),
    ("JZG-X03", "九寨沟县双河镇人民政府", "jzgxshzrmzf"),
)


def acting() -> list[SimpleNamespace]:
    """The places that the person on the style page holds; the first is acted from."""
    jurisdiction = SimpleNamespace(name="九寨沟县")
    user = SimpleNamespace(full_name="泽仁卓玛", must_change_password=False)
    places = (("县检察院", "九寨沟县人民检察院", "承办检察官"), ("县检察院", "九寨沟县人民检察院", "府检联动专职联络员"))
    return [
        SimpleNamespace(
            pk=number,
            user=user,
            organisation=SimpleNamespace(short_name=short, name=name, jurisdiction=jurisdiction),
            get_role_display=role,
        )
        for number, (short, name, role) in enumerate(places, 1)
    ]


def counted_days() -> list[dict]:
    """From receipt on 5 August to 8 October 2026: the last day falls into the National Day rest."""
    first, due = date(2026, 8, 5), date(2026, 10, 8)
    days = [first + timedelta(days=number) for number in range((due - first).days + 1)]
    return [{"day": day, **_counted(day, first, due)} for day in days]


def _counted(day: date, first: date, due: date) -> dict:
    if day == first:
        return {"kind": "start", "word": "收到之日，不计"}
    if day == due:
        return {"kind": "due", "word": "最后一日，24时届满"}
    if day >= date(2026, 10, 5):
        return {"kind": "skipped", "word": "国庆节休息，顺延"}
    if day in MADE_UP:
        return {"kind": "makeup", "word": "调休上班"}
    if day in HOLIDAY or day.weekday() >= 5:
        return {"kind": "rest", "word": "休息日，计入"}
    return {"kind": "count", "word": ""}


def explanation() -> dict:
    return {
        "sentence": "2026年8月5日收到，次日起算2个月，至10月5日；该日系国庆节休息日，顺延至10月8日（含当日）。",
        "citation": "《人民检察院检察建议工作规定》第十九条；《民法典》第二百零三条",
        "notes": ["提出异议不停止回复期限的计算。"],
        "replaced": [{"day": date(2026, 9, 21), "reason": "原按建议书载明的期限，经检察长同意延期"}],
        "days": counted_days(),
    }


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


def worklists() -> list[dict]:
    overdue, today, soon, progress = PILLS[:4]
    return [
        _group("late", "逾期", "overdue", [
            _row("关于白水江勿角段非法采砂问题的检察建议", "川九检行公建〔2026〕7号", "公益诉讼", "县水务局",
                 "对方未回复", overdue, "督促"),
        ]),
        _group("now", "今天", "today", [
            _row("关于规范民宿旅馆未成年人入住登记的检察建议", "川九检建〔2026〕12号", "社会治理", "县文体旅局",
                 "对方已回复，待本院审查", today, "整改审查", flags=["示例"]),
        ]),
        _group("week", "本周", "soon", [
            _row("关于景区周边加油站安全间距不足问题的检察建议", "", "社会治理", "县应急局", "部门负责人退回修改",
                 soon, "修改后提请审核", flags=["补录"]),
            _row("关于城区病死畜禽无害化处理监管缺位的检察建议", "川九检行公建〔2026〕9号", "公益诉讼", "县农业农村局",
                 "对方申请延期，待答复", {**progress, "explain": explanation()}, "答复申请"),
        ]),
    ]  # fmt: skip


def _group(name: str, title: str, tone: str, rows: list[dict]) -> dict:
    return {"id": name, "title": title, "tone": tone, "count": len(rows), "rows": rows}


def _row(title, number, kind, counterpart, mover, pill, step, flags=()) -> dict:
    return {
        "url": HERE,
        "title": title,
        "number": number,
        "kind": kind,
        "counterpart": counterpart,
        "mover": mover,
        "pill": pill,
        "next": {"label": step, "url": HERE, "weight": "primary" if pill["tone"] == "overdue" else ""},
        "flags": flags,
    }


STEPS = (
    {"label": "整改审查", "url": HERE, "weight": "primary", "allowed": True, "hint": "逐项审查整改情况，作出结论"},
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


def timeline() -> list[dict]:
    moment = datetime(2026, 9, 21, 14, 3, tzinfo=clock.SHANGHAI)
    return [
        {"when": moment, "actor": "县水务局 · 联络员 马建国", "sentence": "报送整改进展", "anchor": "event-6",
         "quote": "已责令采砂点停产，拆除采砂设备2台，平整河道310米。9月底前完成岸坡复绿。",
         "attachments": [{"name": "现场照片（9月20日）.zip", "url": HERE, "size": 8_412_000}]},
        {"when": date(2026, 8, 12), "recorded": moment - timedelta(days=30), "flags": ["代录", "补录"],
         "actor": "县检察院 · 承办检察官 泽仁卓玛 代 县水务局 登记", "sentence": "提出异议", "anchor": "event-5", "tone": "soon",
         "papers": [{"title": "异议书", "url": HERE, "number": "九水函〔2026〕31号"}]},
        {"when": moment - timedelta(days=47), "actor": "县水务局 · 联络员 马建国", "sentence": "签收检察建议书，回复期限自8月6日起算",
         "anchor": "event-4", "tone": "done", "papers": [{"title": "检察建议书", "url": HERE, "number": "川九检行公建〔2026〕7号"},
                                                          {"title": "送达回证", "url": HERE, "number": ""}]},
        {"when": moment - timedelta(days=49), "actor": "县检察院 · 承办检察官 泽仁卓玛", "sentence": "更正检察建议", "anchor": "event-3",
         "tone": "withdrawn", "changes": [{"label": "整改期限", "old": "1个月", "new": "2个月"}]},
    ]  # fmt: skip


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
    {"name": "检察建议书.docx", "url": HERE, "size": 48_200, "kind": "文书", "number": "川九检行公建〔2026〕7号",
     "by": "泽仁卓玛", "when": datetime(2026, 8, 3, 9, 40, tzinfo=clock.SHANGHAI),
     "digest": "9f2c1d0e7ab4435c8d02f6b1c3e59a7714d0be6628f1a95d3c47e08b12a6fd93"},
    {"name": "卫星影像比对图（2025年6月与2026年6月）.pdf", "url": HERE, "size": 3_912_000, "kind": "证据", "by": "泽仁卓玛",
     "when": datetime(2026, 7, 8, 16, 20, tzinfo=clock.SHANGHAI), "audience": "县检察院"},
)  # fmt: skip


def filters() -> dict:
    return {
        "action": "",
        "query": "采砂",
        "hidden": [{"name": "kind", "value": "public_interest"}],
        "clear_url": HERE,
        "export_url": HERE,
        "saved": [{"label": "我承办的逾期事项", "url": HERE}, {"label": "今年公益诉讼", "url": HERE}],
        "groups": [
            _chips("类型", ("公益诉讼", "38", True), ("社会治理", "25", False), ("纠正违法", "11", False)),
            _chips("状态", ("待签收", "3", False), ("整改中", "27", False), ("待审查", "5", False), ("已办结", "999+", False)),
            _chips("期限", ("逾期", "2", True), ("今天", "1", False), ("7日内", "6", False)),
        ],
    }


def _chips(label: str, *chips: tuple[str, str, bool]) -> dict:
    return {
        "label": label,
        "chips": [{"label": word, "count": count, "selected": on, "url": HERE} for word, count, on in chips],
    }


def table() -> dict:
    columns = [
        {"label": "事项", "sort_url": HERE},
        {"label": "文号"},
        {"label": "被建议单位"},
        {"label": "状态"},
        {"label": "签收", "sort_url": HERE},
        {"label": "回复期限", "sort_url": HERE, "sorted": "asc"},
    ]
    return {"caption": "检察建议列表", "columns": columns, "rows": [_table_row(*row) for row in _TABLE]}


_TABLE = (
    ("白水江勿角段非法采砂", "川九检行公建〔2026〕7号", "县水务局", ("整改中", "progress"), "2026-08-05", PILLS[0]),
    ("民宿旅馆未成年人入住登记", "川九检建〔2026〕12号", "县文体旅局", ("待审查", "soon"), "2026-08-19", PILLS[2]),
    ("城区病死畜禽无害化处理", "川九检行公建〔2026〕9号", "县农业农村局", ("整改中", "progress"), "2026-09-01", PILLS[3]),
    ("漳扎镇沿街商户油烟直排", "川九检行公建〔2026〕3号", "漳扎镇", ("已办结", "done"), "2026-03-12", PILLS[4]),
)


def _table_row(title, number, recipient, state, received, pill) -> dict:
    word, tone = state
    texts = [{"text": title, "url": "#row"}, {"text": number}, {"text": recipient}]
    rest = [{"state": {"word": word, "tone": tone}}, {"text": received}, {"pill": pill}]
    return {"url": "#row", "cells": texts + rest}


def chart() -> StackedChart:
    series = [
        Series("按期回复", "done"),
        Series("逾期回复", "soon"),
        Series("未到期", "progress"),
        Series("逾期未回复", "overdue"),
    ]
    figures = {
        "县水务局": (9, 2, 3, 1),
        "县自然资源局": (11, 0, 2, 0),
        "县住建局": (6, 1, 4, 2),
        "九寨沟生态环境局": (8, 1, 1, 0),
        "县文体旅局": (3, 0, 2, 0),
        "漳扎镇": (2, 1, 0, 0),
    }
    bars = [Bar(name, values, urls=[HERE] * 4, url=HERE) for name, values in figures.items()]
    return StackedChart("2026年检察建议回复情况", series, bars, note="口径：2026年1月1日至今天签收的检察建议，同一部门组内比较。")


class ExampleForm(forms.Form):
    """A form with one of each control, bound with mistakes on the style page."""

    fieldsets = [
        ("基本情况", ["title", "kind", "recipient", "copied"]),
        ("送达", ["received_on", "way", "consented"], "留置送达限公益诉讼，须附照片（办案规则第七十六条）。"),
        ("内容", ["facts", "files"]),
    ]
    title = forms.CharField(label="标题", max_length=60, help_text="写明问题，不写单位名称。")
    kind = forms.ChoiceField(label="类型", choices=[("", "请选择"), ("p", "公益诉讼"), ("s", "社会治理")])
    recipient = forms.ChoiceField(label="被建议单位", widget=SearchSelect)
    copied = forms.MultipleChoiceField(label="抄送", required=False, widget=SearchCheckboxes)
    received_on = ChineseDateField(label="收到日期", help_text="如 2026年11月5日，也可从日历中选。")
    way = forms.ChoiceField(
        label="送达方式",
        widget=forms.RadioSelect,
        choices=[("d", "直接送达"), ("m", "邮寄送达"), ("a", "宣告送达"), ("l", "留置送达")],
    )
    consented = forms.BooleanField(label="受送达单位同意宣告送达", required=False)
    facts = forms.CharField(label="查明的事实及证据", max_length=3000, widget=forms.Textarea)
    files = FilesField(label="送达回证", required=False, help_text="可上传 PDF、OFD、Word、WPS 和图片。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, name) for code, name, _ in ORGANISATIONS]
        self.fields["recipient"].choices = [("", "请选择"), *choices]
        self.fields["copied"].choices = choices
        spellings = {code: initials for code, _, initials in ORGANISATIONS}
        self.fields["recipient"].widget.spellings = self.fields["copied"].widget.spellings = spellings
        self.fields["files"].widget.staged = [{"name": "送达回证.pdf", "size": 412_000, "value": "u-1"}]


def wrong_form() -> ExampleForm:
    return ExampleForm({"title": "关于白水江勿角段非法采砂问题的检察建议", "received_on": "11月5号", "kind": "p", "way": "l"})


def context() -> dict:
    """Everything that templates/styleguide.html shows."""
    return {
        "nav": [
            {"label": "工作台", "url": HERE, "active": True},
            {"label": "检察建议", "url": HERE},
            {"label": "案件移送", "url": HERE},
            {"label": "考核看板", "url": HERE},
            {"label": "单位通讯录", "url": HERE},
        ],
        "unread_count": "12",
        "pills": PILLS,
        "explained_pill": {**PILLS[3], "explain": explanation()},
        "explain": explanation(),
        "badges": BADGES,
        "stepper": STEPPER,
        "steps": STEPS,
        "groups": worklists(),
        "entries": timeline(),
        "parties": PARTIES,
        "files": FILES,
        "filters": filters(),
        "table": table(),
        "pager": {"previous_url": HERE, "next_url": HERE, "shown": 4, "total": "999+"},
        "chart": chart(),
        "form": wrong_form(),
    }
