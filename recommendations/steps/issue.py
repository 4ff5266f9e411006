"""Issue: by the portal, or registered because it was issued in the procuratorates' own system."""

from dataclasses import replace

from common import clock
from common.fields import written
from common.names import listed
from common.when import When
from deadlines.models import Deadline
from organisations.models import Organisation, Role
from organisations.services import has_consent
from recommendations import routes, rules
from recommendations.advices import as_items
from recommendations.choices import OPEN, Route, State
from recommendations.court_papers import record_form_content
from recommendations.linked import PARALLEL, SIBLING, TO_ANOTHER
from recommendations.owed import issue_period
from recommendations.papers import recommendation_content
from recommendations.records import SuperiorRecord
from recommendations.siblings import Texts
from recommendations.steps.before_issue import FORMS, decides_in_portal
from recommendations.steps.copying import copy_to
from recommendations.who import handler
from workflow.along import along
from workflow.beginning import begin, begin_in_charge
from workflow.effects import Also, Close, Effects, Join, Number, Paper, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import NEW, condition, step
from workflow.telling import name_of, tell_in_charge

#: How many characters of the units' names stand in what a paper is called.
LONGEST_NAMES = 100
AT_RECIPIENT = (Role.LIAISON, Role.INTAKE)


@condition("备案已经办理，或者不需要备案。")
def record_is_due(matter) -> bool:
    return matter.deadlines.filter(rule__in=rules.RECORDS, status="open").exists()


EARLIER_DATES = ("found_on", "filed_on", "approved_on", "investigation_decided_on")


def _title(recipients: list[Organisation]) -> str:
    """What the paper is called in lists; of many units the first ones, for a name has its limit."""
    if len(recipients) == 1:
        return "检察建议书"
    return f"检察建议书（{listed((each.name for each in recipients), LONGEST_NAMES)}）"


def tell_to_sign(matter, text: str) -> list[Tell]:
    """The recipient's office; where electronic service is not yet agreed to, also who may agree to it."""
    if has_consent(matter.recipient):
        return [Tell(text, matter.recipient, AT_RECIPIENT, step="sign_for")]
    text += "贵单位尚未确认同意电子送达，由联络员或者单位负责人在签收时确认。"
    return [Tell(text, matter.recipient, (*AT_RECIPIENT, Role.ORGANISATION_HEAD), step="sign_for")]


