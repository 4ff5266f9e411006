"""The kinds of recommendations by the names that ledgers and papers give them."""

import re
import unicodedata
from datetime import datetime

from common.cells import BadCell, words_of
from recommendations.choices import Kind

KIND_NAMES = {
    **{label.removesuffix("检察建议"): kind for kind, label in Kind.choices if label.endswith("检察建议")},
}
#: Other names of the same kinds, as ledgers and papers call them.
ALSO_CALLED = {
    **dict.fromkeys(
        ("行政公益诉讼", "公益诉讼诉前", "行政公益诉讼诉前", "诉前", "公益诉讼诉前程序", "公益", "行政公益"),
        Kind.PUBLIC_INTEREST,
    ),
    **dict.fromkeys(("社会综合治理", "综合治理", "综治", "社会治理创新"), Kind.SOCIAL_GOVERNANCE),
    **dict.fromkeys(
        ("纠正违法行为", "纠违", "社区矫正", "社区矫正监督", "社区矫正纠正违法"), Kind.CORRECTION
    ),
    **dict.fromkeys(("民事再审", "行政再审", "民事行政再审", "提请再审"), Kind.RETRIAL),
    **dict.fromkeys(("其它",), Kind.OTHER_RECOMMENDATION),
}


def kind_of(text: str) -> str:
    """The kind by its name, with or without 检察建议. Raises BadCell."""
    if kind := _kind(text):
        return kind
    raise BadCell(f"没有“{text}”这一类型。应为{'、'.join(KIND_NAMES)}之一。")


def is_kind(text: str) -> bool:
    return bool(_kind(text))


def read(value: object, epoch: datetime) -> str:
    """The kind that a cell names. Raises BadCell."""
    text = words_of(value, epoch)
    return kind_of(text) if text else ""


def _kind(text: str) -> str:
    plain = re.sub(r"\(.*?\)|\s", "", unicodedata.normalize("NFKC", text))
    bare = plain.removesuffix("书").removesuffix("检察建议").removesuffix("检察意见").removesuffix("类")
    return KIND_NAMES.get(bare) or ALSO_CALLED.get(bare, "")
