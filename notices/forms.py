"""What a person may choose about being told."""

from django import forms

from notices.models import Preference


class PreferenceForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ["email", "bundled_only"]
        help_texts = {
            "email": "不勾选则只在本系统“消息”中提示。",
            "bundled_only": "勾选后，签收、审批等提示不再即时发信，与期限提醒合为每天一封，工作时间开始后发出。",
        }
