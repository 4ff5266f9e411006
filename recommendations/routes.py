"""Which way a recommendation takes to a body of another level or place (检察建议工作规定 3 条).

To its own level a procuratorate issues directly, and to the unit in the case wherever it lies.
"""

from collections.abc import Iterable
from enum import StrEnum

from organisations.models import Organisation
from recommendations.choices import Route


class Standing(StrEnum):
    """Where a recipient stands to the procuratorate."""

    SAME, ABOVE, BELOW, ELSEWHERE = "same", "above", "below", "elsewhere"


WAYS = {
    Standing.ABOVE: (Route.IN_CASE, Route.DECIDED_THERE, Route.PASSED_ON),
    Standing.BELOW: (Route.IN_CASE, Route.ORDERED),
    Standing.ELSEWHERE: (Route.IN_CASE, Route.CONSULTED, Route.DECIDED_ABOVE),
}
ASKED = {
    Standing.ABOVE: "是上级单位：应当层报其同级人民检察院决定并提出，或者本院制作后报其同级人民检察院审核并转送",
    Standing.BELOW: "是下级单位：应当指令对应的下级人民检察院提出",
    Standing.ELSEWHERE: "是异地单位：应当征求其所在地同级人民检察院的意见，意见不一致的层报共同的上级人民检察院决定",
}


def standing(lead: Organisation, recipient: Organisation) -> Standing:
    """By the divisions that the two lie in."""
    here, there = lead.jurisdiction, recipient.jurisdiction
    if here.pk == there.pk:
        return Standing.SAME
    if there.level == "country" or there.code in here.codes().values():
        return Standing.ABOVE
    lies_within = here.level == "country" or here.code in there.codes().values()
    return Standing.BELOW if lies_within else Standing.ELSEWHERE


def needing(lead: Organisation, recipients: Iterable[Organisation]) -> list[Organisation]:
    """Those of `recipients` to whom the way is to be said."""
    return [each for each in recipients if standing(lead, each) != Standing.SAME]


def open_ways(lead: Organisation, recipients: Iterable[Organisation]) -> list[Route]:
    """The ways that lead to every one of `recipients` that needs one."""
    wanted = [WAYS[standing(lead, each)] for each in needing(lead, recipients)]
    return [route for route in Route if wanted and all(route in ways for ways in wanted)]


def explained(lead: Organisation, recipients: Iterable[Organisation]) -> str:
    """What article 3 asks for, recipient by recipient, in words for the page."""
    said = [f"{each.name}{ASKED[standing(lead, each)]}" for each in needing(lead, recipients)]
    return f"{'；'.join(said)}（规定第三条）。是本院所办案件的涉案单位的，可以直接提出。" if said else ""


def problems(lead: Organisation, recipients: Iterable[Organisation], route: str, note: str) -> dict[str, str]:
    """What is wrong with the way, by field; nothing where none is needed."""
    recipients = list(recipients)
    if not needing(lead, recipients):
        return {}
    if not route:
        return {"route": f"请选择提出途径。{explained(lead, recipients)}"}
    if route not in open_ways(lead, recipients):
        return {"route": f"这一途径不适用，请另选。{explained(lead, recipients)}"}
    if route != Route.IN_CASE and not note.strip():
        return {"route_note": "请写明对方检察院名称、文号或者意见和日期。"}
    return {}
