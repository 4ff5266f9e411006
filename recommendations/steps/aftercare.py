"""After the end: a look back at what was closed, and the answer to the deputy or member who raised it."""

from collections.abc import Sequence

from recommendations import rules
from recommendations.choices import Source, State
from recommendations.letters import feedback_content, look_back_content
from recommendations.order_of_days import check_after_end
from recommendations.steps.anew import anew
from recommendations.steps.before_issue import FORMS
from recommendations.who import handler
from workflow.effects import Close, Effects, Open, Paper, Taking
from workflow.steps import condition, step

#: Whoever raised it is told what became of it.
ANSWERED_SOURCES = (Source.DEPUTY, Source.CPPCC)


@condition("线索来源不是代表建议或者政协提案，不需要反馈。")
def was_raised_by_a_deputy(matter) -> bool:
    return matter.source in ANSWERED_SOURCES


class AftercareSteps:
    """Mixed into Recommendation."""

    @step(
        "回头看",
        source=State.CLOSED,
        who=handler(),
        form=f"{FORMS}.aftercare.LookBackForm",
        hint="办结后核查整改成效是否巩固；问题反弹的，带入原案事实另行起草。",
    )
    def look_back(self, taking: Taking) -> Effects:
        check_after_end(self, taking)
        relapse = bool(taking.get("relapse"))
        said = {
            "people": taking.get("people"),
            "relapse": "有" if relapse else "无",
            "findings": taking.get("findings"),
        }
        effects = Effects(said=said, audience=None if taking.get("shared") else self.lead)
        if taking.get("build_report"):
            effects.papers = [
                Paper(
                    "look_back_report",
                    "回头看报告",
                    lambda number: look_back_content(self, taking),
                    audience=effects.audience,
                )
            ]
        if relapse:
            origin = f"本院对{self.number or self.title}办理情况回头看时发现。"
            own_case = {"source": Source.OWN_CASE, "source_number": "", "origin": origin}
            effects.also = [anew(self, self.recipient, taking, **own_case)]
        return effects

    @step(
        "反馈办理结果",
        source=[State.REPLIED, State.CLOSED, State.DROPPED, State.WITHDRAWN],
        who=handler(),
        conditions=[was_raised_by_a_deputy],
        form=f"{FORMS}.aftercare.FeedBackForm",
        weight="primary",
        fulfils=[rules.FEED_BACK],
        hint="线索来源于代表建议、政协提案的，将办理结果反馈提出人或者交办机关。",
    )
    def feed_back_result(self, taking: Taking) -> Effects:
        said = {name: taking.get(name) for name in ("told", "way", "text")}
        effects = Effects(said=said, audience=self.lead, closes=[Close(rules.FEED_BACK)])
        effects.papers = [
            Paper(
                "feedback_letter",
                "办理结果反馈函",
                lambda number: feedback_content(self, taking),
                audience=self.lead,
            )
        ]
        return effects

    def outlasting_rules(self) -> Sequence[str]:
        """Records with the superior 备案, the withdrawal's paper, the answer; not of an entry made by mistake."""
        return () if self.state == State.ANNULLED else rules.AFTER_THE_END

    def owed_after_end(self, taking: Taking) -> list[Open]:
        """The result is told to who raised it; not where it was told before, or the entry was a mistake."""
        if self.is_imported or self.state == State.ANNULLED or self.source not in ANSWERED_SOURCES:
            return []
        if self.pk and self.events.filter(verb="feed_back_result").exists():
            return []
        # Not `decided`: a decision that is entered later leaves no less time to write a letter.
        return [
            Open(
                rules.FEED_BACK,
                self.lead,
                starts=taking.occurred,
                responsible_role="handler",
                audience=self.lead,
                label=f"反馈{Source(self.source).label}办理结果",
            )
        ]
