"""What the mails say, and that they say nothing sensitive."""

import pytest
from django.template.base import VariableNode
from django.template.loader import get_template

from matters.kinds import Sensitivity
from notices import mails

ITEM = {
    "matter": "《关于整治校园周边食品安全的检察建议》（川九检建〔2026〕1号）",
    "organisation": "县市场监管局",
    "text": "收到一份检察建议书，请签收。",
    "due": "2026年11月10日（周二）",
    "next_step": "签收",
    "url": "http://127.0.0.1:8000/notices/1/",
}
SAMPLES = {
    "portal_name": "府检联动办案协作平台",
    "name": "马超",
    "inbox_url": "http://127.0.0.1:8000/notices/",
    "preferences_url": "http://127.0.0.1:8000/notices/preferences/",
    "day": "2026年11月5日（周四）",
    "item": ITEM,
    "items": [ITEM, ITEM],
}


def preview(mail: mails.Mail) -> tuple[str, str, str]:
    return mail.render(**{name: SAMPLES[name] for name in mail.variables})


@pytest.mark.parametrize("mail", mails.MAILS, ids=lambda mail: mail.name)
def test_every_mail_renders_from_its_declared_variables(mail):
    subject, text, html = preview(mail)
    assert subject.strip() == subject != ""
    for part in (text, html):
        assert ITEM["url"] in part
        assert ITEM["due"] in part or mail is mails.INVITATION
        assert "{{" not in part


@pytest.mark.parametrize("mail", mails.MAILS, ids=lambda mail: mail.name)
@pytest.mark.parametrize("part", mails.PARTS)
def test_no_mail_uses_an_undeclared_variable(mail, part):
    nodes = get_template(mail.template(part)).template.nodelist.get_nodes_by_type(VariableNode)
    used = {str(node.filter_expression.var).split(".")[0] for node in nodes}
    assert used - {"forloop", "item"} <= mail.variables


def test_an_undeclared_variable_is_refused():
    with pytest.raises(TypeError, match="变量"):
        mails.STEP.render(item=ITEM)


def test_html_escapes_and_text_does_not():
    values = SAMPLES | {"item": ITEM | {"text": "甲<乙>丙"}}
    _, text, html = mails.STEP.render(**{name: values[name] for name in mails.STEP.variables})
    assert "甲<乙>丙" in text
    assert "甲&lt;乙&gt;丙" in html


@pytest.mark.parametrize("sensitivity", [Sensitivity.INTERNAL, Sensitivity.SEALED])
def test_a_sensitive_matter_is_named_by_number_alone(matter, sensitivity):
    matter.sensitivity = sensitivity
    assert mails.matter_name(matter) == "川九检建〔2026〕1号"
    matter.number = ""
    assert mails.matter_name(matter) == "一件事项"


def test_an_ordinary_matter_is_named_by_title_and_number(matter):
    assert mails.matter_name(matter) == "《关于整治校园周边食品安全的检察建议》（川九检建〔2026〕1号）"
