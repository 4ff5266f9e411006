"""One message by itself: sent once, tried again, given up, marked where it may have arrived twice."""

from datetime import timedelta

import pytest

from common import clock
from notices import conf, grounds, outbox
from notices.models import Delivery, Notice
from notices.tasks import deliver
from tests.notices.mailbox import free_port

State = Delivery.State
ADDRESS = "liaison_a@example.org"


def test_it_arrives_with_matter_step_and_way(tell, cast, mailbox):
    tell(cast.liaison_a, due=clock.today())
    assert deliver() == 1
    message = mailbox.received[0]
    assert "川九检建〔2026〕1号" in message["Subject"]
    assert "2026年11月5日（周四）" in message.get_body(("plain",)).get_content()
    assert Delivery.objects.get().state == State.SENT


def test_the_sweep_twice_sends_once(tell, cast, mailbox):
    tell(cast.liaison_a)
    deliver()
    deliver()
    assert len(mailbox.received) == 1


def test_a_refused_address_stops_nobody_else(tell, cast, mailbox):
    mailbox.refused = {ADDRESS}
    tell(cast.liaison_a)
    tell(cast.head_a)
    assert deliver() == 1
    assert len(mailbox.sent_to("head_a@example.org")) == 1
    assert Delivery.objects.failing().get().last_error == "550 no such mailbox"


def test_pauses_grow_and_then_it_is_given_up(tell, cast, mailbox, later):
    mailbox.refused = {ADDRESS}
    tell(cast.liaison_a)
    pauses = []
    for _ in range(conf.TRIES - 1):
        deliver()
        pauses.append(Delivery.objects.get().due_at - clock.now())
        later(seconds=pauses[-1].total_seconds())
    deliver()
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
    assert Delivery.objects.get().state == State.FAILED


def test_an_address_put_right_is_used_on_retry(tell, cast, mailbox, later):
    mailbox.refused = {ADDRESS}
    tell(cast.liaison_a)
    deliver()
    cast.liaison_a.user.email = "right@example.org"
    cast.liaison_a.user.save()
    assert outbox.retry(Delivery.objects.get())
    deliver()
    assert len(mailbox.sent_to("right@example.org")) == 1


def test_a_server_that_is_away_counts_against_nobody(tell, cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    tell(cast.liaison_a)
    deliver()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (State.PENDING, 0)
    assert delivery.due_at == clock.now() + conf.SERVER_PAUSE


def test_two_workers_with_the_same_row_in_hand_claim_it_once(tell, cast):
    tell(cast.liaison_a)
    mine, theirs = Delivery.objects.get(), Delivery.objects.get()
    assert [outbox.claim(mine), outbox.claim(theirs)] == [True, False]


def test_a_lease_that_ran_out_is_taken_up_again(tell, cast, mailbox, later):
    tell(cast.liaison_a)
    assert outbox.claim(Delivery.objects.get())
    assert deliver() == 0
    later(seconds=conf.LEASE.total_seconds())
    assert deliver() == 1
    assert Delivery.objects.get().possibly_repeated_reason == ""


def test_a_worker_that_lost_its_lease_may_not_send(tell, cast, later):
    tell(cast.liaison_a)
    slow = Delivery.objects.get()
    outbox.claim(slow)
    later(seconds=conf.LEASE.total_seconds())
    assert outbox.claim(Delivery.objects.get())
    assert not outbox.start_sending(slow)


def test_killed_between_sending_and_recording_is_sent_again_and_marked(tell, cast, mailbox, later):
    tell(cast.liaison_a)
    killed = Delivery.objects.get()
    outbox.claim(killed)
    outbox.start_sending(killed)
    later(seconds=conf.LEASE.total_seconds())
    deliver()
    delivery = Delivery.objects.get()
    assert delivery.possibly_repeated_reason == outbox.REPEATED
    assert delivery.state_label == "已发送（可能重复）"


def test_a_server_that_hangs_up_after_the_text_leads_to_the_same_message_id(tell, cast, mailbox, later):
    mailbox.hang_up_after_data = True
    tell(cast.liaison_a)
    deliver()
    mailbox.hang_up_after_data = False
    later(minutes=1)
    deliver()
    first, second = mailbox.received
    assert first["Message-ID"] == second["Message-ID"]
    assert Delivery.objects.get().possibly_repeated_reason == outbox.REPEATED


def test_one_that_always_breaks_off_is_given_up(tell, cast, later):
    tell(cast.liaison_a)
    for _ in range(conf.TRIES):
        outbox.claim(Delivery.objects.get())
        later(seconds=conf.LEASE.total_seconds())
    deliver()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.last_error) == (State.FAILED, outbox.GAVE_UP)


@pytest.fixture
def answered():
    """A ground that has gone: the reply came between queueing and sending."""
    grounds.register("remind", lambda notice: False)
    yield
    grounds.unregister("remind")


@pytest.mark.usefixtures("answered")
def test_a_notice_whose_ground_has_gone_is_not_mailed(tell, cast, mailbox):
    tell(cast.liaison_a, verb="remind")
    deliver()
    assert not mailbox.received
    assert Notice.objects.get().withdrawn_reason == grounds.GONE
    assert Delivery.objects.get().state == State.CANCELLED


def test_a_person_deactivated_in_between_gets_none(tell, cast, mailbox):
    tell(cast.liaison_a)
    cast.liaison_a.user.is_active = False
    cast.liaison_a.user.save()
    deliver()
    assert not mailbox.received


def test_who_has_left_the_organisation_in_between_gets_none(tell, cast, mailbox):
    tell(cast.liaison_a)
    cast.liaison_a.ended_on = "2026-11-04"
    cast.liaison_a.save()
    deliver()
    assert not mailbox.received
    assert Notice.objects.get().withdrawn_reason == grounds.LEFT
