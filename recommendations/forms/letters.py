"""Letters and decisions that are served by themselves: signing for them, entering their service."""

from django import forms

from recommendations.forms.service import SignForForm
from workflow.forms import UploadsField
from workflow.served import PAPER_WAYS, ServiceWay
from workflow.service_forms import RecordServiceForm


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


class RecordLetterServiceForm(RecordServiceForm):
    gives = ("letters",)
    foretells = False

    def ways(self) -> list[ServiceWay]:
        """By announcement nobody serves a letter."""
        return [*PAPER_WAYS, *([ServiceWay.LEFT] if self.matter.is_public_interest else [])]

    def set_up(self) -> None:
        super().set_up()
        self.fields["letters"] = letters_field(self.matter.letters_awaiting())
