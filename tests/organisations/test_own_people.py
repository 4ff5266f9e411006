"""Each organisation sees its own people, keeps its telephones, and consents to electronic service."""

import pytest

from organisations.services import give_consent, has_consent, revoke_consent

pytestmark = pytest.mark.django_db


def phones(cast, number: str) -> dict[str, str]:
    return {"duty": "0837-7730001", f"place_{cast.liaison_a.pk}": number}


def test_an_agency_sees_its_own_people_and_no_buttons_of_the_office(cast, sign_in):
    assert cast.liaison_b.is_active
    page = sign_in(cast.liaison_a).get("/people/").content.decode()
    assert "马超" in page
    assert "林涛" not in page
    assert "停用账号" not in page


def test_the_liaison_keeps_the_telephones(cast, sign_in):
    client = sign_in(cast.liaison_a)
    assert client.post("/people/phones/", phones(cast, "0837-7730002")).url == "/people/"
    cast.liaison_a.refresh_from_db()
    cast.agency_a.refresh_from_db()
    assert (cast.liaison_a.phone, cast.agency_a.phone) == ("0837-7730002", "0837-7730001")


def test_telephones_of_another_organisation_cannot_be_posted(cast, sign_in):
    assert cast.liaison_a.phone == ""
    sign_in(cast.liaison_b).post("/people/phones/", phones(cast, "999"))
    cast.liaison_a.refresh_from_db()
    assert cast.liaison_a.phone == ""


def test_others_of_the_agency_are_told_who_keeps_them(cast, sign_in):
    answer = sign_in(cast.officer_a).get("/people/phones/")
    assert answer.status_code == 403
    assert "由联络员或者单位负责人维护" in answer.content.decode()


def test_ones_own_mobile_and_mail_are_changed_by_oneself(cast, sign_in):
    sign_in(cast.officer_a).post("/profile/", {"phone": "13900000001", "email": "gs@example.org"})
    cast.officer_a.user.refresh_from_db()
    assert (cast.officer_a.user.phone, cast.officer_a.user.email) == ("13900000001", "gs@example.org")


def test_consent_is_given_once(cast, sign_in):
    client = sign_in(cast.liaison_a)
    assert not has_consent(cast.agency_a)
    client.post("/people/consent/")
    client.post("/people/consent/")
    assert has_consent(cast.agency_a)
    assert cast.agency_a.consents.count() == 1
    assert "马超（县市场监管局联络员）" in client.get("/people/consent/").content.decode()


def test_consent_binds_one_organisation_alone(cast):
    give_consent(cast.liaison_a)
    assert not has_consent(cast.agency_b)


def test_who_cannot_bind_the_organisation_cannot_consent(cast, sign_in):
    assert sign_in(cast.officer_a).post("/people/consent/").status_code == 403
    with pytest.raises(ValueError, match="由联络员或者单位负责人确认"):
        give_consent(cast.officer_a)


def test_consent_taken_back_can_be_given_anew(cast):
    give_consent(cast.liaison_a)
    revoke_consent(cast.head_a)
    assert not has_consent(cast.agency_a)
    give_consent(cast.head_a)
    assert cast.agency_a.consents.count() == 2