class IssueSteps:
    """Mixed into Recommendation."""

    @step(
        "制发",
        source=State.APPROVED,
        target=State.ISSUED,
        who=handler(),
        conditions=[decides_in_portal],
        form=f"{FORMS}.issue.IssueForm",
        weight="primary",
        fulfils=[rules.SERVE, rules.ISSUE, rules.RETRIAL_DELIVER],
    )
    def issue(self, taking: Taking) -> Effects:
        """Several intended recipients become linked matters: the first stays here.

        One text goes to them all under one number, or each gets its own of both: as was chosen.
        """
        recipients = [row.organisation for row in self.intended.all()] or [self.recipient]
        # The copies were decided with the paper; who issues it adds none.
        taking = replace(taking, data={**taking.data, "copied_to": self.copies_decided()})
        self.check_agreement(recipients)
        waits = self.lead.jurisdiction.waits_for_seal
        effects = self._go_out(recipients[0], taking, taking.occurred, waits=waits)
        day = taking.occurred.day or clock.today()
        effects.number = Number(self.lead, kind=self.kind, year=day.year, on=day)
        each = taking.get("texts") == Texts.EACH
        effects.papers = [self._paper(recipients[:1] if each else recipients, taking)]
        effects.also = [
            self._sibling(organisation, taking, {"own_paper": each}) for organisation in recipients[1:]
        ]
        return effects

    def copies_decided(self) -> list[Organisation]:
        """To whom the drafted paper is copied, as it was approved."""
        return [row.organisation for row in self.intended_copies.select_related("organisation")]

    def _go_out(
        self, recipient: Organisation, taking: Taking, issued: When, *, waits: bool = False
    ) -> Effects:
        """What both ways of issue share: the recipient takes part, clocks start, people are told.

        `waits`: for the scan with the seal; until then nobody outside takes part or is told.
        """
        if recipient is None:
            raise Invalid({"recipients": "请选择被建议单位。"})
        if reason := rules.why_not_to(self.kind, self.sub_kind, recipient):
            raise Invalid({"recipients": reason})
        if reason := rules.why_not_this_sub_kind(self.kind, self.sub_kind):
            raise Invalid({"sub_kind": reason})
        self.recipient, self.is_issued = recipient, not waits
        self._take_route(taking)
        self.to_administrative_body = recipient.is_administrative
        self.issued_on = written(issued)
        effects = Effects(said={"recipient": recipient.name, "issued_on": self.issued_on})
        if self.route:
            effects.said |= {"route": Route(self.route).label, "route_note": self.route_note}
        effects.closes = [Close(rule, on=issued) for rule in rules.ENDED_BY_ISSUE]
        effects.closes.append(Close(rules.FILING_NOTICE, fall_away=True))
        effects.opens = rules.opens_on_issue(self, issued, waits=waits)
        if waits:
            effects.said["copied_later"] = [each.pk for each in taking.get("copied_to", [])]
            return effects
        effects.joins = [Join(recipient, "recipient")]
        effects.tells = tell_to_sign(self, f"{self.lead.name}向贵单位制发{name_of(self)}，请签收。")
        copy_to(self, effects, taking.get("copied_to", []))
        return effects

    def _take_route(self, taking: Taking) -> None:
        """The way to a body of another level or place (规定 3 条); none to one's own. Raises Invalid."""
        self._asked = {name: taking.get(name) or getattr(self, name) for name in ("route", "route_note")}
        if wrong := routes.problems(self.lead, [self.recipient], *self._asked.values()):
            raise Invalid(wrong)
        needed = routes.needing(self.lead, [self.recipient])
        self.route, self.route_note = self._asked.values() if needed else ("", "")

    def _paper(self, recipients: list[Organisation], taking: Taking) -> Paper:
        return Paper(
            "recommendation",
            _title(recipients),
            lambda number: recommendation_content(
                self,
                number,
                recipients,
                copies=taking.get("copied_to", ()),
                files=taking.data.get("files") or (),
            ),
            numbered=True,
        )

    def _sibling(self, recipient: Organisation, taking: Taking, data: dict) -> Also:
        """The same paper to another recipient, or one of its own: a linked matter, with the facts carried over."""
        copy = TO_ANOTHER.begin(type(self), self)
        copy.recipient = recipient
        along = {name: taking.data.get(name, []) for name in ("files", "copied_to")}
        issued = taking.get("issued_on") or taking.occurred
        data = {"recipient": recipient, "earlier": self, "issued_on": issued, **self._asked, **along, **data}
        relation = PARALLEL if data.get("own_paper") else SIBLING
        return Also("issue_to_another", data, taking.occurred, matter=copy, relation=relation.code)

    @step(
        "同一文书制发其他单位",
        source=NEW,
        target=State.ISSUED,
        who=handler(),
        listed=False,
        takes=(
            "recipient",
            "earlier",
            "issued_on",
            "route",
            "route_note",
            "copied_to",
            "own_paper",
            "number",
            "paper_scans",
            "service",
        ),
    )
    def issue_to_another(self, taking: Taking) -> Effects:
        begun = begin(self, taking)
        issued = When.of(taking.get("issued_on") or When.parse(self.issued_on))
        earlier = taking.get("earlier")
        effects = self._go_out(taking.get("recipient"), taking, issued, waits=not earlier.is_issued)
        effects.joins = begun.joins + effects.joins
        if taking.get("own_paper"):
            self._own_paper(effects, taking)
        else:
            effects.number = Number(self.lead, text=earlier.number, shared=True)
            effects.shares_paper_of = earlier
        effects.records = self.copied_advices(earlier)
        effects.also = list(taking.get("service", []))
        return effects

    def _own_paper(self, effects: Effects, taking: Taking) -> None:
        """Its own number and text: registered with its scan, or allotted and written by the portal."""
        if taking.get("paper_scans"):
            effects.number = Number(self.lead, text=taking.get("number"))
            effects.scan_is_paper = "recommendation"
            return
        year = When.parse(self.issued_on).day or clock.today()
        effects.number = Number(self.lead, kind=self.kind, year=year.year)
        effects.papers = [self._paper([self.recipient], taking)]

    def copied_advices(self, earlier) -> list:
        """The advices of `earlier` as new rows of this matter."""
        model = type(earlier.advices.model())
        return [model(order=row.order, text=row.text, basis=row.basis) for row in earlier.advices.all()]

    @step(
        "登记已制发文书",
        source=[NEW, State.INVESTIGATING, State.DRAFT],
        target=State.ISSUED,
        who=handler(),
        form=f"{FORMS}.register.RegisterForm",
        weight="primary",
        fulfils=rules.INVESTIGATIONS,
        hint="文书已在检察业务应用系统审批编号、盖章制发的，在这里登记。",
    )
    def register_issued(self, taking: Taking) -> Effects:
        """The everyday door: number in any form, the sealed scan, true dates; service may come along."""
        begun = begin_in_charge(self, taking) if self.state == "new" else Effects()
        issued = When.of(taking.get("issued_on") or taking.occurred)
        recipients = taking.get("recipients") or [self.recipient]
        given = {"number": taking.get("number", ""), "received": taking.get("received_on")}
        self.check_agreement(recipients, issued=True, **given)
        self._check_order(taking, issued)
        self._earlier_dates(taking)
        effects = self._go_out(recipients[0], taking, issued)
        effects.joins = begun.joins + effects.joins
        effects.tells += tell_in_charge(self, "已登记制发，请核对并办理。") if begun.joins else []
        effects.number = Number(self.lead, text=taking.get("number", ""))
        effects.scan_is_paper = "recommendation"
        effects.said |= {
            "signer": taking.get("signer"),
            "approved_on": self.approved_on,
            "filed_on": self.filed_on,
        }
        effects.removes, effects.records = self._advices_typed(taking)
        if self.approved_on and self.kind in rules.SERVED_BY:
            effects.opens.append(issue_period(self, When.parse(self.approved_on)))
        effects.also = self._siblings_registered(recipients[1:], taking) + self._service_along(taking)
        return effects

    def _check_order(self, taking: Taking, issued: When) -> None:
        """Days that cannot be: issued or served in the future, served before issue, decided after it."""
        received = taking.get("received_on")
        if issued.in_future:
            raise Invalid({"issued_on": "制发日期不能晚于今天，请核对文书落款日期。"})
        if received and received.in_future:
            raise Invalid({"received_on": "收到日期不能晚于今天，请核对送达回证。"})
        if received and received.before(issued):
            raise Invalid({"received_on": f"收到日期不能早于制发日期（{issued}），请核对送达回证。"})
        for name in EARLIER_DATES:
            if (given := taking.get(name)) and issued.before(given):
                raise Invalid({name: f"不能晚于制发日期（{issued}），请核对。"})

    def _earlier_dates(self, taking: Taking) -> None:
        for name in EARLIER_DATES:
            if given := taking.get(name):
                setattr(self, name, written(given))

    def _advices_typed(self, taking: Taking) -> tuple[list, list]:
        """The rows that go and those that come: what was typed, else what the draft has, else the paper itself."""
        drafted = list(self.advices.all()) if self.pk else []
        texts = (
            as_items(taking.get("advices") or ())
            or [row.text for row in drafted]
            or [f"见{self.paper_name}正文。"]
        )
        if texts == [row.text for row in drafted]:
            return [], []
        model = type(self).advices.rel.related_model
        return drafted, [model(order=order, text=text) for order, text in enumerate(texts, start=1)]

    def _siblings_registered(self, recipients: list[Organisation], taking: Taking) -> list[Also]:
        """Each of the others; a day of receipt that was entered is that of them all."""
        service = {"service": self._service_along(taking)}
        return [
            self._sibling(recipient, taking, service | self._own_registered(recipient, taking))
            for recipient in recipients
        ]

    def _own_registered(self, recipient: Organisation, taking: Taking) -> dict:
        """Number and scan of its own, where each unit got its own paper. Raises Invalid where one is missing."""
        if taking.get("texts") != Texts.EACH:
            return {}
        own = taking.get("own", {})
        number, scans = (own.get(f"{name}_{recipient.pk}") for name in ("number", "scans"))
        if not number or not scans:
            raise Invalid(
                {"texts": f"每个单位一份的，请分别填写文号、上传文书，{recipient.name}的还没有登记。"}
            )
        return {"own_paper": True, "number": number, "paper_scans": scans}

    def _service_along(self, taking: Taking) -> list[Also]:
        received = taking.get("received_on")
        if not received:
            return []
        data = {
            "way": taking.get("way"),
            "received_on": received,
            "receipt_assumed": taking.get("receipt_assumed", False),
            "recipient_consents": taking.get("recipient_consents", False),
            "receiver": taking.get("receiver"),
        }
        return [Also("record_service", data, received)]

    @step(
        "备案",
        source=[*OPEN, State.CLOSED, State.WITHDRAWN],
        who=handler(),
        conditions=[record_is_due],
        form=f"{FORMS}.issue.RecordForm",
        fulfils=rules.RECORDS,
    )
    def record_with_superior(self, taking: Taking) -> Effects:
        """Whatever is due for record: the recommendation itself, a pause, the suit, the judgment."""
        due = self.records_due()
        chosen = [row for row in due if row.rule in (taking.get("what") or [each.rule for each in due])]
        if not chosen:
            raise Invalid({"what": "请选择备案的事项。"})
        said = {"to": taking.get("to"), "what": "、".join(record_name(self, row) for row in chosen)}
        superior = self.lead.superior
        effects = Effects(said=said, audience=superior or self.lead)
        effects.closes = [Close(row.rule) for row in chosen]
        if superior:
            effects.records = [SuperiorRecord(superior=superior, what=said["what"])]
        effects.papers = [self._record_form(said, taking)]
        effects.also = along("record_with_superior", taking, ("to", "files", "what"))
        return effects

    def records_due(self) -> list[Deadline]:
        return list(self.deadlines.filter(rule__in=rules.RECORDS, status="open").order_by("id"))

    def _record_form(self, said: dict, taking: Taking) -> Paper:
        return Paper(
            "record_form",
            "检察建议备案表",
            lambda number: record_form_content(self, said, taking),
            audience=self.lead.superior or self.lead,
        )


def record_name(matter, row: Deadline) -> str:
    """What is recorded, as 起诉书 of 报上一级人民检察院备案（起诉书）; the recommendation itself otherwise."""
    return row.label.partition("（")[2].rstrip("）") or matter.paper_name
