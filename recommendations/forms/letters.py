"""Letters and decisions that are served by themselves: signing for them, entering their service."""

from django import forms

from common.form_fields import WhenField
from recommendations.choices import ServiceWay
from recommendations.forms.service import SignForForm
from workflow.forms import StepForm, UploadsField

#: By announcement nobody serves a letter; online is what the agency signs for itself.
PAPER_WAYS = (ServiceWay.DIRECT, ServiceWay.POST, ServiceWay.LEFT)


def number_field(label: str = "文号") -> forms.CharField:
    """The number of a letter or decision: as typed, else the next of the house's series."""
    return forms.CharField(
        label=label,
        max_length=80,
        required=False,
        help_text="不填的，按本院文号格式自动编号；已在其他系统编号的，按文书所载填写。",
    )


def scans_field(label: str = "盖章文书扫描件") -> UploadsField:
    """The sealed paper itself, where it was made elsewhere; uploaded beside a step that makes none it stays inside."""
    return UploadsField(
        label=label,
        required=False,
        inside=True,
        help_text="已经在其他系统制作、盖章的上传；不上传的由本系统生成。",
    )


def letters_field(letters) -> forms.MultipleChoiceField:
    """Which of several letters: all of them unless somebody unticks one."""
    return forms.MultipleChoiceField(
        label="文书",
        choices=[(str(letter.pk), f"{letter}，{letter.issued}制发") for letter in letters],
        initial=[str(letter.pk) for letter in letters],
        widget=forms.CheckboxSelectMultiple,
    )


class SignForLetterForm(SignForForm):
    """One click where one letter waits; the agency's consent to electronic service as at the first signature."""

    gives = ("letters",)

    def set_up(self) -> None:
        super().set_up()
        own = self.matter.recipient_id
        self.fields["letters"] = letters_field(
            [letter for letter in self.matter.letters_awaiting() if letter.addressee_id == own]
        )


class RecordLetterServiceForm(StepForm):
    gives = ("letters",)
    foretells = False
    may_be_earlier = False
    asks_files = "送达回证扫描件、现场照片"
    way = forms.ChoiceField(label="送达方式")
    received_on = WhenField(
        label="收到日期", help_text="以送达回证上的日期为准；只知道年月的，写到年月，不据此推算期限。"
    )
    place = forms.CharField(label="送达地点", max_length=200, required=False)
    receiver = forms.CharField(label="签收人及职务", max_length=100, required=False)
    witnesses = forms.CharField(label="见证人", max_length=200, required=False)

    def set_up(self) -> None:
        self.fields["letters"] = letters_field(self.matter.letters_awaiting())
        fit = [way for way in PAPER_WAYS if way != ServiceWay.LEFT or self.matter.is_public_interest]
        self.fields["way"].choices = [(way.value, way.label) for way in fit]
        self.fields["files"] = UploadsField(label=self.asks_files, help_text="至少一份。")
