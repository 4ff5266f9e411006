"""Which organisations of the roster a short or an old name may mean: for a person to choose from, never taken by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from common.names import bare
from imports import divisions

MOST, ALIKE = 5, 0.6
#: What departments were called before the reforms of 2013 and 2018, and in speech.
FORMERLY = {
    "工商行政管理": "市场监督管理",
    "工商": "市场监督管理",
    "质量技术监督": "市场监督管理",
    "质监": "市场监督管理",
    "食品药品监督管理": "市场监督管理",
    "食药监": "市场监督管理",
    "国土资源": "自然资源",
    "国土": "自然资源",
    "环境保护": "生态环境",
    "环保": "生态环境",
    "卫生和计划生育": "卫生健康",
    "卫计": "卫生健康",
    "安全生产监督管理": "应急管理",
    "安监": "应急管理",
    "水利": "水务",
    "农牧": "农业农村",
    "农业": "农业农村",
}
LEVELS = ("县", "市", "区", "州", "省")


@dataclass(frozen=True)
class Candidate:
    pk: int
    name: str
    short_name: str


def suggestions(name: str, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """At most five, the likeliest first: those whose name has the characters in their order, then those that look alike."""
    wanted = _renamed(_stem(name))
    ranked = [(rank, each.name, each) for each in candidates if (rank := _rank(wanted, each)) is not None]
    return tuple(each for *_, each in sorted(ranked, key=lambda found: found[:2])[:MOST])


def _rank(wanted: set[str], candidate: Candidate) -> tuple[int, float] | None:
    names = {_stem(candidate.name), _stem(candidate.short_name)}
    short = [len(whole) - len(part) for part in wanted for whole in names if _abbreviates(part, whole)]
    if short:
        return 0, min(short)
    likeness = max(SequenceMatcher(None, part, whole).ratio() for part in wanted for whole in names)
    return (1, -likeness) if likeness >= ALIKE else None


def _abbreviates(short: str, whole: str) -> bool:
    """市监局 has the characters of 市场监督管理局 in their order, from its first to its last."""
    if len(short) < 2 or not whole or (short[0], short[-1]) != (whole[0], whole[-1]):
        return False
    characters = iter(whole)
    return all(each in characters for each in short)


def _stem(name: str) -> str:
    """The name without the place that it begins with."""
    rest = bare(divisions.read(name).rest) or bare(name)
    return rest[1:] if len(rest) > 3 and rest[0] in LEVELS and rest[1] not in "场政容" else rest


def _renamed(stem: str) -> set[str]:
    """The name as it is, and as it is called today."""
    return {stem} | {stem.replace(old, new, 1) for old, new in FORMERLY.items() if stem.startswith(old)}
