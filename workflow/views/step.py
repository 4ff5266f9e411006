"""Taking a step of a matter: says what will happen, asks only what is needed, keeps what was typed."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST

from common import clock
from matters.models import Event
from workflow import access, page, scratch, timeline
from workflow.errors import Invalid, Refused, Stale
from workflow.foresight import foresee
from workflow.forms import StepForm
from workflow.perform import declared_step, perform
from workflow.steps import Step

SAME_CLICK = timedelta(seconds=30)


@method_decorator(login_required, name="dispatch")
class StepView(View):
    """GET shows the form, POST takes the step through `perform`."""

    def dispatch(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        self.matter = access.visible_matter(request.membership, pk)
        self.step: Step = declared_step(self.matter, name)
        self.scratch_name = scratch.name_of(pk, name)
        if not self.step.listed:
            raise Refused(f"现在不能办理“{self.step.label}”。")
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        if reason := self.step.refusal(self.matter, request.membership):
            raise Refused(reason)
        kept = scratch.find(request, self.scratch_name)
        form = self._form(request, initial=scratch.initial(kept))
        return self._show(request, form, kept=kept)

    def post(self, request: HttpRequest) -> HttpResponse:
        if taken := self._taken_before(request):
            return self._done_before(request, taken)
        self._refuse_at_once(request)
        form = self._form(request, data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self._show(request, form, status=422)
        try:
            self._perform(form)
        except Invalid as problem:
            form.add_refusals(problem.fields)
            return self._show(request, form, status=422)
        except Stale as moved:
            return self._show_moved(request, form, moved)
        return self._done(request)

    def _refuse_at_once(self, request: HttpRequest) -> None:
        """Before any file is kept. Whom an old page brought here is told by `perform` what happened meanwhile."""
        reason = self.step.refusal(self.matter, request.membership)
        is_old = request.POST.get("version", "") not in ("", str(self.matter.version))
        if reason and not (is_old and self.matter.side_of(request.membership)):
            raise Refused(reason)

    def _form(self, request: HttpRequest, **options) -> StepForm:
        return self.step.form_class()(matter=self.matter, actor=request.membership, step=self.step, **options)

    def _perform(self, form: StepForm) -> Event:
        return perform(
            matter=self.matter,
            step=self.step.name,
            actor=form.actor,
            version=form.cleaned_data.get("version"),
            key=form.cleaned_data.get("key"),
            occurred_at=form.cleaned_data.get("occurred_at"),
            **form.step_data(),
        )

    def _taken_before(self, request: HttpRequest) -> Event | None:
        """The event that this page's token made before: a second click, or the same page sent again."""
        key = request.POST.get("key", "")
        made = Event.objects.filter(actor=request.membership, key=key, verb=self.step.name)
        if self.matter.pk:
            made = made.filter(matter_id=self.matter.pk)
        return made.first() if key else None

    def _done_before(self, request: HttpRequest, taken: Event) -> HttpResponse:
        """A second click is the first; what is sent again later is kept as text and said not to be entered."""
        if clock.now() - taken.recorded_at < SAME_CLICK:
            return self._done(request)
        scratch.keep(request, self.scratch_name)
        text = f"这一页此前已经办理过“{self.step.label}”，本次没有另行登记。填写的内容已保留，"
        messages.warning(request, text + "需要再登记的，请重新打开该步骤。")
        return redirect("matters:matter", taken.matter_id)

    def _done(self, request: HttpRequest) -> HttpResponse:
        scratch.drop(request, self.scratch_name)
        messages.success(request, f"已办理：{self.step.label}。")
        return redirect("matters:matter", self.matter.pk)

    def _show_moved(self, request: HttpRequest, form: StepForm, moved: Stale) -> HttpResponse:
        """Tell what happened meanwhile; the page now carries the new version, and what was typed stays."""
        form.data = form.data.copy()
        form.data["version"] = moved.matter.version
        meanwhile = [
            {"what": timeline.label_of(moved.matter, event), "event": event} for event in moved.events
        ]
        return self._show(request, form, status=409, meanwhile=meanwhile, moved=str(moved))

    def _show(self, request: HttpRequest, form: StepForm, status: int = 200, **more) -> HttpResponse:
        foreseen = self._foreseen(request, form)
        deadline = page.head_deadline_of(self.matter, request.membership)
        context = {
            "matter": self.matter,
            "step": self.step,
            "form": form,
            "foreseen": foreseen,
            "pill": deadline,
            "reading": self.matter.reading(request.membership),
        }
        context |= {"state": page.state_badge(self.matter)} | more
        return render(request, "workflow/step.html", context, status=status)

    def _foreseen(self, request: HttpRequest, form: StepForm) -> list[str]:
        """What will happen; nothing where the matter has moved on and the step can no longer be taken."""
        if not form.foretells or self.step.refusal(self.matter, request.membership):
            return []
        return foresee(self.matter, self.step, request.membership, form.foreseen_with)


@login_required
@require_POST
def keep_scratch(request: HttpRequest, pk: int, name: str) -> JsonResponse:
    """Autosave of a step's form."""
    matter = access.visible_matter(request.membership, pk)
    declared_step(matter, name)
    if matter.side_of(request.membership) is None:
        raise Refused("您可以查阅本事项，不办理其中的步骤。")
    kept = scratch.keep(request, scratch.name_of(pk, name))
    return JsonResponse({"saved_at": f"{clock.local(kept.saved_at):%H:%M}"})


@login_required
@require_POST
def drop_scratch(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Throw away what was kept and begin the form anew."""
    access.visible_matter(request.membership, pk)
    scratch.drop(request, scratch.name_of(pk, name))
    return redirect("matters:step", pk, name)
