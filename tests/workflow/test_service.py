"""A paper is signed for, given back, or served on paper, in any kind that says on whom it is served."""

from datetime import date

import pytest

from common import clock
from common.when import When
from organisations.services import give_consent, has_consent
from tests.toys import rules
from tests.toys.courses import LoanCourse
from tests.workflow.handing import form
from workflow.effects import Effects, Taking
from workflow.errors import Invalid, Refused
from workflow.service import Signer, check_receipt, consent, proof_content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def sent(cast) -> LoanCourse:
    return LoanCourse(cast).agreed()


@pytest.fixture
def returned(sent, cast) -> LoanCourse:
    sent.take("return_unsigned", cast.liaison_police, reason="应由县水务局借用。")
    return sent


def taking(actor, **data) -> Taking:
    return Taking(actor, When.now(), clock.now(), data=data)


def status(course: LoanCourse, rule: str) -> str:
    return course.matter.deadlines.get(rule=rule).status


class TestSigningForIt:
    def test_the_day_is_that_of_the_signature(self, sent, cast):
        sent.take("sign_for", cast.liaison_police)
        assert (sent.matter.received_on, sent.matter.service_way) == ("2026-10-13", "online")
        assert sent.matter.state == "out"

    def test_the_wait_is_over_and_the_periods_run(self, sent, cast):
        sent.take("sign_for", cast.liaison_police)
        assert status(sent, rules.RECEIVE) == "closed"
        assert status(sent, rules.RETURN) == "open"

    def test_the_proof_is_made(self, sent, cast):
        sent.take("sign_for", cast.liaison_police)
        assert sent.matter.documents.get().kind == "proof_of_service"

    def test_the_proof_names_who_signed_and_nobody_who_only_entered_it(self, sent, cast):
        signed, entered = (
            proof_content(sent.matter, taking(who)) for who in (cast.liaison_police, cast.liaison_a)
        )
        assert cast.liaison_police.user.full_name in signed.received_by
        assert (signed.recipient, entered.received_by) == (cast.police.name, "")

    def test_the_office_of_the_house_that_sent_it_is_told(self, sent, cast):
        sent.take("sign_for", cast.liaison_police)
        assert "已签收" in cast.liaison_a.user.notices.latest("pk").text

    def test_a_kind_that_asks_no_consent_shows_none(self, sent, cast):
        assert "consents" not in form(sent, "sign_for", cast.liaison_police).fields


class TestGivingItBack:
    def test_it_is_marked_and_whoever_sent_it_has_to_act(self, returned, cast):
        assert returned.matter.return_reason == "应由县水务局借用。"
        assert status(returned, rules.RECEIVE) == "cancelled"
        owed = returned.matter.deadlines.get(rule=rules.TAKE_BACK)
        assert (owed.debtor, owed.creditor) == (cast.agency_a, cast.police)
        assert owed.label == f"处理退回的{returned.matter.noun}"

    def test_it_is_signed_for_no_more(self, returned, cast):
        with pytest.raises(Refused, match="正在由借出单位处理"):
            returned.take("sign_for", cast.liaison_police)

    def test_served_all_the_same_the_mark_goes(self, returned, cast):
        returned.take("record_service", cast.liaison_a, received_on=When.parse("2026-10-13"))
        assert returned.matter.return_reason == ""
        assert status(returned, rules.TAKE_BACK) == "closed"


class TestServingItOnPaper:
    def test_the_periods_run_from_the_day_on_the_proof(self, sent, cast):
        data = {"way": "post", "received_on": When.parse("2026-10-12"), "receiver": "王某"}
        event = sent.take("record_service", cast.liaison_a, **data)
        assert sent.matter.deadlines.get(rule=rules.RETURN).due_on == date(2026, 10, 22)
        assert (event.data["way"], event.data["receiver"]) == ("邮寄送达", "王某")

    def test_never_tomorrow(self, sent, cast):
        with pytest.raises(Invalid, match="不能晚于今天"):
            sent.take("record_service", cast.liaison_a, received_on=When.parse("2026-10-14"))

    def test_whoever_received_it_is_told(self, cast, sent):
        assert cast.liaison_police
        sent.take("record_service", cast.liaison_a, received_on=When.parse("2026-10-12"))
        assert "已登记送达" in cast.liaison_police.user.notices.latest("pk").text

    def test_the_form_offers_what_needs_no_article_and_asks_for_the_proof(self, sent, cast):
        asked = form(sent, "record_service", cast.liaison_a)
        assert [code for code, _ in asked.fields["way"].choices] == ["direct", "post"]
        assert asked.fields["files"].required


def test_nothing_arrives_before_it_was_made():
    with pytest.raises(Invalid, match="制发日期"):
        check_receipt(When.parse("2026-09"), When.parse("2026-10-01"))


class TestConsent:
    """To electronic service: given by whoever can bind the house, with the first signature."""

    def test_without_it_only_paper_proves_service(self, cast):
        with pytest.raises(Invalid, match="尚未确认同意电子送达"):
            consent(cast.police, taking(cast.liaison_police), Effects())

    def test_it_is_given_with_the_first_signature(self, cast):
        effects = Effects()
        consent(cast.police, taking(cast.liaison_police, consents=True), effects)
        assert (effects.consents, effects.said) == (cast.liaison_police, {"consent": True})

    def test_given_once_it_is_asked_no_more(self, cast):
        give_consent(cast.liaison_police)
        effects = Effects()
        consent(cast.police, taking(cast.liaison_police), effects)
        assert effects.consents is None

    def test_who_cannot_bind_the_house_does_not_sign_first(self, sent, cast):
        _, _ = cast.liaison_a, cast.intake_a
        assert not has_consent(cast.agency_a)
        signer = Signer("lead", ("liaison", "intake"))
        assert signer.refusal(sent.matter, cast.liaison_a) == ""
        assert "联络员马超" in signer.refusal(sent.matter, cast.intake_a)
