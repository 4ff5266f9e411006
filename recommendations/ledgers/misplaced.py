"""Why a row of a ledger of recommendations cannot be entered as it stands."""

from recommendations.choices import Kind
from recommendations.ledgers.facts import Facts


def misaddressed(facts: Facts) -> str:
    """Why public interest cannot have gone to one of the recipients, whom the roster may not know; "" where it can."""
    if facts.kind != Kind.PUBLIC_INTEREST:
        return ""
    courts = [name for name in facts.recipients if name.endswith("人民法院")]
    return f"公益诉讼检察建议向行政机关提出，不能向{courts[0]}提出，请核对类型和单位。" if courts else ""


WITHDRAWN = "已撤回的检察建议不能从台账登记。应为没有撤回的；请从台账中删去这一行。"
