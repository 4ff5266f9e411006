"""Beginning a recommendation and drafting it. Everything else is a step of the matter page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from common import clock
from documents import services
from documents.downloads import made_file
from documents.parts import Line
from matters.kinds import Kind
from recommendations import drafting, prepared
from recommendations.forms.draft import DraftForm
from recommendations.models import Recommendation
from recommendations.papers import as_read, recommendation_content
from workflow import access, page, scratch
from workflow.errors import Refused, Stale
from workflow.perform import declared_step
from workflow.saving import save
from workflow.views.create import CreateView, Keeping
from workflow.views.proposal import ProposeNewView

DRAFT = "draft"
#: What the draft page asks for again and again: the paper, the form and what is missing rest on it.
ROWS = ("intended__organisation__jurisdiction", "intended__organisation__capabilities", "advices")
SAVED_MEANWHILE = "您打开之后，他人保存过这份草稿。您填写的内容仍在本页，再次保存将以您的内容为准。"
SAVED_SINCE = "您上次自动保存之后，这份草稿又有变动。本页是您当时填写的内容，保存将以它为准；不需要的，请恢复为上次保存的草稿。"


class NewRecommendation(CreateView):
    model = Recommendation

    def new(self, request: HttpRequest, name: str) -> Recommendation:
        kind = Kind.PUBLIC_INTEREST if name == "file_case" else request.POST.get("kind", "")
        return Recommendation(lead=request.membership.organisation, kind=kind)


class KeepNew(Keeping, NewRecommendation):
    """Autosave of what begins a recommendation."""


class ProposeNew(ProposeNewView, NewRecommendation):
    """提请立项: the handler fills in, the chief decides."""


@method_decorator(login_required, name="dispatch")
class DraftView(View):
    """起草: saves itself as a scratch for its writer; 保存 writes the draft."""

    def dispatch(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.matter = access.visible_matter(request.membership, pk)
        self.name = scratch.name_of(pk, DRAFT)
        if reason := drafting.refusal(self.matter, request.membership):
            raise Refused(reason)
        prefetch_related_objects([self.matter], *ROWS)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        kept = scratch.find(request, self.name)
        form = DraftForm(instance=self.matter, initial=scratch.initial(kept))
        moved = SAVED_SINCE if kept and kept.saved_at < self.matter.changed_at else ""
        typed = DraftForm(MultiValueDict(kept.data), instance=self.matter) if kept else form
        form.warn_of_laws()
        return self._show(request, form, kept=kept, moved=moved, **beside(self.matter, typed))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DraftForm(request.POST, instance=self.matter)
        if not form.is_valid():
            return self._show(request, form, status=422)
        try:
            self._save(request, form)
        except Stale as moved:
            form.data = form.data.copy()
            form.data["version"] = moved.matter.version
            return self._show(request, form, status=409, moved=SAVED_MEANWHILE)
        scratch.drop(request, self.name)
        messages.success(request, "草稿已保存。")
        for said in form.warn_of_laws().values():
            for words in said:
                messages.warning(request, words)
        return redirect(
            "recommendations:draft" if "stay" in request.POST else "matters:matter", self.matter.pk
        )

    def _save(self, request: HttpRequest, form: DraftForm) -> None:
        self.matter = save(
            matter=self.matter,
            actor=request.membership,
            version=form.cleaned_data["version"],
            may=drafting.refusal,
            values=form.values(),
            rows=lambda matter: drafting.keep_rows(
                matter,
                form.advice_texts(),
                list(form.cleaned_data["recipients"]),
                list(form.cleaned_data["copied_to"]),
            ),
        )

    def _show(self, request: HttpRequest, form: DraftForm, status: int = 200, **more) -> HttpResponse:
        stored = Recommendation.objects.select_related("lead").get(pk=self.matter.pk)
        more = more if "paper" in more else {**beside(self.matter, form), **more}
        context = {"matter": stored, "form": form, "state": page.state_badge(stored), **more}
        return render(request, "recommendations/draft.html", context, status=status)


def beside(matter: Recommendation, form: DraftForm) -> dict:
    """What stands beside the form: the paper as it will be, what it lacks, and which laws it cites in vain."""
    laws = [(f"id_{name}", text) for name, said in form.warn_of_laws().items() for text in said]
    return {"paper": paper_of(matter, form), "missing": form.missing(), "laws": laws}


def paper_of(matter: Recommendation, form: DraftForm) -> list[Line]:
    """The paper as it will read, from what the form holds now."""
    if form.is_bound and form.is_valid():
        for name, value in form.values().items():
            setattr(matter, name, value)
        recipients, advices = list(form.cleaned_data["recipients"]), form.advice_texts()
        copies = list(form.cleaned_data["copied_to"])
    else:
        copies = matter.copies_decided()
        recipients = [row.organisation for row in matter.intended.all()]
        advices = [row.text for row in matter.advices.all()]
    return as_read(recommendation_content(matter, matter.number, recipients, advices, copies))


@login_required
@require_POST
def autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep what is being typed, for its writer alone."""
    matter = access.visible_matter(request.membership, pk)
    if reason := drafting.refusal(matter, request.membership):
        raise Refused(reason)
    kept = scratch.keep(request, scratch.name_of(pk, DRAFT))
    return JsonResponse({"saved_at": f"{clock.local(kept.saved_at):%H:%M}"})


@login_required
@require_POST
def drop_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    access.visible_matter(request.membership, pk)
    scratch.drop(request, scratch.name_of(pk, DRAFT))
    return redirect("recommendations:draft", pk)


@login_required
@require_safe
def urging_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The 提示函 or 督促函 as it was made ready, to read before it is sent; kept nowhere."""
    matter = access.visible_matter(request.membership, pk)
    is_reminder = bool(declared_step(matter, "urge").refusal(matter, request.membership))
    step = declared_step(matter, "remind" if is_reminder else "urge")
    if reason := step.refusal(matter, request.membership):
        raise Refused(reason)
    letter = prepared.letter_ready(matter, is_reminder=is_reminder)
    if letter is None:
        raise Http404
    kind, content = prepared.content_of(letter, request.membership)
    name = f"{step.label}函（预览）"
    access.log(request, "download", matter=matter, subject=name)
    return made_file(services.preview(kind, content), services.DOCX, f"{name}.docx")


@login_required
@require_POST
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper beside the draft, from what is typed now; writes nothing."""
    matter = access.visible_matter(request.membership, pk)
    if reason := drafting.refusal(matter, request.membership):
        raise Refused(reason)
    form = DraftForm(request.POST, instance=matter)
    return render(request, "recommendations/preview.html", beside(matter, form))
