"""Taking a step of a matter: says what will happen, asks only what is needed, keeps what was typed."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST

from common import clock
from matters.models import Event
from organisations.choosing import FIND
from workflow import access, items, page, presence, proposals, scratch, timeline
from workflow.errors import Invalid, Refused, Stale
from workflow.foresight import foresee, foresee_given, foresee_prepared
from workflow.forms import StepForm
from workflow.models import Proposal
from workflow.perform import declared_step, perform
from workflow.steps import Step

ONE_STEP = "同一步骤以先提交的为准，后提交的会先看到对方办理的内容。"
SAME_CLICK = timedelta(seconds=30)
LONGEST_VERSION = 10


@method_decorator(login_required, name="dispatch")
class StepView(View):
    """GET shows the form, POST takes the step through `perform`.

    `waiting`: what the reader's house has prepared of this step and not yet decided; the form is filled in from
    it. `proposal`: the same, where the reader decides it or mends it.
    """

    template = "workflow/step.html"
    #: What the event is called; the step itself where it is taken.
    verb = ""
    waiting: Proposal | None = None
    proposal: Proposal | None = None

    def dispatch(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        self.matter = access.visible_matter(request.membership, pk)
        self.step: Step = declared_step(self.matter, name)
        self._check_listed()
        self._begin(request)
        self.scratch_name = scratch.name_of(pk, name, self._about())
        return super().dispatch(request)

    def _check_listed(self) -> None:
        if not self.step.listed:
            raise Refused(f"现在不能办理“{self.step.label}”。")

    def _begin(self, request: HttpRequest) -> None:
        """Whoever decides finds what was prepared for them; whoever prepares sees that it waits."""
        who, reader = self.step.who, request.membership
        decides = who.decides_prepared(self.matter, reader)
        if decides or who.hands_to(self.matter, reader):
            self.waiting = proposals.waiting(self.matter, self.step, reader)
        if decides and self.waiting and self.waiting.is_open:
            self.proposal = self.waiting

    def _about(self) -> str:
        """The proposal from which the form begins: what was typed about an earlier one is not taken for it."""
        filled = self.proposal or self.waiting
        return filled.handing if filled else scratch.of_item(items.asked_for(self.request))

    def _refusal(self, request: HttpRequest) -> str:
        """Why the reader cannot take it now; empty when they can."""
        return self._never(request) or self.step.refusal(self.matter, request.membership)

    def _never(self, request: HttpRequest) -> str:
        """Why the reader is shown no form of it, however the matter stands; asked before anything that was sent."""
        return self.step.who.never(self.matter, request.membership)

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.verb and self.step.who.only_prepares(self.matter, request.membership):
            return redirect("matters:propose", self.matter.pk, self.step.name)
        if reason := self._refusal(request):
            raise Refused(reason)
        kept = scratch.find(request, self.scratch_name)
        filled = self.proposal or self.waiting
        prepared = scratch.from_posted(filled.data) if filled else self._asked_about(request)
        form = self._form(request, initial=scratch.initial(kept) or prepared)
        return self._show(request, form, kept=kept)

    def _asked_about(self, request: HttpRequest) -> dict:
        """What the page begins with where its address says what it is about."""
        form = self.step.form_class()
        return form.about_item(self.matter, request.membership, items.asked_for(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        if taken := self._taken_before(request):
            return self._done_before(request, taken)
        self._refuse_at_once(request)
        form = self._form(request, data=request.POST, files=request.FILES)
        if any(name in request.POST for name in (FIND, *dict(form.redrawing))):
            return self._show_found(request, form)
        if not form.is_valid():
            return self._show(request, form, status=422)
        if form.previews and "preview" in request.POST:
            return self._show(request, form, foreseen=foresee_given(form))
        try:
            self._perform(form)
        except Invalid as problem:
            form.add_refusals(problem.fields)
            return self._show(request, form, status=422)
        except Stale as moved:
            return self._show_moved(request, form, moved)
        for words in form.warnings():
            messages.warning(request, words)
        return self._done(request)

    def _refuse_at_once(self, request: HttpRequest) -> None:
        """Before any file is kept. Whom an old page of their own step brought here is told by `perform` what
        happened meanwhile."""
        if reason := self._never(request):
            raise Refused(reason)
        reason = self._refusal(request)
        if reason and not self._is_old(request.POST.get("version", "")):
            raise Refused(reason)

    def _is_old(self, version: str) -> bool:
        """Whether a page of the matter can have borne it before the one of now."""
        is_number = version.isascii() and version.isdigit() and len(version) < LONGEST_VERSION
        return is_number and int(version) < self.matter.version

    def _form(self, request: HttpRequest, **options) -> StepForm:
        given = {
            "matter": self.matter,
            "actor": request.membership,
            "step": self.step,
            "proposal": self.proposal or self.waiting,
        }
        return self.step.form_class()(**given, **options)

    def _perform(self, form: StepForm) -> Event:
        return perform(
            matter=self.matter,
            step=self.step.name,
            actor=form.actor,
            version=form.cleaned_data.get("version"),
            key=form.cleaned_data.get("key"),
            occurred_at=form.cleaned_data.get("occurred_at"),
            **(form.given() | self._more_data()),
        )

    def _more_data(self) -> dict:
        """Whence the step is taken."""
        return {"taken_from": self.proposal} if self.proposal else {}

    def _taken_before(self, request: HttpRequest) -> Event | None:
        """The event that this page's token made before: a second click, or the same page sent again."""
        key = request.POST.get("key", "")
        made = Event.objects.filter(actor=request.membership, key=key, verb=self.verb or self.step.name)
        if self.matter.pk:
            made = made.filter(matter_id=self.matter.pk)
        return made.first() if key else None

    def _done_before(self, request: HttpRequest, taken: Event) -> HttpResponse:
        """A second click is the first; what is sent again later is kept as text and said not to be entered."""
        if clock.now() - taken.recorded_at < SAME_CLICK:
            return self._done(request)
        scratch.keep_refused(request, self.scratch_name)
        text = f"这一页此前已经办理过“{self.step.label}”，本次没有另行登记。填写的内容已保留，"
        messages.warning(request, text + "需要再登记的，请重新打开该步骤。")
        return redirect("matters:matter", taken.matter_id)

    def _done(self, request: HttpRequest) -> HttpResponse:
        scratch.drop(request, self.scratch_name)
        messages.success(request, self._said(request))
        return redirect("matters:matter", self.matter.pk)

    def _said(self, request: HttpRequest) -> str:
        return f"已办理：{self.step.label}。"

    def _show_found(self, request: HttpRequest, form: StepForm) -> HttpResponse:
        """What was searched for without script, or more to fill in: nothing is sent or found wrong, and files that came
        along are kept."""
        form.full_clean()
        form.errors.clear()
        return self._show(request, form)

    def _show_moved(self, request: HttpRequest, form: StepForm, moved: Stale) -> HttpResponse:
        """Tell what happened meanwhile; the page now carries the new version, and what was typed stays."""
        form.data = form.data.copy()
        form.data["version"] = moved.matter.version
        meanwhile = [
            {"what": timeline.label_of(moved.matter, event), "event": event} for event in moved.events
        ]
        return self._show(request, form, status=409, meanwhile=meanwhile, moved=str(moved))

    def _show(self, request: HttpRequest, form: StepForm, status: int = 200, **more) -> HttpResponse:
        if form.is_bound:
            scratch.keep_refused(request, self.scratch_name, form.staged())
        if "foreseen" not in more:
            more["foreseen"] = self._foreseen(request, form)
        item = items.asked_for(request)
        deadline = page.pill_of_item(self.step, self.matter, request.membership, item)
        context = {
            "matter": self.matter,
            "step": self.step,
            "about_handing": self._about(),
            "form": form,
            "pill": deadline or page.head_deadline_of(self.matter, request.membership),
            "reading": form.reading() or self.matter.reading(request.membership),
        }
        context |= {"state": page.state_badge(self.matter), "ways": self._ways(request)}
        context |= {"waiting": self.waiting, "proposal": self.proposal} | more
        return render(request, self.template, context, status=status)

    def _ways(self, request: HttpRequest) -> list[dict]:
        """The two ways of whoever does not decide: hand the step over, or record what has been decided."""
        roles = self.step.who.hands_to(self.matter, request.membership)
        if not roles:
            return []
        if self.step.who.only_prepares(self.matter, request.membership):
            return [self._only_way(roles)]
        recording = self.step.who.is_recording(self.matter, request.membership)
        handing, (proposing, taking) = bool(self.verb), self._addresses()
        names = self.step.who.names(roles)
        return [
            {
                "label": f"提请{names}决定",
                "hint": f"尚未决定的：由您填写，交{names}在系统内决定。",
                "url": proposing,
                "is_current": handing,
            },
            {
                "label": "登记已作出的决定" if recording else f"直接办理“{self.step.label}”",
                "hint": f"{names}已经决定的：写明由谁何日决定，附签署页。"
                if recording
                else f"已有盖章文件，或者{names}已经决定的。",
                "url": taking,
                "is_current": not handing,
            },
        ]

    def _only_way(self, roles: Sequence[str]) -> dict:
        """Of whoever may only fill it in: those who take it send it, in the name of the house."""
        names = self.step.who.names(roles)
        hint = f"由您填写，{names}核对、修改后以本单位名义办理。此前只有本单位看得到。"
        return {"label": f"提交{names}核对", "hint": hint, "url": self._addresses()[0], "is_current": True}

    def _addresses(self) -> tuple[str, str]:
        """Where the step is handed over, and where it is taken or recorded."""
        place = [self.matter.pk, self.step.name]
        return reverse("matters:propose", args=place), reverse("matters:step", args=place)

    def _foreseen(self, request: HttpRequest, form: StepForm) -> list[str]:
        """What will happen; nothing where the matter has moved on and the step can no longer be taken."""
        if self.step.preparing_refusal(self.matter, request.membership):
            return []
        if self.proposal and not form.is_bound:
            return foresee_prepared(self.matter, self.proposal, form)
        if not form.foretells:
            return list(form.foretold)
        return foresee(self.matter, self.step, request.membership, form.foreseen_with)


@login_required
@require_POST
def keep_scratch(request: HttpRequest, pk: int, name: str) -> JsonResponse:
    """Autosave of a step's form."""
    matter = access.visible_matter(request.membership, pk)
    who = declared_step(matter, name).who
    reason = who.never(matter, request.membership)
    if reason and not who.only_prepares(matter, request.membership):
        raise Refused(reason)
    about = scratch.about_of(request)
    if (
        about
        and not scratch.is_of_item(about)
        and not proposals.was_handed(matter, about, request.membership)
    ):
        raise Http404
    form = scratch.name_of(pk, name, about)
    return scratch.answer(request, form, others=presence.others(request, form, ONE_STEP))


@login_required
@require_POST
def drop_scratch(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Throw away what was kept and begin the form anew, on the page where it stands."""
    access.visible_matter(request.membership, pk)
    scratch.drop(request, scratch.name_of(pk, name, scratch.about_of(request)))
    return redirect(scratch.page_of(request, reverse("matters:matter", args=[pk])))
