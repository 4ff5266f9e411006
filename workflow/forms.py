"""The form of a step: what the step asks, and what every step of its sort asks besides."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from common.filetypes import ACCEPT_ATTRIBUTE, UnacceptableFile
from common.form_fields import FilesField, WhenField
from common.names import shortened
from common.widgets import FilesInput
from matters import uploads
from matters.models import Attachment
from organisations.choosing import begin_near
from organisations.gate import LOST_FILES
from organisations.models import Membership, Organisation
from workflow.proposals import Prepared
from workflow.steps import VALUES, Step, steps_of

TEXT = {"rows": 4, "data-grow": ""}


def long_text(label: str, *, required: bool = True, help_text: str = "", rows: int = 4) -> forms.CharField:
    """A paragraph: up to 20,000 characters, the box grows with it."""
    widget = forms.Textarea(attrs={"rows": rows, "data-grow": ""})
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=20000, widget=widget
    )


#: What is asked of a decision made elsewhere; nothing of it belongs into what is prepared for the decider.
SHEET = "signed_sheet"
#: The field of whatever files belong to a step besides; most forms ask it.
COMMON = "files"
DECISION = ("decided_by", "decided_on", SHEET)
#: The step by which a house puts right what was entered for it from paper, in kinds that have one.
CORRECTED_BY = "correct_entered"
INCOMPLETE = "页面内容不完整，没有登记。请刷新页面后重新提交。"


class UploadsField(FilesField):
    """Several files, kept as `Upload` rows as soon as they arrive, so that an error elsewhere loses none.

    Each becomes an attachment under the field's label, unless the step makes a paper of it (`Effects`); `inside`: of
    the house alone that takes the step.
    """

    def __init__(
        self, *, single: bool = False, only: Sequence[str] = (), inside: bool = False, **options
    ) -> None:
        self.single, self.only, self.inside = single, only, inside
        options.setdefault("widget", FilesInput({"multiple": not single}, accept=ACCEPT_ATTRIBUTE))
        super().__init__(**options)

    def clean(self, data, initial=None) -> list:
        return [item for item in (data if isinstance(data, list | tuple) else [data]) if item]


class StepForm(forms.Form):
    """Base of every step's form. Subclasses declare what the step asks; `step_data` is what it gets.

    `asks_files`: whether the common field for attachments is shown, and under which words.
    `foretells`: whether what the step will do is known before the form is filled in; `foreseen_with` are
    the values it is foreseen with.
    """

    asks_files = "附件"
    files_help = ""
    #: What only some matters are asked (added in `set_up`), and what `step_data` makes of the fields; each form names
    #: its own, beside those of its bases.
    gives: Sequence[str] = ()
    #: What proves a decision that somebody else made; it stays within the house.
    sheet_label = "审批签署页（扫描件）"
    may_be_earlier = True
    foretells = True
    foreseen_with: dict[str, Any] = {}
    #: Whether what is typed can be read as the paper it will be, before the step is taken.
    previews = False
    #: Where one rule counts several things of a matter: the field that asks which of them is meant.
    item_field = ""
    #: Buttons (name, label) that draw the form anew, with more to fill in; nothing is sent or found wrong.
    redrawing: Sequence[tuple[str, str]] = ()
    #: Further buttons (name, label) beside the step's own; what the form found out for one of them.
    more_buttons: Sequence[tuple[str, str]] = ()
    foretold: Sequence[str] = ()

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": INCOMPLETE})
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        *args,
        matter,
        actor: Membership,
        step: Step,
        proposal=None,
        is_proposing: bool = False,
        **options,
    ) -> None:
        """`proposal`: the one it is filled in from. `is_proposing`: it is prepared for somebody else to decide."""
        self.matter, self.actor, self.step = matter, actor, step
        self.proposal, self.is_proposing = proposal, is_proposing
        #: What a section has written for another step, and this one takes over.
        self.taken_over = None
        super().__init__(*args, **options)
        self.use_required_attribute = False
        self.initial.setdefault("version", matter.version)
        self.initial.setdefault("key", uuid.uuid4().hex)
        self._add_common_fields()
        self.set_up()
        begin_near(self, actor.organisation.jurisdiction_id)
        if is_proposing:
            for name in DECISION:
                self.fields.pop(name, None)
        if proposal and not self.is_bound:
            self._show_prepared()
        if not self.is_bound:
            self._show_staged()

    def set_up(self) -> None:
        """For subclasses: choices and initial values that depend on the matter."""

    @classmethod
    def about_item(cls, matter, actor: Membership, item: str) -> dict[str, Any]:
        """For subclasses with an `item_field`: the initial values of a page that is about `item`."""
        return {cls.item_field: item} if item and cls.item_field else {}

    def reading(self) -> dict[str, Any] | None:
        """For subclasses: the paper as it will be, {template, paper}, shown beside the form."""
        return None

    def _add_common_fields(self) -> None:
        if self.step.who.is_recording(self.matter, self.actor):
            self._ask_decision()
        elif self.step.who.is_entering(self.matter, self.actor):
            self._ask_for_whom()
            whose = self.matter.side_word(self.step.who.side)
            self.fields["occurred_at"] = WhenField(
                label="办理日期", help_text=f"{whose}实际办理或者来文收到的日期。"
            )
        elif self.may_be_earlier and self.step.who.may_date_back(self.matter, self.actor):
            help_text = "当天办理的不填；事后补录的，填写实际办理的日期，期限按小时计算的写到时、分。"
            self.fields["occurred_at"] = WhenField(label="实际办理日期", required=False, help_text=help_text)
        if self.asks_files:
            label = "来文扫描件" if self.is_entered_for else self.asks_files
            self.fields[COMMON] = UploadsField(
                label=label, required=self.is_entered_for, help_text=self.files_help
            )

    def _ask_for_whom(self) -> None:
        """Whose paper it is, where several houses stand on that side."""
        houses = self.matter.houses_on(self.step.who.side)
        if len(houses) > 1:
            theirs = Organisation.objects.filter(pk__in=[house.pk for house in houses])
            self.fields["entered_for"] = forms.ModelChoiceField(
                theirs, label="代哪个单位录入", empty_label="请选择"
            )

    def _ask_decision(self) -> None:
        roles = self.step.who.deciding(self.matter.state)
        deciders = Membership.objects.holders(self.actor.organisation, *roles)
        self.fields["decided_by"] = forms.ModelChoiceField(
            deciders, label="作出决定的人", empty_label="请选择"
        )
        self.fields["decided_on"] = WhenField(label="作出决定的日期")
        self.fields[SHEET] = UploadsField(label=self.sheet_label, single=True, inside=True)

    @classmethod
    def names(cls) -> set[str]:
        """The names under which it may hand something on, whatever the matter."""
        return {*cls.base_fields, *(name for each in cls.__mro__ for name in vars(each).get("gives", ()))}

    @classmethod
    def kept_as(cls, name: str) -> tuple[str, bool]:
        """Under which label files of the field `name` are kept, and whether inside; the common field has none.

        What a label says in brackets is of the page alone: of which type, seen by whom. A file that the form does not
        ask came along from another step, which alone knows who may read it: it stays inside.
        """
        asked = cls.base_fields.get(name)
        if name == SHEET:
            return _unbracketed(cls.sheet_label), True
        return (
            (_unbracketed(asked.label), asked.inside)
            if isinstance(asked, UploadsField)
            else ("", name != COMMON)
        )

    def decision_group(self) -> list[tuple[str, list[str], str]]:
        """For `fieldsets`: the decision made elsewhere that is recorded here; nothing where there is none."""
        if "decided_by" not in self.fields:
            return []
        return [("决定", list(DECISION), "决定由他人作出、由您登记的，作出决定的人会收到通知。")]

    @property
    def is_entered_for(self) -> bool:
        return self.step.who.is_entering(self.matter, self.actor)

    @property
    def entered_for_whom(self) -> str:
        """Of the side whose paper is entered here the house, where there is one, else what it is called."""
        side = self.step.who.side
        houses = self.matter.houses_on(side)
        return houses[0].name if len(houses) == 1 else self.matter.side_word(side)

    @property
    def may_be_corrected(self) -> bool:
        """Whether those for whom it is entered can put it right themselves."""
        return CORRECTED_BY in steps_of(type(self.matter))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, UploadsField):
                cleaned[name] = self._kept(name, field)
        if lost := [name for name in self.data.getlist(LOST_FILES) if name] if self.is_bound else []:
            names = "、".join(lost)
            self.add_error(
                None, f"登录过期时选择的文件没有随表单保留：{names}。请重新选择后提交；不再附的，直接提交。"
            )
        return cleaned

    def _kept(self, name: str, field: UploadsField) -> list:
        """The files of this try and those of earlier ones that are still wanted."""
        kept = self._wanted(name, field) if self.is_bound else []
        for file in self.cleaned_data.get(name) or []:
            try:
                kept.append(uploads.keep(file, self.actor.user, only=field.only))
            except UnacceptableFile as problem:
                self.add_error(name, str(problem))
        field.widget.staged = tuple(map(_staged_row, kept))
        if field.single and len(kept) > 1:
            self.add_error(name, "这里只收一个文件，请取消勾选其余的。")
        if field.required and not kept and name not in self.errors:
            self.add_error(name, "请选择文件。")
        if field.single and len(kept) > 1:
            self.add_error(name, f"这一栏只附一个文件，现有 {len(kept)} 个。请取消勾选不要的。")
        return kept

    def _wanted(self, name: str, field: UploadsField) -> list:
        """What was uploaded before and is still ticked: as good for this field as what is chosen now."""
        ids = list(dict.fromkeys(self.data.getlist(f"{name}-staged")))
        found = self._staged(ids)
        if len(found) < len(ids):
            self.add_error(name, f"此前上传的{len(ids) - len(found)}个文件已经不在，请重新选择。")
        wrong = {each: uploads.refusal(each, field.only) for each in found}
        for reason in filter(None, wrong.values()):
            self.add_error(name, reason)
        return [each for each in found if not wrong[each]]

    def _staged(self, ids: list[str]) -> list:
        """Files of an earlier try of one's own, and those that were prepared, as far as they are still wanted."""
        own = uploads.staged(ids, self.actor.user)
        sources = [each for each in (self.proposal, self.taken_over) if each]
        prepared = [file.upload for each in sources for file in each.kept_files()]
        return own + [each for each in prepared if str(each.pk) in ids and each not in own]

    def _show_prepared(self) -> None:
        """What the initial values alone cannot show: files, and boxes that were left unticked."""
        for name, field in self.fields.items():
            if isinstance(field, forms.BooleanField) and name not in self.proposal.data:
                self.initial.setdefault(name, False)
        for file in self.proposal.kept_files():
            if isinstance(field := self.fields.get(file.field), UploadsField):
                field.widget.staged += (_staged_row(file.upload),)

    def staged(self) -> dict[str, list[str]]:
        """The files received in this try and earlier ones, as the form posts them again."""
        fields = ((name, field) for name, field in self.fields.items() if isinstance(field, UploadsField))
        return {f"{name}-staged": [row["value"] for row in field.widget.staged] for name, field in fields}

    def _show_staged(self) -> None:
        """Files of a form that was refused, left, and is opened again."""
        for name, field in self.fields.items():
            if isinstance(field, UploadsField) and (ids := self.initial.get(f"{name}-staged")):
                kept = self._staged(ids if isinstance(ids, list) else [ids])
                shown = {row["value"] for row in field.widget.staged}
                field.widget.staged += tuple(_staged_row(each) for each in kept if str(each.pk) not in shown)

    def take_over(self, written) -> None:
        """For `set_up`: begin with the text and the files of `written` (Proposal), which can be changed."""
        self.taken_over = written
        if self.is_bound or self.proposal:
            return
        for name, texts in written.data.items():
            if name in self.fields and texts:
                self.initial.setdefault(name, texts[0])
        for file in written.kept_files():
            if isinstance(field := self.fields.get(file.field), UploadsField):
                field.widget.staged += (_staged_row(file.upload),)

    def prepared(self) -> Prepared:
        """What was filled in, for whoever decides: the text as it was posted, and the files."""
        files = [
            (name, upload)
            for name, field in self.fields.items()
            if isinstance(field, UploadsField)
            for upload in self.cleaned_data[name]
        ]
        asked = [name for name in self.fields if name in self.data and name not in ("version", "key")]
        return Prepared(self.step.name, {name: self.data.getlist(name) for name in asked}, files)

    def warnings(self) -> list[str]:
        """For subclasses: what is pointed out once the step is taken, and hindered nothing."""
        return []

    def matter_values(self) -> dict[str, Any]:
        """For steps that begin a matter: its fields."""
        return {}

    def given(self) -> dict[str, Any]:
        """What `perform` gets beside version, key and occurred_at: of a step that begins a matter, its fields too."""
        begun = {VALUES: self.matter_values()} if self.step.creates else {}
        return self.step_data() | begun

    def step_data(self) -> dict[str, Any]:
        """For subclasses: what they make of what was filled in."""
        skipped = {"version", "key", "occurred_at"}
        data = {name: value for name, value in self.cleaned_data.items() if name not in skipped}
        if sheets := data.pop(SHEET, None):
            data[SHEET] = sheets[0]
        return data

    def add_refusals(self, problems: dict[str, str]) -> None:
        """Put what `perform` found wrong beside the fields; what fits no field goes on top."""
        for name, problem in problems.items():
            self.add_error(name if name in self.fields else None, problem)


def _unbracketed(label: str) -> str:
    return shortened(label.partition("（")[0], Attachment._meta.get_field("label").max_length)


def _staged_row(upload) -> dict[str, Any]:
    """For `FilesInput.staged`."""
    return {"name": upload.original_name, "size": upload.size, "value": str(upload.pk)}


class ReasonForm(StepForm):
    """A step that asks for its reason and no more."""

    reason = long_text("理由")
