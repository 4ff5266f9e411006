"""What is asked when a paper is handed over: signing for it, entering a proof of service."""

from collections.abc import Sequence

from django import forms

from common.form_fields import WhenField
from organisations.services import has_consent
from workflow.forms import StepForm, UploadsField
from workflow.served import PAPER_WAYS, ServiceWay
from workflow.service import Signer

CONSENT_HELP = "《同意电子送达确认书》，确认一次，今后不再询问；不同意的，请等候纸质送达。"


class SignForForm(StepForm):
    """One click; the first time also the house's consent to electronic service, where the kind asks one."""

    asks_files = ""
    foreseen_with = {"consents": True}
    consents = forms.BooleanField(
        label="本单位同意以本系统电子送达方式接收文书，以在线签收时间为收到时间。",
        help_text=CONSENT_HELP,
        error_messages={
            "required": "在线签收须先确认同意电子送达；不同意的，请联系发来文书的单位以纸质送达。"
        },
    )

    def set_up(self) -> None:
        if not isinstance(self.step.who, Signer) or has_consent(self.actor.organisation):
            del self.fields["consents"]


class RecordServiceForm(StepForm):
    """As the proof of service says it; the proof itself is uploaded."""

    asks_files = "送达回证扫描件、现场照片"
    may_be_earlier = False
    way = forms.ChoiceField(label="送达方式")
    received_on = WhenField(
        label="收到日期", help_text="以送达回证上的日期为准；只知道年月的，写到年月，不据此推算期限。"
    )
    place = forms.CharField(label="送达地点", max_length=200, required=False)
    receiver = forms.CharField(label="签收人及职务", max_length=100, required=False)
    witnesses = forms.CharField(label="见证人", max_length=200, required=False)

    def ways(self) -> Sequence[ServiceWay]:
        """For subclasses: how a paper of the matter may be served."""
        return PAPER_WAYS

    def set_up(self) -> None:
        self.fields["way"].choices = [(way.value, way.label) for way in self.ways()]
        self.fields["files"] = UploadsField(label=self.asks_files, help_text="至少一份。")
