"""The office of the mechanism keeps the roster; each organisation sees its own people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisations.account_views import ask, person_of, show_code
from organisations.invitations import invite, not_taken_up, path_of, send
from organisations.login_records import note
from organisations.models import (
    AccountInvitation,
    Capability,
    LoginRecord,
    Membership,
    Organisation,
    Role,
    SensitiveChange,
)
from organisations.permissions import (
    OFFICE,
    ROSTER_READERS,
    may_invite_again,
    role_required,
)
from organisations.roster import kept, people_rows, roster
from organisations.roster_forms import OwnPlaceForm, PhonesForm, PlaceForm, may_edit_phones
from organisations.services import to_hand_over
from organisations.telling import News, tell_about, tell_heads, who
from organisations.telling import send as send_news

#: In the session: the keys of the last pages on which places were given, so that one sent again gives nothing.
GIVEN, KEYS_KEPT = "places_given", 20


@role_required(*ROSTER_READERS)
@require_GET
def liaisons(request: HttpRequest) -> HttpResponse:
    """联络员名录, agencies without anyone first; and vacated places on which open matters still hang."""
    home = request.membership.organisation.jurisdiction
    text, only_missing = request.GET.get("q", "").strip(), request.GET.get("missing") == "1"
    missing = Organisation.objects.without_liaison().filter(jurisdiction=home).count()
    context = {
        "entries": roster(home, text, only_missing=only_missing),
        "filters": _filters(request.path, text, only_missing, missing),
        "missing": missing,
        "may_replace": request.membership.role in OFFICE,
        "handovers": to_hand_over(Organisation.objects.filter(jurisdiction=home)),
    }
    return render(request, "organisations/roster.html", context)


def _filters(path: str, text: str, only_missing: bool, missing: int) -> dict:
    """What components/filters.html shows; search text and chip are both kept in the address."""
    query = {"q": text} if text else {}
    everyone, lacking = f"{path}?{urlencode(query)}", f"{path}?{urlencode(query | {'missing': 1})}"
    chips = [
        {"label": "全部单位", "url": everyone, "selected": not only_missing},
        {"label": "缺联络员", "url": lacking, "selected": only_missing, "count": missing},
    ]
    return {
        "action": path,
        "query": text,
        "placeholder": "单位名称、简称、拼音首字母",
        "hidden": [{"name": "missing", "value": "1"}] if only_missing else [],
        "groups": [{"label": "范围", "chips": chips}],
        "clear_url": path if text or only_missing else "",
    }


def _kept(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(kept(request.membership.organisation.jurisdiction), pk=pk)


def _is_sent_again(request: HttpRequest) -> bool:
    """Whether this page has been saved before: the answer was loaded anew, or the button pressed twice."""
    sent_again = request.POST.get("key") in request.session.get(GIVEN, [])
    if sent_again:
        messages.info(
            request,
            "此页此前已经保存，没有重复登记。一次性重置码和邀请链接只显示一次；如遗失，请重新发放或者重新邀请。",
        )
    return sent_again


def _remember(request: HttpRequest, key: str) -> None:
    if key:
        request.session[GIVEN] = [*request.session.get(GIVEN, []), key][-KEYS_KEPT:]


@role_required(*OFFICE)
@never_cache
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """更换联络员 in one form; a new account's code is shown in the answer and nowhere else."""
    agency = _kept(request, pk)
    if _is_sent_again(request):
        return redirect("organisations:people", agency.pk)
    form = PlaceForm(
        request.POST or None,
        organisation=agency,
        initial={"post": request.GET.get("post", "liaison-principal")},
    )
    if not form.is_valid():
        posts = Membership.objects.holders(agency, Role.LIAISON, Role.ORGANISATION_HEAD)
        context = {"form": form, "organisation": agency, "held": posts}
        return render(request, "organisations/replace.html", context)
    if form.is_protected:
        _remember(request, form.cleaned_data["key"])
        return _ask_for_place(request, form)
    old, new, code = form.save(request.membership)
    _tell_of_place(old, new, request.membership)
    _remember(request, form.cleaned_data["key"])
    messages.success(request, _replaced(old, new))
    if code:
        return show_code(request, new.user, code)
    return redirect("organisations:people", agency.pk)


def _ask_for_place(request: HttpRequest, form: PlaceForm) -> HttpResponse:
    """Whoever is new gets an account only where the place could be asked for."""
    with transaction.atomic():
        return ask(request, SensitiveChange.Kind.PLACE, **form.asked())


