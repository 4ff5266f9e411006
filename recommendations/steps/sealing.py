"""盖章件: the scan with the seal beside the frozen text; a jurisdiction may wait for it before anybody is told."""

from matters.models import Upload
from matters.parties import LEAD
from organisations.models import Organisation, Role
from recommendations import rules
from recommendations.choices import State
from recommendations.sealed import paper_in_force, sealed_version
from recommendations.siblings import sharing
from recommendations.steps.before_issue import FORMS
from recommendations.steps.copying import copy_to
from recommendations.steps.correcting import BEFORE_SERVICE
from recommendations.steps.issue import tell_to_sign
from recommendations.who import department_head, handler
from workflow.effects import Also, Close, Effects, Join, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step
from workflow.telling import name_of
from workflow.who import HANDLERS, Who

SEALABLE = (State.ISSUED, State.RECTIFYING, State.REPLIED)
#: A shared paper is sealed for all its units, wherever they stand.
SEALED_ALONG = (*SEALABLE, State.IN_COURT, State.CLOSED, State.WITHDRAWN)


@condition("本件没有由本系统生成的检察建议书，或者已经上传盖章件；需要更换的，请办理“更换盖章件”。")
def seal_is_missing(matter) -> bool:
    paper = paper_in_force(matter)
    return bool(paper and not paper.is_scan and sealed_version(matter) is None)


@condition("本件还没有盖章件。")
def is_sealed(matter) -> bool:
    return sealed_version(matter) is not None


def reach(matter, effects: Effects) -> None:
    """A paper that waited for its seal goes out: recipient and those copied take part from now on."""
    if matter.is_issued:
        return
    matter.is_issued = True
    effects.joins.append(Join(matter.recipient, "recipient"))
    copy_to(matter, effects, _copied_later(matter))


def _copied_later(matter) -> list[Organisation]:
    """To whom it is copied, as the event of issue keeps it."""
    issue = matter.events.filter(verb__in=("issue", "issue_to_another")).order_by("-number").first()
    return list(Organisation.objects.filter(pk__in=issue.data.get("copied_later", []) if issue else []))


class SealingSteps:
    """Mixed into Recommendation."""

    @step(
        "上传盖章件",
        source=list(SEALABLE),
        who=handler(),
        conditions=[seal_is_missing],
        form=f"{FORMS}.sealing.SealForm",
        weight="primary",
        fulfils=[rules.SEAL],
        hint="加盖院印的文书扫描后上传，与本系统生成的正文并列保存，对方签收的是盖章件。几个单位共用的文书，上传一次即可。",
    )
    def seal_paper(self, taking: Taking) -> Effects:
        effects = self._sealed(taking)
        effects.also = self._sealed_for_others(taking)
        return effects

    @step(
        "更换盖章件",
        source=list(SEALABLE),
        who=department_head(by_state=BEFORE_SERVICE),
        conditions=[is_sealed],
        form=f"{FORMS}.sealing.ReplaceSealForm",
        hint="盖章件上传有误的更换，写明原因；原盖章件仍可查看，对方会收到通知。",
    )
    def replace_sealed(self, taking: Taking) -> Effects:
        before = sealed_version(self)
        effects = self._sealed(taking)
        effects.said |= {"reason": taking.get("reason"), "replaced": before and before.sha256}
        effects.also = self._sealed_for_others(taking)
        return effects

    @step(
        "随同上传盖章件",
        source=list(SEALED_ALONG),
        who=Who(LEAD, (*HANDLERS, Role.DEPARTMENT_HEAD), whole_house=True),
        listed=False,
        takes=("earlier", "scan", "reason"),
    )
    def sealed_along(self, taking: Taking) -> Effects:
        """The paper that several share has one sealed scan for them all."""
        effects = self._sealing(taking.get("scan"), taking)
        effects.said |= {"reason": taking.get("reason")}
        effects.shares_seal_of = taking.get("earlier")
        return effects

    def _sealed_for_others(self, taking: Taking) -> list[Also]:
        data = {"earlier": self, "scan": taking.get("sealed")[0], "reason": taking.get("reason")}
        others = [each for each in sharing(self) if each.state in SEALED_ALONG]
        return [Also("sealed_along", data, taking.occurred, matter=other) for other in others]

    def _sealed(self, taking: Taking) -> Effects:
        scans: list[Upload] = taking.get("sealed") or []
        if not scans:
            raise Invalid({"sealed": "请上传盖章件。"})
        return self._sealing(scans[0], taking)

    def _sealing(self, scan: Upload, taking: Taking) -> Effects:
        """What it does in each matter: where the agency was to wait for the seal, it is told now."""
        effects = Effects(said={"sealed_file": scan.original_name, "digest": scan.sha256}, seal=scan)
        effects.closes = [Close(rules.SEAL)]
        if self.awaits_seal():
            effects.opens = [rules.signing(self, taking.occurred)]
            effects.tells = tell_to_sign(self, f"{self.lead.name}向贵单位制发{name_of(self)}，请签收。")
            reach(self, effects)
        elif taking.get("reason") and self.is_issued:
            text = f"{name_of(self)}的盖章件已更换，原因见办理经过。"
            effects.tells = [Tell(text, self.recipient, (Role.LIAISON,))]
        return effects

    def awaits_seal(self) -> bool:
        """Whether the agency is told, and signs, only once the seal is there."""
        return bool(self.pk) and self.deadlines.filter(rule=rules.SEAL, status="open").exists()
