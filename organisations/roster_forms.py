"""Forms of the office of the mechanism: who holds a place from today, telephones."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet

from common.widgets import SearchSelect
from organisations.invitations import invite
from organisations.models import (
    ADMINISTRATORS,
    PROTECTED,
    AccountInvitation,
    Capability,
    Membership,
    Organisation,
    Role,
    User,
)
from organisations.services import add_place, create_person, fill_place, issue_reset_code

#: The places each agency names, as role and standing.
POSTS = {
    "liaison-principal": "联络员",
    "liaison-substitute": "替补联络员",
    "organisation_head-deputy": "分管负责人",
    "organisation_head-principal": "单位负责人",
}


#: Those that an organisation's own administrator gives besides, by what the organisation is; several people may
#: hold each. The chief, the office of the mechanism and the administrators are appointed by the security
#: administrator.
MORE_POSTS = {
    Capability.PROCURATORATE: {
        "handler-principal": "承办检察官",
        "clerk-principal": "检察官助理／书记员",
        "department_head-principal": "部门负责人",
        "policy_reviewer-principal": "法律政策研究部门审核人",
        "case_manager-principal": "案件管理人员",
    },
    Capability.JUDICIAL_BUREAU: {"assessor-principal": "考核人员"},
    Capability.GOVERNMENT: {"assessor-principal": "考核人员"},
    Capability.OVERSIGHT: {"assessor-principal": "考核人员"},
}
INSIDE = {"intake-principal": "办公室收文员", "section_officer-principal": "承办股室经办人"}


def posts_of(organisation: Organisation) -> dict[str, str]:
    """What the own administrator of `organisation` may give people, as role and standing."""
    own = {} if organisation.has(Capability.PROCURATORATE) else POSTS | INSIDE
    for capability, posts in MORE_POSTS.items():
        own |= posts if organisation.has(capability) else {}
    return own


def people_of(organisation: Organisation) -> QuerySet:
    """Who may be named for a place of `organisation`: people of the jurisdiction outside procuratorates."""
    places = Membership.objects.active().select_related("organisation")
    outside = places.filter(organisation__jurisdiction=organisation.jurisdiction_id).exclude(
        organisation__capabilities__capability=Capability.PROCURATORATE
    )
    return _with_places(User.objects.filter(pk__in=outside.values("user")))


def _with_places(users: QuerySet) -> QuerySet:
    """Without the three administrators, who hold no other place."""
    administrators = Membership.objects.unended().filter(role__in=ADMINISTRATORS)
    held = Prefetch(
        "memberships", Membership.objects.active().select_related("organisation"), to_attr="held_today"
    )
    found = users.exclude(pk__in=administrators.values("user"))
    return found.prefetch_related(held).order_by("full_name")


class PersonField(forms.ModelChoiceField):
    """A person, labelled with the places they hold."""

    widget = SearchSelect

    def label_from_instance(self, user: User) -> str:
        posts = "、".join(f"{place.organisation.short_name}{place.place}" for place in user.held_today)
        return f"{user.full_name}（{posts}）"


class PlaceForm(forms.Form):
    """Name somebody for a place of an agency: a person who has an account, or a new one."""

    post = forms.ChoiceField(label="职务", choices=POSTS)
    person = PersonField(
        label="已有账号的人员", queryset=User.objects.none(), required=False, empty_label="请选择"
    )
    full_name = forms.CharField(label="姓名", max_length=60, required=False)
    mobile = forms.CharField(label="手机", max_length=30, required=False)
    username = forms.SlugField(
        label="用户名",
        max_length=60,
        required=False,
        help_text="字母、数字、下划线；不填则用姓名的拼音。",
        error_messages={"invalid": "用户名只能用字母、数字、下划线和短横线。"},
    )
    email = forms.EmailField(
        label="电子邮箱", required=False, help_text="期限提醒发往此邮箱，可以以后由本人填写。"
    )
    title = forms.CharField(
        label="职务名称", max_length=60, required=False, help_text="如“办公室主任”，可不填。"
    )
    phone = forms.CharField(label="办公电话", max_length=30, required=False)
    #: One for each time the page was opened, by which the same page sent twice is known.
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    fieldsets = [
        ("由谁担任什么职务", ["post", "title", "phone"]),
        ("选择已有账号的人员", ["person"]),
        (
            "或者登记新人员",
            ["full_name", "mobile", "username", "email"],
            "保存后显示一次性重置码，由本人设置密码。",
        ),
    ]

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.initial.setdefault("key", uuid.uuid4().hex)
        self.fields["person"].queryset = people_of(organisation)

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if username and User.objects.filter(username=username).exists():
            raise ValidationError("该用户名已有人使用。如是同一人，请在上面选择；否则请换一个。")
        return username

    def clean(self) -> dict:
        data = super().clean()
        person, name = data.get("person"), data.get("full_name")
        if person and name:
            self.add_error("full_name", "已选择人员，不能同时登记新人员。请保留其中一项。")
        elif not person and not name and "person" not in self.errors:
            self.add_error("person", "请选择一位人员，或者在下面登记新人员。")
        elif name and not data.get("mobile") and not data.get("phone"):
            self.add_error("mobile", "请填写手机或者办公电话，联络时要用。")
        return data

    @property
    def is_protected(self) -> bool:
        """Whether another hand has to confirm the place: then it is asked for and not saved."""
        return self.cleaned_data["post"].split("-")[0] in PROTECTED

    @transaction.atomic
    def asked(self) -> dict:
        """What `two_hands.ask` is told; a new person gets an account, which holds no place until then."""
        data = self.cleaned_data
        role, standing = data["post"].split("-")
        held = Membership.objects.holders(self.organisation, role).filter(standing=standing)
        values = {
            "role": role,
            "standing": standing,
            "title": data["title"],
            "phone": data["phone"],
            "fills": True,
        }
        person = data["person"] or self._new_person()
        label = dict(self.fields["post"].choices)[data["post"]]
        return {
            "person": person,
            "organisation": self.organisation,
            "values": values,
            "before": "、".join(f"{label}：{place.user}" for place in held),
            "after": f"{label}：{person}（用户名 {person.username}）",
        }

    def _new_person(self) -> User:
        data = self.cleaned_data
        return create_person(
            full_name=data["full_name"], username=data["username"], phone=data["mobile"], email=data["email"]
        )

    @transaction.atomic
    def save(self, by: Membership) -> tuple[Membership | None, Membership, str]:
        """The place that ended (or None), the new one, and the code of a new account (or "")."""
        data = self.cleaned_data
        role, standing = data["post"].split("-")
        user = data["person"] or self._new_person()
        old, new = fill_place(
            organisation=self.organisation,
            role=role,
            standing=standing,
            user=user,
            by=by,
            title=data["title"],
            phone=data["phone"],
        )
        return old, new, "" if data["person"] else issue_reset_code(user, by)


class OwnPlaceForm(PlaceForm):
    """邀请人员: the organisation's own administrator names somebody of the house, or invites a new person."""

    fieldsets = [
        ("由谁担任什么职务", ["post", "title", "phone"]),
        ("选择本单位已有账号的人员", ["person"]),
        (
            "或者邀请新人员",
            ["full_name", "mobile", "username", "email"],
            "填写电子邮箱的，邀请链接发往该邮箱；不填的，保存后显示一次，由您转交本人。",
        ),
    ]

    def __init__(self, *args, organisation: Organisation, by: Membership, **kwargs) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        self.fields["post"].choices = posts_of(organisation).items()
        here = Membership.objects.active().filter(organisation=organisation).exclude(user=by.user_id)
        self.fields["person"].queryset = _with_places(User.objects.filter(pk__in=here.values("user")))

    def clean(self) -> dict:
        data = super().clean()
        post, person = data.get("post", ""), data.get("person")
        if person and post and post not in POSTS:
            role = post.split("-")[0]
            held = Membership.objects.active().filter(user=person, organisation=self.organisation, role=role)
            if held.exists():
                self.add_error("person", "此人已经担任这一职务，不用重复登记。")
        return data

    @transaction.atomic
    def save(self, by: Membership) -> tuple[Membership | None, Membership, AccountInvitation | None]:
        """The place that ended (or None), the new one, and the invitation of a new person (or None)."""
        data = self.cleaned_data
        role, standing = data["post"].split("-")
        user = data["person"] or self._new_person()
        place = {"organisation": self.organisation, "role": role, "standing": standing, "user": user}
        place |= {"title": data["title"], "phone": data["phone"]}
        old, new = fill_place(by=by, **place) if data["post"] in POSTS else (None, add_place(**place))
        return old, new, None if data["person"] else invite(user, by)


class PhonesForm(forms.Form):
    """The duty telephone of an organisation, and the office telephone of each place held there today."""

    duty = forms.CharField(label="值班电话", max_length=30, required=False)

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.places = {
            f"place_{place.pk}": place for place in Membership.objects.holders(organisation, *Role.values)
        }
        self.initial["duty"] = organisation.phone
        for name, place in self.places.items():
            label = f"{place.user.full_name}（{place.place}）办公电话"
            self.fields[name] = forms.CharField(label=label, max_length=30, required=False)
            self.initial[name] = place.phone

    def save(self) -> None:
        for name in self.changed_data:
            row = self.organisation if name == "duty" else self.places[name]
            row.phone = self.cleaned_data[name]
            row.save(update_fields=["phone"])


def may_edit_phones(membership: Membership, organisation: Organisation) -> bool:
    """The liaison and the heads keep the telephones of their own organisation."""
    own = membership.organisation_id == organisation.pk
    return own and membership.role in (Role.LIAISON, Role.ORGANISATION_HEAD)
