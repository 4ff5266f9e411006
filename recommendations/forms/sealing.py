"""盖章件: the scan with the seal, and its replacement."""

from workflow.forms import ReasonForm, StepForm, UploadsField


def sealed_field() -> UploadsField:
    return UploadsField(label="盖章件（PDF 或 OFD）", single=True, only=("pdf", "ofd"))


class SealForm(StepForm):
    asks_files = ""
    foretells = False
    sealed = sealed_field()


class ReplaceSealForm(ReasonForm):
    asks_files = ""
    foretells = False
    field_order = ["sealed", "reason"]
    sealed = sealed_field()
