"""Service: signing for, entering a proof of service for one unit or several."""

from typing import Any

from django import forms

from common.form_fields import WhenField
from common.when import When
from recommendations.forms.along import AlongForm
from recommendations.sealed import papers_to_sign
from workflow import service_forms
from workflow.forms import UploadsField
from workflow.served import ServiceWay
from workflow.timeline import paper_link

#: What each of several units served at once may have of its own.
DIFFERING = ("received_on", "receiver", "files")
CONSENT = "本单位同意以本系统电子送达方式接收检察建议书等文书，以在线签收时间为收到时间。"


class SignForForm(service_forms.SignForForm):
    consents = forms.BooleanField(
        label=CONSENT, help_text=service_forms.CONSENT_HELP,
        error_messages={"required": "在线签收须先确认同意电子送达；不同意的，请联系检察院以纸质送达。"},
    )  # fmt: skip

    @property
    def papers(self) -> list[dict[str, Any]]:
        """What is signed for, the sealed scan first."""
        return [paper_link(paper) | {"digest": paper.sha256} for paper in papers_to_sign(self.matter)]


def consent_to_announcement() -> forms.BooleanField:
    """规定 18 条; a public-interest paper is announced without it (办案规则 76 条3款)."""
    return forms.BooleanField(
        label="被建议单位已同意宣告送达",
        required=False,
        help_text="宣告送达的勾选（规定第十八条）；公益诉讼检察建议书宣告送达不需要同意（办案规则第七十六条第三款）。",
    )


class RecordServiceForm(AlongForm, service_forms.RecordServiceForm):
    """Also for several units of a paper at once, each with a day and a receiver of its own where they differ."""

    gives = ("own",)
    along_label = "同时登记送达的其他单位"
    field_order = ["way", "received_on", "receipt_assumed"]
    received_on = WhenField(
        label="收到日期", required=False, help_text="以送达回证上的日期为准；只知道年月的，写到年月，不据此推算期限。"
    )  # fmt: skip
    receipt_assumed = forms.BooleanField(label="收到日期未知，以制发日期代替", required=False)
    recipient_consents = consent_to_announcement()

    def ways(self) -> list[ServiceWay]:
        unfit = {ServiceWay.ONLINE} | (set() if self.matter.is_public_interest else {ServiceWay.LEFT})
        return [way for way in ServiceWay if way not in unfit]

    def set_up(self) -> None:
        super().set_up()
        if self.matter.is_public_interest:
            del self.fields["recipient_consents"]
        for other in self.ask_along():
            name = other.recipient.name
            self.fields[f"received_on_{other.pk}"] = WhenField(
                label=f"{name}的收到日期", required=False, help_text="勾选该单位的填写；与上面相同的不填。"
            )
            self.fields[f"receiver_{other.pk}"] = forms.CharField(
                label=f"{name}的签收人及职务", max_length=100, required=False
            )
            self.fields[f"files_{other.pk}"] = UploadsField(
                label=f"{name}的送达回证",
                required=False,
                help_text="勾选该单位的上传；各单位只能看到自己的送达回证。",
            )

    def step_data(self) -> dict[str, Any]:
        """What differs stands under the key of its matter, and there alone: its files are no other unit's."""
        data = super().step_data()
        differing = {pk: {name: data.pop(f"{name}_{pk}") for name in DIFFERING} for pk in self.others}
        own = {other.pk: differing[str(other.pk)] for other in data["along"]}
        return data | {"own": {pk: {n: v for n, v in given.items() if v} for pk, given in own.items()}}

    def add_refusals(self, problems: dict[str, str]) -> None:
        """A day that another unit does not allow stands at that unit's field."""
        for name, problem in problems.items():
            at = next(
                (key for key, each in self.others.items() if problem.startswith(f"{each.named_in_group}：")),
                "",
            )
            super().add_refusals({f"{name}_{at}" if at else name: problem})

    def clean(self) -> dict[str, Any]:
        """Where the day is not known, that of issue stands for it."""
        cleaned = super().clean()
        for key in cleaned.get("along", []):
            if not cleaned.get(f"files_{key}") and f"files_{key}" not in self.errors:
                self.add_error(f"files_{key}", "请上传该单位的送达回证，或者取消勾选。")
        if cleaned.get("receipt_assumed"):
            cleaned["received_on"] = cleaned.get("received_on") or When.parse(self.matter.issued_on)
        elif not cleaned.get("received_on") and "received_on" not in self.errors:
            self.add_error("received_on", "请填写收到日期；确实不知道的，勾选“以制发日期代替”。")
        return cleaned
