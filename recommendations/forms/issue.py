"""Issue by the portal, and the record with the superior."""

from django import forms

from workflow.forms import StepForm


class IssueForm(StepForm):
    """Nothing but what goes along: recipients, text and copies were decided with the draft."""

    asks_files = "随附材料"


class RecordForm(StepForm):
    """Which of the things that are due for record; where it is one, nothing is asked."""

    foretells = False
    asks_files = "备案材料"
    to = forms.CharField(label="报送", max_length=200, initial="上一级人民检察院对口部门、法律政策研究部门")

    def set_up(self) -> None:
        due = self.matter.records_due()
        if len(due) > 1:
            choices = [(row.rule, row.label) for row in due]
            self.fields["what"] = forms.MultipleChoiceField(
                label="备案事项", choices=choices, widget=forms.CheckboxSelectMultiple
            )
            self.initial.setdefault("what", [row.rule for row in due])
