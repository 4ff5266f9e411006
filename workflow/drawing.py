"""The drawn state graph and the table of steps, from the declarations alone."""

from matters.models import Matter
from organisations.models import Capability
from workflow.steps import NEW, Step, steps_of
from workflow.who import IN_A_PROCURATORATE, Who


def markdown(model: type[Matter], labels: dict[str, str]) -> str:
    """A Mermaid state diagram and a table of every step of `model`."""
    name = model._meta.verbose_name
    steps = list(steps_of(model).values())
    lines = [f"# {name}：状态与步骤", "", "由 `manage.py draw_states` 按代码中的声明生成，请勿手工修改。", ""]
    lines += ["```mermaid", "stateDiagram-v2", *_states(steps, labels), *_arrows(steps), "```", ""]
    lines += ["| 步骤 | 名称 | 由 | 从 | 到 | 完成的期限 |", "|---|---|---|---|---|---|"]
    lines += [_row(model, step, labels) for step in steps]
    return "\n".join(lines) + "\n"


def _states(steps: list[Step], labels: dict[str, str]) -> list[str]:
    used = {state for step in steps for state in (*step.sources, *step.targets())} - {NEW, "*"}
    return [f"    {state}: {label}" for state, label in labels.items() if state in used]


def _arrows(steps: list[Step]) -> list[str]:
    arrows = []
    for step in steps:
        for source in step.sources:
            for target in step.targets():
                start = "[*]" if source == NEW else source
                arrows.append(f"    {start} --> {target}: {step.label}")
    return arrows


def _row(model: type[Matter], step: Step, labels: dict[str, str]) -> str:
    def names(states: tuple[str, ...]) -> str:
        return "、".join(
            {NEW: "（新建）", "*": "任何状态"}.get(state, labels.get(state, state)) for state in states
        )

    side = model.side_word(step.who.side)
    who = f"{side}：{step.who.names(_able(model, step.who))}" if step.who.roles else side
    fulfils = "、".join(f"`{rule}`" for rule in step.fulfils)
    return f"| `{step.name}` | {step.label} | {who} | {names(step.sources)} | {names(step.targets()) or '不变'} | {fulfils} |"


def _able(model: type[Matter], who: Who) -> list[str]:
    """The roles of `who` that a house on this side can have: that of a procuratorate, that of any other, or both."""
    party = model.party(who.side)
    sorts = (
        {each == Capability.PROCURATORATE for each in party.able} if party and party.able else {True, False}
    )
    return [role for role in who.roles if (role in IN_A_PROCURATORATE) in sorts]