def _tell_of_place(old: Membership | None, new: Membership, by: Membership) -> None:
    """Who came, who went, and the head of the house."""
    if old == new:
        return
    text = f"{who(by)}登记{new.user}（用户名 {new.user.username}）自今日起任{new.organisation.short_name}{new.place}"
    went = f"，{old.user}的任职终止" if old else ""
    if new.user.has_usable_password():
        tell_about(new.user, f"{text}{went}。", by=by)
    else:
        # Who has no password yet gets an invitation or a code, and can read nothing before.
        tell_heads([new.organisation], f"{text}{went}。", besides={by.user_id, new.user_id})
    if old and old.user_id != by.user_id:
        send_news(News(old.user, old.organisation, f"{text}{went}。"))


def _replaced(old: Membership | None, new: Membership) -> str:
    name, post = new.user.full_name, f"{new.organisation.short_name}{new.get_role_display()}"
    if old == new:
        return f"{name}已经是{post}，没有变动。"
    went = f"{old.user.full_name}的任职今日终止，名下在办事项已随之移交。" if old else ""
    return f"{name}自今日起担任{post}。{went}"


@role_required()
@require_GET
def own_people(request: HttpRequest) -> HttpResponse:
    return _people(request, request.membership.organisation)


@role_required(*ROSTER_READERS)
@require_GET
def people(request: HttpRequest, pk: int) -> HttpResponse:
    return _people(request, _kept(request, pk))


def _people(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    acting = request.membership
    places = Membership.objects.filter(organisation=organisation).select_related("user")
    rows = people_rows(acting, organisation)
    held = [row.place.pk for row in rows]
    context = {
        "organisation": organisation,
        "rows": rows,
        "has_actions": any(row.has_actions for row in rows),
        "ended": places.exclude(pk__in=held).order_by("-ended_on", "-id")[:20],
        "reads_roster": acting.role in ROSTER_READERS,
        "may_replace": acting.role in OFFICE and not organisation.has(Capability.PROCURATORATE),
        "may_edit_phones": may_edit_phones(acting, organisation),
        "may_invite": acting.role == Role.ORGANISATION_ADMIN,
        "handovers": to_hand_over(Organisation.objects.filter(pk=organisation.pk))
        if acting.role == Role.ORGANISATION_ADMIN
        else [],
    }
    return render(request, "organisations/people.html", context)


@role_required(Role.ORGANISATION_ADMIN)
@never_cache
@require_http_methods(["GET", "POST"])
def invite_person(request: HttpRequest) -> HttpResponse:
    """Give a place of one's own organisation to somebody of the house, or invite a new person to it."""
    acting = request.membership
    if _is_sent_again(request):
        return redirect("organisations:own_people")
    form = OwnPlaceForm(
        request.POST or None,
        organisation=acting.organisation,
        by=acting,
        initial={"post": request.GET.get("post", "")},
    )
    if not form.is_valid():
        posts = Membership.objects.holders(acting.organisation, Role.LIAISON, Role.ORGANISATION_HEAD)
        context = {"form": form, "organisation": acting.organisation, "held": posts}
        return render(request, "organisations/invite.html", context)
    if form.is_protected:
        _remember(request, form.cleaned_data["key"])
        return _ask_for_place(request, form)
    old, new, invitation = form.save(acting)
    _tell_of_place(old, new, acting)
    _remember(request, form.cleaned_data["key"])
    messages.success(request, _replaced(old, new))
    return _sent_out(request, invitation) if invitation else redirect("organisations:own_people")


@role_required(Role.ORGANISATION_ADMIN)
@never_cache
@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh link for somebody who has not taken up the first; the first is void."""
    user, places = person_of(pk)
    is_waiting = not_taken_up().filter(user=user).exists()
    if not is_waiting or not may_invite_again(request.membership, places):
        raise PermissionDenied(
            "没有重新邀请：此人已经设置过密码，或者不是本单位人员。忘记密码的，领取重置码。"
        )
    return _sent_out(request, invite(user, request.membership))


def _sent_out(request: HttpRequest, invitation: AccountInvitation) -> HttpResponse:
    """Mailed where there is a way to; else shown in this answer and nowhere else."""
    note(LoginRecord.What.INVITED, request=request, user=invitation.user, by=request.membership)
    if send(invitation):
        messages.success(
            request, f"邀请链接已发往 {invitation.user.email}，七日内有效。没有收到的，可以重新邀请。"
        )
        return redirect("organisations:own_people")
    context = {"invitation": invitation, "link": request.build_absolute_uri(path_of(invitation))}
    return render(request, "organisations/invited.html", context)


@role_required()
@require_http_methods(["GET", "POST"])
def phones(request: HttpRequest) -> HttpResponse:
    """The telephones of one's own organisation, kept by its liaison and heads."""
    organisation = request.membership.organisation
    if not may_edit_phones(request.membership, organisation):
        raise PermissionDenied("本单位的电话由联络员或者单位负责人维护。您可以在“我的账号”中修改自己的手机。")
    form = PhonesForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        form.save()
        messages.success(request, "电话已保存。")
        return redirect("organisations:own_people")
    return render(request, "organisations/phones.html", {"form": form, "organisation": organisation})
