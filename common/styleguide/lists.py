"""Examples for pages with many matters: workbench, list with filters, board."""

from common.charts import Bar, Series, StackedChart
from common.styleguide.matter import HERE, PILLS, explanation

OVERDUE, TODAY, SOON, RUNNING, DONE, *_ = PILLS
SAND = ("关于白水江勿角段非法采砂问题的检察建议", "川九检行公建〔2026〕7号", "公益诉讼", "县水务局")
HOMESTAY = ("关于规范民宿旅馆未成年人入住登记的检察建议", "川九检建〔2026〕12号", "社会治理", "县文体旅局")
FILLING = ("关于景区周边加油站安全间距不足问题的检察建议", "", "社会治理", "县应急局")
CARCASS = (
    "关于城区病死畜禽无害化处理监管缺位的检察建议",
    "川九检行公建〔2026〕9号",
    "公益诉讼",
    "县农业农村局",
)


def worklists() -> list[dict]:
    week = [
        _row(FILLING, "部门负责人退回修改", SOON, "修改后提请审核", flags=["补录"]),
        _row(CARCASS, "对方申请延期，待答复", {**RUNNING, "explain": explanation()}, "答复申请"),
    ]
    return [
        _group("late", "逾期", "overdue", [_row(SAND, "对方未回复", OVERDUE, "督促", weight="primary")]),
        _group(
            "now",
            "今天",
            "today",
            [_row(HOMESTAY, "对方已回复，待本院审查", TODAY, "整改审查", flags=["示例"])],
        ),
        _group("week", "本周", "soon", week),
    ]


def _group(name: str, title: str, tone: str, rows: list[dict]) -> dict:
    return {"id": name, "title": title, "tone": tone, "count": len(rows), "rows": rows}


def _row(matter: tuple[str, str, str, str], mover: str, pill: dict, step: str, weight="", flags=()) -> dict:
    title, number, kind, counterpart = matter
    named = {"title": title, "number": number, "kind": kind, "counterpart": counterpart}
    step_button = {"label": step, "url": HERE, "weight": weight}
    return {"url": HERE, **named, "mover": mover, "pill": pill, "next": step_button, "flags": flags}


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
            _chips("状态", ("待签收", "3", False), ("整改中", "27", False), ("已办结", "999+", False)),
            _chips("期限", ("逾期", "2", True), ("今天", "1", False), ("7日内", "6", False)),
        ],
    }


def _chips(label: str, *chips: tuple[str, str, bool]) -> dict:
    shown = [{"label": word, "count": count, "selected": on, "url": HERE} for word, count, on in chips]
    return {"label": label, "chips": shown}


COLUMNS = (
    {"label": "事项", "sort_url": HERE},
    {"label": "文号"},
    {"label": "被建议单位"},
    {"label": "状态"},
    {"label": "签收", "sort_url": HERE},
    {"label": "回复期限", "sort_url": HERE, "sorted": "asc"},
)
ROWS = (
    (
        "白水江勿角段非法采砂",
        "川九检行公建〔2026〕7号",
        "县水务局",
        ("整改中", "progress"),
        "2026-08-05",
        OVERDUE,
    ),
    (
        "民宿旅馆未成年人入住登记",
        "川九检建〔2026〕12号",
        "县文体旅局",
        ("待审查", "soon"),
        "2026-08-19",
        SOON,
    ),
    (
        "城区病死畜禽无害化处理",
        "川九检行公建〔2026〕9号",
        "县农业农村局",
        ("整改中", "progress"),
        "2026-09-01",
        RUNNING,
    ),
    ("漳扎镇沿街商户油烟直排", "川九检行公建〔2026〕3号", "漳扎镇", ("已办结", "done"), "2026-03-12", DONE),
)


def table() -> dict:
    return {"caption": "检察建议列表", "columns": COLUMNS, "rows": [_cells(*row) for row in ROWS]}


def _cells(
    title: str, number: str, recipient: str, state: tuple[str, str], received: str, pill: dict
) -> dict:
    word, tone = state
    texts = [{"text": title, "url": "#row"}, {"text": number}, {"text": recipient}]
    rest = [{"state": {"word": word, "tone": tone}}, {"text": received}, {"pill": pill}]
    return {"url": "#row", "cells": texts + rest}


SERIES = (
    Series("按期回复", "done"),
    Series("逾期回复", "soon"),
    Series("未到期", "progress"),
    Series("逾期未回复", "overdue"),
)
FIGURES = {
    "县水务局": (9, 2, 3, 1),
    "县自然资源局": (11, 0, 2, 0),
    "县住建局": (6, 1, 4, 2),
    "九寨沟生态环境局": (8, 1, 1, 0),
    "县文体旅局": (3, 0, 2, 0),
    "漳扎镇": (2, 1, 0, 0),
}


def chart() -> StackedChart:
    bars = [Bar(name, values, urls=[HERE] * len(SERIES), url=HERE) for name, values in FIGURES.items()]
    note = "口径：2026年1月1日至今天签收的检察建议，同一部门组内比较。"
    return StackedChart("2026年检察建议回复情况", SERIES, bars, note=note)
