"""Answering what was prepared: sending it back with a word, withdrawing it."""

from workflow.forms import StepForm, long_text


class SendBackForm(StepForm):
    asks_files = ""
    may_be_earlier = False
    foretells = False
    word = long_text("退回理由或者修改意见", help_text="仅本单位可见。提请人修改后可以重新提请。")


class WithdrawForm(StepForm):
    asks_files = ""
    may_be_earlier = False
    foretells = False
    word = long_text("撤回说明", required=False, rows=2, help_text="填写的内容会保留，重新提请时不必再填。")
