"""Every error page bears a number that the log has too."""

import pytest

from fujian_portal.reference import server_error

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_found_gives_a_reference(cast, sign_in, caplog):
    caplog.set_level("INFO")
    answer = sign_in(cast.handler).get("/matters/999999/")
    reference = answer.context["reference"]
    assert reference in answer.content.decode()
    assert f"reference {reference}: 404" in caplog.text


def test_the_page_of_a_failure_gives_its_reference(rf):
    request = rf.get("/")
    request.reference = "ABCD1234"
    answer = server_error(request)
    assert answer.status_code == 500
    assert "ABCD1234" in answer.content.decode()
