"""Beginning a recommendation and drafting it. Everything else is a step of the matter page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from documents import services
from documents.downloads import made_file
from documents.parts import Line
from organisations.choosing import FIND
from recommendations import drafting, prepared
from recommendations.forms.draft import DraftForm
from recommendations.models import Recommendation
from recommendations.papers import as_read, recommendation_content
from workflow import access, merging, page, presence, scratch
from workflow.errors import Refused, Stale
from workflow.perform import declared_step
from workflow.saving import save

DRAFT = "draft"
#: What the draft page asks for again and again: the paper, the form and what is missing rest on it.
ROWS = ("intended__organisation__jurisdiction", "intended__organisation__capabilities", "advices")
#: How often a save begins anew because somebody else was quicker.
TRIES = 5
MERGED = "各人改动的栏目在保存时逐栏合并，两人都改的栏目由后保存的人选定。"


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
        if kept is None:
            form = DraftForm(instance=self.matter)
            form.warn_of_laws()
            return self._show(request, form, **beside(self.matter, form))
        merged = self._merged(kept.data, is_current=kept.saved_at >= self.matter.changed_at)
        form = DraftForm(instance=self.matter, initial=scratch.from_posted(dict(merged.data.lists())))
        told = self._tell(form, merged)
        typed = DraftForm(merged.data, instance=self.matter)
        form.warn_of_laws()
        return self._show(request, form, kept=kept, moved=told, **beside(self.matter, typed))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Whoever saves second has both people's changes, or is asked where both changed the same."""
        if FIND in request.POST:
            return self._show_found(request)
        for _ in range(TRIES):
            merged = self._merged(
                dict(request.POST.lists()),
                is_current=request.POST.get("version", "") in ("", str(self.matter.version)),
            )
            form = DraftForm(merged.data, instance=self.matter)
            told = self._tell(form, merged)
            if merged.theirs or not form.is_valid():
                scratch.keep_refused(request, self.name)
                return self._show(request, form, status=409 if merged.theirs else 422, moved=told)
            try:
                self._save(request, form)
            except Stale as moved:
                self._read_again(moved.matter)
                continue
            return self._saved(request, form, told)
        raise Refused("他人正在连续保存这份草稿，没有保存。请稍等片刻再保存。")

    def _show_found(self, request: HttpRequest) -> HttpResponse:
        """What was searched for without script: nothing is saved or found wrong."""
        form = DraftForm(request.POST, instance=self.matter)
        shown = beside(self.matter, form)
        form.errors.clear()
        return self._show(request, form, **shown)

    def _read_again(self, matter: Recommendation) -> None:
        self.matter = matter
        prefetch_related_objects([matter], *ROWS)

    def _merged(self, typed: dict[str, list[str]], *, is_current: bool) -> merging.Merged:
        stored = merging.stored_in(DraftForm(instance=self.matter))
        merged = merging.merge(typed, stored, is_current=is_current)
        merged.data["version"] = str(self.matter.version)
        return merged

    def _tell(self, form: DraftForm, merged: merging.Merged) -> str:
        """Who saved meanwhile, and what became of it; beside the fields that both changed, what they hold."""
        taken, asked = (merging.labels(form, names) for names in (merged.taken, merged.theirs))
        if not (taken or asked):
            return ""
        who = drafting.last_saved(self.matter)
        merging.show(form, merged, who)
        said = f"您打开之后，{who}保存过这份草稿。"
        said += f"对方改动的{taken}已经并入。" if taken else ""
        return said + (f"{asked}您和对方都改过，两种内容并列在各栏，请逐栏选定后再保存。" if asked else "")

    def _saved(self, request: HttpRequest, form: DraftForm, told: str) -> HttpResponse:
        scratch.drop(request, self.name)
        messages.success(request, f"草稿已保存。{told}")
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
            version=self.matter.version,
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
        context["others"] = presence.others(request, self.name, MERGED)
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
    name = scratch.name_of(pk, DRAFT)
    told = presence.others(request, name, MERGED)
    if request.POST.get("version", "") not in ("", str(matter.version)):
        told = f"您打开之后，{drafting.last_saved(matter)}保存过这份草稿。{MERGED}{told.removesuffix(MERGED)}"
    return scratch.answer(request, name, others=told)


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
