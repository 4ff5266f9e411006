"""An attachment is handed out only as it was uploaded; what was not handed out is not logged as taken."""

import pytest
from django.urls import reverse

from matters.models import AccessLog, Attachment
from tests.courses import Course, upload


@pytest.fixture
def attachment(cast) -> Attachment:
    course = Course(cast).registered(files=[upload(cast.handler.user)])
    return course.matter.attachments.select_related("upload").get()


def address(attachment: Attachment) -> str:
    return reverse("matters:attachment", args=[attachment.matter_id, attachment.pk])


def test_a_download_is_logged(attachment, cast, sign_in):
    assert sign_in(cast.handler).get(address(attachment)).status_code == 200
    assert AccessLog.objects.get(action="download").subject == f"附件{attachment.pk}"


def test_a_damaged_one_is_told_as_such_and_not_logged(attachment, cast, sign_in):
    file = attachment.upload.file
    with file.storage.open(file.name, "wb") as stored:
        stored.write(b"other")
    answer = sign_in(cast.handler).get(address(attachment))
    assert answer.status_code == 500
    assert f"附件{attachment.pk}" in answer.content.decode()
    assert "文件校验不符" in answer.content.decode()
    assert not AccessLog.objects.filter(action="download").exists()
