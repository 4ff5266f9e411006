"""The laws that the portal itself names or proposes, for an empty table: name, first and last day, what took its place.

生态环境法典, in force since 2026-08-15, repeals nine laws. Where only the year of the first text is certain, that of
the text in use stands; both are years before any matter of the portal.
"""

from datetime import date

CODE, LAST_DAY = "生态环境法典", date(2026, 8, 14)
REPEALED_BY_CODE = (
    ("环境保护法", date(2015, 1, 1)),
    ("固体废物污染环境防治法", date(2005, 4, 1)),
    ("大气污染防治法", date(2016, 1, 1)),
    ("水污染防治法", date(2008, 6, 1)),
    ("土壤污染防治法", date(2019, 1, 1)),
    ("噪声污染防治法", date(2022, 6, 5)),
    ("海洋环境保护法", date(2000, 4, 1)),
    ("环境影响评价法", date(2003, 9, 1)),
    ("清洁生产促进法", date(2003, 1, 1)),
)
IN_FORCE = (
    (CODE, date(2026, 8, 15)),
    ("治安管理处罚法", date(2006, 3, 1)),
    ("社会救助法", date(2026, 7, 1)),
    ("监狱法", date(1994, 12, 29)),
    ("河道管理条例", date(1988, 6, 10)),
    ("未成年人保护法", date(1992, 1, 1)),
    ("社区矫正法", date(2020, 7, 1)),
    ("行政处罚法", date(1996, 10, 1)),
    ("行政执法监督条例", date(2026, 2, 1)),
    ("人民检察院检察建议工作规定", date(2019, 2, 26)),
    ("人民检察院公益诉讼办案规则", date(2021, 7, 1)),
)


def shipped_laws() -> list[dict[str, object]]:
    """As the fields of `KnownLaw`."""
    repealed = [
        {"name": name, "in_force_from": since, "in_force_until": LAST_DAY, "successor": CODE}
        for name, since in REPEALED_BY_CODE
    ]
    return [*repealed, *({"name": name, "in_force_from": since} for name, since in IN_FORCE)]
