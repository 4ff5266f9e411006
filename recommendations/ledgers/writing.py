"""办理结果 of a recommendation in words that its import understands."""

from recommendations.choices import OPEN, Judgment, Outcome, State

#: What a state says where no date and no conclusion does.
WORDS = {
    State.RECTIFYING: "已收到，正在整改",
    State.REPLIED: "已经回复",
    State.CLOSED: "办结",
    State.WITHDRAWN: "已撤回",
}
#: By which act the court gave what the name of the judgment does not say it of.
ACTS = {
    **dict.fromkeys((Judgment.SUPPORTED, Judgment.PARTLY, Judgment.REFUSED), "判决"),
    **dict.fromkeys(
        (Judgment.CHANGED_SUPPORTED, Judgment.CHANGED_PARTLY, Judgment.CHANGED_REFUSED), "二审判决"
    ),
}


def result_of(matter) -> str:
    """办理结果 in words that an import understands; dates stand in their own columns."""
    parts = [Outcome(matter.outcome).label if matter.outcome else "", _suit(matter)]
    told = bool(matter.judgment or matter.outcome == Outcome.RECTIFIED)
    known = {State.RECTIFYING: matter.received_on, State.REPLIED: matter.replied_on, State.CLOSED: told}
    if not known.get(matter.state):
        parts.append(WORDS.get(matter.state, ""))
    if matter.outcome == Outcome.RECTIFIED and matter.state in OPEN:
        parts.append("尚未办结")
    return "；".join(part for part in parts if part)


def _suit(matter) -> str:
    if not matter.sued_on:
        return ""
    if not matter.judgment:
        return f"{matter.sued_on}起诉"
    act = ACTS.get(matter.judgment, "")
    after = f"，{matter.performance}" if matter.performance else ""
    return f"{matter.sued_on}起诉，{matter.judged_on}{act}{matter.get_judgment_display()}{after}"
