"""Each file is kept under its field's name: as the paper that it is, or as an attachment; none goes astray."""

from collections.abc import Iterator

import pytest
from django import forms

from common import clock
from deadlines.statute import Stated
from matters.models import Attachment
from recommendations.choices import Finding, Kind
from tests.courses import Course, upload
from tests.every_kind import for_every_model, under_way
from tests.recommendations.served import served
from tests.recommendations.urged import late, sent
from workflow.forms import StepForm, UploadsField
from workflow.steps import Step, steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
SEVERAL = (forms.ModelMultipleChoiceField, forms.MultipleChoiceField)


def asked(step: Step, matter, actor) -> StepForm:
    """The form of `step` with one file in each field that takes files, and nothing in the others."""
    form = step.form_class()(matter=matter, actor=actor, step=step)
    form.cleaned_data = {
        name: [f"a file of {name}"] if is_for_files(field) else [] if isinstance(field, SEVERAL) else ""
        for name, field in form.fields.items()
    }
    return form


def is_for_files(field: forms.Field) -> bool:
    return isinstance(field, UploadsField)


def every_form(cast, model: type) -> Iterator[tuple[Step, StepForm]]:
    """Of each step in the first state that it fits, for either side."""
    matter = under_way(cast, model).matter
    for step in steps_of(model).values():
        matter.__dict__["state"] = next(filter(step.fits, matter.state_labels()), matter.state)
        for actor in (cast.handler, cast.liaison_a):
            yield step, asked(step, matter, actor)


def texts(value) -> set[str]:
    """Every text within what a form hands on."""
    if isinstance(value, str):
        return {value}
    within = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return {text for each in within for text in texts(each)}


@for_every_model
def test_every_form_hands_on_what_each_of_its_fields_was_given(cast, model):
    """Over all steps: a form that makes something of its fields forgets no file."""
    for step, form in every_form(cast, model):
        fields = {f"a file of {name}" for name, field in form.fields.items() if is_for_files(field)}
        assert fields <= texts(form.step_data()), step.name


def test_the_scan_of_a_letter_that_urges_is_the_letter(cast):
    scan = upload(cast.handler.user)
    course = sent(late(cast), paper_scans=[scan])
    assert course.matter.documents.get(kind="urging_letter").upload == scan
    assert not course.matter.attachments.filter(upload=scan).exists()


def test_the_scan_of_what_a_review_found_is_its_letter(cast):
    course, scan = Course(cast).replied(), upload(cast.handler.user)
    course.review(Finding.PARTLY, follow_up=Stated(30), paper_scans=[scan])
    assert course.matter.documents.get(kind="review_letter").upload == scan


def test_what_becomes_no_paper_is_attached_under_the_label_of_its_field_and_stays_inside(cast, sign_in):
    """The scan of a decision that a changed paper does not need."""
    course, scan = served(cast, kind=Kind.PUBLIC_INTEREST), upload(cast.chief.user, "决定书.pdf")
    course.take("object", cast.head_a, grounds="职责不在本局。")
    given = {"result": "issued", "advices": ["会同水务局清理"], "reasons": "异议成立"}
    course.take(
        "uphold_objection", cast.chief, letter_scans=[scan], paper_scans=[upload(cast.chief.user)], **given
    )
    row = course.matter.attachments.get(upload=scan)
    assert (str(row), row.audience) == ("撤回的，终结案件决定书扫描件：决定书.pdf", cast.procuratorate)
    assert "决定书.pdf" in sign_in(cast.handler).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "决定书.pdf" not in sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/").content.decode()


def test_a_changed_paper_that_a_withdrawal_does_not_need_is_not_shown_to_the_recipient(cast, sign_in):
    """It was never issued."""
    course, scan = Course(cast).served(), upload(cast.chief.user, "变更稿.pdf")
    course.take("object", cast.head_a, grounds="职责不在本局。")
    given = {"result": "withdrawn", "reasons": "异议成立", "paper_scans": [scan]}
    course.take("uphold_objection", cast.chief, **given)
    assert course.matter.attachments.get(upload=scan).audience == cast.procuratorate
    assert "变更稿" not in sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/").content.decode()


def test_a_file_that_the_form_does_not_ask_stays_inside():
    """It came along from another step, and nothing here says who may read it."""
    assert StepForm.kept_as("minutes") == ("", True)
    assert StepForm.kept_as("files") == ("", False)


def test_one_file_in_two_fields_is_attached_once(cast):
    course, file = Course(cast).submitted(), upload(cast.handler.user)
    decision = {"decided_by": cast.department_head, "decided_on": clock.today(), "opinion": "同意"}
    course.take("review", cast.handler, signed_sheet=file, files=[file], **decision)
    assert Attachment.objects.count() == 1


def test_the_signed_sheet_is_called_what_the_page_calls_it(cast):
    course, sheet = Course(cast).served(), upload(cast.liaison_a.user, "签署页.pdf")
    course.reply(signed_sheet=sheet)
    row = course.matter.attachments.get(upload=sheet)
    assert (str(row), row.audience) == ("负责人签署页：签署页.pdf", cast.agency_a)
