"""What a cell shows of a date, after its number format: a month kept as its first day stays a month."""

import re

#: Formats that Excel keeps by a number alone where it is set to Chinese (ECMA-376 part 1, 18.8.30).
EAST_ASIAN = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}
#: Quoted words, escaped and filling characters, colours, languages and conditions.
UNSPOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general|[0#?.]+e[+-]0+')
TOKEN = re.compile(r"am/pm|a/p|y+|e+|m+|d+|h+|s+|a+|g+")
#: What is shown, to how exactly the day is known from it.
PRECISIONS = {
    frozenset("ymd"): "day",
    frozenset("ym"): "month",
    frozenset("y"): "year",
}


def precision(code: str) -> str:
    """`day`, `month` or `year`; "" where the format shows a date without its year, or none at all."""
    return PRECISIONS.get(shown(code), "")


def shown(code: str) -> frozenset[str]:
    """Which of year (y), month (m) and day (d) a number format shows; times and weekdays are none of them."""
    first = UNSPOKEN.sub("", code.lower()).split(";")[0]
    tokens = TOKEN.findall(first)
    return frozenset(
        _meaning(token, before, after)
        for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)
    ) - {""}


def _meaning(token: str, before: str, after: str) -> str:
    if token.startswith(("y", "e")):
        return "y"
    if token.startswith("d"):
        return "d" if len(token) < 3 else ""
    is_minutes = before.startswith("h") or after.startswith("s")
    return "m" if token.startswith("m") and not is_minutes else ""
