"""Beginning a matter: a creating step has no matter yet, only the place from which it is taken."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from matters.models import Event, Matter
from organisations.permissions import refuse_unless
from workflow import scratch
from workflow.errors import Refused
from workflow.forms import StepForm
from workflow.perform import declared_step
from workflow.views.step import StepView


@method_decorator(login_required, name="dispatch")
class CreateView(StepView):
    """Subclasses name the model; the form's `matter_values` reach the new row through the step."""

    model: type[Matter]
    template = "workflow/create.html"
    #: The event that this request made; none where it was made before.
    created: Event | None = None

    def dispatch(self, request: HttpRequest, name: str) -> HttpResponse:
        refuse_unless(request.membership, ())
        self.matter = self.new(request, name)
        self.step = declared_step(self.matter, name)
        self.scratch_name = scratch.name_of(None, name)
        if not self.step.creates or not self.step.listed:
            raise Refused("没有这一种新建方式。请返回工作台重新选择。")
        if reason := self.step.who.refusal(self.matter, request.membership):
            raise Refused(reason)
        self._check_way(request)
        return super(StepView, self).dispatch(request)

    def _check_way(self, request: HttpRequest) -> None:
        """For subclasses: whether the reader may go about it in this way. Raises Refused."""

    def _addresses(self) -> tuple[str, str]:
        names = ("recommendations:propose_new", "recommendations:new")
        return tuple(reverse(name, args=[self.step.name]) for name in names)

    def new(self, request: HttpRequest, name: str) -> Matter:
        """An unsaved matter led by the acting organisation."""
        return self.model(lead=request.membership.organisation)

    def get(self, request: HttpRequest) -> HttpResponse:
        kept = scratch.find(request, self.scratch_name)
        return self._show(request, self._form(request, initial=scratch.initial(kept)), kept=kept)

    def _perform(self, form: StepForm) -> Event:
        self.created = super()._perform(form)
        return self.created

    def _done(self, request: HttpRequest) -> HttpResponse:
        scratch.drop(request, self.scratch_name)
        event = self.created or Event.objects.get(actor=request.membership, key=request.POST.get("key", ""))
        messages.success(request, self._said(request))
        return redirect("matters:matter", event.matter_id)

    def _show(self, request: HttpRequest, form: StepForm, status: int = 200, **more) -> HttpResponse:
        if form.is_bound:
            scratch.keep_refused(request, self.scratch_name, form.staged())
        context = {"step": self.step, "form": form, "ways": self._ways(request), **more}
        return render(request, self.template, context, status=status)


class Keeping:
    """Mixed into a CreateView: autosave of its form, by whoever may have the form before them."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> JsonResponse:
        return scratch.answer(request, self.scratch_name)


@login_required
@require_POST
def drop_new(request: HttpRequest, name: str) -> HttpResponse:
    """Throw away what was kept of a creating form, and back to the page where it stands."""
    scratch.drop(request, scratch.name_of(None, name))
    return redirect(scratch.page_of(request, reverse("recommendations:new", args=[name])))
