"""提请决定: preparing a step for whoever decides it, sending it back, withdrawing it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from matters.models import Event
from workflow import access, proposals, scratch
from workflow.errors import Refused
from workflow.forms import StepForm
from workflow.models import Proposal
from workflow.perform import declared_step, perform
from workflow.steps import VALUES
from workflow.views.create import CreateView
from workflow.views.step import StepView

ANSWERS = {"send_back": "send_back_proposal", "withdraw": "withdraw_proposal"}


class Handing:
    """Mixed into the view of a step: it is prepared for whoever decides it. `verb` is the step that hands it over."""

    def _form(self, request: HttpRequest, **options) -> StepForm:
        return super()._form(request, is_proposing=True, **options)

    def _not_for(self, request: HttpRequest) -> str:
        if self.step.who.hands_to(self.matter, request.membership):
            return ""
        return f"“{self.step.label}”由您自己办理，不需要提请他人决定。"

    def _perform(self, form: StepForm) -> Event:
        return perform(
            matter=self.matter,
            step=self.verb,
            actor=form.actor,
            version=form.cleaned_data.get("version"),
            key=form.cleaned_data.get("key"),
            prepared=form.prepared(),
            **self._begun(form),
        )

    def _begun(self, form: StepForm) -> dict[str, Any]:
        """The fields of the matter that begins with it."""
        return {}

    def _said(self, request: HttpRequest) -> str:
        who, reader = self.step.who, request.membership
        names = who.names(who.hands_to(self.matter, reader))
        if who.only_prepares(self.matter, reader):
            return f"已提交{names}核对：{self.step.label}。"
        return f"已提请{names}决定：{self.step.label}。"


class ProposeView(Handing, StepView):
    """The page of a step for those who prepare it: the same form without the decision."""

    verb = "propose"
    template = "workflow/propose.html"

    def _begin(self, request: HttpRequest) -> None:
        """What is open waits for its decider; what was sent back or withdrawn is mended."""
        self.waiting = proposals.waiting(self.matter, self.step, request.membership)
        is_open = self.waiting and self.waiting.is_open
        self.proposal = (
            self.waiting if is_open else proposals.to_mend(self.matter, self.step, request.membership)
        )

    def _refusal(self, request: HttpRequest) -> str:
        return self._never(request) or self.step.preparing_refusal(self.matter, request.membership)

    def _never(self, request: HttpRequest) -> str:
        is_prepared = self.step.who.only_prepares(self.matter, request.membership)
        return ("" if is_prepared else super()._never(request)) or self._not_for(request)


class ProposeNewView(Handing, CreateView):
    """The step that begins a matter is handed over along with the new matter."""

    verb = "propose_new"
    template = "workflow/propose_new.html"

    def _check_way(self, request: HttpRequest) -> None:
        if reason := self._not_for(request):
            raise Refused(reason)

    def _begun(self, form: StepForm) -> dict[str, Any]:
        return {VALUES: form.matter_values()}


@method_decorator(login_required, name="dispatch")
class AnswerView(StepView):
    """Sending a proposal back, or withdrawing it: a step of its own, about one proposal."""

    template = "workflow/answer_proposal.html"

    def dispatch(self, request: HttpRequest, pk: int, proposal: int, answer: str) -> HttpResponse:
        if answer not in ANSWERS:
            raise Http404
        matter = access.visible_matter(request.membership, pk)
        rows = Proposal.objects.seen_by(request.membership).filter(matter=pk, pk=proposal)
        self.asked = rows.select_related("prepared_by__user").first()
        if self.asked is None:
            raise Http404
        self.about = declared_step(matter, self.asked.step)
        return super().dispatch(request, pk, ANSWERS[answer])

    def _check_listed(self) -> None:
        """It has no button of its own; it is reached from the proposal alone."""

    def _refusal(self, request: HttpRequest) -> str:
        if reason := super()._refusal(request):
            return reason
        live = Proposal.LIVE if self._withdraws else (Proposal.Status.OPEN,)
        return "" if self.asked.status in live else proposals.GONE

    @property
    def _withdraws(self) -> bool:
        return self.step.name == ANSWERS["withdraw"]

    def _never(self, request: HttpRequest) -> str:
        if reason := super()._never(request):
            return reason
        who, reader = self.about.who, request.membership
        if self._withdraws:
            return "" if who.hands_to(self.matter, reader) else proposals.NOT_YOURS
        if who.decides_prepared(self.matter, reader):
            return ""
        return f"这份提请由{self.asked.deciders}决定，您当前的身份不能退回。"

    def _about(self) -> str:
        return self.asked.handing

    def _more_data(self) -> dict:
        return {"proposal": self.asked}

    def _done(self, request: HttpRequest) -> HttpResponse:
        """What whoever sends it back had begun in the step itself is over too."""
        if self.step.name == ANSWERS["send_back"]:
            scratch.drop(request, scratch.name_of(self.matter.pk, self.about.name, self.asked.handing))
        return super()._done(request)

    def _show(self, request: HttpRequest, form: StepForm, status: int = 200, **more) -> HttpResponse:
        return super()._show(request, form, status, asked=self.asked, about=self.about, **more)
