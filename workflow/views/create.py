"""Beginning a matter: a creating step has no matter yet, only the place from which it is taken."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from matters.models import Event, Matter
from matters.registry import model_named
from organisations.permissions import refuse_unless, role_required
from workflow import scratch, ways
from workflow.errors import Refused
from workflow.forms import StepForm
from workflow.perform import declared_step
from workflow.views.step import StepView


@method_decorator(login_required, name="dispatch")
class CreateView(StepView):
    """The form's `matter_values` reach the new row through the step."""

    template = "workflow/create.html"
    #: The event that this request made; none where it was made before.
    created: Event | None = None

    def dispatch(self, request: HttpRequest, kind: str, name: str) -> HttpResponse:
        refuse_unless(request.membership, ())
        self.kind = kind
        self.matter = _begun(request, kind, name)
        self.step = declared_step(self.matter, name)
        self.scratch_name = _scratch_name(kind, name)
        if not self.step.creates or not self.step.listed:
            raise Refused("没有这一种新建方式。请返回工作台重新选择。")
        if reason := self.step.who.refusal(self.matter, request.membership):
            raise Refused(reason)
        if reason := ways.unused(type(self.matter), self.step, self.matter.lead):
            raise Refused(reason)
        self._check_way(request)
        return super(StepView, self).dispatch(request)

    def _check_way(self, request: HttpRequest) -> None:
        """For subclasses: whether the reader may go about it in this way. Raises Refused."""

    def _addresses(self) -> tuple[str, str]:
        names = ("matters:propose_new", "matters:new")
        return tuple(reverse(name, args=[self.kind, self.step.name]) for name in names)

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
        context = {"kind": self.kind, "step": self.step, "form": form, "ways": self._ways(request), **more}
        return render(request, self.template, context, status=status)


class KeepNew(CreateView):
    """Autosave of its form, by whoever may have the form before them."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> JsonResponse:
        return scratch.answer(request, self.scratch_name)


@login_required
@require_POST
def drop_new(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Throw away what was kept of a creating form, and back to the page where it stands."""
    scratch.drop(request, _scratch_name(kind, name))
    return redirect(scratch.page_of(request, reverse("matters:new", args=[kind, name])))


@role_required()
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """新建: every way to begin a matter that is open to the reader, by what it begins."""
    return render(request, "workflow/new.html", {"areas": ways.areas(request.membership)})


def _begun(request: HttpRequest, kind: str, name: str) -> Matter:
    """An unsaved matter led by the acting organisation. Raises Http404 where no kind is called so."""
    model = model_named(kind)
    if model is None:
        raise Http404
    return model.begun(request.membership.organisation, name, request.POST.get("kind", ""))


def _scratch_name(kind: str, name: str) -> str:
    """Two kinds may call a step alike."""
    return scratch.name_of(None, f"{kind}.{name}")
